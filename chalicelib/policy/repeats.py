"""Repeats: problems that come again and again with one article, carrier or country (RULEBOOK 8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from chalicelib.model.word import Word, folded_text

ENOUGH = 3
"""So many cases of one kind within the days looked at are no chance any more (ours)."""
MOST = 5
"""Repeats told of each kind, the most frequent first."""


class Common(Word):
    """What cases can have in common besides their topic."""

    SKU = "SKU", "商品编码"
    CARRIER = "carrier", "承运商"
    COUNTRY = "country", "国家"


class Occurrence(NamedTuple):
    """A case, as far as repeats go by it."""

    case: str
    topic: str
    common: tuple[tuple[Common, str], ...]
    """What it has in common with others: an article, carriers, a country."""


class Repeat(NamedTuple):
    """A problem that came several times."""

    kind: Common
    name: str
    topic: str
    cases: tuple[str, ...]
    """Ids, in order."""


def repeats(occurrences: Iterable[Occurrence], enough: int = ENOUGH) -> list[Repeat]:
    """Return what came at least so often, by kind, the most frequent first; the same in any order."""
    found: dict[tuple[Common, str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
    for one in occurrences:
        for kind, name in one.common if one.topic else ():
            if name:
                found[kind, folded_text(name), folded_text(one.topic)][one.case] = name, one.topic
    often = [(key, said) for key, said in found.items() if len(said) >= enough]
    often.sort(key=lambda pair: (-len(pair[1]), pair[0]))
    return [one for kind in Common for one in _told(kind, often)]


def _told(
    kind: Common, often: Iterable[tuple[tuple[Common, str, str], dict[str, tuple[str, str]]]]
) -> list[Repeat]:
    mine = (said for (of, _, _), said in often if of is kind)
    return [_repeat(kind, said) for said in mine][:MOST]


def _repeat(kind: Common, said: dict[str, tuple[str, str]]) -> Repeat:
    """Return a repeat, spelt as most people do not matter: as its first case spells it."""
    cases = tuple(sorted(said))
    return Repeat(kind, *said[cases[0]], cases)


def several(names: str) -> Iterator[str]:
    """Yield each of several names with commas between."""
    yield from filter(None, (name.strip() for name in names.split(",")))
