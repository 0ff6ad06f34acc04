"""Whom to ask for a yes: the lowest role that may give it, on duty, trusted, and nobody's own judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from chalicelib.automations.plan import Facts
from chalicelib.automations.tell import receiver_mark
from chalicelib.model.case import Case
from chalicelib.model.face import answerable
from chalicelib.model.intent import same_address
from chalicelib.model.money import Money
from chalicelib.model.person import Person, Role
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.question import QuestionKind
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.approval import MARK, Ask
from chalicelib.policy.authority import LOWEST, deciders, may_grant
from chalicelib.sla.instants import BeyondHorizonError

PATIENCE = timedelta(minutes=30)
"""How long a role has for an answer that no row of Authority names (RULEBOOK 1)."""
NOBODY = Phrase(
    "a case needs approval by {roles}, and nobody trusted of that role can be asked now:"
    " fill in name, e-mail and role of one who is not away",
    "有工单需要 {roles} 审批，但目前没有可以询问的该角色人员：请填写一位在岗人员的姓名、邮箱和角色",
)
NO_ROLE = Phrase(
    "a case needs approval beyond every cap of this tab: raise the cap of a role, or leave it empty",
    "有工单超出本表所有权限上限：请提高某一角色的上限，或将其留空",
)
FARTHEST = 5
"""How many people away in a row are stood in for, each by whom that one reports to."""


class Approvers(NamedTuple):
    """Those who may say yes to what one case asks for."""

    facts: Facts
    case: Case
    cost: Money | None
    load: Counter[str]
    """How many questions wait for each address."""

    def next(self, asked: Sequence[Ask]) -> Person | None:
        """Return who is asked next: of the lowest role first, one on duty; the shop's owner last.

        Of a role of which somebody was asked, another is only asked who is on duty.
        """
        left = {role: self._left(role, asked) for role in self.roles()}
        for role, people in left.items():
            on_duty = [one for one in people if self._on_duty(one)]
            again = any(ask.role == role.value for ask in asked)
            if on_duty or (people and not again):
                return self._least_asked(on_duty or people)
        rest = [one for people in left.values() for one in people]
        return self._least_asked(rest) if rest else next(self._shop(asked), None)

    def may(self, person: Person) -> bool:
        """Whether a person's yes would count."""
        return self.counts(person) and not self._is_own(person) and self._suffices(person)

    def counts(self, person: Person) -> bool:
        """Whether a person is trusted (ARCHITECTURE 2)."""
        trust = self.facts.trust
        shop = self._is_shop(person)
        named = same_address(person.email) in trust.approvers or (shop and trust.pinned)
        if trust.approvers and not named:
            return False
        if shop:
            return True
        return bool(person.email) and folded_text(person.id) not in trust.doubted

    def roles(self) -> tuple[Role, ...]:
        """Return who decides above the case's owner, the lowest role first."""
        owner = self._named(answerable(self.case))
        mine = (owner.role if owner else None) or LOWEST
        wanted = self.case.remedy
        return deciders(self.facts.policies, mine, wanted, self.cost) if wanted else ()

    def role(self, person: Person) -> Role | None:
        """Return as what a person decides."""
        return Role.OWNER if self._is_shop(person) else person.role

    def found(self, ask: Ask) -> Person | None:
        """Return who was asked, if that name still has the address it had then."""
        workbook = self.facts.recalled.workbook
        named = (one for one in self._everyone() if one.id == ask.to)
        return next((one for one in named if receiver_mark(workbook, one, MARK) == ask.mark), None)

    def nobody(self) -> Problem:
        """Return what is wrong where nobody can be asked."""
        roles = self.roles()
        tab, what = ("team", NOBODY) if roles else ("authority", NO_ROLE)
        names = Phrase(", ".join(r.value for r in roles), "、".join(r.zh for r in roles))
        return Problem(tab, 0, "role", what.fill(roles=names), Rank.CELL)

    def released(self, person: Person) -> datetime:
        """Return when a person may be asked: in the person's own hours."""
        return self.facts.rulebook.team.release(person, self.facts.now, urgent=False)

    def due(self, person: Person) -> datetime:
        """Return until when a person has, on the person's own shift (RULEBOOK 1)."""
        patience = patience_of(self.facts, self.role(person))
        hours = self.facts.rulebook.team.hours.get(person.hours)
        start = self.released(person)
        try:
            return hours.add(start, patience) if hours else start + patience
        except BeyondHorizonError:
            return start + patience

    def is_here(self, person: Person) -> bool:
        """Whether a person is not away, and mail reaches the address."""
        shut = {same_address(one.address) for one in self.facts.recalled.suppressed}
        return not person.away(self.facts.now) and same_address(person.email) not in shut

    def _left(self, role: Role, asked: Sequence[Ask]) -> list[Person]:
        """Return those of a role who may be asked; where all are away, who stands in for them."""
        mine = [one for one in self._with(role) if self.may(one)]
        here = [one for one in mine if self.is_here(one)]
        stand_in = [other for one in mine for other in self._instead(one)]
        return [one for one in here or stand_in if not self._was_asked(one, asked)]

    def _with(self, role: Role) -> list[Person]:
        return [one for one in self._everyone() if self.role(one) is role]

    def _instead(self, person: Person) -> Iterator[Person]:
        for _ in range(FARTHEST):
            boss = self._named(person.reports_to)
            if boss is None:
                return
            if self.is_here(boss):
                yield from [boss] if self.may(boss) else []
                return
            person = boss

    def _shop(self, asked: Sequence[Ask]) -> Iterator[Person]:
        shop = self.facts.rulebook.team.shop
        if shop and self.may(shop) and self.is_here(shop) and not self._was_asked(shop, asked):
            yield shop

    def _suffices(self, person: Person) -> bool:
        """Whether a person's role may grant it; the shop's owner may where no row says otherwise."""
        role, book, wanted = self.role(person), self.facts.policies, self.case.remedy
        if role is Role.OWNER and role not in book.authority:
            return self._is_shop(person)
        return bool(role and wanted and may_grant(book, role, wanted, self.cost))

    def _is_shop(self, person: Person) -> bool:
        shop = self.facts.rulebook.team.shop
        if shop is None or not shop.email or not self.facts.trust.shop:
            return False
        return same_address(person.email) == same_address(shop.email)

    def _is_own(self, person: Person) -> bool:
        """Whether the case is the person's own, under whatever name."""
        name = answerable(self.case)
        owner = self._named(name)
        mine = same_address(owner.email) == same_address(person.email) if owner else False
        return mine or folded_text(name) == folded_text(person.id)

    def _was_asked(self, person: Person, asked: Collection[Ask]) -> bool:
        mark = receiver_mark(self.facts.recalled.workbook, person, MARK)
        return any(ask.mark == mark for ask in asked)

    def _least_asked(self, people: Sequence[Person]) -> Person:
        return min(people, key=lambda one: self.load[same_address(one.email)])

    def _on_duty(self, person: Person) -> bool:
        """Whether a person may be asked at once."""
        return self.released(person) <= self.facts.now

    def _named(self, name: str) -> Person | None:
        return self.facts.rulebook.team.people.get(folded_text(name)) if name else None

    def _everyone(self) -> list[Person]:
        """Return the shop's owner and the team."""
        team = self.facts.rulebook.team
        everyone = team.everyone()
        return everyone if team.shop is None or team.shop in everyone else [team.shop, *everyone]


def patience_of(facts: Facts, role: Role | None) -> timedelta:
    """Return how long a role has for an answer."""
    row = facts.policies.authority.get(role) if role else None
    return row.patience if row else PATIENCE


def load_of(facts: Facts) -> Counter[str]:
    """Return how many approvals wait for each address."""
    waiting = (
        same_address(one.question.to)
        for one in facts.recalled.asked.values()
        if one.question.kind is QuestionKind.APPROVAL and one.answer is None
    )
    return Counter(waiting)
