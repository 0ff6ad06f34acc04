"""Pay-outs: whether the money of each open refund may go back now, and why not (RULEBOOK 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from chalicelib.automations import payout_notes as notes
from chalicelib.automations import remember
from chalicelib.automations.case_triage import Triage
from chalicelib.automations.payout_files import Files
from chalicelib.automations.plan import Change, Facts, Plan, Rows
from chalicelib.automations.rules_gone import held_back
from chalicelib.model.case import Case
from chalicelib.model.casefile import is_over
from chalicelib.model.face import judged
from chalicelib.model.refund import Refund, RefundStatus
from chalicelib.model.verdict import UNJUDGED, Outcome, Verdict
from chalicelib.model.word import Phrase
from chalicelib.policy import payout_words as words
from chalicelib.policy.goods import UNTOLD, Goods
from chalicelib.policy.grant import YES, Decided, Grant, Known, decided, grant_of
from chalicelib.policy.payout import Account, is_open
from chalicelib.policy.payout_words import CANNOT_TELL, GRANTED_BY, NO_TAB
from chalicelib.policy.situation import condition

LONG_AGO = "0"
"""Before any instant: when a refund passed of which the ledger only says that it did."""
A_FEW = 5
"""How many cells to mend a step names at most, where rows may be about any order."""
STEPS = {
    RefundStatus.ASKED: words.APPROVE,
    RefundStatus.APPROVED: words.PAY,
    RefundStatus.FAILED: words.PAY_AGAIN,
}
"""What to do about a refund that may leave."""
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
IDS = {
    "refunds": Phrase("Refund ID", "退款编号"),
    "payments": Phrase("Payment ID", "付款编号"),
}
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
        known = self.facts.policies.policy is not None
        verdicts = dict(self._verdicts()) if known else held_back(self.facts, self.rows.records)
        for refund in self.rows.records:
            self._forget(refund)
            new = judged(refund, verdicts.get(refund.id, UNJUDGED))
            if new is not refund:
                self.plan.changes.append(Change(self.rows.key, refund, new))

    def _forget(self, refund: Refund) -> None:
        """Let a refund that was refused or paid out come after others if it is ever open again."""
        noted = notes.noted(self.facts, refund)
        if refund.status is not None and not is_open(refund) and "passed" in noted:
            rest = {key: kept for key, kept in noted.items() if key not in ("passed", "outcome")}
            self._keep(refund, rest)

    def _keep(self, refund: Refund, noted: Mapping[str, Any]) -> None:
        remember.note(self.facts, self.plan, (self.rows.key, refund.id), **{notes.NOTE: noted})

    def _verdicts(self) -> Iterator[tuple[str, Verdict]]:
        adrift = [*islice(self._adrift(), A_FEW)]
        if adrift:
            yield from self._dark(self.rows.records, adrift)
            return
        for name, refunds in self._by_order.items():
            mine = [one for one in refunds if self._name(one) == name]
            if not any(is_open(one) or "status" in self._lost(one) for one in mine):
                continue
            cells = [*self._unread(name, refunds)]
            if cells:
                yield from self._dark(mine, cells)
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
        """Yield the verdicts on an order's refunds, the first to pass staying the first."""
        payments, disputes = self._files.payments.get(name, ()), self._files.disputes.get(name, ())
        mine = [one for one in refunds if self._name(one) == name]
        account = Account(payments, list(refunds), disputes, self._passed(mine))
        grants = {refund.id: self._grant(refund) for refund in refunds if is_open(refund)}
        while True:
            found = [one for one in decided(account, grants) if one.refund in mine]
            new = {one.refund.id for one in found if not one.reasons} - account.passed.keys()
            if not new:
                break
            since = dict.fromkeys(new, self.facts.now.isoformat())
            account = account._replace(passed={**account.passed, **since})
        for one in found:
            verdict = self._verdict(one)
            self._note(one, verdict, account.passed.get(one.refund.id, ""))
            yield one.refund.id, verdict

    def _passed(self, refunds: Iterable[Refund]) -> Mapping[str, str]:
        kept = ((one.id, notes.noted(self.facts, one)) for one in refunds if is_open(one))
        return {
            name: noted.get("passed", LONG_AGO)
            for name, noted in kept
            if "passed" in noted or noted.get("outcome") == Outcome.PASS.value
        }

    def _verdict(self, one: Decided) -> Verdict:
        language = self.facts.voice.language
        limit = None if one.over else one.grant.limit
        granted = [GRANTED_BY.fill(case=one.refund.case, granted=limit)] if limit else []
        because = [why.what for why in one.reasons] + granted + [one.figures]
        todo = [why.step for why in one.reasons] or [STEPS[one.refund.status or RefundStatus.ASKED]]
        return Verdict(
            outcome=Outcome.HOLD if one.reasons else Outcome.PASS,
            step=" ".join(dict.fromkeys(step.said(language) for step in todo)),
            because=ALONGSIDE.said(language).join(
                dict.fromkeys(said.said(language) for said in because)
            ),
        )

    def _grant(self, refund: Refund) -> Grant:
        """Return what a refund's case says, or said when it was last open."""
        files, case, order = self._files, self._files.case(refund), self._files.order(refund)
        before = notes.before(self.facts, refund, case)
        known = Known(
            order,
            not refund.case and files.is_unsent(order),
            before.granted if before else None,
            self._goods(case, before) if case else UNTOLD,
            self.facts.policies.currency,
        )
        return grant_of(refund, case, known)

    def _goods(self, case: Case, before: notes.Before | None) -> Goods:
        """Return what is known of a case's goods; a closed one was granted with what was then."""
        first = self._goods_first(case, before)
        if not first:
            return Goods(first)
        file = self._triage.desk.file(case)
        came = condition(file)
        granted_as = before.condition if before and is_over(case) else came
        return Goods(first, file.returns, file.loose, came, granted_as or "")

    def _goods_first(self, case: Case, before: notes.Before | None) -> bool | None:
        """Return whether goods come before the money, as the case is decided, or was when open."""
        if is_over(case):
            return before.goods_first if before else None
        return self._triage.goods_first(case) if case.outcome in YES else None

    def _note(self, one: Decided, verdict: Verdict, passed: str) -> None:
        """Remember what the case granted, as long as it cannot be read or is closed."""
        noted: dict[str, Any] = {"outcome": verdict.outcome.value if verdict.outcome else ""}
        noted |= {"passed": passed} if passed else {}
        case = self._files.case(one.refund)
        if one.grant.limit is not None and case is not None:
            noted |= notes.to_keep(one.refund, case, one.grant)
        elif case is None or is_over(case) or not self._files.is_case_read(one.refund):
            noted |= notes.granted_before(self.facts, one.refund)
        self._keep(one.refund, noted)

    @cached_property
    def _triage(self) -> Triage:
        return Triage(self.facts, Plan())

    @cached_property
    def _files(self) -> Files:
        return Files(self.facts, self.rows.records)

    @cached_property
    def _by_order(self) -> Mapping[str, list[Refund]]:
        """Refunds by every order whose money they may be, or alone."""
        held: dict[str, list[Refund]] = {}
        for refund in self.rows.records:
            for name in sorted({self._name(refund), *self._files.touched(refund)}):
                held.setdefault(name, []).append(refund)
        return held

    def _name(self, refund: Refund) -> str:
        """Return under which order a refund is judged."""
        return self._files.order(refund) or f"\x00{refund.id}"

    def _adrift(self) -> Iterator[str]:
        """Yield what must be mended before any pay-out can be judged."""
        language = self.facts.voice.language
        for tab, name in self._files.adrift():
            yield BESIDE.fill(heading=IDS[tab], record=name).said(language)
        for _, key, name in self._files.untied():
            yield BESIDE.fill(heading=REFUND_CELLS[key], record=name).said(language)

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
            (payments, self._files.payments.get(name, ()), PAYMENT_CELLS),
        ):
            for one in records:
                lost = rows.unread.get(one.id, frozenset()) | rows.missing
                for key in cells.keys() & lost:
                    yield BESIDE.fill(heading=cells[key], record=one.id).said(language)
