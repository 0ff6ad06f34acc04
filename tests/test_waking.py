"""When workbooks are looked at, whatever falls, is lost, is doubled or comes in another order.

A history is drawn by a seed: people who type, up to three dispatchers a minute, runs that take
their time, rings that are late, lost or doubled, and programs that end before any of their effects.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.intake.marks import HINTED, QUIET, UNHINTED
from chalicelib.ports.inbox import Mark
from chalicelib.ports.wake import RegisterError
from chalicelib.waking import AGAIN, UndispatchedError, Waking
from tests.aws.memory_queues import MemoryQueues
from tests.aws.memory_register import MemoryRegister
from tests.aws.waking_world import SECOND, START, Faults, World
from tests.intake.fake_inbox import MemoryInbox

A, B, C = "sheet-A", "sheet-B", "sheet-C"
MINUTE = 60 * SECOND
SLACK = 20 * SECOND
"""For the time that runs and effects take in these histories, up to 3 s each."""
COST = {"dispatcher": MINUTE, "run": 332 * SECOND, "ring": timedelta(), "hint": timedelta()}
"""How long a fall may hold anything up: until the next dispatcher, until a message comes back."""

seeds = st.integers(0, 2**32)
SEVERAL = settings(max_examples=max(30, settings.default.max_examples // 4))
"""Hours of many programs for each example."""


def history(seed, faults, minutes=30):
    """Return a world in which people typed for so long, and then some rest."""
    world = World(seed, faults)
    for sheet in (A, B, C):
        world.register.add(sheet, sheet, START)
    for _ in range(world.chance.randrange(1, 25)):
        types(world, world.chance.choice((A, B)), world.chance.uniform(0, minutes * 60))
    for _ in range(world.chance.randrange(3)):
        keeps_typing(world, world.chance.uniform(0, minutes * 60))
    return world.passes(minutes).passes(30)


def types(world, sheet, second):
    promise = world.chance.choice([None, world.chance.uniform(1, 1800)])
    world.after(second, lambda: world.edited(sheet, promise))


def keeps_typing(world, second):
    """A hint each 20 seconds for some minutes, as the script sends them."""
    for number in range(world.chance.randrange(2, 12)):
        types(world, A, second + number * 20.5)


def seen(world, sheet, at, within):
    """Whether a run began at an instant or so soon after, but for what fell meanwhile."""
    held_up = SLACK
    for fall in sorted(world.falls, key=lambda fall: fall.at):
        if at - 6 * MINUTE <= fall.at <= at + within + held_up:
            held_up += COST[fall.kind]
    return any(
        r.spreadsheet == sheet and at <= r.began <= at + within + held_up for r in world.runs
    )


def holds(world):
    """Check all that is promised of a history."""
    for sheet, at in world.hints:
        assert seen(world, sheet, at, 150 * SECOND), ("hint", sheet, at)
    for sheet, at in world.marked:
        assert seen(world, sheet, at + QUIET, 150 * SECOND), ("what was typed after it", sheet, at)
    for sheet, at in world.told:
        if at < world.now - 15 * MINUTE:
            assert seen(world, sheet, at, MINUTE), ("due", sheet, at)
    for sheet in (A, B, C):
        begins = [run.began for run in world.runs if run.spreadsheet == sheet]
        rest = UNHINTED if sheet == C else HINTED
        followed = [at for at in begins if at + SECOND <= begins[-1]]
        assert all(seen(world, sheet, at + SECOND, rest + MINUTE) for at in followed)
        assert begins == sorted(begins)


QUIET_SKY = Faults()
CROWD = Faults(dispatchers=3, doubled=0.3, slow=3)
LOSSES = Faults(dispatchers=2, doubled=0.2, lost=0.5, slow=1)
FALLS = Faults(dispatcher=0.05, ring=0.1, hint=0.15, lost=0.3, doubled=0.2, dispatchers=2)
RUINS = Faults(dispatcher=0.05, run=0.02, ring=0.1, hint=0.15, lost=0.3, doubled=0.2, slow=2)
DEAF = Faults(lost=1, hint=0.3, dispatchers=2)


@pytest.mark.parametrize(
    "faults",
    [QUIET_SKY, CROWD, LOSSES, FALLS, RUINS, DEAF],
    ids=["quiet", "crowd", "losses", "falls", "ruins", "deaf"],
)
@SEVERAL
@given(seed=seeds)
def test_nothing_falls_due_unseen(faults, seed):
    holds(history(seed, faults))


@SEVERAL
@given(seed=seeds)
def test_no_instant_is_run_twice_though_many_dispatch_it(seed):
    world = history(seed, CROWD)
    asked = Counter((run.spreadsheet, run.asked) for run in world.runs)
    assert max(asked.values()) == 1


@SEVERAL
@given(seed=seeds, dispatchers=st.integers(1, 3))
def test_an_idle_workbook_is_looked_at_each_15_minutes_and_no_more(seed, dispatchers):
    world = World(seed, Faults(dispatchers=dispatchers, slow=2))
    world.register.add(A, "Desk", START)
    begins = [run.began for run in world.passes(300).runs]
    assert 300 / 17 <= len(begins) <= 300 / 15 + 1
    assert all(UNHINTED - SLACK <= b - a <= UNHINTED + MINUTE + SLACK for a, b in pairwise(begins))


@SEVERAL
@given(seed=seeds)
def test_where_hints_come_an_idle_workbook_is_looked_at_each_hour_and_no_more(seed):
    world = World(seed, Faults(dispatchers=2, slow=2))
    world.register.add(A, "Desk", START)
    world.after(100, lambda: world.edited(A))
    begins = [run.began for run in world.passes(500).runs]
    assert len(begins) <= 3 + 500 / 60
    assert all(HINTED - SLACK <= b - a <= HINTED + MINUTE + SLACK for a, b in pairwise(begins[2:]))


@SEVERAL
@given(seed=seeds)
def test_one_hint_makes_one_look_within_half_a_minute_and_a_burst_no_more_than_three(seed):
    world = World(seed)
    world.register.add(A, "Desk", START)
    world.after(300, lambda: world.edited(A))
    for second in (900, 905, 911, 919):
        world.after(second, lambda: world.edited(A))
    begins = [(run.began - START).total_seconds() for run in world.passes(20).runs]
    assert sum(300 <= at <= 340 for at in begins) == 1
    assert sum(340 < at < 890 for at in begins) == 0
    assert 1 <= sum(at >= 900 for at in begins) <= 3


@SEVERAL
@given(seed=seeds)
def test_typing_without_end_is_looked_at_each_minute_and_hardly_more(seed):
    world = World(seed, Faults(dispatchers=2))
    world.register.add(A, "Desk", START)
    for number in range(35):
        world.after(number * 20.5, lambda: world.edited(A))
    begins = [run.began for run in world.passes(12).runs]
    assert 10 <= len(begins) <= 20
    assert all(b - a <= 90 * SECOND for a, b in pairwise(begins))


# One thing after the other


@pytest.fixture
def waking():
    return Waking(MemoryRegister(), MemoryInbox(), MemoryQueues(START))


def runs(waking):
    return [message["spreadsheet"] for message in waking.queues.taken("runs")]


def rung(waking, at):
    waking.queues.now = at
    return [message["spreadsheet"] for message in waking.queues.taken("later")]


def test_a_new_workbook_is_run_and_then_rests(waking):
    waking.register.add(A, "Desk", START)
    assert waking.dispatch(START) == 1
    assert (runs(waking), waking.register.find(A).wake_at) == ([A], START + UNHINTED)
    assert waking.dispatch(START) == 0


def test_a_workbook_whose_edits_are_hinted_rests_longer(waking):
    waking.register.add(A, "Desk", START)
    waking.inbox.revise(A, lambda _: Mark(None, START - 23 * 60 * MINUTE))
    waking.dispatch(START)
    assert waking.register.find(A).wake_at == START + HINTED


def test_no_more_are_asked_for_at_once_than_may_be(waking):
    for number in range(10):
        waking.register.add(f"sheet-{number}", "Desk", START + number * SECOND)
    few, now = waking._replace(most=4), START + MINUTE
    assert [few.dispatch(now) for _ in range(4)] == [4, 4, 2, 0]
    assert runs(waking) == [f"sheet-{number}" for number in range(10)]


class Deaf(MemoryQueues):
    """Queues that take nothing for one workbook."""

    def run(self, spreadsheet, asked):
        if spreadsheet == B:
            raise RegisterError("runs", "AccessDenied")
        super().run(spreadsheet, asked)


def test_one_that_fails_does_not_stop_the_others_and_is_tried_again(waking):
    waking = waking._replace(queues=Deaf(START))
    for sheet in (A, B, C):
        waking.register.add(sheet, sheet, START)
    with pytest.raises(UndispatchedError) as caught:
        waking.dispatch(START)
    count, errors = caught.value.args
    assert (count, list(errors)) == (2, [B])
    assert isinstance(errors[B], RegisterError)
    assert runs(waking) == [A, C]
    assert waking.register.find(B).wake_at == START + AGAIN


def test_the_first_hint_of_a_burst_rings_and_the_others_do_not(waking):
    waking.register.add(A, "Desk", START)
    for second in (0, 5, 10):
        waking.hinted(A, START + second * SECOND)
    assert rung(waking, START + 19 * SECOND) == []
    assert rung(waking, START + QUIET) == [A]
    assert waking.inbox.mark(A) == Mark(START, START + 10 * SECOND)


def test_a_ring_before_hints_have_settled_rings_again_when_they_have(waking):
    waking.register.add(A, "Desk", START)
    waking.hinted(A, START)
    waking.hinted(A, START + 15 * SECOND)
    rung(waking, START + QUIET)
    waking.ring(A, START + QUIET)
    assert runs(waking) == []
    assert rung(waking, START + 35 * SECOND) == [A]
    waking.ring(A, START + 35 * SECOND)
    assert runs(waking) == [A]


def test_a_ring_without_a_mark_asks_for_a_run_at_once(waking):
    waking.register.add(A, "Desk", START)
    waking.ring(A, START)
    assert runs(waking) == [A]


def test_a_ring_for_what_rests_or_is_gone_asks_for_nothing(waking):
    waking.ring(A, START)
    waking.register.add(B, "Desk", START)
    waking.register.pause(B)
    waking.ring(B, START)
    assert (runs(waking), waking.queues.lists["later"]) == ([], [])


def test_hints_are_waited_for_by_dispatchers_too_but_what_falls_due_does_not_wait(waking):
    waking.register.add(A, "Desk", START)
    waking.hinted(A, START)
    assert waking.dispatch(START + 10 * SECOND) == 0
    waking.inbox.revise(A, lambda mark: mark._replace(wake_at=START + 5 * SECOND))
    assert waking.dispatch(START + 10 * SECOND) == 1


def test_a_run_that_waited_while_another_answered_is_not_begun(waking):
    waking.register.add(A, "Desk", START)
    began = START + 2 * MINUTE
    assert waking.began(A, START, began)
    waking.ran(A, began, None)
    assert not waking.began(A, began - AGAIN, began + MINUTE)
    assert waking.began(A, began - AGAIN + SECOND, began + MINUTE)


def test_a_run_that_failed_answers_nothing(waking):
    waking.register.add(A, "Desk", START)
    waking.failed(A, START + 2 * MINUTE, "LedgerBusyError")
    assert waking.register.find(A).failed == "LedgerBusyError"
    assert waking.began(A, START, START + 3 * MINUTE)


def test_a_run_of_what_rests_or_is_gone_is_not_begun(waking):
    assert not waking.began(A, START, START)
    waking.register.add(A, "Desk", START)
    waking.register.pause(A)
    assert not waking.began(A, START, START)
    assert waking.register.find(A).paused


def test_a_hint_that_comes_in_during_a_run_is_answered_by_the_next(waking):
    waking.register.add(A, "Desk", START)
    waking.began(A, START, START)
    waking.hinted(A, START + 3 * SECOND)
    waking.ran(A, START, START + UNHINTED)
    assert waking.register.find(A).wake_at == START + 23 * SECOND
    assert waking.dispatch(START + MINUTE) == 1


class Overtaken(MemoryInbox):
    """An inbox that is reached just after a whole run."""

    def revise(self, workbook, change):
        deeds, self.deeds = getattr(self, "deeds", None), None
        if deeds:
            deeds()
        return super().revise(workbook, change)


def test_a_hint_that_a_whole_run_overtakes_is_answered_all_the_same(waking):
    waking = waking._replace(inbox=Overtaken())
    waking.register.add(A, "Desk", START)

    def runs_meanwhile():
        assert waking.began(A, START, START + SECOND)
        waking.ran(A, START + SECOND, None)

    waking.inbox.deeds = runs_meanwhile
    waking.hinted(A, START)
    assert waking.register.find(A).wake_at == START + QUIET


def test_what_a_run_says_falls_due_is_when_it_is_looked_at_next(waking):
    waking.register.add(A, "Desk", START)
    waking.began(A, START, START)
    waking.ran(A, START, START + 7 * MINUTE)
    assert waking.register.find(A)[3:] == (START + 7 * MINUTE, False, START, "")
    assert waking.inbox.mark(A).wake_at == START + 7 * MINUTE
