"""Runs read levels, not edges: a run left out, or made twice, makes no difference in the end."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.tables.workbook import CASES, ORDERS, REFUNDS, SHIPMENTS
from tests.laws.desks import MINUTE, MONDAY, SOME
from tests.memory import TEAM, at, desk_of, shown, small_book

TYPED = {
    CASES: ("first_reply", "contacted", "proposed", "closed", "documents_asked"),
    ORDERS: ("paid", "held", "reviewed", "shipped", "delivered", "settled"),
    SHIPMENTS: ("customs_planned", "predeclared", "anomaly_seen", "buyer_told", "loss_known"),
    REFUNDS: ("approved", "paid_out"),
}
BEGUN = {
    CASES: {"status": "open", "kind": "complaint", "opened": MONDAY},
    ORDERS: {"status": "paid", "placed": MONDAY, "handling": "2 days"},
    SHIPMENTS: {"status": "in transit", "last_event": MONDAY, "silent_after": "3 days"},
    REFUNDS: {"status": "asked", "asked": MONDAY},
}

edits = st.sampled_from([(table, key) for table, keys in TYPED.items() for key in keys])
owners = st.sampled_from([person.id for person in TEAM])
steps = st.tuples(st.integers(1, 3000), st.lists(edits, max_size=3), st.sampled_from([0, 0, 1, 2]))


@SOME
@given(owners, st.lists(steps, min_size=1, max_size=7))
def test_runs_left_out_or_made_twice_leave_the_same_sheet(owner, history):
    book = small_book(**{t.key: [{"id": "K-1", "owner": owner, **BEGUN[t]}] for t in TYPED})
    other = deepcopy(book)
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        often, seldom = desk_of(book, Path(one), MONDAY), desk_of(other, Path(two), MONDAY)
        now = MONDAY
        for minutes, typed, times in history:
            now += minutes * MINUTE
            for table, key in typed:
                for sheet in (book, other):
                    fill(sheet, table, key, now - minutes * MINUTE / 2)
            often.run("sla_sweep", now)
            for _ in range(times):
                seldom.run("sla_sweep", now)
        seldom.run("sla_sweep", now)
        assert shown(other) == shown(book)


def fill(book, table, key, instant):
    """Type an instant, unless there is one."""
    row = book.rows(table)[book.row(table, "K-1")]
    if at(row, book.column(table, key)) is None:
        book.typed(table, "K-1", **{key: instant})
