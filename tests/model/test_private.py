from __future__ import annotations

import pytest

from chalicelib.model.private import Forgotten, digested, personal, private, said
from chalicelib.model.word import Language, Phrase


def short(text):
    return f"<{len(text)}>"


@pytest.mark.parametrize("text", ["Ida", "李娜", "", Forgotten("0f")])
def test_what_is_kept_is_read(text):
    assert personal(private(text)) == text


def test_what_an_older_ledger_kept_in_clear_is_read():
    assert personal("Ida") == "Ida"


@pytest.mark.parametrize("kept", [None, 5, [], {}, {"private": 5}, {"digest": None}])
def test_nothing_else_is_taken_for_a_text(kept):
    with pytest.raises(ValueError, match="neither"):
        personal(kept)


def test_what_is_forgotten_is_said_to_be_and_equals_no_text():
    left = personal(digested(private("Ida"), short))
    assert left == Forgotten("<3>")
    assert left not in ("Ida", "<3>", "", "(forgotten)")
    assert [said(left).said(one) for one in Language] == ["(forgotten)", "（已遗忘）"]
    assert said("Ida") == Phrase("Ida", "Ida")


def test_private_texts_are_digested_wherever_they_stand_and_nothing_else_is():
    note = {"asks": [{"to": private("Ida"), "at": "10:00"}], "n": 1, "void": True, "left": None}
    assert digested(note, short) == {**note, "asks": [{"to": {"digest": "<3>"}, "at": "10:00"}]}
    assert digested(digested(note, short), short) == digested(note, short)


def test_a_row_that_people_call_private_is_no_text():
    row = {"private": {"role": "junior"}}
    assert digested(row, short) == row
