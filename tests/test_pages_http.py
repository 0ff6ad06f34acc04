"""Questions over HTTP: what a browser, a mail scanner, a hurried hand and a stranger meet."""

from __future__ import annotations

import socket
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from chalice.test import Client

import app
from chalicelib.links import Links
from chalicelib.pages.render import headers
from chalicelib.settings import HOME, LINK_SECRETS, PAGES_URL, WORKBOOK
from chalicelib.wiring.questions import questions_of
from chalicelib.wiring.serve import pages_of
from tests.pages.questions import EN, KEY, RATING, ZH, question, token
from tests.pages.served import FORM, now, served

STRANGE = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    """Set nothing, so that the desk makes its own secret."""
    for name in (LINK_SECRETS, PAGES_URL, WORKBOOK):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(HOME, str(tmp_path / "home"))


@pytest.fixture
def asked():
    return question(now=now())


@pytest.fixture
def desk(tmp_path, asked):
    with served(tmp_path / "desk.xlsx", asked) as it:
        yield it


def test_a_person_looks_answers_and_sees_what_was_recorded(desk, asked):
    path = desk.path(asked)
    assert asked.title in desk.get(path).text
    sent = desk.post(path, "no", f"too much {STRANGE}", **{"User-Agent": "Firefox/1 (X11)"})
    assert (sent.status, sent.text) == (303, "")
    assert sent.headers["location"] == path.removeprefix("/q/")
    for _ in range(3):
        seen = desk.get(path)
        assert seen.status == 200
        assert "Refused" in seen.text
        assert "&lt;script&gt;" in seen.text
        assert "<script" not in seen.text
    answer = desk.answer(asked)
    assert (answer.choice, answer.words) == ("no", f"too much {STRANGE}")
    assert answer.where == "127.0.0.*, computer, Firefox"
    assert abs(answer.at - now()) < timedelta(minutes=1)


def test_ten_scanners_open_the_link_and_the_answer_still_counts(desk, asked):
    path = desk.path(asked)
    with ThreadPoolExecutor(4) as scanners:
        seen = list(scanners.map(desk.get, [path] * 10))
    assert {one.status for one in seen} == {200}
    assert desk.call("HEAD", path).status == 200
    assert desk.call("OPTIONS", path).status == 200
    assert desk.answer(asked) is None
    assert desk.post(path).status == 303
    assert desk.answer(asked).choice == "yes"


def test_of_a_double_click_one_counts(desk, asked):
    path = desk.path(asked)
    clicks = [("yes", ""), ("no", "oh no")] * 3
    with ThreadPoolExecutor(6) as hands:
        told = list(hands.map(lambda click: desk.post(path, *click).status, clicks))
    assert sorted(told) == [303, 409, 409, 409, 409, 409]
    choice = clicks[told.index(303)][0]
    assert desk.answer(asked).choice == choice


def test_a_replayed_answer_says_that_nothing_was_changed(desk, asked):
    path = desk.path(asked)
    assert desk.post(path).status == 303
    again = desk.post(path, "no", "after all")
    assert again.status == 409
    assert "This was answered before; nothing was changed." in again.text
    assert desk.answer(asked).choice == "yes"


def test_forged_and_foreign_links_are_refused_in_both_languages(desk, asked):
    strangers = Links((KEY,), "https://desk.example.com")
    good = desk.path(asked)
    for path in (good[:-2], good + "x", "/q/x", "/q/a.b.c", f"/q/{token(asked, '', strangers)}"):
        for told in (desk.get(path), desk.post(path)):
            assert told.status == 403
            assert "This link is not valid" in told.text
            assert "链接无效" in told.text
            assert asked.title not in told.text
    assert desk.answer(asked) is None


def test_an_expired_link_is_gone(tmp_path):
    old = question(now=now() - timedelta(days=3), language=ZH)
    with served(tmp_path / "desk.xlsx", old) as desk:
        for told in (desk.get(desk.path(old)), desk.post(desk.path(old))):
            assert told.status == 410
            assert "链接已过期" in told.text
        assert desk.answer(old) is None


def test_what_is_no_longer_asked_is_not_found(desk, asked):
    desk.store.drop([asked.id])
    for told in (desk.get(desk.path(asked)), desk.post(desk.path(asked))):
        assert told.status == 404
        assert "This is no longer asked" in told.text


def test_a_refusal_without_reason_keeps_the_page(desk, asked):
    told = desk.post(desk.path(asked), "no")
    assert told.status == 422
    assert "write the reason" in told.text
    assert desk.answer(asked) is None


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (("application/json", b'{"choice": "yes"}'), 415),
        (("multipart/form-data; boundary=x", b"--x--"), 415),
        (("image/png", b"choice=yes"), 415),
        (("", b"choice=yes"), 415),
        ((FORM, b"choice=yes&words=" + b"x" * 17_000), 413),
        ((FORM, b"choice=yes&words=" + b"x" * 900_000), 413),
        ((FORM, b"\xff\xfe\x00%"), 422),
        ((FORM, b"choice=yes&words=%ed%a0%bd%00\xf0"), 303),
        ((f"{FORM}; charset=gb2312", "choice=no&words=太贵".encode("gb2312")), 303),
        ((FORM, None), 422),
    ],
)
def test_bodies_that_no_page_sends(desk, asked, sent, status):
    kind, body = sent
    told = desk.call("POST", desk.path(asked), body, **{"Content-Type": kind})
    assert told.status == status
    assert (desk.answer(asked) is not None) == (status == 303)


def test_a_body_without_end_is_not_waited_for(desk, asked):
    with socket.create_connection(("127.0.0.1", desk.port), timeout=20) as line:
        head = f"POST {desk.path(asked)} HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\n"
        line.sendall(f"{head}Content-Length: 99999999999\r\n\r\n".encode())
        assert line.recv(40).startswith(b"HTTP/1.1 413")


