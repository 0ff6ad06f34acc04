"""The sample desk: as large and as messy as promised, the same every time, in both languages."""

from collections import Counter
from datetime import timedelta

import pytest

from chalicelib.adapters.xlsx.new import create
from chalicelib.adapters.xlsx.workbook import XlsxWorkbook
from chalicelib.model.face import ClockState
from chalicelib.model.problem import Rank
from chalicelib.model.word import Language
from chalicelib.sample import messy
from chalicelib.sample.contents import START, sample
from chalicelib.sample.edits import Added, NoSuchPlaceError, NotTheirsError, Renamed, Typed, perform
from chalicelib.sample.story import story
from chalicelib.sla.clock import Subject, read
from chalicelib.sla.history import Between, observe
from chalicelib.sla.memory import NOTHING
from chalicelib.tables.table import Owner, Room
from chalicelib.tables.workbook import BY_KEY, CASES
from chalicelib.tables.workbook_read import opened, titles

LANGUAGES = pytest.mark.parametrize("language", list(Language))


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    paths = {language: folder / f"{language}.xlsx" for language in Language}
    for language, path in paths.items():
        create(path, language, sample(language))
    return {language: read_back(path) for language, path in paths.items()}


@pytest.fixture
def path(tmp_path):
    create(tmp_path / "desk.xlsx", Language.EN, sample(Language.EN))
    return tmp_path / "desk.xlsx"


def read_back(path):
    return opened(XlsxWorkbook(path).read(titles()), START)


def records(rows):
    return [row for row in rows if not isinstance(row, list)]


@LANGUAGES
def test_it_is_a_desk_of_the_size_of_a_small_team(language):
    counts = {key: len(records(rows)) for key, rows in sample(language).items()}
    assert counts["cases"] == 60
    assert counts["orders"] == 200
    assert {"shipments", "payments"} <= {key for key, n in counts.items() if n > 150}
    assert {"refunds", "returns", "disputes"} <= {key for key, n in counts.items() if n > 5}
    assert counts["team"] == 6


@LANGUAGES
def test_it_is_the_same_every_time(language):
    assert sample(language) == sample(language)


def test_it_moves_with_its_start():
    later = sample(Language.EN, START + timedelta(days=7))
    pairs = zip(records(sample(Language.EN)["cases"]), records(later["cases"]), strict=True)
    assert {timedelta(days=7)} == {b.opened - a.opened for a, b in pairs}


def test_both_languages_tell_the_same():
    en, zh = sample(Language.EN), sample(Language.ZH)
    assert {key: len(rows) for key, rows in en.items()} == {key: len(r) for key, r in zh.items()}
    ids = [[record.id for record in records(desk["cases"])] for desk in (en, zh)]
    assert ids[0] == ids[1]
    assert all(a.problem != b.problem for a, b in zip(*map(cases, (en, zh)), strict=True))


def cases(desk):
    return records(desk["cases"])


@LANGUAGES
def test_ids_are_told_apart_and_links_lead_somewhere(language):
    desk = {key: records(rows) for key, rows in sample(language).items()}
    for key, rows in desk.items():
        assert max(Counter(record.id for record in rows).values(), default=1) == 1, key
    orders = {order.id for order in desk["orders"]}
    linked = ("cases", "order_lines", "shipments", "payments", "refunds", "returns", "disputes")
    assert {r.order for key in linked for r in desk[key]} <= orders
    assert {r.case for r in desk["refunds"]} <= {case.id for case in desk["cases"]}
    assert {r.payment for r in desk["refunds"]} <= {p.id for p in desk["payments"]}


@LANGUAGES
def test_nobody_does_anything_before_its_time(language):
    for order in records(sample(language)["orders"]):
        steps = (order.placed, order.paid, order.reviewed, order.shipped, order.delivered)
        happened = [*filter(None, (*steps, order.settled))]
        assert happened == sorted(happened)
        assert happened[-1] <= START


