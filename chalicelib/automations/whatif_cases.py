"""What if: cases under other rules, open ones as they stand, closed ones as they stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from chalicelib.automations.case_files import TAB
from chalicelib.automations.case_triage import Triage
from chalicelib.automations.differences import Aspect, Difference
from chalicelib.automations.linting import staffed
from chalicelib.automations.plan import Facts, Plan
from chalicelib.automations.whatif_clocks import instant_of
from chalicelib.model.case import Case, CaseStatus
from chalicelib.model.casefile import CaseFile, is_over
from chalicelib.model.money import Money
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase
from chalicelib.policy.authority import deciders
from chalicelib.policy.decide import Bench, Ruling, decide
from chalicelib.policy.granting import GOODS, cost_at_home, cost_of_goods
from chalicelib.policy.limits import Wall
from chalicelib.policy.offer import reckoned
from chalicelib.policy.refunding import Exchange

WITHIN = frozenset({Outcome.GRANTED, Outcome.NEEDS_APPROVAL})
"""What is allowed; who has to say so is another question."""
SETTLED = WITHIN | {Outcome.NOT_ALLOWED}
"""What has a cost: of all else nobody can tell yet what will be granted."""
SAID = Phrase("{outcome}: {options}", "{outcome}：{options}")
ALLOWED = Phrase("allowed", "允许")
NOT_JUDGED = Phrase("not judged", "不判断")


class Judged(NamedTuple):
    """What one side's rules say of a case."""

    said: str
    cost: Money | None = None
    """What would be granted; None while that is still to be decided, or it cannot be told."""
    asked: str = ""
    """Who would be asked for a yes; empty where nobody needs to be."""
    external: str = ""
    rule: str = ""


class Side:
    """One side's rules, ready to judge any case; without a Policy tab they say nothing of any."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._triage = Triage(facts, Plan())
        self._bench = Bench(facts.policies, facts.voice.zone)
        self._staffed = staffed(facts.rulebook)

    def judged(self, case: Case) -> Judged | None:
        """Return what the rules say of a case; None where a cell that they need cannot be read."""
        if self.facts.policies.policy is None:
            return Judged(self.facts.voice.say(NOT_JUDGED))
        then = replace(case, closed=None, status=CaseStatus.OPEN) if is_over(case) else case
        file = self._triage.desk.file(then)
        if self._triage.desk.unread(file) is not None:
            return None
        role = self._triage.role(then)
        ruling = decide(file, self._bench, role)
        cost = self._cost(file, ruling)
        wall = Wall(instant_of(case, self.facts.now), self.facts.voice.zone)
        outside = self._bench.limits.limit(file, wall)
        voice = self.facts.voice
        external = f"{voice.at(outside.at)} {voice.say(outside.by)}" if outside else ""
        asked = self._asked(file, ruling, cost)
        rule = ", ".join(ruling.policy.rules) if ruling.policy else ""
        return Judged(self._said(ruling, case), cost, asked, external, rule)

    def _said(self, ruling: Ruling, case: Case) -> str:
        """Return the decision: what may be chosen as long as nothing is, and what is missing."""
        say, language = self.facts.voice.say, self.facts.voice.language
        outcome = ALLOWED if ruling.outcome in WITHIN else ruling.outcome
        options = say(ruling.options) if case.remedy is None else ""
        more = "; ".join(filter(None, [options, ", ".join(ruling.missing)]))
        return say(SAID, outcome=outcome, options=more) if more else outcome.said(language)

    def _cost(self, file: CaseFile, ruling: Ruling) -> Money | None:
        """Return what of the chosen remedy would be granted: up to the cap, or nothing at all."""
        case, decision, given = file.case, ruling.policy, self._given(file)
        if case.remedy is None or given is None or decision is None:
            return None
        if ruling.outcome not in SETTLED:
            return None
        nothing = Money(Decimal(), given.currency)
        if not decision.outcomes or case.remedy not in decision.outcomes[0].remedies:
            return nothing if ruling.outcome is Outcome.NOT_ALLOWED else given
        exchange = self._exchange(case)
        most = reckoned(file, decision.outcomes[0], exchange).most(case.remedy)
        limit = exchange.into(given.currency, most) if most is not None else None
        return given if limit is None else min(given, max(limit, nothing))

    def _given(self, file: CaseFile) -> Money | None:
        """Return what the chosen remedy costs: goods what they are worth, if nothing more is typed."""
        case = file.case
        if case.remedy in GOODS:
            return cost_of_goods(case.granted, file.value, self._exchange(case))
        return case.granted

    def _asked(self, file: CaseFile, ruling: Ruling, cost: Money | None) -> str:
        """Return the lowest role that may say yes and that somebody has."""
        case = file.case
        if ruling.outcome is not Outcome.NEEDS_APPROVAL or case.remedy is None:
            return ""
        home = cost_at_home(self._exchange(case), cost) if cost is not None else None
        role, book = self._triage.role(case), self.facts.policies
        above = (one for one in deciders(book, role, case.remedy, home) if one in self._staffed)
        return next(above, ruling.outcome).said(self.facts.voice.language)

    def _exchange(self, case: Case) -> Exchange:
        return Exchange(self.facts.policies.currency).knowing(case.currency, case.rate)


def case_differences(before: Side, after: Side, case: Case) -> Iterator[Difference]:
    """Yield in what a case would be otherwise."""
    was, would = before.judged(case), after.judged(case)
    if was is None or would is None:
        return
    rule = would.rule or was.rule
    if was.said != would.said:
        yield Difference(TAB, case.id, Aspect.DECISION, was.said, would.said, rule)
    if was.asked != would.asked:
        more = bool(would.asked) - bool(was.asked)
        yield Difference(TAB, case.id, Aspect.APPROVAL, was.asked, would.asked, rule, more)
    if was.external != would.external:
        yield Difference(TAB, case.id, Aspect.DEADLINE, was.external, would.external, rule)
    yield from _cost(was, would, case)


def _cost(was: Judged, would: Judged, case: Case) -> Iterator[Difference]:
    if was.cost is None or would.cost is None or was.cost == would.cost:
        return
    more, rule = would.cost.amount - was.cost.amount, would.rule or was.rule
    costs = str(was.cost), str(would.cost)
    currency = would.cost.currency
    yield Difference(TAB, case.id, Aspect.COST, *costs, rule, more, currency)
