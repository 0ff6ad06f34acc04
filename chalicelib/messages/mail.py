"""A mail ready to be sent, and who sends it."""

from __future__ import annotations

from typing import NamedTuple


class UnsendableError(ValueError):
    """An address cannot stand in a mail's header; carries the address."""


class Sender(NamedTuple):
    """Whom the desk's mails come from."""

    name: str
    """The shop as people know it; may hold both languages."""
    address: str
    reply_to: str = ""
    """Where answers go; empty: to the address itself."""


class Mail(NamedTuple):
    """One mail, built once, byte for byte."""

    id: str
    """Same intents, same id: also the Message-ID's local part."""
    to: str
    subject: str
    raw: bytes
