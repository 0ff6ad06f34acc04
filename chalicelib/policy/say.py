"""Values as they are said of a decision: Amount 30 USD, Country DE."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from chalicelib.model.word import Phrase, Word
from chalicelib.policy import words
from chalicelib.policy.input import Input, InputKind

ANOTHER = "…"
"""Stands for a text that no cell names."""


def said_values(inputs: Iterable[Input], values: Mapping[str, Any]) -> Phrase:
    """Return values behind their headings."""
    parts = [(mine.heading, said_value(mine, values[mine.key])) for mine in inputs]
    return Phrase(
        ", ".join(f"{heading.en} {value.en}" for heading, value in parts),
        "，".join(f"{heading.zh} {value.zh}" for heading, value in parts),
    )


def said_value(mine: Input, value: Any) -> Phrase:
    """Return a value in words."""
    if value is None or (value == "" and mine.kind is InputKind.TEXT):
        return words.UNKNOWN
    if mine.kind is InputKind.YES_NO:
        return words.YES if value else words.NO
    if mine.kind is InputKind.WORDS:
        return _several(value)
    return _one(value)


def _one(value: Any) -> Phrase:
    if isinstance(value, Word):
        return Phrase(value.value, value.zh)
    if isinstance(value, str) and value.startswith(ANOTHER):
        return words.OTHER
    shown = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return Phrase(shown, shown)


def _several(value: Iterable[str]) -> Phrase:
    said = sorted(map(_one, value))
    if not said:
        return words.NONE
    return Phrase(" + ".join(p.en for p in said), " + ".join(p.zh for p in said))
