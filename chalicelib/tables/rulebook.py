"""Rulebook: the rule tabs, read into what clocks and reminders go by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from chalicelib.model.problem import Problem
from chalicelib.sla.escalation import Team
from chalicelib.sla.rule import Rule
from chalicelib.sla.rulebook import Rulebook
from chalicelib.sla.ruleset import Ruleset, ruleset
from chalicelib.tables.asked import Asked, cells
from chalicelib.tables.calendars import Calendars
from chalicelib.tables.cell import plain
from chalicelib.tables.parse import Parsed
from chalicelib.tables.rules import Rules, Surroundings, loss, lost
from chalicelib.tables.settings import DeskSettings
from chalicelib.tables.team import read_team

JUDGING_TABS = (
    "policy",
    "evidence",
    "authority",
    "checks",
    "markets",
    "routes",
    "deadlines",
    "phrases",
    "keywords",
)
"""The tabs on judgement; tables/policybook.py reads them."""
RULE_TABS = ("sla", "hours", "holidays", *JUDGING_TABS, "team", "settings")


class Understood(NamedTuple):
    """The rulebook, and what a person must fix in it."""

    rulebook: Rulebook
    problems: list[Problem]
    missing: Mapping[str, frozenset[str]]
    """By tab, columns that clocks need and that are not there."""


def read_rulebook(
    parsed: Mapping[str, Parsed[Any]], settings: DeskSettings, now: datetime
) -> Understood:
    """Return what the rule tabs say; a row that cannot be understood is left out, and said."""
    calendars = _calendars(parsed, settings, now)
    staffed = read_team(parsed.get("team"), calendars.hours, settings.owner)
    rules, rulesets, problems = _rules(parsed, settings, staffed.team)
    missing = _missing(rules, parsed)
    rulebook = Rulebook(
        rulesets=rulesets,
        team=staffed.team,
        reminder_limit=settings.reminder_limit,
        marks={tab: mark(parsed[tab]) for tab in RULE_TABS if tab in parsed},
    )
    losses = [loss(tab, field) for tab, fields in missing.items() for field in sorted(fields)]
    return Understood(
        rulebook, [*calendars.problems, *staffed.problems, *problems, *losses], missing
    )


def mark(parsed: Parsed[Any]) -> str:
    """Return a digest of a rule tab's cells, so that a change of them is noticed."""
    digest = hashlib.sha256()
    for row in parsed.grid.rows:
        cells = [plain(cell) for cell in row]
        if any(cells):
            digest.update("\x1f".join(cells).rstrip("\x1f").encode() + b"\x1e")
    return digest.hexdigest()[:16]


def _calendars(
    parsed: Mapping[str, Parsed[Any]], settings: DeskSettings, now: datetime
) -> Calendars:
    hours, days = parsed.get("hours"), parsed.get("holidays")
    zone, today = settings.locale.zone, now.replace(hour=0, minute=0, second=0, microsecond=0)
    asked = Asked((hours, days, zone, now), cells(hours), cells(days), zone, today)
    return _opened(asked)


@lru_cache(32)
def _opened(asked: Asked[Any]) -> Calendars:
    """Return the calendars of a day; what they work out of a week stays with them."""
    hours, days, zone, now = asked.held
    lines = hours.records if hours else []
    calendars = Calendars(zone, days.records if days else [], hours.rows if hours else {})
    for line in lines:
        calendars.add(line)
    calendars.unconfirmed(now)
    calendars.uncovered(lines, now)
    return calendars


class _Promises(NamedTuple):
    """What the SLA tab says."""

    rules: Mapping[str, Sequence[Rule]]
    rulesets: Mapping[str, Ruleset]
    problems: Sequence[Problem]


def _rules(parsed: Mapping[str, Parsed[Any]], settings: DeskSettings, team: Team) -> _Promises:
    if "sla" not in parsed:
        return _Promises({}, {}, ())
    tab, around = parsed["sla"], Surroundings(team.hours, team.people, settings.locale)
    calendars = tuple(sorted((name, id(hours)) for name, hours in team.hours.items()))
    names = tuple(sorted(team.people))
    return _promised(Asked((tab, around), cells(tab), calendars, names, settings.locale))


@lru_cache(32)
def _promised(asked: Asked[tuple[Parsed[Any], Surroundings]]) -> _Promises:
    """Return what a tab promises by calendars, which are kept alive here and so the very same."""
    rules, by_tab = Rules(*asked.held), dict[str, list[Rule]]()
    for rule in rules.read():
        by_tab.setdefault(rule.tab, []).append(rule)
    rulesets = {tab: ruleset(mine) for tab, mine in by_tab.items()}
    return _Promises(by_tab, rulesets, rules.problems)


def _missing(
    rules: Mapping[str, Sequence[Rule]], parsed: Mapping[str, Parsed[Any]]
) -> dict[str, frozenset[str]]:
    return {
        tab: frozenset(field for rule in mine for field in lost(rule, parsed[tab]))
        for tab, mine in rules.items()
        if tab in parsed
    }
