"""The ``q`` of a file search: ``mimeType = 'x' and name contains 'y' and not trashed = true``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.google.drive_fault import DriveError, bad
from tests.google.state import File

Test = Callable[[File], bool]

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")|(?P<sign><=|>=|!=|[=<>()])"""
    r"|(?P<word>\w+))\s*"
)
_FIELDS: dict[str, Callable[[File], Any]] = {
    "name": lambda file: file.name,
    "title": lambda file: file.name,
    "mimeType": lambda file: file.mime,
    "trashed": lambda file: "true" if file.trashed else "false",
    "modifiedTime": lambda file: file.modified,
    "createdTime": lambda file: file.created,
    "parents": lambda file: file.parents,
    "owners": lambda file: _people(file, ("owner",)),
    "writers": lambda file: _people(file, ("owner", "writer")),
    "readers": lambda file: _people(file, ("owner", "writer", "commenter", "reader")),
}
_COMPARE: dict[str, Callable[[Any, str], bool]] = {
    "=": lambda have, wanted: have == wanted,
    "!=": lambda have, wanted: have != wanted,
    "<": lambda have, wanted: have < wanted,
    "<=": lambda have, wanted: have <= wanted,
    ">": lambda have, wanted: have > wanted,
    ">=": lambda have, wanted: have >= wanted,
    "contains": lambda have, wanted: wanted.lower() in have.lower(),
    "in": lambda have, wanted: wanted in have,
}


def search(text: str) -> Test:
    """Return the test that a search makes of each file; 400 if it cannot be read."""
    return _Query(text).whole() if text else lambda _: True


def _people(file: File, roles: tuple[str, ...]) -> list[str]:
    return [p.get("emailAddress", "") for p in file.permissions if p.get("role") in roles]


class _Query:
    def __init__(self, text: str) -> None:
        self._words: list[str] = []
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise self._unreadable()
            self._words.append(match.group().strip())
            at = match.end()

    def whole(self) -> Test:
        test = self._either()
        if self._words:
            raise self._unreadable()
        return test

    @staticmethod
    def _unreadable() -> DriveError:
        return bad("Invalid Value", "q")

    def _take(self) -> str:
        if not self._words:
            raise self._unreadable()
        return self._words.pop(0)

    def _next(self) -> str:
        return self._words[0].lower() if self._words else ""

    def _either(self) -> Test:
        tests = [self._both()]
        while self._next() == "or":
            self._take()
            tests.append(self._both())
        return lambda file: any(test(file) for test in tests)

    def _both(self) -> Test:
        tests = [self._term()]
        while self._next() == "and":
            self._take()
            tests.append(self._term())
        return lambda file: all(test(file) for test in tests)

    def _term(self) -> Test:
        word = self._take()
        if word.lower() == "not":
            negated = self._term()
            return lambda file: not negated(file)
        if word == "(":
            test = self._either()
            if self._take() != ")":
                raise self._unreadable()
            return test
        return self._comparison(word, self._take(), self._take())

    def _comparison(self, left: str, sign: str, right: str) -> Test:
        """Read ``'id' in parents`` as well as ``parents in 'id'``, which Google takes too."""
        field, value = (right, left) if left[0] in "'\"" else (left, right)
        if field not in _FIELDS or sign not in _COMPARE:
            raise self._unreadable()
        have, compare, wanted = _FIELDS[field], _COMPARE[sign], _unquoted(value)
        return lambda file: compare(have(file), wanted)


def _unquoted(word: str) -> str:
    return re.sub(r"\\(.)", r"\1", word[1:-1]) if word[0] in "'\"" else word
