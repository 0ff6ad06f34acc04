from __future__ import annotations

import gspread
import pytest
from gspread.exceptions import APIError

from tests.google import mishaps as m
from tests.google.quota import LIMITS, RECOVERY, Limit, Quota, kind_of
from tests.google.server import Service
from tests.google.small import KEY, small_world
from tests.google.transport import session
from tests.google.weather import Weather

A1 = f"https://sheets.googleapis.com/v4/spreadsheets/{KEY}/values/Cases!A1"


def service_under(weather: Weather) -> Service:
    service = Service(small_world({"Cases": []}))
    weather.over(service)
    return service


def write(service: Service):
    body = {"values": [["x"]]}
    return session(service).put(A1, params={"valueInputOption": "RAW"}, json=body)


def read(service: Service):
    return session(service).get(A1)


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/v4/spreadsheets/x/values:batchGet", "read"),
        ("POST", "/v4/spreadsheets/x/values:batchGetByDataFilter", "read"),
        ("POST", "/v4/spreadsheets/x:getByDataFilter", "read"),
        ("POST", "/v4/spreadsheets/x/developerMetadata:search", "read"),
        ("POST", "/v4/spreadsheets/x:batchUpdate", "write"),
        ("PUT", "/v4/spreadsheets/x/values/A1", "write"),
        ("GET", "/drive/v3/files", "drive"),
        ("POST", "/upload/drive/v3/files", "drive"),
        ("POST", "/token", ""),
    ],
)
def test_the_kind_of_a_request(method, path, kind):
    assert kind_of(method, path) == kind


def test_sixty_reads_a_minute_and_then_no_more_for_a_hundred_seconds():
    weather = Weather(quota=Quota(), latency=0.0)
    service = service_under(weather)
    assert {read(service).status_code for _ in range(60)} == {200}
    error = read(service).json()["error"]
    assert error["message"] == (
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per "
        "user' of service 'sheets.googleapis.com' for consumer 'project_number:528491057312'."
    )
    assert error["details"][0]["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    assert write(service).status_code == 200
    weather.clock.sleep(RECOVERY - 1)
    assert read(service).status_code == 429
    weather.clock.sleep(1)
    assert read(service).status_code == 200
    assert weather.quota.refused == {"read": 2}


def test_one_read_a_second_is_within_the_quota():
    quota = Quota()
    assert all(quota.refusal("read", "bot", float(n)) is None for n in range(600))


def test_a_project_s_quota_is_shared_by_its_users():
    quota = Quota()
    asked = [quota.refusal("write", f"bot{n % 6}", n / 10) for n in range(301)]
    assert asked[:300] == [None] * 300
    assert "'Write requests per minute' of" in asked[300]["error"]["message"]


def test_drive_has_a_quota_of_its_own():
    weather = Weather(quota=Quota((*LIMITS[:4], Limit("drive", " per user", 1))))
    service = service_under(weather)
    url = "https://www.googleapis.com/drive/v3/files"
    answers = [session(service).get(url) for _ in range(2)]
    error = answers[1].json()["error"]
    assert (error["code"], error["errors"][0]["domain"]) == (403, "usageLimits")
    assert read(service).status_code == 200


def test_gspread_s_patience_is_tried_on_drive():
    service = service_under(Weather.script({1: m.TooMany()}))
    client = gspread.authorize(None, session=session(service))
    with pytest.raises(APIError, match="Rate Limit"):
        client.list_spreadsheet_files()
