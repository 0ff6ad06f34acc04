"""Rules that are gone: a tab the desk went by before, and that is not in the workbook any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chalicelib.automations.plan import Facts
from chalicelib.automations.remember import marks
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.refund import Refund
from chalicelib.model.verdict import Outcome, Verdict
from chalicelib.model.word import Phrase
from chalicelib.policy.payout import is_open

GONE: Mapping[str, Phrase] = {
    "policy": Phrase(
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
    known = marks(facts)
    here = facts.policies.marks
    return [
        Problem(tab, 0, "", what.fill(tab=facts.tab_name(tab)), Rank.LAYOUT)
        for tab, what in GONE.items()
        if tab not in here and known.get(tab) == ""
    ]


def held_back(facts: Facts, refunds: Sequence[Refund]) -> dict[str, Verdict]:
    """Return what is said of open refunds while the Policy tab is gone: no money leaves."""
    wrong = next((one for one in rules_gone(facts) if one.tab == "policy"), None)
    if wrong is None:
        return {}
    said = wrong.what.said(facts.voice.language)
    held = Verdict(outcome=Outcome.HOLD, step=said, because=said)
    return {refund.id: held for refund in refunds if is_open(refund)}
