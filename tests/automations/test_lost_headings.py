"""A heading of a rule tab that is renamed, emptied or doubled is told, and stops no run."""

from __future__ import annotations

import pytest

from chalicelib.adapters.checkup import standing
from chalicelib.automations.round import desk_round
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import TABS
from tests.automations.test_case_triage import NO_REASON, SHOP
from tests.automations.triaged import book_of, known, read

RULES = [table for table in TABS if table.room is Room.RULES]
WAYS = ("renamed", "blank", "doubled")


def lost(table, key, way):
    """Return a workbook in which a heading is lost."""
    book = book_of(cases=[NO_REASON], **SHOP)
    headings, at = book.rows(table)[0], book.column(table, key)
    if way == "doubled":
        headings.append(headings[at])
    else:
        headings[at] = "mine" if way == "renamed" else None
    return book


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("table", "key"),
    [(t, key) for t in RULES for key in t.fields],
    ids=lambda one: str(getattr(one, "key", one)),
)
def test_a_round_goes_on_without_a_heading_and_says_which(table, key, way):
    found = read(lost(table, key, way))
    told = [(p.tab, p.column) for p in found.problems if p.row == 1]
    assert (table.key, key) in told
    assert desk_round(known(found)).listings["overview"]
    assert list(standing(found, []))
