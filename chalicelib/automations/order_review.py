"""Order review: hold, flag or pass what is paid and not shipped yet, and say why (RULEBOOK 4).

Orders are looked at one by one, and then together: for duplicates, and for stock, which goes to
whom it was promised first. An order of which nothing changed is not looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from chalicelib.automations import review_notes as notes
from chalicelib.automations.order_files import OrderFiles
from chalicelib.automations.plan import Change, Facts, Plan, Rows
from chalicelib.model.face import judged
from chalicelib.model.order import Order
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.verdict import UNJUDGED, Outcome, Verdict
from chalicelib.model.word import Phrase
from chalicelib.policy import duplicates, review
from chalicelib.policy.lines import Check
from chalicelib.policy.orderfile import Finding, OrderFile
from chalicelib.policy.review import CHECKS, Explained, Look, Standing
from chalicelib.policy.stock import Allocation, Claim, Short, allocate, wanted

OVERDRAWN = Phrase(
    "orders that people passed take {taken}, {stock} are in stock: take one back, or buy more",
    "人工放行的订单需要 {taken} 件，库存只有 {stock} 件：请撤回其中一单或补货",
)
NOTHING: Mapping[str, Any] = {}
Checks = Mapping[Check, Look]


def order_review(facts: Facts, checks: Checks = CHECKS) -> Plan:
    """Judge every order that is paid and not shipped; the verdict on any other is taken back.

    Without active rows in Order checks nothing is judged; while it cannot be gone by at all, what
    the last review said stays.
    """
    plan = Plan()
    rows = next((rows for rows in facts.tabs if rows.key == "orders"), None)
    if rows is not None:
        _Round(facts, rows, checks, plan).judge()
    return plan


def explained(facts: Facts, order: Order) -> Explained:
    """Return why an order's review comes to what it does, checks that found nothing too."""
    rows = next(rows for rows in facts.tabs if rows.key == "orders")
    this = _Round(facts, rows, CHECKS, Plan())
    sight = next((s for s in this.sights if s.file.order.id == order.id), None)
    file = sight.file if sight else this.files.file(order)
    short = this.allocation.short.get(order.id, ())
    found = this.findings(sight, short) if sight and not sight.unread else []
    return review.explained(file, found, facts.policies)


class Sight(NamedTuple):
    """An open order coming into sight."""

    file: OrderFile
    unread: Sequence[Phrase]
    """Cells that it needs and that cannot be read."""
    same_as: str
    """An earlier order that is the same; empty if there is none."""
    mark: str
    """A digest of all that its own checks go by."""
    kept: Mapping[str, Any]
    """What the last review of it left in the ledger; nothing if anything changed since."""
    held: bool
    """Its stock was reserved at the last run."""


