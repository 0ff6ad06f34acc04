"""Review notes: what the ledger keeps of an order's review, and what stands while none is made."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from chalicelib.automations import remember
from chalicelib.automations.plan import Facts, Plan
from chalicelib.model.order import Order
from chalicelib.model.verdict import UNJUDGED, Outcome, Verdict
from chalicelib.policy.paid import asked
from chalicelib.sla.memory import Seen

TAB = "orders"
NOTE = "review"
"""Under which name the ledger keeps what a review went by, and what it came to."""
READ = "read"
"""Under which name a review's note keeps a digest of the buyer's note that a person read."""
NOTHING: Mapping[str, Any] = {}


def noted(facts: Facts, order: Order) -> Mapping[str, Any]:
    """Return all that is kept of an order's review."""
    return remember.noted(facts, (TAB, order.id), NOTE) or NOTHING


def digest(facts: Facts, *parts: Any) -> str:
    """Return a digest that tells nothing of what it is made of, keyed for this workbook."""
    key = facts.recalled.workbook.encode()[:64]
    text = "\x1f".join(part if isinstance(part, str) else repr(part) for part in parts)
    return blake2b(text.encode(), digest_size=12, key=key).hexdigest()


def read(facts: Facts, order: Order, *, unread: bool) -> str:
    """Return a digest of the buyer's note as it was when a person read it; empty while nobody has.

    While a cell of the order cannot be read, it is what it was.
    """
    kept = str(noted(facts, order).get(READ, ""))
    if unread or order.note_read is not True:
        return kept if unread else ""
    return kept or digest(facts, READ, asked(order.note))


def changed(facts: Facts, order: Order, as_read: str) -> bool:
    """Whether the buyer asks for something else than what a person read."""
    now = asked(order.note)
    return bool(as_read and now) and as_read != digest(facts, READ, now)


def shown(verdict: Verdict) -> str:
    """Return what the row of an order shows of a verdict."""
    return repr((verdict.outcome, verdict.options, verdict.step, verdict.because))


def stands(facts: Facts, order: Order) -> bool:
    """Whether the row shows what the last review wrote."""
    return noted(facts, order).get("out") == digest(facts, shown(order.face.verdict))


def left(facts: Facts, order: Order) -> Verdict:
    """Return what the desk's last review of an order came to; of a cell overwritten, the outcome.

    Nothing where the desk did not review it, or a person passed it and took that back.
    """
    if stands(facts, order):
        return order.face.verdict
    kept = noted(facts, order)
    said = kept["outcome"] if "out" in kept else ""
    return next((Verdict(outcome=one) for one in Outcome if one.value == said), UNJUDGED)


def keep(facts: Facts, plan: Plan, order: Order, note: Mapping[str, Any]) -> None:
    """Ask for a review to be kept.

    What the desk's first run finds is history: its outcome counts as of when the order was held or
    paid, so that no clock begins by it as if the order had just come in.
    """
    key = (TAB, order.id)
    remember.note(facts, plan, key, **{NOTE: dict(note)})
    memory, since = plan.memories.get(key), order.held or order.paid or order.placed
    first = facts.recalled.last_run is None and memory is not None and not memory.seen
    if first and memory and since and since < facts.now:
        outcome = (Seen(note["outcome"], None, since),)
        plan.memories[key] = memory._replace(seen={"outcome": outcome})
