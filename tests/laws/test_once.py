"""Law 4: each promise is told once, whatever crashes, repeats, overlaps or is taken back."""

from __future__ import annotations

from contextlib import closing

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chalicelib.automations.explain import explain
from chalicelib.automations.plan import CLOCK_PARTS, REMINDERS
from chalicelib.automations.sla_sweep import TOLD
from chalicelib.automations.tell import key
from chalicelib.ports import MailRefusedError
from chalicelib.runner import Runner
from chalicelib.sla.ladder import armed
from tests.laws.desks import SOME
from tests.laws.history import (
    NAMES,
    World,
    cases,
    fields,
    promises,
    shifts,
    statuses,
    steps,
    targets,
)
from tests.memory import Fate

KEPT = {"sent", "claimed"}
"""What became of a reminder that was told, or that a mailer cannot tell about."""


def rung_of(name):
    """Return the clock, the rung and the arming that a reminder's key names."""
    parts = name.split("/")
    return "/".join(parts[:CLOCK_PARTS]), int(parts[CLOCK_PARTS]), int(parts[CLOCK_PARTS + 1])


class Once(RuleBasedStateMachine):
    """People edit, time passes, runs crash, repeat and overlap."""

    @initialize(tells=st.booleans(), limit=st.sampled_from([1, 3, 200]))
    def begin(self, tells, limit):
        self.tells = tells
        self.world = World(tells=tells, limit=limit)

    @rule(name=cases, status=statuses)
    def a_status_changes(self, name, status):
        self.world.typed(name, status=status)

    @rule(name=cases, field=fields, shift=shifts)
    def an_instant_is_typed(self, name, field, shift):
        self.world.typed(name, **{field: self.world.now + shift})

    @rule(name=cases, field=fields, cell=st.sampled_from([None, None, "soon"]))
    def an_instant_is_cleared_or_garbled(self, name, field, cell):
        self.world.typed(name, **{field: cell})

    @rule(
        name=cases,
        kind=st.sampled_from(["complaint", "inquiry"]),
        owner=st.sampled_from(["Anna", "Ben"]),
    )
    def a_case_is_looked_at_anew(self, name, kind, owner):
        self.world.typed(name, kind=kind, owner=owner)

    @rule(name=cases)
    def a_row_is_cut_or_pasted(self, name):
        self.world.moved(name)

    @rule(name=cases)
    def a_row_is_doubled_or_not(self, name):
        self.world.doubled(name)

    @rule(number=promises, length=targets)
    def a_promise_changes(self, number, length):
        self.world.amended(number, target=length)

    @rule(number=promises, active=st.booleans())
    def a_promise_is_set_aside(self, number, active):
        self.world.amended(number, active="yes" if active else "no")

    @rule(step=steps)
    def time_passes_and_the_desk_runs(self, step):
        self.world.passes(step)
        self.world.runs()

    @rule()
    def the_desk_runs_twice(self):
        self.world.runs()
        self.world.runs()

    @rule(step=steps, left=st.integers(1, 12), before=st.booleans())
    def a_run_crashes(self, step, left, before):
        self.world.passes(step)
        self.world.runs(Fate(left, before))

    @rule(step=steps, left=st.integers(1, 2), before=st.booleans())
    def a_copy_runs_in_the_midst_of_a_run(self, step, left, before):
        self.world.passes(step)
        self.world.runs(Fate(left, before, self.world.copies))

    @rule(step=steps, name=cases, status=statuses)
    def somebody_saves_in_the_midst_of_a_run(self, step, name, status):
        self.world.passes(step)
        self.world.book.meanwhile.append(lambda: self.world.typed(name, status=status))
        self.world.runs()

    @rule(busy=st.booleans())
    def the_workbook_is_opened_or_closed(self, busy):
        self.world.book.busy = busy

    @rule(refused=st.booleans())
    def an_address_is_refused_or_not(self, refused):
        refuses = self.world.post.mailer.refuses
        refuses.clear()
        if refused:
            refuses["anna@shop.example"] = MailRefusedError("no such mailbox")

    @rule()
    def the_owner_lets_go_what_is_held(self):
        self.world.post.release_held(self.world.now)

    @invariant()
    def each_key_is_told_once(self):
        if hasattr(self, "world"):
            assert [name for name, times in self.world.post.told.items() if times > 1] == []

    def teardown(self):
        if hasattr(self, "world"):
            with closing(self.world):
                self.world.rests()
                self.each_key_is_told_once()
                self.every_rung_is_told()
                self.only_doubts_are_left_open()

    def every_rung_is_told(self):
        """Of each clock due soon or overdue, the rung it stands on was told.

        Or one above it was to be told in its place, when both were passed between two runs.
        """
        listed = self.world.post.listed()
        status = {intent.key: how for intent, how, _ in listed if intent.kind in REMINDERS}
        asked = {rung_of(name): how for name, how in status.items()}
        for clock, rung, arming in self.rungs():
            above = any(c == clock and r > rung for c, r, _ in asked)
            assert above or asked.get((clock, rung, arming)) in KEPT, (clock, rung, asked)

    def rungs(self):
        """Return the rungs that pressing clocks stand on, and how often each was armed."""
        facts = Runner(self.world.book, self.world.ledger).facts(self.world.now)
        for name in NAMES:
            for found in explain(facts, name):
                for reading, _, kept in found.clocks:
                    if reading.state in TOLD and reading.ladder.passed:
                        rung = reading.ladder.passed[-1]
                        clock = key("W-1", "cases", name, reading.rule.clock, reading.cycle)
                        yield clock, rung, armed(kept, rung)

    def only_doubts_are_left_open(self):
        open_ = {how for _, how, _ in self.world.post.listed()} - {"sent", "withdrawn"}
        assert open_ <= (set() if self.tells else {"claimed"})


TestOnce = Once.TestCase
TestOnce.settings = SOME
