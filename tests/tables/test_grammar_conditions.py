"""Conditions of SLA rows: what a field must hold, or must not."""

from __future__ import annotations

import pytest

from chalicelib.tables.codec import Locale
from chalicelib.tables.grammar import Grammar
from chalicelib.tables.workbook import CASES, SLA


def condition(text):
    found = Grammar(CASES, Locale()).condition(SLA.fields["topic"], text)
    return sorted(found.values), found.negated


@pytest.mark.parametrize("word", ["Notification", "notebook", "nothing works"])
def test_a_word_that_begins_like_not_is_a_word(word):
    assert condition(word) == ([word.lower()], False)


@pytest.mark.parametrize("text", ["not late", "NOT: late", "not：late", "非 late", "不是late"])
def test_not_stands_before_what_must_not_be_held(text):
    assert condition(text) == (["late"], True)


def test_words_with_commas_stand_in_quotes():
    assert condition('"Missed Trash, Recycling", damaged') == (
        ["damaged", "missed trash, recycling"],
        False,
    )
