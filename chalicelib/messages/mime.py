"""A mail as bytes: built once, the same bytes for the same letter."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any, NamedTuple

from chalicelib.messages.clean import clean, cut
from chalicelib.messages.mail import Sender, UnsendableError
from chalicelib.messages.render import Body
from chalicelib.model.word import Language

_SHAPE = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_WORD_BYTES = 39
"""UTF-8 bytes of an encoded word: with the header's name it stays within 76 characters."""


class Envelope(NamedTuple):
    """What the headers say."""

    id: str
    to: str
    subject: str
    language: Language
    date: datetime


class _Policy(EmailPolicy):
    """Writes each header itself, so that it reads back as it was.

    The standard folding turns long ids into encoded words, which no mailbox decodes
    there, and loses or adds spaces in long names.
    """

    def fold(self, name: str, value: Any) -> str:
        """Return a header's lines."""
        return f"{name}: {_written(value)}\r\n"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return a header's lines as bytes."""
        return self.fold(name, value).encode("ascii")


_POLICY = _Policy(linesep="\r\n", cte_type="7bit")


def mime(envelope: Envelope, sender: Sender, body: Body) -> bytes:
    """Return the whole mail: headers, plain text and HTML; ASCII, short lines."""
    letter = _headed(envelope, sender)
    coding = "base64" if envelope.language is Language.ZH else "quoted-printable"
    letter.set_content(body.text, cte=coding)
    letter.add_alternative(body.html, subtype="html", cte=coding)
    letter.set_boundary(f"=_{envelope.id[:24]}")
    letter["Content-Language"] = str(envelope.language)
    return letter.as_bytes()


def _headed(envelope: Envelope, sender: Sender) -> EmailMessage:
    letter = EmailMessage(policy=_POLICY)
    letter["From"] = _address(sender.address, sender.name)
    letter["To"] = _address(envelope.to)
    if sender.reply_to:
        letter["Reply-To"] = _address(sender.reply_to)
    letter["Subject"] = envelope.subject
    letter["Date"] = envelope.date.astimezone(UTC).replace(microsecond=0)
    letter["Message-ID"] = f"<{envelope.id}@{sender.address.strip().rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"
    return letter


def _address(address: str, name: str = "") -> Address:
    """Return an address for a header, or raise UnsendableError."""
    spec = address.strip()
    if not (spec.isascii() and _SHAPE.fullmatch(spec)):
        raise UnsendableError(address)
    try:
        return Address(cut(clean(name), 80), addr_spec=spec)
    except (ValueError, IndexError, MessageError) as error:
        raise UnsendableError(address) from error


def _written(value: Any) -> str:
    people = getattr(value, "addresses", None)
    if people is None:
        return _phrase(str(value))
    return ",\r\n ".join(_mailbox(one) for one in people)


def _mailbox(one: Address) -> str:
    if not one.display_name:
        return one.addr_spec
    plain = one.display_name.isascii() and len(one.display_name) <= _WORD_BYTES
    return str(one) if plain else f"{_encoded(one.display_name)}\r\n <{one.addr_spec}>"


def _phrase(text: str) -> str:
    """Return ASCII as it is, and anything else as encoded words."""
    return text if text.isascii() and "=?" not in text else _encoded(text)


def _encoded(text: str) -> str:
    return "\r\n ".join(f"=?utf-8?b?{b64encode(part).decode()}?=" for part in _parts(text))


def _parts(text: str) -> Iterator[bytes]:
    """Yield the text's UTF-8 in pieces of whole characters."""
    part = b""
    for letter in text:
        code = letter.encode()
        if len(part) + len(code) > _WORD_BYTES:
            yield part
            part = b""
        part += code
    yield part
