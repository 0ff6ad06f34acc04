"""Decided: keep in mind when the decision on a record changed, so that the ledger tells it."""

from __future__ import annotations

from chalicelib.automations import remember
from chalicelib.automations.plan import Facts, Plan
from chalicelib.model.verdict import UNJUDGED

TABS = ("cases", "orders", "refunds")
"""Tabs whose rows are decided."""
FIELDS = ("outcome",)


def decided(facts: Facts) -> Plan:
    """Observe the decision on each record as it stands when all that judge have judged.

    A record of which nothing was ever decided is not remembered for that. Runs after the sweep,
    which still has to know since when a record was out of sight.
    """
    plan = Plan()
    for rows in facts.tabs:
        for record in rows.records if rows.key in TABS else ():
            key = (rows.key, record.id)
            sight = remember.sight(facts, key)
            if "outcome" in sight.memory.seen or record.face.verdict is not UNJUDGED:
                remember.record(facts, key, remember.observed(sight, record, FIELDS), plan)
    return plan
