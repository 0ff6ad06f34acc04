"""Law 4: each promise is told once, whatever crashes, repeats, overlaps or is taken back."""

from __future__ import annotations

from contextlib import closing

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chalicelib.automations.explain import explain
from chalicelib.automations.plan import CLOCK_PARTS, REMINDERS
from chalicelib.automations.sla_sweep import TOLD
from chalicelib.automations.tell import key
from chalicelib.model.intent import Suppression
from chalicelib.ports.mail import MailLaterError, MailRefusedError, MailUnsureError
from chalicelib.runner import Runner
from chalicelib.sla.ladder import armed
from chalicelib.tables.workbook import CASES
from tests.fate import Fate
from tests.laws.desks import MINUTE
from tests.laws.history import (
    NAMES,
    World,
    cases,
    fields,
    mail_of,
    promises,
    shifts,
    statuses,
    steps,
    targets,
)

ANSWERS = (MailRefusedError, MailLaterError, MailUnsureError)
addresses = st.sampled_from(["anna@shop.example", "ben@shop.example", "new@shop.example"])
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

    @rule(address=addresses, what=st.sampled_from([None, *ANSWERS]))
    def mail_to_an_address_fails_or_not(self, address, what):
        mailer = self.world.post.mailer
        mailer.refuses.clear()
        if what:
            mailer.refuses[address] = what("what the server said")

    @rule(address=addresses)
    def the_answers_to_mails_get_lost(self, address):
        self.world.post.mailer.deaf ^= {address}

    @rule(address=addresses, why=st.sampled_from(Suppression))
    def mail_comes_back(self, address, why):
        self.world.post.suppress(address, why, self.world.now)

    @rule(person=st.sampled_from(["Anna", "Ben"]), step=steps, address=addresses)
    def mail_comes_back_until_the_address_is_corrected(self, person, step, address):
        wrong = f"{person.casefold()}@shop.example"
        self.world.post.suppress(wrong, Suppression.BOUNCED, self.world.now)
        self.world.passes(step)
        self.world.runs()
        self.world.moved_on(person, address)
        self.world.runs()

    @rule(address=addresses)
    def an_address_is_allowed_again(self, address):
        self.world.post.allow(address)

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


@pytest.fixture
def world():
    with closing(World()) as made:
        yield made


@pytest.mark.parametrize("slip", [{"opened": "soon"}, {"status": "cancelled"}])
def test_a_reminder_taken_back_by_a_slip_is_told_when_it_is_true_again(world, slip):
    """Ben is told in office hours only: the night is long enough for a slip."""
    was = {key: world.book.cell(CASES, "C-2", key) for key in slip}
    world.passes(600 * MINUTE)
    world.runs()
    assert "pending" in responses(world).values()
    world.typed("C-2", **slip)
    world.runs()
    assert "pending" not in responses(world).values()
    world.typed("C-2", **was)
    world.rests()
    assert told_again(world)


def test_a_reminder_taken_back_with_its_row_is_told_when_the_row_is_there_again(world):
    world.passes(600 * MINUTE)
    world.runs()
    world.moved("C-2")
    world.runs()
    assert "pending" not in responses(world).values()
    world.moved("C-2")
    world.rests()
    assert told_again(world)


def told_again(world):
    """Return whether Ben was told, under the second arming of the rung."""
    armed_twice = [key for key in responses(world) if rung_of(key)[1:] == (1, 2)]
    return [key for key in armed_twice if world.post.told[key] == 1]


def responses(world):
    """Return what became of the reminders to Ben to propose a remedy."""
    mine = [(i.key, how) for i, how, _ in world.post.listed() if i.clock == "Response"]
    return {key: how for key, how in mine if key.startswith("W-1/cases/C-2/")}


def test_what_was_answered_after_a_crash_is_not_told(world):
    world.passes(45 * MINUTE)
    world.typed("C-1", kind="complaint")
    world.runs(Fate(4))
    assert "claimed" in {how for _, how, _ in world.post.listed()}
    world.typed("C-1", first_reply=world.now)
    world.runs()
    assert {how for _, how, _ in world.post.listed()} == {"withdrawn"}
    assert world.post.mailer.mails == []


def test_a_breach_at_closing_time_is_told_then_and_not_at_the_next_opening(world):
    """Eight office hours from 09:00 with a break of one end at 18:00, when the office closes."""
    world.passes(541 * MINUTE)
    world.runs()
    told = {rung_of(name) for name in world.post.told if "/Response/" in name}
    assert ("W-1/cases/C-1/Response/1", 1, 1) in told


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("left", range(1, 9))
def test_a_customer_is_asked_once_and_can_answer_wherever_the_run_dies(world, left, before):
    world.passes(45 * MINUTE)
    world.runs()
    world.typed("C-1", status="closed", closed=world.now)
    world.runs(Fate(left, before))
    world.rests()
    asked = "W-1/cases/C-1/rating/1"
    assert [name for name in world.post.told if "/rating/" in name] == [asked]
    assert [mail_of(one) for one in world.open()] == [asked]
