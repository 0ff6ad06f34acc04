"""What if: the same records, past ones too, judged by two sets of rules and laid side by side.

Nothing is changed and nothing kept: a rule can be tried before anybody edits the real tab.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from chalicelib.automations.approvals import approvals
from chalicelib.automations.case_triage import case_triage
from chalicelib.automations.differences import Aspect, Difference
from chalicelib.automations.order_files import OrderFiles
from chalicelib.automations.order_review import order_review
from chalicelib.automations.payouts import payouts
from chalicelib.automations.plan import Facts, Plan
from chalicelib.automations.rules_gone import judged_by
from chalicelib.automations.whatif_cases import Side, case_differences
from chalicelib.automations.whatif_clocks import clock_differences
from chalicelib.model.order import Order
from chalicelib.model.verdict import Verdict
from chalicelib.policy import review

OF_CLOCKS = ("sla", "hours", "holidays", "team", "settings")
OF_CASES = ("policy", "evidence", "authority", "deadlines", "keywords", "team", "settings")
OF_ORDERS = ("checks", "markets", "routes", "settings")
"""Tabs that a kind of difference can come from: where none of them changed, none is looked for."""

Step = Callable[[int, int], object]
"""Told how many records are done, and of how many."""


def compared(before: Facts, after: Facts, step: Step | None = None) -> list[Difference]:
    """Return in what records would differ, were the rules those of ``after``.

    Both hold the same records and the same ledger at the same instant. A closed case is judged
    as of its closing; clocks run on what was seen, never on what was agreed under other rules.
    Changed rules count as if the shop's owner had confirmed them.
    """
    before, after = _as_confirmed(before), _as_confirmed(after)
    marks = _marks(before), _marks(after)
    changed = {tab for tab in marks[0].keys() | marks[1].keys() if _of(marks, tab)}
    found: list[Difference] = []
    looks = list(_looks(before, after, changed))
    for number, look in enumerate(looks):
        found += look()
        if step is not None:
            step(number + 1, len(looks))
    return found


def _as_confirmed(facts: Facts) -> Facts:
    """Return facts by whose rules a run would judge, every row of them taken as confirmed."""
    confirmed = replace(facts, recalled=replace(facts.recalled, live=False))
    return replace(facts, policies=judged_by(confirmed).policies)


def _marks(facts: Facts) -> Mapping[str, str]:
    return {**facts.rulebook.marks, **facts.policies.marks}


def _of(marks: tuple[Mapping[str, str], Mapping[str, str]], tab: str) -> bool:
    return marks[0].get(tab) != marks[1].get(tab)


Look = Callable[[], list[Difference]]


def _looks(before: Facts, after: Facts, changed: set[str]) -> Iterator[Look]:
    """Yield what is to be looked at, a record or a tab at a time."""
    if changed.intersection(OF_CASES) and (before.policies.policy or after.policies.policy):
        yield from _cases(before, after)
    if changed.intersection(OF_ORDERS):
        yield from _orders(before, after)
    if changed.intersection(OF_CLOCKS):
        for rows in before.tabs:
            for record in rows.records if _has_clocks(before, after, rows.key) else ():
                yield lambda r=record, s=rows: list(clock_differences(before, after, s, r))  # type: ignore[misc]


def _has_clocks(before: Facts, after: Facts, tab: str) -> bool:
    return tab in before.rulebook.rulesets or tab in after.rulebook.rulesets


def _cases(before: Facts, after: Facts) -> Iterator[Look]:
    sides = Side(before), Side(after)
    for case in before.rows("cases"):
        yield lambda c=case: list(case_differences(*sides, c))  # type: ignore[misc]
    if before.rows("refunds"):
        yield lambda: list(_refunds(before, after))


def _refunds(before: Facts, after: Facts) -> Iterator[Difference]:
    """Yield of which open refunds the pay-out would be judged otherwise."""
    was, would = _paid_out(before), _paid_out(after)
    for name in was.keys() | would.keys():
        one, other = was.get(name), would.get(name)
        yield from _verdicts("refunds", name, (one, other), before)


def _paid_out(facts: Facts) -> dict[str, Verdict]:
    """Return the verdicts on refunds; what was approved counts, and nobody is asked anew."""
    facts, plan = replace(facts, recalled=replace(facts.recalled, live=False)), Plan()
    for step in (case_triage, approvals, payouts):
        plan.add(step(facts.after(plan)))
    return _judged(facts.after(plan), "refunds")


def _judged(facts: Facts, tab: str) -> dict[str, Verdict]:
    return {record.id: record.face.verdict for record in facts.rows(tab)}


def _verdicts(
    tab: str, name: str, pair: tuple[Verdict | None, Verdict | None], facts: Facts
) -> Iterator[Difference]:
    was, would = pair
    said = [one.outcome.said(facts.voice.language) if one and one.outcome else "" for one in pair]
    if said[0] != said[1]:
        because = (would and would.because) or (was and was.because) or ""
        yield Difference(tab, name, Aspect.DECISION, said[0], said[1], because)


def _orders(before: Facts, after: Facts) -> Iterator[Look]:
    """Yield looks at orders: open ones together, for stock and duplicates; past ones alone."""
    yield lambda: list(_open_orders(before, after))
    files = OrderFiles(before), OrderFiles(after)
    for order in before.rows("orders"):
        if review.standing(order) is review.Standing.OVER and order.paid is not None:
            yield lambda o=order: list(_past_order(*files, o))  # type: ignore[misc]


def _open_orders(before: Facts, after: Facts) -> Iterator[Difference]:
    sides = [_without_notes(facts) for facts in (before, after)]
    was, would = (_judged(facts.after(order_review(facts)), "orders") for facts in sides)
    for name, one in was.items():
        yield from _verdicts("orders", name, (one, would.get(name)), before)


def _without_notes(facts: Facts) -> Facts:
    """Return the facts as if no order had been reviewed before, so that each is looked at anew."""
    memories = {
        key: memory._replace(notes={}) if key[0] == "orders" else memory
        for key, memory in facts.recalled.memories.items()
    }
    return replace(facts, recalled=replace(facts.recalled, memories=memories))


def _past_order(before: OrderFiles, after: OrderFiles, order: Order) -> Iterator[Difference]:
    verdicts = tuple(_reviewed(files, order) for files in (before, after))
    yield from _verdicts("orders", order.id, (verdicts[0], verdicts[1]), before.facts)


def _reviewed(files: OrderFiles, order: Order) -> Verdict | None:
    """Return what the checks of an order by itself come to; None if it cannot be told."""
    file: Any = files.file(order)
    if not files.made or files.unread(file):
        return None
    found = review.findings(file, files.made, review.CHECKS)
    ruled = review.rulings(file, found, files.facts.policies)
    return review.verdict(ruled, files.ways(file), files.facts.voice.language)
