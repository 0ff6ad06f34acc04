"""Laws of feedback, over any history of closing, reopening, answering and waiting."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.automations.feedback import feedback
from chalicelib.automations.plan import Facts, Recalled, Rows
from chalicelib.automations.rating import OPEN_FOR
from chalicelib.model.case import Case, CaseStatus, Remedy
from chalicelib.model.question import Answer, Asked
from chalicelib.model.word import Language, Phrase
from chalicelib.sla.escalation import Team
from chalicelib.sla.memory import Memory, Seen
from chalicelib.sla.rulebook import Rulebook
from chalicelib.sla.say import Voice

START = datetime(2026, 3, 2, tzinfo=UTC)
SECRETS = ("Quillfeather", "quill@buyers.example", "+49 30 5550100")
ANNA = Case(
    "CASE-1",
    order="A-1",
    status=CaseStatus.OPEN,
    customer=SECRETS[0],
    email=SECRETS[1],
    problem=f"call {SECRETS[2]}",
    topic=f"late, call {SECRETS[2]}",
    remedy=Remedy.COUPON,
    opened=START,
)


class World:
    """A desk with one case, run after each deed, that keeps what a ledger and a store would."""

    def __init__(self) -> None:
        self.now, self.last, self.live = START, None, False
        self.case: Case | None = ANNA
        self.memories: dict[Any, Memory] = {}
        self.asked: dict[str, Asked] = {}
        self.mails: list[datetime] = []
        self.answered = 0
        self.pending: dict[str, Any] = {}

    def facts(self) -> Facts:
        rows = Rows("cases", Phrase("Cases", "工单"), [self.case] if self.case else [], {})
        recalled = Recalled(
            "W-1", self.live, self.last, dict(self.memories), list(self.pending.values()),
            asked=dict(self.asked),
        )  # fmt: skip
        rulebook = Rulebook({}, Team({}, {}, None), 100)
        return Facts(self.now, "r", Voice(Language.EN, ZoneInfo("UTC")), [rows], rulebook, recalled)

    def run(self) -> None:
        facts = self.facts()
        plan = feedback(facts)
        self._check(plan)
        self._keep(plan)
        again = feedback(self.facts())
        assert (again.changes, again.intents, again.withdrawn, again.memories) == ([], [], [], {})
        self.last = self.now

    def _keep(self, plan: Any) -> None:
        self.memories |= plan.memories
        for change in plan.changes:
            self.case = change.new
        for intent in plan.intents:
            self.mails.append(self.now)
            self.pending[intent.key] = intent
        for key in plan.withdrawn:
            self.mails.remove(max(self.mails))
            del self.pending[key]
        for question in plan.questions:
            self.asked.setdefault(question.id, Asked(question))
        open_ = {question.id for question in plan.questions}
        self.asked = {name: one for name, one in self.asked.items() if name in open_}
        if self.case:  # what the sweep would have seen
            seen = (Seen(str(self.case.status), self.last, self.now),)
            key = ("cases", "CASE-1")
            self.memories[key] = self.memories.get(key, Memory())._replace(seen={"status": seen})

    def _check(self, plan: Any) -> None:
        assert self.live or not plan.intents
        assert not (self.answered and plan.intents)
        lately = [at for at in self.mails if at > self.now - OPEN_FOR]
        assert not (lately and plan.intents)
        kept = str([m.notes for m in plan.memories.values()]) + str(plan.listings)
        assert not any(secret in kept for secret in SECRETS)
        over = self.case and self.case.closed and self.case.closed <= self.now
        lines = {line.case for line in plan.listings["library"]}
        assert not over or lines == {"CASE-1"}

    def close(self, _choice: int) -> None:
        if self.case:
            self.case = replace(self.case, closed=self.now, status=CaseStatus.CLOSED)

    def reopen(self, _choice: int) -> None:
        if self.case:
            self.case = replace(self.case, closed=None, status=CaseStatus.OPEN)

    def answer(self, choice: int) -> None:
        for name, one in self.asked.items():
            if one.answer is None and self.now < one.question.expires:
                said = Answer(str(choice % 5 + 1), "fine", self.now, "phone")
                self.asked[name] = one._replace(answer=said)
                self.answered = choice % 5 + 1
                return

    def send(self, _choice: int) -> None:
        self.pending.clear()

    def wait(self, choice: int) -> None:
        self.now += timedelta(hours=choice * choice)

    def go_live(self, _choice: int) -> None:
        self.live = True

    def lose(self, _choice: int) -> None:
        self.case = None


OFTEN = ["close", "reopen", "wait"]
DEEDS = st.sampled_from([*OFTEN, *OFTEN, *OFTEN, "answer", "send", "go_live", "lose"])
HISTORIES = st.lists(st.tuples(DEEDS, st.integers(0, 40)), min_size=4, max_size=25)


@given(HISTORIES, st.booleans())
def test_nobody_is_asked_twice_a_month_nor_after_an_answer_and_nothing_names_the_customer(
    history, live
):
    world = World()
    world.live = live
    for deed, choice in history:
        getattr(world, deed)(choice)
        world.run()
    if world.answered:
        notes = world.memories["cases", "CASE-1"].notes
        assert notes["rating"]["rating"] == world.answered
