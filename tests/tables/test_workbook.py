"""The list of tabs: complete, bilingual, and true to the records (law 6)."""

# ruff: noqa: DTZ001  # a wall clock has no zone

import dataclasses
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import UnionType
from typing import get_args, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from chalicelib.model.face import CLOCK_CELLS, Face
from chalicelib.model.instant import Oddity, resolve
from chalicelib.model.money import Money
from chalicelib.model.problem import Rank
from chalicelib.model.verdict import Verdict
from chalicelib.model.word import Language, Word
from chalicelib.tables.cell import Grid, folded
from chalicelib.tables.codec import Locale, Shape
from chalicelib.tables.codecs import CURRENCY, DAMAGED, EMAIL, RAW, SPLIT
from chalicelib.tables.country import COUNTRY
from chalicelib.tables.parse import parse
from chalicelib.tables.table import Owner, Room
from chalicelib.tables.workbook import BY_KEY, CASES, TABS

VERDICT_FIELDS = tuple(field.name for field in dataclasses.fields(Verdict))
READ = [t for t in TABS if t.room is not Room.DESK]
DESK = [t for t in TABS if t.room is Room.DESK]
COLUMNS = [(t, c) for t in TABS for c in t.columns]
EACH_TAB = pytest.mark.parametrize("table", TABS, ids=lambda t: t.key)
EACH_READ = pytest.mark.parametrize("table", READ, ids=lambda t: t.key)
LANGUAGES = pytest.mark.parametrize("language", list(Language))
ZONES = [
    ZoneInfo(name)
    for name in ("America/New_York", "Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "UTC")
]
CHINESE = range(0x4E00, 0xA000)


def test_tabs_are_told_apart():
    titles = [folded(title) for table in TABS for title in table.titles()]
    assert len(set(titles)) == 2 * len(TABS)
    assert [*BY_KEY] == [t.key for t in TABS]


@EACH_TAB
def test_own_columns_stand_in_the_order_of_the_records_fields(table):
    fields = [f.name for f in dataclasses.fields(table.record) if f.name != "face"]
    assert fields == [c.key for c in table.own]


@EACH_TAB
def test_a_face_comes_last_and_is_ours(table):
    has_face = "face" in {f.name for f in dataclasses.fields(table.record)}
    shown = tuple(table.columns[len(table.own) :])
    assert (*table.own, *shown) == tuple(table.columns)
    assert bool(shown) == has_face
    assert table.faced == (has_face and table.room is Room.RECORDS)
    assert table.desk == (shown if table.faced else ())
    if has_face:
        assert {c.owner for c in shown} == {Owner.DESK}
        ours = tuple(c.key for c in shown)
        assert ours[: len(CLOCK_CELLS)] == CLOCK_CELLS
        judged = ours[len(CLOCK_CELLS) :]
        assert judged == tuple(name for name in VERDICT_FIELDS if name in judged)


def test_a_case_and_the_desk_tab_show_a_verdict_whole():
    for table in (CASES, BY_KEY["desk"]):
        assert tuple(c.key for c in table.columns)[-len(VERDICT_FIELDS) :] == VERDICT_FIELDS


@EACH_TAB
def test_headings_are_unique_across_both_languages(table):
    said = [folded(h) for c in table.columns for h in c.heading]
    assert len(set(said)) == len(said) == 2 * len(table.columns)


@EACH_TAB
def test_headings_can_be_named_in_a_rule(table):
    assert not [h for c in table.columns for h in c.heading if set(h) & set(';；=＝+＋,，、:："\n')]


@EACH_READ
def test_the_first_column_is_the_id(table):
    first = table.columns[0]
    assert (first.key, first.codec.shape, first.required) == ("id", Shape.ID, True)


@pytest.mark.parametrize("table", DESK, ids=lambda t: t.key)
def test_the_desks_tabs_are_ours_alone(table):
    assert {c.owner for c in table.columns} == {Owner.DESK}
    assert "id" not in table.fields


@pytest.mark.parametrize("table", [t for t in READ if t.room is Room.RULES], ids=lambda t: t.key)
def test_rules_are_typed_by_people(table):
    assert {c.owner for c in table.columns} == {Owner.PEOPLE}


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda v: v.key)
def test_a_column_is_explained_in_both_languages(table, column):
    english, chinese = column.help
    assert english.isascii()
    assert english.endswith((".", "?"))
    assert any(ord(sign) in CHINESE for sign in chinese)
    assert chinese.endswith("。")
    assert english != column.heading.en
    assert column.width >= 8, table.key


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda v: v.key)
def test_choices_have_twins(table, column):
    assert (column.codec.shape is Shape.CHOICE) == (column.codec.choices is not None)
    twins = [folded(t) for w in column.codec.choices or () for t in (w.value, w.zh)]
    assert len(set(twins)) == len(twins), table.key


@pytest.mark.parametrize("key", ["buyer", "customer", "email", "phone", "address", "problem"])
def test_personal_columns_are_marked(key):
    marked = [c.personal for table in TABS for c in table.columns if c.key == key]
    assert marked
    assert all(marked)


@EACH_TAB
@LANGUAGES
def test_headings_render(table, language):
    row = table.heading_row(language)
    assert len(row) == len(table.columns)
    assert all(row)
    assert [c.key for c in table.columns] == [table.headings[folded(h)] for h in row]


