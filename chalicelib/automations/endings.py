"""Endings: how cases ended, as far as other tabs and the clocks know it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from chalicelib.automations import remember
from chalicelib.automations.case_files import Desk
from chalicelib.automations.plan import Facts, Rows
from chalicelib.model.case import Case
from chalicelib.model.casefile import CaseFile, same_id
from chalicelib.model.face import ClockState
from chalicelib.policy.library import Ending
from chalicelib.sla.clock import NO_UNREAD, Subject, read
from chalicelib.sla.ruleset import Ruleset

ENDINGS = frozenset({"closed", "status"})
"""Fields that say a case is closed; a clock that only they stop promises when it is solved."""
NO_RULES = Ruleset((), frozenset())


class Endings:
    """How the closed cases of a run ended."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._carriers, self._desk = carriers(facts), Desk(facts)
        self._ruleset = facts.rulebook.rulesets.get("cases", NO_RULES)

    def file(self, case: Case) -> CaseFile:
        """Return a case with all that other tabs hold of it."""
        return self._desk.file(case)

    def is_read(self, file: CaseFile) -> bool:
        """Whether every cell that a file is made of could be read."""
        return self._desk.unread(file) is None

    def of(self, case: Case, rows: Rows, closed: datetime) -> Ending:
        """Return how a case that was closed at an instant ended."""
        carrier = self._carriers.get(same_id(case.order), "")
        return Ending(closed, carrier, self._late(case, rows, closed))

    def _late(self, case: Case, rows: Rows, closed: datetime) -> timedelta:
        """Return how long after the promise a case was solved; zero if in time, or without one."""
        late = timedelta()
        for rule in self._ruleset.applying(case):
            stops = {moment.field for way in rule.stop for moment in way}
            if stops and stops <= ENDINGS:
                reading = read(rule, self._subject(case, rows), self.facts.now)
                if reading.state is ClockState.MET_LATE and reading.due:
                    late = max(late, closed - reading.due)
        return late

    def _subject(self, case: Case, rows: Rows) -> Subject:
        unread = rows.unread.get(case.id, NO_UNREAD) | rows.missing
        sight = remember.sight(self.facts, ("cases", case.id))
        return Subject(
            case, remember.observed(sight, case, self._ruleset.observed - unread), unread
        )


def carriers(facts: Facts) -> dict[str, str]:
    """Return who carried the parcels of each order, by its folded id, with commas between."""
    named: dict[str, list[str]] = defaultdict(list)
    for parcel in facts.rows("shipments"):
        order = same_id(parcel.order)
        if order and parcel.carrier and parcel.carrier not in named[order]:
            named[order].append(parcel.carrier)
    return {order: ", ".join(found) for order, found in named.items()}
