"""A buyer's note that a person read, and that is another one since, is read again."""

from __future__ import annotations

import pytest

from chalicelib.tables.workbook import ORDERS
from tests.automations.reviewed import HOUR, MINUTE, NOW, Reviewing

CHANGED = "K08 buyer's note: the buyer's note was changed after it was read"
LATER = [
    ("ring twice", "RING  twice", "pass"),
    ("ring twice", "-", "pass"),
    ("ring twice", "do not ship", "hold"),
    ("放门口", "请不要发货", "hold"),
    ("", "do not ship", "hold"),
]


@pytest.mark.parametrize(("before", "after", "outcome"), LATER)
def test_what_was_read_is_not_what_is_asked_now(tmp_path, before, after, outcome):
    desk = Reviewing.of(tmp_path, note=before, note_read=True)
    desk.run()
    assert desk.shown() == "pass"
    desk.book.typed(ORDERS, "O-1", note=after)
    desk.run(NOW + MINUTE)
    assert desk.shown() == outcome
    assert (desk.shown(key="because") or "").startswith(CHANGED) is (outcome == "hold")
    again = desk.run(NOW + 2 * MINUTE)
    assert (again.written.cells, again.plan.memories) == (0, {})


def test_it_is_read_once_it_is_marked_anew(tmp_path):
    desk = Reviewing.of(tmp_path, note="ring twice", note_read=True)
    desk.run()
    desk.book.typed(ORDERS, "O-1", note="do not ship", note_read=False)
    desk.run(NOW + MINUTE)
    assert "nobody has marked" in desk.shown(key="because")
    desk.book.typed(ORDERS, "O-1", note_read=True)
    desk.run(NOW + 2 * MINUTE)
    assert desk.shown() == "pass"


def test_a_typo_meanwhile_does_not_make_another_note_read(tmp_path):
    desk = Reviewing.of(tmp_path, note="ring twice", note_read=True)
    desk.run()
    desk.book.typed(ORDERS, "O-1", note="do not ship", note_read="yess?", amount="forty")
    desk.run(NOW + MINUTE)
    desk.book.typed(ORDERS, "O-1", note_read=True, amount=40)
    desk.run(NOW + HOUR)
    assert (desk.shown(), desk.shown(key="because").startswith(CHANGED)) == ("hold", True)


def test_the_ledger_keeps_no_word_of_a_note(tmp_path):
    desk = Reviewing.of(tmp_path, note="ring twice", note_read=True)
    report = desk.run()
    kept = report.plan.memories["orders", "O-1"].notes["review"]
    assert kept["read"]
    assert "ring" not in str(kept)
