"""Wording: forbidden words are found however they are spelt, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.model.word import Language
from chalicelib.policy.details import details, owners
from chalicelib.policy.lines import PhraseLine
from chalicelib.policy.wording import hits
from chalicelib.tables.defaults_wording import PHRASE_ROWS

REFUND = ("unconditional refund", "无条件退款")
PHRASES = (
    PhraseLine("F01", words=REFUND, why="nobody can keep it", instead="by rule"),
    PhraseLine("F02", active=True, words=("guarantee*", "100%", "best-in-class")),
    PhraseLine("F03", active=False, words=("sorry",)),
    PhraseLine("F04", words=("", " * ", "cheat")),
)


def found(text):
    return [text[hit.start : hit.end] for hit in hits(text, PHRASES)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You get an unconditional refund.", ["unconditional refund"]),
        ("UNCONDITIONAL\n   Refund", ["UNCONDITIONAL\n   Refund"]),
        ("ＵＮＣＯＮＤＩＴＩＯＮＡＬ　ｒｅｆｕｎｄ!", ["ＵＮＣＯＮＤＩＴＩＯＮＡＬ　ｒｅｆｕｎｄ"]),
        ("unconditional-refund", ["unconditional-refund"]),
        ("uncondi\u200btional re\u00adfund", ["uncondi\u200btional re\u00adfund"]),
        ("an unconditional refunding", []),
        ("a conditional refund", []),
        ("unconditional, refund", []),
        ("We guarantee, we guaranteed.", ["guarantee", "guaranteed"]),
        ("ungu guaranteeing", ["guaranteeing"]),
        ("non_guarantee nonguarantee", ["guarantee"]),
        ("100% yes, 1100% no", ["100%"]),
        ("best in class; best–in–class", ["best in class", "best–in–class"]),
        ("我们支持无条件退款。", ["无条件退款"]),
        ("无 条 件\u200b 退　款", ["无 条 件\u200b 退　款"]),
        ("无条件的退款", []),
        ("我们guarantee退款", ["guarantee"]),
        ("Sorry for that", []),
        ("cheating no, cheat yes", ["cheat"]),
        ("", []),
    ],
)
def test_words_are_found_as_people_spell_them(text, words):
    assert found(text) == words


DEFAULTS = {language: [row.line(language) for row in PHRASE_ROWS] for language in Language}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("unconditional refunds", "W01"),
        ("We refund you unconditionally.", "W01"),
        ("All refunds are unconditional", "W01"),
        ("100%退款", "W01"),
        ("１００％退款", "W01"),
        ("100% refunds", "W01"),
        ("a 100 % refund", "W01"),
        ("moneyback guarantee", "W01"),
        ("無條件退款", "W01"),
        ("Why not 100% refund?", "W01"),
        ("Not sure? 100% refund", "W01"),
        ("We cannot wait: unconditional refund!", "W01"),
        ("不能不保证送达", "W04"),
        ("无法兑现？我们无条件退款", "W01"),
        ("We guarantee delivery by Friday", "W04"),
        ("delivery is guaranteed", "W04"),
        ("保证明天到货", "W04"),
        ("change your review to five stars", "W06"),
        ("Please change your review.", "W06"),
        ("contact us on WhatsApp", "W07"),
        ("加我微信", "W07"),
        ("it cures disease", "W08"),
        ("我们无法保证送达时间", None),
        ("我们不保证送达时间", None),
        ("不支持无条件退款", None),
        ("请勿线下付款", None),
        ("we cannot promise guaranteed delivery", None),
        ("We can’t guarantee delivery by Friday", None),
        ("we do not offer unconditional refunds", None),
        ("it is not guaranteed to arrive", None),
        ("the glue cures in 24 hours", None),
        ("change your review settings", None),
        ("delivery is not guaranteed", None),
    ],
)
@pytest.mark.parametrize("language", Language)
def test_the_default_phrases_know_what_is_promised_and_what_is_denied(language, text, rule):
    assert {hit.phrase for hit in hits(text, DEFAULTS[language])} == ({rule} if rule else set())


def test_a_denial_forgives_what_stands_right_behind_it_and_nothing_further():
    text = "We cannot guarantee it. We guarantee it."
    assert [hit.start for hit in hits(text, PHRASES)] == [text.rindex("guarantee")]


def test_a_hit_tells_its_row_and_what_to_write_instead():
    (hit,) = hits("please: unconditional refund", PHRASES)
    assert hit == ("F01", 8, 28, "nobody can keep it", "by rule")


BLANKS = st.text(" \n\t\u00a0\u3000", min_size=1, max_size=3)
UNSEEN = st.sampled_from(["", "\u200b", "\u00ad", "\ufeff"])
CASES = st.sampled_from([str.upper, str.lower, str.title])


@given(st.lists(BLANKS, min_size=3, max_size=3), UNSEEN, CASES)
def test_no_spelling_hides_a_phrase(blanks, unseen, spelt):
    first, second, third = blanks
    said = f"uncon{unseen}ditional{second}refund"
    text = f"x{first}{spelt(said)}{third}y"
    (hit,) = hits(text, PHRASES)
    assert text[hit.start : hit.end] == spelt(said)


@given(st.text("无条件退款 \u200b abc", max_size=20))
def test_chinese_is_found_wherever_its_signs_follow_each_other(text):
    plain = text.replace("\u200b", "").replace(" ", "")
    assert len(found(text)) == plain.count("无条件退款")


class Row:
    def __init__(self, id_, email, phone=""):
        self.id, self.email, self.phone = id_, email, phone


ORDERS = (
    Row("114-3941689", "anna@x.example", "+49 151 2345 6789"),
    Row("114-3941690", "Bob@x.example", "(0044) 7700 900 123"),
    Row("#1042", "bob@x.example"),
    Row("114-0000000", ""),
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Dear Anna, your order 114-3941689 left.", []),
        ("Dear Anna, your order 114-3941690 left.", ["order"]),
        ("Order 1042 as well", ["order"]),
        ("we have 1042 of them", []),
        ("write to bob@X.example", ["email"]),
        ("write to anna@x.example", []),
        ("call 0049 151 23456789", []),
        ("call +44 7700 900123", ["phone"]),
        ("order 114-0000000, nobody knows whose", []),
        ("shop@ours.example, 2026-03-02 14:05, 12.50 EUR", []),
    ],
)
def test_details_of_another_customer_are_found(text, kinds):
    found = details(text)
    whose = owners(found, (), ORDERS)
    assert [one.kind for one in whose.strange(found, ["Anna@X.example"])] == kinds


def test_nothing_is_strange_where_the_customer_is_not_known():
    found = details("write to bob@x.example")
    assert owners(found, (), ORDERS).strange(found, ["", ""]) == []
