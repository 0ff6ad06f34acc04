"""The default rules say what the rule book says: readable tables, a row at a time, in two languages."""

from __future__ import annotations

import pytest

from chalicelib.model.word import Language
from tests.rulebook_tables import RESULTS, SECTIONS, asks, found, place

ROWS = [(language, ask) for language in Language for ask in asks(language)]
LEAST = 60


@pytest.mark.parametrize(
    ("language", "ask"), ROWS, ids=[f"{language.value}-{ask.id}" for language, ask in ROWS]
)
def test_the_default_rules_say_so(language, ask):
    expected = {heading: said for heading, said in ask.row.items() if place(heading) in RESULTS}
    assert found(ask, language) == expected


def test_there_are_enough_rows_and_every_chapter_has_results():
    for language in Language:
        assert len(asks(language)) >= LEAST
        assert {ask.section for ask in asks(language)} == set(range(len(SECTIONS)))
        assert all(any(place(h) in RESULTS for h in ask.row) for ask in asks(language))


def test_both_languages_tell_the_same():
    """Row for row: the same columns filled in, the same figures and the same names of rules."""
    english, chinese = (asks(language) for language in (Language.EN, Language.ZH))
    assert [ask.id for ask in english] == [ask.id for ask in chinese]
    for mine, theirs in zip(english, chinese, strict=True):
        assert [bool(cell) for cell in mine.row.values()] == [bool(c) for c in theirs.row.values()]
        cells = zip(mine.row.values(), theirs.row.values(), strict=True)
        same = [(en, zh) for en, zh in cells if en.isascii() and zh.isascii()]
        assert [en for en, _ in same] == [zh for _, zh in same]
