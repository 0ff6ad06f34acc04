"""Case files of a run: cases joined with all other tabs, and which cells of them cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.automations.plan import Facts, Rows
from chalicelib.model.casefile import CaseFile, CaseFiles, Records
from chalicelib.model.word import Phrase
from chalicelib.policy.case_headings import HEADINGS
from chalicelib.policy.next_step import listed

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
    fields: frozenset[str] = frozenset()
    """Those whose cells cannot be read, or whose column is lost."""


class Desk:
    """All case files of one run."""

    def __init__(self, facts: Facts) -> None:
        self.rows: Mapping[str, Rows] = {rows.key: rows for rows in facts.tabs}
        tabs = {name: self._records(name) for name in Records._fields}
        self._files = CaseFiles(Records(**tabs))
        self._unread = {tab: self._bad(tab) for tab in NEEDED if tab in self.rows}
        self._lost = {tab: NEEDED[tab] & self.rows[tab].missing for tab in self._unread}
        self._all_read = not any((*self._unread.values(), *self._lost.values()))

    def file(self, case: Any) -> CaseFile:
        """Return the file of a case."""
        return self._files.file(case)

    def unread(self, file: CaseFile) -> Unread | None:
        """Return the first row of a file that holds a needed cell which cannot be read."""
        return None if self._all_read else next(self._found(file), None)

    def _records(self, tab: str) -> Sequence[Any]:
        return self.rows[tab].records if tab in self.rows else ()

    def _bad(self, tab: str) -> frozenset[str]:
        """Return the rows of a tab with a needed cell that cannot be read."""
        unread, needed = self.rows[tab].unread, NEEDED[tab]
        return frozenset(name for name, fields in unread.items() if not needed.isdisjoint(fields))

    def _found(self, file: CaseFile) -> Iterator[Unread]:
        for tab, records in self._held(file):
            lost, bad = self._lost.get(tab, frozenset()), self._unread.get(tab)
            if lost and tab == TAB:
                yield Unread(tab, "", lost)
            elif bad or lost:
                for found in records:
                    if lost or (bad and found.id in bad):
                        cells = self.rows[tab].unread.get(found.id, frozenset())
                        yield Unread(tab, found.id, lost | (cells & NEEDED[tab]))

    def _held(self, file: CaseFile) -> Iterator[tuple[str, Sequence[Any]]]:
        yield TAB, (file.case,)
        yield "orders", (file.order,) if file.order is not None else ()
        yield "order_lines", file.lines
        yield "shipments", file.shipments
        yield "payments", file.payments
        yield "refunds", (*file.refunds, *file.others)
        yield "returns", file.returns


def said(unread: Unread, facts: Facts) -> Phrase:
    """Return in words which cells are meant: the tab, the row, the headings."""
    name = facts.tab_name(unread.tab)
    cells = listed([heading for field, heading in HEADINGS.items() if field in unread.fields])
    en, zh = (" ".join(filter(None, (n, unread.id))) for n in (name.en, name.zh))
    return Phrase(f"{en}: {cells.en}", f"{zh}：{cells.zh}") if cells.en else Phrase(en, zh)
