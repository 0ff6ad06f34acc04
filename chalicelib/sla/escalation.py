"""Escalation: who is told on a rung, and when that person may be told (RULEBOOK 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from chalicelib.model.person import Person, Role
from chalicelib.sla.hours import BusinessHours
from chalicelib.sla.instants import BeyondHorizonError

OWNER, ON_DUTY, LEAD, MANAGER, SHOP = "owner", "on duty", "lead", "manager", "shop owner"
WHOM = (OWNER, ON_DUTY, LEAD, MANAGER, SHOP)

INSTEAD = {OWNER: ON_DUTY, ON_DUTY: LEAD, LEAD: MANAGER, MANAGER: SHOP}
"""Whom to tell when nobody answers to a word."""

ROLES = {LEAD: Role.LEAD, MANAGER: Role.MANAGER, SHOP: Role.OWNER}


class Team(NamedTuple):
    """The people of the desk and the hours they keep."""

    people: Mapping[str, Person]
    """By folded name and by folded address."""
    hours: Mapping[str, BusinessHours]
    """By name of the Hours tab."""
    shop: Person | None = None
    """The shop's owner, as pinned outside the tabs that people edit."""

    def told(self, whom: Sequence[str], owner: str, now: datetime) -> list[Person]:
        """Return who is told, each once, none of them away; empty if nobody can be."""
        found = [person for word in whom for person in self._reach(word, owner, now)]
        return list({person.email: person for person in found}.values())

    def release(self, person: Person, now: datetime, *, urgent: bool) -> datetime:
        """Return when a person may be told: at once if urgent, else in their own hours."""
        hours = self.hours.get(person.hours)
        if urgent or hours is None:
            return now
        try:
            return hours.next_open(now)
        except BeyondHorizonError:
            return now

    def _reach(self, word: str, owner: str, now: datetime) -> list[Person]:
        """Return who answers to a word; for a person who is away, whoever leads that person."""
        reached = self._free(self._named(word, owner, now), now)
        while not reached and word in INSTEAD:
            word = INSTEAD[word]
            reached = self._free(self._named(word, owner, now), now)
        if not reached and word not in WHOM:
            return self._reach(LEAD, word, now)
        return reached

    def _named(self, word: str, owner: str, now: datetime) -> list[Person]:
        if word == OWNER:
            return self._one(owner)
        if word == ON_DUTY:
            return [p for p in self.everyone() if self.on_duty(p, now)]
        if word == LEAD and (above := self._free(self._above(owner), now)):
            return above
        if word in ROLES:
            return self._with(ROLES[word])
        return self._one(word)

    def _above(self, name: str) -> list[Person]:
        return [boss for person in self._one(name) for boss in self._one(person.reports_to)]

    def _with(self, role: Role) -> list[Person]:
        if role is Role.OWNER and self.shop is not None:
            return [self.shop]
        return [person for person in self.everyone() if person.role is role]

    def _one(self, name: str) -> list[Person]:
        person = self.people.get(" ".join(name.casefold().split()))
        return [person] if person else []

    def everyone(self) -> list[Person]:
        """Return each person once, in the order of the Team tab."""
        return list({person.id: person for person in self.people.values()}.values())

    def _free(self, people: Sequence[Person], now: datetime) -> list[Person]:
        return [person for person in people if person.email and not person.away(now)]

    def on_duty(self, person: Person, now: datetime) -> bool:
        """Whether a person's own hours are open."""
        hours = self.hours.get(person.hours)
        return hours is not None and hours.is_open(now)
