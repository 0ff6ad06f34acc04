"""A desk with hints, with forged ones and with none: the same sheet and the same mails."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from chalicelib.intake import marks
from chalicelib.intake.hint import Door
from chalicelib.sla.lines import Reopen, SlaLine
from chalicelib.tables.workbook import CASES
from tests.intake.fake_inbox import MemoryInbox
from tests.intake.hints import KEY, SHEET, but, hint
from tests.laws.desks import MINUTE, MONDAY
from tests.memory import Plan, desk_of, shown, small_book

HOUR = 60 * MINUTE
PROMISE = SlaLine(
    "P-1",
    True,  # noqa: FBT003
    "First reply",
    "Cases",
    start="Opened",
    stop="First reply",
    target="4 h",
    calendar="24x7",
    warn="50 %: owner",
    escalate="due: owner, lead; 1 h: manager",
    reopen=Reopen.RESUME,
)
"""Longer than anybody looks away: what is told of a promise of minutes does depend on speed."""
EDITS = {
    2: {"id": "C-1", "status": "new", "kind": "complaint", "owner": "Anna", "opened": MONDAY},
    3: {"id": "C-2", "status": "new", "kind": "inquiry", "owner": "Ben", "opened": MONDAY},
    35: {"id": "C-1", "status": "open", "first_reply": MONDAY + 30 * MINUTE},
    200: {"id": "C-3", "status": "new", "kind": "complaint", "opened": MONDAY + 199 * MINUTE},
    430: {"id": "C-2", "status": "open", "first_reply": MONDAY + 425 * MINUTE},
}
"""What people type, by minute."""
MINUTES = 600


class Told(NamedTuple):
    """What came of a day."""

    sheet: dict
    mails: list
    looks: list


class Day:
    """A desk that is asked each minute whether to look, while people type."""

    def __init__(self, folder: Path, posted) -> None:
        folder.mkdir()
        self.book = small_book(Plan(rules=[PROMISE]))
        self.desk = desk_of(self.book, folder, MONDAY)
        self.inbox = MemoryInbox()
        self.door = Door((KEY,), self.inbox, {SHEET}.__contains__)
        self.posted = posted
        self.last = None
        self.looks = []

    def passes(self) -> Told:
        for minute in range(MINUTES):
            now = MONDAY + minute * MINUTE
            if minute in EDITS:
                self.typed(dict(EDITS[minute]))
                for message in self.posted(minute, now):
                    self.door.answer(message, now)
            self.looks_if_it_should(minute, now)
        self.run(MONDAY + MINUTES * MINUTE)
        mails = [(m.to, m.subject) for m in self.desk.mailer.mails]
        return Told(shown(self.book), sorted(mails), self.looks)

    def typed(self, cells) -> None:
        if cells["status"] == "new":
            self.book.added(CASES, **cells)
        else:
            self.book.typed(CASES, cells.pop("id"), **cells)

    def looks_if_it_should(self, minute, now) -> None:
        mark = self.inbox.mark(SHEET)
        if marks.should_look(mark, self.last, now, hinted=marks.are_hinted(mark, now)):
            self.looks.append(minute)
            self.run(now)

    def run(self, now) -> None:
        self.last = now
        wake_at = self.desk.run("round", now).report.wake_at
        self.inbox.revise(SHEET, partial(marks.looked, began=now, wake_at=wake_at))


def good(minute, now):
    return [hint(now, nonce=f"a-nonce-for-minute-{minute:04}")]


def doubled(minute, now):
    return good(minute, now) * 3


def sometimes(minute, now):
    return good(minute, now) if minute % 2 else []


def forged(minute, now):
    message = hint(now, nonce=f"a-nonce-for-minute-{minute:04}")
    return [but(message, nonce="another-nonce-than-signed"), but(message, body=b"{}")]


def none(minute, now):  # noqa: ARG001
    return []


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    return Day(tmp_path_factory.mktemp("day") / "none", none).passes()


@pytest.mark.parametrize("posted", [good, doubled, sometimes])
def test_hints_change_nothing_but_speed(posted, without, tmp_path):
    told = Day(tmp_path / "day", posted).passes()
    assert told.sheet == without.sheet
    assert told.mails == without.mails
    assert told.looks != without.looks


def test_forged_hints_change_not_even_that(without, tmp_path):
    assert Day(tmp_path / "day", forged).passes() == without


def test_there_is_something_to_tell(without):
    assert len(without.mails) >= 3
    assert without.looks[:4] == [0, 15, 30, 45]


def test_with_hints_each_edit_is_seen_within_two_minutes_and_the_sheet_is_read_less(
    tmp_path, without
):
    looks = Day(tmp_path / "day", good).passes().looks
    assert all(any(edit < look <= edit + 2 for look in looks) for edit in EDITS)
    assert len(looks) < len(without.looks)
    assert timedelta(minutes=max(b - a for a, b in pairwise(looks))) <= HOUR
