"""Rules that are gone: a tab the desk went by before, and that is not in the workbook any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chalicelib.automations.plan import Facts, RecordKey
from chalicelib.automations.remember import was_marked
from chalicelib.automations.trusted import trusted
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.refund import Refund
from chalicelib.model.verdict import Outcome, Verdict
from chalicelib.model.word import Phrase
from chalicelib.policy.book import PolicyBook
from chalicelib.policy.payout import is_open
from chalicelib.sla.memory import Memory

_UNJUDGED = Phrase(
    "the tab '{tab}' is gone: put it back; until then cases are not judged and refunds stay on hold",
    "“{tab}”表不见了：请恢复；在此之前不判断工单，退款保持暂停",
)
GONE: Mapping[str, Phrase] = {
    "policy": _UNJUDGED,
    "evidence": _UNJUDGED,
    "checks": Phrase(
        "the tab '{tab}' is gone: put it back; until then orders are not reviewed",
        "“{tab}”表不见了：请恢复；在此之前不审核订单",
    ),
    "authority": Phrase(
        "the tab '{tab}' is gone: put it back, so that it is known again who may grant what",
        "“{tab}”表不见了：请恢复，以便确定各角色的权限",
    ),
}
NEEDED = ("policy", "evidence", "authority")
"""Tabs that cases are judged by: a refund is held with the words on the first that is lost."""
NOT_KNOWN = Phrase(
    "It is not known who may grant what: mend Authority, or have the owner confirm it.",
    "无法确定各角色的权限：请修正“权限”表，或由店主确认。",
)


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
    """Return what is known without Policy while Evidence or Authority cannot be gone by.

    What must be on file, or who may grant what, is not known then, so that nothing may be granted.
    """
    found = (*rules_gone(facts), *facts.problems)
    if not (any(_lost(one, "evidence") for one in found) or _limits_lost(facts)):
        return facts
    return replace(facts, policies=replace(facts.policies, policy=None))


def _lost(problem: Problem, tab: str) -> bool:
    """Whether a problem is that of a whole tab: it is gone or empty, or lacks a needed column."""
    return problem.tab == tab and problem.row <= 1 and problem.rank is Rank.LAYOUT


def _limits_lost(facts: Facts) -> bool:
    """Whether somebody's say was limited by Authority, and no row of it counts any more.

    Before the desk goes live no row needs to be confirmed.
    """
    counting = trusted(facts) if facts.recalled.live else facts
    return _was_there(facts, "authority") and not counting.policies.authority


def _was_there(facts: Facts, tab: str) -> bool:
    """Whether a tab is in the workbook, or was in a run before this one."""
    return tab in facts.policies.marks or was_marked(facts.recalled.memories, tab)


def held_back(facts: Facts, refunds: Sequence[Refund]) -> dict[str, Verdict]:
    """Return what is said of open refunds while cases cannot be judged: they stay.

    Where there never was a Policy tab nothing is said of them.
    """
    if not _was_there(facts, "policy"):
        return {}
    found = (*rules_gone(facts), *facts.problems)
    wrong = (one.what for tab in NEEDED for one in found if _lost(one, tab))
    said = next(wrong, NOT_KNOWN).said(facts.voice.language)
    held = Verdict(outcome=Outcome.HOLD, step=said, because=said)
    return {refund.id: held for refund in refunds if is_open(refund)}
