"""Rules that are gone: a tab the desk went by before, and that is not in the workbook any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chalicelib.automations.plan import Facts, RecordKey
from chalicelib.automations.remember import was_marked
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.refund import Refund
from chalicelib.model.verdict import Outcome, Verdict
from chalicelib.model.word import Phrase
from chalicelib.policy.book import PolicyBook
from chalicelib.policy.payout import is_open
from chalicelib.sla.memory import Memory

GONE: Mapping[str, Phrase] = {
    "policy": Phrase(
        "the tab '{tab}' is gone: put it back; until then cases are not judged and refunds stay on"
        " hold",
        "“{tab}”表不见了：请恢复；在此之前不判断工单，退款保持暂停",
    ),
    "evidence": Phrase(
        "the tab '{tab}' is gone: put it back; until then cases are not judged and refunds stay on"
        " hold",
        "“{tab}”表不见了：请恢复；在此之前不判断工单，退款保持暂停",
    ),
    "checks": Phrase(
        "the tab '{tab}' is gone: put it back; until then orders are not reviewed",
        "“{tab}”表不见了：请恢复；在此之前不审核订单",
    ),
    "authority": Phrase(
        "the tab '{tab}' is gone: put it back, so that it is known again who may grant what",
        "“{tab}”表不见了：请恢复，以便确定各角色的权限",
    ),
}


def rules_gone(facts: Facts) -> list[Problem]:
    """Return the tabs on judgement that were known before and are not there now."""
    return gone(facts.policies, facts.recalled.memories, facts.names)


def gone(
    policies: PolicyBook, memories: Mapping[RecordKey, Memory], names: Mapping[str, Phrase]
) -> list[Problem]:
    """Return the tabs on judgement that a run remembers, and that the policy book lacks."""
    lacking = [tab for tab in GONE if tab not in policies.marks and was_marked(memories, tab)]
    return [
        Problem(tab, 0, "", GONE[tab].fill(tab=names.get(tab, tab)), Rank.LAYOUT) for tab in lacking
    ]


def judged_by(facts: Facts) -> Facts:
    """Return what is known without Policy while Evidence cannot be gone by.

    What must be on file is not known then, so that nothing may be granted.
    """
    found = (*rules_gone(facts), *facts.problems)
    if not any(_lost(one, "evidence") for one in found):
        return facts
    return replace(facts, policies=replace(facts.policies, policy=None))


def _lost(problem: Problem, *tabs: str) -> bool:
    """Whether a problem is that of a whole tab: it is gone, or lacks a column that is needed."""
    return problem.tab in tabs and problem.row <= 1 and problem.rank is Rank.LAYOUT


def held_back(facts: Facts, refunds: Sequence[Refund]) -> dict[str, Verdict]:
    """Return what is said of open refunds while Policy or Evidence cannot be gone by: they stay."""
    found = (*rules_gone(facts), *facts.problems)
    wrong = next((one for one in found if _lost(one, "policy", "evidence")), None)
    if wrong is None:
        return {}
    said = wrong.what.said(facts.voice.language)
    held = Verdict(outcome=Outcome.HOLD, step=said, because=said)
    return {refund.id: held for refund in refunds if is_open(refund)}
