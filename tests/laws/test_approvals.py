"""Approvals, over any small history: whose yes counted, for what, and that nobody is asked twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.automations.plan import Trust
from chalicelib.model.case import Remedy
from chalicelib.model.money import Money
from chalicelib.model.person import Role
from chalicelib.model.question import Answer, Asked, QuestionKind
from chalicelib.model.verdict import Outcome
from chalicelib.policy.approval import KEPT, subject_of
from chalicelib.tables.workbook import CASES
from tests.automations.court import BOSS, CAPS, PEOPLE, Court, caps, case
from tests.test_approval_run import Office

MANY = settings(max_examples=max(40, settings.default.max_examples // 4))
NAMES = [person.id for person in PEOPLE]
TABS = (
    CAPS,
    caps(junior=50, intermediate=60, lead=70),
    caps(junior=10, intermediate=1000, lead=2000, manager=None),
    caps(junior=500, manager=None),
)
DEEDS = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from([0, 1, 20, 31, 600, 11_000])),
    st.tuples(st.just("answer"), st.sampled_from([*NAMES, "Boss"]), st.sampled_from(["yes", "no"])),
    st.tuples(st.just("replay"), st.integers(0, 9), st.sampled_from(["yes", "no"])),
    st.tuples(st.just("late"), st.integers(0, 9)),
    st.tuples(st.just("amount"), st.sampled_from(["40", "80", "80.00", "300", "900"])),
    st.tuples(st.just("remedy"), st.sampled_from([Remedy.REFUND, Remedy.COUPON])),
    st.tuples(st.just("owner"), st.sampled_from([*NAMES, ""])),
    st.tuples(st.just("away"), st.sampled_from(NAMES), st.sampled_from([0, 1])),
    st.tuples(st.just("role"), st.sampled_from(NAMES), st.sampled_from(list(Role))),
    st.tuples(st.just("address"), st.sampled_from(NAMES), st.sampled_from(["a", "b"])),
    st.tuples(st.just("caps"), st.sampled_from(range(len(TABS)))),
    st.tuples(st.just("confirm"), st.sampled_from(["yes", "no"])),
)
ON_DESK = st.one_of(
    st.tuples(st.sampled_from(["ida", "anna", "lina"]), st.sampled_from(["yes", "no"])),
    st.tuples(
        st.just("typed"),
        st.fixed_dictionaries(
            {},
            optional={
                "amount": st.sampled_from([40.0, 80.0, 800.0, "a lot", ""]),
                "owner": st.sampled_from(["Ben", "Ida", ""]),
                "remedy": st.sampled_from(["refund", "reship", "补发"]),
                "outcome": st.just("approved"),
                "approval_decided": st.just("2026-03-09 10:00"),
                "closed": st.just("2026-03-09 10:00"),
            },
        ),
    ),
)
HISTORIES = st.lists(DEEDS, min_size=1, max_size=14)


class Witness(Court):
    """A court that looks at every run."""

    def __init__(self, *, shared: bool) -> None:
        trust = Trust(owner=not shared, pinned=shared)
        super().__init__(case("80"), trust_=trust)
        self.shop = BOSS
        self.links: list[str] = []
        self.steps: dict[tuple[object, ...], str] = {}
        self.look()

    def look(self) -> None:
        """Run, and hold what happened against the laws; run again, and nothing may happen."""
        before, told = self.approval(), set(self.keys)
        plan = self.run()
        after, verdict = self.approval(), self.verdict()
        assert not told.intersection(intent.key for intent in plan.intents)
        self.links += [q.id for q in self.open() if q.id not in self.links]
        if after.decision and not before.decision:
            self.newly_decided(after.by)
        if verdict.outcome is Outcome.APPROVED:
            assert (after.approved, after.subject) == (True, self.subject())
        for step, ask in enumerate(after.asks):
            place = (after.number, step)
            assert self.steps.setdefault(place, ask.mark) == ask.mark
        self.nobody_asked_in_vain()
        again = self.run()
        assert (again.memories, again.intents, self.written) == ({}, [], [])

    def newly_decided(self, name: str) -> None:
        """Check the one who decided against the caps and people that counted in that run."""
        one = self.cases["C-1"]
        assert name != one.owner
        if name != "Boss":
            person = self.seen.rulebook.team.people[name.casefold()]
            assert self.suffices(person.role)

    def suffices(self, role: Role | None) -> bool:
        """Whether a role's cap suffices, reckoned anew."""
        row = self.seen.policies.authority.get(role) if role else None
        amount = self.cases["C-1"].amount
        return row is not None and (row.cap is None or amount <= row.cap.amount)

    def subject(self) -> str:
        """Return the mark of what stands in the row."""
        one = self.cases["C-1"]
        return subject_of(one, Money(one.amount, "USD")).mark

    def nobody_asked_in_vain(self) -> None:
        """Check that whoever may answer now could also grant it now."""
        for question in self.open():
            if question.kind is QuestionKind.APPROVAL and question.name != "Boss":
                person = self.seen.rulebook.team.people[question.name.casefold()]
                assert self.suffices(person.role)
                assert (person.email, person.id) == (question.to, question.name)
                assert question.name != self.cases["C-1"].owner

    def do(self, deed: tuple[object, ...]) -> None:
        """Let something happen."""
        getattr(self, f"_{deed[0]}")(*deed[1:])

    def _wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def _answer(self, who: str, choice: str) -> None:
        self.answer(who, choice, "because", case="C-1")

    def _replay(self, number: int, choice: str) -> None:
        if number < len(self.links):
            self.replay(self.links[number], choice)

    def _late(self, number: int) -> None:
        """An answer that came too late gets into the store all the same."""
        if number < len(self.links) and self.links[number] in self.asked:
            one = self.asked[self.links[number]].question
            if one.kind is QuestionKind.APPROVAL:
                said = Answer("yes", "", one.asked + KEPT, "late")
                self.asked[one.id] = Asked(one, said)
                before = self.approval().decision
                self.run()
                assert self.approval().decision == before
                self.asked = {name: a for name, a in self.asked.items() if a.answer is not said}

    def _amount(self, text: str) -> None:
        self.typed(amount=Decimal(text))

    def _remedy(self, remedy: Remedy) -> None:
        self.typed(remedy=remedy)

    def _owner(self, name: str) -> None:
        self.typed(owner=name)

    def _away(self, name: str, gone: int) -> None:
        person = self.people[name]
        self.people[name] = replace(person, away_from=self.now if gone else None)

    def _role(self, name: str, role: Role) -> None:
        self.people[name] = replace(self.people[name], role=role)

    def _address(self, name: str, host: str) -> None:
        address = f"{name.replace(' ', '').lower()}@{host}.example"
        self.people[name] = replace(self.people[name], email=address)

    def _caps(self, number: int) -> None:
        self.caps = TABS[number]

    def _confirm(self, choice: str) -> None:
        waiting = [q.id for q in self.open() if q.kind is QuestionKind.RULES]
        if waiting:
            self.replay(waiting[0], choice)


