"""What happens to the sample's buyers, and how far the team has come with it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from chalicelib.model.case import CaseStatus, Category, Kind, Priority, Remedy
from chalicelib.model.word import Phrase


class Complaint(NamedTuple):
    """Something a buyer writes about."""

    topic: Phrase
    category: Category
    kind: Kind
    words: Phrase
    remedy: Remedy
    priority: Priority = Priority.NORMAL
    share: str = "0"
    """What part of the order's sum the remedy costs."""


L, P, M, X = Category.LOGISTICS, Category.PRODUCT, Category.PAYMENT, Category.OTHER
ASKS, MINDS = Kind.INQUIRY, Kind.COMPLAINT
HIGH, URGENT, LOW = Priority.HIGH, Priority.URGENT, Priority.LOW

# fmt: off
COMPLAINTS = (
    Complaint(Phrase("late", "延误"), L, MINDS, Phrase("Should have been here a week ago; the tracking page has stood still for days.", "一周前就该送到，物流页面好几天没有更新。"), Remedy.COUPON, share="0.05"),
    Complaint(Phrase("wrong size", "尺码不符"), P, ASKS, Phrase("Ordered by your size chart, but it is a size too small. Can I swap it?", "按尺码表下单，却小了一码。可以换吗？"), Remedy.EXCHANGE),
    Complaint(Phrase("charged twice", "重复扣款"), M, MINDS, Phrase("My card shows the same amount twice on the same day.", "银行卡同一天被扣了两笔相同的金额。"), Remedy.REFUND, HIGH, "1"),
    Complaint(Phrase("damaged", "破损"), P, MINDS, Phrase("The box was crushed and the article is broken; photos attached.", "外箱被压扁，商品破损，已附照片。"), Remedy.RESHIP, HIGH),
    Complaint(Phrase("customs", "清关"), L, ASKS, Phrase("Customs wants an invoice and the HS code before they let it go.", "海关要求提供发票和 HS 编码才放行。"), Remedy.EXPLANATION),
    Complaint(Phrase("lost", "丢失"), L, MINDS, Phrase("Marked as delivered, but nobody here has received anything.", "显示已签收，但家里没有人收到。"), Remedy.REFUND, HIGH, "1"),
    Complaint(Phrase("how to use", "使用方法"), X, ASKS, Phrase("The light keeps blinking. How do I pair it with my phone?", "指示灯一直闪，怎样与手机配对？"), Remedy.EXPLANATION, LOW),
    Complaint(Phrase("chargeback", "拒付"), M, MINDS, Phrase("The bank says the buyer claims the goods never came.", "银行通知：买家称从未收到货。"), Remedy.REFUSAL, URGENT),
    Complaint(Phrase("not as described", "与描述不符"), P, MINDS, Phrase("The colour is nothing like the picture; it looks grey, not olive.", "颜色与图片完全不同，是灰色而不是橄榄绿。"), Remedy.PARTIAL, share="0.3"),
    Complaint(Phrase("address change", "修改地址"), X, ASKS, Phrase("I moved last week. Can it still go to the new address?", "我上周搬家了，还能改寄新地址吗？"), Remedy.EXPLANATION),
    Complaint(Phrase("defective", "故障"), P, MINDS, Phrase("Worked for two days, now it does not charge any more.", "用了两天就充不进电了。"), Remedy.RESHIP),
    Complaint(Phrase("exchange rate", "汇率"), M, ASKS, Phrase("My bank took more than your page said. Which rate did you use?", "银行扣的比页面显示的多，用的是哪个汇率？"), Remedy.EXPLANATION, LOW),
    Complaint(Phrase("wrong article", "发错货"), P, MINDS, Phrase("I ordered the blue one in L and got the red one in M.", "我订的是蓝色 L，收到的是红色 M。"), Remedy.EXCHANGE),
    Complaint(Phrase("withdrawal", "撤回订单"), X, ASKS, Phrase("I would like to send it back within the fourteen days.", "我想在十四天内退货。"), Remedy.RETURN, share="1"),
    Complaint(Phrase("certificate", "证书"), X, ASKS, Phrase("Please send the CE certificate; my company needs it.", "请提供 CE 证书，公司需要存档。"), Remedy.EXPLANATION),
)
# fmt: on