@dataclass
class _Round:
    """One run's review of all orders."""

    facts: Facts
    rows: Rows
    checks: Checks
    plan: Plan

    def judge(self) -> None:
        """Write the verdict on every order into the plan."""
        for order in self._standing(Standing.OVER, Standing.UNPAID):
            self._show(order, UNJUDGED)
        if not self.facts.policies.checked:
            self._leave()
            return
        for sight in self.sights:
            self._settle(sight)
        for order in self._standing(Standing.PASSED):
            self._show(order, self._by_person(order))
            self._note(order, {"outcome": Outcome.PASS.value, "free": True, "stock": True})
        unmade = self.files.unmade() if self.sights else ()
        self.plan.problems += [*unmade, *self._overdrawn()]

    def _leave(self) -> None:
        """Judge nothing; while Order checks is gone or cannot be read, old verdicts stay."""
        lost = self.facts.policies.checks is None
        for order in self._standing(Standing.OPEN):
            self._show(order, notes.left(self.facts, order) if lost else UNJUDGED)
        for order in self._standing(Standing.PASSED):
            judged_before = lost and notes.noted(self.facts, order)
            self._show(order, self._by_person(order) if judged_before else UNJUDGED)

    def _by_person(self, order: Order) -> Verdict:
        ways = self.files.ways(self.files.file(order))
        return review.passed_by_person(ways, self.facts.voice.language)

    @cached_property
    def files(self) -> OrderFiles:
        return OrderFiles(self.facts)

    @cached_property
    def _by_standing(self) -> Mapping[Standing, list[Order]]:
        found: dict[Standing, list[Order]] = {standing: [] for standing in Standing}
        for order in self.rows.records:
            standing = review.standing(order)
            if standing is not Standing.OVER and self.files.unsure(order):
                standing = Standing.OPEN
            found[standing].append(order)
        return found

    def _standing(self, *wanted: Standing) -> Iterator[Order]:
        for standing in wanted:
            yield from self._by_standing[standing]

    @cached_property
    def sights(self) -> Sequence[Sight]:
        """Every order that is to be reviewed, with what is remembered of it."""
        orders = self._by_standing[Standing.OPEN]
        same: Mapping[str, str] = {}
        if Check.DUPLICATE in self.files.made:
            same = duplicates.earlier(self.rows.records, orders, self.files.lines)
        return [self._sight(order, same.get(order.id, "")) for order in orders]

    def _sight(self, order: Order, same_as: str) -> Sight:
        file = self.files.file(order)
        unread = self.files.unread(file)
        mark = self._digest(self._rules, self.files.inputs(file), same_as, unread)
        noted = notes.noted(self.facts, order)
        same = noted.get("in") == mark and notes.stands(self.facts, order)
        return Sight(
            file, unread, same_as, mark, noted if same else NOTHING, bool(noted.get("stock"))
        )

    @cached_property
    def _rules(self) -> str:
        """All that is the same for every order of a run."""
        facts = self.facts
        marks = [*sorted(facts.policies.marks.items()), *sorted(facts.rulebook.marks.items())]
        said = (review.EDITION, facts.voice.language.value, sorted(self.files.made), marks)
        return self._digest(repr(said))

    def _digest(self, *parts: Any) -> str:
        return notes.digest(self.facts, *parts)

    def findings(self, sight: Sight, short: Iterable[Short]) -> list[Finding]:
        """Return what every check finds wrong with an order."""
        return [*self._own(sight), *review.shortages(sight.file, short)]

    def _own(self, sight: Sight) -> list[Finding]:
        """Return what is wrong with an order whatever is in stock; looked at once a run."""
        name = sight.file.order.id
        if name not in self._found:
            found = review.findings(sight.file, self.files.made, self.checks)
            again = [review.duplicated(sight.same_as)] if sight.same_as else []
            self._found[name] = [*found, *again]
        return self._found[name]

    @cached_property
    def _found(self) -> dict[str, list[Finding]]:
        return {}

    def _free(self, sight: Sight) -> bool:
        """Whether nothing but stock may hold an order."""
        if sight.unread:
            return False
        if sight.kept:
            return bool(sight.kept["free"])
        ruled = review.rulings(sight.file, self._own(sight), self.facts.policies)
        return review.outcome_of(ruled) is not Outcome.HOLD

    @cached_property
    def free(self) -> Mapping[str, bool]:
        """Of each order in sight, whether nothing but stock may hold it."""
        return {sight.file.order.id: self._free(sight) for sight in self.sights}

    @cached_property
    def allocation(self) -> Allocation:
        """Who gets what is in stock, where stock is looked at."""
        if Check.STOCK not in self.files.made:
            return Allocation(frozenset(), {}, {})
        products = self.facts.policies.products
        stock = {name: p.stock for name, p in products.items() if p.stock is not None}
        return allocate([*self._claims(), *self._firm()], stock)

    def _claims(self) -> Iterator[Claim]:
        for sight in self.sights:
            order = sight.file.order
            if self.free[order.id]:
                wants = wanted(sight.file.lines)
                yield Claim(order.id, wants, held=sight.held, paid=order.paid)

    def _firm(self) -> Iterator[Claim]:
        for order in self._standing(Standing.PASSED):
            yield Claim(order.id, wanted(self.files.file(order).lines), firm=True)

    def _settle(self, sight: Sight) -> None:
        """Show the verdict on an order in sight, and remember what it went by."""
        order = sight.file.order
        short = self.allocation.short.get(order.id, ())
        lack = self._digest(short) if short else ""
        if sight.kept and sight.kept["lack"] == lack:
            return
        verdict = self._verdict(sight, short)
        self._show(order, verdict)
        noted = {"in": sight.mark, "lack": lack, "out": self._digest(notes.shown(verdict))}
        noted["outcome"] = verdict.outcome.value if verdict.outcome else ""
        stock = order.id in self.allocation.reserved
        self._note(order, noted | {"free": self.free[order.id], "stock": stock})

    def _verdict(self, sight: Sight, short: Sequence[Short]) -> Verdict:
        language = self.facts.voice.language
        if sight.unread:
            return review.cannot_tell(sight.unread, language)
        found = self.findings(sight, short)
        ruled = review.rulings(sight.file, found, self.facts.policies)
        return review.verdict(ruled, self.files.ways(sight.file), language)

    def _overdrawn(self) -> Iterator[Problem]:
        for sku, taken in self.allocation.overdrawn.items():
            product = self.facts.policies.products[sku]
            what = OVERDRAWN.fill(taken=taken, stock=product.stock)
            yield Problem("products", 0, "stock", what, Rank.CELL, product.id)

    def _show(self, order: Order, verdict: Verdict) -> None:
        if order.face.verdict is verdict:
            return
        new = judged(order, verdict)
        if new is not order:
            self.plan.changes.append(Change(self.rows.key, order, new))

    def _note(self, order: Order, noted: Mapping[str, Any]) -> None:
        notes.keep(self.facts, self.plan, order, noted)
