"""A workbook of the default rules with some rows, triaged without a ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.automations.case_triage import case_triage
from chalicelib.automations.plan import Facts, Plan, Recalled, Rows
from chalicelib.model.case import CaseStatus
from chalicelib.model.person import Person, Role
from chalicelib.model.verdict import Verdict
from chalicelib.sla.memory import Memory
from chalicelib.sla.say import Voice
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY
from chalicelib.tables.workbook_read import Opened, opened, titles
from tests import memory

NOW = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
"""Monday, 10:00 in Shanghai."""
DAY = timedelta(days=1)
PEOPLE = (
    Person("Ben", "ben@shop.example", Role.JUNIOR),
    Person("Ida", "ida@shop.example", Role.INTERMEDIATE),
    Person("Anna", "anna@shop.example", Role.SENIOR),
    Person("Li Na", "lina@shop.example", Role.LEAD),
)
"""One of each role, at any hour."""
CASE = {"status": CaseStatus.OPEN, "opened": NOW - DAY, "owner": "Ben"}


def book_of(
    plan: memory.Plan | None = None, **rows: Sequence[Mapping[str, Any]]
) -> memory.MemoryWorkbook:
    """Return a workbook with the default rules, a small team, and some rows."""
    cases = [{**CASE, **cells} for cells in rows.pop("cases", ())]
    return memory.small_book(plan or memory.Plan(team=PEOPLE), cases=cases, **rows)


def read(book: memory.MemoryWorkbook, now: datetime = NOW) -> Opened:
    """Return a workbook as a run understands it."""
    return opened(book.read(titles()), now)


def known(
    read_: Opened, now: datetime = NOW, memories: Mapping[Any, Memory] | None = None
) -> Facts:
    """Return what an automation is told of it."""
    rows = [
        Rows(key, tab.table.name, tab.records, tab.unread, read_.missing.get(key, frozenset()))
        for key, tab in read_.parsed.items()
        if tab.table.room is Room.RECORDS and "id" in tab.at
    ]
    voice = Voice(read_.settings.locale.language, read_.settings.locale.zone)
    names = {key: table.name for key, table in BY_KEY.items()}
    recalled = Recalled("W-1", live=True, memories=memories or {})
    book, policies = read_.rulebook, read_.policies
    return Facts(now, "run", voice, rows, book, recalled, names, read_.problems, policies)


def facts(book: memory.MemoryWorkbook, now: datetime = NOW, **more: Any) -> Facts:
    """Return what an automation is told of a workbook."""
    return known(read(book, now), now, **more)


def verdicts(told: Facts, plan: Plan | None = None) -> dict[str, Verdict]:
    """Return the verdict on each case after a triage."""
    after = told.after(plan or case_triage(told))
    return {case.id: case.face.verdict for case in after.rows("cases")}


def judged(
    plan: memory.Plan | None = None, **rows: Sequence[Mapping[str, Any]]
) -> dict[str, Verdict]:
    """Return the verdict on each case of a workbook made of some rows."""
    return verdicts(facts(book_of(plan, **rows)))
