"""The door for hints: a good one marks its sheet, and nobody learns why another was refused."""

import json
from datetime import timedelta
from functools import partial

import pytest

from chalicelib.intake import marks
from chalicelib.intake.hint import Door
from chalicelib.ports.inbox import Mark
from tests.intake.fake_inbox import MemoryInbox
from tests.intake.hints import KEY, NEXT, NOW, SHEET, but, hint, signed

AT = int(NOW.timestamp())
OTHER = "9Z8y7X6w5V4u3T2s1R0q-another-sheet"
LATER = NOW + timedelta(seconds=7)


@pytest.fixture
def inbox():
    return MemoryInbox()


@pytest.fixture
def door(inbox):
    return Door((KEY, NEXT), inbox, {SHEET}.__contains__)


def test_a_good_hint_marks_its_sheet(door, inbox):
    assert door.answer(hint(), NOW) == 202
    assert inbox.mark(SHEET) == Mark(NOW, NOW)


def test_hints_of_old_and_new_secret_make_one_mark(door, inbox):
    assert door.answer(hint(), NOW) == 202
    assert door.answer(hint(key=NEXT, now=LATER, nonce="a-second-nonce-of-ours"), LATER) == 202
    assert inbox.marks == {SHEET: Mark(NOW, LATER)}


def test_the_instant_is_ours_and_not_what_the_hint_says(door, inbox):
    behind = signed(hint(time=0).body, AT - 250)
    assert door.answer(behind, NOW) == 202
    assert inbox.mark(SHEET) == Mark(NOW, NOW)


def test_a_hint_that_comes_twice_counts_once(door, inbox):
    assert door.answer(hint(), NOW) == 202
    inbox.revise(SHEET, partial(marks.looked, began=NOW + timedelta(minutes=1), wake_at=None))
    assert door.answer(hint(), NOW + timedelta(minutes=4)) == 401
    assert inbox.mark(SHEET) == Mark(None, NOW)


def test_a_forged_hint_does_not_use_up_the_nonce_of_a_good_one(door):
    assert door.answer(but(hint(), body=b"{}"), NOW) == 401
    assert door.answer(hint(), NOW) == 202


BODIES = [
    b"",
    b"spreadsheet",
    b"\xff\xfe",
    b"[" * 4000,
    b"null",
    b"[]",
    b"{}",
    b'{"spreadsheet": null}',
    b'{"spreadsheet": ["x"]}',
    b'{"spreadsheet": 7}',
    json.dumps({"spreadsheet": "short"}).encode(),
    json.dumps({"spreadsheet": "../" * 20}).encode(),
    json.dumps({"spreadsheet": SHEET + "\n"}).encode(),
    json.dumps({"spreadsheet": "x" * 101}).encode(),
    json.dumps({"spreadsheet": OTHER}).encode(),
]
REFUSED = {
    "too large": hint(kind="x" * 4096),
    "malformed": but(hint(), version="2"),
    "no key of ours": but(hint(), body=b"{}"),
    "too old": hint(now=NOW - timedelta(minutes=6)),
    "not served here": hint(spreadsheet=OTHER),
    **{f"signed, but {body[:30]!r}": signed(body, AT) for body in BODIES},
}


@pytest.mark.parametrize("posted", REFUSED.values(), ids=REFUSED)
def test_a_refusal_marks_nothing_and_does_not_say_why(door, inbox, posted):
    assert door.answer(posted, NOW) == 401
    assert (inbox.marks, inbox.nonces) == ({}, {})


def test_every_refusal_is_a_line_of_the_log_without_what_was_sent(door, caplog):
    for posted in REFUSED.values():
        door.answer(posted, NOW)
    assert len(caplog.messages) == len(REFUSED)
    assert all(line.startswith("hint refused: ") and len(line) < 60 for line in caplog.messages)
    said = "".join(caplog.messages)
    assert not any(part in said for part in (SHEET, OTHER, KEY.id, KEY.secret, "spreadsheet"))


def test_a_good_hint_is_no_line_of_the_log(door, caplog):
    door.answer(hint(), NOW)
    assert caplog.messages == []


def test_what_a_later_script_may_add_is_passed_over(door):
    assert door.answer(hint(kind=None, colour="red"), NOW) == 202


def test_a_good_hint_is_said_to_whoever_wakes_workbooks_and_a_bad_one_is_not(inbox):
    said = []
    door = Door((KEY,), inbox, {SHEET}.__contains__, lambda *hinted: said.append(hinted))
    assert door.answer(but(hint(), body=b"{}"), NOW) == 401
    assert door.answer(hint(), NOW) == 202
    assert said == [(SHEET, NOW)]
    assert inbox.marks == {}


def test_without_keys_the_door_is_closed(inbox):
    assert Door((), inbox, {SHEET}.__contains__).answer(hint(), NOW) == 404
    assert inbox.marks == {}
