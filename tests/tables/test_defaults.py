"""The rows a new workbook comes with: the same in both languages, and understood."""

import dataclasses
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from chalicelib.model.case import Category, Remedy
from chalicelib.model.money import Money
from chalicelib.model.person import Role
from chalicelib.model.setting import SettingKey
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.model.word import Language
from chalicelib.policy.lines import Check
from chalicelib.policy.lint import lint
from chalicelib.sla.rule import RungKind
from chalicelib.sla.target import Unit
from chalicelib.tables.cell import Grid, Sheets
from chalicelib.tables.defaults import (
    JUDGEMENT,
    PROMISES,
    default_rows,
    home,
    hours_lines,
    sla_lines,
)
from chalicelib.tables.judged_by import OF_POLICY
from chalicelib.tables.parse import parse
from chalicelib.tables.workbook import BY_KEY, TABS
from chalicelib.tables.workbook_read import opened

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
LANGUAGES = pytest.mark.parametrize("language", list(Language))

# RULEBOOK 2 and 3: clock, tab, target
PROMISED = {
    "First response": ("Cases", {"3 min", "10 min"}),
    "Contact the customer": ("Cases", {"24 h"}),
    "Evidence complete": ("Cases", {"48 h"}),
    "Response": ("Cases", {"72 h"}),
    "Resolution": ("Cases", {"15 days"}),
    "Approval": ("Cases", {"30 min"}),
    "Promised callback": ("Cases", {"Promised for"}),
    "Case library entry": ("Cases", {"24 h"}),
    "Documents for the buyer": ("Cases", {"30 s"}),
    "Carrier or insurance claim": ("Shipments", {"Claim by"}),
    "Delay notice": ("Shipments", {"2 h"}),
    "Refund paid out": ("Refunds", {"3 business days"}),
    "Automatic review": ("Orders", {"1 h"}),
    "Manual review": ("Orders", {"4 h"}),
    "Customs pre-declaration": ("Shipments", {"3 days before"}),
    "Ship": ("Orders", {"Handling time"}),
    "Tracking silence": ("Shipments", {"Silent after"}),
    "Settlement": ("Orders", {"T+3"}),
}


def workbook(language):
    locale = home(language)
    rows = default_rows(locale)
    grids = {
        table.key: Grid(
            table.name.said(language),
            [
                table.heading_row(language),
                *(table.render(record, locale) for record in rows.get(table.key, ())),
            ],
            {},
        )
        for table in TABS
    }
    return opened(Sheets(grids, ""), NOW)


def rules(workbook):
    """Return the rules of all tabs by id."""
    rulesets = workbook.rulebook.rulesets.values()
    return {rule.id: rule for all_ in rulesets for c in all_.choosers for rule in c.rules}


EN, ZH = workbook(Language.EN), workbook(Language.ZH)
OPENED = {Language.EN: EN, Language.ZH: ZH}


@pytest.mark.parametrize("clock", PROMISED)
def test_every_promise_of_the_rulebook_has_a_row(clock):
    tab, targets = PROMISED[clock]
    lines = [line for line in sla_lines(Language.EN) if line.clock == clock]
    assert ({tab}, targets) == ({line.tab for line in lines}, {line.target for line in lines})


@LANGUAGES
def test_every_row_says_where_it_comes_from_and_whom_to_tell(language):
    assert all(
        line.source and (line.escalate or line.id == "C08") and line.active
        for line in sla_lines(language)
    )


@LANGUAGES
def test_a_first_response_is_never_paused(language):
    assert not [x for x in sla_lines(language) if x.id in {"C01", "C02", "C03"} and x.pause]


def test_rows_are_told_apart():
    assert len({promise.id for promise in PROMISES}) == len(PROMISES)


@LANGUAGES
@pytest.mark.parametrize("key", ["sla", "hours", "settings", *JUDGEMENT])
def test_default_rows_come_back_as_they_were_written(language, key):
    locale = home(language)
    before = [*default_rows(locale)[key]]
    table = BY_KEY[key]
    rows = [table.heading_row(language), *(table.render(r, locale) for r in before)]
    assert before == parse(table, Grid("", rows, {}), locale).records


@LANGUAGES
def test_a_new_workbook_is_understood_to_the_last_cell(language):
    # only the people are missing: they are the team's to fill in
    assert {p.tab for p in OPENED[language].problems} == {"team"}
    assert rules(OPENED[language]).keys() == {promise.id for promise in PROMISES}


