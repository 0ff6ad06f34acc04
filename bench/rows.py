"""A made-up policy of many rows, the records it decides on, and the same in the words of peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from chalicelib.model.money import Money
from chalicelib.model.word import Phrase, Word
from chalicelib.policy.input import Input, InputKind
from chalicelib.policy.rule import Row


class Matter(Word):
    """What a case is about."""

    DAMAGED = "damaged", "破损"
    LOST = "lost", "丢失"
    LATE = "late", "延误"
    WRONG = "wrong goods", "发错货"


COUNTRIES = ("DE", "FR", "GB", "US", "JP", "CN", "IT", "ES", "PL", "SE")
MATTERS = tuple(Matter)
ENDS = {"amount": 200, "age": 90, "orders": 30, "share": 100}


def _input(key: str, kind: InputKind, choices: type[Word] | None = None) -> Input:
    return Input(key, Phrase(key, key), kind, choices)


INPUTS = (
    _input("amount", InputKind.MONEY),
    _input("age", InputKind.DAYS),
    _input("orders", InputKind.NUMBER),
    _input("share", InputKind.NUMBER),
    _input("country", InputKind.TEXT),
    _input("matter", InputKind.CHOICE, Matter),
    _input("opened", InputKind.YES_NO),
)


class Asked(NamedTuple):
    """What a row asks of an input: a range with both ends, or some names."""

    low: int = 0
    high: int = 0
    names: tuple[str, ...] = ()


Asking = Mapping[str, Asked]


def askings(rows: int, seed: int = 7) -> list[Asking]:
    """Return rows that each ask something of about half of the inputs; the last asks nothing."""
    chance = Random(seed)
    return [*(_asking(chance) for _ in range(rows - 1)), {}]


def _asking(chance: Random) -> Asking:
    asked = {key: _range(chance, most) for key, most in ENDS.items()}
    asked["country"] = Asked(names=tuple(sorted(chance.sample(COUNTRIES, 4))))
    asked["matter"] = Asked(names=tuple(sorted(chance.sample(MATTERS, 2))))
    asked["opened"] = Asked(names=(chance.choice(("yes", "no")),))
    return {key: asked[key] for key in chance.sample(sorted(asked), 4)}


def _range(chance: Random, most: int) -> Asked:
    low, high = sorted(chance.sample(range(most), 2))
    return Asked(low, high)


def sheet_rows(some: Sequence[Asking]) -> list[Row]:
    """Return rows as people write them."""
    return [
        Row(f"R{n}", {key: _cell(key, one) for key, one in asking.items()}, n)
        for n, asking in enumerate(some, 1)
    ]


def _cell(key: str, asked: Asked) -> str:
    if asked.names:
        return ", ".join(asked.names)
    return f"{asked.low}..{asked.high}{' USD' if key == 'amount' else ''}"


def records(count: int, seed: int = 11) -> list[dict[str, Any]]:
    """Return records: amounts in cents, every text as it may be written."""
    chance = Random(seed)
    return [
        {
            "amount": Money(Decimal(chance.randrange(20_000)) / 100, "USD"),
            "age": chance.randrange(90),
            "orders": chance.randrange(30),
            "share": Decimal(chance.randrange(1000)) / 10,
            "country": chance.choice(COUNTRIES),
            "matter": chance.choice(MATTERS),
            "opened": chance.random() < 0.5,
        }
        for _ in range(count)
    ]


def plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record as peers take it: floats and texts."""
    return {
        **record,
        "amount": float(record["amount"].amount),
        "share": float(record["share"]),
        "matter": str(record["matter"]),
    }
