"""A rule is tried before anybody edits it: what a higher cap would have changed."""

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
from chalicelib.sample.edits import Typed, perform
from chalicelib.tables.workbook_read import opened, titles

COPY = "what-if.xlsx"
"""The workbook with the other rule, left to be looked at."""
JUNIOR, CAP = "A01", Money(Decimal(100), "USD")
"""The row of Authority, and twice what it grants."""


def tried(mine: Desk, path: Path, now: datetime) -> Sequence[Difference]:
    """Return what would be otherwise, were the cap of junior agents as high as that."""
    copy = path.with_name(COPY)
    copyfile(path, copy)
    perform(copy, [Typed("authority", JUNIOR, {"cap": CAP})], now)
    before = mine.runner.facts(now)
    read = opened(XlsxWorkbook(copy).read(titles()), now)
    return compared(before, replace(before, rulebook=read.rulebook, policies=read.policies))
