"""A handler of the package in a process of its own, under the runtime client that Lambda uses."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple, Self

from tests.cloud.places import RUNTIME
from tests.cloud.runtime_api import Answer, RuntimeApi

MEGABYTE = 1 << 20
TICKS = os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    """What a container took so far."""

    megabytes: float
    """The most memory it ever held (VmHWM)."""
    cpu: float
    """Seconds of CPU, its start included."""


class Container:
    """One handler, such as ``app.run``, out of an unzipped bundle; a context manager.

    It sees the environment that it is given and what Lambda sets itself, and no package but the
    bundle's, the runtime client and boto3. With ``megabytes`` it can allocate no more than that.
    """

    def __init__(
        self,
        handler: str,
        bundle: Path,
        environment: Mapping[str, str],
        megabytes: int | None = None,
    ) -> None:
        self._handler = handler
        self._bundle = bundle
        self._given = environment
        self._megabytes = megabytes
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._api = self._open.enter_context(RuntimeApi())
        self._log = self._bundle.with_name(f"{self._handler}.{self._api.place[10:]}.log")
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [RUNTIME / "bin/python", "-m", "awslambdaric", self._handler],
                cwd=self._bundle,
                env=self._environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        if self._megabytes:
            most = self._megabytes * MEGABYTE
            resource.prlimit(self._process.pid, resource.RLIMIT_DATA, (most, most))
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._open.close()

    @property
    def pid(self) -> int:
        """The process that runs the handler."""
        return self._process.pid

    @property
    def said(self) -> str:
        """What it logged so far."""
        return self._log.read_text(errors="replace")

    def invoke(self, event: Any, timeout: float = 30) -> Answer:
        """Return the handler's answer; one that is late is killed, as Lambda does."""
        self._api.hand(event, timeout)
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            answer = self._api.answered(0.05)
            if answer is not None:
                return answer
            if self._process.poll() is not None:
                return self._api.answered(0.2) or Answer(None, "Runtime.ExitError", self.said)
        self._process.kill()
        return Answer(None, "Sandbox.Timedout", self.said)

    def spent(self) -> Spent:
        """Return what the container took so far; it must be alive."""
        process = Path("/proc", str(self.pid))
        status = (process / "status").read_text()
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        times = (process / "stat").read_text().rpartition(")")[2].split()[11:13]
        return Spent(int(peak.split()[1]) / 1024, sum(map(int, times)) / TICKS)

    def _environment(self) -> dict[str, str]:
        return {
            **self._given,
            "PATH": "/usr/local/bin:/usr/bin/:/bin",
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
            "PYTHONDONTWRITEBYTECODE": "1",
            "LAMBDA_TASK_ROOT": str(self._bundle),
            "_HANDLER": self._handler,
            "AWS_LAMBDA_RUNTIME_API": self._api.place,
            "AWS_LAMBDA_FUNCTION_NAME": "aftersheet-test",
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(self._megabytes or 512),
        }
