"""A rule is tried before anybody edits it: what others would have decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from shutil import copyfile

from chalicelib.adapters.xlsx.workbook import XlsxWorkbook
from chalicelib.automations.differences import Difference
from chalicelib.automations.whatif import compared
from chalicelib.desk import Desk
from chalicelib.model.money import Money
from chalicelib.sample.edits import Edit, Typed, perform
from chalicelib.tables.workbook_read import opened, titles
from chalicelib.wiring.places import Places

COPY = "what-if.xlsx"
"""The workbook with the other rules, left to be looked at."""
CAP, SHARE = Money(Decimal(100), "USD"), "10 %"
CHANGES: tuple[Edit, ...] = (
    Typed("authority", "A01", {"cap": CAP, "remedies": None}),
    Typed("policy", "P11", {"cap": SHARE}),
)
"""Junior agents grant any remedy, up to twice as much; a late parcel is worth twice the coupon."""


def tried(mine: Desk, path: Path, now: datetime) -> Sequence[Difference]:
    """Return what would be otherwise under the changed rules; the workbook stays as it is."""
    copy = Places(path).folder / COPY
    copyfile(path, copy)
    perform(copy, CHANGES, now)
    before = mine.runner.facts(now)
    read = opened(XlsxWorkbook(copy).read(titles()), now)
    return compared(before, replace(before, rulebook=read.rulebook, policies=read.policies))
