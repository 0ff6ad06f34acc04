"""Strict mode at Google: which headings of faces become lookups, and which are plain again.

A heading that is there is only changed in a column that bears our mark and our heading; Google
finds it by the mark when the change is carried out. What stands below it is cleared with it:
it is of the desk, and would keep the lookup from showing anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from chalicelib.adapters.google.dress_looks import bars, covers
from chalicelib.adapters.google.dress_seen import Columns, Formula, Found, Mark, Seen, columns_of
from chalicelib.adapters.google.dress_wish import Top, Wish
from chalicelib.adapters.google.guard import is_whole
from chalicelib.model.word import Language, Phrase
from chalicelib.tables.cell import Cell, folded
from chalicelib.tables.saying import LOOKUP_BLOCKED
from chalicelib.tables.settings import DeskSettings
from chalicelib.tables.strict import strict_formulas
from chalicelib.tables.table import Column, Table
from chalicelib.tables.workbook import DESK, TABS

LOOKUP = re.compile(
    r'=\s*ARRAYFORMULA\(\s*IF\(\s*ROW\([^)]*\)\s*=\s*1\s*[,;]\s*"((?:[^"]|"")*)"\s*[,;]'
    r"\s*IFERROR\(\s*XLOOKUP\(",
    re.IGNORECASE,
)
"""A lookup of ours, however Google writes it by now; the group is the heading it shows."""
POINT = frozenset({"en", "zh", "ja", "ko", "th", "hi", "iw", "he"})
"""Languages that write a decimal point, and so part arguments by a comma."""
BARRED = Phrase(
    "the column '{heading}' is protected against the desk: let the desk's address edit it, then"
    " run this again",
    "“{heading}”列受保护，系统无法修改：请允许系统的服务账号编辑，然后再次运行",
)

UNMET = Phrase(
    "the column '{heading}' bore no mark of the desk yet: run this again, and its heading becomes a"
    " lookup; what stands below it is cleared then",
    "“{heading}”列此前没有系统标记：再次运行后表头将改为查找公式，其下方内容会被清除",
)


class Faces(NamedTuple):
    """What is to be done with the headings of a tab's faces."""

    tops: Sequence[Top] = ()
    said: Sequence[Phrase] = ()
    back: Collection[str] = ()
    """Keys of columns whose heading was emptied, and comes back."""


def separator(locale: str) -> str:
    """Return what parts the arguments of formulas in a spreadsheet's locale.

    Google understands a semicolon everywhere, a comma only beside a decimal point.
    """
    known = locale.partition("_")[0] in POINT and locale != "en_ZA"
    return "," if known else ";"


def spoken_of(formula: str) -> str | None:
    """Return the heading that a lookup of ours shows; None of any other formula."""
    found = LOOKUP.match(formula)
    return found[1].replace('""', '"') if found else None


def is_strict(found: Found, settings: DeskSettings) -> bool:
    """Whether Settings ask for strict mode; where they are silent, whether lookups stand."""
    return _in_use(found) if settings.strict is None else settings.strict


def _in_use(found: Found) -> bool:
    formulas = (formula for seen in found.tabs.values() for formula in seen.formulas.values())
    return any(spoken_of(formula.text) is not None for formula in formulas)


def lookups(found: Found, language: Language) -> dict[tuple[str, str], Phrase]:
    """Return each face's lookup by tab and column, with a heading in either language."""
    desk = found.tabs.get(DESK.key)
    title = desk.title if desk else DESK.name.said(language)
    faced = [table for table in TABS if table.faced or table is DESK]
    at = {table.key: _will_stand(table, found.tabs.get(table.key), found.marks) for table in faced}
    parts = separator(found.locale)
    en, zh = (strict_formulas(at, title, tongue, parts) for tongue in (Language.EN, Language.ZH))
    return {key: Phrase(formula, zh[key]) for key, formula in en.items()}


def _will_stand(table: Table[Any], seen: Seen | None, marks: Sequence[Mark]) -> dict[str, int]:
    """Return where columns stand, or will; nothing of a tab that is left alone."""
    if seen is None or seen.blank:
        return {column.key: index for index, column in enumerate(table.columns)}
    where = columns_of(table, seen, marks)
    if not where.at or any(map(is_whole, bars(seen.shape))):
        return {}
    return {**where.at, **{key: seen.end + n for n, key in enumerate(where.missing)}}


