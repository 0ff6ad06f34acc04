"""THE list of tabs: every tab of the workbook, in the order in which people meet them."""

from __future__ import annotations

from typing import Any

from chalicelib.tables.table import Table
from chalicelib.tables.tabs_cases import CASES
from chalicelib.tables.tabs_desk import CLOCKS, DESK, LIBRARY, OVERVIEW, PROBLEMS
from chalicelib.tables.tabs_money import DISPUTES, PAYMENTS, REFUNDS
from chalicelib.tables.tabs_parcels import RETURNS, SHIPMENTS
from chalicelib.tables.tabs_policy import AUTHORITY, EVIDENCE, KEYWORDS, PHRASES, POLICY
from chalicelib.tables.tabs_products import PRODUCTS
from chalicelib.tables.tabs_review import CHECKS, DEADLINES, MARKETS, ROUTES
from chalicelib.tables.tabs_rules import HOLIDAYS, HOURS, SLA
from chalicelib.tables.tabs_team import SETTINGS, TEAM
from chalicelib.tables.tabs_trade import ORDER_LINES, ORDERS

__all__ = [
    "AUTHORITY",
    "BY_KEY",
    "CASES",
    "CHECKS",
    "CLOCKS",
    "DEADLINES",
    "DESK",
    "DISPUTES",
    "EVIDENCE",
    "HOLIDAYS",
    "HOURS",
    "KEYWORDS",
    "LIBRARY",
    "MARKETS",
    "ORDERS",
    "ORDER_LINES",
    "OVERVIEW",
    "PAYMENTS",
    "PHRASES",
    "POLICY",
    "PROBLEMS",
    "PRODUCTS",
    "REFUNDS",
    "RETURNS",
    "ROUTES",
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
    PRODUCTS,
    SHIPMENTS,
    PAYMENTS,
    REFUNDS,
    RETURNS,
    DISPUTES,
    CLOCKS,
    PROBLEMS,
    LIBRARY,
    DESK,
    SLA,
    HOURS,
    HOLIDAYS,
    POLICY,
    EVIDENCE,
    AUTHORITY,
    CHECKS,
    MARKETS,
    ROUTES,
    DEADLINES,
    PHRASES,
    KEYWORDS,
    TEAM,
    SETTINGS,
)

BY_KEY = {table.key: table for table in TABS}
