"""Edits: all the cells of a workbook that must change for it to show what it should."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.model.lines import DeskLine
from chalicelib.model.problem import Problem
from chalicelib.tables.cell import Patch
from chalicelib.tables.desk_tab import desk_lines, desk_patches, whole
from chalicelib.tables.diff import diff, given_ids, listing, swept
from chalicelib.tables.identity import Identity, identity_lines
from chalicelib.tables.problems import problem_lines
from chalicelib.tables.strict import alike
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY, DESK, OVERVIEW, PROBLEMS
from chalicelib.tables.workbook_read import Opened


class Wishes(NamedTuple):
    """What a workbook should show."""

    changes: Sequence[tuple[str, Any, Any]]
    """Tab key, the record as it was found, and as it should be."""
    listings: Mapping[str, Sequence[Any]]
    """All lines of each tab of ours, by tab key."""
    problems: Sequence[Problem]


def edits(read: Opened, wishes: Wishes, identity: Identity) -> list[Patch]:
    """Return the cells of ours that must change; none if the workbook shows it already.

    What may not be written is left out: a column of people's tabs, or a whole tab of ours, whose
    lines would else mix. In strict mode the faces go to the Desk tab, and to no row of people.
    """
    locale, patches = read.settings.locale, overview(read, wishes, identity)
    for key, tab in read.parsed.items():
        mine = [(old, new) for changed, old, new in wishes.changes if changed == key]
        faces = diff(tab, mine, locale)
        patches += given_ids(tab)
        patches += [] if read.settings.strict else [*faces, *swept(tab)]
    lines = dict(wishes.listings)
    lines[PROBLEMS.key] = problem_lines(wishes.problems, read.parsed, locale.language)
    for key, held in lines.items():
        if key in read.parsed and key not in (OVERVIEW.key, DESK.key):
            patches += listing(read.parsed[key], held, locale)
    patches += _desk(read, wishes)
    return _allowed(read, patches)


def overview(read: Opened, wishes: Wishes, identity: Identity) -> list[Patch]:
    """Return the cells to change for the Overview to show its figures and an identity."""
    tab = read.parsed.get(OVERVIEW.key)
    if tab is None:
        return []
    locale = read.settings.locale
    figures = wishes.listings.get(OVERVIEW.key, ())
    lines = [*figures, *identity_lines(identity, locale.language)]
    return _allowed(read, listing(tab, lines, locale))


def _desk(read: Opened, wishes: Wishes) -> list[Patch]:
    """Return the cells to change for the Desk tab to hold every face, or nothing."""
    tab = read.parsed.get(DESK.key)
    lines: list[DeskLine] = []
    if tab is None or not whole(tab):
        return []
    for key, one in read.parsed.items() if read.settings.strict else ():
        if one.table.faced:
            faces = {new.id: new.face for changed, _, new in wishes.changes if changed == key}
            lines += desk_lines(one, faces, alike(one))
    return [*desk_patches(tab, lines, read.settings.locale)]


def _allowed(read: Opened, patches: list[Patch]) -> list[Patch]:
    """Return the patches without those of columns and tabs that may not be written."""
    if not read.shut:
        return patches
    places = {
        (key, at + 1): name for key, tab in read.parsed.items() for name, at in tab.at.items()
    }
    ours = {key for key, _ in read.shut if key and BY_KEY[key].room is Room.DESK}
    shut = read.shut | {(key, "") for key in ours}
    return [
        p
        for p in patches
        if not shut & {("", ""), (p.tab, ""), (p.tab, places.get((p.tab, p.column), ""))}
    ]
