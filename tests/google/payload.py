"""Requests held against the discovery document, refused in the words that Google has for it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from tests.google import discovery
from tests.google.fault import ApiError, invalid

Place = tuple[Any, ...]
"""The place of a value as a chain: (parent's place, key), or () for the whole."""
Problems = list[tuple[str, str]]
"""Where something is wrong (``field`` in Google's words), and what."""
Reader = Callable[[Any, Place, Problems], Any]
"""Reads a value of one type: returns it as the server wants it, and tells what is wrong."""

ENUMS = {
    "majorDimension": "Dimension",
    "valueInputOption": "ValueInputOption",
    "valueRenderOption": "ValueRenderOption",
    "responseValueRenderOption": "ValueRenderOption",
    "dateTimeRenderOption": "DateTimeRenderOption",
    "responseDateTimeRenderOption": "DateTimeRenderOption",
    "insertDataOption": "InsertDataOption",
}
BODY_FIELDS = {"ValueRange": "data", "Spreadsheet": "spreadsheet"}
"""What Google calls a body that is not the whole request."""


class BadRequestError(ApiError):
    """A request that does not fit the schema: all that is wrong with it, one to a line."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(400, "\n".join(what for _, what in problems))
        self.problems = problems

    def body(self) -> dict[str, Any]:
        """Return the JSON body, with Google's list of violations."""
        body = super().body()
        violations = [{"field": at, "description": what} for at, what in self.problems]
        kind = "type.googleapis.com/google.rpc.BadRequest"
        body["error"]["details"] = [{"@type": kind, "fieldViolations": violations}]
        return body


def read(method: discovery.Method, body: bytes) -> dict[str, Any]:
    """Return the JSON body of a request, without its nulls; 400 if it does not fit."""
    if method.request is None or not body:
        return {}
    try:
        payload = json.loads(body)
    except ValueError:
        raise invalid("Invalid JSON payload received. Unexpected token.\n") from None
    field = BODY_FIELDS.get(method.request)
    problems: Problems = []
    payload = _message(method.api, method.request)(payload, ((), field) if field else (), problems)
    if problems:
        raise BadRequestError(problems)
    return payload


def parameters(
    method: discovery.Method, places: dict[str, str], query: dict[str, list[str]]
) -> dict[str, Any]:
    """Return all parameters of a request by name; 400 if one is unknown or of another type."""
    problems: Problems = []
    params: dict[str, Any] = {}
    for name, values in ({k: [v] for k, v in places.items()} | query).items():
        spec = method.parameters.get(name)
        if spec is None:
            problems.append((name, _unknown_parameter(name)))
            continue
        reader = _readers(spec["type"], name, tuple(spec.get("enum", ())))
        read = [reader(value, ((), name), problems) for value in values]
        params[name] = read if spec.get("repeated") else read[-1]
    if problems:
        raise BadRequestError(problems)
    return params


def _unknown_parameter(name: str) -> str:
    return (
        f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
        f"Field '{name}' could not be found in request message."
    )


@cache
def _message(api: str, name: str) -> Reader:
    """Return the reader of a schema."""
    schema = discovery.schemas(api)[name]
    fields = {key: _reader(api, spec, key) for key, spec in schema.get("properties", {}).items()}
    kind = f"type.googleapis.com/google.apps.sheets.v4.{name}"

    def read(value: Any, at: Place, problems: Problems) -> Any:
        if not isinstance(value, dict):
            return _wrong(value, kind, at, problems)
        for key in [*value]:
            reader = fields.get(key)
            if value[key] is None:
                del value[key]
            elif reader is None:
                problems.append(_unknown(key, at))
            else:
                value[key] = reader(value[key], (at, key), problems)
        return value

    return read


def _reader(api: str, spec: dict[str, Any], name: str) -> Reader:
    """Return the reader of one property."""
    if "$ref" in spec:
        return _later(api, spec["$ref"])
    if spec["type"] == "array":
        return _list(_reader(api, spec["items"], name))
    if spec["type"] in {"any", "object"}:
        return _as_it_is
    return _readers(spec["type"], name, tuple(spec.get("enum", ())))


def _later(api: str, name: str) -> Reader:
    """Look a schema up when it is met and not before: some refer to themselves."""

    def read(value: Any, at: Place, problems: Problems) -> Any:
        return _message(api, name)(value, at, problems)

    return read


def _as_it_is(value: Any, _: Place, __: Problems) -> Any:
    return value


def _list(reader: Reader) -> Reader:
    def read(value: Any, at: Place, problems: Problems) -> Any:
        if not isinstance(value, list):
            return _wrong(value, "type.googleapis.com/google.protobuf.ListValue", at, problems)
        if reader is not _as_it_is:
            value[:] = [reader(item, (at, i), problems) for i, item in enumerate(value)]
        return value

    return read


@cache
def _readers(kind: str, name: str, enum: tuple[str, ...]) -> Reader:
    """Return the reader of a plain value, which may come as text where it is not."""
    if enum:
        return _enum(ENUMS.get(name, name[0].upper() + name[1:]), set(enum))
    convert, word = {
        "string": (_text, "TYPE_STRING"),
        "boolean": (_boolean, "TYPE_BOOL"),
        "integer": (_integer, "TYPE_INT32"),
        "number": (_number, "TYPE_DOUBLE"),
    }[kind]

    def read(value: Any, at: Place, problems: Problems) -> Any:
        try:
            return convert(value)
        except (TypeError, ValueError):
            return _wrong(value, word, at, problems)

    return read


def _enum(name: str, words: set[str]) -> Reader:
    kind = f"type.googleapis.com/google.apps.sheets.v4.{name}"

    def read(value: Any, at: Place, problems: Problems) -> Any:
        if not isinstance(value, str) or value not in words:
            return _wrong(value, kind, at, problems)
        return value

    return read


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.lower() not in {"true", "false"}:
        raise TypeError
    return value.lower() == "true"


def _integer(value: Any) -> int:
    if isinstance(value, bool) or int(value) != float(value):
        raise TypeError
    return int(value)


def _number(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError
    return float(value)


def _wrong(value: Any, kind: str, at: Place, problems: Problems) -> Any:
    where = _path(at)
    shown = json.dumps(value, ensure_ascii=False)
    problems.append((where, f"Invalid value at '{where}' ({kind}), {shown}"))
    return value


def _unknown(key: str, at: Place) -> tuple[str, str]:
    where = _path(at)
    placed = f" at '{where}'" if where else ""
    what = f'Invalid JSON payload received. Unknown name "{key}"{placed}: Cannot find field.'
    return where, what


def _path(at: Place) -> str:
    """Spell a place as Google does: ``requests[2].repeat_cell.fields``."""
    path = ""
    while at:
        at, key = at
        step = f"[{key}]" if isinstance(key, int) else "." + _snake(key)
        path = step + path
    return path.removeprefix(".")


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda m: "_" + m[1].lower(), name)
