"""The client: patient with reads, careful with writes, and never longer than it was given."""

from __future__ import annotations

import socket

import pytest
from google.auth.exceptions import RefreshError, TransportError
from requests import Session
from requests.exceptions import ConnectTimeout

from chalicelib.adapters.google.client import PATIENCE, PER_MINUTE, GoogleClient, Watch
from chalicelib.adapters.google.fault import GoogleRefusalError
from chalicelib.ports.workbook import (
    WorkbookLaterError,
    WorkbookMissingError,
    WorkbookRefusedError,
    WorkbookUnsureError,
)
from tests.google import mishaps, transport
from tests.google.clock import VirtualClock
from tests.google.fault import ApiError
from tests.google.server import Answer, Drop, Server, Service
from tests.google.small import KEY, small_world

RANGE = f"{KEY}/values/Cases!A1:B9"
WRITE = f"{KEY}/values:batchUpdate"
BODY = {"valueInputOption": "RAW", "data": [{"range": "Cases!A2", "values": [["C-2"]]}]}


def refusal(code, message="no", **headers):
    return Answer(code, ApiError(code, message, "X").body(), headers=headers)


class Line:
    """A client, a server, and what comes between them, in turn; None lets a request through."""

    def __init__(self, *answers):
        self.answers, self.sent, self.slept = list(answers), 0, []
        self.service = Service(small_world({"Cases": [["Case ID"], ["C-1"]]}))
        self.service.before.append(self._before)
        self.clock = VirtualClock()
        self.client = GoogleClient(transport.session(self.service), self.watch())

    def watch(self):
        return Watch(self.clock.monotonic, self._sleeps, lambda: 0.5)

    def _sleeps(self, seconds):
        self.slept.append(seconds)
        self.clock.sleep(seconds)

    def _before(self, *_):
        self.sent += 1
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Drop) and answer.how == "timeout":
            self.clock.sleep(25)
        return answer

    def always(self, answer):
        self.answers = [answer] * 999

    def cells(self):
        return self.service.world.spreadsheets[KEY].sheets[0].value(1, 0)


BAD = {
    "429": refusal(429),
    "500": refusal(500),
    "502 with a page": mishaps.html_page(502),
    "503": refusal(503),
    "a page with 200": Answer(200, "<html>", "text/html; charset=UTF-8"),
    "a reset connection": Drop("reset"),
    "a timeout": Drop("timeout"),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_read_is_repeated(bad):
    line = Line(bad, bad)
    assert line.client.read(RANGE)["values"] == [["Case ID"], ["C-1"]]
    assert (line.sent, line.client.calls) == (3, {"reads": 3, "retries": 2})


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_read_is_given_up_within_patience(bad):
    line = Line()
    line.always(bad)
    with pytest.raises(WorkbookLaterError):
        line.client.read(RANGE)
    assert line.clock.monotonic() <= PATIENCE + 25
    assert sum(line.slept) < PATIENCE


UNSURE = {name: bad for name, bad in BAD.items() if name != "429"}


@pytest.mark.parametrize("bad", UNSURE.values(), ids=UNSURE.keys())
def test_a_write_of_which_nobody_knows_is_sent_once(bad):
    line = Line(bad)
    with pytest.raises(WorkbookUnsureError):
        line.client.change(WRITE, BODY)
    assert (line.sent, line.slept) == (1, [])


def test_a_write_that_was_refused_for_its_quota_is_sent_again():
    line = Line(refusal(429), refusal(429))
    line.client.change(WRITE, BODY)
    assert (line.sent, line.cells()) == (3, "C-2")


def test_a_write_is_given_up_within_patience_and_was_not_done():
    line = Line()
    line.always(refusal(429))
    with pytest.raises(WorkbookLaterError):
        line.client.change(WRITE, BODY)
    assert line.cells() == "C-1"
    assert line.clock.monotonic() <= PATIENCE


def test_it_waits_as_long_as_google_asks():
    line = Line(refusal(429, **{"Retry-After": "17"}))
    line.client.read(RANGE)
    assert line.slept == [17.0]


def test_it_does_not_wait_longer_than_it_has_time():
    line = Line(refusal(429, **{"Retry-After": str(int(PATIENCE) + 1)}))
    with pytest.raises(WorkbookLaterError):
        line.client.read(RANGE)
    assert line.slept == []


def test_it_waits_longer_each_time():
    line = Line(*[refusal(503)] * 4)
    line.client.read(RANGE)
    assert line.slept == [1.1, 2.1, 4.1, 8.1]


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (400, GoogleRefusalError),
        (401, WorkbookRefusedError),
        (403, WorkbookRefusedError),
        (404, WorkbookMissingError),
    ],
)
def test_a_refusal_is_not_repeated_and_carries_the_words(code, error):
    line = Line(refusal(code, "Not like this."))
    with pytest.raises(error, match="Not like this"):
        line.client.change(WRITE, BODY)
    assert line.sent == 1


