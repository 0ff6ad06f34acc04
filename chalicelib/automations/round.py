"""One round of the desk: every automation in turn, on one reading of the sheet.

What one decides the next already sees: the clocks run on orders as they were just reviewed.
Caps and roles count for all of them as the shop's owner confirmed them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chalicelib.automations.approvals import approvals
from chalicelib.automations.case_triage import carried_out, case_triage
from chalicelib.automations.decided import decided
from chalicelib.automations.feedback import feedback
from chalicelib.automations.order_review import order_review
from chalicelib.automations.overview import recounted
from chalicelib.automations.payouts import payouts
from chalicelib.automations.plan import Facts, Plan
from chalicelib.automations.repeats import repeat_problems
from chalicelib.automations.rules_gone import judged_by, rules_gone
from chalicelib.automations.sla_sweep import sla_sweep
from chalicelib.automations.trust import trust, trusted
from chalicelib.automations.wording import wording

STEPS: tuple[Callable[[Facts], Plan], ...] = (
    order_review,
    case_triage,
    approvals,
    carried_out,
    payouts,
    wording,
    feedback,
    sla_sweep,
    decided,
    repeat_problems,
)


def desk_round(facts: Facts) -> Plan:
    """Review orders, triage cases, settle approvals, gather feedback, and read every clock."""
    plan = Plan(questions=[])
    plan.problems += (gone := rules_gone(facts))
    facts = judged_by(replace(facts, problems=[*facts.problems, *gone]))
    plan.add(trust(facts))
    facts = trusted(facts.after(plan))
    for step in STEPS:
        plan.add(step(facts.after(plan)))
    plan.listings["overview"] = recounted(plan.listings["overview"], facts, plan)
    plan.latest()
    return plan
