"""A case: one customer's problem (RULEBOOK 2 and 6)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from pydantic.dataclasses import dataclass

from chalicelib.model.face import BLANK, Face
from chalicelib.model.money import Money
from chalicelib.model.verdict import Movement, Outcome
from chalicelib.model.word import Word


class CaseStatus(Word):
    """Where a case stands."""

    NEW = "new", "新建"
    OPEN = "open", "处理中"
    WAITING_CUSTOMER = "waiting on customer", "等待客户"
    WAITING_THIRD = "waiting on third party", "等待第三方"
    WAITING_APPROVAL = "waiting on approval", "等待审批"
    SOLVED = "solved", "已解决"
    CLOSED = "closed", "已关闭"
    CANCELLED = "cancelled", "已取消"


class Kind(Word):
    """What the customer wants: this decides how fast the first reply must be."""

    INQUIRY = "inquiry", "咨询"
    COMPLAINT = "complaint", "投诉"


class Category(Word):
    """What a case is about (RULEBOOK 6)."""

    LOGISTICS = "logistics", "物流类"
    PRODUCT = "product", "商品类"
    PAYMENT = "payment", "支付类"
    OTHER = "other", "其他类"


class Priority(Word):
    """How urgent a record is."""

    LOW = "low", "低"
    NORMAL = "normal", "普通"
    HIGH = "high", "高"
    URGENT = "urgent", "紧急"


class Remedy(Word):
    """What the customer gets (RULEBOOK 7)."""

    RESHIP = "reship", "补发"
    EXCHANGE = "exchange", "换货"
    RETURN = "return for refund", "退货退款"
    REFUND = "refund", "仅退款"
    PARTIAL = "partial refund", "部分退款"
    COUPON = "coupon", "优惠券"
    GIFT = "gift", "小礼品"
    REPAIR = "repair", "维修"
    EXPLANATION = "explanation", "解释说明"
    REFUSAL = "refusal", "拒绝"


@dataclass(frozen=True, slots=True)
class Case:
    """A row of the Cases tab."""

    id: str
    order: str = ""
    kind: Kind | None = None
    category: Category | None = None
    topic: str = ""
    priority: Priority | None = None
    channel: str = ""
    country: str = ""
    status: CaseStatus | None = None
    customer: str = ""
    email: str = ""
    language: str = ""
    owner: str = ""
    problem: str = ""
    demand: Remedy | None = None
    sku: str = ""
    on_file: tuple[str, ...] = ()
    opened: datetime | None = None
    customer_wrote: datetime | None = None
    first_reply: datetime | None = None
    last_reply: datetime | None = None
    waiting_since: datetime | None = None
    contacted: datetime | None = None
    evidence_complete: datetime | None = None
    proposed: datetime | None = None
    remedy: Remedy | None = None
    amount: Decimal | None = None
    currency: str = ""
    rate: Decimal | None = None
    postage: Decimal | None = None
    reply: str = ""
    promised: datetime | None = None
    promise_kept: datetime | None = None
    documents_asked: datetime | None = None
    documents_sent: datetime | None = None
    closed: datetime | None = None
    face: Face = BLANK

    @property
    def outcome(self) -> Outcome | None:
        """What the desk decided; clocks may go by it."""
        return self.face.verdict.outcome

    @property
    def movement(self) -> Movement | None:
        """Where goods and money are; clocks may go by it."""
        return self.face.verdict.movement

    @property
    def approval_asked(self) -> datetime | None:
        """When the desk asked for a yes beyond the owner's authority."""
        return self.face.verdict.approval_asked

    @property
    def approval_decided(self) -> datetime | None:
        """When the approver said yes or no by link."""
        return self.face.verdict.approval_decided

    @property
    def recorded(self) -> datetime | None:
        """When the desk put the case into the Library."""
        return self.face.verdict.recorded

    @property
    def granted(self) -> Money | None:
        """What the remedy costs, where amount and currency are both known."""
        if self.amount is None or not self.currency:
            return None
        return Money(self.amount, self.currency)
