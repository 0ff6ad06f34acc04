"""Links: who may answer what until when, which keys count, and where a desk gets all that."""

from __future__ import annotations

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from chalicelib import settings
from chalicelib.adapters.sqlite.questions import SqliteQuestions
from chalicelib.cli.fault import words
from chalicelib.cli.speech import Speech
from chalicelib.links import LinkExpiredError, LinkForgedError, Links, Opened
from chalicelib.model.word import Language
from chalicelib.ports.questions import QuestionsError
from chalicelib.settings import (
    HOME,
    LINK_SECRETS,
    PAGES_HERE,
    PAGES_URL,
    Spreadsheet,
    link_secrets_from,
    pages_url_from,
)
from chalicelib.settings_cloud import TABLE
from chalicelib.wiring.questions import cloud_links, links_of, place_in_links, questions_of
from tests.adapters.questions_contract import question

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)
OLD, NEW, OTHER = "o" * 32, "n" * 32, "x" * 32
SHEET = "1" + "aB3_-" * 8 + "xyz"
LINKS = Links((NEW, OLD), "https://desk.example.com/api")
URL = LINKS.to(SHEET, "approval/cases/C-1/1", TEN)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def token(url):
    return url.rpartition("/")[2]


@given(NAMES, NAMES, st.integers(0, 400 * 86_400), st.floats(0, 0.999))
def test_a_link_opens_to_what_it_was_made_for_until_its_second(place, asked, seconds, fraction):
    expires = NINE + timedelta(seconds=seconds + fraction)
    url = LINKS.to(place, asked, expires)
    assert url.startswith("https://desk.example.com/api/q/")
    assert LINKS.opened(token(url), NINE - timedelta(days=1)) == Opened(place, asked)
    ends = expires.replace(microsecond=0)
    assert LINKS.opened(token(url), ends - timedelta(microseconds=1)) == Opened(place, asked)
    with pytest.raises(LinkExpiredError) as caught:
        LINKS.opened(token(url), ends)
    assert caught.value.args == (Opened(place, asked), ends)


@given(st.integers(0, len(token(URL)) - 2), st.sampled_from("aZ09-_.~%/ é\n\0"))
def test_a_link_with_another_letter_is_none_of_ours(at, letter):
    good = token(URL)
    forged = good[:at] + letter + good[at + 1 :]
    if forged != good:
        with pytest.raises(LinkForgedError) as caught:
            LINKS.opened(forged, NINE)
        assert caught.value.args == ()
        assert caught.value.__cause__ is None


@given(st.text(max_size=80) | st.text("aZ09-_.", max_size=80))
def test_whatever_is_asked_for_is_forged_and_nothing_breaks(text):
    with pytest.raises(LinkForgedError):
        LINKS.opened(text, NINE)


def test_a_very_long_link_is_refused_before_it_is_looked_at():
    with pytest.raises(LinkForgedError):
        LINKS.opened(token(URL) + "a" * 5000, NINE)


def test_the_newest_key_signs_and_all_verify():
    by_old, by_new = Links((OLD,), PAGES_HERE), Links((NEW,), PAGES_HERE)
    assert LINKS.opened(token(by_old.to("", "a", TEN)), NINE) == Opened("", "a")
    assert by_new.opened(token(LINKS.to("", "a", TEN)), NINE) == Opened("", "a")
    with pytest.raises(LinkForgedError):
        by_old.opened(token(LINKS.to("", "a", TEN)), NINE)
    with pytest.raises(LinkForgedError):
        LINKS.opened(token(Links((OTHER,), PAGES_HERE).to("", "a", TEN)), NINE)


@pytest.mark.parametrize(
    "other",
    [
        {"salt": "question.v2"},
        {"signer_kwargs": {"digest_method": sha256, "key_derivation": "django-concat"}},
        {"signer_kwargs": {"key_derivation": "hmac"}},
    ],
)
def test_what_the_same_key_signed_for_something_else_is_no_link(other):
    told = {"salt": "question.v1", "signer_kwargs": {"digest_method": sha256}} | other
    signed = URLSafeSerializer(NEW, **told).dumps({"w": "", "q": "a", "e": 9_999_999_999})
    with pytest.raises(LinkForgedError):
        LINKS.opened(signed, NINE)


def test_nobody_reads_a_key_or_an_address_off_a_link():
    assert OLD not in f"{LINKS} {LINKS!r}"
    assert NEW not in f"{LINKS} {LINKS!r}"
    assert "@" not in base64.b64decode(token(URL).split(".")[0] + "===", altchars="-_").decode(
        "latin-1"
    )


def test_a_link_fits_into_a_mail():
    assert len(URL) < 250


def test_who_only_opens_needs_no_address_of_the_pages():
    here = Links((NEW,))
    assert here.opened(token(URL), NINE).place == SHEET
    with pytest.raises(settings.SettingMissingError, match=PAGES_URL):
        here.to("", "a", TEN)


def test_links_are_quick():
    began = perf_counter()
    for _ in range(200):
        LINKS.opened(token(LINKS.to(SHEET, "approval/cases/C-1/1", TEN)), NINE)
    assert perf_counter() - began < 1


