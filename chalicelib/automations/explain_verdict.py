"""Explain a decision: which rows decided on what, why others did not, who was asked (law 10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib.automations import explain_words as words
from chalicelib.automations import order_review
from chalicelib.automations.approvals import approval_of, approvals
from chalicelib.automations.case_files import TAB
from chalicelib.automations.case_triage import Triage, carried_out, case_triage
from chalicelib.automations.feedback import feedback
from chalicelib.automations.payouts import payouts
from chalicelib.automations.plan import Facts, Plan
from chalicelib.automations.remember import noted
from chalicelib.automations.rules_gone import judged_by
from chalicelib.automations.trust import trusted
from chalicelib.model import private
from chalicelib.model.case import Case
from chalicelib.model.casefile import is_over
from chalicelib.model.order import Order
from chalicelib.model.verdict import Verdict
from chalicelib.model.word import Phrase, Word
from chalicelib.policy.authority import chain
from chalicelib.policy.book import Authority, PolicyBook
from chalicelib.policy.decide import decide
from chalicelib.policy.library import Kept, words_of
from chalicelib.policy.review import Standing, reason, standing
from chalicelib.policy.rule import Decision, DecisionTable

JUDGING: Sequence[Callable[[Facts], Plan]] = (
    order_review.order_review,
    case_triage,
    approvals,
    carried_out,
    payouts,
    feedback,
)
"""What decides, in the order in which the desk asks them."""


class Ground(NamedTuple):
    """One thing that a decision rests on."""

    what: Phrase
    said: Phrase


class PassedOver(NamedTuple):
    """A rule row that did not decide, and the columns of it that do not fit."""

    rule: str
    columns: Phrase


class Judgement(NamedTuple):
    """All that can be said of a record's decision; texts are in the language of the facts."""

    verdict: Verdict
    grounds: Sequence[Ground]
    others: Sequence[PassedOver] = ()


def judged_now(facts: Facts) -> Facts:
    """Return the facts with every verdict as it is now, whatever the sheet still shows."""
    facts, plan = trusted(judged_by(facts)), Plan(questions=[])
    for step in JUDGING:
        plan.add(step(facts.after(plan)))
    return facts.after(plan)


def judgement(facts: Facts, tab: str, record: Any) -> Judgement | None:
    """Return why a record is decided as it is; None for one of which nothing is decided.

    ``facts`` and ``record`` are judged already, see ``judged_now``.
    """
    if not hasattr(record, "face") or tab not in (TAB, "orders", "refunds"):
        return None
    shown = list(_shown(record.face.verdict, facts))
    if isinstance(record, Case):
        case = _Case(facts, record)
        return Judgement(record.face.verdict, [*shown, *case.grounds()], case.others())
    if isinstance(record, Order):
        return _order(facts, record, shown)
    return Judgement(record.face.verdict, shown) if shown else None


def _shown(verdict: Verdict, facts: Facts) -> Iterator[Ground]:
    """Yield what the row itself shows."""
    choices: tuple[tuple[Phrase, Word | None], ...]
    choices = (words.DECISION, verdict.outcome), (words.MOVEMENT, verdict.movement)
    yield from (Ground(what, Phrase(word.value, word.zh)) for what, word in choices if word)
    texts = {
        words.OPTIONS: verdict.options,
        words.MISSING: verdict.missing,
        words.STEP: verdict.step,
        words.BECAUSE: verdict.because,
        words.SUGGESTED: verdict.suggested,
        words.ASSIGNEE: verdict.assignee,
    }
    for what, text in texts.items():
        if text:
            yield Ground(what, Phrase(text, text))
    if verdict.external:
        at = f"{facts.voice.at(verdict.external)} {verdict.limit_by}"
        yield Ground(words.OUTSIDE, Phrase(at, at))


