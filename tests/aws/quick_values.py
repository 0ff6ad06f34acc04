"""Entries as clients write them and as the double keeps them, and what their requests hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.aws.quick_words import Entry, Given, InvalidError, Value

Typed = dict[str, dict[str, Any]]
Used = set[str] | frozenset[str]


def inner(typed: Mapping[str, Mapping[str, Any]]) -> dict[str, Value]:
    """Return an entry as it is kept."""
    return {name: _value(*one.items()) for name, one in typed.items()}


def _value(told: tuple[str, Any]) -> Value:
    """Return a value as it is kept; there is but one kind of it."""
    kind, value = told
    if kind == "N":
        return kind, int(value)
    if type(value) is not _KINDS.get(kind):
        raise NotImplementedError(told)
    return told


_KINDS = {"S": str, "B": bytes, "BOOL": bool}


def outer(entry: Entry) -> Typed:
    """Return an entry as it is told."""
    return {
        name: {kind: str(value) if kind == "N" else value} for name, (kind, value) in entry.items()
    }


def given(asked: Mapping[str, Any], used: Used) -> Given:
    """Return what placeholders stand for: those that are used, and no others."""
    names = asked.get("ExpressionAttributeNames", {})
    values = asked.get("ExpressionAttributeValues", {})
    if names.keys() | values.keys() != used:
        raise InvalidError(f"placeholders: {used ^ (names.keys() | values.keys())}")
    return Given(names, inner(values))


def known(asked: Mapping[str, Any], names: Used) -> None:
    """Raise NotImplementedError for anything asked that the double does not know."""
    if not asked.keys() <= names:
        raise NotImplementedError(asked.keys() - names)