@MANY
@given(HISTORIES)
def test_no_yes_counts_above_its_cap_and_nobody_is_asked_twice(deeds):
    court = Witness(shared=False)
    for deed in deeds:
        court.do(deed)
        court.look()


@MANY
@given(HISTORIES)
def test_so_in_a_sheet_that_many_can_edit(deeds):
    court = Witness(shared=True)
    for deed in deeds:
        court.do(deed)
        court.look()


@MANY
@given(HISTORIES)
def test_what_was_decided_stays_while_the_case_is_left_alone(deeds):
    court = Witness(shared=False)
    court.answer("Ida", "yes")
    court.look()
    untouched = {"wait", "replay", "late", "away", "answer"}
    for deed in deeds:
        if deed[0] in untouched:
            court.do(deed)
            court.look()
            assert court.verdict().outcome is Outcome.APPROVED
            assert court.approval().by == "Ida"


@settings(max_examples=max(6, settings.default.max_examples // 15))
@given(st.lists(ON_DESK, min_size=1, max_size=6))
def test_a_whole_desk_settles_after_each_run(deeds):
    with TemporaryDirectory() as folder:
        office = Office(Path(folder))
        for minute, (deed, said) in enumerate(deeds):
            if deed == "typed":
                office.book.typed(CASES, "C-1", **said)
            elif deed in office.asked():
                office.answers(deed, said, "because")
            office.run(minute * 16)
            shown = office.cell("outcome"), office.cell("step")
            again = office.run(minute * 16).report
            assert (again.written.cells, again.told, again.withdrawn) == (0, 0, 0)
            assert again.plan.memories == {}
            assert (office.cell("outcome"), office.cell("step")) == shown
