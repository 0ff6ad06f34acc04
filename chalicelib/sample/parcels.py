"""The sample's parcels and returns: most arrive, some are late, held, lost or damaged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.model.case import Case
from chalicelib.model.order import Order
from chalicelib.model.returns import Return, ReturnStatus
from chalicelib.model.shipment import Shipment, ShipmentStatus
from chalicelib.model.word import Language, Phrase
from chalicelib.sample.people import AGENTS
from chalicelib.sample.world import CARRIERS, EU, ago

S, R = ShipmentStatus, ReturnStatus
SPLIT_EVERY = 25

TROUBLES: tuple[dict[str, Any], ...] = (
    {"status": S.IN_TRANSIT, "anomaly_seen": 1.2},
    {"status": S.IN_TRANSIT, "anomaly_seen": 5},
    {"status": S.IN_TRANSIT, "anomaly_seen": 30, "buyer_told": 29},
    {"status": S.LOST, "anomaly_seen": 100, "buyer_told": 99, "loss_known": 72, "claim_limit": -48},
    {"status": S.DAMAGED, "loss_known": 120, "claim_limit": -240, "claim_filed": 90},
    {
        "status": S.LOST,
        "anomaly_seen": 300,
        "buyer_told": 296,
        "loss_known": 250,
        "claim_limit": 24,
    },
    {"status": S.IN_TRANSIT, "last_event": 190},
    {"status": S.IN_TRANSIT, "last_event": 142},
    {"status": S.CUSTOMS, "customs_planned": -80, "predeclared": None},
    {"status": S.HELD, "customs_planned": -50, "predeclared": None, "last_event": 60},
    {"status": S.IN_TRANSIT, "customs_planned": -150, "predeclared": None},
    {"status": S.OUT_FOR_DELIVERY, "last_event": 2},
)
"""What is the matter with the parcels on their way, in hours before the start."""

RETURNS: tuple[tuple[ReturnStatus, dict[str, float]], ...] = (
    (R.ASKED, {"asked": 10}),
    (R.ASKED, {"asked": 30}),
    (R.AGREED, {"asked": 40, "agreed": 22}),
    (R.ON_THE_WAY, {"asked": 200, "agreed": 190, "guide_sent": 186}),
    (R.RECEIVED, {"asked": 400, "agreed": 390, "guide_sent": 388, "received": 60}),
    (R.RECEIVED, {"asked": 600, "agreed": 590, "guide_sent": 580, "received": 150}),
    (
        R.INSPECTED,
        {"asked": 700, "agreed": 690, "guide_sent": 680, "received": 300, "inspected": 280},
    ),
    (
        R.FINISHED,
        {
            "asked": 800,
            "agreed": 790,
            "guide_sent": 780,
            "received": 420,
            "inspected": 400,
            "finished": 380,
        },
    ),
    (R.REFUSED, {"asked": 500}),
)
REASONS = (
    Phrase("wrong size", "尺码不符"),
    Phrase("changed mind", "不想要了"),
    Phrase("damaged", "破损"),
    Phrase("not as described", "与描述不符"),
)


def shipments(language: Language, made: Sequence[Order], start: datetime) -> list[Shipment]:
    """Return the parcels of all orders that were shipped; some orders come in two."""
    numbered = [(n, order) for n, order in enumerate(made) if order.shipped]
    parcels = [_parcel(n, 0, order, start) for n, order in numbered]
    split = [(n, order) for n, order in numbered if n % SPLIT_EVERY == SPLIT_EVERY - 1]
    parcels += [_parcel(n, 1, order, start) for n, order in split]
    away = [parcel for parcel in parcels if parcel.delivered is None]
    troubled = dict(zip((p.id for p in away), TROUBLES, strict=False))
    return [
        replace(
            _troubled(parcel, troubled.get(parcel.id, {}), start),
            owner=AGENTS[n % len(AGENTS)].said(language),
            route=_route(parcel.carrier).said(language),
        )
        for n, parcel in enumerate(parcels)
    ]


def _route(carrier: str) -> Phrase:
    return next(route for name, route, _, _ in CARRIERS if name == carrier)


def _parcel(n: int, part: int, order: Order, start: datetime) -> Shipment:
    carrier, _, days, number = CARRIERS[n % len(CARRIERS)]
    shipped = order.shipped or start
    tracking = number.format(n=30517 + 977 * n + part)
    planned = shipped + timedelta(days=6) if order.country in EU else None
    declared = shipped + timedelta(hours=30) if planned else None
    news = order.delivered or max(shipped, start - timedelta(hours=6 + 7 * n % 54))
    return Shipment(
        tracking,
        order.id,
        tracking,
        carrier,
        country=order.country,
        status=S.DELIVERED if order.delivered else S.IN_TRANSIT,
        shipped=shipped,
        last_event=news,
        silent_after=timedelta(days=7 if days > 5 else 4),  # noqa: PLR2004
        customs_planned=planned,
        predeclared=declared if declared and declared < start else None,
        delivered=order.delivered,
    )


def _troubled(parcel: Shipment, trouble: dict[str, Any], start: datetime) -> Shipment:
    cells = {key: _before(start, value) for key, value in trouble.items()}
    return replace(parcel, **cells)


def _before(start: datetime, value: Any) -> Any:
    return start - timedelta(hours=value) if isinstance(value, int | float) else value


def returns(
    language: Language, made: Sequence[Order], held: Sequence[Case], start: datetime
) -> list[Return]:
    """Return goods on their way back without a case, at every step of it."""
    disputed = {case.order for case in held}
    settled = [(n, order) for n, order in enumerate(made) if order.settled]
    sold = [(n, order) for n, order in settled if order.id not in disputed]
    out = []
    for number, (status, hours) in enumerate(RETURNS):
        n, order = sold[-1 - 5 * number]
        out.append(
            Return(
                f"RET-{1001 + number}",
                order.id,
                status=status,
                owner=AGENTS[n % len(AGENTS)].said(language),
                reason=REASONS[number % len(REASONS)].said(language),
                country=order.country,
                tracking=f"RT{4470010 + 31 * number}" if "guide_sent" in hours else "",
                resellable=number % 2 == 0 if "inspected" in hours else None,
                **ago(start, hours),
            )
        )
    return out
