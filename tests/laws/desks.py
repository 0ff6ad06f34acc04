"""Random desks: what people type into the tabs, well, oddly and wrongly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st

from chalicelib.model.word import Language
from chalicelib.tables.codec import Locale, Shape
from chalicelib.tables.table import Column, Owner, Table
from chalicelib.tables.workbook import CASES, DISPUTES, ORDERS, REFUNDS, RETURNS, SHIPMENTS
from tests.memory import TEAM, MemoryWorkbook, Plan, small_book, written

SOME = settings(max_examples=max(20, settings.default.max_examples // 4))
"""A whole desk is run several times for each example."""

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
"""09:00 in Shanghai."""
MINUTE = timedelta(minutes=1)
TABLES = (CASES, ORDERS, SHIPMENTS, REFUNDS, RETURNS, DISPUTES)
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York")

MESSY = st.sampled_from(
    ["31/02/2026", "soon", "n/a", "=1+1", "1.23E+15", True, -4.0, "😀", "x" * 400, " ", "0"]
)
"""What stands in cells where something else belongs."""
PERSONAL = ("Zoë Quillfeather", "quillfeather@buyers.example", "+49 30 5550100", "张伟")


@st.composite
def instants(draw: Any, days: int = 30) -> datetime:
    """Return an instant about the time at which the desk is looked at."""
    return MONDAY + draw(st.integers(-days * 1440, days * 1440)) * MINUTE


NOWS = instants(days=20)


def good(column: Column, locale: Locale) -> st.SearchStrategy[Any]:
    """Return what belongs into a column's cells."""
    kinds: dict[Shape, st.SearchStrategy[Any]] = {
        Shape.INSTANT: instants().map(lambda i: _instant(i, locale)),
        Shape.AMOUNT: st.sampled_from([12.5, "12.50", 0.0, 1999.0]),
        Shape.WHOLE: st.sampled_from([1.0, 2.0]),
        Shape.YES_NO: st.sampled_from(["yes", "否"]),
        Shape.SPAN: st.sampled_from(["2 days", "36 小时", "30 min"]),
    }
    if column.codec.choices:
        return st.sampled_from([twin for w in column.codec.choices for twin in (w.value, w.zh)])
    return kinds.get(column.codec.shape, _words(column))


def _words(column: Column) -> st.SearchStrategy[Any]:
    if column.key == "owner":
        return st.sampled_from([*(person.id for person in TEAM), "nobody known"])
    if column.key == "email":
        return st.just(PERSONAL[1])
    if column.personal:
        return st.sampled_from(PERSONAL)
    return st.sampled_from(["A", "DE", "late, 3 parcels", "Amazon", "破损", "0012"])


def _instant(at: datetime, locale: Locale) -> Any:
    """Write an instant as people do: as a date of the sheet, as text, with an offset."""
    how = at.minute % 5
    local = at.astimezone(locale.zone)
    if how == 0:
        return f"{local:%Y-%m-%d %H:%M}"
    return at.isoformat() if how == 1 else written(CASES, "opened", at, locale)


@st.composite
def lines(draw: Any, table: Table[Any], locale: Locale, *, messy: bool = True) -> dict[str, Any]:
    """Return the cells of a row as people fill them: many empty, a few of them wrong."""
    mine = [c for c in table.columns if c.owner is not Owner.DESK and c.key != "id"]
    some = draw(st.lists(st.sampled_from(mine), unique_by=lambda c: c.key, max_size=9))
    needed = [c for c in mine if c.required or c.key == "owner"]
    cells = {c.key: draw(good(c, locale)) for c in {c.key: c for c in [*needed, *some]}.values()}
    if messy and some and draw(st.integers(0, 5)) == 0:
        cells[some[0].key] = draw(MESSY)
    return cells


NAMES = st.sampled_from(["", "K-1", "K-2", "K-3", "K-4", "K-5", "007", "K/6%"])


@st.composite
def rows(
    draw: Any, table: Table[Any], locale: Locale, *, messy: bool = True
) -> list[dict[str, Any]]:
    """Return the rows of a tab; messy ones may share an id or have none."""
    unique = None if messy else lambda name: name
    names = draw(st.lists(NAMES if messy else NAMES.filter(bool), max_size=4, unique_by=unique))
    return [{"id": n, **draw(lines(table, locale, messy=messy))} for n in names]


@st.composite
def contents(draw: Any, locale: Locale, *, messy: bool = True) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the tabs on which clocks run."""
    some = draw(st.lists(st.sampled_from(TABLES), min_size=1, max_size=3, unique=True))
    return {
        table.key: draw(rows(table, locale, messy=messy))
        for table in [CASES, *(t for t in some if t is not CASES)]
    }


@st.composite
def locales(draw: Any) -> Locale:
    """Return the language and the zone of a workbook."""
    language = draw(st.sampled_from(Language))
    return Locale(language, ZoneInfo(draw(st.sampled_from(ZONES))), "EUR")


@st.composite
def books(draw: Any, *, messy: bool = True) -> MemoryWorkbook:
    """Return a workbook that people filled in for a while."""
    locale = draw(locales())
    return small_book(Plan(locale), **draw(contents(locale, messy=messy)))
