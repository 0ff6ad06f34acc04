"""Texts: all that the desk itself writes to people, for the lint of the rules to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from types import ModuleType

from chalicelib.automations.rating import ASKED_WITH
from chalicelib.messages import words as mails
from chalicelib.model.word import Phrase
from chalicelib.pages import words as pages


def own_texts() -> dict[str, str]:
    """Return the words of mails, pages and questions in both languages, by where each stands."""
    asked = ((f"rating {said.en}", said) for said in ASKED_WITH)
    named = chain(_named(mails, ""), _named(pages, "page "), asked)
    return {f"{name} ({n + 1})": text for name, said in named for n, text in enumerate(said)}


def _named(module: ModuleType, before: str) -> Iterator[tuple[str, Phrase]]:
    for name, value in vars(module).items():
        for n, said in enumerate(_phrases(value)):
            yield f"{before}{name}{f' {n + 1}' if n else ''}", said


def _phrases(value: object) -> Iterator[Phrase]:
    """Yield all words in two languages that a value of a module of words holds."""
    if isinstance(value, Phrase):
        yield value
    elif isinstance(value, Mapping | tuple):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _phrases(one)
