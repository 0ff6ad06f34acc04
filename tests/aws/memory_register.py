"""A Register that lasts as long as the test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from chalicelib.ports.wake import Registered


class MemoryRegister:
    """The workbooks in a dictionary; a lock makes each call one step."""

    def __init__(self) -> None:
        self.books: dict[str, Registered] = {}
        self._alone = Lock()

    def add(self, spreadsheet: str, name: str, now: datetime) -> bool:
        with self._alone:
            known = spreadsheet in self.books
            self.books.setdefault(spreadsheet, Registered(spreadsheet, name, now, now))
            return not known

    def remove(self, spreadsheet: str) -> bool:
        return self.books.pop(spreadsheet, None) is not None

    def pause(self, spreadsheet: str) -> bool:
        return self._change(spreadsheet, wake_at=None, paused=True)

    def resume(self, spreadsheet: str, now: datetime) -> bool:
        return self._change(spreadsheet, wake_at=now, paused=False)

    def find(self, spreadsheet: str) -> Registered | None:
        return self.books.get(spreadsheet)

    def listed(self) -> Sequence[Registered]:
        return sorted(self.books.values(), key=lambda book: (book.name.casefold(), book))

    def due(self, now: datetime, limit: int = 1000) -> Sequence[Registered]:
        found = [book for book in self.books.values() if book.wake_at and book.wake_at <= now]
        return sorted(found, key=lambda book: book.wake_at)[:limit]

    def take(self, spreadsheet: str, seen: datetime, until: datetime) -> bool:
        with self._alone:
            book = self.books.get(spreadsheet)
            free = book is not None and book.wake_at == seen
            return free and self._change(spreadsheet, wake_at=until)

    def lower(self, spreadsheet: str, at: datetime) -> None:
        with self._alone:
            book = self.books.get(spreadsheet)
            if book and book.wake_at and at < book.wake_at:
                self._change(spreadsheet, wake_at=at)

    def looked(self, spreadsheet: str, began: datetime, failed: str = "") -> None:
        with self._alone:
            book = self.books.get(spreadsheet)
            if book and (book.looked is None or book.looked <= began):
                self._change(spreadsheet, looked=began, failed=failed)

    def _change(self, spreadsheet: str, **fields: object) -> bool:
        known = spreadsheet in self.books
        if known:
            self.books[spreadsheet] = self.books[spreadsheet]._replace(**fields)
        return known
