"""Lint of words: slips of the pen are told, words that may be meant so are not."""

from __future__ import annotations

import pytest

from chalicelib.model.case import Category, Remedy
from chalicelib.model.word import Phrase
from chalicelib.policy.book import PolicyBook, Terms
from chalicelib.policy.input import Input, InputKind
from chalicelib.policy.lines import DeadlineLine, KeywordLine, PhraseLine
from chalicelib.policy.lint_words import lint_keywords, lint_never, lint_topics, lint_who
from chalicelib.policy.rule import HitPolicy, Row, compiled

TOPIC = Input("topic", Phrase("Topic", "主题"), InputKind.TEXT)
DAMAGED = KeywordLine("T1", ("broken",), Category.PRODUCT, "damaged")


@pytest.mark.parametrize(
    ("who", "near"),
    [
        (("Amzon", "Europe"), ["Amazon", "EU"]),
        (("Aliexpres",), ["AliExpress"]),
        (("欧洲",), ["EU"]),
        (("Germny",), ["DE"]),
        (("Amazon", "Amazon.de", "亚马逊", "E-bay", "TikTok小店越南"), []),
        (("EU", "DE", "Germany", "德国", "*"), []),
        (("Our own shop", "独立站", "PayPay", "Otto"), []),
    ],
)
def test_a_deadline_that_binds_nobody_by_a_slip_is_told(who, near):
    found = list(lint_who([DeadlineLine("D", who=who)]))
    assert [(one.row, one.wrong) for one in found] == [("D", False)] * len(near)
    assert all(f"“{name}”" in one.what.zh for one, name in zip(found, near, strict=True))
    assert list(lint_who([DeadlineLine("D", who=who, active=False)])) == []


def table(hit, outcome, *topics):
    rows = [Row(f"R{n}", {"topic": topic}, outcome) for n, topic in enumerate(topics)]
    return compiled((TOPIC,), rows, hit).table


@pytest.mark.parametrize(
    ("policy", "evidence", "told"),
    [
        (["damaged"], ["demaged"], [("evidence", "R0", "damaged")]),
        (["demaged"], [], [("policy", "R0", "damaged")]),
        (["damaged", "late, lost"], ["damaged", "lost"], []),
        (["carrier strike"], ["blessing"], []),
        ([""], [""], []),
    ],
)
def test_a_topic_much_like_that_of_another_tab_is_told(policy, evidence, told):
    book = PolicyBook(
        policy=table(HitPolicy.FIRST, Terms((Remedy.REFUND,)), *policy),
        evidence=table(HitPolicy.COLLECT, ("photos",), *evidence),
        keywords=(DAMAGED,),
    )
    found = list(lint_topics(book))
    assert [(one.tab, one.row) for one in found] == [(tab, row) for tab, row, _ in told]
    assert all(f"'{near}'" in one.what.en for one, (*_, near) in zip(found, told, strict=True))
    assert not any(one.wrong for one in found)


@pytest.mark.parametrize(
    ("words", "never"),
    [
        (("*",), ["*"]),
        (("refund", "* *", "-"), ["* *", "-"]),
        (("guarantee*", "100%退款", "保证送达", "no questions asked"), []),
        ((), []),
    ],
)
def test_a_phrase_that_no_text_can_hold_is_told(words, never):
    found = list(lint_never([PhraseLine("W", words=words)]))
    assert [(one.row, one.wrong) for one in found] == [("W", True)] * len(never)
    assert all(f"'{cell}'" in one.what.en for one, cell in zip(found, never, strict=True))
    assert list(lint_never([PhraseLine("W", words=words, active=False)])) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (KeywordLine("T2", ("Broken ", "late"), Category.LOGISTICS, "late"), ["T2"]),
        (KeywordLine("T2", ("broken",), Category.PRODUCT, "defective"), []),
        (KeywordLine("T2", ("broken",), None, ""), []),
        (KeywordLine("T2", ("late",), Category.LOGISTICS, "late"), []),
    ],
)
def test_a_word_that_speaks_for_two_categories_is_told(line, told):
    found = list(lint_keywords([DAMAGED, line]))
    assert [one.row for one in found] == told
    said = ["'broken' speaks for product in T1 already: keep it in one of the two rows"]
    assert [one.what.en for one in found] == said * len(told)
