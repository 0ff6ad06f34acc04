"""Order review: hold, flag or pass what is paid and not shipped yet, and say why (RULEBOOK 4).

Orders are looked at one by one, and then together: for duplicates, and for stock, which goes to
whom it was promised first. An order of which nothing changed is not looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from chalicelib.automations import review_notes as notes
from chalicelib.automations.order_files import OrderFiles
from chalicelib.automations.plan import Change, Facts, Plan, Rows
from chalicelib.automations.reserving import Reserving, firm, on_the_way, overdrawn
from chalicelib.automations.review_sight import Sight
from chalicelib.model.face import judged
from chalicelib.model.order import Order, OrderStatus
from chalicelib.model.verdict import UNJUDGED, Outcome, Verdict
from chalicelib.policy import duplicates, review
from chalicelib.policy.lines import Check
from chalicelib.policy.orderfile import Finding, OrderFile
from chalicelib.policy.review import CHECKS, Explained, Look, Standing
from chalicelib.policy.stock import Allocation, Short, allocate, wanted

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


@dataclass
class _Round:
    """One run's review of all orders."""

    facts: Facts
    rows: Rows
    checks: Checks
    plan: Plan

    def judge(self) -> None:
        """Write the verdict on every order into the plan."""
        for order in self._by_standing[Standing.OVER] + self._by_standing[Standing.UNPAID]:
            self._show(order, UNJUDGED)
        if not self.facts.policies.checked:
            self._leave()
            return
        self._open()
        for file in self._passed:
            self._pass(file)
        if self._by_standing[Standing.OPEN]:
            self.plan.problems += self.files.unmade()
            self.files.remember_made(self.plan)
        open_files = [sight.file for sight in self.sights]
        self.plan.problems += [
            *overdrawn(self.facts, self.allocation),
            *on_the_way([*open_files, *self._passed]),
        ]

    def _open(self) -> None:
        if self.files.lost:
            self._wait()
            return
        for sight in self.sights:
            self._settle(sight)

    def _pass(self, file: OrderFile) -> None:
        order = file.order
        self._show(order, self._by_person(file))
        took = self.reserving.took(wanted(file.lines))
        notes.keep(
            self.facts, self.plan, order, {"outcome": Outcome.PASS.value, "free": True, **took}
        )

    def _wait(self) -> None:
        """Judge nothing while a check that was made cannot be: old verdicts stay, new orders wait.

        Nothing is noted, so that all is as it was once the tab or column is back.
        """
        unknown = review.cannot_tell(self.files.gone(), self.facts.voice.language)
        for order in self._by_standing[Standing.OPEN]:
            said = notes.left(self.facts, order)
            self._show(order, said if said.outcome else unknown)

    def _leave(self) -> None:
        """Judge nothing; while Order checks is gone or cannot be read, old verdicts stay."""
        lost = self.facts.policies.checks is None
        for order in self._by_standing[Standing.OPEN]:
            self._show(order, notes.left(self.facts, order) if lost else UNJUDGED)
        for file in self._passed:
            judged_before = lost and notes.noted(self.facts, file.order)
            self._show(file.order, self._by_person(file) if judged_before else UNJUDGED)

    def _by_person(self, file: OrderFile) -> Verdict:
        return review.passed_by_person(self.files.ways(file), self.facts.voice.language)

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
        read = notes.read(self.facts, order, unread=bool(unread))
        mark = self._digest(self._rules, self.files.inputs(file), same_as, unread, read)
        noted = notes.noted(self.facts, order)
        same = noted.get("in") == mark and notes.stands(self.facts, order)
        return Sight(file, unread, same_as, mark, read, noted if same else notes.NOTHING, noted)

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
            self._found[name] = [*found, *self._note_changed(sight), *again]
        return self._found[name]

    def _note_changed(self, sight: Sight) -> list[Finding]:
        changed = notes.changed(self.facts, sight.file.order, sight.read)
        return [review.note_changed()] if changed and Check.NOTE in self.files.made else []

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
        free, claim = self.free, self.reserving.claim
        claims = [c for s in self.sights if (c := claim(s, free=free[s.file.order.id]))]
        return allocate([*claims, *firm(self._passed)], self.reserving.stock)

    @cached_property
    def reserving(self) -> Reserving:
        return Reserving(self.facts)

    @cached_property
    def _passed(self) -> Sequence[OrderFile]:
        """The files of orders that people passed."""
        return [self.files.file(order) for order in self._by_standing[Standing.PASSED]]

    def _settle(self, sight: Sight) -> None:
        """Show the verdict on an order in sight, and remember what it went by."""
        order = sight.file.order
        short = self.allocation.short.get(order.id, ())
        lack = self._digest(short) if short else ""
        if sight.kept and sight.kept["lack"] == lack:
            return
        verdict = self._verdict(sight, short)
        self._show(order, verdict)
        noted: dict[str, Any] = {
            "in": sight.mark,
            "lack": lack,
            "out": self._digest(notes.shown(verdict)),
        }
        noted["outcome"] = verdict.outcome.value if verdict.outcome else ""
        noted |= {"free": self.free[order.id], **({notes.READ: sight.read} if sight.read else {})}
        looked = self.allocation if Check.STOCK in self.files.made else None
        notes.keep(self.facts, self.plan, order, {**noted, **self.reserving.noted(sight, looked)})

    def _verdict(self, sight: Sight, short: Sequence[Short]) -> Verdict:
        language = self.facts.voice.language
        if sight.unread:
            return review.cannot_tell(sight.unread, language)
        found = self.findings(sight, short)
        ruled = review.rulings(sight.file, found, self.facts.policies)
        said = review.verdict(ruled, self.files.ways(sight.file), language)
        held = sight.file.order.status is OrderStatus.HELD
        return review.held_by_person(said, language) if held else said

    def _show(self, order: Order, verdict: Verdict) -> None:
        if order.face.verdict is verdict:
            return
        new = judged(order, verdict)
        if new is not order:
            self.plan.changes.append(Change(self.rows.key, order, new))
