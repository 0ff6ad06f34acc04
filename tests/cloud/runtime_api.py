"""What Lambda's service does for one container: hands it events, and takes its answers, over HTTP."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from threading import Thread
from typing import Any, NamedTuple, Self
from uuid import uuid4

RUNTIME = "/2018-06-01/runtime/"
ARN = "arn:aws:lambda:us-east-1:123456789012:function:aftersheet-test"


class Answer(NamedTuple):
    """What a handler answered to one event."""

    result: Any = None
    error: str = ""
    """The error's type; empty if it returned."""
    trace: str = ""
    """The error's message and where it came from."""


class RuntimeApi:
    """The runtime API for one container, on a port of this machine; a context manager."""

    def __init__(self) -> None:
        self.events: Queue[Event | None] = Queue()
        self.answers: Queue[Answer] = Queue()
        handler = type("Handler", (_Handler,), {"api": self})
        self._http = _Http(("127.0.0.1", 0), handler)
        self._thread = Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def place(self) -> str:
        """Host and port, as the runtime client is told them."""
        return f"127.0.0.1:{self._http.server_address[1]}"

    def hand(self, event: Any, timeout: float) -> None:
        """Have an event handed to the container; it learns how many seconds it has."""
        self.events.put(Event(str(uuid4()), event, time.time() + timeout))

    def answered(self, seconds: float) -> Answer | None:
        """Return what the container answers within so many seconds, or None."""
        try:
            return self.answers.get(timeout=seconds)
        except Empty:
            return None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.events.put(None)  # whoever waits for an event waits no more
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class Event(NamedTuple):
    """One event on its way to the handler."""

    id: str
    said: Any
    deadline: float
    """Seconds of the epoch."""

    def headers(self) -> Mapping[str, str]:
        """Return what the runtime client is told of it."""
        return {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": self.id,
            "Lambda-Runtime-Deadline-Ms": str(int(self.deadline * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": ARN,
            "Lambda-Runtime-Trace-Id": f"Root=1-5759e988-{self.id[:8]};Sampled=0",
        }


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing: a container that is killed breaks off what it was asking."""


class _Handler(BaseHTTPRequestHandler):
    """Between the runtime client's requests and the queues."""

    protocol_version = "HTTP/1.1"
    # Else small packets wait for each other's acknowledgement, about 40 ms for every call.
    disable_nagle_algorithm = True
    api: RuntimeApi

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer ``invocation/next`` when there is an event."""
        event = self.api.events.get()
        if event is None:
            self.close_connection = True
            return
        self._reply(200, json.dumps(event.said).encode(), event.headers())

    def do_POST(self) -> None:
        """Take an answer: a result, an error, or an error before any event."""
        said = json.loads(self._body() or b"null")
        if self.path.endswith("/response"):
            self.api.answers.put(Answer(said))
        elif self.path.startswith(RUNTIME) and self.path.endswith("/error"):
            self.api.answers.put(_failed(said))
        self._reply(202, b'{"status":"OK"}', {"Content-Type": "application/json"})

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._chunked()
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _chunked(self) -> bytes:
        parts = []
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _reply(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _failed(said: Mapping[str, Any]) -> Answer:
    lines = [str(said.get("errorMessage", "")), *map(str, said.get("stackTrace") or ())]
    return Answer(None, str(said.get("errorType") or "Error"), "\n".join(lines))
