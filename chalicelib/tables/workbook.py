"""THE list of tabs: every tab of the workbook, in the order in which people meet them."""

from __future__ import annotations

from typing import Any

from chalicelib.tables.table import Table
from chalicelib.tables.tabs_cases import CASES
from chalicelib.tables.tabs_desk import CLOCKS, DESK, OVERVIEW, PROBLEMS
from chalicelib.tables.tabs_money import DISPUTES, PAYMENTS, REFUNDS
from chalicelib.tables.tabs_parcels import RETURNS, SHIPMENTS
from chalicelib.tables.tabs_rules import HOLIDAYS, HOURS, SLA
from chalicelib.tables.tabs_team import SETTINGS, TEAM
from chalicelib.tables.tabs_trade import ORDER_LINES, ORDERS

__all__ = [
    "BY_KEY",
    "CASES",
    "CLOCKS",
    "DESK",
    "DISPUTES",
    "HOLIDAYS",
    "HOURS",
    "ORDERS",
    "ORDER_LINES",
    "OVERVIEW",
    "PAYMENTS",
    "PROBLEMS",
    "REFUNDS",
    "RETURNS",
    "SETTINGS",
    "SHIPMENTS",
    "SLA",
    "TABS",
    "TEAM",
]

TABS: tuple[Table[Any], ...] = (
    OVERVIEW,
    CASES,
    ORDERS,
    ORDER_LINES,
    SHIPMENTS,
    PAYMENTS,
    REFUNDS,
    RETURNS,
    DISPUTES,
    CLOCKS,
    PROBLEMS,
    DESK,
    SLA,
    HOURS,
    HOLIDAYS,
    TEAM,
    SETTINGS,
)

BY_KEY = {table.key: table for table in TABS}
