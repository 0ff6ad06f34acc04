"""The route of the edit hint, as a sheet meets it: over HTTP, on a clock that nobody sets."""

import json
import sqlite3
import threading
import time
from base64 import b64encode
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from chalice.config import Config
from chalice.local import LocalDevServer
from chalice.test import Client

import app
from chalicelib.adapters.sqlite.inbox import SqliteInbox
from chalicelib.intake.keys import HINT_SECRETS
from chalicelib.intake.signature import Key
from chalicelib.ports.inbox import Mark
from chalicelib.settings import HOME, WORKBOOK
from chalicelib.wiring.intake import container_door
from tests.intake.hints import KEY, NEXT, SHEET, but, hint
from tests.test_edit_hint_gs import NODE, edited, played

URL = f"https://docs.google.com/spreadsheets/d/{SHEET}/edit?gid=0#gid=0"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Return the inbox of a container that knows two secrets and serves one sheet."""
    monkeypatch.setenv(WORKBOOK, URL)
    monkeypatch.setenv(HOME, str(tmp_path / "home"))
    monkeypatch.setenv(HINT_SECRETS, f"k1:{KEY.secret},k2:{NEXT.secret}")
    container_door.cache_clear()
    yield tmp_path / "home" / "inbox.sqlite3"
    container_door.cache_clear()


def now():
    return datetime.now(UTC)


def answered(posted, **headers):
    with Client(app.app, stage_name="dev") as client:
        return client.http.post("/hint", headers={**posted.headers, **headers}, body=posted.body)


def mark(place):
    return SqliteInbox(place).mark(SHEET)


def test_a_good_hint_is_accepted_and_marks_its_sheet(place):
    before = now()
    answer = answered(hint(before))
    assert (answer.status_code, answer.body) == (202, b"")
    assert before <= mark(place).first == mark(place).heard <= now()


def test_a_hint_is_answered_at_once(place):
    answered(hint(now(), nonce="the-first-opens-the-file"))
    began = time.perf_counter()
    assert answered(hint(now())).status_code == 202
    assert time.perf_counter() - began < 1
    assert mark(place).heard


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "application/json; charset=utf-8", "x", ""]
)
def test_the_type_of_the_body_is_not_trusted(place, kind):
    assert answered(hint(now()), **{"Content-Type": kind}).status_code == 202
    assert mark(place).heard


def test_a_body_that_the_gateway_hands_over_in_base64_is_read(place):
    posted = hint(now())
    event = {
        "requestContext": {"httpMethod": "POST", "resourcePath": "/hint", "identity": {}},
        "headers": posted.headers,
        "multiValueQueryStringParameters": None,
        "pathParameters": {},
        "stageVariables": {},
        "body": b64encode(posted.body).decode(),
        "isBase64Encoded": True,
    }
    assert app.app(event, None)["statusCode"] == 202
    assert mark(place).heard


def refusals():
    at = now()
    return [
        but(hint(at), body=b"{}"),
        but(hint(at), body=b""),
        but(hint(at), body=b"\xff" * 5000),
        but(hint(at), version="2"),
        but(hint(at), signature="é"),
        but(hint(at), nonce=None),
        hint(at, key=Key("k1", "x" * 40)),
        hint(at - timedelta(minutes=6)),
        hint(at + timedelta(minutes=6)),
        hint(at, spreadsheet="9Z8y7X6w5V4u3T2s1R0q-another-sheet"),
    ]


def test_all_refusals_look_the_same_and_leave_no_trace(place):
    answers = [answered(posted) for posted in refusals()]
    seen = {(a.status_code, a.body, json.dumps(dict(a.headers))) for a in answers}
    assert len(seen) == 1
    assert answers[0].status_code == 401
    assert not place.exists()


def test_the_same_hint_twice_is_refused_as_any_other(place):
    posted = hint(now())
    assert [answered(posted).status_code for _ in range(3)] == [202, 401, 401]
    with closing(sqlite3.connect(place)) as db:
        assert db.execute("SELECT count(*) FROM nonce").fetchone() == (1,)


@pytest.mark.parametrize(
    "case",
    [(None, "set AFTERSHEET_HINT_SECRETS"), ("k1:too-short-a-secret", "at least 32")],
)
def test_without_good_secrets_there_is_no_such_door_and_the_log_says_so_once(
    place, monkeypatch, caplog, case
):
    secrets, says = case
    monkeypatch.delenv(HINT_SECRETS)
    if secrets:
        monkeypatch.setenv(HINT_SECRETS, secrets)
    assert [answered(hint(now())).status_code for _ in range(3)] == [404, 404, 404]
    (line,) = caplog.messages
    assert says in line
    assert "too-short" not in line
    assert not place.exists()


def test_a_broken_inbox_is_an_error_of_ours_and_shows_nothing(place, caplog):
    place.parent.mkdir()
    place.write_bytes(b"not a database" * 100)
    answer = answered(hint(now()))
    assert answer.status_code == 500
    assert str(place).encode() not in answer.body
    assert "InboxError" in caplog.text


@pytest.fixture
def served(place):  # noqa: ARG001
    """Return the address of a real server on this machine."""
    server = LocalDevServer(app.app, Config(), "127.0.0.1", 0)
    port = server.server.server_address[1]
    thread = threading.Thread(target=server.server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server.server_close()
    thread.join()


@pytest.mark.skipif(NODE is None, reason="node is not there to run Apps Script")
def test_the_script_itself_meets_the_server_itself(served, place):
    start = int(now().timestamp() * 1000)
    settings = {
        "AFTERSHEET_HINT_URL": "https://desk.example/hint",
        "AFTERSHEET_HINT_SECRET": f"k2:{NEXT.secret}",
    }
    clicks = [(0, "installEditHint"), *edited(30, 31)]
    out = played(*clicks, start=start, desk=served, properties=settings)
    assert out["says"] == ["The trigger is installed.\nThe desk took the hint: it works."]
    assert (len(out["posts"]), out["logs"]) == (3, [])
    assert mark(place) != Mark()


@pytest.mark.skipif(NODE is None, reason="node is not there to run Apps Script")
def test_a_script_with_another_secret_is_told_so_in_the_menu_alone(served, place):
    start = int(now().timestamp() * 1000)
    settings = {
        "AFTERSHEET_HINT_URL": "https://desk.example/hint",
        "AFTERSHEET_HINT_SECRET": f"k1:{NEXT.secret}",
    }
    out = played((0, "showEditHint"), *edited(30), start=start, desk=served, properties=settings)
    assert "refused" in out["says"][0]
    assert (len(out["says"]), len(out["logs"])) == (1, 2)
    assert not place.exists()
