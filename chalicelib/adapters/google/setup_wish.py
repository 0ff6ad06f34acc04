"""What somebody asks of a spreadsheet, and what is wished of it as it was found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from chalicelib.adapters.google.dress_plan import named
from chalicelib.adapters.google.dress_seen import Found
from chalicelib.adapters.google.dress_strict import is_strict, lookups
from chalicelib.adapters.google.dress_wish import Wish
from chalicelib.adapters.xlsx.new import Contents, locale_of
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language
from chalicelib.sla.lines import HoursLine, SettingLine
from chalicelib.tables.calendars import read_zone
from chalicelib.tables.cell import Cell, Grid
from chalicelib.tables.codec import Locale
from chalicelib.tables.defaults import HOME, default_rows, home
from chalicelib.tables.parse import parse
from chalicelib.tables.settings import DeskSettings, read_settings
from chalicelib.tables.workbook import BY_KEY, SETTINGS


class Asked(NamedTuple):
    """How somebody asks for a desk."""

    language: Language
    contents: Contents | None = None
    """First rows of tabs that are not there yet; None: the default rules."""
    owner: str = ""
    """The shop owner's address, where it is pinned outside the sheet."""
    desk: str = ""
    """The address that the spreadsheet is shared with."""

    def trusting(self, found: Found) -> Asked:
        """Return it with the owner whom rules are for, as the spreadsheet is met at first.

        Where none is pinned, the first rows of Settings may name one. Settings that are there
        may not: anybody could type an address of theirs, and be the only editor of the rules.
        """
        seen = found.tabs.get(SETTINGS.key)
        if self.owner or (seen and seen.rows):
            return self
        first = self.cells(found).get(SETTINGS.key, ())
        return self._replace(owner=settings_of(found, first).owner.strip())

    def cells(self, found: Found) -> dict[str, list[list[Cell]]]:
        """Return the first rows of tabs by key, in the spreadsheet's own time zone."""
        rows = at_zone(self.contents or default_rows(home(self.language)), found.zone)
        locale = locale_of(self.language, rows.get(SETTINGS.key, ()))
        return {
            key: [r if isinstance(r, list) else BY_KEY[key].render(r, locale) for r in held]
            for key, held in rows.items()
        }

    def wish(self, found: Found) -> Wish:
        """Return what is wished of a spreadsheet as it was found."""
        cells = self.cells(found)
        settings = settings_of(found, cells.get(SETTINGS.key, ()))
        strict = is_strict(found, settings)
        shown = lookups(found, self.language) if strict else {}
        names = named(found, self.language)
        sample = self.contents is not None
        editors = self.editors
        return Wish(
            self.language, cells, names, sample, strict=strict, lookups=shown, editors=editors
        )

    @property
    def editors(self) -> tuple[str, ...]:
        """Who may edit rules, the owner first; nobody where no owner is known."""
        return tuple(filter(None, (self.owner, self.desk))) if self.owner else ()


def settings_of(found: Found, first: list[list[Cell]] | tuple[()]) -> DeskSettings:
    """Return what Settings say; ``first`` are the rows of Settings that are not there yet."""
    seen = found.tabs.get(SETTINGS.key)
    rows = seen.rows if seen and seen.rows else [SETTINGS.heading_row(Language.EN), *first]
    return read_settings(
        parse(SETTINGS, Grid("", rows, {}), Locale()), Locale(), steady=False
    ).settings


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
