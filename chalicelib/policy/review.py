"""Order review: which checks are made, what each finding leads to, and the verdict (RULEBOOK 4)."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple

from chalicelib.model.order import Order, OrderStatus
from chalicelib.model.verdict import Outcome, Verdict
from chalicelib.model.word import Language, Phrase
from chalicelib.policy import address, article, contact, paid, tracking
from chalicelib.policy.book import PolicyBook
from chalicelib.policy.lines import Check
from chalicelib.policy.orderfile import Finding, OrderFile, found
from chalicelib.policy.routes import Proposal
from chalicelib.policy.rule import broken_above
from chalicelib.policy.stock import Short

EDITION = 2
"""Raised whenever a check changes, so that orders reviewed before are reviewed again."""
MOST = 12
"""Reasons that are listed."""
WORSE = {Outcome.PASS: 0, Outcome.FLAG: 1, Outcome.HOLD: 2}

Look = Callable[[OrderFile], Iterable[Finding]]
"""A check: what it finds wrong with an order's file."""

CHECKS: Mapping[Check, Look] = {
    Check.RECIPIENT: address.recipient,
    Check.ADDRESS: address.address,
    Check.PHONE: contact.phone,
    Check.EMAIL: contact.email,
    Check.ARTICLE: article.article,
    Check.PRICE: article.price,
    Check.PAYMENT: paid.payment,
    Check.NOTE: paid.note,
    Check.PROHIBITED: article.prohibited,
    Check.SENSITIVE: article.sensitive,
    Check.BRAND: article.brand,
    Check.TRACKING: tracking.tracking,
}
"""Checks of one order by itself; stock and duplicates take all orders of a run."""

OVER = frozenset({
    OrderStatus.SHIPPED, OrderStatus.DELIVERED, OrderStatus.SETTLED,
    OrderStatus.CANCELLED, OrderStatus.REFUSED,
})  # fmt: skip
PAID = frozenset({OrderStatus.PAID, OrderStatus.HELD, OrderStatus.PASSED})

DUPLICATE = Phrase(
    "the same as order {order}, placed within 24 hours", "与 24 小时内的订单 {order} 相同"
)
SHORT = Phrase("SKU {sku}: {wanted} ordered, {free} left", "商品 {sku}：订购 {wanted}，可用 {free}")
REASON = Phrase("{rule} {check}: {what}", "{rule} {check}：{what}")
BESIDE = Phrase("; ", "；")
MORE = Phrase("{count} more", "另有 {count} 项")
BY_PERSON = Phrase("passed by a person", "已由人工放行")
HELD = Phrase("held by a person", "已由人工暂缓")
DECIDE = Phrase("Set the status to passed or refused.", "请将状态改为“审核通过”或“审核拒绝”。")
SETTLE = Phrase("settle: {check}", "请处理：{check}")
MEND_ROW = Phrase(
    "cannot tell: mend row {row} of Order checks", "无法判断：请修正“审单规则”表的 {row}"
)
CANNOT_TELL = Phrase("cannot tell: mend {cells}", "无法判断：请修正 {cells}")


class Standing(Enum):
    """Whether an order is to be reviewed."""

    UNPAID = auto()
    OPEN = auto()
    """Paid, not shipped, and nobody has decided."""
    PASSED = auto()
    """A person passed it; it is not shipped yet."""
    OVER = auto()
    """Shipped, cancelled, refused."""


def standing(order: Order) -> Standing:
    """Return whether an order is to be reviewed; what a person typed ends the review."""
    if order.status in OVER or order.shipped or order.delivered or order.settled:
        return Standing.OVER
    if order.status is OrderStatus.PASSED or order.reviewed is not None:
        return Standing.PASSED
    if order.paid is None and order.status not in PAID:
        return Standing.UNPAID
    return Standing.OPEN


class Ruling(NamedTuple):
    """A finding, and the rule row that says what follows from it."""

    finding: Finding
    rule: str
    outcome: Outcome
    ask: str
    broken: bool = False
    """Whether the row cannot be read, so that nobody can tell what follows."""


def findings(file: OrderFile, made: Container[str], checks: Mapping[Check, Look]) -> list[Finding]:
    """Return what the checks that are made find in a file, in the order of the checks."""
    return [one for check, look in checks.items() if check in made for one in look(file)]


def duplicated(order: str) -> Finding:
    """Return the finding that an earlier order is the same."""
    return found(Check.DUPLICATE, DUPLICATE, order=order)


def note_changed() -> Finding:
    """Return the finding that the buyer's note is not the one that a person read."""
    return found(Check.NOTE, paid.CHANGED)


def shortages(file: OrderFile, shorts: Iterable[Short]) -> list[Finding]:
    """Return the findings that there is too little in stock for an order."""
    named = [(file.products[short.sku].id, short) for short in shorts]
    return [
        found(Check.STOCK, SHORT, sku=sku, wanted=short.wanted, free=short.free)
        for sku, short in named
    ]


