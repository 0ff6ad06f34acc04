"""The sample's sixty cases, each about one of its orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from chalicelib.model.case import Case
from chalicelib.model.order import Order
from chalicelib.model.word import Language
from chalicelib.sample.people import AGENTS
from chalicelib.sample.stories import COMPLAINTS, COURSES, WAYS, Complaint, Way
from chalicelib.sample.world import ago, buyer

CENT = Decimal("0.01")
FIRST_NUMBER = 1001


def cases(language: Language, made: Sequence[Order], start: datetime) -> list[Case]:
    """Return the cases as they stand at the start, the oldest first."""
    paid = [(n, order) for n, order in enumerate(made) if order.paid]
    return [_case(number, paid, language, start) for number in range(len(COURSES))]


def case_id(number: int) -> str:
    """Return the name of a case by its place in the sample."""
    return f"CASE-{FIRST_NUMBER + number}"


def _case(
    number: int, paid: Sequence[tuple[int, Order]], language: Language, start: datetime
) -> Case:
    kind, before, besides = COURSES[number]
    complaint, way = COMPLAINTS[number % len(COMPLAINTS)], WAYS[kind]
    n, order = paid[(31 + 53 * number) % len(paid)]
    opened = start - timedelta(hours=before)
    who = buyer(n)
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
        opened,
        **{**_instants(way, opened), **ago(start, besides)},
        **_remedy(complaint, way, order),
    )


def _owner(number: int, language: Language) -> str:
    return AGENTS[number % len(AGENTS)].said(language)


def _instants(way: Way, opened: datetime) -> Mapping[str, Any]:
    return {key: opened + timedelta(hours=after) for key, after in way.hours.items()}


def _remedy(complaint: Complaint, way: Way, order: Order) -> Mapping[str, Any]:
    if not way.remedied:
        return {}
    amount = ((order.amount or Decimal()) * Decimal(complaint.share)).quantize(CENT)
    cost = {"amount": amount, "currency": order.currency} if amount else {}
    return {"remedy": complaint.remedy, **cost}
