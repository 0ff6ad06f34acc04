"""Settings: what the environment must say, and what is said when it does not."""

import json
from pathlib import Path

import pytest

from chalicelib import settings
from chalicelib.adapters.google.access import (
    SCOPES,
    KeyBrokenError,
    is_url,
    session_of,
    spreadsheet_id,
)
from chalicelib.adapters.google.detour import ElsewhereError
from chalicelib.cli.fault import words
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Language
from chalicelib.settings import (
    APPROVERS,
    ENDPOINT,
    HOME,
    KEY,
    NOBODY,
    OWNER,
    SENDER,
    SMTP,
    Spreadsheet,
    google_from,
    home_from,
    settings_from,
)
from chalicelib.settings_cloud import (
    BUCKET,
    DELIVERIES,
    LATER,
    MOST_RUNS,
    RUNS,
    RUNS_A_MINUTE,
    TABLE,
    cloud_from,
    is_reference,
)
from chalicelib.wiring.desk import Places, google_client, place_of
from tests.google import transport
from tests.google.server import Server

ID = "1" + "aB3_-" * 8 + "xyz"
SECRET = "-----BEGIN PRIVATE KEY-----"  # noqa: S105  # only its first line
HELD = {
    "type": "service_account",
    "client_email": "desk@shop.iam.gserviceaccount.com",
    "private_key": SECRET,
    "token_uri": "https://oauth2.googleapis.com/token",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ID, ID),
        (f" {ID} ", ID),
        (f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0", ID),
        (f"https://docs.google.com/spreadsheets/d/{ID}", ID),
        (f"https://docs.google.com/spreadsheets/u/1/d/{ID}/edit?usp=sharing", ID),
        (f"docs.google.com/spreadsheets/d/{ID}/edit", ID),
        (f"https://docs.google.com/spreadsheets/ccc?key={ID}#gid=0", ID),
        (f"https://drive.google.com/open?id={ID}", ID),
        (f"https://drive.google.com/file/d/{ID}/view", ID),
        ("https://docs.google.com/spreadsheets/d/e/2PACX/pubhtml", None),
        (f"https://docs.google.com/spreadsheets/d/{ID}/edit?resourcekey={'0' * 300}", ID),
        ("https://drive.google.com/open?id=../../../../etc/aftersheet/home", None),
        ("https://docs.google.com/spreadsheets/u/0/", None),
        (f"https://evil.example/spreadsheets/d/{ID}/edit", None),
        (f"https://docs.google.com.evil.example/spreadsheets/d/{ID}/edit", None),
        ("desk.xlsx", None),
        ("a" * 39, None),
        ("", None),
    ],
)
def test_a_spreadsheet_is_named_by_its_url_or_its_id(text, found):
    assert spreadsheet_id(text) == found
    assert place_of(text) == (Spreadsheet(found) if found else Path(text))


def test_a_url_is_told_from_a_path():
    assert is_url("HTTPS://docs.google.com/x")
    assert is_url("docs.google.com/spreadsheets")
    assert not is_url("docs/desk.xlsx")


def test_a_file_of_that_name_is_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert place_of(ID) == Spreadsheet(ID)
    (tmp_path / ID).touch()
    assert place_of(ID).name == ID
    assert not isinstance(place_of(ID), Spreadsheet)


def test_a_desk_at_google_keeps_its_things_at_home(monkeypatch, tmp_path):
    monkeypatch.setenv(HOME, str(tmp_path))
    places = Places(Spreadsheet(ID))
    assert (places.ledger, places.outbox) == (
        tmp_path / ID / "ledger.sqlite3",
        tmp_path / ID / "outbox",
    )
    assert home_from({}).name == ".aftersheet"


def test_the_key_is_a_file_or_the_text_itself(tmp_path):
    place = tmp_path / "key.json"
    place.write_text(json.dumps(HELD), encoding="utf-8")
    for text in (str(place), json.dumps(HELD), "  " + json.dumps(HELD, indent=2)):
        found = google_from({KEY: text})
        assert (dict(found.key), found.endpoint) == (HELD, "")
        assert found.key.address == HELD["client_email"]


