"""Reminders whose time has come -> one mail per person, each promise told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from chalicelib.messages.compose import compose
from chalicelib.messages.mail import Mail, Sender, UnsendableError
from chalicelib.model.intent import Intent, IntentKind, same_address
from chalicelib.ports.mail import (
    MOST,
    Claim,
    Mailer,
    MailLaterError,
    MailRefusedError,
    MailUnsureError,
    Outbox,
)

DOUBTS = 3
"""After so many fresh mails in doubt no more are sent: a person settles each of them."""
FRESH = timedelta(minutes=15)
"""For so long a mail in doubt speaks against sending more."""


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
    skipped: Sequence[Intent] = ()
    """Released, but mail does not reach the address: pending until it is allowed, or corrected."""
    later: bool = False
    """It was stopped before its end: what was not sent is pending, and another delivery may do."""
    why_later: str = ""
    """What stopped it, in the mailer's words."""


def deliver(outbox: Outbox, mailer: Mailer, sender: Sender, now: datetime) -> Delivered:
    """Send every released intent, one mail per receiver and language, of MOST intents each.

    Earlier claims are settled first. One delivery at a time per outbox: a mail that another
    is just handing over would look as if it had never been sent. A mail that is refused or in
    doubt stops no other; a mailer that asks to wait, or too many in doubt, stop the delivery.
    """
    settled = settle(outbox, mailer, now)
    due = released(outbox, now)
    told = list(_Post(outbox, mailer, sender, now).round(by_receiver(due.sendable)))
    stopped = next((one for one in told if isinstance(one, MailLaterError)), None)
    return Delivered(
        sent=[mail for mail in told if isinstance(mail, Mail)],
        settled=settled,
        in_doubt=outbox.in_doubt(),
        refused=[no for no in told if isinstance(no, Refused)],
        skipped=due.skipped,
        later=stopped is not None,
        why_later=str(stopped or ""),
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


class Due(NamedTuple):
    """Released intents: those to send, and those to addresses that mail does not reach."""

    sendable: Sequence[Intent]
    skipped: Sequence[Intent]


def released(outbox: Outbox, now: datetime) -> Due:
    """Return what is released by now; nothing is sendable to an address that is suppressed."""
    shut = {same_address(one.address) for one in outbox.suppressed()}
    due = outbox.released(now)
    return Due(
        [intent for intent in due if same_address(intent.to) not in shut],
        [intent for intent in due if same_address(intent.to) in shut],
    )


def by_receiver(intents: Sequence[Intent]) -> Iterator[tuple[Intent, ...]]:
    """Yield the intents of each address and language, at most MOST at a time."""
    ordered = sorted(intents, key=lambda intent: (*_receiver(intent), intent.key))
    for _, group in groupby(ordered, key=_receiver):
        held = tuple(group)
        yield from (held[at : at + MOST] for at in range(0, len(held), MOST))


def _receiver(intent: Intent) -> tuple[str, str, bool]:
    """Return what one mail has in common: a customer's letter is none for the desk."""
    return same_address(intent.to), intent.language, intent.kind is IntentKind.RATING


_Told = Mail | Refused | MailLaterError | MailUnsureError | None
"""What became of one receiver's intents; None where another run was quicker."""


class _Post(NamedTuple):
    """Where mails go out, in whose name, and when."""

    outbox: Outbox
    mailer: Mailer
    sender: Sender
    now: datetime

    def round(self, groups: Iterable[tuple[Intent, ...]]) -> Iterator[_Told]:
        """Tell receiver after receiver, until the mailer asks to wait or nobody knows any more."""
        doubts = sum(self.now - claim.at < FRESH for claim in self.outbox.in_doubt())
        for group in groups:
            if doubts >= DOUBTS:
                yield MailLaterError(f"{doubts} mails are in doubt")
                return
            told = self.tell(group)
            yield told
            if isinstance(told, MailLaterError):
                return
            doubts += isinstance(told, MailUnsureError)

    def tell(self, intents: tuple[Intent, ...]) -> _Told:
        """Compose, claim, send, mark; what went wrong with this mail alone comes back."""
        keys = tuple(intent.key for intent in intents)
        try:
            return self._told(compose(intents, self.sender, self.now), keys)
        except (UnsendableError, MailRefusedError) as error:
            return Refused(intents[0].to, keys, error)
        except (MailLaterError, MailUnsureError) as error:
            return error

    def _told(self, mail: Mail, keys: Sequence[str]) -> Mail | None:
        if not self.outbox.claim(mail.id, keys, self.now):
            return None
        try:
            self.mailer.send(mail)
        except (MailRefusedError, MailLaterError):
            self.outbox.unclaim(mail.id)
            raise
        self.outbox.sent(mail.id, self.now)
        return mail
