"""What happens to the sample's buyers, and how far the team has come with it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import NamedTuple

from chalicelib.model.case import CaseStatus, Category, Kind, Priority, Remedy
from chalicelib.model.word import Phrase


class Stage(Enum):
    """How far the order had come when its buyer wrote."""

    PAID = auto()
    ON_THE_WAY = auto()
    ARRIVED = auto()
    JUST_ARRIVED = auto()
    """So lately that the goods may still go back."""


class Complaint(NamedTuple):
    """Something a buyer writes about."""

    topic: Phrase
    category: Category
    kind: Kind
    words: Phrase
    remedy: Remedy
    priority: Priority = Priority.NORMAL
    share: str = "0"
    """What part of the article's price the remedy costs."""
    stage: Stage = Stage.PAID
    articles: tuple[str, ...] = ()
    """Beginnings of the SKUs it can be about; none: any."""
    demand: Remedy | None = None
    proof: tuple[Phrase, ...] = ()
    """What the buyer has to send, and has once the evidence is complete."""


L, P, M, X = Category.LOGISTICS, Category.PRODUCT, Category.PAYMENT, Category.OTHER
ASKS, MINDS = Kind.INQUIRY, Kind.COMPLAINT
HIGH, URGENT, LOW = Priority.HIGH, Priority.URGENT, Priority.LOW
TRAVELS, HERE, FRESH = Stage.ON_THE_WAY, Stage.ARRIVED, Stage.JUST_ARRIVED
R = Remedy
WORN, ELECTRIC, FRAGILE = ("TS-", "SHO-"), ("EB-", "LAMP-", "CHG-"), ("MUG-", "LAMP-", "KNF-")
PHOTOS = (Phrase("photos", "照片"),)
PACKED = (*PHOTOS, Phrase("packaging photos", "包装照片"))

