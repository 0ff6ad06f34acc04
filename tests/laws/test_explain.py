"""Law 10: every state can say why: its rule, its ends, and intervals that add up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.automations.explain import explain
from chalicelib.model.face import ClockState
from chalicelib.sla import why
from chalicelib.sla.lines import SlaLine
from chalicelib.sla.target import Unit
from tests.laws.desks import NOWS, SOME, books, instants
from tests.laws.promises import PLAN
from tests.memory import desk_of, small_book

STARTED = {
    ClockState.ON_TRACK,
    ClockState.DUE_SOON,
    ClockState.PAUSED,
    ClockState.MET,
    ClockState.MET_LATE,
    ClockState.OVERDUE,
}


def explained(desk, now):
    """Return the facts, and every clock of every record, explained."""
    facts = desk.runner.facts(now)
    names = {record.id for rows in facts.tabs for record in rows.records}
    return facts, [c for name in sorted(names) for e in explain(facts, name) for c in e.clocks]


@SOME
@given(books(), NOWS, st.integers(0, 5000))
def test_every_state_says_why(book, now, minutes):
    with TemporaryDirectory() as folder:
        desk = desk_of(book, Path(folder), now)
        reminders = desk.run("round", now).report.plan.intents
        facts, clocks = explained(desk, now + timedelta(minutes=minutes))
        for clock in clocks:
            says_why(clock, facts.voice)
        rules = [line.id for line in book_rules(facts)]
        assert all(i.why.partition(":")[0] in rules for i in reminders if i.clock)


def book_rules(facts):
    return [r for s in facts.rulebook.rulesets.values() for c in s.choosers for r in c.rules]


def says_why(clock, voice):
    reading, steps, _ = clock
    first, *rest = steps
    said = {step.what for step in rest}
    assert first.what == why.RULE
    assert first.said.startswith(f"{reading.rule.id} · {reading.rule.clock} · ")
    assert why.short(reading, voice).startswith(f"{reading.rule.id}: ")
    assert (why.STARTED in said) == (reading.start is not None)
    assert reading.state not in STARTED or why.STARTED in said
    assert (why.ENDED in said) == (reading.stop is not None)
    assert (why.FAULT in said) == (reading.state is ClockState.CANNOT_TELL)


WAITING = "Status = waiting on customer; Waiting since"


def office(target, cap):
    """Return a rule that counts office hours, or days, and stands still while one waits."""
    ends = {"start": "Opened", "stop": "Closed", "pause": WAITING, "pause_cap": cap}
    return SlaLine("T1", True, "Work", "Cases", calendar="Office", target=target, **ends)  # noqa: FBT003


@SOME
@given(
    st.lists(st.tuples(instants(), st.none() | instants()), min_size=1, max_size=6),
    NOWS,
    st.sampled_from(["1 h", "8 h", "45 min", "40 h"]),
    st.sampled_from([None, timedelta(hours=7)]),
)
def test_the_intervals_of_working_time_add_up_to_the_target(rows, now, target, cap):
    cases = [
        {"id": f"C-{n}", "status": "open", "opened": opened, "waiting_since": since}
        for n, (opened, since) in enumerate(rows)
    ]
    book = small_book(PLAN._replace(rules=[office(target, cap)]), cases=cases)
    with TemporaryDirectory() as folder:
        desk = desk_of(book, Path(folder), now)
        facts, clocks = explained(desk, now)
        for reading, steps, _ in clocks:
            if reading.state in STARTED:
                assert reading.target.unit is Unit.SPAN
                adds_up(reading)
                says_intervals(reading, steps, facts.voice)


def adds_up(reading):
    spans = reading.rule.calendar.hours.periods(reading.start.by, reading.due)
    stood = [
        max(timedelta(), min(end, off) - max(start, on))
        for start, end in spans
        for on, off in reading.pauses
    ]
    counted = sum((end - start for start, end in spans), timedelta()) - sum(stood, timedelta())
    assert counted == reading.target.span


def says_intervals(reading, steps, voice):
    spans = reading.rule.calendar.hours.periods(reading.start.by, reading.due)
    said = [step.said for step in steps if step.what == why.COUNTED]
    words = [f"{voice.at(start)} – {voice.at(end)}" for start, end in spans]
    assert said[: why.MOST] == words[: why.MOST]
    assert (len(said) > why.MOST) == (len(words) > why.MOST)
    stood = [step.said for step in steps if step.what == why.STOOD]
    assert stood == [f"{voice.at(start)} – {voice.at(end)}" for start, end in reading.pauses]