def test_the_quota_of_drive_is_no_lack_of_rights():
    body = {"error": {"code": 403, "message": "User Rate Limit Exceeded"}}
    body["error"]["errors"] = [{"domain": "usageLimits", "reason": "userRateLimitExceeded"}]
    line = Line(Answer(403, body))
    line.client.drive(f"files/{KEY}", {"fields": "trashed"})
    assert line.client.calls == {"drive": 2, "retries": 1}


def test_an_answer_that_was_cut_off_is_no_answer():
    line = Line(Answer(200, '{"values": [['), Answer(200, '{"resp'))
    with pytest.raises(WorkbookLaterError):
        line.client.read(RANGE)
    with pytest.raises(WorkbookUnsureError):
        line.client.change(WRITE, BODY)


def test_not_more_than_allowed_go_out_within_a_minute():
    line = Line()
    for _ in range(PER_MINUTE):
        line.client.read(RANGE)
    line.clock.sleep(20)
    line.client.begin()
    line.client.read(RANGE)
    assert line.slept == [40.0]
    line.client.change(WRITE, BODY)  # writes are counted apart
    assert line.slept == [40.0]


class Broken(Session):
    """A session that cannot even ask."""

    def __init__(self, error, times):
        super().__init__()
        self.error, self.times = error, times

    def request(self, *args, **options):
        if self.times:
            self.times -= 1
            raise self.error
        return super().request(*args, **options)


@pytest.mark.parametrize(
    "error",
    [TransportError("no token"), RefreshError("busy", retryable=True), ConnectTimeout("slow")],
)
def test_a_write_that_never_left_is_repeated(error):
    line = Line()
    line.client.session = transport.mount(Broken(error, 2), line.service)
    line.client.change(WRITE, BODY)
    assert (line.cells(), line.client.calls["retries"]) == ("C-2", 2)


def test_a_key_that_expired_is_a_lack_of_rights():
    line = Line()
    line.client.session = Broken(RefreshError("invalid_grant"), 9)
    with pytest.raises(WorkbookRefusedError):
        line.client.change(WRITE, BODY)
    assert line.client.calls == {"writes": 1}


def test_over_a_real_connection():
    line = Line(None, Drop("reset"))
    with Server(line.service) as server:
        client = GoogleClient(transport.session(server.url), line.watch())
        assert client.read(RANGE)["values"][1] == ["C-1"]
        with pytest.raises(WorkbookUnsureError):
            client.change(WRITE, BODY)
        client.change(WRITE, BODY)
    assert line.cells() == "C-2"


def test_where_nobody_listens_a_write_is_repeated_and_given_up():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    line = Line()
    client = GoogleClient(transport.session(f"http://127.0.0.1:{port}"), line.watch())
    with pytest.raises(WorkbookLaterError):
        client.change(WRITE, BODY)
    assert client.calls["retries"] > 2
    assert sum(line.slept) < PATIENCE
