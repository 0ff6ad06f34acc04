"""The policy book: the tabs on judgement, understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from chalicelib.model.case import Remedy
from chalicelib.model.money import Money
from chalicelib.model.person import Role
from chalicelib.model.product import Product
from chalicelib.policy.lines import (
    DeadlineLine,
    KeywordLine,
    MarketLine,
    Payer,
    PhraseLine,
)

if TYPE_CHECKING:
    from chalicelib.policy.rule import DecisionTable


class Terms(NamedTuple):
    """What a row of the Policy tab allows: the outcome of its decision table."""

    remedies: tuple[Remedy, ...]
    """The recommended one first."""
    share: Decimal | None = None
    """The most that may be granted as a part of the value, 0.3 for 30 %; None: no such cap."""
    cap: Money | None = None
    """The most that may be granted as an amount; None: no such cap."""
    postage: Payer | None = None
    goods_back: bool | None = None
    """Whether the goods come back before any money; None: only before a return for refund's."""
    buyer_text: str = ""


class Authority(NamedTuple):
    """What a role may grant alone, and who decides above it."""

    id: str
    """The row of the Authority tab."""
    role: Role
    remedies: frozenset[Remedy]
    """Empty: any."""
    cap: Money | None
    """None: no limit."""
    next: Role | None
    patience: timedelta
    """How long the role has for an answer when asked, on its own shift."""


class Deadline(NamedTuple):
    """A row of the Deadlines tab that can be counted."""

    line: DeadlineLine
    tab: str
    """Key of the tab."""
    field: str
    """The record's field it runs from."""
    span: timedelta | None
    """Calendar time; None where only the platform's own date counts, or business days do."""
    business_days: int = 0


@dataclass(frozen=True)
class PolicyBook:
    """All rules of judgement; an empty book judges nothing."""

    currency: str = "USD"
    """The desk's own currency: caps without one are in it, rates convert into it."""
    policy: DecisionTable | None = None
    """Outcomes are Terms; hit policy first."""
    policy_broken: DecisionTable | None = None
    """Rows of Policy that cannot be read; outcomes are how many that can stand above each."""
    evidence: DecisionTable | None = None
    """Outcomes are tuples of kinds of evidence; hit policy collect."""
    evidence_broken: DecisionTable | None = None
    """Rows of Evidence that cannot be read: what they ask for is not known."""
    authority: Mapping[Role, Authority] = field(default_factory=dict)
    checks: DecisionTable | None = None
    """Of check and country; outcomes are CheckLines; hit policy first."""
    checks_broken: DecisionTable | None = None
    """Rows of Order checks that cannot be read, likewise."""
    checked: frozenset[str] = frozenset()
    """Checks that have a row at all."""
    products: Mapping[str, Product] = field(default_factory=dict)
    """By folded SKU."""
    markets: Mapping[str, MarketLine] = field(default_factory=dict)
    """By country code in capitals; EU and * too."""
    routes: DecisionTable | None = None
    """Of country and product classes; outcomes are RouteLines; hit policy collect."""
    deadlines: Sequence[Deadline] = ()
    phrases: Sequence[PhraseLine] = ()
    keywords: Sequence[KeywordLine] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    """A digest of each of these tabs, so that its changes are noticed."""


NO_BOOK = PolicyBook()