# --- law 6: parse(render(record)) == record ---

TEXTS = (
    st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
IDS = TEXTS.filter(lambda text: not DAMAGED.fullmatch(text))
NAMES = st.text("abcxyz0189._-", min_size=1, max_size=8)
EMAILS = st.builds("{}@{}.example".format, NAMES, st.text("abcxyz", min_size=1, max_size=6))
PARTS = TEXTS.map(lambda text: SPLIT.sub("", text).strip()).filter(bool)
AMOUNTS = st.decimals(-(10**12), 10**12, places=2, allow_nan=False) | st.decimals(-9, 9, places=6)
SPANS = st.timedeltas(timedelta(), timedelta(days=4000)).map(
    lambda span: span - span % timedelta(milliseconds=1)
)
INSTANTS = st.datetimes(
    datetime(1972, 1, 2),
    datetime(2099, 12, 30),
    timezones=st.just(UTC),
).map(lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000))

BY_TYPE = {
    str: st.just("") | TEXTS,
    bool: st.booleans(),
    int: st.integers(-(10**9), 10**9),
    Decimal: AMOUNTS,
    datetime: INSTANTS,
    timedelta: SPANS,
    Money: st.builds(Money, AMOUNTS, st.sampled_from(["USD", "EUR", "JPY"])),
    tuple[str, ...]: st.lists(PARTS, max_size=3).map(tuple),
}


BY_CODEC = (
    (EMAIL, st.just("") | EMAILS),
    (RAW, st.none() | TEXTS | st.booleans() | st.floats(-9, 9)),
    (CURRENCY, st.sampled_from(["", "USD", "EUR", "JPY"])),
    (COUNTRY, st.sampled_from(["", "DE", "GB", "US"])),
)


def of_type(kind):
    if isinstance(kind, UnionType):
        some, none = get_args(kind)
        assert none is type(None)
        return st.none() | of_type(some)
    return (
        st.sampled_from(kind)
        if isinstance(kind, type) and issubclass(kind, Word)
        else BY_TYPE[kind]
    )


def of_column(column, kind):
    if column.key == "id":
        return IDS
    for codec, cells in BY_CODEC:
        if column.codec is codec:
            return cells
    if column.codec.shape is Shape.ID:
        return st.just("") | IDS
    if column.codec.choices:
        return st.none() | st.sampled_from([*column.codec.choices])
    return st.integers(1, 5) if column.key == "rating" else of_type(kind)


def records(table):
    hints = get_type_hints(table.record)
    fields = {c.key: of_column(c, hints[c.key]) for c in table.own}
    if table.faced:
        fields["face"] = faces(table)
    return st.builds(table.record, **fields)


def faces(table):
    known = get_type_hints(Face) | get_type_hints(Verdict)
    shown = {c.key: of_column(c, known[c.key]) for c in table.desk}
    clocks = {key: shown.pop(key) for key in CLOCK_CELLS}
    return st.builds(Face, **clocks, verdict=st.builds(Verdict, **shown))


MANY = {table.key: st.lists(records(table), max_size=3, unique_by=lambda r: r.id) for table in READ}


def instants_of(record):
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, datetime):
            yield value
        elif isinstance(value, Face | Verdict):
            yield from instants_of(value)


def ordinary(instant, zone):
    """Whether the wall clock shows this instant once, and no other."""
    found = resolve(instant.astimezone(zone).replace(tzinfo=None), zone)
    return found.oddity is Oddity.NONE and found.instant == instant


@EACH_READ
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data(), language=st.sampled_from(Language), zone=st.sampled_from(ZONES))
def test_what_is_rendered_is_parsed_as_the_same(table, data, language, zone):
    before, locale = data.draw(MANY[table.key]), Locale(language, zone)
    assume(all(ordinary(at, zone) for r in before for at in instants_of(r)))
    rows = [table.heading_row(language), *(table.render(r, locale) for r in before)]
    parsed = parse(table, Grid(table.name.en, rows, {}), locale)
    assert before == parsed.records
    assert {record.id: row for row, record in enumerate(before, 2)} == parsed.rows
    optional = {c.key for c in table.columns if not c.required}
    assert not [p for p in parsed.problems if p.column in optional]


@EACH_READ
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data(), written=st.sampled_from(Language), read=st.sampled_from(Language))
def test_headings_may_stand_in_any_order_and_either_language(table, data, written, read):
    before = data.draw(records(table))
    here = Locale(written, ZoneInfo("Asia/Shanghai"))
    assume(all(ordinary(at, here.zone) for at in instants_of(before)))
    columns = list(zip(table.columns, table.render(before, here), strict=True))
    mixed = data.draw(st.permutations(columns))
    languages = [data.draw(st.sampled_from(Language)) for _ in mixed]
    headings = [c.heading.said(one) for (c, _), one in zip(mixed, languages, strict=True)]
    rows = [["our own note", *headings, None], ["call back", *(cell for _, cell in mixed), 7]]
    parsed = parse(table, Grid("", rows, {}), here._replace(language=read))
    assert [before] == parsed.records


@EACH_READ
@LANGUAGES
def test_a_new_tab_has_nothing_to_complain_of(table, language):
    parsed = parse(table, Grid("", [table.heading_row(language)], {}), Locale(language))
    assert not parsed.records
    assert not [p for p in parsed.problems if p.rank is not Rank.LOW]
    assert not parsed.problems
