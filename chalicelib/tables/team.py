"""Team: who can be told, from the Team tab and the owner's address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from chalicelib.model.person import Person, Role
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Phrase
from chalicelib.sla.escalation import Team
from chalicelib.sla.hours import BusinessHours
from chalicelib.tables.calendars import NO_CALENDAR
from chalicelib.tables.cell import folded, shown
from chalicelib.tables.parse import Parsed
from chalicelib.tables.table import Room

NOBODY = Phrase(
    "nobody here has an e-mail address: fill in at least one, so that somebody can be told",
    "没有任何人填写邮箱：请至少填写一个，否则无法发送提醒",
)
NO_SUCH_PERSON = Phrase("there is no '{cell}' on the Team tab", "“团队”中没有“{cell}”")


class Staffed(NamedTuple):
    """The team, and what is wrong with its rows."""

    team: Team
    problems: list[Problem]


def read_team(
    parsed: Parsed[Person] | None, hours: Mapping[str, BusinessHours], owner: str
) -> Staffed:
    """Return the people who can be told; ``owner`` is the shop owner's address."""
    people = parsed.records if parsed else []
    by_name = {folded(p.email): p for p in people if p.email} | {folded(p.id): p for p in people}
    problems = [wrong for person in people for wrong in _wrong(person, by_name, hours)]
    if parsed is not None:
        problems = [p._replace(row=parsed.rows[p.id]) for p in problems]
    if not owner and not any(person.email for person in people):
        problems.append(Problem("team", 0, "email", NOBODY, Rank.LAYOUT))
    return Staffed(Team(by_name, hours, _shop(by_name, owner)), problems)


def _shop(people: Mapping[str, Person], owner: str) -> Person | None:
    if owner:
        return people.get(folded(owner)) or Person(owner, owner, Role.OWNER)
    return next((p for p in people.values() if p.role is Role.OWNER), None)


def _wrong(person: Person, people: Mapping[str, Person], hours: Mapping[str, Any]) -> list[Problem]:
    out = []
    if person.hours and person.hours not in hours:
        what = NO_CALENDAR.fill(cell=shown(person.hours))
        out.append(Problem("team", 0, "hours", what, Rank.CELL, person.id))
    if person.reports_to and folded(person.reports_to) not in people:
        what = NO_SUCH_PERSON.fill(cell=shown(person.reports_to))
        out.append(Problem("team", 0, "reports_to", what, Rank.CELL, person.id))
    return out


def strangers(parsed: Parsed[Any], team: Team) -> list[Problem]:
    """Return the owners that records name and the Team tab does not know: nobody would be told."""
    if "owner" not in parsed.at or parsed.table.room is not Room.RECORDS or not team.people:
        return []
    names = {record.owner for record in parsed.records}
    unknown = {name for name in names if name and folded(name) not in team.people}
    return [
        Problem(
            parsed.table.key,
            parsed.rows[record.id],
            "owner",
            NO_SUCH_PERSON.fill(cell=shown(record.owner)),
            Rank.CELL,
            record.id,
        )
        for record in (parsed.records if unknown else ())
        if record.owner in unknown
    ]
