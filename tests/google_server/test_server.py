import subprocess
import sys
import threading
from pathlib import Path

import gspread
import pytest
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials

from tests.google.server import Answer, Drop, Server, Service
from tests.google.small import KEY, small_world
from tests.google.transport import key_file, mount, session

URL = f"https://sheets.googleapis.com/v4/spreadsheets/{KEY}/values/A1"
SCOPES = ["https://www.googleapis.com/auth/spreadsheets"]


@pytest.fixture
def service():
    return Service(small_world({"Orders": [["Order"]]}))


@pytest.fixture
def server(service):
    with Server(service) as running:
        yield running


@pytest.fixture(params=["direct", "http"])
def google(request, service):
    if request.param == "direct":
        return session(service)
    return session(request.getfixturevalue("server").url)


def test_gspread_works_on_it(google):
    tab = gspread.authorize(None, session=google).open_by_key(KEY).sheet1
    tab.update([["维修", 2]], "A1:B1", raw=True)
    assert tab.get("A1:B1") == [["维修", "2"]]


def test_calls_are_counted(google, service):
    for _ in range(3):
        google.get(URL)
    assert service.calls == {"sheets.spreadsheets.values.get": 3}
    assert service.count == 3


def test_a_hook_may_answer_in_googles_place(google, service):
    busy = Answer(503, {"error": {"code": 503, "message": "busy", "status": "UNAVAILABLE"}})
    service.before.append(lambda _, __, n: busy if n == 1 else None)
    assert [google.get(URL).status_code for _ in range(2)] == [503, 200]
    assert service.calls.total() == 1


def test_an_answer_may_be_lost_after_the_deed(google, service):
    service.after.append(lambda _, __, ___, n: Drop() if n == 1 else None)
    body = {"values": [["written"]]}
    with pytest.raises(requests.ConnectionError):
        google.put(URL, params={"valueInputOption": "RAW"}, json=body)
    assert google.get(URL).json()["values"] == [["written"]]


def test_a_silent_server_is_left_after_the_timeout(google, service):
    service.before.append(lambda *_: Drop("timeout"))
    with pytest.raises(requests.Timeout):
        google.get(URL, timeout=0.1)


def test_an_answer_may_be_replaced(google, service):
    page = Answer(502, "<html>Bad Gateway</html>", "text/html")
    service.after.append(lambda *_: page)
    answer = google.get(URL)
    assert (answer.status_code, answer.headers["Content-Type"]) == (502, "text/html")
    assert answer.text == "<html>Bad Gateway</html>"


def test_other_hosts_are_refused(google):
    with pytest.raises(requests.RequestException, match=r"example\.com"):
        google.get("https://example.com/")


def test_nothing_lives_at_other_paths(google):
    assert google.get("https://www.googleapis.com/calendar/v3").status_code == 404


def test_a_service_account_gets_a_token_and_uses_it(server, service):
    service.open = False
    made = Credentials.from_service_account_info(key_file(server.url), scopes=SCOPES)
    google = mount(AuthorizedSession(made), server.url)
    assert google.get(URL).json()["values"] == [["Order"]]
    assert service.calls["token"] == 1


def test_without_a_token_nothing_is_answered_once_tokens_are_wanted(google, service):
    service.open = False
    answer = google.get(URL)
    assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")


def test_requests_from_many_threads_are_carried_out_one_at_a_time(server, service):
    def append():
        google = session(server.url)
        for _ in range(10):
            google.post(
                URL + ":append", params={"valueInputOption": "RAW"}, json={"values": [["x"]]}
            )

    threads = [threading.Thread(target=append) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tab = service.world.spreadsheets[KEY].sheets[0]
    assert [tab.value(row, 0) for row in range(41)] == ["Order", *["x"] * 40]


def test_it_runs_by_hand():
    command = [sys.executable, "-m", "tests.google", "--port", "0", "--demo"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as running:
        try:
            url = running.stdout.readline().strip()
            key = running.stdout.readline().split()[1]
            sheets = gspread.authorize(None, session=session(url))
            rows = sheets.open_by_key(key).sheet1.get_all_values()
            assert rows[1] == ["S-1001", "Ana Weber", "Kettle", "2026-02-24", "39.9"]
            assert rows[3][4] == "159.9"
        finally:
            running.terminate()
