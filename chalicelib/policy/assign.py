"""Assign: who should look after a case that names no owner (RULEBOOK 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chalicelib.model.case import Case
from chalicelib.model.person import Person, Role
from chalicelib.model.region import ANYWHERE, place, places
from chalicelib.policy.tongues import tongue

AGENTS = frozenset({Role.JUNIOR, Role.INTERMEDIATE, Role.SENIOR, None})
"""Who answers customers; whoever has no role is taken for an agent."""


class Candidate(NamedTuple):
    """A person who could be asked, at this instant."""

    person: Person
    on_duty: bool
    tongues: frozenset[str]
    """Empty: any language."""
    regions: frozenset[str]
    """Empty: any country."""


def candidate(person: Person, *, on_duty: bool) -> Candidate:
    """Return a person as somebody to be asked."""
    regions = frozenset(map(place, person.regions))
    return Candidate(person, on_duty, frozenset(map(tongue, person.speaks)), regions)


def assignee(
    case: Case, country: str, candidates: Sequence[Candidate], load: Mapping[str, int]
) -> Person | None:
    """Return who should look after a case: the least busy of those who suit it best.

    Language counts before country, country before who is on shift, that before the role; whoever
    stands first in the team has it of equals. ``load`` is of open cases, by the person's name.
    """

    def fits(one: Candidate) -> tuple[bool, bool, bool, bool, int]:
        return (
            not _speaks(one, case.language),
            not _covers(one, country),
            not one.on_duty,
            one.person.role not in AGENTS,
            load.get(one.person.id, 0),
        )

    best = min(candidates, key=fits, default=None)
    return best.person if best else None


def _speaks(one: Candidate, language: str) -> bool:
    return not one.tongues or not language.strip() or tongue(language) in one.tongues


def _covers(one: Candidate, country: str) -> bool:
    return (
        not one.regions
        or not country
        or not one.regions.isdisjoint(places(country))
        or (ANYWHERE in one.regions)
    )