def same_in_both(rule):
    """Return what a rule means, without the words of its language."""
    plain = {f.name: getattr(rule, f.name) for f in dataclasses.fields(rule)}
    plain["target"] = plain["target"]._replace(text="")
    plain["calendar"] = plain["calendar"].always
    return {key: value for key, value in plain.items() if key not in {"clock", "by_people"}}


def test_both_languages_make_the_same_rules():
    english, chinese = (
        {name: same_in_both(rule) for name, rule in rules(w).items()} for w in (EN, ZH)
    )
    assert english == chinese


def test_unusual_rows_are_understood_as_meant():
    known = rules(EN)
    target = known["P01"].target
    assert (target.unit, target.days, target.backwards) == (Unit.DAYS, 3, True)
    assert known["C10"].first == "customer_wrote"
    assert {r.kind for r in known["C07"].rungs} == {*RungKind}


@LANGUAGES
def test_somebody_is_on_duty_at_any_hour(language):
    names = [line.id for line in hours_lines(home(language)) if line.shift]
    hours = EN.rulebook.team.hours if language is Language.EN else ZH.rulebook.team.hours
    week = (NOW + timedelta(minutes=15 * n) for n in range(7 * 96))
    assert all(any(hours[name].is_open(at) for name in names) for at in week)


@LANGUAGES
def test_settings_are_named_and_explained(language):
    lines = default_rows(home(language))["settings"]
    assert [key.said(language) for key in SettingKey] == [line.id for line in lines]
    assert all(line.note for line in lines)


def test_the_templates_carry_nobodys_address():
    assert not default_rows(home(Language.EN))["team"]
    (owner,) = (x for x in default_rows(home(Language.EN))["settings"] if x.id == SettingKey.OWNER)
    assert owner.value == ""


# --- judgement ---

BOOKS = {language: OPENED[language].policies for language in Language}
NOTHING_KNOWN = {mine.key: None for mine in OF_POLICY}
TABLES = pytest.mark.parametrize("name", ["policy", "evidence", "checks", "routes"])


@LANGUAGES
@TABLES
def test_the_default_tables_have_no_gap_no_clash_and_no_row_that_is_never_reached(language, name):
    table = getattr(BOOKS[language], name)
    assert [finding.what.said(language) for finding in lint(table)] == []
    assert table.ids == tuple(row.cells["id"] for row in JUDGEMENT[name]) or name == "routes"


@TABLES
def test_both_languages_judge_alike(name):
    english, chinese = (getattr(BOOKS[language], name) for language in Language)
    assert len(english.ids) == len(chinese.ids)
    words = {"topic", "product_class", "attributes"}  # in the words of the sheet
    for n, mine in enumerate(english.inputs):
        if mine.key not in words:
            assert [row[n] for row in english.meanings] == [row[n] for row in chinese.meanings]


@LANGUAGES
def test_every_row_of_judgement_says_where_it_comes_from(language):
    for key, rows in JUDGEMENT.items():
        assert key == "keywords" or all(row.line(language).source for row in rows)


def decided(language, topic=("", ""), **values):
    """Return the terms that the default policy grants; a topic is given in both languages."""
    said = topic[list(Language).index(language)] or None
    decision = BOOKS[language].policy.decide({**NOTHING_KNOWN, "topic": said, **values})
    return decision.outcomes[0]


