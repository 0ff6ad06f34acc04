"""One case that needs a yes: whom it waits for, what was answered, and what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from chalicelib.automations.approvers import Approvers
from chalicelib.automations.asking import Request, amount, what
from chalicelib.automations.costs import Costs
from chalicelib.automations.plan import Facts, Plan, Rows
from chalicelib.automations.tell import receiver_mark
from chalicelib.model import private
from chalicelib.model.case import Case
from chalicelib.model.face import answerable
from chalicelib.model.intent import Intent, same_address
from chalicelib.model.mask_text import text as veiled
from chalicelib.model.person import Person
from chalicelib.model.question import CHOICES, Answer, Question, QuestionKind
from chalicelib.model.verdict import Outcome, Verdict
from chalicelib.model.word import Phrase
from chalicelib.policy.approval import MARK, Approval, Ask
from chalicelib.sla.escalation import OWNER

NOBODY = Phrase(
    "Needs approval, but nobody who may give it can be asked: look at Team and Authority",
    "需要审批，但没有可以审批的人：请检查“团队”和“权限”",
)
SHADOW = Phrase(
    "Needs approval; nobody is asked before the desk goes live", "需要审批；正式启用前不会发出请求"
)
WAITING = Phrase(
    "Waits for {people} to approve {what}, until {due}", "等待 {people} 审批{what}，截止 {due}"
)
LAST = Phrase(
    "{waits}; nobody else can be asked: look at Team and Authority",
    "{waits}；没有其他人可以询问：请检查“团队”和“权限”",
)
VOID = Phrase("{people} may not decide this any more. {then}", "{people} 已无权审批；{then}")
APPROVED = Phrase("{by} approved: carry it out: {what}", "{by} 已批准：请执行{what}")
REFUSED = Phrase("{by} refused: {words}", "{by} 已拒绝：{words}")
INSTEAD = Phrase("{refused}; offer instead: {options}", "{refused}；可改为：{options}")
OPTION = " · "
"""What stands between the options of a verdict."""
KIND = QuestionKind.APPROVAL
COMMA = Phrase(", ", "、")


class Sweep(NamedTuple):
    """All cases: what is known, and where wishes are gathered."""

    facts: Facts
    rows: Rows
    plan: Plan
    questions: list[Question]
    """All that people are to be asked."""
    load: Counter[str]
    """How many questions wait for each address."""
    costs: Costs


class Judged(NamedTuple):
    """One case that needs a yes."""

    sweep: Sweep
    case: Case
    approvers: Approvers

    def answered(self, approval: Approval) -> Approval:
        """Return the approval with the first answer of somebody who may decide, if there is one.

        Whoever was asked and may not decide any more has lost the say in it.
        """
        if approval.decision:
            return approval
        for step, ask in enumerate(approval.asks):
            if not (ask.void or self._may(ask)):
                approval = approval.without(step)
        said = sorted(self._answers(approval), key=lambda one: one[1].at)
        for ask, answer in said[:1]:
            approval = approval._replace(
                decision=answer.choice,
                by=ask.to,
                at=answer.at,
                where=answer.where,
                words=veiled(answer.words),
            )
        return approval

    def asked(self, approval: Approval) -> Approval:
        """Return the approval after the next person was asked, if it is time; go on asking."""
        plan, facts = self.sweep.plan, self.sweep.facts
        opened = [ask for _, ask in approval.open(facts.now)]
        if not opened or self._is_over(opened[-1]):
            person = self.approvers.next(opened)
            if person is not None:
                return self._also(approval, person)
            self._nobody()
        for ask in opened:
            plan.wake(ask.due if ask.due > facts.now else ask.expires())
        self._list(approval)
        return approval

    def told(self, approval: Approval) -> list[Intent]:
        """Return what tells whoever answers for the case what was decided."""
        facts, name = self.sweep.facts, answerable(self.case)
        request = self._request(approval)
        people = facts.rulebook.team.told((OWNER,), name, facts.now)
        return [request.told(person, self._said(approval)) for person in people]

    def verdict(self, approval: Approval) -> Verdict:
        """Return the verdict as far as it was asked and answered."""
        outcome = Outcome.NEEDS_APPROVAL
        if approval.decision:
            outcome = Outcome.APPROVED if approval.approved else Outcome.REJECTED
        return replace(
            self.case.face.verdict,
            outcome=outcome,
            approval_asked=approval.asked,
            approval_decided=approval.at,
            step=self._said(approval).said(self.sweep.facts.voice.language),
        )

    def _said(self, approval: Approval) -> Phrase:
        """Return what to do next."""
        wanted = what(self.case)
        if approval.approved:
            return APPROVED.fill(by=private.said(approval.by), what=wanted)
        if approval.decision:
            refused = REFUSED.fill(by=private.said(approval.by), words=private.said(approval.words))
            others = self._others()
            return INSTEAD.fill(refused=refused, options=others) if others else refused
        return self._waits(approval, wanted)

    def _others(self) -> str:
        """Return the remedies the policy allows besides the one that was refused."""
        remedy = self.case.remedy
        refused = (remedy.value, remedy.zh) if remedy else ()
        options = self.case.face.verdict.options.split(OPTION)
        return OPTION.join(one for one in options if not one.startswith(refused))

    def _waits(self, approval: Approval, wanted: Phrase) -> Phrase:
        facts = self.sweep.facts
        opened = [ask for _, ask in approval.open(facts.now)]
        said = SHADOW if not facts.recalled.live else NOBODY.fill(what=wanted)
        if opened:
            due = facts.voice.at(opened[-1].due)
            said = WAITING.fill(people=_names(opened), what=wanted, due=due)
            is_last = self._is_over(opened[-1]) and self.approvers.next(opened) is None
            said = LAST.fill(waits=said) if is_last else said
        named = {ask.to for ask in opened}
        void = [ask for ask in approval.asks if ask.void and ask.to not in named]
        return VOID.fill(people=_names(void), then=said) if void else said

    def _also(self, approval: Approval, person: Person) -> Approval:
        """Return the approval after a person was asked (as well)."""
        plan, facts = self.sweep.plan, self.sweep.facts
        mark = receiver_mark(facts.recalled.workbook, person, MARK)
        role, due = self.approvers.role(person), self.approvers.due(person)
        approval = approval._replace(what=amount(self.case))
        approval = approval.asking(Ask(person.id, mark, str(role or ""), facts.now, due))
        request = self._request(approval)
        plan.intents.append(request.mail(len(approval.asks) - 1, person))
        plan.wake(due)
        self.sweep.load[same_address(person.email)] += 1
        self._list(approval)
        return approval

    def _list(self, approval: Approval) -> None:
        """Go on asking everybody who may still answer."""
        request = self._request(approval)
        asked = self.sweep.facts.recalled.asked
        for step, ask in approval.open(self.sweep.facts.now):
            id_, person = request.id(step), self.approvers.found(ask)
            if id_ in asked:
                self.sweep.questions.append(asked[id_].question)
            elif person:
                self.sweep.questions.append(request.question(step, person))

    def _answers(self, approval: Approval) -> Iterator[tuple[Ask, Answer]]:
        """Yield the answers in time of those who may decide."""
        request, asked = self._request(approval), self.sweep.facts.recalled.asked
        for step, ask in enumerate(approval.asks):
            one = asked.get(request.id(step))
            said = one.answer if one and not ask.void else None
            if said and said.choice in CHOICES[KIND] and said.at < ask.expires():
                yield ask, said

    def _request(self, approval: Approval) -> Request:
        return Request(self.sweep.facts, self.case, approval, self.sweep.costs)

    def _may(self, ask: Ask) -> bool:
        """Whether whoever was asked is still to be found, and may decide."""
        person = self.approvers.found(ask)
        return person is not None and self.approvers.may(person)

    def _is_over(self, ask: Ask) -> bool:
        """Whether it is time to ask another: no answer in time, or not to be reached by now."""
        person = self.approvers.found(ask)
        is_late = self.sweep.facts.now >= ask.due
        return is_late or person is None or not self.approvers.is_here(person)

    def _nobody(self) -> None:
        """Say once, however many cases wait for it, that nobody can be asked."""
        problem = self.approvers.nobody()
        if problem not in self.sweep.plan.problems:
            self.sweep.plan.problems.append(problem)


def _names(asks: Sequence[Ask]) -> Phrase:
    names = [private.said(to) for to in dict.fromkeys(ask.to for ask in asks)]
    return Phrase(COMMA.en.join(n.en for n in names), COMMA.zh.join(n.zh for n in names))
