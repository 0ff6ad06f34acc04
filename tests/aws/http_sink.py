"""A server on this machine that answers every call as it is told, and counts the calls."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Answer(NamedTuple):
    """What is answered; ``status`` 0: the connection is lost, -1: nothing comes."""

    status: int
    code: str = ""
    message: str = ""


class Calls(NamedTuple):
    """Where the server is, and what it was asked."""

    url: str
    bodies: list[dict]


@contextmanager
def answering(answer: Answer) -> Iterator[Calls]:
    """Answer every call the same until the end."""
    bodies, over = [], threading.Event()

    class Desk(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:  # the name that the standard library calls
            length = int(self.headers["Content-Length"])
            bodies.append(json.loads(self.rfile.read(length)))
            if answer.status > 0:
                self.reply(json.dumps({"message": answer.message, "MessageId": "m-1"}).encode())
                return
            over.wait(timeout=5 if answer.status < 0 else 0)
            self.close_connection = True

        def reply(self, body: bytes) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if answer.code:
                self.send_header("x-amzn-ErrorType", answer.code)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield Calls(f"http://127.0.0.1:{server.server_port}", bodies)
        over.set()
        server.shutdown()
