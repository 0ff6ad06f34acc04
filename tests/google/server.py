"""The service (requests in, answers out) and the HTTP server that puts it on loopback."""

from __future__ import annotations

import socket
import struct
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import RLock, Thread
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.google import routes, strict
from tests.google.discovery import Method
from tests.google.exchange import Answer, Drop, Request
from tests.google.fault import ApiError
from tests.google.state import World

__all__ = ["Answer", "Drop", "Request", "Server", "Service"]

UNAUTHENTICATED = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie "
    "or other valid authentication credential."
)

Before = Callable[["Service", Request, int], Answer | Drop | None]
After = Callable[["Service", Request, Answer, int], Answer | Drop | None]


class Service:
    """Google as it answers requests, one at a time.

    ``before`` hooks see each request first and may answer in Google's place or change the world;
    ``after`` hooks see each answer of a request that was carried out, and may replace or lose it.
    """

    def __init__(
        self, world: World | None = None, bot: str = "desk@aftersheet-test.iam.gserviceaccount.com"
    ) -> None:
        self.world = world or World()
        self.world.caller = bot
        self.before: list[Before] = []
        self.after: list[After] = []
        self.calls: Counter[str] = Counter()
        """How often each method was called, such as "sheets.spreadsheets.values.batchGet"."""
        self.count = 0
        """How many requests have come in."""
        self.violations: list[str] = []
        """Answers of this server that Google's discovery documents do not allow: its own bugs."""
        self.tokens: set[str] = set()
        """Access tokens that were given out."""
        self.open = True
        """Whether requests without one of those tokens are answered too."""
        self._one_at_a_time = RLock()

    @property
    def bot(self) -> str:
        """The address of whoever makes the requests."""
        return self.world.caller

    @bot.setter
    def bot(self, address: str) -> None:
        self.world.caller = address

    def answer(self, request: Request) -> Answer | Drop:
        """Carry out one request."""
        with self._one_at_a_time:
            self.count += 1
            return self._answer(request, self.count)

    def _answer(self, request: Request, n: int) -> Answer | Drop:
        for hook in self.before:
            instead = hook(self, request, n)
            if instead is not None:
                return instead
        answer: Answer | Drop = self.carry_out(request)
        for hook in self.after:
            if isinstance(answer, Answer):
                answer = hook(self, request, answer, n) or answer
        return answer

    def carry_out(self, request: Request) -> Answer:
        """Answer one request without any hook."""
        try:
            return routes.carry_out(self, request)
        except ApiError as fault:
            return Answer(fault.code, fault.body())

    def check_token(self, request: Request) -> None:
        """401 if the request needs an access token and brings none that was given out."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not self.open and token not in self.tokens:
            raise ApiError(401, UNAUTHENTICATED)

    def hold_against(self, method: Method, answer: dict[str, Any]) -> None:
        """Raise and remember it if Google would never send this answer."""
        try:
            strict.check(method, answer)
        except strict.ViolationError as bug:
            self.violations.append(str(bug))
            raise


class Server:
    """The service on a port of this machine; a context manager."""

    def __init__(self, service: Service | None = None, port: int = 0) -> None:
        self.service = service or Service()
        self._http = ThreadingHTTPServer(("127.0.0.1", port), _handler(self.service))
        self._http.daemon_threads = True
        self._thread = Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def start(self) -> Self:
        """Begin to answer in a thread of its own."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Answer no more, and give the port back."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def wait(self) -> None:
        """Return when it was stopped."""
        self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        pass

    Handler.service = service
    return Handler


class _Handler(BaseHTTPRequestHandler):
    """Between sockets and the service."""

    protocol_version = "HTTP/1.1"
    # Two small packets per answer would wait for each other's acknowledgement.
    disable_nagle_algorithm = True
    wbufsize = -1
    service: Service

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests look at ``Service.calls``."""

    def _serve(self) -> None:
        answer = self.service.answer(self._request())
        if isinstance(answer, Drop):
            self._drop(answer)
            return
        content = answer.content()
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.content_type, **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815

    def _request(self) -> Request:
        url = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        query = parse_qs(url.query, keep_blank_values=True)
        return Request(self.command, url.path, query, self.rfile.read(length), self.headers)

    def _drop(self, drop: Drop) -> None:
        """Reset the connection: a linger of no time makes closing abrupt."""
        if drop.how == "timeout":
            self.connection.recv(1)  # until the client gives up
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()
        self.close_connection = True
