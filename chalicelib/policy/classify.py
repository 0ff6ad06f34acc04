"""Classify: the category that words of a problem speak for. It is suggested, never used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chalicelib.model.case import Category
from chalicelib.model.word import folded_text
from chalicelib.policy.lines import KeywordLine

TOKEN = re.compile(r"[^\W_㐀-鿿]+")
"""A word of a script that puts blanks between words."""
HAN = re.compile(r"[㐀-鿿]")
SHOWN = 4
"""Words that are named as the ground of a suggestion."""


class Suggestion(NamedTuple):
    """A category, and the words that speak for it."""

    category: Category
    topic: str
    words: tuple[str, ...]


class _Place(NamedTuple):
    """Where a word stands in a text."""

    start: int
    end: int
    word: str


class Keywords:
    """The rows of the Keywords tab, ready to be looked for in many texts.

    Of words that overlap only the longest speaks: 退款没收到 is no 没收到.
    """

    def __init__(self, lines: Sequence[KeywordLine]) -> None:
        self._lines = [line for line in lines if line.category is not None]
        self._spoken: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines):
            for word in filter(None, map(folded_text, line.words)):
                self._spoken.setdefault(word, []).append(number)
        self._han: dict[str, list[str]] = {}
        """Words found anywhere, by their first sign."""
        self._begin: dict[str, list[tuple[list[str], str]]] = {}
        for word in sorted(self._spoken, key=len, reverse=True):
            if HAN.search(word):
                self._han.setdefault(word[0], []).append(word)
            elif tokens := TOKEN.findall(word):
                self._begin.setdefault(tokens[0], []).append((tokens, word))

    def suggestion(self, *texts: str) -> Suggestion | None:
        """Return what most words speak for; of equals, what stands first in the tab."""
        found = list(dict.fromkeys(self._found(folded_text(" ".join(texts)))))
        rows = [number for word in found for number in self._spoken[word]]
        if not rows:
            return None
        votes = Counter(self._lines[number].category for number in sorted(rows))
        category = votes.most_common(1)[0][0]
        mine = sorted(n for n in rows if self._lines[n].category is category)
        topics = Counter(topic for n in mine if (topic := self._lines[n].topic))
        topic = topics.most_common(1)[0][0] if topics else ""
        speaking = [word for word in found if not set(mine).isdisjoint(self._spoken[word])]
        return Suggestion(category, topic, tuple(speaking[:SHOWN])) if category else None

    def _found(self, text: str) -> Iterator[str]:
        """Yield the words that stand in a text, in its order; of those that overlap the longest."""
        taken, found = bytearray(len(text)), []
        for place in sorted(self._places(text), key=lambda one: (one.start - one.end, one.start)):
            if not any(taken[place.start : place.end]):
                taken[place.start : place.end] = b"x" * (place.end - place.start)
                found.append(place)
        yield from (place.word for place in sorted(found))

    def _places(self, text: str) -> Iterator[_Place]:
        """Yield where words stand: those with Han anywhere, others as whole words."""
        yield from self._anywhere(text)
        tokens = list(TOKEN.finditer(text))
        said = [token.group() for token in tokens]
        for at, token in enumerate(said):
            for wanted, word in self._begin.get(token, ()):
                if said[at : at + len(wanted)] == wanted:
                    yield _Place(tokens[at].start(), tokens[at + len(wanted) - 1].end(), word)
                    break

    def _anywhere(self, text: str) -> Iterator[_Place]:
        for at, sign in enumerate(text):
            for word in self._han.get(sign, ()):
                if text.startswith(word, at):
                    yield _Place(at, at + len(word), word)
