"""Answers held against the discovery document: what Google would never send is our own bug."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import fastjsonschema

from tests.google import discovery

PLAIN = {"type", "enum"}


class ViolationError(AssertionError):
    """An answer of this server that the discovery document does not allow."""


def check(method: discovery.Method, answer: dict[str, Any]) -> None:
    """Raise if an answer is not what its schema allows; fields that are unknown count."""
    if method.response is None:
        return
    try:
        _validator(method.api, method.response)(answer)
    except fastjsonschema.JsonSchemaValueException as wrong:
        raise ViolationError(f"{method.api}.{method.name}: {wrong.message}") from wrong


@cache
def _validator(api: str, name: str) -> Callable[[Any], Any]:
    definitions: dict[str, Any] = {}
    _define(api, name, definitions)
    schema = {"$ref": f"#/definitions/{name}", "definitions": definitions}
    return fastjsonschema.compile(schema, use_default=False, detailed_exceptions=False)


def _define(api: str, name: str, definitions: dict[str, Any]) -> None:
    """Put a schema and all it refers to among the definitions."""
    if name in definitions:
        return
    definitions[name] = None
    properties = discovery.schemas(api)[name].get("properties", {})
    definitions[name] = {
        "type": "object",
        "properties": {key: _json_schema(spec) for key, spec in properties.items()},
        "additionalProperties": False,
    }
    for spec in properties.values():
        for other in _references(spec):
            _define(api, other, definitions)


def _references(spec: dict[str, Any]) -> list[str]:
    if "$ref" in spec:
        return [spec["$ref"]]
    inner = [
        spec[key] for key in ("items", "additionalProperties") if isinstance(spec.get(key), dict)
    ]
    return [name for part in inner for name in _references(part)]


def _json_schema(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a property of a discovery document as JSON Schema."""
    if "$ref" in spec:
        return {"$ref": f"#/definitions/{spec['$ref']}"}
    if spec["type"] == "any":
        return {}
    schema = {key: spec[key] for key in PLAIN & spec.keys()}
    if spec["type"] == "array" and spec["items"].get("type") != "any":
        # Lists of anything are not walked: they are the values of the cells.
        schema["items"] = _json_schema(spec["items"])
    return schema
