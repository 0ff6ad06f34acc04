"""A mail ready to be sent, and who sends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from chalicelib.model.intent import Intent


class UnsendableError(ValueError):
    """An address cannot stand in a mail's header; carries the address."""


class NoPageError(UnsendableError):
    """No link leads a customer to the page that is asked of; carries the record's id."""

    def __str__(self) -> str:
        """Return what is wrong."""
        return f"{self.args[0]}: no public page takes the answer"


WayToAnswer = Callable[[Intent], str]
"""Returns the link by which an intent's question is answered; empty where there is none."""


def no_way(_: Intent) -> str:
    """Return no link."""
    return ""


class Sender(NamedTuple):
    """Whom the desk's mails come from."""

    name: str
    """The shop as people know it; may hold both languages."""
    address: str
    reply_to: str = ""
    """Where answers go; empty: to the address itself."""
    way: WayToAnswer = no_way


class Mail(NamedTuple):
    """One mail, built once, byte for byte."""

    id: str
    """Same intents, same id: also the Message-ID's local part."""
    to: str
    subject: str
    raw: bytes
