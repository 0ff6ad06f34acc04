"""Reminders whose time has come -> one mail per person, each promise told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from chalicelib.messages.compose import compose
from chalicelib.messages.mail import Mail, Sender, UnsendableError
from chalicelib.model.intent import Intent
from chalicelib.ports import Claim, Mailer, MailRefusedError, Outbox


class Refused(NamedTuple):
    """Intents that could not be mailed; they stay pending until it is mended."""

    to: str
    keys: tuple[str, ...]
    error: UnsendableError | MailRefusedError


class Delivered(NamedTuple):
    """What one delivery did."""

    sent: Sequence[Mail] = ()
    settled: Sequence[str] = ()
    """Ids of earlier mails that had gone out before a crash, now marked as sent."""
    in_doubt: Sequence[Claim] = ()
    """Claims nobody can tell about: never resent, for a person to look at."""
    refused: Sequence[Refused] = ()


def deliver(outbox: Outbox, mailer: Mailer, sender: Sender, now: datetime) -> Delivered:
    """Send every released intent, one mail per receiver and language.

    Earlier claims are settled first. One delivery at a time per outbox: a mail that another
    is just handing over would look as if it had never been sent.
    """
    settled = settle(outbox, mailer, now)
    post = _Post(outbox, mailer, sender, now)
    told = [post.tell(group) for group in by_receiver(outbox.released(now))]
    return Delivered(
        sent=[mail for mail in told if isinstance(mail, Mail)],
        settled=settled,
        in_doubt=outbox.in_doubt(),
        refused=[no for no in told if isinstance(no, Refused)],
    )


def settle(outbox: Outbox, mailer: Mailer, now: datetime) -> tuple[str, ...]:
    """Close the claims the mailer can tell about; return mails that went out.

    What did not go out is pending again: let a run see it before it is sent, for it may
    no longer be true.
    """
    return tuple(_settled(outbox, mailer, now))


def _settled(outbox: Outbox, mailer: Mailer, now: datetime) -> Iterator[str]:
    for claim in outbox.in_doubt():
        accepted = mailer.knows(claim.mail)
        if accepted:
            outbox.sent(claim.mail, now)
            yield claim.mail
        elif accepted is False:
            outbox.unclaim(claim.mail)


def by_receiver(intents: Sequence[Intent]) -> Iterator[tuple[Intent, ...]]:
    """Yield the intents of each address and language."""
    ordered = sorted(intents, key=lambda intent: (*_receiver(intent), intent.key))
    for _, group in groupby(ordered, key=_receiver):
        yield tuple(group)


def _receiver(intent: Intent) -> tuple[str, str]:
    return intent.to.strip().casefold(), intent.language


class _Post(NamedTuple):
    """Where mails go out, in whose name, and when."""

    outbox: Outbox
    mailer: Mailer
    sender: Sender
    now: datetime

    def tell(self, intents: tuple[Intent, ...]) -> Mail | Refused | None:
        """Compose, claim, send, mark; None where another run was quicker."""
        keys = tuple(intent.key for intent in intents)
        try:
            return self._told(compose(intents, self.sender, self.now), keys)
        except (UnsendableError, MailRefusedError) as error:
            return Refused(intents[0].to, keys, error)

    def _told(self, mail: Mail, keys: Sequence[str]) -> Mail | None:
        if not self.outbox.claim(mail.id, keys, self.now):
            return None
        try:
            self.mailer.send(mail)
        except MailRefusedError:
            self.outbox.unclaim(mail.id)
            raise
        self.outbox.sent(mail.id, self.now)
        return mail
