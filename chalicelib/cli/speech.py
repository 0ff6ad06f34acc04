"""Speech: in which language the command speaks, and how it says a thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from chalicelib.model.word import Language, Phrase

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class Speech(NamedTuple):
    """The language of the person at the terminal."""

    language: Language

    def say(self, en: str, zh: str, **values: object) -> str:
        """Return the words in the language, ``{name}`` filled in."""
        phrase = Phrase(en, zh)
        return (phrase.fill(**values) if values else phrase).said(self.language)


def speech(arguments: Sequence[str], environment: Mapping[str, str]) -> Speech:
    """Return the language that ``--lang`` or else the locale asks for."""
    for before, here in pairwise(arguments):
        if before == "--lang":
            return Speech(Language.of(here))
    for argument in arguments:
        if argument.startswith("--lang="):
            return Speech(Language.of(argument.partition("=")[2]))
    locale = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    return Speech(Language.of(locale))
