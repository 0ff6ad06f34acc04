import pytest
import requests

from tests.google import discovery, strict
from tests.google.server import Answer, Service
from tests.google.small import KEY, small_world
from tests.google.transport import session

KIND = "type.googleapis.com/google.apps.sheets.v4."
ROOT = "https://sheets.googleapis.com/v4/spreadsheets"


@pytest.fixture
def service():
    return Service(small_world({"Orders": [["Order"]]}))


@pytest.fixture
def ask(service):
    made = session(service)

    def call(verb, path, **options):
        answer = made.request(verb, f"{ROOT}/{KEY}{path}", **options)
        return answer.status_code, answer.json()

    return call


@pytest.mark.parametrize(
    ("verb", "path", "name", "places"),
    [
        ("GET", "/v4/spreadsheets/x", "spreadsheets.get", {"spreadsheetId": "x"}),
        (
            "GET",
            "/v4/spreadsheets/x/values/%27a%20b%27%21A1%3AB2",
            "spreadsheets.values.get",
            {"spreadsheetId": "x", "range": "'a b'!A1:B2"},
        ),
        (
            "GET",
            "/v4/spreadsheets/x/values:batchGet",
            "spreadsheets.values.batchGet",
            {"spreadsheetId": "x"},
        ),
        (
            "POST",
            "/v4/spreadsheets/x/values/A:C:append",
            "spreadsheets.values.append",
            {"spreadsheetId": "x", "range": "A:C"},
        ),
        (
            "POST",
            "/v4/spreadsheets/x/values:batchClearByDataFilter",
            "spreadsheets.values.batchClearByDataFilter",
            {"spreadsheetId": "x"},
        ),
        (
            "POST",
            "/v4/spreadsheets/x/sheets/7:copyTo",
            "spreadsheets.sheets.copyTo",
            {"spreadsheetId": "x", "sheetId": "7"},
        ),
        ("PATCH", "/upload/drive/v3/files/f", "files.update", {"fileId": "f"}),
        (
            "DELETE",
            "/drive/v3/files/f/permissions/p",
            "permissions.delete",
            {"fileId": "f", "permissionId": "p"},
        ),
    ],
)
def test_a_path_means_a_method(verb, path, name, places):
    method, found = discovery.match(verb, path)
    assert (method.name, found) == (name, places)


def test_other_paths_mean_nothing(ask):
    assert discovery.match("DELETE", "/v4/spreadsheets/x") is None
    assert ask("DELETE", "")[0] == 404


def test_an_unknown_parameter_is_refused(ask):
    status, body = ask("GET", "/values/A1", params={"range_": "A1"})
    assert status == 400
    assert body["error"]["message"] == (
        'Invalid JSON payload received. Unknown name "range_": Cannot bind query parameter. '
        "Field 'range_' could not be found in request message."
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            {"valueInputOption": "RAW", "dta": []},
            'Invalid JSON payload received. Unknown name "dta": Cannot find field.',
        ),
        (
            {"data": [{"rnge": "A1"}]},
            "Invalid JSON payload received. Unknown name \"rnge\" at 'data[0]': Cannot find field.",
        ),
        (
            {"valueInputOption": "TYPED"},
            f"Invalid value at 'value_input_option' ({KIND}ValueInputOption), \"TYPED\"",
        ),
        ({"data": [{"range": 5}]}, "Invalid value at 'data[0].range' (TYPE_STRING), 5"),
        (
            {"data": {}},
            "Invalid value at 'data' (type.googleapis.com/google.protobuf.ListValue), {}",
        ),
        (
            {"includeValuesInResponse": 1},
            "Invalid value at 'include_values_in_response' (TYPE_BOOL), 1",
        ),
    ],
)
def test_a_body_that_does_not_fit_is_refused_in_googles_words(ask, body, words):
    status, answer = ask("POST", "/values:batchUpdate", json=body)
    error = answer["error"]
    assert (status, error["status"], error["message"]) == (400, "INVALID_ARGUMENT", words)
    assert error["details"][0]["@type"].endswith("google.rpc.BadRequest")


def test_all_that_is_wrong_is_told_at_once(ask):
    _, answer = ask("POST", ":batchUpdate", json={"a": 1, "requests": [{"addShet": {}}, "b"]})
    lines = answer["error"]["message"].split("\n")
    assert len(lines) == 3
    assert lines[1].endswith("\"addShet\" at 'requests[0]': Cannot find field.")


def test_a_body_of_values_is_called_data(ask):
    params = {"valueInputOption": "RAW"}
    _, answer = ask("PUT", "/values/A1", params=params, json={"values": ["x"]})
    kind = "type.googleapis.com/google.protobuf.ListValue"
    assert answer["error"]["message"] == f"Invalid value at 'data.values[0]' ({kind}), \"x\""


def test_what_is_no_json_is_refused(ask):
    status, answer = ask("POST", "/values:batchUpdate", data=b"{")
    assert status == 400
    assert answer["error"]["message"].startswith("Invalid JSON payload received.")


def test_null_is_as_good_as_absent(ask):
    body = {"valueInputOption": "RAW", "data": [{"range": "A1", "majorDimension": None}]}
    status, answer = ask(
        "POST", "/values:batchUpdate", json=body | {"responseValueRenderOption": None}
    )
    assert (status, answer["responses"]) == (
        200,
        [{"spreadsheetId": KEY, "updatedRange": "Orders!A1"}],
    )


def test_numbers_may_come_as_text(ask):
    grid = {"sheetId": "0", "startRowIndex": 0.0}
    status, answer = ask("POST", ":getByDataFilter", json={"dataFilters": [{"gridRange": grid}]})
    assert (status, len(answer["sheets"])) == (200, 1)


def test_an_answer_google_would_not_give_is_a_bug_of_ours(service):
    method, _ = discovery.match("GET", f"/v4/spreadsheets/{KEY}/values/A1")
    for wrong in ({"rang": "A1"}, {"range": 1}, {"majorDimension": "DOWN"}, {"values": "x"}):
        with pytest.raises(strict.ViolationError):
            service.hold_against(method, wrong)
    assert len(service.violations) == 4


@pytest.mark.parametrize("api", ["sheets", "drive"])
def test_every_schema_can_be_checked(api):
    for name in discovery.schemas(api):
        method = discovery.Method(api, name, {}, None, name)
        strict.check(method, {})
        with pytest.raises(strict.ViolationError):
            strict.check(method, {"no such field": 1})


def test_answers_are_held_against_the_documents(service):
    service.before.append(lambda *_: Answer(200, {"made": "up"}))
    assert session(service).get(f"{ROOT}/{KEY}").json() == {"made": "up"}
    service.before.clear()
    service.world.spreadsheets[KEY].sheets[0].charts = [{"chartID": 1}]
    with pytest.raises(strict.ViolationError):
        session(service).get(f"{ROOT}/{KEY}")


def test_only_google_is_reached(service):
    with pytest.raises(requests.RequestException, match=r"example\.com"):
        session(service).get("https://example.com/v4/spreadsheets/x")