def rulings(file: OrderFile, found: Iterable[Finding], book: PolicyBook) -> list[Ruling]:
    """Return what follows from findings, the worst first; of no row for the country, nothing."""
    ruled = [ruling for one in found if (ruling := _ruling(file, one, book))]
    return sorted(ruled, key=lambda one: -WORSE[one.outcome])


def _ruling(file: OrderFile, finding: Finding, book: PolicyBook) -> Ruling | None:
    if book.checks is None:
        return None
    asked = {"check": finding.check, "countries": file.country}
    broken = broken_above(book.checks_broken, book.checks, asked)
    if broken:
        return Ruling(finding, broken[0], finding.most, "", broken=True)
    decision = book.checks.decide(asked)
    if not decision.outcomes:
        return None
    line = decision.outcomes[0]
    outcome = min(line.outcome or Outcome.PASS, finding.most, key=WORSE.__getitem__)
    if outcome is Outcome.PASS:
        return None
    return Ruling(finding, decision.rules[0], outcome, line.ask)


def outcome_of(ruled: Sequence[Ruling]) -> Outcome:
    """Return the worst that rulings come to."""
    return max((one.outcome for one in ruled), key=WORSE.__getitem__, default=Outcome.PASS)


def verdict(ruled: Sequence[Ruling], ways: Proposal, language: Language) -> Verdict:
    """Return the verdict on an order in a language: worst reasons first, and what to do of them."""
    worst = outcome_of(ruled)
    asked = [_asked(one, language) for one in ruled if one.outcome is worst]
    remark = [ways.remark.said(language)] if ways.remark else []
    return Verdict(
        outcome=worst,
        options=ways.said.said(language),
        step=" ".join(dict.fromkeys([*asked, *remark])),
        because=BESIDE.said(language).join(_reasons(ruled, language)),
    )


def _asked(ruling: Ruling, language: Language) -> str:
    if ruling.broken:
        return MEND_ROW.fill(row=ruling.rule).said(language)
    return ruling.ask.strip() or SETTLE.fill(check=ruling.finding.check).said(language)


def _reasons(ruled: Sequence[Ruling], language: Language) -> list[str]:
    said = [reason(one).said(language) for one in ruled[:MOST]]
    left = len(ruled) - MOST
    return [*said, MORE.fill(count=left).said(language)] if left > 0 else said


def reason(ruling: Ruling) -> Phrase:
    """Return why: the rule row, the check, and what was found, without personal data."""
    check, what, _ = ruling.finding
    return REASON.fill(rule=ruling.rule, check=check, what=what)


def passed_by_person(ways: Proposal, language: Language) -> Verdict:
    """Return the verdict on an order that a person passed."""
    options = ways.said.said(language)
    return Verdict(outcome=Outcome.PASS, options=options, because=BY_PERSON.said(language))


def held_by_person(said: Verdict, language: Language) -> Verdict:
    """Return the verdict on an order that a person holds: a hold, whatever its review says."""
    reasons = [HELD.said(language), *([said.because] if said.because else [])]
    step = said.step if said.outcome is Outcome.HOLD else DECIDE.said(language)
    because = BESIDE.said(language).join(reasons)
    return Verdict(outcome=Outcome.HOLD, options=said.options, step=step, because=because)


def cannot_tell(cells: Sequence[Phrase], language: Language) -> Verdict:
    """Return the verdict on an order of which cells cannot be read: it waits until they can."""
    named = ", ".join(dict.fromkeys(cell.said(language) for cell in cells))
    said = CANNOT_TELL.fill(cells=named).said(language)
    return Verdict(outcome=Outcome.HOLD, step=said, because=said)


class Explained(NamedTuple):
    """Why an order's review came to what it did (law 10)."""

    ruled: Sequence[Ruling]
    """What was found, with the rule row that decided on each."""
    fine: Sequence[Check]
    """Checks that were made and found nothing."""
    unmade: Sequence[Check]
    """Checks without a row: not made."""
    passed_over: Mapping[str, tuple[str, ...]]
    """Rule rows that decided nothing, with the columns that do not fit any finding."""


def explained(file: OrderFile, found: Sequence[Finding], book: PolicyBook) -> Explained:
    """Return every check of a file, made or not, and the rule rows that were passed over."""
    ruled = rulings(file, found, book)
    wrong = {one.check for one in found}
    fine = [check for check in Check if check in book.checked and check not in wrong]
    unmade = [check for check in Check if check not in book.checked]
    over: dict[str, tuple[str, ...]] = {}
    if book.checks is not None:
        for check in wrong:
            why = book.checks.why_not({"check": check, "countries": file.country})
            over |= {rule: keys for rule, keys in why.items() if keys}
    deciding = {one.rule for one in ruled}
    return Explained(ruled, fine, unmade, {r: k for r, k in over.items() if r not in deciding})
