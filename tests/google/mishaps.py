"""
What can befall one request. A mishap is a value: it says what it would do and does nothing by
itself; ``weather`` asks it before the request is carried out and after.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.google.access import PROTECTED
from tests.google.exchange import Answer, Drop, Request
from tests.google.fault import ApiError
from tests.google.quota import LIMITS, kind_of

if TYPE_CHECKING:
    from tests.google.weather import Weather

Reply = Answer | Drop | None
LATEST = 180.0
"""Seconds for which Google may still be at work on a request: after them nothing lands."""


@dataclass(frozen=True, slots=True)
class Mishap:
    """Something that goes wrong with a request; a plain one is nothing at all."""

    def before(self, weather: Weather, request: Request) -> Reply:
        """Return what is answered instead of carrying the request out, or None."""

    def after(self, answer: Answer) -> Reply:
        """Return what becomes of the answer of a request that was carried out, or None."""


@dataclass(frozen=True, slots=True)
class TooMany(Mishap):
    """429: refused as if the quota were used up, this once."""

    def before(self, weather: Weather, request: Request) -> Reply:  # noqa: ARG002
        """Refuse in the words of the quota."""
        kind = kind_of(request.method, request.path)
        limit = next(limit for limit in LIMITS if limit.kind == kind)
        return Answer(403 if kind == "drive" else 429, limit.refusal())


@dataclass(frozen=True, slots=True)
class ServerError(Mishap):
    """500 in JSON: nothing was applied."""

    def before(self, weather: Weather, request: Request) -> Reply:  # noqa: ARG002
        """Refuse."""
        return refused(500, "Internal error encountered.")


@dataclass(frozen=True, slots=True)
class Unavailable(Mishap):
    """503 in JSON: nothing was applied."""

    def before(self, weather: Weather, request: Request) -> Reply:  # noqa: ARG002
        """Refuse."""
        return refused(503, "The service is currently unavailable.")


@dataclass(frozen=True, slots=True)
class LostResponse(Mishap):
    """Carried out, but the connection breaks before the answer is there."""

    def after(self, answer: Answer) -> Reply:  # noqa: ARG002
        """Break the connection."""
        return Drop("reset")


@dataclass(frozen=True, slots=True)
class BadGateway(Mishap):
    """502 with a page of HTML, and no word of whether the request was carried out."""

    applied: bool = False

    def before(self, weather: Weather, request: Request) -> Reply:  # noqa: ARG002
        """Answer with the page, if the request never got through."""
        return None if self.applied else html_page(502)

    def after(self, answer: Answer) -> Reply:  # noqa: ARG002
        """Answer with the page in the place of the answer."""
        return html_page(502) if self.applied else None


@dataclass(frozen=True, slots=True)
class Timeout(Mishap):
    """No answer until the caller gives up; the request may land some seconds after it was sent."""

    lands: float | None = None
    """None: it never arrives."""

    def before(self, weather: Weather, request: Request) -> Reply:
        """Put the request on its way, and let the caller wait in vain."""
        if self.lands is not None:
            weather.sends(request, min(self.lands, LATEST))
        weather.clock.sleep(weather.patience)
        return Drop("timeout")


@dataclass(frozen=True, slots=True)
class Protected(Mishap):
    """400: a cell that the bot may not write; reading is not touched."""

    def before(self, weather: Weather, request: Request) -> Reply:  # noqa: ARG002
        """Refuse a write, naming its first part."""
        if kind_of(request.method, request.path) != "write":
            return None
        return refused(400, _first_part(request) + PROTECTED)


@dataclass(frozen=True, slots=True)
class Forbidden(Mishap):
    """403: the file is not shared with the bot any more."""

    def before(self, weather: Weather, request: Request) -> Reply:  # noqa: ARG002
        """Refuse."""
        return refused(403, "The caller does not have permission")


@dataclass(frozen=True, slots=True)
class Gone(Mishap):
    """404: there is no such file any more."""

    def before(self, weather: Weather, request: Request) -> Reply:  # noqa: ARG002
        """Refuse."""
        return refused(404, "Requested entity was not found.")


CALM = Mishap()


def refused(code: int, message: str) -> Answer:
    """Return a refusal in Google's JSON."""
    return Answer(code, ApiError(code, message).body())


def html_page(code: int) -> Answer:
    """Return what Google's front end says when what stands behind it does not answer."""
    page = (
        f"<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n"
        f"  <title>Error {code} (Server Error)!!1</title>\n"
        f"  <a href=//www.google.com/><span id=logo aria-label=Google></span></a>\n"
        f"  <p><b>{code}.</b> <ins>That’s an error.</ins>\n"
        "  <p>The server encountered a temporary error and could not complete your request.<p>"
        "Please try again in 30 seconds.  <ins>That’s all we know.</ins>\n"
    )
    return Answer(code, page, "text/html; charset=UTF-8")


def _first_part(request: Request) -> str:
    """Return how Google names the first part of a batch."""
    _, _, verb = request.path.rpartition("/")
    if verb.startswith("values:batch"):
        return "Invalid data[0]: "
    if not verb.endswith(":batchUpdate"):
        return ""
    requests = json.loads(request.body or b"{}").get("requests") or [{}]
    return f"Invalid requests[0].{next(iter(requests[0]), 'unknown')}: "
