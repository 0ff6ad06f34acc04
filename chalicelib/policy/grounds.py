"""Grounds: which row decided, and on what, in few words (law 10)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from chalicelib.model.word import Phrase
from chalicelib.policy.input import Input
from chalicelib.policy.rule import Decision, DecisionTable
from chalicelib.policy.say import said_value

NO_ROW = Phrase("no row fits", "没有规则适用")


def ground(table: DecisionTable, decision: Decision) -> Phrase:
    """Return the deciding row and those inputs that it asks about: P15: Topic damaged."""
    if not decision.rules:
        return NO_ROW
    rule = decision.rules[0]
    values = tuple((table.inputs[n], decision.given[n]) for n in table.asking[rule])
    return _said(rule, values)


@lru_cache(4096)
def _said(rule: str, values: tuple[tuple[Input, Any], ...]) -> Phrase:
    parts = [(mine.heading, said_value(mine, value)) for mine, value in values]
    en = ", ".join(f"{heading.en} {said.en}" for heading, said in parts)
    zh = "，".join(f"{heading.zh} {said.zh}" for heading, said in parts)
    return Phrase(f"{rule}: {en}", f"{rule}：{zh}") if parts else Phrase(rule, rule)


def asks(table: DecisionTable, decision: Decision, key: str) -> bool:
    """Whether the deciding row asks about an input at all."""
    return bool(decision.rules) and table.keys.index(key) in table.asking[decision.rules[0]]


def joined(one: Phrase, other: Phrase) -> Phrase:
    """Return two grounds side by side."""
    return Phrase(f"{one.en} · {other.en}", f"{one.zh} · {other.zh}")
