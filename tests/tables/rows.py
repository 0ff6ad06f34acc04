"""A Cases tab of a few columns, for the tests of parse."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from chalicelib.tables.cell import Grid
from chalicelib.tables.codec import Locale
from chalicelib.tables.parse import USUAL, parse
from chalicelib.tables.workbook import CASES

SHANGHAI = Locale(zone=ZoneInfo("Asia/Shanghai"))
HEADINGS = ("Case ID", "Kind", "Status", "Opened", "Amount", "Clock state", "Due", "Clock", "Why")
GOOD = ("C-1", "inquiry", "open", "2026-03-02 14:05", 12.5)
OPENED = datetime(2026, 3, 2, 6, 5, tzinfo=UTC)


def cases(*rows, headings=HEADINGS, flaws=None, locale=SHANGHAI, terms=USUAL):
    return parse(CASES, Grid("Cases", [headings, *rows], flaws or {}), locale, terms)


def grave(parsed):
    """Return the problems of rows and cells, without what is said of missing headings."""
    return [p for p in parsed.problems if p.row != 1]


def ids(parsed):
    return [record.id for record in parsed.records]
