"""The sample's contents: every tab with its first rows, in either language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.model.word import Language
from chalicelib.sample.cases import cases
from chalicelib.sample.messy import rows_by_tab
from chalicelib.sample.money import disputes, payments, refunds
from chalicelib.sample.parcels import returns, shipments
from chalicelib.sample.people import settings, special_days, team
from chalicelib.sample.trade import order_lines, orders, products
from chalicelib.tables.defaults import default_rows, home

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
"""A Monday, nine o'clock in Shanghai."""


def sample(language: Language, start: datetime = START) -> Mapping[str, Sequence[Any]]:
    """Return the records and messy rows of the sample desk, by key of the tab."""
    locale = home(language)
    made = orders(language, start)
    held = cases(language, made, start)
    rows: dict[str, Sequence[Any]] = {
        **default_rows(locale),
        "cases": held,
        "orders": made,
        "order_lines": order_lines(language, made),
        "products": products(language),
        "shipments": shipments(language, made, start),
        "payments": payments(made, held),
        "refunds": refunds(made, held, start),
        "returns": returns(language, made, held, start),
        "disputes": disputes(language, made, start),
        "team": team(language, start),
        "holidays": special_days(language, start),
        "settings": settings(language),
    }
    messy = rows_by_tab(locale, start)
    return {key: [*records, *messy.get(key, ())] for key, records in rows.items()}
