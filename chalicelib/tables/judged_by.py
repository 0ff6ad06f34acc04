"""What the tables of judgement ask: their inputs, and what a cell of each may hold."""

from __future__ import annotations

import re
from typing import Any

from chalicelib.model.case import Category
from chalicelib.model.region import REGIONS, coded
from chalicelib.model.returns import Condition
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.policy.input import Cell, Input, InputKind
from chalicelib.policy.lines import Check
from chalicelib.tables.instants import EARLIEST, LATEST, from_serial
from chalicelib.tables.table import Table
from chalicelib.tables.tabs_policy import EVIDENCE, POLICY
from chalicelib.tables.tabs_review import CHECKS, ROUTES

_REGION = re.compile(rf"(?<![a-z])(?:{'|'.join(REGIONS)})(?![a-z])", re.IGNORECASE)


def _input(table: Table[Any], key: str, kind: InputKind, **more: Any) -> Input:
    return Input(key, table.fields[key].heading, kind, **more)


_CATEGORY = _input(POLICY, "category", InputKind.CHOICE, choices=Category)
_TOPIC = _input(POLICY, "topic", InputKind.TEXT)

OF_POLICY = (
    _CATEGORY,
    _TOPIC,
    _input(POLICY, "product_class", InputKind.TEXT),
    _input(POLICY, "country", InputKind.TEXT),
    _input(POLICY, "days", InputKind.DAYS),
    _input(POLICY, "value", InputKind.MONEY),
    _input(POLICY, "parcel", InputKind.CHOICE, choices=ShipmentStatus),
    _input(POLICY, "evidence", InputKind.YES_NO),
    _input(POLICY, "repeats", InputKind.NUMBER, whole=True),
    _input(POLICY, "condition", InputKind.CHOICE, choices=Condition),
)
OF_EVIDENCE = (
    _input(EVIDENCE, "category", InputKind.CHOICE, choices=Category),
    _input(EVIDENCE, "topic", InputKind.TEXT),
)
OF_CHECKS = (
    _input(CHECKS, "check", InputKind.CHOICE, choices=Check, known=True),
    _input(CHECKS, "countries", InputKind.TEXT),
)
OF_ROUTES = (
    _input(ROUTES, "countries", InputKind.TEXT),
    _input(ROUTES, "attributes", InputKind.WORDS),
)


def asked(mine: Input, cell: Any) -> Cell:
    """Return a cell as the table of decisions reads it: countries by code, regions by members."""
    if mine.key in ("country", "countries") and isinstance(cell, str):
        return _REGION.sub(_members, coded(cell))
    if mine.kind in (InputKind.NUMBER, InputKind.DAYS) and _is_date(cell):
        return from_serial(cell)
    return cell if not isinstance(cell, float) else float(cell)


def _members(match: re.Match[str]) -> str:
    name = match[0].upper()
    return ", ".join((name, *sorted(REGIONS[name])))


def _is_date(cell: Any) -> bool:
    """Whether a number is a date that was typed as 7-14: no span of days is so long."""
    return isinstance(cell, float) and EARLIEST <= cell < LATEST
