"""A category is suggested from the words of a problem, in any language, and only suggested."""

import pytest

from chalicelib.model.case import Category
from chalicelib.model.word import Language
from chalicelib.policy.classify import Keywords
from chalicelib.policy.lines import KeywordLine
from chalicelib.tables.defaults_wording import KEYWORD_ROWS

L, P = Category.LOGISTICS, Category.PRODUCT
LINES = (
    KeywordLine("T1", ("late", "lost", "lost parcel", "延误"), L, "late"),
    KeywordLine("T2", ("broken", "doesn't work", "坏"), P, "defective"),
    KeywordLine("T3", ("", "size"), P, "wrong size"),
    KeywordLine("T4", ("colour",), None, ""),
)


@pytest.mark.parametrize(
    ("text", "category", "words"),
    [
        ("My parcel is LATE", L, ("late",)),
        ("a lost parcel", L, ("lost parcel",)),
        ("It is broken and doesn't work, and late", P, ("broken", "doesn't work")),
        ("it is late and broken", L, ("late",)),
        ("物流延误", L, ("延误",)),
        ("灯坏了,broken了", P, ("坏", "broken")),
        ("ＬＡＴＥ", L, ("late",)),
    ],
)
def test_words_speak_for_a_category(text, category, words):
    found = Keywords(LINES).suggestion(text)
    assert (found.category, found.words) == (category, words)


@pytest.mark.parametrize("text", ["", "plate", "later", "lostness", "colour", "sizes", "does work"])
def test_parts_of_words_say_nothing(text):
    assert Keywords(LINES).suggestion(text) is None


def test_without_keywords_nothing_is_suggested():
    assert Keywords(()).suggestion("late") is None


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Where is it? Still waiting, tracking is not moving.", L),
        ("The cup came broken.", P),
        ("Ich möchte widerrufen: Widerruf", P),
        ("我被扣了两次", Category.PAYMENT),
        ("请问怎么用", Category.OTHER),
        ("收到的杯子碎了", P),
    ],
)
def test_the_default_keywords_speak_many_languages(text, category):
    for language in Language:
        lines = [row.line(language) for row in KEYWORD_ROWS]
        assert Keywords(lines).suggestion(text).category is category
