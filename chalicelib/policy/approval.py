"""An approval: what is asked beyond an owner's authority, of whom, and what was answered.

A yes belongs to the very subject it was given for: another amount is another approval.
Who was asked, who answered, from where and why are private (model/private). The chain proves
all the same who approved: the ledger's digest of a name is what the entry holds, or is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from chalicelib.model.case import Case, Remedy
from chalicelib.model.money import Money
from chalicelib.model.private import Personal, personal, private
from chalicelib.model.question import YES

PRIVATE = ("by", "where", "words")
"""Fields of an approval that are a person's."""
KEPT = timedelta(days=7)
"""How long an asked person may answer; whoever still has to decide is asked anew then."""
MARK = 40
"""Hex digits of a digest a yes goes by: nobody finds two states that share one."""
REMEMBERED = 10
"""How many decided subjects of a case are remembered besides the one that counts."""


class Subject(NamedTuple):
    """What a yes is given for: all that makes up what is granted, and what it costs."""

    remedy: Remedy | None
    amount: Decimal | None
    currency: str
    order: str
    cost: Money | None
    """In the desk's own currency: another rate makes another subject."""

    @property
    def mark(self) -> str:
        """What tells this subject from any other; 12.5 and 12.50 are the same."""
        amounts = [self.amount, self.cost.amount if self.cost else None]
        currencies = [self.currency, self.cost.currency if self.cost else ""]
        parts = [str(self.remedy or ""), self.order, *currencies, *map(_plain, amounts)]
        return sha256("\x1f".join(parts).encode()).hexdigest()[:MARK]


def subject_of(case: Case, cost: Money | None) -> Subject:
    """Return what a yes to a case is given for."""
    return Subject(case.remedy, case.amount, case.currency, case.order, cost)


def _plain(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount.normalize():f}"


class Ask(NamedTuple):
    """One person who was asked."""

    to: Personal
    """What the team calls the person."""
    mark: Personal
    """What stands for the person's address; no address, and useless elsewhere."""
    role: str
    at: datetime
    due: datetime
    """Until when the person has, on the person's own shift, before the next is asked as well."""
    void: bool = False
    """The person may not decide it any more: an answer counts for nothing."""

    def expires(self) -> datetime:
        """Return from when on no answer counts."""
        return self.at + KEPT


class Approval(NamedTuple):
    """All that was asked and answered of one subject."""

    number: int = 0
    """How many subjects of the case were asked about before, this one counted."""
    subject: str = ""
    """The subject's mark."""
    asks: tuple[Ask, ...] = ()
    decision: str = ""
    """yes, no, or empty while nobody has answered."""
    by: Personal = ""
    at: datetime | None = None
    where: Personal = ""
    words: Personal = ""
    """The reason, personal data veiled."""
    what: str = ""
    """The amount that was asked for, as people read it."""
    decided: tuple[Approval, ...] = ()
    """Other subjects of the case that were decided, the last one last; of each, none within."""

    @property
    def asked(self) -> datetime | None:
        """When the first person was asked."""
        return self.asks[0].at if self.asks else None

    @property
    def approved(self) -> bool:
        """Whether the answer was a yes."""
        return self.decision == YES

    def about(self, subject: Subject) -> Approval:
        """Return the approval of a subject: this one, one decided before, or a new one.

        What was decided of a subject stays so, whatever was asked of the case meanwhile.
        """
        if self.subject == subject.mark:
            return self
        known = (*self.decided, self._replace(decided=())) if self.decision else self.decided
        others = tuple(one for one in known if one.subject != subject.mark)
        before = next((one for one in known if one.subject == subject.mark), None)
        if before is not None:
            return before._replace(number=self.number, decided=others[-REMEMBERED:])
        return Approval(self.number + 1, subject.mark, decided=others[-REMEMBERED:])

    def open(self, now: datetime) -> Iterator[tuple[int, Ask]]:
        """Yield who may still answer, with the step at which each was asked."""
        for step, ask in enumerate(self.asks):
            if not (self.decision or ask.void or now >= ask.expires()):
                yield step, ask

    def asking(self, ask: Ask) -> Approval:
        """Return the approval after one more person was asked."""
        return self._replace(asks=(*self.asks, ask))

    def without(self, step: int) -> Approval:
        """Return the approval after a person who was asked lost the say in it."""
        asks = [ask._replace(void=ask.void or n == step) for n, ask in enumerate(self.asks)]
        return self._replace(asks=tuple(asks))


NOBODY_ASKED = Approval()


def to_json(approval: Approval) -> dict[str, Any]:
    """Return an approval as JSON values; what is empty is left out."""
    body = approval._asdict()
    body |= {name: private(body[name]) for name in PRIVATE}
    body["asks"] = [_ask(ask) for ask in approval.asks]
    body["decided"] = [to_json(one) for one in approval.decided]
    body["at"] = approval.at.isoformat() if approval.at else ""
    return {name: value for name, value in body.items() if value}


def from_json(body: Mapping[str, Any] | None) -> Approval:
    """Return what ``to_json`` was given; of nothing, that nobody was asked."""
    if not body:
        return NOBODY_ASKED
    at = datetime.fromisoformat(body["at"]) if body.get("at") else None
    asks = tuple(_read(ask) for ask in body.get("asks", ()))
    decided = tuple(map(from_json, body.get("decided", ())))
    said = {name: personal(body[name]) for name in PRIVATE if name in body}
    return Approval(**{**body, **said, "asks": asks, "at": at, "decided": decided})


def _ask(ask: Ask) -> dict[str, Any]:
    asked = {"to": private(ask.to), "mark": private(ask.mark), "role": ask.role}
    body = {**asked, "at": ask.at.isoformat(), "due": ask.due.isoformat(), "void": ask.void}
    return {name: value for name, value in body.items() if value}


def _read(body: Mapping[str, Any]) -> Ask:
    at, due = (datetime.fromisoformat(body[name]) for name in ("at", "due"))
    to, mark = personal(body["to"]), personal(body["mark"])
    return Ask(to, mark, body["role"], at, due, body.get("void", False))
