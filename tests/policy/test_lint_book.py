"""Lint of a whole book: each way to write rules that do not hold together is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from chalicelib.model.case import Remedy
from chalicelib.model.money import Money
from chalicelib.model.person import Role
from chalicelib.model.product import Product
from chalicelib.model.word import Phrase
from chalicelib.policy.book import Authority, PolicyBook, Terms
from chalicelib.policy.input import Input, InputKind
from chalicelib.policy.lines import DeadlineLine, PhraseLine
from chalicelib.policy.lint_authority import lint_authority
from chalicelib.policy.lint_book import (
    lint_deadlines,
    lint_evidence,
    lint_phrases,
    lint_tables,
)
from chalicelib.policy.rule import HitPolicy, Row, compiled

NOW = datetime(2026, 3, 2, tzinfo=UTC)
EVERYBODY = set(Role)
COUNTRY = Input("country", Phrase("Country", "国家"), InputKind.TEXT)
CLASS = Input("product_class", Phrase("Class", "类别"), InputKind.TEXT)


def may(role, cap, above, *remedies, currency="USD"):
    limit = None if cap is None else Money(Decimal(cap), currency)
    patience = timedelta(minutes=30)
    return Authority(role.name, role, frozenset(remedies), limit, above, patience)


def book(*rows, **more):
    return PolicyBook(authority={row.role: row for row in rows}, **more)


SOUND = (may(Role.JUNIOR, 50, Role.LEAD, Remedy.GIFT), may(Role.LEAD, None, None))


@pytest.mark.parametrize(
    ("rows", "staffed", "told"),
    [
        (SOUND, EVERYBODY, []),
        (SOUND, {Role.JUNIOR}, [("LEAD", False, "has the role lead")]),
        (
            (may(Role.JUNIOR, 50, Role.LEAD), may(Role.LEAD, 100, None)),
            EVERYBODY,
            [("JUNIOR", True, "above 100 USD nobody"), ("LEAD", True, "above 100 USD nobody")],
        ),
        (
            (may(Role.JUNIOR, 50, Role.LEAD, Remedy.GIFT), may(Role.LEAD, None, None, *Remedy)),
            EVERYBODY,
            [],
        ),
        (
            (may(Role.LEAD, None, None, *(r for r in Remedy if r is not Remedy.REPAIR)),),
            EVERYBODY,
            [("LEAD", True, "may grant repair")],
        ),
        (
            (may(Role.JUNIOR, 50, Role.LEAD, currency="EUR"), may(Role.LEAD, None, None)),
            EVERYBODY,
            [("JUNIOR", True, "in EUR, but costs are compared in USD")],
        ),
    ],
)
def test_a_chain_of_approval_ends_in_somebody_who_may(rows, staffed, told):
    found = list(lint_authority(book(*rows), staffed))
    assert [(one.row, one.wrong) for one in found] == [(row, wrong) for row, wrong, _ in told]
    assert all(part in one.what.en for one, (_, _, part) in zip(found, told, strict=True))


@pytest.mark.parametrize(
    ("junior", "lead", "told"),
    [
        ((500,), (100,), "it may grant up to 500 USD, but lead, whom it asks, only up to 100 USD"),
        ((None,), (100, Remedy.GIFT), ""),
        ((None, Remedy.GIFT), (100,), "it may grant without a limit, but lead"),
        ((100,), (100,), ""),
        ((50,), (100,), ""),
        ((50,), (None,), ""),
    ],
)
def test_a_role_that_asks_one_which_may_spend_less_is_told(junior, lead, told):
    (cap, *some), (most, *more) = junior, lead
    rows = (
        may(Role.JUNIOR, cap, Role.LEAD, *some),
        may(Role.LEAD, most, Role.OWNER, *more),
        may(Role.OWNER, None, None),
    )
    found = list(lint_authority(book(*rows), EVERYBODY))
    assert [(one.row, one.wrong) for one in found] == ([("JUNIOR", False)] if told else [])
    assert all(one.what.en.startswith(told) for one in found)


LIMITED = (
    may(Role.JUNIOR, 50, Role.INTERMEDIATE),
    may(Role.INTERMEDIATE, 100, Role.SENIOR),
    may(Role.SENIOR, None, Role.LEAD),
    may(Role.LEAD, None, Role.OWNER),
    may(Role.OWNER, None, None),
)


@pytest.mark.parametrize(
    ("staffed", "lacking"),
    [
        (set(), ["INTERMEDIATE"]),
        ({Role.JUNIOR}, ["INTERMEDIATE"]),
        ({Role.INTERMEDIATE}, ["SENIOR"]),
        ({Role.SENIOR}, []),
        ({Role.JUNIOR, Role.LEAD}, []),
        ({Role.OWNER}, []),
        (EVERYBODY, []),
    ],
)
def test_a_role_that_nobody_has_is_told_once_where_somebody_would_have_to_ask_it(staffed, lacking):
    found = list(lint_authority(book(*LIMITED), staffed))
    assert [one.row for one in found] == lacking
    assert all("has the role" in one.what.en and not one.wrong for one in found)


def test_who_may_not_grant_everything_has_to_ask():
    rows = (may(Role.JUNIOR, None, Role.LEAD, Remedy.GIFT), may(Role.LEAD, None, None))
    assert [one.row for one in lint_authority(book(*rows), {Role.JUNIOR})] == ["LEAD"]
    rows = (may(Role.JUNIOR, None, Role.LEAD, *Remedy), may(Role.LEAD, None, None))
    assert list(lint_authority(book(*rows), {Role.JUNIOR})) == []


DOUBTED = [
    DeadlineLine("VERIFY", source="law", checked=NOW, verify=True),
    DeadlineLine("NEW", source="law"),
    DeadlineLine("OLD", source="law", checked=NOW - timedelta(days=366)),
]


def test_a_few_deadlines_to_be_looked_up_are_named():
    off = DeadlineLine("OFF", source="law", verify=True, active=False)
    found = list(lint_deadlines([*DOUBTED, off], NOW))
    assert [(one.row, one.what.en[:30]) for one in found] == [
        ("VERIFY", "the deadline is not confirmed "),
        ("NEW", "nobody has compared the deadli"),
        ("OLD", "the deadline was last compared"),
    ]


def test_many_deadlines_to_be_looked_up_are_counted_on_one_line_and_mistakes_still_named():
    lines = [*DOUBTED, DeadlineLine("BARE", checked=NOW), DeadlineLine("BOTH", verify=True)]
    found = list(lint_deadlines(lines, NOW))
    assert [(one.row, one.wrong) for one in found] == [("BARE", True), ("BOTH", True), ("", False)]
    assert found[-1].what.en.startswith("rows to compare with their source before you rely on")
    assert all(": 4;" in text or "：4 条；" in text for text in found[-1].what)


def test_a_circle_is_no_endless_search():
    rows = may(Role.JUNIOR, 50, Role.LEAD), may(Role.LEAD, 100, Role.JUNIOR)
    assert [one.row for one in lint_authority(book(*rows), EVERYBODY)] == ["JUNIOR", "LEAD"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (DeadlineLine("D", source="law", checked=NOW), []),
        (DeadlineLine("D", checked=NOW), [True]),
        (DeadlineLine("D", source="law"), [False]),
        (DeadlineLine("D", source="law", checked=NOW - timedelta(days=366)), [False]),
        (DeadlineLine("D", source="law", checked=NOW, verify=True), [False]),
        (DeadlineLine("D", active=False), []),
    ],
)
def test_a_deadline_has_a_source_and_is_looked_up_every_year(line, told):
    assert [one.wrong for one in lint_deadlines([line], NOW)] == told


def table(inputs, hit, *rows):
    return compiled(inputs, [Row(*row) for row in rows], hit).table


def test_evidence_is_asked_for_by_a_name_the_desk_knows_on_a_tab_there_is():
    needs = ("photos", "tracking number", "payment ID", "trackin number", "blessing of the cat")
    asked = table((COUNTRY,), HitPolicy.COLLECT, ("E1", {}, needs))
    found = lint_evidence(PolicyBook(evidence=asked), {"cases", "shipments"})
    assert [one.what.en.split(":")[0] for one in found] == [
        "'payment ID' stands on a tab that this workbook does not have",
        "'trackin number' is looked for under On file alone",
    ]


def test_tables_with_gaps_shadows_and_unheard_of_countries_are_told():
    terms = Terms((Remedy.REFUND,))
    rows = (
        ("P1", {"country": "DE, Germany, EU"}, terms),
        ("P2", {"country": "DE", "product_class": "batery"}, terms),
    )
    shirt = Product("A", product_class="battery")
    policy = table((COUNTRY, CLASS), HitPolicy.FIRST, *rows)
    found = list(lint_tables(PolicyBook(policy=policy, products={"a": shirt})))
    said = [(one.row, one.wrong, one.what.en.split(":")[0][:38]) for one in found]
    assert said == [
        ("P2", True, "P2 is never reached, as rows above ans"),
        ("", True, "no row answers"),
        ("P1", True, "'germany' is no country"),
        ("P2", False, "no row of Products has the class 'bate"),
    ]


def test_a_row_that_waits_for_goods_of_whoever_may_take_a_part_is_told():
    partial, whole = (Remedy.RETURN, Remedy.PARTIAL), (Remedy.RETURN,)
    rows = (
        ("P1", {"country": "DE"}, Terms(partial, goods_back=True)),
        ("P2", {"country": "FR"}, Terms(partial, goods_back=False)),
        ("P3", {"country": "IT"}, Terms(whole, goods_back=True)),
        ("P4", {}, Terms(partial)),
    )
    found = lint_tables(PolicyBook(policy=table((COUNTRY,), HitPolicy.FIRST, *rows)))
    assert [(one.tab, one.row, one.wrong) for one in found] == [("policy", "P1", False)]


def test_a_class_that_no_article_has_is_told_unless_it_is_usual_and_like_none():
    asked = {"product_class": "batery, liquid, fragile"}
    terms = Terms((Remedy.REFUND,))
    policy = table((CLASS,), HitPolicy.FIRST, ("P1", asked, terms), ("P2", {}, terms))
    for name, told in (
        ("battery", ["no row of Products has the class 'batery': did", "class 'fragile'"]),
        ("liquids", ["class 'batery'", "class 'liquid': did you mean 'liquids'?", "'fragile'"]),
        ("", []),
    ):
        products = {"a": Product("A", product_class=name)}
        found = [*lint_tables(PolicyBook(policy=policy, products=products), {"liquid"})]
        assert [one.wrong for one in found] == [False] * len(told)
        assert all(part in one.what.en for one, part in zip(found, told, strict=True))


def test_words_that_our_own_texts_break_are_told_on_either_side():
    terms = Terms((Remedy.REFUND,), buyer_text="We guarantee it.")
    policy = table((COUNTRY,), HitPolicy.FIRST, ("P1", {}, terms))
    phrases = (PhraseLine("W1", words=("guarantee*", "kind regards"), instead="No guarantees."),)
    found = lint_phrases(PolicyBook(policy=policy, phrases=phrases), {"BYE": "Kind regards"})
    assert [(one.tab, one.row) for one in found] == [
        ("phrases", "W1"),
        ("policy", "P1"),
        ("phrases", "W1"),
    ]
