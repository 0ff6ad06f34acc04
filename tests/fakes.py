"""Small real implementations of the ports, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.messages.mail import Mail
from chalicelib.model.intent import Intent, Suppressed, Suppression, same_address
from chalicelib.ports.mail import MOST, Claim, MailUnsureError

PENDING, CLAIMED, SENT = "pending", "claimed", "sent"


class MemoryOutbox:
    """An Outbox that lasts as long as the test."""

    def __init__(self, intents: Sequence[Intent] = ()) -> None:
        self.intents = {intent.key: intent for intent in intents}
        self.status = dict.fromkeys(self.intents, PENDING)
        self.claims: dict[str, Claim] = {}
        self.times: dict[str, datetime] = {}
        self.shut: dict[str, Suppressed] = {}

    def put(self, *intents: Intent) -> None:
        """Take intents in, unless their key is known."""
        for intent in intents:
            self.intents.setdefault(intent.key, intent)
            self.status.setdefault(intent.key, PENDING)

    def released(self, now: datetime) -> Sequence[Intent]:
        """Return pending intents whose release has come, by receiver and key."""
        due = [i for i in self.intents.values() if self._pending(i.key) and i.release <= now]
        return sorted(due, key=lambda intent: (intent.to, intent.key))

    def claim(self, mail: str, keys: Sequence[str], now: datetime) -> bool:
        """Claim all keys for one mail; False (and nothing claimed) if one is not pending."""
        assert len(keys) <= MOST
        if not keys or not all(self._pending(key) for key in keys):
            return False
        self._mark(keys, CLAIMED)
        self.claims[mail] = Claim(mail, now, tuple(self.intents[key] for key in keys))
        return True

    def sent(self, mail: str, now: datetime) -> None:
        """Mark the mail's intents as sent."""
        keys = self._let_go(mail)
        self._mark(keys, SENT)
        self.times.update(dict.fromkeys(keys, now))

    def unclaim(self, mail: str) -> None:
        """Give the mail's intents back."""
        self._mark(self._let_go(mail), PENDING)

    def in_doubt(self) -> Sequence[Claim]:
        """Return claims that were neither sent nor given back, oldest first."""
        return sorted(self.claims.values(), key=lambda claim: (claim.at, claim.mail))

    def listed(self) -> Sequence[tuple[Intent, str, datetime | None]]:
        """Return all intents with their status word and the instant they were sent."""
        return [(i, self.status[key], self.times.get(key)) for key, i in self.intents.items()]

    def suppress(self, address: str, why: Suppression, now: datetime) -> None:
        """Send nothing to an address any more; what was known first stays."""
        self.shut.setdefault(same_address(address), Suppressed(address, why, now))

    def allow(self, address: str) -> bool:
        """Send to an address again; False if it was not suppressed."""
        return self.shut.pop(same_address(address), None) is not None

    def suppressed(self) -> Sequence[Suppressed]:
        """Return the suppressed addresses, by address."""
        return [self.shut[address] for address in sorted(self.shut)]

    def _let_go(self, mail: str) -> Sequence[str]:
        claim = self.claims.pop(mail, None)
        return [intent.key for intent in claim.intents] if claim else []

    def _pending(self, key: str) -> bool:
        return self.status.get(key) == PENDING

    def _mark(self, keys: Sequence[str], status: str) -> None:
        self.status.update(dict.fromkeys(keys, status))


class MemoryMailer:
    """A Mailer that keeps what it was handed; it may be unable to tell, and may refuse."""

    def __init__(self, *, tells: bool = True) -> None:
        self.mails: list[Mail] = []
        self.refuses: dict[str, Exception] = {}
        """What is raised for a receiver's address."""
        self.deaf: set[str] = set()
        """Addresses whose mails are taken, but the answer never comes."""
        self._tells = tells

    def send(self, mail: Mail) -> None:
        """Keep the mail, or raise what was laid down for its receiver."""
        if mail.to in self.refuses:
            raise self.refuses[mail.to]
        self.mails.append(mail)
        if mail.to in self.deaf:
            raise MailUnsureError(mail.to)

    def knows(self, mail: str) -> bool | None:
        """Whether the mail is kept; None where this mailer cannot tell."""
        return any(kept.id == mail for kept in self.mails) if self._tells else None