def new_lookups(table: Table[Any], wish: Wish) -> dict[str, str]:
    """Return the lookups of a tab's new columns."""
    return {
        column: said.said(wish.language)
        for (tab, column), said in wish.lookups.items()
        if tab == table.key
    }


def tops(table: Table[Any], seen: Seen, found: tuple[Columns, Sequence[Mark]], wish: Wish) -> Faces:
    """Return which headings of faces that are there change.

    A column without a mark only gets one: it may be a team's own, which is told before anything
    below its heading is cleared.
    """
    faces = [*_faces(table, seen, *found)]
    barred = bars(seen.shape)
    wanted = [(face, cells) for face in faces if (cells := _cells(table, face, seen, wish))]
    shut = [face for face, _ in wanted if any(covers(area, face.at) for area in barred)]
    unmet = [face for face, cells in wanted if cells[1:] and face.mark not in wish.met]
    stuck = [face for face in faces if wish.strict and wish.again and face.fails]
    return Faces(
        [Top(face.mark, cells) for face, cells in wanted if face not in (*shut, *unmet)],
        [
            *(BARRED.fill(heading=face.column.heading) for face in shut),
            *(UNMET.fill(heading=face.column.heading) for face in unmet if face not in shut),
            *(LOOKUP_BLOCKED.fill(heading=face.column.heading) for face in stuck),
        ],
        {face.column.key for face, _ in wanted if face.emptied},
    )


class _Face(NamedTuple):
    """The heading of a face's column, as it stands."""

    column: Column
    at: int
    mark: int
    shown: Cell
    formula: Formula | None

    @property
    def emptied(self) -> bool:
        """Whether somebody emptied it."""
        return self.formula is None and self.shown in {None, ""}

    @property
    def looks_up(self) -> bool:
        """Whether a lookup of ours stands there."""
        return self.formula is not None and spoken_of(self.formula.text) is not None

    @property
    def fails(self) -> bool:
        """Whether a lookup of ours stands there and shows an error."""
        return self.looks_up and self.formula is not None and self.formula.fails

    def heading(self, said: Phrase, language: Language) -> str:
        """Return words in the language that the heading is in; an emptied one has none."""
        own = {folded(self.column.heading.said(tongue)): tongue for tongue in Language}
        return said.said(own.get(folded(self.shown), language))


def _faces(table: Table[Any], seen: Seen, where: Columns, marks: Sequence[Mark]) -> Iterator[_Face]:
    """Yield the headings of faces in columns that bear their mark; changed words are left out."""
    for column in table.desk:
        at = where.at.get(column.key, where.renamed.get(column.key, -1))
        place = (f"{table.key}.{column.key}", seen.sheet, at)
        mark = min((m.id for m in marks if (m.value, m.sheet, m.place) == place), default=None)
        shown = seen.headings[at] if 0 <= at < len(seen.headings) else None
        if mark is not None:
            face = _Face(column, at, mark, shown, seen.formulas.get(at))
            if face.emptied or column.key in where.at:
                yield face


def _cells(table: Table[Any], face: _Face, seen: Seen, wish: Wish) -> list[Cell]:
    """Return what a heading is to hold, and what is cleared below it; nothing if all is well."""
    lookup = wish.lookups.get((table.key, face.column.key))
    if not wish.strict:
        return [face.heading(face.column.heading, wish.language)] if face.looks_up else []
    if lookup is None:  # the tab Desk cannot be used
        return []
    text = face.heading(lookup, wish.language)
    if not face.emptied and (not face.looks_up or (face.fails and not wish.again)):
        return [text, *[""] * (seen.grid.get("rowCount", 1) - 1)]
    return [] if face.formula and _bare(face.formula.text) == _bare(text) else [text]


def _bare(formula: str) -> str:
    """Return a formula for comparing: Google may write blanks, quotes and separators its own way."""
    return re.sub(r"['\s]", "", formula).replace(";", ",").casefold()
