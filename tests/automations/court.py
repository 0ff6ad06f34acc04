"""A desk without a sheet: cases, a team and its caps, run again and again for their approvals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.automations.approvals import approval_of, approvals
from chalicelib.automations.costs import Costs
from chalicelib.automations.plan import OWNER_AT_THE_MACHINE, Facts, Plan, Recalled, Rows, Trust
from chalicelib.automations.trust import trust, trusted
from chalicelib.model.case import Case, Remedy
from chalicelib.model.face import judged
from chalicelib.model.intent import Intent
from chalicelib.model.money import Money
from chalicelib.model.person import Person, Role, Tongue
from chalicelib.model.private import digested
from chalicelib.model.problem import Problem
from chalicelib.model.question import Answer, Asked, Question
from chalicelib.model.refund import Refund
from chalicelib.model.verdict import Outcome, Verdict
from chalicelib.model.word import Language, Phrase
from chalicelib.policy.approval import Approval
from chalicelib.policy.authority import LOWEST, may_grant
from chalicelib.policy.book import Authority, PolicyBook
from chalicelib.policy.rule import DecisionTable, HitPolicy, compiled
from chalicelib.sla.escalation import Team
from chalicelib.sla.hours import BusinessHours
from chalicelib.sla.rulebook import Rulebook
from chalicelib.sla.say import Voice
from chalicelib.tables.workbook import BY_KEY

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HALF = timedelta(minutes=30)
ZONE = ZoneInfo("UTC")


def on_shift(opens: str, closes: str) -> BusinessHours:
    """Return hours that are the same on every day."""
    return BusinessHours(ZONE, {day: [(opens, closes)] for day in range(7)})


HOURS = {"Day": on_shift("09:00", "17:00"), "Evening": on_shift("16:00", "24:00")}
BEN = Person("Ben", "ben@shop.example", Role.JUNIOR, Tongue.EN, "", "Li Na")
IDA = Person("Ida", "ida@shop.example", Role.INTERMEDIATE, Tongue.EN, "Day", "Li Na")
IVO = Person("Ivo", "ivo@shop.example", Role.INTERMEDIATE, Tongue.EN, "Evening", "Li Na")
LI_NA = Person("Li Na", "lina@shop.example", Role.LEAD, Tongue.ZH, "Day", "Max")
MAX = Person("Max", "max@shop.example", Role.MANAGER, Tongue.EN, "")
BOSS = Person("Boss", "boss@shop.example", Role.OWNER)
PEOPLE = (BEN, IDA, IVO, LI_NA, MAX)


def caps(**limits: int | None) -> dict[Role, Authority]:
    """Return an Authority tab: each role's cap in USD, None for no limit, the next role above."""
    roles = [Role[name.upper()] for name in limits]
    above = [*roles[1:], None]
    return {
        role: Authority(f"A-{role.name}", role, frozenset(), _usd(limit), up, HALF)
        for role, limit, up in zip(roles, limits.values(), above, strict=True)
    }


def _usd(limit: int | None) -> Money | None:
    return None if limit is None else Money(Decimal(limit), "USD")


CAPS = caps(junior=50, intermediate=100, lead=500, manager=None)

POLICY = compiled((), [], HitPolicy.FIRST).table
"""A Policy tab that is in order."""


def case(amount: str = "80", **cells: Any) -> Case:
    """Return a case of Ben's in which money is to go back."""
    known = {"id": "C-1", "order": "O-1", "owner": "Ben", "remedy": Remedy.REFUND}
    return Case(**{**known, "amount": Decimal(amount), "currency": "USD", **cells})