@LANGUAGES
def test_every_default_rule_has_something_to_watch(language, desks):
    desk = desks[language]
    watched = {}
    for key, rules in desk.rulebook.rulesets.items():
        for record in desk.parsed[key].records:
            memory = observe(NOTHING, record, sorted(rules.observed), Between(None, START))
            for rule in filter(None, (chooser.pick(record) for chooser in rules.choosers)):
                state = read(rule, Subject(record, memory), START).state
                watched.setdefault(rule.id, set()).add(state)
    idle = {ClockState.NOT_STARTED, ClockState.CANNOT_TELL, ClockState.CANCELLED}
    known = {c.id for c in records(sample(language)["sla"])} - BY_THE_DESK
    assert known == {rule for rule, states in watched.items() if states - idle}


BY_THE_DESK = {"C08"}
"""Runs from when the desk asks for an approval, which it has not done yet."""

MESS = {
    (messy.DECIMAL_COMMA, "amount"): "decimal comma",
    (messy.NO_SUCH_DAY, "opened"): "does not exist",
    (messy.UNKNOWN_STATUS, "status"): "not one of",
    (messy.DOUBLED, "id"): "give each row its own id",
    (messy.ERROR_TEXT, "amount"): "not a number",
    (messy.TWO_DAYS, "first_reply"): "two dates",
    (messy.NO_DATE, "opened"): "not a date",
    (messy.STRANGE_OWNER, "email"): "not an e-mail",
    (messy.STRANGE_OWNER, "owner"): "on the Team tab",
}


@LANGUAGES
def test_every_mess_is_pointed_out_and_nothing_else(language, desks):
    desk = desks[language]
    names = desk.parsed["cases"].names
    found = {
        (p.id or names.get(p.row, ""), p.column): p.what.en
        for p in desk.problems
        if p.tab == "cases"
    }
    assert MESS.keys() == found.keys()
    assert all(words in found[place] for place, words in MESS.items())
    others = {(p.tab, p.column) for p in desk.problems if p.tab != "cases"}
    assert {("orders", "id"), ("returns", "resellable")} == others
    assert not [p for p in desk.problems if p.rank is Rank.LAYOUT]


@LANGUAGES
def test_what_only_looks_strange_is_kept_as_it_is(language, desks):
    held = {case.id: case for case in desks[language].parsed["cases"].records}
    assert held[messy.FORMULA_NAME].customer == "=Anna Schmidt"
    assert "🎉" in held[messy.EMOJI].problem
    assert len(held[messy.LONG_TEXT].problem) > 29_000
    assert len(desks[language].parsed["cases"].given) == 1


def test_people_write_their_columns_and_never_the_desks(path):
    with pytest.raises(NotTheirsError):
        perform(path, [Typed("cases", "CASE-1001", {"state": ClockState.MET})], START)
    with pytest.raises(NoSuchPlaceError):
        perform(path, [Typed("cases", "CASE-9999", {"topic": "late"})], START)


def test_what_people_do_stands_in_the_file(path):
    heading = CASES.fields["topic"].heading
    perform(path, [Typed("cases", "CASE-1001", {"topic": "moved"})], START)
    perform(path, [Added("cases", {"customer": "New", "opened": START})], START)
    last = read_back(path).parsed["cases"].records[-1]
    assert (last.customer, last.opened) == ("New", START)
    assert read_back(path).parsed["cases"].records[0].topic == "moved"
    perform(path, [Renamed("cases", heading, heading._replace(en="Subjekt"))], START)
    assert "topic" not in read_back(path).parsed["cases"].at


def test_the_story_goes_forward_and_touches_only_what_people_and_imports_write():
    steps = story(START)
    assert [step.at for step in steps] == sorted({step.at for step in steps})
    typed = [e for step in steps for e in step.edits if not isinstance(e, Renamed)]
    columns = [BY_KEY[edit.tab].fields[key] for edit in typed for key in edit.cells]
    assert Owner.DESK not in {column.owner for column in columns}
    assert {Room.RECORDS} == {BY_KEY[edit.tab].room for edit in typed}