class _Case:
    """A case, and the decisions of the tabs on it."""

    def __init__(self, facts: Facts, case: Case) -> None:
        self.facts, self.case = facts, case
        self.book: PolicyBook = facts.policies
        self.ruling, self.over = None, False
        if self.book.policy is not None:
            triage = Triage(facts, Plan())
            self.role = triage.role(case)
            file = triage.desk.file(case)
            read = triage.desk.unread(file) is None
            self.over = read and is_over(case)
            if read and not self.over:
                self.ruling = decide(file, triage.bench, self.role)

    def grounds(self) -> Iterator[Ground]:
        """Yield what decided: rows with all their inputs, evidence, authority, history.

        Of a case that is over nothing is decided, as the sheet shows it; its history remains.
        """
        ruling = self.ruling
        if self.over:
            yield Ground(words.DECISION, words.CLOSED)
        if ruling and ruling.policy and self.book.policy:
            yield Ground(words.POLICY, self.book.policy.explained(ruling.policy))
        if ruling and ruling.needs:
            yield from _evidence(ruling.needs)
        if ruling and self.book.authority and self.case.remedy:
            yield from self._authority()
        yield from self._approval()
        yield from self._after()

    def others(self) -> list[PassedOver]:
        """Return the rows of Policy that did not decide."""
        table, decision = self.book.policy, self.ruling.policy if self.ruling else None
        return list(_passed_over(table, decision)) if table and decision else []

    def _authority(self) -> Iterator[Ground]:
        mine = self.book.authority.get(self.role)
        yield Ground(
            words.AUTHORITY, _may(mine) if mine else words.MAY_NOTHING.fill(role=self.role)
        )
        for role in chain(self.book, self.role):
            if row := self.book.authority.get(role):
                yield Ground(words.ABOVE, _may(row))

    def _approval(self) -> Iterator[Ground]:
        held, at = approval_of(self.facts, self.case.id), self.facts.voice.at
        for ask in held.asks:
            times = {"at": at(ask.at), "due": at(ask.due)}
            said = words.TO.fill(to=private.said(ask.to), role=_role(ask.role), **times)
            yield Ground(words.ASKED, said)
        if held.decision and held.at:
            by, where = private.said(held.by), private.said(held.where)
            told = {"by": by, "at": at(held.at), "where": where}
            because = words.REASON.fill(words=private.said(held.words)) if held.words else ""
            choice = words.YES if held.approved else words.NO
            yield Ground(words.ANSWERED, words.SAID.fill(choice=choice, words=because, **told))

    def _after(self) -> Iterator[Ground]:
        """Yield what came after the closing: the filing, and what the customer gave."""
        key = (TAB, self.case.id)
        filed, rated = (noted(self.facts, key, name) or {} for name in ("library", "rating"))
        if "at" in filed:
            at = self.facts.voice.at(datetime.fromisoformat(filed["at"]))
            yield Ground(words.FILED, Phrase(at, at))
        if "rating" in rated:
            yield Ground(words.RATING, _rated(rated))


def _rated(kept: Kept) -> Phrase:
    """Return what a customer gave, and wrote beside it."""
    given, wrote = kept["rating"], private.said(words_of(kept))
    return Phrase(f"{given} {wrote.en}".strip(), f"{given} {wrote.zh}".strip())


def _role(name: str) -> Phrase:
    from chalicelib.model.person import Role  # noqa: PLC0415

    found = next((role for role in Role if role.value == name), None)
    return Phrase(found.value, found.zh) if found else Phrase(name, name)


def _may(row: Authority) -> Phrase:
    remedies = sorted(row.remedies)
    named = (
        Phrase(", ".join(remedies), "、".join(r.zh for r in remedies)) if remedies else words.ANY
    )
    cap = words.NO_LIMIT if row.cap is None else words.UP_TO.fill(cap=row.cap)
    return words.MAY.fill(role=row.role, row=row.id, remedies=named, cap=cap)


def _evidence(needs: Decision) -> Iterator[Ground]:
    for rule, kinds in zip(needs.rules, needs.outcomes, strict=True):
        yield Ground(words.EVIDENCE, words.NEEDS.fill(rule=rule, kinds=", ".join(kinds)))


def _passed_over(table: DecisionTable, decision: Decision) -> Iterator[PassedOver]:
    headings = {mine.key: mine.heading for mine in table.inputs}
    for rule, keys in table.why_not(decision.inputs).items():
        if rule not in decision.rules:
            named = [headings[key] for key in keys]
            yield PassedOver(rule, _listed(named) if named else words.BELOW)


def _listed(words: Iterable[Phrase]) -> Phrase:
    said = list(words)
    return Phrase(", ".join(one.en for one in said), "、".join(one.zh for one in said))


def _order(facts: Facts, order: Order, shown: list[Ground]) -> Judgement | None:
    if not facts.policies.checked:
        return None
    if standing(order) is not Standing.OPEN:
        said = [] if standing(order) is Standing.PASSED else [Ground(words.DECISION, words.OVER)]
        return Judgement(order.face.verdict, [*shown, *said])
    found = order_review.explained(facts, order)
    grounds = [*shown, *(Ground(words.CHECK, reason(one)) for one in found.ruled)]
    for what, checks in ((words.FINE, found.fine), (words.UNMADE, found.unmade)):
        if checks:
            grounds.append(Ground(what, _listed(Phrase(c.value, c.zh) for c in checks)))
    table = facts.policies.checks
    headings = {mine.key: mine.heading for mine in table.inputs} if table else {}
    over = {rule: _listed(headings[k] for k in keys) for rule, keys in found.passed_over.items()}
    others = [PassedOver(rule, columns) for rule, columns in over.items()]
    return Judgement(order.face.verdict, grounds, others)