# RULEBOOK 7: what happened, and what comes first of what is granted
GRANTED = {
    "lost": ({"parcel": ShipmentStatus.LOST}, {Remedy.RESHIP, Remedy.REFUND}),
    "cancelled before shipping": (
        {"topic": ("cancellation", "取消订单"), "parcel": ShipmentStatus.PREPARED},
        {Remedy.REFUND},
    ),
    "late": (
        {"topic": ("late", "延误"), "category": Category.LOGISTICS},
        {Remedy.EXPLANATION, Remedy.COUPON, Remedy.GIFT},
    ),
    "damaged, small value": (
        {"topic": ("damaged", "破损"), "evidence": True, "value": Money(Decimal(9), "USD")},
        {Remedy.RESHIP, Remedy.REFUND, Remedy.PARTIAL, Remedy.COUPON},
    ),
    "not as described": (
        {"topic": ("not as described", "描述不符"), "evidence": True},
        {Remedy.RESHIP, Remedy.EXCHANGE, Remedy.RETURN, Remedy.PARTIAL},
    ),
    "damaged, no photos": (
        {"topic": ("damaged", "破损"), "evidence": False},
        {Remedy.EXPLANATION},
    ),
    "claimed again and again": (
        {"topic": ("defective", "质量问题"), "evidence": True, "repeats": 3},
        {Remedy.EXCHANGE, Remedy.RETURN},
    ),
    "no reason, EU, 14 days": (
        {"topic": ("no reason", "无理由退货"), "country": "FR", "days": 14},
        {Remedy.RETURN},
    ),
    "no reason, US, 7 days": (
        {"topic": ("no reason", "无理由退货"), "country": "US", "days": 7},
        {Remedy.RETURN, Remedy.EXCHANGE},
    ),
    "no reason, US, 8 days": (
        {"topic": ("no reason", "无理由退货"), "country": "US", "days": 8},
        {Remedy.REFUSAL, Remedy.COUPON},
    ),
    "no reason, EU, 15 days": (
        {"topic": ("no reason", "无理由退货"), "country": "DE", "days": 15},
        {Remedy.REFUSAL, Remedy.COUPON},
    ),
    "anything else": ({}, {Remedy.EXPLANATION, Remedy.COUPON}),
}


@LANGUAGES
@pytest.mark.parametrize("situation", GRANTED)
def test_the_default_policy_grants_what_the_rulebook_says(language, situation):
    values, remedies = GRANTED[situation]
    assert set(decided(language, **values).remedies) == remedies


@LANGUAGES
@pytest.mark.parametrize(
    "kind", [("underwear", "内衣"), ("food", "食品"), ("custom-made", "定制商品")]
)
def test_some_classes_are_taken_back_for_a_fault_only(language, kind):
    mine = {"product_class": kind[list(Language).index(language)], "days": 3, "country": "DE"}
    assert Remedy.RETURN not in decided(language, ("no reason", "无理由退货"), **mine).remedies
    faulty = decided(language, ("damaged", "破损"), evidence=True, **mine)
    assert Remedy.RETURN in faulty.remedies


# RULEBOOK 1
CAPS = {Role.JUNIOR: 50, Role.INTERMEDIATE: 100}


@LANGUAGES
def test_default_authority_is_the_rulebooks(language):
    book = BOOKS[language].authority
    assert book.keys() == set(Role)
    assert {role: a.cap.amount for role, a in book.items() if a.cap} == CAPS
    assert {a.patience for a in book.values()} == {timedelta(minutes=30)}
    assert Remedy.RETURN not in book[Role.JUNIOR].remedies
    assert {Remedy.RETURN, Remedy.EXCHANGE} < book[Role.INTERMEDIATE].remedies
    assert [a.next for a in book.values()] == [*list(Role)[1:], None]


@LANGUAGES
def test_every_check_of_the_rulebook_has_a_row(language):
    assert BOOKS[language].checked == set(Check)


@LANGUAGES
def test_external_deadlines_are_counted_where_a_tab_shows_when_they_began(language):
    book = BOOKS[language]
    bound = {one.line.id: (one.tab, one.field) for one in book.deadlines}
    assert bound["D11"] == ("disputes", "opened")
    assert {tab for tab, _ in bound.values()} == {"cases", "orders", "returns", "disputes"}
    unsure = [row.line(language) for row in JUDGEMENT["deadlines"]]
    assert not [line.id for line in unsure if line.checked or line.verify is None]


@LANGUAGES
def test_keywords_speak_for_topics_that_the_policy_knows(language):
    asked = {part for row in BOOKS[language].policy.meanings for part in row[1].parts}
    told = {line.topic for line in BOOKS[language].keywords}
    by_category_or_parcel = {
        "returned",
        "charge failed",
        "exchange rate",
        "refund not received",
        "voucher or link",
        "address",
        "退款未到账",
        "优惠券或链接",
        "收货地址",
        "退回",
        "扣款失败",
        "汇率",
    }
    assert told - asked == by_category_or_parcel & told


@LANGUAGES
def test_two_ways_lead_to_every_country(language):
    for country in ("US", "DE", "GB", "BR", "ZA"):
        values = {"countries": country, "attributes": ()}
        assert len(BOOKS[language].routes.decide(values).rules) >= 2
