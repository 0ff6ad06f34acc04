"""Builds the server that answers questions about one workbook on this machine, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from chalice.app import Response
from chalice.config import Config
from chalice.local import ChaliceRequestHandler, LocalChalice, LocalDevServer

from chalicelib.pages.page import refused
from chalicelib.pages.render import headers, render
from chalicelib.pages.words import TOO_LONG
from chalicelib.settings import Place
from chalicelib.wiring.pages import answered_here, welcomed

PATIENCE = 30
"""Seconds until a caller who says nothing is hung up on."""
MOST_READ = 1024 * 1024
"""Bytes of a body that are taken in only to be refused; of a longer one not a byte is read."""


def pages_of(place: Place) -> LocalChalice:
    """Return the routes that app.py has for questions, for one workbook, and a front page."""
    app = LocalChalice(app_name="aftersheet")

    @app.route("/", methods=["GET", "HEAD"])
    def on_front() -> Response:
        return welcomed(app.current_request)

    @app.route("/q/{token}", methods=["GET", "HEAD", "POST"], content_types=["*/*"])
    def on_question(token: str) -> Response:
        return answered_here(place, app.current_request, token, datetime.now(UTC))

    @app.route("/health", methods=["GET"])
    def on_health() -> dict[str, str]:
        return {"status": "ok", "stage": ""}

    return app


def server_of(place: Place, host: str, port: int) -> LocalDevServer:
    """Return a server at an address, listening and not yet answering; OSError if it is taken.

    Port 0 is any that is free.
    """
    return LocalDevServer(pages_of(place), Config(), host, port, handler_cls=_Caller)


class _Caller(ChaliceRequestHandler):
    """One caller of the server; what is said of it in the terminal holds no link."""

    timeout = PATIENCE

    def parse_request(self) -> bool:
        """Read the head of a request; hang up on one whose body is out of all measure."""
        if not super().parse_request():
            return False
        length = self.headers.get("content-length", "0")
        measured = length.isascii() and length.isdigit() and int(length) <= MOST_READ
        if measured and "transfer-encoding" not in self.headers:
            return True
        self.close_connection = True
        page = render(refused(TOO_LONG))
        self._send_http_response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, headers(secure=False), page)
        return False

    def log_message(self, *_: Any) -> None:
        """Keep silent: the path of every request is a link that answers."""
