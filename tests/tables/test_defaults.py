"""The rows a new workbook comes with: the same in both languages, and understood."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language
from chalicelib.sla.rule import RungKind
from chalicelib.sla.target import Unit
from chalicelib.tables.cell import Grid, Sheets
from chalicelib.tables.defaults import PROMISES, default_rows, home, hours_lines, sla_lines
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
    assert all(line.source and line.escalate and line.active for line in sla_lines(language))


@LANGUAGES
def test_a_first_response_is_never_paused(language):
    assert not [x for x in sla_lines(language) if x.id in {"C01", "C02", "C03"} and x.pause]


def test_rows_are_told_apart():
    assert len({promise.id for promise in PROMISES}) == len(PROMISES)


@LANGUAGES
@pytest.mark.parametrize("key", ["sla", "hours", "settings"])
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
    return {key: value for key, value in plain.items() if key not in {"clock", "stop_text"}}


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
