"""Edits: all the cells of a workbook that must change for it to show what it should."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.model.problem import Problem
from chalicelib.tables.cell import Patch
from chalicelib.tables.diff import diff, given_ids, listing, swept
from chalicelib.tables.identity import Identity, identity_lines
from chalicelib.tables.problems import problem_lines
from chalicelib.tables.workbook import OVERVIEW, PROBLEMS
from chalicelib.tables.workbook_read import Opened


class Wishes(NamedTuple):
    """What a workbook should show."""

    changes: Sequence[tuple[str, Any, Any]]
    """Tab key, the record as it was found, and as it should be."""
    listings: Mapping[str, Sequence[Any]]
    """All lines of each tab of ours, by tab key."""
    problems: Sequence[Problem]


def edits(read: Opened, wishes: Wishes, identity: Identity) -> list[Patch]:
    """Return the cells of ours that must change; none if the workbook shows it already."""
    locale, patches = read.settings.locale, overview(read, wishes, identity)
    for key, tab in read.parsed.items():
        mine = [(old, new) for changed, old, new in wishes.changes if changed == key]
        patches += [*diff(tab, mine, locale), *given_ids(tab), *swept(tab)]
    lines = dict(wishes.listings)
    lines[PROBLEMS.key] = problem_lines(wishes.problems, read.parsed, locale.language)
    for key, held in lines.items():
        if key in read.parsed and key != OVERVIEW.key:
            patches += listing(read.parsed[key], held, locale)
    return patches


def overview(read: Opened, wishes: Wishes, identity: Identity) -> list[Patch]:
    """Return the cells to change for the Overview to show its figures and an identity."""
    tab = read.parsed.get(OVERVIEW.key)
    if tab is None:
        return []
    locale = read.settings.locale
    figures = wishes.listings.get(OVERVIEW.key, ())
    return listing(tab, [*figures, *identity_lines(identity, locale.language)], locale)
