"""Triage: what the rule book says of every open case, written beside it (RULEBOOK 6, 7, 11).

Without a Policy tab nothing is judged. What was decided and where goods and money are stay apart;
both are worked out anew in every run, so that goods coming back are a new input.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from chalicelib.automations.assigning import Assigning
from chalicelib.automations.case_files import TAB, Desk, said
from chalicelib.automations.payout_notes import goods_came_first
from chalicelib.automations.plan import Change, Facts, Plan
from chalicelib.model.case import Case
from chalicelib.model.casefile import CaseFile, is_over
from chalicelib.model.face import judged
from chalicelib.model.person import Role
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.verdict import UNJUDGED, Movement, Outcome, Verdict
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy import next_step as words
from chalicelib.policy.authority import LOWEST
from chalicelib.policy.classify import Suggestion
from chalicelib.policy.decide import Bench, Ruling, decide
from chalicelib.policy.goods import goods_first
from chalicelib.policy.limits import Wall
from chalicelib.policy.movement import UNFINISHED, moved
from chalicelib.policy.refunding import Exchange, Purse, purse
from chalicelib.policy.topics import strange
from chalicelib.policy.waiting import OF_CASE

WARNING = timedelta(days=1)
"""How long before an external deadline the desk looks again."""
QUOTED = Phrase("'{word}'", "“{word}”")
HALF_OPEN = Phrase(
    "Status says {status}, but Closed is filled in, so nothing is done: clear Closed to reopen the"
    " case, or set Status to closed",
    "状态为“{status}”，但已填写“关闭时间”，因此不再处理：如需重开请清空“关闭时间”，否则请将状态改为“已关闭”",
)


def case_triage(facts: Facts) -> Plan:
    """Judge every open case; a closed one shows only goods and money that are not back yet.

    The rating and the filing of a case, and all that was asked of approvers, come later in the
    round: the first are left as they are, the others begin blank.
    """
    plan = Plan()
    cases = facts.rows(TAB)
    triage = Triage(facts, plan) if facts.policies.policy is not None else None
    for case in cases:
        plan.problems += _half_open(case)
        changed = judged(case, triage.verdict(case) if triage else _filed(case, UNJUDGED))
        if changed is not case:
            plan.changes.append(Change(TAB, case, changed))
    return plan


def _half_open(case: Case) -> list[Problem]:
    """Say of a case that is closed by its instant and open by its status: it counts as closed."""
    if case.closed is None or case.status in {None, *OF_CASE}:
        return []
    what = HALF_OPEN.fill(status=case.status)
    return [Problem(TAB, 0, "closed", what, Rank.CELL, case.id)]


def _filed(case: Case, verdict: Verdict) -> Verdict:
    """Return a verdict with the rating and the filing as they stand in the row."""
    was = case.face.verdict
    if was.rating is None and was.recorded is None:
        return verdict
    return replace(verdict, rating=was.rating, recorded=was.recorded)


def carried_out(facts: Facts) -> Plan:
    """Say of approved cases where goods and money are, and what follows; after the approvals."""
    plan = Plan()
    approved = [case for case in facts.rows(TAB) if case.outcome is Outcome.APPROVED]
    triage = Triage(facts, plan) if approved and facts.policies.policy is not None else None
    for case in approved if triage else ():
        changed = judged(case, triage.carried_out(case)) if triage else case
        if changed is not case:
            plan.changes.append(Change(TAB, case, changed))
    return plan


class Triage:
    """One run's view of the cases: the rules, the files, and who is free."""

    def __init__(self, facts: Facts, plan: Plan) -> None:
        self.facts, self._plan = facts, plan
        self.desk = Desk(facts)
        self.bench = Bench(facts.policies, facts.voice.zone)
        self._wall = Wall(facts.now, facts.voice.zone)
        self._assigning: Assigning | None = None

    def verdict(self, case: Case) -> Verdict:
        """Return the verdict on a case."""
        file = self.desk.file(case)
        unread = self.desk.unread(file)
        if unread is not None:
            step = words.MEND.fill(cells=said(unread, self.facts))
            return self._verdict(file, Ruling(Outcome.HOLD, step), None, self._assigned(file))
        if is_over(case):
            first = goods_came_first(self.facts, file)
            at = moved(file, self._exchange(case), stands=False, goods_first=first)
            return _filed(case, Verdict(movement=at) if at in UNFINISHED else UNJUDGED)
        assignee = self._assigned(file)
        self._look_at_topic(case)
        ruling = decide(file, self.bench, self.role(case))
        stands = ruling.outcome is Outcome.GRANTED
        first = _goods_first(case, ruling) if stands else None
        movement = moved(file, self._exchange(case), stands=stands, goods_first=first)
        follows = words.carried_on(file, movement) if stands else None
        if follows is not None:
            ruling = ruling._replace(step=follows)
        return self._verdict(file, ruling, movement, assignee)

    def _look_at_topic(self, case: Case) -> None:
        """Say of a topic that no rule knows: else a row for all topics swallows a typing error."""
        said_ = strange(case.topic, self.bench.topics) if case.category else None
        if said_ is not None:
            self._plan.problems.append(Problem(TAB, 0, "topic", said_, Rank.LOW, case.id))

    def carried_out(self, case: Case) -> Verdict:
        """Return the verdict on an approved case with goods and money as they are."""
        file = self.desk.file(case)
        first = self.goods_first(case)
        movement = moved(file, self._exchange(case), stands=True, goods_first=first)
        step = words.carried_on(file, movement)
        was = case.face.verdict
        return replace(was, movement=movement, step=self._say(step) if step else was.step)

    def goods_first(self, case: Case) -> bool | None:
        """Return whether goods come back before the money of an open case, as its rule row says.

        None where the remedy gives no money back, or no row decides.
        """
        return _goods_first(case, decide(self.desk.file(case), self.bench, self.role(case)))

    def role(self, case: Case) -> Role:
        """Return as what the person decides who answers for a case; the lowest if nobody can tell.

        Whoever is only suggested has not taken the case: else an emptied Owner would lift a cap.
        A row of Team that the shop's owner has not confirmed yet gives no authority.
        """
        name = folded_text(case.owner)
        person = self.facts.rulebook.team.people.get(name) if name else None
        if person is None or folded_text(person.id) in self.facts.trust.doubted:
            return LOWEST
        return person.role or LOWEST

    def purse(self, file: CaseFile) -> Purse | None:
        """Return what was paid for a case's order, and what of it is spoken for."""
        return purse(file, self._exchange(file.case))

    def _verdict(
        self, file: CaseFile, ruling: Ruling, movement: Movement | None, assignee: str
    ) -> Verdict:
        """Return a ruling in the sheet's language, with all that stands beside it."""
        outside = self.bench.limits.limit(file, self._wall)
        was, say = file.case.face.verdict, self._say
        shown: dict[str, Any] = {
            "outcome": ruling.outcome,
            "movement": movement,
            "options": say(ruling.options),
            "missing": say(words.listed(ruling.missing)),
            "suggested": self._suggested(ruling.suggestion),
            "assignee": assignee,
            "external": self._watched(outside.at) if outside else None,
            "limit_by": say(outside.by) if outside else "",
            "approval_asked": None,
            "approval_decided": None,
            "step": say(ruling.step),
            "because": say(ruling.because),
        }
        is_same = attrgetter(*shown)(was) == tuple(shown.values())
        return was if is_same else replace(was, **shown)

    def _watched(self, at: datetime) -> datetime:
        """Return an external deadline, and look again a day before it and when it comes."""
        for soon in (at - WARNING, at):
            if soon > self.facts.now:
                self._plan.wake(soon)
        return at

    def _assigned(self, file: CaseFile) -> str:
        if file.case.owner.strip():
            return ""
        if self._assigning is None:
            opened = [case for case in self.facts.rows(TAB) if not is_over(case)]
            self._assigning = Assigning(self.facts, self._plan, opened)
        return self._assigning.named(file.case, file.country)

    def _suggested(self, found: Suggestion | None) -> str:
        if found is None:
            return ""
        quoted = words.listed([QUOTED.fill(word=word) for word in found.words])
        return self._say(words.SUGGESTED.fill(category=found.category, words=quoted))

    def _exchange(self, case: Case) -> Exchange:
        return self.bench.exchange(case)

    def _say(self, phrase: Phrase) -> str:
        return phrase.said(self.facts.voice.language)


def _goods_first(case: Case, ruling: Ruling) -> bool | None:
    """Return whether goods come back before the money of a case; None where no row decides it."""
    rows = ruling.policy.outcomes if ruling.policy else ()
    return goods_first(case.remedy, rows[0].goods_back) if rows else None
