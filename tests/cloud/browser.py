"""A browser that opens a link out of a mail, and sends the form that is there."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

FORM = "application/x-www-form-urlencoded"


class Shown(NamedTuple):
    """What came back, after all redirections."""

    status: int
    headers: dict[str, str]
    """By name in lower case."""
    text: str


def opened(url: str, method: str = "GET") -> Shown:
    """Return what an address shows."""
    return _asked(Request(url, method=method))  # noqa: S310  # loopback


def sent(url: str, **fields: str) -> Shown:
    """Return what is shown to whoever sends the fields of a form."""
    return _asked(Request(url, urlencode(fields).encode(), {"Content-Type": FORM}))  # noqa: S310


def _asked(request: Request) -> Shown:
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310  # loopback
            return _shown(answer)
    except HTTPError as refusal:
        with refusal:
            return _shown(refusal)


def _shown(answer: Any) -> Shown:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Shown(answer.status, headers, answer.read().decode())
