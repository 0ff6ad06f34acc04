"""Rule tabs that are gone are found by their names, however many records are remembered."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chalicelib.automations.remember import marks
from chalicelib.automations.rules_gone import GONE, gone, rules_gone
from chalicelib.model.problem import Rank
from chalicelib.policy.book import NO_BOOK
from chalicelib.sla.memory import NOTHING, Seen
from chalicelib.tables.workbook import BY_KEY, POLICY
from tests.automations.triaged import book_of, facts

NAMES = {key: table.name for key, table in BY_KEY.items()}
RULED = NOTHING._replace(seen={"mark": (Seen("a", None, datetime(2026, 3, 2, tzinfo=UTC)),)})


class Remembered(dict):
    """Memories that can be asked for one by one only."""

    def __iter__(self):
        raise AssertionError("all memories were walked")

    keys = values = items = __iter__


def test_no_memory_of_a_record_is_looked_at():
    book = book_of(cases=[])
    del book.tabs[POLICY.name.en]
    told = facts(book, memories=Remembered({("policy", ""): RULED, ("cases", "C-1"): NOTHING}))
    assert [problem.tab for problem in rules_gone(told)] == ["policy"]
    assert marks(told)["policy"] == ""
    assert all(mark for tab, mark in marks(told).items() if tab != "policy")


@pytest.mark.parametrize("tab", GONE)
def test_a_tab_is_missed_where_a_run_went_by_it_and_only_there(tab):
    assert gone(NO_BOOK, {}, NAMES) == []
    assert gone(NO_BOOK, {(tab, "C-1"): RULED, (tab, ""): NOTHING}, NAMES) == []
    (problem,) = gone(NO_BOOK, {(tab, ""): RULED}, NAMES)
    assert (problem.tab, problem.rank) == (tab, Rank.LAYOUT)
    assert BY_KEY[tab].name.en in problem.what.en
    assert BY_KEY[tab].name.zh in problem.what.zh
