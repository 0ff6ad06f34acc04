"""The sample's sixty cases, each about one of its orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any, NamedTuple

from chalicelib.model.case import Case, Category
from chalicelib.model.order import Order, OrderStatus
from chalicelib.model.word import Language
from chalicelib.policy.granting import GOODS
from chalicelib.policy.refunding import unit
from chalicelib.sample.people import AGENTS
from chalicelib.sample.stories import ABOUT, COMPLAINTS, COURSES, WAYS, WISHES, Stage, Way
from chalicelib.sample.trade import LOST, article_of, lines_of
from chalicelib.sample.world import ago, buyer

FIRST_NUMBER = 1001
LATELY = timedelta(days=6)
NEVER_LEFT = frozenset({OrderStatus.CANCELLED, OrderStatus.REFUSED})


class Sold(NamedTuple):
    """An order, and its place among all."""

    n: int
    order: Order


def cases(language: Language, made: Sequence[Order], start: datetime) -> list[Case]:
    """Return the cases as they stand at the start, the oldest first."""
    return [
        _case(number, sold, language, start) for number, sold in enumerate(_orders(made, start))
    ]


def case_id(number: int) -> str:
    """Return the name of a case by its place in the sample."""
    return f"CASE-{FIRST_NUMBER + number}"


def found(course: str, nth: int = 0) -> str:
    """Return the name of the nth case that has come as far as a course says."""
    places = [n for n, (name, _, _) in enumerate(COURSES) if name == course]
    return case_id(places[nth])


def remedies(made: Sequence[Order], start: datetime) -> Mapping[str, Mapping[str, Any]]:
    """Return what would be offered in each case, as an agent types it, by the case's name."""
    return {
        case_id(number): _remedy(number, sold) for number, sold in enumerate(_orders(made, start))
    }


def _orders(made: Sequence[Order], start: datetime) -> Iterator[Sold]:
    """Yield which order each case is about: the first that its complaint fits, none twice."""
    left = [Sold(n, order) for n, order in enumerate(made) if order.paid and n not in LOST]
    left = [sold for sold in left if sold.order.status not in NEVER_LEFT]
    for number, (_, before, _) in enumerate(COURSES):
        turn = (31 + 53 * number) % len(left)
        opened = start - timedelta(hours=before)
        fit = next(s for s in (*left[turn:], *left[:turn]) if _fits(number, s, opened))
        left.remove(fit)
        yield fit


def _fits(number: int, sold: Sold, opened: datetime) -> bool:
    """Whether a complaint can be about an order, as it stood when the buyer wrote."""
    complaint = COMPLAINTS[number % len(COMPLAINTS)]
    skus = ABOUT.get(number, complaint.articles)
    sku = article_of(sold.n).sku
    return (not skus or sku.startswith(skus)) and _has_come(sold.order, complaint.stage, opened)


def _has_come(order: Order, stage: Stage, opened: datetime) -> bool:
    if stage is Stage.PAID:
        return order.shipped is not None and order.paid is not None and order.paid < opened
    if order.shipped is None or order.shipped >= opened:
        return False
    arrived = order.delivered
    if stage is Stage.ON_THE_WAY:
        return arrived is None or arrived > opened
    if arrived is None or arrived >= opened:
        return False
    return stage is Stage.ARRIVED or opened - arrived < LATELY


def _case(number: int, sold: Sold, language: Language, start: datetime) -> Case:
    kind, before, besides = COURSES[number]
    complaint, way = COMPLAINTS[number % len(COMPLAINTS)], WAYS[kind]
    order, opened = sold.order, start - timedelta(hours=before)
    who = buyer(sold.n)
    return Case(
        case_id(number),
        order.id,
        complaint.kind,
        complaint.category,
        complaint.topic.said(language),
        complaint.priority,
        order.channel,
        order.country,
        way.status,
        order.buyer,
        order.email,
        who.country.language.said(language),
        _owner(number, language) if kind != "untouched" else "",
        complaint.words.said(language),
        complaint.demand,
        _article(number, sold),
        tuple(piece.said(language) for piece in complaint.proof) if way.filed else (),
        opened=opened,
        **{**_instants(way, opened), **ago(start, besides)},
        **(_remedy(number, sold) if way.remedied else {}),
    )


def _owner(number: int, language: Language) -> str:
    return AGENTS[number % len(AGENTS)].said(language)


def _article(number: int, sold: Sold) -> str:
    """Return the SKU that a case is about, if it is about goods."""
    goods = COMPLAINTS[number % len(COMPLAINTS)].category is Category.PRODUCT
    return article_of(sold.n).sku if goods else ""


def _instants(way: Way, opened: datetime) -> Mapping[str, Any]:
    return {key: opened + timedelta(hours=after) for key, after in way.hours.items()}


def _remedy(number: int, sold: Sold) -> Mapping[str, Any]:
    complaint = COMPLAINTS[number % len(COMPLAINTS)]
    remedy, share = WISHES.get(number, (complaint.remedy, complaint.share))
    order, line = sold.order, next(lines_of(sold.n, Language.EN))
    whole = order.amount or Decimal()
    if _article(number, sold):
        whole = (line.price or Decimal()) * (line.quantity or 1)
    amount = (whole * Decimal(share)).quantize(unit(order.currency), ROUND_DOWN)
    if not amount and remedy not in GOODS:
        return {"remedy": remedy}
    worth = buyer(sold.n).country.worth
    cost = {"currency": order.currency, **({"amount": amount} if amount else {})}
    return {"remedy": remedy, **cost, **({"rate": worth} if worth else {})}
