"""Google's discovery documents: which method a path means, its parameters and its schemas."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import unquote

DOCUMENTS = {"sheets": "sheets.v4", "drive": "drive.v3"}


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """One method of an API, as its discovery document describes it."""

    api: str
    """"sheets" or "drive"."""
    name: str
    """Such as "spreadsheets.values.get"."""
    parameters: dict[str, dict[str, Any]]
    """Parameters in the path and in the query, those of the whole API among them."""
    request: str | None
    """The schema of the body."""
    response: str | None
    """The schema of the answer."""


@dataclass(frozen=True, slots=True, eq=False)
class _Route:
    pattern: re.Pattern[str]
    method: Method


@cache
def document(api: str) -> dict[str, Any]:
    """Return the discovery document of an API."""
    try:
        folder = resources.files("googleapiclient.discovery_cache") / "documents"
    except ModuleNotFoundError as missing:
        needed = "tests.google reads Google's discovery documents: install google-api-python-client"
        raise RuntimeError(needed) from missing
    return json.loads((folder / f"{DOCUMENTS[api]}.json").read_text(encoding="utf-8"))


def schemas(api: str) -> dict[str, dict[str, Any]]:
    """Return the schemas of an API by name."""
    return document(api)["schemas"]


def match(verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
    """Return the method that an HTTP verb and an encoded path mean, and what stands in the path."""
    for route in _routes(verb):
        found = route.pattern.fullmatch(path)
        if found:
            return route.method, {k: unquote(v) for k, v in found.groupdict().items()}
    return None


@cache
def _routes(verb: str) -> list[_Route]:
    """All routes of a verb, those with most fixed words first: ``values:batchGet`` is no range."""
    found = [
        route
        for api in DOCUMENTS
        for method in _methods(document(api))
        if method["httpMethod"] == verb
        for route in _routes_of(api, method)
    ]
    return sorted(found, key=lambda route: -len(re.sub(r"\(.*?\)", "", route.pattern.pattern)))


def _methods(part: dict[str, Any]) -> list[dict[str, Any]]:
    own = list(part.get("methods", {}).values())
    return own + [m for inner in part.get("resources", {}).values() for m in _methods(inner)]


def _routes_of(api: str, spec: dict[str, Any]) -> list[_Route]:
    method = Method(
        api,
        spec["id"].partition(".")[2],
        document(api)["parameters"] | spec.get("parameters", {}),
        spec.get("request", {}).get("$ref"),
        spec.get("response", {}).get("$ref"),
    )
    paths = ["/" + document(api)["servicePath"] + spec.get("flatPath", spec["path"])]
    upload = spec.get("mediaUpload", {}).get("protocols", {}).get("simple")
    paths += [upload["path"]] if upload else []
    return [_Route(_pattern(path), method) for path in paths]


def _pattern(path: str) -> re.Pattern[str]:
    """Turn a path template into a pattern; a colon may come as it is or encoded."""
    parts = re.split(r"\{(\w+)\}", path)
    for index, part in enumerate(parts):
        parts[index] = f"(?P<{part}>[^/]+?)" if index % 2 else re.escape(part)
    return re.compile("".join(parts).replace(":", "(?::|%3A)"), re.IGNORECASE)
