from __future__ import annotations

from datetime import UTC, datetime, timedelta

import gspread
import pytest
from gspread.exceptions import APIError
from hypothesis import given
from requests.exceptions import ConnectionError as BrokenError
from requests.exceptions import JSONDecodeError, ReadTimeout

from tests.google import mishaps as m
from tests.google.clock import RealClock, VirtualClock
from tests.google.mishaps import LATEST, Mishap
from tests.google.server import Server, Service
from tests.google.small import KEY, small_world
from tests.google.strategies import days, faults
from tests.google.transport import session
from tests.google.weather import Weather

A1 = f"https://sheets.googleapis.com/v4/spreadsheets/{KEY}/values/Cases!A1"


def service_under(weather: Weather) -> Service:
    service = Service(small_world({"Cases": []}))
    weather.over(service)
    return service


def write(service: Service, value: object = "x"):
    body = {"values": [[value]]}
    return session(service).put(A1, params={"valueInputOption": "RAW"}, json=body)


def read(service: Service):
    return session(service).get(A1)


def value(service: Service) -> object:
    return service.world.spreadsheets[KEY].sheets[0].value(0, 0)


def hit(mishap: Mishap) -> Service:
    return service_under(Weather.script({1: mishap}))


def test_a_virtual_clock_goes_only_when_somebody_sleeps():
    clock = VirtualClock(datetime(2026, 3, 2, tzinfo=UTC))
    before = clock.now()
    clock.sleep(90)
    clock.sleep(-5)
    assert clock.now() == before + timedelta(seconds=90)
    assert clock.monotonic() == 90
    clock.until(before)
    assert clock.monotonic() == 90


def test_the_real_clock_has_the_same_face():
    clock = RealClock()
    start = clock.monotonic()
    clock.sleep(0)
    assert clock.monotonic() >= start
    assert clock.now().tzinfo is UTC


def test_the_server_tells_the_time_of_the_weather():
    weather = Weather()
    service = service_under(weather)
    weather.clock.sleep(3600)
    assert service.world.clock() == weather.clock.now()


@pytest.mark.parametrize(
    ("mishap", "code", "status", "words"),
    [
        (m.TooMany(), 429, "RESOURCE_EXHAUSTED", "Write requests per minute per user"),
        (m.ServerError(), 500, "INTERNAL", "Internal error"),
        (m.Unavailable(), 503, "UNAVAILABLE", "currently unavailable"),
        (m.Protected(), 400, "INVALID_ARGUMENT", "protected cell"),
        (m.Forbidden(), 403, "PERMISSION_DENIED", "does not have permission"),
        (m.Gone(), 404, "NOT_FOUND", "not found"),
    ],
)
def test_a_refusal_is_google_s_and_applies_nothing(mishap, code, status, words):
    service = hit(mishap)
    error = write(service).json()["error"]
    assert (error["code"], error["status"]) == (code, status)
    assert words in error["message"]
    assert value(service) is None
    assert write(service).status_code == 200
    assert value(service) == "x"


def test_gspread_understands_a_refusal():
    client = gspread.authorize(None, session=session(hit(m.Unavailable())))
    with pytest.raises(APIError, match="currently unavailable") as caught:
        client.open_by_key(KEY)
    assert caught.value.code == 503


def test_a_protected_cell_does_not_hinder_reading():
    service = hit(m.Protected())
    assert read(service).status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "prefix"),
    [
        (":batchUpdate", b'{"requests": [{"updateCells": {}}]}', "Invalid requests[0].updateCells"),
        ("/values:batchUpdate", b"{}", "Invalid data[0]: You"),
        ("/values:batchUpdateByDataFilter", b"{}", "Invalid data[0]: You"),
        ("/values/A1", b"", "You are"),
    ],
)
def test_a_protected_cell_is_named_by_its_place_in_the_batch(path, body, prefix):
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{KEY}{path}"
    answer = session(hit(m.Protected())).post(url, data=body)
    assert answer.json()["error"]["message"].startswith(prefix)


def test_a_lost_response_was_applied():
    service = hit(m.LostResponse())
    with pytest.raises(BrokenError):
        write(service)
    assert value(service) == "x"