class Court:
    """Runs approvals, and keeps what a ledger, an outbox and a store of questions would."""

    def __init__(
        self, *cases: Case, people: Iterable[Person] = PEOPLE, trust_: Trust = OWNER_AT_THE_MACHINE
    ) -> None:
        self.now = MONDAY
        self.cases = {one.id: one for one in cases or (case(),)}
        self.people = {one.id: one for one in people}
        self.caps: Mapping[Role, Authority] = CAPS
        self.shop: Person | None = None
        self.policy: DecisionTable | None = POLICY
        self.problems: list[Problem] = []
        self.trust = trust_
        self.live = True
        self.marks: dict[str, str] = {}
        self.memories: dict[Any, Any] = {}
        self.asked: dict[str, Asked] = {}
        self.pending: dict[str, Intent] = {}
        self.keys: list[str] = []
        self.unread: dict[str, frozenset[str]] = {}
        self.suppressed: tuple[Any, ...] = ()
        self.refunds: list[Refund] = []

    def run(self, minutes: float = 0) -> Plan:
        """Let time pass, run once, and keep what the plan wants kept."""
        self.now += timedelta(minutes=minutes)
        facts = self.facts()
        plan = Plan(questions=[])
        plan.add(trust(facts))
        self.seen = trusted(facts.after(plan))
        triaged = _triaged(self.seen)
        plan.add(approvals(triaged))
        self._keep(plan, triaged.rows("cases"))
        self.plan = plan
        return plan

    def facts(self) -> Facts:
        """Return what the automation is told."""
        people = self.people.values()
        by_name = {one.email.casefold(): one for one in people if one.email}
        by_name |= {one.id.casefold(): one for one in people}
        recalled = Recalled(
            "W-1",
            self.live,
            None,
            dict(self.memories),
            list(self.pending.values()),
            self.suppressed,
            0,
            dict(self.asked),
        )
        rows = Rows("cases", Phrase("Cases", "工单"), list(self.cases.values()), self.unread)
        refunds = Rows("refunds", Phrase("Refunds", "退款"), self.refunds, {})
        return Facts(
            now=self.now,
            run="r",
            voice=Voice(Language.EN, ZONE),
            tabs=[rows, refunds],
            rulebook=Rulebook({}, Team(by_name, HOURS, self.shop), 100, self.marks),
            recalled=recalled,
            names={key: Phrase(key, key) for key in BY_KEY},
            policies=PolicyBook(policy=self.policy, authority=self.caps),
            trust=self.trust,
            problems=self.problems,
            desk="Shop",
        )

    def _keep(self, plan: Plan, triaged: Iterable[Case]) -> None:
        before = dict(self.cases)
        self.cases |= {one.id: one for one in triaged}
        self.cases |= {change.new.id: change.new for change in plan.changes}
        self.written = [name for name, one in self.cases.items() if one != before[name]]
        self.memories |= plan.memories
        for question in plan.questions or ():
            self.asked.setdefault(question.id, Asked(question))
        open_ = {question.id for question in plan.questions or ()}
        self.asked = {name: one for name, one in self.asked.items() if name in open_}
        for name in plan.withdrawn:
            self.pending.pop(name, None)
        for intent in plan.intents:
            if intent.key not in self.keys:
                self.keys.append(intent.key)
                self.pending[intent.key] = intent

    def answer(self, who: str, choice: str = "yes", words: str = "", *, case: str = "") -> bool:
        """Let a person open the link of the newest open question, and answer it."""
        mine = [q for q in self.open() if q.name == who and (not case or f"/{case}/" in q.id)]
        if not mine:
            return False
        return self.replay(mine[-1].id, choice, words)

    def replay(self, name: str, choice: str = "yes", words: str = "") -> bool:
        """Answer by a link; False if the store does not take it."""
        one = self.asked.get(name)
        if one is None or one.answer or self.now >= one.question.expires:
            return False
        said = Answer(choice, words, self.now, "203.0.113.x, phone")
        self.asked[name] = Asked(one.question, said)
        return True

    def open(self) -> list[Question]:
        """Return the questions nobody has answered yet, in the order they were asked."""
        waiting = [one.question for one in self.asked.values() if one.answer is None]
        return sorted(waiting, key=lambda q: (q.asked, q.id))

    def waiting(self) -> list[str]:
        """Return who may answer now."""
        return [question.name for question in self.open()]

    def forgets(self) -> None:
        """Let all people be forgotten: of what is theirs the digests are left."""
        for key, memory in self.memories.items():
            notes = digested(memory.notes, lambda text: sha256(text.encode()).hexdigest())
            self.memories[key] = memory._replace(notes=notes)

    def typed(self, name: str = "C-1", **cells: Any) -> None:
        """Let somebody type into a case."""
        self.cases[name] = replace(self.cases[name], **cells)

    def verdict(self, name: str = "C-1") -> Verdict:
        """Return the verdict on a case as the last run left it."""
        return self.cases[name].face.verdict

    def approval(self, name: str = "C-1") -> Approval:
        """Return what is kept of a case."""
        return approval_of(self.facts(), name)


def _triaged(facts: Facts) -> Facts:
    """Return the facts with what case_triage says of each case by its owner's authority."""
    rows, *others = facts.tabs
    judged_ = [_judged(facts, one) for one in rows.records]
    return replace(facts, tabs=[rows._replace(records=judged_), *others])


def _judged(facts: Facts, one: Case) -> Case:
    owner = facts.rulebook.team.people.get(one.owner.casefold())
    role = (owner.role if owner else None) or LOWEST
    may = may_grant(facts.policies, role, one.remedy or Remedy.REFUND, Costs(facts).of(one))
    outcome = Outcome.GRANTED if may else Outcome.NEEDS_APPROVAL
    options = "refund up to 90.00 USD · coupon up to 5.00 USD"
    if one.closed or one.remedy is None:
        return judged(one, Verdict())
    return judged(one, Verdict(outcome=outcome, options=options, step="do it"))
