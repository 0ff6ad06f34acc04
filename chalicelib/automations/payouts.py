"""Pay-outs: whether the money of each open refund may go back now, and why not (RULEBOOK 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from chalicelib.automations import remember
from chalicelib.automations.plan import Change, Facts, Plan, Rows
from chalicelib.model.casefile import same_id
from chalicelib.model.face import judged
from chalicelib.model.money import Money
from chalicelib.model.refund import Refund
from chalicelib.model.verdict import UNJUDGED, Outcome, Verdict
from chalicelib.model.word import Phrase
from chalicelib.policy.grant import Decided, Grant, decided, grant_of
from chalicelib.policy.orderfile import by_order
from chalicelib.policy.payout import Account, is_open
from chalicelib.policy.payout_words import CANNOT_TELL, GRANTED_BY, NO_TAB

NOTE = "payout"
"""Under which name the ledger keeps what a refund's case granted, and what was decided."""

REFUND_CELLS = {
    "order": Phrase("Order ID", "订单编号"),
    "case": Phrase("Case ID", "工单编号"),
    "payment": Phrase("Payment ID", "付款编号"),
    "status": Phrase("Status", "状态"),
    "amount": Phrase("Amount", "金额"),
    "currency": Phrase("Currency", "币种"),
    "rate": Phrase("Exchange rate", "汇率"),
    "asked": Phrase("Asked", "申请时间"),
    "paid_out": Phrase("Paid out", "打款时间"),
}
"""Cells of a refund that its pay-out goes by, as the tab calls them (a test compares)."""
PAYMENT_CELLS = {key: REFUND_CELLS[key] for key in ("order", "status", "amount", "currency")}
ALONGSIDE = Phrase("; ", "；")
BESIDE = Phrase("{heading} ({record})", "{heading}（{record}）")


def payouts(facts: Facts) -> Plan:
    """Judge every refund that is asked for or approved and not paid out; clear any other.

    Where there is no Policy tab nothing is granted, and nothing is judged.
    """
    plan = Plan()
    rows = next((rows for rows in facts.tabs if rows.key == "refunds"), None)
    if rows is not None:
        _Round(facts, rows, plan).judge()
    return plan