@pytest.mark.parametrize(
    ("environment", "error"),
    [
        ({}, settings.SettingMissingError),
        ({KEY: "  "}, settings.SettingMissingError),
        ({KEY: "nowhere.json"}, settings.KeyFileError),
        ({KEY: "\0"}, settings.KeyFileError),
        ({KEY: SECRET + "x" * 5000}, settings.KeyFileError),
        ({KEY: "{not json " + SECRET}, settings.KeyKindError),
        ({KEY: json.dumps({"installed": {"client_secret": SECRET}})}, settings.KeyKindError),
        ({KEY: json.dumps(HELD | {"type": "authorized_user"})}, settings.KeyKindError),
        ({KEY: json.dumps(HELD | {"client_email": ""})}, settings.KeyKindError),
        ({KEY: json.dumps({"type": "service_account"})}, settings.KeyKindError),
        ({KEY: "secret:aftersheet/google"}, settings.KeyLaterError),
        ({KEY: json.dumps(HELD), ENDPOINT: "http://example.com"}, settings.EndpointError),
        ({KEY: json.dumps(HELD), ENDPOINT: "http://10.0.0.1:80"}, settings.EndpointError),
        ({KEY: json.dumps(HELD), ENDPOINT: "https://127.0.0.1:80"}, settings.EndpointError),
        ({KEY: json.dumps(HELD), ENDPOINT: "http://127.0.0.1.evil.example"}, settings.EndpointError),
        ({KEY: json.dumps(HELD), ENDPOINT: "file:///etc"}, settings.EndpointError),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said_in_words_and_nothing_of_the_key(environment, error):
    with pytest.raises(error) as raised:
        google_from(environment)
    for language in Language:
        said = words(raised.value, Speech(language))
        assert KEY in said or ENDPOINT in said
        assert SECRET not in said + str(raised.value) + repr(raised.value)
        if error is not settings.EndpointError:
            assert "JSON" in said
            assert "client_email" in said
    assert raised.value.__cause__ is None


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:8899/", "http://[::1]:8899"])
def test_a_server_of_this_machine_may_stand_in(endpoint):
    assert google_from({KEY: json.dumps(HELD), ENDPOINT: endpoint}).endpoint.endswith(":8899")


def test_a_key_shows_whose_it_is_and_no_more():
    found = google_from({KEY: json.dumps(HELD)})
    assert SECRET not in f"{found} {found!r} {found.key!s}"
    assert HELD["client_email"] in repr(found)


def test_mail_needs_a_sender():
    assert settings_from({}) == (NOBODY, "", "", frozenset())
    with pytest.raises(settings.SettingMissingError, match=SENDER):
        settings_from({SMTP: "smtps://mail.shop.example"})
    given = {SMTP: "smtps://mail.shop.example", SENDER: "desk@shop.test", OWNER: "boss@shop.test"}
    assert settings_from(given)[:3] == ("desk@shop.test", "boss@shop.test", given[SMTP])


def test_approvers_are_pinned_in_any_spelling():
    found = settings_from({APPROVERS: " Chen@Shop.test, ,li@shop.test"}).approvers
    assert found == {"chen@shop.test", "li@shop.test"}


CLOUD = {
    TABLE: "t", BUCKET: "b", RUNS: "r", DELIVERIES: "d", LATER: "l", SENDER: "desk@shop.test",
}  # fmt: skip


def test_the_cloud_is_complete_or_says_what_is_missing():
    assert cloud_from(CLOUD) == ("t", "b", "r", "d", "l", "desk@shop.test", "", "", MOST_RUNS)
    for name in CLOUD:
        with pytest.raises(settings.SettingMissingError, match=name):
            cloud_from({**CLOUD, name: ""})


def test_the_runs_of_a_minute_can_be_set():
    assert cloud_from({**CLOUD, RUNS_A_MINUTE: "250"}).runs_a_minute == 250
    for said in ("0", "many", "-1", "٣"):
        with pytest.raises(settings.NumberError, match=RUNS_A_MINUTE):
            cloud_from({**CLOUD, RUNS_A_MINUTE: said})


@pytest.mark.parametrize("text", ["secret:aftersheet/google", "ssm:/aftersheet/google"])
def test_a_reference_is_told_from_a_key(text):
    assert is_reference(text)
    assert not is_reference(json.dumps(HELD))


def test_a_private_key_that_was_cut_is_said_so():
    with pytest.raises(KeyBrokenError) as raised:
        session_of(HELD)
    assert "AFTERSHEET_GOOGLE_KEY" in words(raised.value, Speech(Language.EN))
    assert raised.value.__suppress_context__


def test_a_session_asks_for_little_and_reaches_no_other_host():
    with Server() as server:
        key = dict(transport.key_file("https://oauth2.googleapis.com"))
        session = session_of(key, server.url)
        assert tuple(session.credentials.scopes) == SCOPES
        with pytest.raises(ElsewhereError):
            session.get("https://example.com/")
        answer = session.get("https://sheets.googleapis.com/v4/spreadsheets/nothing")
        assert answer.status_code == 404
        assert server.service.calls["token"] == 1


def test_the_client_speaks_as_the_environment_says(monkeypatch):
    with Server() as server:
        monkeypatch.setenv(KEY, json.dumps(dict(transport.key_file(server.url))))
        monkeypatch.setenv(ENDPOINT, server.url)
        assert google_client().drive("files", {})["files"] == []
