"""When a sheet is looked at: soon after hints, once for many, and without any hint all the same."""

from datetime import timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.intake.marks import PATIENCE, QUIET, are_hinted, due, hint, looked, should_look
from chalicelib.ports.inbox import Mark
from tests.intake.hints import NOW

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
TICK = SECOND


def after(*seconds):
    """Return the mark after hints at some seconds."""
    return reduce(hint, (NOW + at * SECOND for at in seconds), Mark())


DUE = [
    ((0,), 20),
    ((0, 5), 25),
    ((0, 20, 39), 59),
    ((0, 20, 40), 60),
    ((0, 20, 40, 59), 60),
    ((0, 300), 60),
]


@pytest.mark.parametrize(("hints", "seconds"), DUE)
def test_a_look_comes_20_s_after_the_last_hint_and_60_s_after_the_first(hints, seconds):
    assert due(after(*hints)) == NOW + seconds * SECOND


def test_without_a_hint_nothing_is_due_but_what_the_last_look_said():
    assert due(Mark()) is None
    assert due(Mark(heard=NOW)) is None
    assert due(Mark(wake_at=NOW)) == NOW
    assert due(after(0)._replace(wake_at=NOW + SECOND)) == NOW + SECOND
    assert due(after(0)._replace(wake_at=NOW + MINUTE)) == NOW + QUIET


LOOKS = [
    # hints at, look at, then due again at (seconds)
    ((0,), 20, None),
    ((0,), 19, 20),
    ((0, 20, 40), 60, None),
    ((0, 20, 45), 60, 65),
    ((0, 61), 60, 81),
]


@pytest.mark.parametrize(("hints", "began", "again"), LOOKS)
def test_a_look_answers_the_hints_that_it_can_have_seen_all_of(hints, began, again):
    mark = looked(after(*hints), NOW + began * SECOND, None)
    assert due(mark) == (None if again is None else NOW + again * SECOND)
    assert mark.heard == NOW + hints[-1] * SECOND


def test_a_look_says_when_something_falls_due_next():
    assert looked(Mark(wake_at=NOW), NOW, NOW + MINUTE).wake_at == NOW + MINUTE
    assert looked(Mark(wake_at=NOW), NOW, None).wake_at is None


SHOULD = [
    # mark, minutes since the last look, hinted, look?
    ("never looked at", Mark(), None, True, True),
    ("just looked at", Mark(), 0, False, False),
    ("edits nobody hinted: not yet", Mark(), 14, False, False),
    ("edits nobody hinted: every 15 minutes", Mark(), 15, False, True),
    ("where hints come: not at 15 minutes", Mark(), 15, True, False),
    ("where hints come: hourly", Mark(), 60, True, True),
    ("something falls due now", Mark(wake_at=NOW), 1, True, True),
    ("something fell due long ago", Mark(wake_at=NOW - 60 * MINUTE), 1, True, True),
    ("something falls due in a second", Mark(wake_at=NOW + SECOND), 1, True, False),
    ("a hint a moment ago", after(-19), 1, True, False),
    ("a hint that has settled", after(-20), 1, True, True),
    ("hints without end", after(*range(-60, 1)), 1, True, True),
    ("a hint from a clock ahead of ours", after(10), 14, False, False),
]


@pytest.mark.parametrize(
    ("mark", "minutes", "hinted", "look"), [s[1:] for s in SHOULD], ids=[s[0] for s in SHOULD]
)
def test_when_it_is_looked(mark, minutes, hinted, look):
    last = None if minutes is None else NOW - minutes * MINUTE
    assert should_look(mark, last, NOW, hinted=hinted) is look


def test_hints_are_counted_on_for_a_day():
    day = timedelta(days=1)
    assert are_hinted(after(0), NOW)
    assert are_hinted(after(0), NOW + day - SECOND)
    assert not are_hinted(after(0), NOW + day)
    assert not are_hinted(Mark(wake_at=NOW), NOW)


seconds = st.lists(st.integers(0, 300), min_size=1, max_size=30)


@given(seconds, st.randoms(use_true_random=False))
def test_hints_count_the_same_in_any_order_and_doubled(hints, chance):
    mixed = [*hints, *hints[: len(hints) // 2]]
    chance.shuffle(mixed)
    assert after(*mixed) == after(*hints)


@given(seconds)
def test_many_hints_make_one_look_no_sooner_than_20_s_and_no_later_than_60(hints):
    at = due(after(*hints))
    assert NOW + min(hints) * SECOND + QUIET <= at <= NOW + min(hints) * SECOND + PATIENCE


def posts(edits):
    """Return what a script posts that has no waits left: the first edit in 20 s, alone."""
    out = []
    for edit in edits:
        if not out or edit - out[-1] >= 20:
            out.append(edit)
    return out


@given(st.lists(st.integers(0, 600), min_size=1, max_size=80).map(sorted), st.integers(1, 60))
def test_every_edit_is_looked_at_within_a_minute_though_most_are_never_posted(edits, tick):
    """``tick`` is how often it is asked whether to look, in seconds."""
    heard, looks, mark = posts(edits), [], Mark()
    for now in range(1000):
        if now in heard:
            mark = hint(mark, NOW + now * SECOND)
        if now % tick == 0 and should_look(mark, NOW, NOW + now * SECOND, hinted=True):
            looks.append(now)
            mark = looked(mark, NOW + now * SECOND, None)
    assert all(any(edit <= look <= edit + 60 + tick for look in looks) for edit in edits)
    assert len(looks) <= 2 * len(heard)
    assert due(mark) is None
