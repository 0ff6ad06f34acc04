"""The ``fields`` parameter: which part of an answer is wanted."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from tests.google import discovery
from tests.google.fault import ApiError
from tests.google.payload import BadRequestError

Tree = dict[str, "Tree"]
"""Wanted names; one with an empty tree is wanted whole. "*" stands for every name."""

_TOKEN = re.compile(r"\s*([\w$]+|\*|[(),./])\s*")


@lru_cache(256)
def parse(text: str) -> Tree:
    """Return what a mask wants; 400 if it cannot be read."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text) or not tokens:
        raise _unreadable(text)
    try:
        tree = _paths(tokens)
    except IndexError:
        raise _unreadable(text) from None
    if tokens:
        raise _unreadable(text)
    return tree


def _paths(tokens: list[str]) -> Tree:
    """Take comma-separated paths off the front of the tokens."""
    tree: Tree = {}
    while True:
        _path(tokens, tree)
        if not tokens or tokens[0] != ",":
            return tree
        tokens.pop(0)


def _path(tokens: list[str], tree: Tree) -> None:
    """Take one path off the front; what it wants goes into the tree."""
    name = tokens.pop(0)
    if not (name == "*" or name[0].isalnum() or name[0] in "_$"):
        raise IndexError
    whole = name in tree and not tree[name]
    inner: Tree = {}
    if tokens and tokens[0] in "./":
        tokens.pop(0)
        _path(tokens, inner)
    elif tokens and tokens[0] == "(":
        inner = _parenthesis(tokens)
    tree[name] = {} if whole or not inner else _merged(tree.get(name, {}), inner)


def _parenthesis(tokens: list[str]) -> Tree:
    tokens.pop(0)
    inner = _paths(tokens)
    if tokens.pop(0) != ")":
        raise IndexError
    return inner


def _merged(one: Tree, other: Tree) -> Tree:
    both = dict(one)
    for name, inner in other.items():
        known = both.get(name)
        both[name] = inner if known is None else _merged(known, inner) if known and inner else {}
    return both


def check(text: str, method: discovery.Method) -> None:
    """400 if a mask names a field that the method's answer does not have."""
    bad = _unknown(parse(text), discovery.schemas(method.api), {"$ref": method.response})
    if bad:
        raise _unreadable(text, bad)


def _unknown(tree: Tree, schemas: dict[str, Any], spec: dict[str, Any]) -> str | None:
    """Return the path of the first name that is not in the schema."""
    while "$ref" in spec or spec.get("type") == "array":
        spec = schemas[spec["$ref"]] if "$ref" in spec else spec["items"]
    known = spec.get("properties")
    for name, inner in tree.items():
        if known is None or name == "*":
            continue
        if name not in known:
            return name
        deeper = _unknown(inner, schemas, known[name])
        if deeper:
            return f"{name}.{deeper}"
    return None


def _unreadable(text: str, path: str = "") -> ApiError:
    what = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path or text}'."
    fault = BadRequestError([(text, what)])
    fault.message = "Request contains an invalid argument."
    return fault


def wants(text: str | None, *path: str) -> bool:
    """Whether a mask wants something of what stands at a path (no mask: everything)."""
    tree = parse(text) if text else {}
    for name in path:
        if not tree:
            return True
        if name not in tree and "*" not in tree:
            return False
        tree = tree.get(name, tree.get("*", {}))
    return True


def apply(text: str | None, answer: dict[str, Any], method: discovery.Method) -> dict[str, Any]:
    """Return only what the mask wants of an answer."""
    if not text:
        return answer
    check(text, method)
    return _picked(answer, parse(text))


def _picked(value: Any, tree: Tree) -> Any:
    if not tree:
        return value
    if isinstance(value, list):
        return [_picked(item, tree) for item in value]
    if not isinstance(value, dict):
        return value
    every = tree.get("*")
    return {
        name: _picked(item, tree.get(name, every or {}))
        for name, item in value.items()
        if name in tree or every is not None
    }
