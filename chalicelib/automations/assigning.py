"""Assigning: who should look after the cases that name no owner; remembered, so that it stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chalicelib.automations.plan import Facts, Plan
from chalicelib.automations.remember import note, noted
from chalicelib.model.case import Case
from chalicelib.model.person import Person
from chalicelib.model.private import personal, private
from chalicelib.model.word import folded_text
from chalicelib.policy.assign import Candidate, assignee, candidate

TAB, NOTE = "cases", "assigned"


class Assigning:
    """One run's view of who is free, and of how much each person has to do."""

    def __init__(self, facts: Facts, plan: Plan, open_cases: Sequence[Case]) -> None:
        self._facts, self._plan = facts, plan
        team, now = facts.rulebook.team, facts.now
        people = [p for p in team.everyone() if p.email and not p.away(now)]
        self._here: dict[str, Candidate] = {p.id: candidate(p, on_duty=self._on(p)) for p in people}
        self._load: Counter[str] = Counter()
        for case in open_cases:
            self._count(case)

    def named(self, case: Case, country: str) -> str:
        """Return who should look after a case; nothing where an owner is named, or nobody is free."""
        if case.owner.strip():
            return ""
        kept = self._kept(case)
        if kept in self._here:
            self._wake(self._here[kept].person)
            return kept
        found = assignee(case, country, list(self._here.values()), self._load)
        if found is None:
            return ""
        self._load[found.id] += 1
        note(self._facts, self._plan, (TAB, case.id), **{NOTE: private(found.id)})
        self._wake(found)
        return found.id

    def _count(self, case: Case) -> None:
        name = folded_text(case.owner)
        owner = self._facts.rulebook.team.people.get(name) if name else None
        self._load[owner.id if owner else self._kept(case)] += 1

    def _kept(self, case: Case) -> str:
        name = personal(noted(self._facts, (TAB, case.id), NOTE) or "")
        return name if isinstance(name, str) else ""

    def _on(self, person: Person) -> bool:
        team = self._facts.rulebook.team
        return person.hours not in team.hours or team.on_duty(person, self._facts.now)

    def _wake(self, person: Person) -> None:
        """Look again when the person leaves."""
        if person.away_from is not None and person.away_from > self._facts.now:
            self._plan.wake(person.away_from)
