"""The library: what is kept of a closed case, without anything that names a customer (RULEBOOK 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from chalicelib.model.case import Category, Remedy
from chalicelib.model.casefile import CaseFile
from chalicelib.model.lines import LibraryLine
from chalicelib.model.mask_text import text as veiled
from chalicelib.model.money import Money
from chalicelib.model.private import Personal, personal
from chalicelib.model.private import said as told
from chalicelib.model.refund import RefundStatus
from chalicelib.model.word import Language, Phrase, Word

_veiled = lru_cache(4096)(veiled)
"""Topics are few words, the same ones again and again."""

Kept = Mapping[str, Any]
"""What is kept of a case or of its rating, as JSON values."""

REOPENED = Phrase("{solution} (reopened)", "{solution}（已重开）")
NO_SOLUTION = Phrase("none", "无")
LOOKED_UP = ("country", "sku", "cost")
"""What other tabs say of a case that does not say it itself."""


class Ending(NamedTuple):
    """How a case ended, as far as its own row does not say it."""

    closed: datetime
    carrier: str = ""
    late: timedelta = timedelta()
    """How long after the promise."""


def filed(file: CaseFile, ending: Ending, at: datetime) -> dict[str, Any]:
    """Return what is kept of a case that is closed, from ``at`` on; texts are veiled."""
    return {
        **_told(file),
        "closed": ending.closed.isoformat(),
        "carrier": ending.carrier,
        "late": int(ending.late.total_seconds()),
        "at": at.isoformat(),
    }


def refiled(file: CaseFile, kept: Kept) -> Kept:
    """Return what is kept of a case once people corrected its row; the very same if they did not.

    What was looked up in an order stays although its row is gone.
    """
    told = _told(file)
    if file.case.order and file.order is None:
        told |= {name: kept.get(name, "") for name in LOOKED_UP if not told[name]}
    same = all(kept.get(name) == value for name, value in told.items())
    return kept if same else {**kept, **told}


def sku_of(file: CaseFile) -> str:
    """Return the article a case is about: as it says, else the only one of its order."""
    return file.case.sku or next((line.sku for line in file.article), "")


def _told(file: CaseFile) -> dict[str, str]:
    case, cost = file.case, file.case.granted or _paid_out(file)
    return {
        "country": file.country,
        "category": case.category.value if case.category else "",
        "topic": _veiled(case.topic.strip()),
        "sku": sku_of(file),
        "demand": case.demand.value if case.demand else "",
        "solution": case.remedy.value if case.remedy else "",
        "cost": str(cost) if cost else "",
    }


def _paid_out(file: CaseFile) -> Money | None:
    """Return what was paid back for a case; None where nothing was, or in several currencies."""
    paid = [refund for refund in file.refunds if refund.status is RefundStatus.PAID_OUT]
    currencies = {refund.currency for refund in paid}
    amounts = [refund.amount for refund in paid if refund.amount is not None]
    if len(currencies) != 1 or "" in currencies or len(amounts) != len(paid):
        return None
    return Money(sum(amounts, Decimal()), currencies.pop())


def library_line(name: str, kept: Kept, rating: Kept, language: Language) -> LibraryLine:
    """Return the line of a case in the Library tab, but for how late it was solved."""
    solution = said(Remedy, kept["solution"], language)
    if kept.get("reopened"):
        done = REOPENED.fill(solution=solution or NO_SOLUTION)
        solution = done.said(language)
    return LibraryLine(
        case=name,
        closed=datetime.fromisoformat(kept["closed"]),
        country=kept["country"],
        category=said(Category, kept["category"], language),
        topic=kept["topic"],
        sku=kept["sku"],
        carrier=kept["carrier"],
        demand=said(Remedy, kept["demand"], language),
        solution=solution,
        cost=kept["cost"],
        rating=rating.get("rating"),
        words=told(words_of(rating)).said(language),
    )


def words_of(rating: Kept) -> Personal:
    """Return what a customer wrote beside a rating."""
    return personal(rating.get("words", ""))


@lru_cache(256)
def said(choices: type[Word], value: str, language: Language) -> str:
    """Return a kept choice in a language; one that is known no more as it was kept."""
    known: Sequence[Word] = [word for word in choices if word.value == value]
    return known[0].said(language) if known else value
