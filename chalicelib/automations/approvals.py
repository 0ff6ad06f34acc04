"""Approvals: what exceeds the owner's authority is asked by link of the next who may grant it.

Nobody is asked twice for the same; who does not answer in time loses nothing, but the next is
asked as well, and the first answer counts. A word typed into the sheet is no approval.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chalicelib.automations.approvers import Approvers, load_of
from chalicelib.automations.approving import Judged, Sweep
from chalicelib.automations.asking import TAB, Request
from chalicelib.automations.costs import Costs
from chalicelib.automations.plan import Change, Facts, Plan, Rows
from chalicelib.automations.remember import note, noted
from chalicelib.automations.tell import key
from chalicelib.automations.trusted import RULES_OF_APPROVAL, out_of_order
from chalicelib.model.case import Case, CaseStatus
from chalicelib.model.face import judged
from chalicelib.model.intent import IntentKind
from chalicelib.model.money import Money
from chalicelib.model.question import Question, QuestionKind
from chalicelib.model.verdict import Outcome, Verdict
from chalicelib.model.word import Phrase
from chalicelib.policy.approval import Approval, from_json, subject_of, to_json

NOTE = "approval"
"""Under which name a case's memory keeps its approval."""
DECISIVE = frozenset({"remedy", "amount", "currency", "rate", "order", "owner"})
"""Fields of a case without which nothing can be told of its approval."""
NO_CASES = Rows(TAB, Phrase("Cases", "工单"), (), {})
NOT_NEEDED = Phrase("no approval is needed: {step}", "无需审批：{step}")


def approvals(facts: Facts) -> Plan:
    """Ask for each yes that is needed, take the answers, and withdraw what is asked no more."""
    rows = next((rows for rows in facts.tabs if rows.key == TAB), NO_CASES)
    questions = list(_out_of_sight(facts, rows))
    plan = Plan(questions=questions)
    sweep = Sweep(facts, rows, plan, questions, load_of(facts), Costs(facts))
    for case in rows.records:
        _case(sweep, case)
    asked = {question.id for question in questions}
    for intent in facts.recalled.pending:
        if intent.kind is IntentKind.APPROVAL and intent.question not in asked:
            plan.withdrawn.append(intent.key)
    return plan


def approval_of(facts: Facts, case: str) -> Approval:
    """Return what was asked and answered of a case, for whoever explains it."""
    return from_json(noted(facts, (TAB, case), NOTE))


def _case(sweep: Sweep, case: Case) -> None:
    """Bring one case's verdict on to what was asked and answered of it."""
    held = approval_of(sweep.facts, case.id)
    if case.outcome is Outcome.NEEDS_APPROVAL:
        verdict = _needed(sweep, case, held)
    elif held.asks and held.subject:
        verdict = _not_needed(sweep, case, held)
    else:
        verdict = case.face.verdict
    if case.status is CaseStatus.WAITING_APPROVAL and verdict.outcome is Outcome.GRANTED:
        step = sweep.facts.voice.say(NOT_NEEDED, step=verdict.step)
        verdict = replace(verdict, step=step)
    changed = judged(case, verdict)
    if changed is not case:
        sweep.plan.changes.append(Change(TAB, case, changed))


def _needed(sweep: Sweep, case: Case, held: Approval) -> Verdict:
    """Return the verdict on a case that needs a yes; ask for it, or take the answer."""
    facts, cost = sweep.facts, sweep.costs.of(case)
    if out_of_order(facts, *RULES_OF_APPROVAL) and not _settled(case, cost, held):
        return _kept(sweep, case, held)
    before = held.about(subject_of(case, cost))
    one = Judged(sweep, case, Approvers(facts, case, cost, sweep.load))
    approval = one.answered(before)
    if not approval.decision and facts.recalled.live:
        approval = one.asked(approval)
    if approval.asks or approval.decision:
        note(facts, sweep.plan, (TAB, case.id), **{NOTE: to_json(approval)})
    if approval.decision and not before.decision:
        sweep.plan.intents += one.told(approval)
    return one.verdict(approval)


def _not_needed(sweep: Sweep, case: Case, held: Approval) -> Verdict:
    """Return the verdict on a case of which something was asked, and needs no yes by now.

    What nobody has answered is asked no more; if it is needed again, it is asked anew.
    """
    verdict, facts = case.face.verdict, sweep.facts
    if _is_unreadable(sweep.rows, case) or out_of_order(facts, *RULES_OF_APPROVAL):
        return _kept(sweep, case, held)
    if held.decision:
        return replace(verdict, approval_asked=held.asked, approval_decided=held.at)
    note(facts, sweep.plan, (TAB, case.id), **{NOTE: to_json(held._replace(subject=""))})
    return verdict


def _settled(case: Case, cost: Money | None, held: Approval) -> bool:
    """Whether what a case asks for was decided before, so that no rule is to be gone by."""
    return bool(held.about(subject_of(case, cost)).decision)


def _kept(sweep: Sweep, case: Case, held: Approval) -> Verdict:
    """Return the verdict as it is, and go on asking what was asked: nothing is decided now."""
    request, asked = Request(sweep.facts, case, held, sweep.costs), sweep.facts.recalled.asked
    ids = [request.id(step) for step, _ in held.open(sweep.facts.now)]
    sweep.questions.extend(asked[id_].question for id_ in ids if id_ in asked)
    return replace(case.face.verdict, approval_asked=held.asked, approval_decided=held.at)


def _is_unreadable(rows: Rows, case: Case) -> bool:
    """Whether a cell cannot be read that a decision goes by: nothing is decided until then."""
    unread = rows.unread.get(case.id, frozenset()) | rows.missing
    return case.outcome is Outcome.HOLD or bool(unread & DECISIVE)


def _out_of_sight(facts: Facts, rows: Rows) -> Iterator[Question]:
    """Yield open questions about cases whose rows are not to be seen: they may come back."""
    here = {key(case.id) for case in rows.records}
    for name, (question, _) in facts.recalled.asked.items():
        if question.kind is QuestionKind.APPROVAL and facts.now < question.expires:
            yield from () if name.split("/")[2] in here else [question]