@dataclass
class _Round:
    """One run's look at all refunds."""

    facts: Facts
    rows: Rows
    plan: Plan

    def judge(self) -> None:
        """Write the verdict on every refund into the plan."""
        verdicts = dict(self._verdicts()) if self.facts.policies.policy is not None else {}
        for refund in self.rows.records:
            new = judged(refund, verdicts.get(refund.id, UNJUDGED))
            if new is not refund:
                self.plan.changes.append(Change(self.rows.key, refund, new))

    def _verdicts(self) -> Iterator[tuple[str, Verdict]]:
        for name, refunds in self._by_order.items():
            if not any(is_open(one) or "status" in self._lost(one) for one in refunds):
                continue
            cells = [*self._unread(name, refunds)]
            if cells:
                yield from self._dark(refunds, cells)
            else:
                yield from self._settled(name, refunds)

    def _dark(self, refunds: Iterable[Refund], cells: Iterable[str]) -> Iterator[Any]:
        """Yield that nobody can tell, for each open refund of an order."""
        said = CANNOT_TELL.fill(cells=", ".join(dict.fromkeys(cells)))
        words = said.said(self.facts.voice.language)
        for refund in refunds:
            if is_open(refund) or "status" in self._lost(refund):
                yield refund.id, Verdict(outcome=Outcome.HOLD, step=words, because=words)

    def _settled(self, name: str, refunds: Iterable[Refund]) -> Iterator[tuple[str, Verdict]]:
        payments, disputes = self._payments.get(name, ()), self._disputes.get(name, ())
        account = Account(payments, list(refunds), disputes)
        grants = {refund.id: self._grant(refund) for refund in refunds if is_open(refund)}
        for one in decided(account, grants):
            verdict = self._verdict(one)
            self._note(one, verdict)
            yield one.refund.id, verdict

    def _verdict(self, one: Decided) -> Verdict:
        language = self.facts.voice.language
        granted = [GRANTED_BY.fill(case=one.refund.case, granted=one.limit)] if one.limit else []
        because = [why.what for why in one.reasons] + granted + [one.figures]
        return Verdict(
            outcome=Outcome.HOLD if one.reasons else Outcome.PASS,
            step=" ".join(dict.fromkeys(why.step.said(language) for why in one.reasons)),
            because=ALONGSIDE.said(language).join(
                dict.fromkeys(said.said(language) for said in because)
            ),
        )

    def _grant(self, refund: Refund) -> Grant:
        """Return what a refund's case says, or said when it was last open."""
        noted = remember.noted(self.facts, (self.rows.key, refund.id), NOTE) or {}
        case = self._cases.get(same_id(refund.case)) if refund.case else None
        amount, currency = noted.get("granted") or ("", "")
        same = currency and same_id(noted["case"]) == same_id(refund.case)
        before = Money(Decimal(amount), currency) if same else None
        order = self._orders.get(same_id(refund.order)) if refund.order else None
        return grant_of(refund, case, order, before)

    def _note(self, one: Decided, verdict: Verdict) -> None:
        """Remember what the case granted: closed, it says so no more."""
        noted: dict[str, Any] = {"outcome": verdict.outcome.value if verdict.outcome else ""}
        if one.limit is not None:
            noted |= {"case": one.refund.case, "granted": [str(p) for p in one.limit]}
        key = (self.rows.key, one.refund.id)
        remember.note(self.facts, self.plan, key, **{NOTE: noted})

    @cached_property
    def _by_order(self) -> Mapping[str, list[Refund]]:
        """Refunds by their order, or by that of the payment they name, or alone."""
        held: dict[str, list[Refund]] = {}
        for refund in self.rows.records:
            held.setdefault(self._order_of(refund), []).append(refund)
        return held

    def _order_of(self, refund: Refund) -> str:
        payment = self._payment.get(same_id(refund.payment)) if refund.payment else None
        named = refund.order or (payment.order if payment else "")
        return same_id(named) if named else f"\x00{refund.id}"

    @cached_property
    def _payment(self) -> Mapping[str, Any]:
        return {same_id(one.id): one for one in self.facts.rows("payments")}

    @cached_property
    def _payments(self) -> Mapping[str, list[Any]]:
        return by_order(self.facts.rows("payments"))

    @cached_property
    def _disputes(self) -> Mapping[str, list[Any]]:
        return by_order(self.facts.rows("disputes"))

    @cached_property
    def _cases(self) -> Mapping[str, Any]:
        wanted = {same_id(one.case) for one in self.rows.records if one.case and is_open(one)}
        known = ((same_id(case.id), case) for case in self.facts.rows("cases"))
        return {name: case for name, case in known if name in wanted}

    @cached_property
    def _orders(self) -> Mapping[str, Any]:
        wanted = {same_id(one.order) for one in self.rows.records if one.order and is_open(one)}
        known = ((same_id(order.id), order) for order in self.facts.rows("orders"))
        return {name: order for name, order in known if name in wanted}

    def _lost(self, refund: Refund) -> frozenset[str]:
        return self.rows.unread.get(refund.id, frozenset())

    def _unread(self, name: str, refunds: Iterable[Refund]) -> Iterator[str]:
        """Yield what the pay-outs of an order need and cannot read."""
        language = self.facts.voice.language
        payments = next((rows for rows in self.facts.tabs if rows.key == "payments"), None)
        if payments is None:
            yield NO_TAB.fill(tab=self.facts.tab_name("payments")).said(language)
            return
        for rows, records, cells in (
            (self.rows, refunds, REFUND_CELLS),
            (payments, self._payments.get(name, ()), PAYMENT_CELLS),
        ):
            for one in records:
                lost = rows.unread.get(one.id, frozenset()) | rows.missing
                for key in cells.keys() & lost:
                    yield BESIDE.fill(heading=cells[key], record=one.id).said(language)
