"""Turns patches into changed parts of a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from chalicelib.adapters.xlsx.cells import Ink, Patching
from chalicelib.adapters.xlsx.parts import Parts
from chalicelib.adapters.xlsx.places import MOST_COLUMNS, MOST_ROWS, Area, area_of
from chalicelib.adapters.xlsx.rows import SheetXml
from chalicelib.adapters.xlsx.styles import Styles
from chalicelib.adapters.xlsx.values import check
from chalicelib.adapters.xlsx.words import PART_MISSING, UnfitError
from chalicelib.adapters.xlsx.xml import prefix, shadow, tags
from chalicelib.tables.cell import Patch, Place, Sheets

ByPlace = dict[Place, Patch]


class Sorted(NamedTuple):
    """Patches by the title of their tab, and those whose tab was not read."""

    tabs: Mapping[str, ByPlace]
    homeless: Sequence[Patch]


def sort_out(sheets: Sheets, patches: Sequence[Patch]) -> Sorted:
    """Group patches by tab, the last one of a cell counts; raise ValueError on impossible ones."""
    tabs: dict[str, ByPlace] = {}
    homeless = [patch for patch in patches if patch.tab not in sheets.grids]
    for patch in patches:
        _check(patch)
        if patch.tab in sheets.grids:
            title = sheets.grids[patch.tab].title
            tabs.setdefault(title, {})[patch.row, patch.column] = patch
    return Sorted(tabs, homeless)


def _check(patch: Patch) -> None:
    if not (1 <= patch.row <= MOST_ROWS and 1 <= patch.column <= MOST_COLUMNS):
        raise ValueError(f"no cell stands in row {patch.row}, column {patch.column}")
    check(patch.value)


class Writing:
    """One workbook while patches are written."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._changed: dict[str, bytes] = {}

    def write(self, title: str, patches: ByPlace) -> list[Patch]:
        """Patch one tab; return the patches of cells that must be left alone."""
        part = self._part(title)
        sheet = SheetXml(self._parts.xml(part))
        patching = Patching(sheet, Ink(self._dated, self._parts.since_1904), self._headings(part))
        xml, refused = patching.patched({place: p.value for place, p in patches.items()})
        if xml != sheet.xml:
            self._changed[part] = xml
        return [patches[place] for place in sorted(refused)]

    def content(self) -> bytes | None:
        """Return the changed workbook, or None when nothing changed."""
        if not self._changed:
            return None
        if "_styles" in vars(self):
            self._changed[self._styles_part] = self._styles.xml()
        return self._parts.packed(self._changed)

    def _part(self, title: str) -> str:
        if title not in self._parts.sheets:
            raise UnfitError(PART_MISSING, part=title)
        return self._parts.sheets[title]

    def _headings(self, part: str) -> list[Area]:
        """Return the heading rows of a tab's tables, which must agree with the table's part."""
        found = [self._parts.xml(name) for name in self._parts.related(part, "table")]
        return [area for xml in found for area in _heading(shadow(xml))]

    @cached_property
    def _styles_part(self) -> str:
        found = self._parts.related(self._parts.book, "styles")
        if not found:
            raise UnfitError(PART_MISSING, part="styles")
        return found[0]

    @cached_property
    def _styles(self) -> Styles:
        return Styles(self._parts.xml(self._styles_part))

    def _dated(self, style: int) -> int:
        return self._styles.dated(style)


def _heading(seen: bytes) -> list[Area]:
    table = next(tags(seen, prefix(seen) + b"table"), None)
    if table is None or table.get(b"headerRowCount") == "0":
        return []
    area = area_of(table.get(b"ref"))
    return [area._replace(bottom=area.top)]