# fmt: off
COMPLAINTS = (
    Complaint(Phrase("late", "延误"), L, MINDS, Phrase("Should have been here a week ago; the tracking page has stood still for days.", "一周前就该送到，物流页面好几天没有更新。"), R.COUPON, share="0.05", stage=TRAVELS),
    Complaint(Phrase("wrong size", "尺码不符"), P, ASKS, Phrase("Ordered by your size chart, but it is a size too small. Can I swap it?", "按尺码表下单，却小了一码。可以换吗？"), R.EXCHANGE, stage=HERE, articles=WORN, demand=R.EXCHANGE),
    Complaint(Phrase("charged twice", "重复扣款"), M, MINDS, Phrase("My card shows the same amount twice on the same day.", "银行卡同一天被扣了两笔相同的金额。"), R.REFUND, HIGH, "1", demand=R.REFUND),
    Complaint(Phrase("damaged", "破损"), P, MINDS, Phrase("The box was crushed and the article is broken.", "外箱被压扁，商品破损。"), R.RESHIP, HIGH, stage=HERE, articles=FRAGILE, demand=R.RESHIP, proof=PACKED),
    Complaint(Phrase("customs", "清关"), L, ASKS, Phrase("Customs wants an invoice and the HS code before they let it go.", "海关要求提供发票和 HS 编码才放行。"), R.EXPLANATION, stage=TRAVELS),
    Complaint(Phrase("lost", "丢失"), L, MINDS, Phrase("Marked as delivered, but nobody here has received anything.", "显示已签收，但家里没有人收到。"), R.RESHIP, HIGH, stage=HERE, demand=R.REFUND),
    Complaint(Phrase("how to use", "使用方法"), X, ASKS, Phrase("The light keeps blinking. How do I pair it with my phone?", "指示灯一直闪，怎样与手机配对？"), R.EXPLANATION, LOW, stage=HERE, articles=("EB-",)),
    Complaint(Phrase("chargeback", "拒付"), M, MINDS, Phrase("The bank says the buyer claims the goods never came.", "银行通知：买家称从未收到货。"), R.REFUSAL, URGENT, stage=HERE),
    Complaint(Phrase("not as described", "描述不符"), P, MINDS, Phrase("The colour is nothing like the picture; it looks grey, not olive.", "颜色与图片完全不同，是灰色而不是橄榄绿。"), R.PARTIAL, share="0.3", stage=HERE, articles=("BAG-", "YOG-"), demand=R.PARTIAL, proof=PHOTOS),
    Complaint(Phrase("address change", "修改地址"), X, ASKS, Phrase("I moved last week. Can it still go to the new address?", "我上周搬家了，还能改寄新地址吗？"), R.EXPLANATION, stage=TRAVELS),
    Complaint(Phrase("defective", "质量问题"), P, MINDS, Phrase("Out of the box it does not charge at all.", "刚拆封就充不进电。"), R.RESHIP, stage=HERE, articles=ELECTRIC, demand=R.RESHIP, proof=PHOTOS),
    Complaint(Phrase("exchange rate", "汇率"), M, ASKS, Phrase("My bank took more than your page said. Which rate did you use?", "银行扣的比页面显示的多，用的是哪个汇率？"), R.EXPLANATION, LOW),
    Complaint(Phrase("wrong goods", "发错货"), P, MINDS, Phrase("I ordered the blue one in L and got the red one in M.", "我订的是蓝色 L，收到的是红色 M。"), R.EXCHANGE, stage=HERE, articles=("TS-",), demand=R.EXCHANGE, proof=PHOTOS),
    Complaint(Phrase("changed mind", "改变主意"), P, ASKS, Phrase("I do not need it after all and would like to send it back.", "我不需要了，想退货。"), R.RETURN, share="1", stage=FRESH, articles=("SCF-", "BAG-", "YOG-", "MUG-"), demand=R.RETURN),
    Complaint(Phrase("certificate", "证书"), X, ASKS, Phrase("Please send the CE certificate; my company needs it.", "请提供 CE 证书，公司需要存档。"), R.EXPLANATION),
)
# fmt: on
TEA = ("TEA-",)
ABOUT: Mapping[int, tuple[str, ...]] = MappingProxyType({47: ("SHO-",), 58: TEA})
"""What a case is about, by its place, where its complaint is not usually about that."""
WISHES: Mapping[int, tuple[Remedy, str]] = MappingProxyType(
    {15: (R.COUPON, "0.1"), 35: (R.REFUND, "1")}
)
"""Remedies that the policy does not allow: twice the coupon, money for what was delivered."""


class Way(NamedTuple):
    """How far a case has come: its status, and hours after it was opened."""

    status: CaseStatus
    hours: Mapping[str, float]
    remedied: bool = False

    @property
    def filed(self) -> bool:
        """Whether all evidence came in."""
        return "evidence_complete" in self.hours


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
        "done": Way(
            C.CLOSED,
            {**_OFFERED, "last_reply": 49, "closed": 50},
            remedied=True,
        ),
        "slow": Way(
            C.CLOSED,
            {**_SLOW, "last_reply": 150, "closed": 151},
            remedied=True,
        ),
    }
)

COURSES: tuple[tuple[str, float, Mapping[str, float]], ...] = (
    *(("done", 560 - 23 * n, {}) for n in range(9)),
    ("slow", 350, {}),
    ("done", 330, {}),
    ("slow", 310, {}),
    ("done", 290, {"documents_asked": 289, "documents_sent": 288.994}),
    ("cancelled", 280, {}),
    ("done", 262, {"promised": 240, "promise_kept": 244}),
    ("offered", 408, {}),
    ("third", 352, {"waiting_since": 90}),
    *(("done", 240 - 19 * n, {}) for n in range(6)),
    ("third", 118, {"waiting_since": 60}),
    ("customer", 112, {}),
    ("done", 108, {"customer_wrote": 100, "last_reply": 88}),
    ("closed", 104, {}),
    ("closed", 63, {}),
    ("solved", 90, {}),
    ("customer", 81, {"customer_wrote": 78}),
    ("filed", 74, {}),
    ("filed", 62, {}),
    ("offered", 70, {}),
    ("offered", 52, {}),
    ("met", 57, {}),
    ("approval", 50, {}),
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
    ("approval", 20.5, {}),
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
