"""A column read at once is read as it is cell by cell; what cannot be so says so."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.model.case import CaseStatus
from chalicelib.tables.cell import Serial
from chalicelib.tables.codec import Locale
from chalicelib.tables.codecs import EMAIL, ID, TEXT, YES_NO, choice
from chalicelib.tables.country import COUNTRY
from chalicelib.tables.instants import INSTANT
from chalicelib.tables.saying import Unreadable

CODECS = {
    "text": TEXT, "id": ID, "email": EMAIL, "yes or no": YES_NO,
    "choice": choice(CaseStatus), "instant": INSTANT,
    "country": COUNTRY,
}  # fmt: skip
BERLIN = Locale(zone=ZoneInfo("Europe/Berlin"))
words = st.sampled_from(
    ["", " a ", "1.2E+15", "12e+3", "a@b.example", "yes", "open", "=1", "x\n", "de", "德国"]
)
dates = st.datetimes(datetime(1950, 1, 1), datetime(2210, 1, 1))  # noqa: DTZ001
turns = st.sampled_from([datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30)])  # noqa: DTZ001
serials = st.floats(19_000, 111_000) | st.floats(45_000, 47_000).map(Serial) | st.just(0)
odd = st.sampled_from([
    True, 0.0, date(2026, 3, 1), time(8), timedelta(hours=3), timedelta(0),
    datetime(2026, 3, 1, tzinfo=UTC), "2026-03-01 08:00", "31/02/2026",
])  # fmt: skip
columns = st.one_of(
    st.lists(kind | st.sampled_from([None, ""]), max_size=8)
    for kind in (words, dates, dates | turns, serials, words | dates | serials | odd)
)


def one_by_one(read, cells, empty):
    out = []
    for cell in cells:
        try:
            out.append(empty if cell in (None, "") else read(cell))
        except Unreadable:
            return None
    return out


@pytest.mark.parametrize("name", CODECS)
@given(cells=columns)
def test_at_once_is_one_by_one(name, cells):
    codec = CODECS[name]
    noted, seen = {}, {}
    expected = one_by_one(codec.reader(BERLIN, noted), cells, codec.empty)
    try:
        whole = codec.whole(codec.reader(BERLIN, seen))(tuple(cells))
    except Unreadable:
        assert expected is None
        return
    if whole is not None:
        assert whole == expected
        assert seen == noted


def test_ordinary_columns_are_read_at_once():
    day = datetime(2026, 3, 2, 14, 5)  # noqa: DTZ001
    for codec, cells in (
        (TEXT, ("a", "", None)),
        (ID, ("C-1", "+49 151")),
        (EMAIL, ("a@b.example", "")),
        (INSTANT, (day, "", None)),
        (INSTANT, (46_000.5, "", 46_001)),
    ):
        assert codec.whole(codec.reader(BERLIN, {}))(cells) is not None


def test_text_among_numbers_is_not_taken_for_a_number():
    read = INSTANT.reader(BERLIN, {})
    assert INSTANT.whole(read)((46_000.5, "2026-03-02 14:05")) is None
