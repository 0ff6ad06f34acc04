"""Somebody follows the link of a mail: the page's own code answers, with no server between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes, policy
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from chalice.app import Request

from chalicelib.messages.mail import Mail, WayToAnswer
from chalicelib.model.intent import Intent
from chalicelib.model.word import Language, Phrase
from chalicelib.wiring.pages import answered_here
from chalicelib.wiring.questions import links_of, place_in_links, questions_of

LINK = re.compile(r"/q/([A-Za-z0-9._-]+)")
FORM = "application/x-www-form-urlencoded"
DEVICE = "Mozilla/5.0 (Windows NT 10.0) Firefox/136.0"
PAGES = "https://desk.lanternlane.example"
"""Where the shop's pages are: a customer is sent no link to somebody's own machine."""
ADDRESS = "203.0.113.24"
"""Of an example's network (RFC 5737); the desk keeps it without its end."""


class Visit(NamedTuple):
    """What somebody answers by the newest link that was mailed to them."""

    to: str
    choice: str
    words: Phrase = Phrase("", "")


class Visited(NamedTuple):
    """What the page said when it was opened, and when it was answered."""

    opened: HTTPStatus
    answered: HTTPStatus


class NoLinkError(LookupError):
    """No mail to this address held a link; carries the address."""


def way_of(place: Path) -> WayToAnswer:
    """Return what finds the link by which an intent is answered, as where pages are public."""

    def way(intent: Intent) -> str:
        asked = questions_of(place).find(intent.question) if intent.question else None
        if asked is None:
            return ""
        links = links_of(place)._replace(base=PAGES)
        return links.to(place_in_links(place), asked.question.id, asked.question.expires)

    return way


def follow(
    place: Path, mails: Sequence[Mail], visit: Visit, when: tuple[datetime, Language]
) -> Visited:
    """Open the link of somebody's newest mail, and then press what they choose."""
    token, (at, language) = _token(mails, visit.to), when
    said = urlencode({"choice": visit.choice, "words": visit.words.said(language)})
    asked = (_request("GET", token), _request("POST", token, said))
    statuses = [answered_here(place, one, token, at).status_code for one in asked]
    return Visited(*map(HTTPStatus, statuses))


def _token(mails: Sequence[Mail], to: str) -> str:
    """Return what stands behind /q/ in the newest mail to an address that has a link."""
    for mail in reversed(mails):
        found = LINK.search(_text(mail)) if mail.to == to else None
        if found:
            return found[1]
    raise NoLinkError(to)


def _text(mail: Mail) -> str:
    message: Any = message_from_bytes(mail.raw, policy=policy.default)
    return str(message.get_body(("plain",)).get_content())


def _request(method: str, token: str, body: str = "") -> Request:
    """Return a request as a gateway hands it over."""
    context = {
        "httpMethod": method,
        "resourcePath": "/q/{token}",
        "identity": {"sourceIp": ADDRESS},
    }
    return Request(
        {
            "multiValueQueryStringParameters": None,
            "headers": {"content-type": FORM, "user-agent": DEVICE},
            "pathParameters": {"token": token},
            "requestContext": context,
            "body": body,
            "stageVariables": None,
        }
    )
