"""A detour: what is meant for Google goes to a Sheets server on this machine."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter

GOOGLE = {"sheets.googleapis.com", "www.googleapis.com", "oauth2.googleapis.com"}


class ElsewhereError(requests.RequestException):
    """Only Google was to be reached, and another host was asked for; carries it."""


class Detour(HTTPAdapter):
    """Sends what was meant for Google to a server; other hosts are refused."""

    def __init__(self, server: str) -> None:
        super().__init__()
        self._server = urlsplit(server)[:2]

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        """Send a request to the server."""
        url = urlsplit(str(request.url))
        if url[:2] != self._server and url.hostname not in GOOGLE:
            raise ElsewhereError(url.hostname, request=request)
        request.url = urlunsplit((*self._server, *url[2:]))
        return super().send(request, *args, **kwargs)


def detoured(server: str, session: requests.Session | None = None) -> requests.Session:
    """Return a session (a new one unless given) that reaches nothing but the server."""
    session = session or requests.Session()
    session.trust_env = False  # a proxy would lead away from this machine
    for scheme in ("https://", "http://"):
        session.mount(scheme, Detour(server))
    return session
