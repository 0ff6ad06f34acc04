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


class Keywords:
    """The rows of the Keywords tab, ready to be looked for in many texts."""

    def __init__(self, lines: Sequence[KeywordLine]) -> None:
        self._lines = [line for line in lines if line.category is not None]
        self._spoken: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines):
            for word in filter(None, map(folded_text, line.words)):
                self._spoken.setdefault(word, []).append(number)
        self._han = [word for word in self._spoken if HAN.search(word)]
        self._begin: dict[str, list[tuple[list[str], str]]] = {}
        for word in sorted(self._spoken, key=len, reverse=True):
            if (tokens := TOKEN.findall(word)) and word not in self._han:
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
        """Yield the words that stand in a text: those with Han anywhere, others as whole words."""
        if HAN.search(text):
            yield from (word for word in self._han if word in text)
        tokens = TOKEN.findall(text)
        for at, token in enumerate(tokens):
            for wanted, word in self._begin.get(token, ()):
                if tokens[at : at + len(wanted)] == wanted:
                    yield word
                    break
