"""A memory survives its JSON, and the entries of a chain add up to it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.sla.memory import (
    NOTHING,
    ClockMemory,
    Done,
    Memory,
    Seen,
    delta,
    fold,
    from_json,
    to_json,
)

LAW = settings(deadline=None)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
INSTANT = st.timedeltas(timedelta(0), timedelta(days=40000)).map(
    datetime(1990, 1, 1, tzinfo=UTC).__add__
)
MAYBE = st.none() | INSTANT
COUNT = st.integers(0, 9)

SEEN = st.lists(st.builds(Seen, TEXT, MAYBE, INSTANT), max_size=3).map(tuple)
DONE = st.builds(Done, COUNT, MAYBE, INSTANT, MAYBE, TEXT, st.booleans())
CLOCK = st.builds(
    ClockMemory,
    cycle=COUNT,
    passed=st.lists(COUNT, max_size=3).map(tuple),
    armed=st.lists(st.tuples(COUNT, COUNT), max_size=3).map(tuple),
    agreed_target=TEXT,
    agreed_due=MAYBE,
    reopened=st.none() | st.tuples(MAYBE, INSTANT),
    done=st.lists(DONE, max_size=2).map(tuple),
)
NAME = st.sampled_from(["status", "priority", "首次回复", "first reply"])
NOTES = st.dictionaries(NAME, st.lists(TEXT | COUNT | st.none(), max_size=2))
MEMORY = st.builds(Memory, st.dictionaries(NAME, SEEN), st.dictionaries(NAME, CLOCK), MAYBE, NOTES)


def carried(old: Memory, new: Memory) -> Memory:
    """Return what a run makes of a memory: fields and clocks change or come, none goes."""
    notes = {**old.notes, **new.notes}
    return Memory({**old.seen, **new.seen}, {**old.clocks, **new.clocks}, new.gone, notes)


@LAW
@given(MEMORY)
def test_a_memory_is_read_back_from_its_json(memory):
    assert from_json(json.loads(json.dumps(to_json(memory)))) == memory


@LAW
@given(MEMORY, MEMORY)
def test_an_entry_takes_the_old_memory_to_the_new(old, drawn):
    new = carried(old, drawn)
    body = json.loads(json.dumps(delta(old, new)))
    assert fold(old, body) == new


@LAW
@given(st.lists(MEMORY, max_size=4))
def test_the_entries_of_a_record_add_up_to_its_memory(drawn):
    bodies, memory = [], NOTHING
    for one in drawn:
        new = carried(memory, one)
        bodies.append(delta(memory, new))
        memory = new
    assert reduce(fold, bodies, NOTHING) == memory


@LAW
@given(MEMORY)
def test_what_did_not_change_is_not_said(memory):
    assert delta(memory, from_json(to_json(memory))) == {}
    assert fold(memory, {}) == memory


@LAW
@given(MEMORY, CLOCK)
def test_only_the_clock_that_changed_is_said(memory, clock):
    old = carried(memory, Memory({}, {"one": clock, "other": clock}, memory.gone))
    new = carried(old, Memory({}, {"one": clock._replace(cycle=clock.cycle + 1)}, old.gone))
    body = delta(old, new)
    assert list(body) == ["clocks"]
    assert list(body["clocks"]) == ["one"]


@LAW
@given(MEMORY)
def test_a_record_that_came_back_is_no_longer_gone(memory):
    back = memory._replace(gone=None)
    assert fold(memory, delta(memory, back)) == back
