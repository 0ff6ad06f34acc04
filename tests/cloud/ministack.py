"""A cloud on loopback: MiniStack in a process of its own, started and stopped by process id."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self
from urllib.error import URLError
from urllib.request import Request, urlopen

import boto3
from botocore.config import Config

from tests.cloud.places import CLOUD, free_port

ACCOUNT = "123456789012"
REGION = "us-east-1"
LOGIN = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_REGION": REGION,
}
READY = 30
"""Seconds within which it answers, or did not start."""
STOPS = 10
"""Seconds that it is given to leave by itself."""


class MiniStack:
    """One empty cloud; a context manager. What it says goes to a file.

    One that ``guards`` lets each function do what its role allows, and nothing else.
    """

    def __init__(self, folder: Path, *, guards: bool = False) -> None:
        self._port = free_port()
        self._guards = guards
        self._log = folder / "ministack.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where every service listens, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def environment(self) -> dict[str, str]:
        """What makes a program of ours speak to this cloud, and to no other."""
        return {**LOGIN, "AWS_ENDPOINT_URL": self.url}

    @property
    def said(self) -> str:
        """What it wrote so far."""
        return self._log.read_text(errors="replace")

    def client(self, service: str) -> Any:
        """Return a client of one of its services."""
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106  # any will do
            config=Config(retries={"max_attempts": 1}, read_timeout=60),
        )

    def asked(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Return the answer of one of its own pages, such as ``/_ministack/ses/messages``."""
        told = None if body is None else json.dumps(body).encode()
        asking = Request(self.url + path, told, {"Content-Type": "application/json"})  # noqa: S310
        with urlopen(asking, timeout=10) as answer:  # noqa: S310  # loopback
            return json.loads(answer.read() or b"null")

    def mails(self) -> list[dict[str, Any]]:
        """Return every mail that was sent, oldest first."""
        return list(self.asked("/_ministack/ses/messages")["messages"].get(ACCOUNT, ()))

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [CLOUD / "bin/python", "-m", "ministack"],
                env=self._settings(),
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        try:
            self._await(self._process)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _settings(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "BIND_HOST": "127.0.0.1",
            "IOT_MTLS_ENABLED": "0",
            "GATEWAY_PORT": str(self._port),
            "MINISTACK_HOST": "127.0.0.1",
            "MINISTACK_ACCOUNT_ID": ACCOUNT,
            "MINISTACK_REGION": REGION,
            "LAMBDA_EXECUTOR": "local",
            "AUTH": "true" if self._guards else "false",
            **LOGIN,
        }

    def _await(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + READY
        while time.monotonic() < until and process.poll() is None:
            try:
                self.asked("/_ministack/health")
            except (URLError, OSError, ValueError):
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"MiniStack did not start:\n{self.said[-2000:]}")

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOPS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
