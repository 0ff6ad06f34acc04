"""A spreadsheet on the Sheets server, and what the people at it type in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from chalicelib.model.case import CaseStatus, Category, Kind, Priority, Remedy
from chalicelib.model.order import OrderStatus
from chalicelib.model.word import Language, Phrase, Word, spoken
from chalicelib.sample.people import DIEGO, EVENING
from chalicelib.tables.calendars import WEEK
from chalicelib.tables.defaults import HOME as ZONE
from chalicelib.tables.defaults_sla import OFFICE
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import BY_KEY, CASES, HOURS, ORDERS, TEAM
from tests.google import person as p
from tests.google.person import Action, Person
from tests.google.state import Sheet, Spreadsheet, World

APPROVER = "emma@example.com"
"""A senior agent of the sample's team; the only one who is ever on duty, once it is so typed."""
JUNIOR = "diego@example.com"
COLLEAGUE = "chenjing@example.com"
OTHERS = (JUNIOR, COLLEAGUE, "lina@example.com", "zhangwei@example.com")
"""All of the team but the approver and the shop's owner."""
ALWAYS = "00:00-24:00"
ORDER = "A-7001"
TOPIC = Phrase("cancellation", "取消订单")


class Team(NamedTuple):
    """A spreadsheet and the people at it."""

    world: World
    book: Spreadsheet
    language: Language

    @property
    def link(self) -> str:
        """The address in the browser."""
        return f"https://docs.google.com/spreadsheets/d/{self.book.id}/edit#gid=0"

    def goes_by_no_clock(self) -> None:
        """Let the office never close, and one agent always be on duty: so no test asks the time."""
        for name in (OFFICE, EVENING):
            for day in WEEK:
                self._types(HOURS, name.said(self.language), day, ALWAYS)
        self._types(HOURS, OFFICE.said(self.language), "holidays", "")
        for address in OTHERS:
            self._types(TEAM, address, "hours", "")

    def opens(self, customer: str, at: datetime, **cells: str | Phrase | Word) -> None:
        """Let somebody type in a new complaint; only some instants are typed to the second."""
        usual = {
            "kind": Kind.COMPLAINT,
            "category": Category.LOGISTICS,
            "priority": Priority.HIGH,
            "status": CaseStatus.NEW,
            "opened": _clock(at),
        }
        self._adds(CASES, {**usual, **cells, "customer": customer})

    def wants_back(self, customer: str, dollars: int, now: datetime) -> None:
        """Let a junior agent take on a case of an order that never left, and propose a refund."""
        paid = _clock(now - timedelta(days=1))
        order = {"status": OrderStatus.PAID, "amount": "200", "currency": "USD", "placed": paid}
        self._adds(ORDERS, {**order, "id": ORDER, "paid": paid, "country": "US"})
        asked = {"category": Category.OTHER, "topic": TOPIC, "problem": "I changed my mind."}
        given = {"remedy": Remedy.REFUND, "amount": str(dollars), "currency": "USD"}
        mine = {"status": CaseStatus.OPEN, "owner": DIEGO, "order": ORDER}
        opened, replied = now - timedelta(minutes=20), _clock(now - timedelta(minutes=15))
        self.opens(customer, opened, **asked, **given, **mine, first_reply=replied)

    def closes(self, customer: str, email: str, now: datetime) -> None:
        """Let somebody type in a case that is over."""
        over = {"status": CaseStatus.CLOSED, "closed": _clock(now), "email": email}
        replied = now - timedelta(minutes=55)
        self.opens(customer, now - timedelta(hours=1), first_reply=_clock(replied), **over)

    def case(self, customer: str) -> dict[str, Any]:
        """Return what stands in the case of a customer, by key of the column; empty if none."""
        return next((one for one in self.lines("cases") if one["customer"] == customer), {})

    def lines(self, key: str) -> list[dict[str, Any]]:
        """Return the rows of a tab, each by key of the column."""
        rows = self.rows(key)
        columns = BY_KEY[key].columns
        heads = {column.heading.said(self.language): column.key for column in columns}
        keys = [heads.get(str(title), str(title)) for title in rows[0]]
        return [dict(zip(keys, row, strict=True)) for row in rows[1:]]

    def overview(self) -> str:
        """Return all that the Overview says."""
        rows = ([str(cell) for cell in row if cell is not None] for row in self.rows("overview"))
        return "\n".join(" | ".join(row) for row in rows if row)

    def tab(self, key: str) -> Sheet:
        """Return one of the desk's tabs."""
        tab = self.book.by_title(BY_KEY[key].name.said(self.language))
        assert tab, key
        return tab

    def rows(self, key: str) -> list[list[Any]]:
        """Return a tab's values."""
        tab = self.tab(key)
        return [[tab.value(r, c) for c in range(len(tab.columns))] for r in range(len(tab.rows))]

    def _adds(self, table: Table[Any], cells: Mapping[str, object]) -> None:
        texts = {self._head(table, key): self._say(cell) for key, cell in cells.items()}
        self._does(p.AppendRow(table.name.said(self.language), texts))

    def _types(self, table: Table[Any], row: str, key: str, text: str) -> None:
        self._does(p.TypeCell(table.name.said(self.language), row, self._head(table, key), text))

    def _does(self, action: Action) -> None:
        words = Person(book=self.book.id).does(action, self.world)
        assert words.startswith("types"), words

    def _head(self, table: Table[Any], key: str) -> str:
        return table.fields[key].heading.said(self.language)

    def _say(self, cell: object) -> str:
        return str(spoken(cell, self.language))


def _clock(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"
