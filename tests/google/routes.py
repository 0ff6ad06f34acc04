"""Which function answers which method of Google's APIs."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from tests.google import discovery, fields_mask, payload
from tests.google.access import reachable
from tests.google.exchange import Answer, Request
from tests.google.fault import ApiError
from tests.google.state import Spreadsheet, World

if TYPE_CHECKING:
    from tests.google.server import Service

VALUES = "spreadsheets.values."
SHEETS = {
    "spreadsheets.create": "sheet:answer_create",
    "spreadsheets.get": "sheet:answer_get",
    "spreadsheets.getByDataFilter": "sheet:answer_get_by_data_filter",
    "spreadsheets.sheets.copyTo": "sheet:answer_copy_to",
    "spreadsheets.batchUpdate": "sheet:answer_batch_update",
    "spreadsheets.developerMetadata.get": "metadata:answer_get",
    "spreadsheets.developerMetadata.search": "metadata:answer_search",
    VALUES + "get": "values:get",
    VALUES + "batchGet": "values:batch_get",
    VALUES + "update": "values:update",
    VALUES + "batchUpdate": "values:batch_update",
    VALUES + "append": "append:append",
    VALUES + "clear": "values:clear",
    VALUES + "batchClear": "values:batch_clear",
    VALUES + "batchGetByDataFilter": "values_by_filter:batch_get",
    VALUES + "batchUpdateByDataFilter": "values_by_filter:batch_update",
    VALUES + "batchClearByDataFilter": "values_by_filter:batch_clear",
}
"""Module and function per method; a function takes the world, the spreadsheet, the parameters
and the body. Modules are loaded when they are first asked for."""

READING = ("get", "batchGet", "getByDataFilter", "batchGetByDataFilter", "search", "copyTo")


def carry_out(service: Service, request: Request) -> Answer:
    """Answer a request by the API that its path belongs to."""
    if request.path.startswith("/v4/"):
        return _sheets(service, request)
    if request.path.startswith(("/drive/", "/upload/drive/")):
        return _drive(service, request)
    if request.path == "/token":
        return _token(service, request)
    return _nowhere()


def _sheets(service: Service, request: Request) -> Answer:
    found = discovery.match(request.method, request.path)
    if found is None:
        return _nowhere()
    method, places = found
    service.calls[f"sheets.{method.name}"] += 1
    service.check_token(request)
    params = payload.parameters(method, places, request.query)
    body = payload.read(method, request.body)
    book = _book(service, method, params)
    answer = _function(SHEETS[method.name])(service.world, book, params, body)
    service.hold_against(method, answer)
    if book is not None and _writes(method):
        _changed(service.world, book)
    return Answer(200, fields_mask.apply(params.get("fields"), answer, method))


def _book(service: Service, method: discovery.Method, params: dict[str, Any]) -> Any:
    """The spreadsheet a method is about, if the caller may do that with it."""
    if "spreadsheetId" not in params:
        return None
    return reachable(service.world, params["spreadsheetId"], write=_writes(method))


def _writes(method: discovery.Method) -> bool:
    return not method.name.endswith(READING)


def _changed(world: World, book: Spreadsheet) -> None:
    """Let Drive know that a spreadsheet was written to."""
    file = world.files.get(book.id)
    if file:
        file.version += 1
        file.modified = world.clock().strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _function(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(f"tests.google.{module}"), function)


def _drive(service: Service, request: Request) -> Answer:
    found = discovery.match(request.method, request.path)
    service.calls[f"drive.{found[0].name if found else 'unknown'}"] += 1
    service.check_token(request)
    params = {name: values[-1] for name, values in request.query.items()}
    answer = _function("drive:answer")(
        service.world,
        request.method,
        request.path,
        params,
        request.body,
        request.headers.get("Content-Type", ""),
    )
    if found and isinstance(answer.body, dict) and answer.status < 300:
        service.hold_against(found[0], answer.body)
    return answer


def _token(service: Service, request: Request) -> Answer:
    service.calls["token"] += 1
    given = _function("oauth:token")(dict(parse_qsl(request.body.decode())))
    service.tokens.add(given.get("access_token", ""))
    return Answer(200, given)


def _nowhere() -> Answer:
    fault = ApiError(404, "Not Found")
    return Answer(404, fault.body())
