"""What the shell needs to reach people: intents on their way, and a mailer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from chalicelib.messages.mail import Mail
from chalicelib.model.intent import Intent, Suppressed, Suppression

MOST = 90
"""Intents that one mail tells: so many an outbox must be able to claim, mark and give back at
once, wherever it is kept (a DynamoDB transaction holds 100)."""


class Claim(NamedTuple):
    """Intents that were claimed for one mail, and when."""

    mail: str
    at: datetime
    intents: Sequence[Intent]


class Outbox(Protocol):
    """Intents on their way to people; each key is sent once."""

    def released(self, now: datetime) -> Sequence[Intent]:
        """Return pending intents whose release has come, by receiver and key."""

    def claim(self, mail: str, keys: Sequence[str], now: datetime) -> bool:
        """Claim all keys, at most MOST, for one mail.

        False, and nothing claimed, if one is not pending.
        """

    def sent(self, mail: str, now: datetime) -> None:
        """Mark the mail's intents as sent and chain an entry that says so."""

    def unclaim(self, mail: str) -> None:
        """Give the mail's intents back: it is certain that they were not sent."""

    def in_doubt(self) -> Sequence[Claim]:
        """Return claims that were neither sent nor given back, oldest first."""

    def listed(self) -> Sequence[tuple[Intent, str, datetime | None]]:
        """Return all intents with their status word and the instant they were sent."""

    def release_held(self, now: datetime) -> int:
        """Let intents go that the breaker held; count them."""

    def forget_sent(self, before: datetime) -> int:
        """Strip what was settled before an instant of personal data; count it."""

    def suppress(self, address: str, why: Suppression, now: datetime) -> None:
        """Send nothing to an address any more, letter case apart; what was known first stays."""

    def allow(self, address: str) -> bool:
        """Send to an address again; False if it was not suppressed."""

    def suppressed(self) -> Sequence[Suppressed]:
        """Return the suppressed addresses, by address."""


class MailRefusedError(Exception):
    """The mail was certainly not accepted, and will not be as it stands; carries the reason."""


class MailLaterError(Exception):
    """The mail was certainly not accepted, but may be soon: too many at once, or out of order."""


class MailUnsureError(Exception):
    """The mail may or may not have been accepted: the answer never came; carries the evidence."""


class Mailer(Protocol):
    """Sends mail."""

    def send(self, mail: Mail) -> None:
        """Hand the mail over; returning means it was accepted.

        Raises MailRefusedError or MailLaterError where it certainly was not accepted, and
        MailUnsureError where nobody knows; after any other error it is in doubt too.
        """

    def knows(self, mail: str) -> bool | None:
        """Whether a mail with that id was accepted before; None where that cannot be told."""
