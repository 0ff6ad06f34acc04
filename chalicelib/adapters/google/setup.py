"""Setting up a spreadsheet at Google: builds what is missing, leaves what is there.

One batch builds everything or nothing. Then it is looked at again, since people may have moved
things meanwhile, and what came to stand askew is put right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from chalicelib.adapters.google.client import GoogleClient
from chalicelib.adapters.google.dress_plan import named, plans
from chalicelib.adapters.google.dress_seen import Found
from chalicelib.adapters.google.dress_strict import is_strict, lookups
from chalicelib.adapters.google.dress_wish import TabPlan, Wish
from chalicelib.adapters.google.fault import GoogleRefusalError
from chalicelib.adapters.google.setup_build import Building
from chalicelib.adapters.google.setup_survey import survey
from chalicelib.adapters.xlsx.new import Contents, locale_of
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language, Phrase
from chalicelib.sla.lines import HoursLine, SettingLine
from chalicelib.tables.calendars import read_zone
from chalicelib.tables.cell import Cell
from chalicelib.tables.defaults import HOME, default_rows, home
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import BY_KEY, SETTINGS

TURNS = 3
"""How often it is looked and built, until nothing is left to do."""
REFUSED = Phrase("Google refused to change it: {words}", "Google 拒绝修改：{words}")
LINK = "https://docs.google.com/spreadsheets/d/{id}/edit"


class TabDone(NamedTuple):
    """What became of one tab."""

    table: Table[Any]
    made: bool
    added: Sequence[Phrase]
    """Headings of the columns that a tab which was there got."""
    changed: bool
    """Whether anything of it was changed."""
    said: Sequence[Phrase]
    """What was left alone, and why."""
    switched: bool = False
    """Whether headings of faces became lookups, or plain again."""


class SetUp(NamedTuple):
    """What setting up a spreadsheet did."""

    title: str
    zone: str
    link: str
    tabs: Sequence[TabDone]
    calls: Mapping[str, int]
    strict: bool = False
    """Whether it stands in strict mode now."""

    @property
    def switched(self) -> bool:
        """Whether a tab's rows show their states in another way now."""
        return any(tab.switched for tab in self.tabs)

    @property
    def changed(self) -> bool:
        """Whether anything was changed."""
        return any(tab.changed for tab in self.tabs)


def set_up(
    client: GoogleClient,
    spreadsheet: str,
    language: Language,
    contents: Contents | None = None,
) -> SetUp:
    """Build or complete the desk's tabs in a spreadsheet that is shared with us.

    ``contents`` are the first rows of tabs that are not there yet, else the default rules.
    Raises the errors of a Workbook; WorkbookUnsureError: run again when three minutes are over.
    """
    work = _Work(client, spreadsheet, language, contents)
    client.begin()
    before = client.calls.copy()
    done: dict[str, TabDone] = {}
    met: frozenset[int] = frozenset()
    for turn in range(TURNS):
        found = survey(client, spreadsheet)
        met = met if turn else frozenset(mark.id for mark in found.marks)
        wish = work.wish(found)._replace(again=turn > 0, met=met)
        asked = plans(found, wish)
        refused = Building(client, spreadsheet, wish).build(asked, found.tokens)
        if refused is None:
            continue
        done = {plan.table.key: _merged(done, plan, refused) for plan in asked}
        if not any(plan.changes for plan in asked) or refused:
            break
    calls = {kind: n - before[kind] for kind, n in client.calls.items() if n > before[kind]}
    link = LINK.format(id=spreadsheet)
    return SetUp(found.title, found.zone, link, list(done.values()), calls, wish.strict)


def _merged(
    done: Mapping[str, TabDone], plan: TabPlan, refused: Mapping[str, GoogleRefusalError]
) -> TabDone:
    """Return what became of a tab so far, and what a further turn did."""
    key = plan.table.key
    old = done.get(key) or TabDone(plan.table, made=False, added=(), changed=False, said=())
    if key in refused:
        said = [*plan.said, REFUSED.fill(words=str(refused[key]))]
        return old._replace(said=said)
    added = [plan.table.fields[column].heading for column in plan.added]
    return TabDone(
        plan.table,
        old.made or plan.made,
        [*old.added, *(heading for heading in added if heading not in old.added)],
        old.changed or plan.changes,
        plan.said,
        old.switched or bool(plan.tops),
    )


class _Work(NamedTuple):
    """One set-up under way."""

    client: GoogleClient
    spreadsheet: str
    language: Language
    contents: Contents | None

    def wish(self, found: Found) -> Wish:
        """Return what is wished of the spreadsheet as it was found, in its own time zone."""
        rows = at_zone(self.contents or default_rows(home(self.language)), found.zone)
        locale = locale_of(self.language, rows.get(SETTINGS.key, ()))
        cells: dict[str, list[list[Cell]]] = {
            key: [r if isinstance(r, list) else BY_KEY[key].render(r, locale) for r in held]
            for key, held in rows.items()
        }
        strict = is_strict(found, cells.get(SETTINGS.key, ()))
        shown = lookups(found, self.language) if strict else {}
        names = named(found, self.language)
        sample = self.contents is not None
        return Wish(self.language, cells, names, sample, strict=strict, lookups=shown)


def at_zone(contents: Contents, zone: str) -> Contents:
    """Return first rows for a spreadsheet's own zone, where the desk knows that one."""
    known = read_zone(zone)
    if known is None:
        return contents
    return {key: [_moved(row, known.key) for row in rows] for key, rows in contents.items()}


def _moved(row: Any, zone: str) -> Any:
    if isinstance(row, SettingLine) and row.id in (SettingKey.ZONE.value, SettingKey.ZONE.zh):
        return replace(row, value=zone)
    if isinstance(row, HoursLine) and row.zone == HOME.key:
        return replace(row, zone=zone)
    return row