@pytest.mark.parametrize("applied", [False, True])
def test_a_bad_gateway_speaks_html_and_does_not_tell(applied):
    service = hit(m.BadGateway(applied=applied))
    answer = write(service)
    assert answer.status_code == 502
    assert answer.headers["Content-Type"].startswith("text/html")
    with pytest.raises(JSONDecodeError):
        answer.json()
    assert value(service) == ("x" if applied else None)


def test_a_timeout_may_mean_that_nothing_arrived():
    weather = Weather.script({1: m.Timeout()}, patience=30.0)
    service = service_under(weather)
    with pytest.raises(ReadTimeout):
        write(service)
    assert weather.clock.monotonic() == 30.0 + weather.latency
    assert weather.lands(service, everything=True) == 0
    assert value(service) is None


def test_a_timed_out_write_may_land_between_two_later_calls():
    weather = Weather.script({1: m.Timeout(lands=100.0)}, patience=60.0)
    service = service_under(weather)
    with pytest.raises(ReadTimeout):
        write(service)
    assert "values" not in read(service).json()
    weather.clock.sleep(60)
    assert read(service).json()["values"] == [["x"]]


def test_writes_land_in_the_order_of_their_times():
    weather = Weather.script({1: m.Timeout(150.0), 2: m.Timeout(70.0)})
    service = service_under(weather)
    for said in ("first", "second"):
        with pytest.raises(ReadTimeout):
            write(service, said)
    assert weather.lands(service, everything=True) == 2
    assert value(service) == "first"


def test_nothing_lands_after_180_seconds():
    weather = Weather.script({1: m.Timeout(1e9)})
    service = service_under(weather)
    with pytest.raises(ReadTimeout):
        write(service)
    weather.clock.sleep(LATEST)
    assert read(service).json()["values"] == [["x"]]


@pytest.mark.parametrize(
    ("mishap", "error", "patience"),
    [(m.LostResponse(), BrokenError, 30), (m.Timeout(), ReadTimeout, 0.3)],
)
def test_over_a_socket_the_line_breaks_or_stays_silent(mishap, error, patience):
    with Server(hit(mishap)) as server:
        client = session(server.url)
        body = {"values": [["x"]]}
        with pytest.raises(error):
            client.put(A1, params={"valueInputOption": "RAW"}, json=body, timeout=(30, patience))
        assert value(server.service) == ("x" if mishap == m.LostResponse() else None)


def test_the_same_seed_gives_the_same_weather():
    rates = {m.Unavailable(): 0.2, m.Timeout(5.0): 0.1}
    one, two, other = (Weather(seed, rates) for seed in (7, 7, 8))
    days_ = [[weather.at(n) for n in range(1, 400)] for weather in (one, two, other)]
    assert days_[0] == days_[1] != days_[2]
    assert 50 < days_[0].count(m.Unavailable()) < 110


def test_the_script_goes_before_chance():
    weather = Weather(1, {m.Gone(): 1.0}, {2: m.CALM})
    assert [weather.at(n) for n in (1, 2, 3)] == [m.Gone(), m.CALM, m.Gone()]


def test_the_weather_tells_what_it_did_and_clears():
    weather = Weather.script({2: m.Gone(), 3: m.LostResponse()})
    service = service_under(weather)
    codes = [read(service).status_code for _ in range(2)]
    with pytest.raises(BrokenError):
        read(service)
    assert codes == [200, 404]
    assert weather.struck == [(2, m.Gone()), (3, m.LostResponse())]
    assert repr(m.Timeout(lands=3.0)) == "Timeout(lands=3.0)"
    weather.scripted = {4: m.Gone()}
    weather.clears()
    assert read(service).status_code == 200


def test_what_is_no_call_of_sheets_or_drive_is_not_counted():
    weather = Weather.script({1: m.Gone()})
    service = service_under(weather)
    session(service).get("https://www.googleapis.com/nothing")
    assert weather.n == 0


@given(days())
def test_every_mishap_is_an_answer_or_a_broken_line(script):
    service = service_under(Weather.script(script))
    for _ in range(12):
        try:
            assert write(service).status_code in {200, 400, 403, 404, 429, 500, 502, 503}
        except (BrokenError, ReadTimeout):
            assert value(service) in {None, "x"}


@given(faults())
def test_a_mishap_is_a_value(mishap):
    again = eval(repr(mishap), vars(m))  # noqa: S307  # our own words
    assert (again, hash(again)) == (mishap, hash(mishap))