@pytest.mark.parametrize(
    ("text", "found"),
    [(NEW, (NEW,)), (f" {NEW} ,\n{OLD} ", (NEW, OLD)), (f"{NEW},{OLD},{OTHER}", (NEW, OLD, OTHER))],
)
def test_secrets_stand_with_commas_between_the_newest_first(text, found):
    assert link_secrets_from({LINK_SECRETS: text}) == found


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", settings.SettingMissingError),
        (" ", settings.SettingMissingError),
        ("n" * 31, settings.LinkSecretsError),
        (f"{NEW},{OLD[:31]}", settings.LinkSecretsError),
        (f"{NEW},", settings.LinkSecretsError),
        (",", settings.LinkSecretsError),
    ],
)
def test_secrets_that_will_not_do_are_said_so_without_them(text, error):
    with pytest.raises(error) as caught:
        link_secrets_from({LINK_SECRETS: text})
    assert LINK_SECRETS in str(caught.value)
    for language in Language:
        assert LINK_SECRETS in words(caught.value, Speech(language))
        assert "nnn" not in words(caught.value, Speech(language)) + str(caught.value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ""),
        ("https://desk.example.com", "https://desk.example.com"),
        (" https://desk.example.com:8443/api/ ", "https://desk.example.com:8443/api"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_pages_are_where_nobody_can_listen_in(text, found):
    assert pages_url_from({PAGES_URL: text}) == found


@pytest.mark.parametrize(
    "text",
    [
        "http://desk.example.com", "http://10.0.0.1:8000", "desk.example.com", "https://",
        "https:///q", "ftp://127.0.0.1", "https://me:pass@desk.example.com", "javascript:alert(1)",
        "https://desk.example.com?a=b", "https://desk.example.com/#a", "https://desk example.com",
        "https://desk.example.com/a\nb", "https://[::1", "http://127.0.0.1.example.com",
        "http://me@127.0.0.1:8000", "http://127.0.0.1:8000?a=b", "https://desk.example.com:port",
    ],
)  # fmt: skip
def test_another_place_is_no_place_for_pages(text):
    with pytest.raises(settings.PagesUrlError, match=PAGES_URL) as caught:
        pages_url_from({PAGES_URL: text})
    for language in Language:
        assert PAGES_URL in words(caught.value, Speech(language))


@pytest.fixture
def _no_settings(monkeypatch, tmp_path):
    for name in (LINK_SECRETS, PAGES_URL, TABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(HOME, str(tmp_path / "home"))


@pytest.fixture
def place(tmp_path, _no_settings):
    return tmp_path / "desk.xlsx"


def test_a_desk_on_this_machine_makes_its_secret_once(place):
    made = links_of(place)
    key = place.with_name("desk.aftersheet") / "link.key"
    assert made == links_of(place)
    assert made.base == PAGES_HERE
    assert made.keys == (key.read_text(),)
    assert len(made.keys[0]) >= 64
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert list(key.parent.iterdir()) == [key]
    assert links_of(place.with_name("another.xlsx")).keys != made.keys
    assert place_in_links(place) == ""


def test_of_many_that_make_it_at_once_all_have_the_same(place):
    with ThreadPoolExecutor(8) as crowd:
        made = set(crowd.map(lambda _: links_of(place), range(16)))
    assert len(made) == 1
    assert [one.name for one in place.with_name("desk.aftersheet").iterdir()] == ["link.key"]


def test_a_secret_that_was_cut_is_named_by_its_place_and_never_replaced(place):
    links_of(place)
    key = place.with_name("desk.aftersheet") / "link.key"
    key.write_text("short")
    with pytest.raises(settings.LinkSecretsError, match=r"link\.key"):
        links_of(place)
    assert key.read_text() == "short"


@pytest.mark.usefixtures("_no_settings")
def test_a_desk_at_google_keeps_its_secret_and_its_questions_at_home(tmp_path):
    sheet = Spreadsheet(SHEET)
    links_of(sheet)
    questions_of(sheet).keep([question()])
    names = sorted(one.name for one in (tmp_path / "home" / SHEET).iterdir())
    assert names == ["link.key", "questions.sqlite3"]
    assert place_in_links(sheet) == ""


def test_the_environment_comes_before_the_file(place, monkeypatch):
    monkeypatch.setenv(LINK_SECRETS, f"{NEW},{OLD}")
    monkeypatch.setenv(PAGES_URL, "https://desk.example.com/")
    assert links_of(place) == Links((NEW, OLD), "https://desk.example.com")
    assert not place.with_name("desk.aftersheet").exists()


def test_questions_lie_beside_the_ledger_and_looking_makes_none(place):
    store = questions_of(place)
    assert isinstance(store, SqliteQuestions)
    assert list(store.asked()) == []
    assert not place.with_name("desk.aftersheet").exists()


def test_in_the_cloud_a_link_names_its_workbook(place, monkeypatch):
    monkeypatch.setenv(TABLE, "desk")
    monkeypatch.setenv(LINK_SECRETS, NEW)
    assert place_in_links(Spreadsheet(SHEET)) == SHEET
    assert place_in_links(place) == ""
    assert links_of(Spreadsheet(SHEET)) == cloud_links() == Links((NEW,), "")


def test_in_the_cloud_no_secret_is_made_up(place, monkeypatch):
    monkeypatch.setenv(TABLE, "desk")
    with pytest.raises(settings.SettingMissingError, match=LINK_SECRETS):
        links_of(Spreadsheet(SHEET))
    assert not Path(place.parent / "home").exists()


def test_questions_that_cannot_be_read_are_said_so():
    for language in Language:
        assert "q.sqlite3" in words(QuestionsError(Path("q.sqlite3")), Speech(language))
