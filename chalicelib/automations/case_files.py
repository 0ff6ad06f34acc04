"""Case files of a run: cases joined with all other tabs, and which cells of them cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.automations.plan import Facts, Rows
from chalicelib.model.casefile import CaseFile, CaseFiles, Records
from chalicelib.model.word import Phrase

TAB = "cases"
NEEDED: Mapping[str, frozenset[str]] = {
    TAB: frozenset(
        {"order", "category", "topic", "country", "sku", "on_file", "problem", "opened"}
        | {"status", "closed", "proposed", "remedy", "amount", "currency", "rate", "postage"}
    ),
    "orders": frozenset(
        {"amount", "currency", "country", "status", "paid", "delivered", "shipped"}
    ),
    "order_lines": frozenset({"order", "sku", "quantity", "price", "currency"}),
    "shipments": frozenset({"order", "status", "delivered", "shipped", "tracking"}),
    "payments": frozenset({"order", "status", "amount", "currency"}),
    "refunds": frozenset({"order", "case", "status", "amount", "currency", "rate"}),
    "returns": frozenset(
        {"order", "case", "status", "agreed", "received", "inspected", "condition", "resellable"}
    ),
}
"""Cells that a case is decided by: where one cannot be read, nothing is decided as if it were empty."""


class Unread(NamedTuple):
    """A row with a cell that a decision needs and that cannot be read."""

    tab: str
    id: str


class Desk:
    """All case files of one run."""

    def __init__(self, facts: Facts) -> None:
        self.rows: Mapping[str, Rows] = {rows.key: rows for rows in facts.tabs}
        tabs = {name: self._records(name) for name in Records._fields}
        self._files = CaseFiles(Records(**tabs))
        self._unread = {tab: self._bad(tab) for tab in NEEDED if tab in self.rows}

    def file(self, case: Any) -> CaseFile:
        """Return the file of a case."""
        return self._files.file(case)

    def unread(self, file: CaseFile) -> Unread | None:
        """Return the first row of a file that holds a needed cell which cannot be read."""
        return next(self._found(file), None)

    def _records(self, tab: str) -> Sequence[Any]:
        return self.rows[tab].records if tab in self.rows else ()

    def _bad(self, tab: str) -> frozenset[str]:
        """Return the rows of a tab with a needed cell that cannot be read."""
        unread, needed = self.rows[tab].unread, NEEDED[tab]
        return frozenset(name for name, fields in unread.items() if not needed.isdisjoint(fields))

    def _found(self, file: CaseFile) -> Iterator[Unread]:
        for tab, records in self._held(file):
            lost = tab in self.rows and not NEEDED[tab].isdisjoint(self.rows[tab].missing)
            bad = self._unread.get(tab)
            if lost and tab == TAB:
                yield Unread(tab, "")
            elif bad or lost:
                yield from (Unread(tab, r.id) for r in records if lost or (bad and r.id in bad))

    def _held(self, file: CaseFile) -> Iterator[tuple[str, Sequence[Any]]]:
        yield TAB, (file.case,)
        yield "orders", (file.order,) if file.order is not None else ()
        yield "order_lines", file.lines
        yield "shipments", file.shipments
        yield "payments", file.payments
        yield "refunds", (*file.refunds, *file.others)
        yield "returns", file.returns


def said(unread: Unread, facts: Facts) -> Phrase:
    """Return in words which row is meant."""
    name = facts.tab_name(unread.tab)
    return Phrase(f"{name.en} {unread.id}".strip(), f"{name.zh} {unread.id}".strip())
