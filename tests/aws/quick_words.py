"""The words of DynamoDB's expressions, and what they speak of; what is not understood is loud."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

Value = tuple[str, Any]
"""A kind, and a value of it; numbers are int."""

Entry = Mapping[str, Value]


class Given(NamedTuple):
    """What the placeholders of an expression stand for."""

    names: Mapping[str, str]
    values: Mapping[str, Value]

    def name(self, path: str) -> str:
        """Return the name that a path stands for."""
        return self.names[path] if path[0] == "#" else path


class InvalidError(Exception):
    """DynamoDB's own complaint about what it was asked."""


class UnfitError(InvalidError):
    """The same, where it takes a look at the entry to find it."""


_TOKEN = re.compile(r"\s*(<=|>=|<>|[=<>(),]|[#:]\w+|[A-Za-z_]\w*)")
_KEYS = {"pk", "sk"}
"""What may stand without a placeholder: other words may be reserved ones."""


class Words:
    """The words of an expression, one after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.used: set[str] = set()
        self.paths: set[str] = set()
        found = _TOKEN.findall(text)
        if "".join(found) != re.sub(r"\s", "", text):
            raise NotImplementedError(text)
        self._left = found[::-1]

    @property
    def next(self) -> str:
        return self._left[-1] if self._left else ""

    def take(self) -> str:
        if not self._left:
            raise self.strange()
        word = self._left.pop()
        if word[0] in "#:":
            self.used.add(word)
        return word

    def took(self, word: str) -> bool:
        """Take a word if it is the next."""
        found = self.next == word
        if found:
            self._left.pop()
        return found

    def must(self, word: str) -> None:
        if not self.took(word):
            raise self.strange()

    def path(self) -> str:
        word = self.take()
        if word[0] != "#" and word not in _KEYS:
            raise self.strange(word)
        self.paths.add(word)
        return word

    def value(self) -> str:
        word = self.take()
        if word[0] != ":":
            raise self.strange(word)
        return word

    def ends(self) -> None:
        if self._left:
            raise self.strange()

    def strange(self, word: str = "") -> NotImplementedError:
        return NotImplementedError(f"{word or self.next or 'the end'} in {self.text!r}")