class Way(NamedTuple):
    """How far a case has come: its status, and hours after it was opened."""

    status: CaseStatus
    hours: Mapping[str, float]
    remedied: bool = False


C = CaseStatus
_FIRST = {"first_reply": 0.04, "last_reply": 0.04}
_MET = {**_FIRST, "contacted": 3, "last_reply": 3}
_FILED = {**_MET, "evidence_complete": 9, "last_reply": 9}
_OFFERED = {**_FILED, "proposed": 20, "last_reply": 20}
_SLOW = {"first_reply": 0.3, "contacted": 30, "evidence_complete": 60, "proposed": 80}

WAYS: Mapping[str, Way] = MappingProxyType(
    {
        "untouched": Way(C.NEW, {}),
        "answered": Way(C.OPEN, _FIRST),
        "tardy": Way(C.OPEN, {**_MET, "first_reply": 0.25}),
        "met": Way(C.OPEN, _MET),
        "filed": Way(C.OPEN, _FILED),
        "offered": Way(C.OPEN, _OFFERED, remedied=True),
        "customer": Way(C.WAITING_CUSTOMER, {**_MET, "waiting_since": 4}),
        "third": Way(C.WAITING_THIRD, {**_OFFERED, "waiting_since": 21}, remedied=True),
        "approval": Way(C.WAITING_APPROVAL, _FILED, remedied=True),
        "cancelled": Way(C.CANCELLED, _FIRST),
        "solved": Way(C.SOLVED, {**_OFFERED, "last_reply": 30}, remedied=True),
        "closed": Way(C.CLOSED, {**_OFFERED, "last_reply": 40, "closed": 41}, remedied=True),
        "recorded": Way(
            C.CLOSED,
            {**_OFFERED, "last_reply": 49, "closed": 50, "recorded": 60},
            remedied=True,
        ),
        "slow": Way(
            C.CLOSED,
            {**_SLOW, "last_reply": 150, "closed": 151, "recorded": 190},
            remedied=True,
        ),
    }
)

COURSES: tuple[tuple[str, float, Mapping[str, float]], ...] = (
    *(("recorded", 560 - 23 * n, {}) for n in range(9)),
    ("slow", 350, {}),
    ("recorded", 330, {"approval_asked": 300, "approval_decided": 299.8}),
    ("slow", 310, {}),
    ("recorded", 290, {"documents_asked": 289, "documents_sent": 288.994}),
    ("cancelled", 280, {}),
    ("recorded", 262, {"promised": 240, "promise_kept": 244}),
    ("offered", 408, {}),
    ("third", 352, {"waiting_since": 90}),
    *(("recorded", 240 - 19 * n, {}) for n in range(6)),
    ("third", 118, {"waiting_since": 60}),
    ("customer", 112, {}),
    ("recorded", 108, {"customer_wrote": 100, "last_reply": 88}),
    ("closed", 104, {}),
    ("closed", 63, {}),
    ("solved", 90, {}),
    ("customer", 81, {"customer_wrote": 78}),
    ("filed", 74, {}),
    ("filed", 62, {}),
    ("offered", 70, {}),
    ("approval", 52, {"approval_asked": 0.3}),
    ("approval", 57, {"approval_asked": 1.5}),
    ("met", 50, {}),
    ("met", 44, {}),
    ("customer", 40, {}),
    ("third", 38, {"waiting_since": 16}),
    ("offered", 36, {"promised": -1.5}),
    ("offered", 33, {"promised": 3}),
    ("met", 30, {"customer_wrote": 26}),
    ("met", 29, {"customer_wrote": 21}),
    ("filed", 27, {}),
    ("answered", 25, {}),
    ("cancelled", 24, {}),
    ("met", 22, {}),
    ("answered", 20.5, {}),
    ("tardy", 18, {}),
    ("met", 15, {"documents_asked": 12, "documents_sent": 11.995}),
    ("met", 12, {"documents_asked": 0.1}),
    ("customer", 10, {}),
    ("answered", 8, {}),
    ("met", 6, {"promised": -30}),
    ("answered", 4, {}),
    ("tardy", 3.5, {}),
    ("answered", 2, {}),
    ("untouched", 0.6, {}),
    ("untouched", 0.1, {}),
    ("untouched", 0.02, {}),
)
"""Each case: how far it came, opened how many hours before the start, and what came besides,
in hours before the start."""