def test_every_answer_is_shut_to_everybody_else(desk, asked):
    path, wanted = desk.path(asked), headers(secure=False)
    big = {"Content-Type": FORM, "Content-Length": "2000000"}
    told = [
        desk.get(path),
        desk.call("HEAD", path),
        desk.get("/q/forged"),
        desk.call("POST", path, b"{}", **{"Content-Type": "application/json"}),
        desk.call("POST", path, b"", **big),
        desk.post(path, "no"),
        desk.post(path, "yes"),
        desk.post(path, "yes"),
        desk.get(path),
    ]
    assert [one.status for one in told] == [200, 200, 403, 415, 413, 422, 303, 409, 200]
    for one in told:
        seen = {name: one.headers.get(name.lower()) for name in wanted}
        assert seen == wanted
        assert "set-cookie" not in one.headers


def test_behind_https_browsers_are_told_to_keep_to_it(desk, asked, monkeypatch):
    assert "strict-transport-security" not in desk.get(desk.path(asked)).headers
    monkeypatch.setenv(PAGES_URL, "https://desk.example.com")
    told = desk.get(desk.path(asked)).headers
    assert told["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(desk, asked, method):
    assert desk.call(method, desk.path(asked)).status == 405


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_front_page_says_in_both_languages_what_is_served(desk, asked, method):
    told = desk.call(method, "/")
    assert told.status == 200
    wanted = headers(secure=False)
    assert {name: told.headers.get(name.lower()) for name in wanted} == wanted
    is_shown = method == "GET"
    assert ("Open one from a mail" in told.text) == is_shown
    assert ("请从邮件中打开链接" in told.text) == is_shown
    assert bool(told.text) == is_shown
    assert asked.title not in told.text
    assert desk.post("/").status in (403, 405)
    assert desk.answer(asked) is None


@pytest.mark.parametrize("path", ["/hint", "/q", "/q/", "/q/a/b", "/favicon.ico"])
def test_nothing_else_is_served(desk, path):
    assert desk.get(path).status == 403
    assert desk.get("/health").status == 200


def test_no_link_is_told_in_the_terminal(desk, asked, capfd):
    desk.get(desk.path(asked))
    desk.post(desk.path(asked))
    assert desk.path(asked)[3:] not in "".join(capfd.readouterr())


def test_a_broken_store_shows_nothing_of_itself(desk, asked):
    path = desk.path(asked)
    place = desk.place.with_name("desk.aftersheet") / "questions.sqlite3"
    place.write_bytes(b"not a database" * 500)
    for told in (desk.get(path), desk.post(path)):
        assert told.status == 503
        assert str(place) not in told.text


# The same through app.py


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Return the place of a workbook that app.py serves on this machine."""
    place = tmp_path / "desk.xlsx"
    place.touch()
    monkeypatch.setenv(WORKBOOK, str(place))
    monkeypatch.setenv(LINK_SECRETS, KEY)
    return place


def through_app(method, asked, **sent):
    links = Links((KEY,), "http://127.0.0.1:8000")
    with Client(app.app, stage_name="dev") as client:
        return client.http.request(method, f"/q/{token(asked, '', links)}", **sent)


def test_app_and_serve_offer_the_same_routes(tmp_path):
    ours, here = app.app.routes, dict(pages_of(tmp_path / "desk.xlsx").routes)
    assert set(here) == {"/", "/q/{token}", "/health"}
    del here["/"]
    for path, methods in here.items():
        told = {name: entry.content_types for name, entry in methods.items()}
        assert told == {name: entry.content_types for name, entry in ours[path].items()}


@pytest.mark.parametrize(("language", "thanks"), [(EN, "Thank you!"), (ZH, "谢谢您的评价！")])
def test_a_buyer_rates_through_app(own, language, thanks):
    asked = question(RATING, language, now())
    questions_of(own).keep([asked])
    assert asked.title in through_app("GET", asked).body.decode()
    sent = through_app("POST", asked, headers={"Content-Type": FORM}, body=b"choice=5&words=")
    assert (sent.status_code, sent.body) == (303, b"")
    assert thanks in through_app("GET", asked).body.decode()


def test_a_body_that_the_gateway_hands_over_in_base64_is_read(own):
    asked = question(now=now())
    questions_of(own).keep([asked])
    event = {
        "requestContext": {
            "httpMethod": "POST",
            "resourcePath": "/q/{token}",
            "identity": {"sourceIp": "2001:db8:1:2::9"},
        },
        "headers": {"content-type": FORM, "user-agent": "x iPhone Safari/6"},
        "multiValueQueryStringParameters": None,
        "pathParameters": {"token": token(asked, "", Links((KEY,), "https://x"))},
        "stageVariables": {},
        "body": b64encode("choice=no&words=太贵".encode()).decode(),
        "isBase64Encoded": True,
    }
    assert app.app(event, None)["statusCode"] == 303
    answer = questions_of(own).find(asked.id).answer
    assert (answer.words, answer.where) == ("太贵", "2001:db8:1::/48, phone, Safari")


@pytest.mark.parametrize(
    "environment", [{WORKBOOK: ""}, {LINK_SECRETS: "too short"}, {PAGES_URL: "ftp://x"}]
)
def test_without_good_settings_there_is_no_such_door(own, monkeypatch, caplog, environment):  # noqa: ARG001
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    told = through_app("GET", question(now=now()))
    assert told.status_code == 404
    assert "本售后台未启用链接答复" in told.body.decode()
    (line,) = caplog.messages
    assert next(iter(environment)) in line
