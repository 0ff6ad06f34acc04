"""Intents on their way to people, in the ledger's own table."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from chalicelib.adapters.aws.action import Action, Fields
from chalicelib.adapters.aws.fault import RefusedError
from chalicelib.adapters.aws.head import Head
from chalicelib.adapters.aws.heads import Heads, Step
from chalicelib.adapters.aws.lease import DynamoLease
from chalicelib.adapters.aws.rows import INTENT, claimed, freed, intent_key
from chalicelib.adapters.aws.store import Store
from chalicelib.adapters.aws.suppressed import allowing, read_suppressed, suppressing
from chalicelib.adapters.keeping.instants import instant, stamp
from chalicelib.adapters.keeping.intents import SETTLED, bare, claims, masked, to_intent
from chalicelib.adapters.keeping.meta import told
from chalicelib.model.intent import Intent, Suppressed, Suppression
from chalicelib.ports.mail import MOST, Claim

_CLAIMED = "#status = :claimed AND #mail = :theirs"


class DynamoOutbox:
    """The outbox beside the ledger: what returned was committed.

    With a lease, only its holder can claim, or give back what was claimed.
    """

    def __init__(self, store: Store, lease: DynamoLease | None = None) -> None:
        self._store = store
        self._heads = Heads(store, lease)

    def released(self, now: datetime) -> Sequence[Intent]:
        """Return pending intents whose release has come, by receiver and key."""
        live = self._heads.read().meta.mode.live
        due = [
            row
            for row in self._store.under("pending#", by="open")
            if row["release"] <= stamp(now) and (live or row["always"])
        ]
        due.sort(key=itemgetter("receiver", "key"))
        return [to_intent(row["body"]) for row in due]

    def claim(self, mail: str, keys: Sequence[str], now: datetime) -> bool:
        """Claim all keys for one mail; False, and none, if one is not pending.

        Raises ValueError for more than ``MOST`` keys.
        """
        if len(set(keys)) > MOST:
            raise ValueError(len(keys))
        nonce = secrets.token_hex(8)
        taken = {"status": "claimed", "since": stamp(now), "mail": mail, "claim": nonce}
        taken["open"] = claimed(mail)

        def step(head: Head) -> Step:
            live = head.meta.mode.live
            when = "#status = :pending" + ("" if live else " AND #always = :yes")
            given = {"pending": "pending"} | ({} if live else {"yes": True})
            sks = sorted({intent_key(masked(head.meta, key)) for key in keys})
            return Step(head.meta, beside=[Action("Update", sk, taken, when, given) for sk in sks])

        try:
            return bool(keys) and bool(self._heads.commit(step))
        except RefusedError:
            return self._is_taken(keys[0], nonce)

    def _is_taken(self, key: str, nonce: str) -> bool:
        """Whether a claim was done, and only its answer lost."""
        meta = self._heads.peek().meta
        row = self._store.one(intent_key(masked(meta, key)))
        return row is not None and row.get("claim") == nonce

    def sent(self, mail: str, now: datetime) -> None:
        """Mark the mail's intents as sent and chain an entry that says so.

        A mail that went out is marked whoever holds the lease by now.
        """
        done = {"status": "sent", "since": stamp(now), "open": None}

        def step(head: Head) -> Step | None:
            rows = self._claimed(mail)
            if not rows:
                return None
            to = head.meta.digest(rows[0]["receiver"])
            entry = told(mail, to, [row["key"] for row in rows], now)
            marked = [_settled(row, done) for row in rows]
            return Step(head.meta, [entry], beside=marked, fenced=False)

        self._heads.commit(step)

    def unclaim(self, mail: str) -> None:
        """Give the mail's intents back: it is certain that they were not sent."""

        def step(head: Head) -> Step | None:
            back = [_settled(row, freed(row)) for row in self._claimed(mail)]
            return Step(head.meta, beside=back) if back else None

        self._heads.commit(step)

    def _claimed(self, mail: str) -> list[dict[str, Any]]:
        rows = self._store.under(claimed(mail), by="open")
        return sorted((row for row in rows if row["mail"] == mail), key=itemgetter("key"))

    def in_doubt(self) -> Sequence[Claim]:
        """Return claims that were neither sent nor given back, oldest first."""
        self._heads.read()
        rows = list(self._store.under("claimed#", by="open"))
        rows.sort(key=itemgetter("since", "mail", "key"))
        return claims(map(itemgetter("since", "mail", "body"), rows))

    def listed(self) -> Sequence[tuple[Intent, str, datetime | None]]:
        """Return all intents with their status and the instant of sending."""
        self._heads.read()
        rows = sorted(self._store.under(INTENT), key=itemgetter("seq"))
        return [(to_intent(row["body"]), row["status"], _sent_at(row)) for row in rows]

    def release_held(self, now: datetime) -> int:
        """Let intents go that the breaker held; count them."""
        self._heads.read()
        rows = self._store.under("held#", by="open")
        held = [
            Action(
                "Update",
                intent_key(row["key"]),
                {**freed(row), "since": stamp(now)},
                "#status = :held",
                {"held": "held"},
            )
            for row in rows
        ]
        return self._store.settle(held)

    def forget_sent(self, before: datetime) -> int:
        """Strip intents settled before an instant of personal data; count them.

        Settled is: sent, withdrawn, or told in a shadow run. The key stays, so that
        nothing is told twice, and the chain is not touched: it never knew the person.
        """
        self._heads.read()
        rows = [row for row in self._store.under(INTENT) if _is_settled(row, stamp(before))]
        return self._store.settle([_forgetting(row) for row in rows])

    def suppress(self, address: str, why: Suppression, now: datetime) -> None:
        """Send nothing to an address any more, letter case apart; what was known first stays."""
        self._store.settle([suppressing(Suppressed(address, why, now))])

    def allow(self, address: str) -> bool:
        """Send to an address again; False if it was not suppressed."""
        return self._store.settle([allowing(address)]) == 1

    def suppressed(self) -> Sequence[Suppressed]:
        """Return the suppressed addresses, by address."""
        return read_suppressed(self._store)


def _settled(row: Mapping[str, Any], fields: Fields) -> Action:
    given = {"claimed": "claimed", "theirs": row["mail"]}
    return Action("Update", intent_key(row["key"]), fields, _CLAIMED, given)


def _sent_at(row: Mapping[str, Any]) -> datetime | None:
    return instant(row["since"]) if row["status"] == "sent" else None


def _is_settled(row: Mapping[str, Any], before: str) -> bool:
    return row["status"] in SETTLED and row["since"] < before and bool(row.get("receiver"))


def _forgetting(row: Mapping[str, Any]) -> Action:
    fields = {"body": bare(row["body"], row["key"]), "receiver": None}
    return Action("Update", intent_key(row["key"]), fields, "attribute_exists(#receiver)")
