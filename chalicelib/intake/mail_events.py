"""What SES says became of a mail: taken, not to be delivered, complained about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from typing import Any, NamedTuple

KINDS = {"Send", "Delivery", "DeliveryDelay", "Bounce", "Complaint", "Reject"}
"""Each of them says, whatever else, that SES had taken the mail."""
GREETING = "Successfully validated SNS topic"
"""What SES writes to a topic, in plain words, when its events are first sent there."""
TAGS = "X-SES-MESSAGE-TAGS"
"""A header that may name the tags where an event does not."""
NOT_SPAM = "not-spam"
"""A complaint of this kind takes an earlier one back."""

_NAME = re.compile(r"[A-Za-z0-9_-]{1,256}")


class MailEventError(Exception):
    """That is no event of SES; carries what is wrong with it, and nothing of what it holds."""


class About(NamedTuple):
    """The mail that an event is about, and the spreadsheet whose desk sent it."""

    mail: str
    spreadsheet: str


class Accepted(NamedTuple):
    """SES took the mail."""

    about: About


class Undeliverable(NamedTuple):
    """The mail came back for good: mail does not reach the address."""

    address: str
    about: About


class Complained(NamedTuple):
    """The receiver marked the mail as spam."""

    address: str
    about: About


MailEvent = Accepted | Undeliverable | Complained


class MailNews(NamedTuple):
    """What one notification says."""

    events: tuple[MailEvent, ...] = ()
    ignored: str = ""
    """Why it says nothing to a desk; empty if it does."""


def mail_news(body: str) -> MailNews:
    """Return what the body of an SNS message says of a mail, or raise MailEventError.

    Events of a configuration set name the mail by its tags; notifications of an identity (the
    older kind) have none, and count only where headers that came along name them.
    """
    if body.startswith(GREETING):
        return MailNews(ignored="greeting")
    said = _read(body)
    kind = said.get("eventType") or said.get("notificationType")
    if not isinstance(kind, str):
        raise MailEventError("names no kind of event")
    if kind not in KINDS:
        return MailNews(ignored="kind")
    about = _about(_part(said, "mail"))
    if about is None:
        return MailNews(ignored="not of a desk")
    return MailNews((Accepted(about), *_complaints(said, kind, about)))


def _read(body: str) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise MailEventError("is no JSON") from None
    if not isinstance(said, dict):
        raise MailEventError("is no JSON object")
    return said


def _part(said: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = said.get(name)
    if not isinstance(found, dict):
        raise MailEventError(f"has no {name}")
    return found


def _about(mail: Mapping[str, Any]) -> About | None:
    """Return which mail it is; None for one that no desk sent."""
    tags = mail.get("tags")
    named = dict(_header_tags(mail))
    for name, values in tags.items() if isinstance(tags, dict) else ():
        named[name] = values[0] if isinstance(values, list) and values else values
    found = [named.get(name) for name in About._fields]
    known = [text for text in found if isinstance(text, str) and _NAME.fullmatch(text)]
    return About(*known) if len(known) == len(found) else None


def _header_tags(mail: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    headers = mail.get("headers")
    for one in headers if isinstance(headers, list) else ():
        value = one.get("value") if isinstance(one, dict) else None
        if isinstance(value, str) and str(one.get("name")).upper() == TAGS:
            for pair in value.split(","):
                name, _, text = pair.partition("=")
                yield name.strip(), text.strip()


def _complaints(said: Mapping[str, Any], kind: str, about: About) -> Iterator[MailEvent]:
    """Yield the addresses that no mail is to be sent to any more."""
    if kind == "Bounce" and _part(said, "bounce").get("bounceType") == "Permanent":
        yield from (
            Undeliverable(a, about) for a in _addresses(said["bounce"], "bouncedRecipients")
        )
    if kind == "Complaint" and _part(said, "complaint").get("complaintFeedbackType") != NOT_SPAM:
        people = _addresses(said["complaint"], "complainedRecipients")
        yield from (Complained(address, about) for address in people)


def _addresses(part: Mapping[str, Any], name: str) -> Iterator[str]:
    people = part.get(name)
    if not isinstance(people, list):
        raise MailEventError(f"has no {name}")
    for one in people:
        text = one.get("emailAddress") if isinstance(one, dict) else None
        address = parseaddr(text)[1] if isinstance(text, str) else ""
        if "@" not in address:
            raise MailEventError(f"names no address in {name}")
        yield address
