"""Default promises on cases and orders (RULEBOOK 2 and 3): rows to edit, never constants."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from chalicelib.model.case import CaseStatus, Kind
from chalicelib.model.order import OrderStatus
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Language, Phrase, Word
from chalicelib.sla.lines import Reopen, SlaLine
from chalicelib.tables import wording as w
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import CASES, ORDERS

ALWAYS = "24x7"
BANK = Phrase("Bank", "银行")
OFFICE = Phrase("Office", "办公时间")

SYSTEM = Phrase("Digital-trade service system", "数字贸易服务体系")
SERVICE = Phrase("Customer-service management", "客户服务管理规范")
NORMS = Phrase("Order processing and after-sales norms", "订单处理与售后规范")
RISK = Phrase("After-sales risk management", "售后风险管理")
OURS = Phrase("Our suggestion: change it to suit you", "建议值，可自行修改")


class Promise(NamedTuple):
    """A default row of the SLA tab, in both languages at once."""

    id: str
    tab: Table[Any]
    clock: Phrase
    cells: dict[str, Any]

    def line(self, language: Language) -> SlaLine:
        """Return the row in one language."""
        cells = {key: w.said(value, language) for key, value in self.cells.items()}
        clock, tab = self.clock.said(language), self.tab.name.said(language)
        return SlaLine(id=self.id, active=True, clock=clock, tab=tab, **cells)


def promise(id_: str, tab: Table[Any], clock: tuple[str, str], **cells: Any) -> Promise:
    """Return a default row; it runs around the clock and is resumed on reopening."""
    usual = {"calendar": ALWAYS, "urgent": False, "reopen": Reopen.RESUME}
    return Promise(id_, tab, Phrase(*clock), usual | cells)


def word(choice: Word) -> Phrase:
    """Return a choice as a condition cell names it."""
    return Phrase(choice.value, choice.zh)


USED = w.SHARE.fill(n=80)
LATE = w.rung(w.DUE, w.OWNER, w.LEAD)
LATER = w.either(LATE, w.rung(w.HOURS.fill(n=4), w.MANAGER))
SOON = w.rung(USED, w.OWNER)
SOONER = w.either(SOON, w.rung(w.before(w.HOURS.fill(n=4)), w.OWNER, w.LEAD))
AT_ONCE = w.rung(w.DUE, w.ON_DUTY, w.LEAD)

_OPENED = w.at(CASES, "opened")
_ENDED = w.either(w.at(CASES, "closed"), w.when(CASES, "status", CaseStatus.CLOSED))
"""A closed case owes nothing more, also where nobody typed the instant."""
_VOID = w.when(CASES, "status", CaseStatus.CANCELLED)
_OVER = w.when(CASES, "status", CaseStatus.CANCELLED, CaseStatus.CLOSED)
_WAITS = w.either(
    w.when(CASES, "status", CaseStatus.WAITING_CUSTOMER, CaseStatus.WAITING_THIRD),
    w.at(CASES, "waiting_since"),
)


def _answered(key: str) -> Phrase:
    return w.either(w.at(CASES, key), _ENDED)


_FIRST = {
    "start": _OPENED,
    "stop": _answered("first_reply"),
    "warn": w.rung(w.SHARE.fill(n=60), w.ON_DUTY),
    "escalate": AT_ONCE,
    "urgent": True,
    "reopen": Reopen.IGNORE,
    "cancel": _VOID,
}
_FIRST_RESPONSE = ("First response", "首次响应")

# fmt: off
CASE_PROMISES = (
    promise("C01", CASES, _FIRST_RESPONSE, **_FIRST, kind=word(Kind.INQUIRY), target=w.MINUTES.fill(n=3), source=SERVICE),
    promise("C02", CASES, _FIRST_RESPONSE, **_FIRST, kind=word(Kind.COMPLAINT), target=w.MINUTES.fill(n=10), source=SERVICE),
    promise("C03", CASES, _FIRST_RESPONSE, **_FIRST, target=w.MINUTES.fill(n=10), source=OURS),
    promise("C04", CASES, ("Contact the customer", "联系客户"), start=_OPENED, stop=_answered("contacted"), target=w.HOURS.fill(n=24), warn=SOON, escalate=LATER, reopen=Reopen.IGNORE, cancel=_VOID, source=SYSTEM),
    promise("C05", CASES, ("Evidence complete", "证据齐全"), start=_OPENED, stop=_answered("evidence_complete"), target=w.HOURS.fill(n=48), pause=_WAITS, warn=SOON, escalate=LATE, reopen=Reopen.IGNORE, cancel=_VOID, source=SYSTEM),
    promise("C06", CASES, ("Response", "方案答复"), start=_OPENED, stop=_answered("proposed"), target=w.HOURS.fill(n=72), pause=_WAITS, warn=SOONER, escalate=LATER, cancel=_VOID, source=SYSTEM),
    promise("C07", CASES, ("Resolution", "解决"), start=_OPENED, stop=_ENDED, target=w.DAYS.fill(n=15), pause=_WAITS, pause_cap=timedelta(days=14), warn=w.either(SOON, w.rung(w.before(w.HOURS.fill(n=24)), w.OWNER, w.LEAD)), escalate=w.either(LATE, w.rung(w.HOURS.fill(n=24), w.MANAGER)), cancel=_VOID, source=SYSTEM),
    promise("C08", CASES, ("Approval", "审批"), start=w.at(CASES, "approval_asked"), stop=w.at(CASES, "approval_decided"), target=w.MINUTES.fill(n=30), urgent=True, reopen=Reopen.IGNORE, cancel=_OVER, source=SERVICE),
    promise("C09", CASES, ("Promised callback", "承诺回复"), start=_OPENED, stop=_answered("promise_kept"), target=w.at(CASES, "promised"), warn=w.rung(w.before(w.HOURS.fill(n=2)), w.OWNER), escalate=LATE, cancel=_VOID, source=NORMS),
    promise("C10", CASES, ("Next reply", "后续回复"), start=w.first(w.at(CASES, "customer_wrote")), stop=_answered("last_reply"), target=w.HOURS.fill(n=24), warn=SOON, escalate=LATE, reopen=Reopen.IGNORE, cancel=_VOID, source=OURS),
    promise("C11", CASES, ("Case library entry", "案例入库"), start=w.at(CASES, "closed"), stop=w.at(CASES, "recorded"), target=w.HOURS.fill(n=24), warn=SOON, escalate=w.rung(w.DUE, w.OWNER), reopen=Reopen.RESTART, cancel=_VOID, source=SERVICE),
    promise("C12", CASES, ("Documents for the buyer", "买家单证"), start=w.at(CASES, "documents_asked"), stop=w.at(CASES, "documents_sent"), target=w.SECONDS.fill(n=30), escalate=w.rung(w.DUE, w.ON_DUTY), urgent=True, reopen=Reopen.IGNORE, cancel=_VOID, source=SERVICE),
)

_REFUSED = w.when(ORDERS, "status", OrderStatus.CANCELLED, OrderStatus.REFUSED)
_DROPPED = w.when(ORDERS, "status", OrderStatus.CANCELLED)
_HELD = w.when(ORDERS, "outcome", Outcome.HOLD)
_HELD_BY_ANYONE = w.either(_HELD, w.when(ORDERS, "status", OrderStatus.HELD))
"""By the desk or by a person: nobody may ship it then."""
_LOOKED_AT = w.when(ORDERS, "outcome", Outcome.PASS, Outcome.FLAG, Outcome.HOLD)
_PASSED = w.when(ORDERS, "outcome", Outcome.PASS, Outcome.FLAG)
_SETTLED = w.either(
    w.at(ORDERS, "reviewed"),
    _PASSED,
    w.when(ORDERS, "status", OrderStatus.REFUSED),
    w.at(ORDERS, "shipped"),
)
"""A hold ends when a person decides, when what held the order is mended, or when it is sent."""
_ON_ITS_WAY = w.when(
    ORDERS, "status", OrderStatus.SHIPPED, OrderStatus.DELIVERED, OrderStatus.SETTLED
)
"""What is on its way was shipped, also where nobody typed the instant."""

ORDER_PROMISES = (
    promise("O01", ORDERS, ("Automatic review", "自动审单"), start=w.at(ORDERS, "paid"), stop=w.either(w.at(ORDERS, "held"), w.at(ORDERS, "reviewed"), _LOOKED_AT), target=w.HOURS.fill(n=1), warn=w.rung(USED, w.ON_DUTY), escalate=AT_ONCE, reopen=Reopen.IGNORE, cancel=_DROPPED, source=SYSTEM),
    promise("O02", ORDERS, ("Manual review", "人工审单"), start=w.either(w.at(ORDERS, "held"), _HELD), stop=_SETTLED, target=w.HOURS.fill(n=4), warn=SOON, escalate=LATER, reopen=Reopen.IGNORE, cancel=_DROPPED, source=SYSTEM),
    promise("O03", ORDERS, ("Ship", "发货"), start=w.either(w.at(ORDERS, "reviewed"), _PASSED), stop=w.either(w.at(ORDERS, "shipped"), _ON_ITS_WAY), target=w.at(ORDERS, "handling"), pause=_HELD_BY_ANYONE, warn=SOON, escalate=LATE, cancel=w.either(_REFUSED, w.at(ORDERS, "shipped")), source=NORMS),
    promise("O04", ORDERS, ("Settlement", "结算"), start=w.at(ORDERS, "delivered"), stop=w.at(ORDERS, "settled"), target=Phrase("T+3", "T+3"), calendar=BANK, warn=SOON, escalate=w.rung(w.DUE, w.OWNER, w.SHOP_OWNER), cancel=_DROPPED, source=SYSTEM),
)
# fmt: on
