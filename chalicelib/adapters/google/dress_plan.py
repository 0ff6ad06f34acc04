"""What a tab still lacks of being one of the desk's, as requests; people's cells are not touched.

New columns are always inserted, never laid over columns that are there: whatever people insert,
move or type while the batch is on its way, a heading of ours comes to stand in a fresh column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.adapters.google import dress as dressing
from chalicelib.adapters.google.dress import Dress, Request
from chalicelib.adapters.google.dress_front import COLUMNS, charts, front
from chalicelib.adapters.google.dress_looks import bars, looks, warnings
from chalicelib.adapters.google.dress_more import completed
from chalicelib.adapters.google.dress_rules import Names, drops, names_of
from chalicelib.adapters.google.dress_seen import Found, Mark, Seen, columns_of
from chalicelib.adapters.google.dress_strict import new_lookups
from chalicelib.adapters.google.dress_wish import TabPlan, Wish, inserted, more_rows, rows_of
from chalicelib.adapters.google.guard import is_whole
from chalicelib.adapters.google.places import tagged
from chalicelib.model.word import Language, Phrase
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import DESK, HOURS, OVERVIEW, TABS, TEAM

SPARE_COLUMNS = 2
"""Empty columns at the end of a new tab, for what a team wants to add."""

BARRED = Phrase(
    "the tab is protected against the desk: let the desk's address edit it, then run this again",
    "工作表受保护，系统无法修改：请允许系统的服务账号编辑，然后再次运行",
)
STRANGE = Phrase(
    "none of the headings in row 1 is known, and the tab holds something: rename the tab, or put"
    " the headings into row 1",
    "第 1 行没有可识别的表头，而工作表中已有内容：请给该工作表改名，或在第 1 行写上表头",
)


def plans(found: Found, wish: Wish) -> list[TabPlan]:
    """Return what each tab lacks."""
    taken = {sheet["properties"].get("sheetId", 0) for sheet in found.sheets}
    asked = [table for table in TABS if wish.strict or table is not DESK]
    return [_plan(table, found, wish, _number(table, taken)) for table in asked]


def _number(table: Table[Any], taken: set[int]) -> int:
    """Return a new tab's number: the same at every try, so that a late try cannot double it."""
    number = 1_905_000 + 100 * TABS.index(table)
    return next(n for n in range(number, number + len(taken) + 1) if n not in taken)


def _plan(table: Table[Any], found: Found, wish: Wish, number: int) -> TabPlan:
    seen = found.tabs.get(table.key)
    if seen is None:
        return _new(table, wish, number)
    plan = _there(table, seen, found.marks, wish)
    return plan._replace(said=[*seen.said, *plan.said])


def _there(table: Table[Any], seen: Seen, marks: Sequence[Mark], wish: Wish) -> TabPlan:
    if any(map(is_whole, bars(seen.shape))):
        return TabPlan(table, said=[BARRED])
    if seen.blank:
        return _over(table, seen, wish)
    where = columns_of(table, seen, marks)
    if not where.at:
        return TabPlan(table, said=[STRANGE])
    return completed(table, seen, (where, marks), wish)


def _new(table: Table[Any], wish: Wish, number: int) -> TabPlan:
    """Return how a tab that is not there is made."""
    dress = _whole(table, number, wish)
    own = COLUMNS if table is OVERVIEW else len(table.columns) + SPARE_COLUMNS
    grid = {"rowCount": rows_of(table, wish), "columnCount": own}
    shape = {"sheetId": number, "title": table.name.said(wish.language), "gridProperties": grid}
    opening = [{"addSheet": {"properties": shape}}]
    return TabPlan(table, made=True, opening=opening, rest=_dressed(dress, {}, wish))


def _over(table: Table[Any], seen: Seen, wish: Wish) -> TabPlan:
    """Return how a wholly empty tab becomes one of ours: in fresh columns before all others."""
    dress = _whole(table, seen.sheet, wish)
    shape = {"sheetId": seen.sheet, "title": table.name.said(wish.language)}
    title = {"updateSheetProperties": {"properties": shape, "fields": "title"}}
    room = COLUMNS if table is OVERVIEW else len(table.columns)
    rest = [
        *more_rows(table, seen, wish),
        inserted(seen.sheet, 0, room),
        *_dressed(dress, seen.shape, wish),
    ]
    return TabPlan(table, made=True, opening=[title] if seen.spare else [], rest=rest)


def _whole(table: Table[Any], sheet: int, wish: Wish) -> Dress:
    at = {column.key: index for index, column in enumerate(table.columns)}
    first = wish.rows.get(table.key, ())
    lookups = new_lookups(table, wish)
    return Dress(table, sheet, wish.language, at, first, lookups, wish.editors)


def _dressed(dress: Dress, shape: Mapping[str, Any], wish: Wish) -> list[Request]:
    """Return all that a fresh tab wears."""
    table, keys = dress.table, list(dress.at)
    out = [
        *dressing.headings(dress, keys),
        *dressing.bodies(dress, keys, drops(table, wish.names, wish.language)),
        *dressing.first_rows(dress),
        dressing.tab_tag(dress),
        *(dressing.column_tag(dress, key) for key in tagged(table)),
        *warnings(dress, shape, dressing.guarded(table)),
        dressing.heading_row(dress),
        *looks(dress, shape, dress.end),
    ]
    return [*out, *front(dress), *charts(dress, shape)] if table is OVERVIEW else out


def named(found: Found, language: Language) -> Names:
    """Return where the names stand that dropdowns offer, as the tabs are or will be."""
    out = {}
    for table in (TEAM, HOURS):
        seen = found.tabs.get(table.key)
        at = columns_of(table, seen, ()).at if seen else {}
        title = seen.title if seen else table.name.said(language)
        out[table.key] = names_of(title, at.get("id", 0))
    return out
