"""A spreadsheet that the desk may read and no more: nothing is written, its owner is told once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.adapters.google_shared import Shared
from tests.adapters.workbook_contract import level
from tests.google.exchange import Answer
from tests.google.quota import kind_of
from tests.memory import desk_of, small_book

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NO = {"error": {"code": 403, "message": "The caller does not have permission", "status": "X"}}


def refuse(_service, request, _n):
    if "/drive/" in request.path:
        return Answer(200, {"trashed": False, "capabilities": {"canEdit": False}})
    return Answer(403, NO) if kind_of(request.method, request.path) == "write" else None


def test_the_owner_is_told_once_that_the_desk_may_only_read(tmp_path):
    book = small_book(cases=[{"id": "C-1", "status": "open", "opened": datetime(2026, 3, 2, 9)}])  # noqa: DTZ001
    tabs = {title: [[level(c) for c in row] for row in rows] for title, rows in book.tabs.items()}
    shared = Shared(tabs)
    desk = desk_of(shared.workbook, tmp_path, NINE)
    shared.service.before.append(refuse)
    runs = [desk.run("round", NINE + n * MINUTE).report for n in range(12)]
    assert [report.written.cells for report in runs] == [0] * 12
    told = [i for i, _, _ in desk.outbox.listed() if i.kind.name == "LAYOUT"]
    assert len(told) == 1
    assert "editor" in told[0].about
