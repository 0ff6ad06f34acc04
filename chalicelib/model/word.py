"""Words for people, in English and in 简体中文."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, Self


class Language(StrEnum):
    """A language that the desk speaks."""

    EN = "en"
    ZH = "zh-CN"

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the language a locale or a person names: zh_CN.UTF-8, 中文, English."""
        return cls("zh-CN") if _begins(text, CHINESE) else cls("en")

    @staticmethod
    def is_named(text: str) -> bool:
        """Return whether a text names one of the languages."""
        return _begins(text, (*CHINESE, *ENGLISH))


CHINESE = ("zh", "中", "chinese", "简")
ENGLISH = ("en", "英")


def _begins(text: str, names: tuple[str, ...]) -> bool:
    return text.strip().lower().startswith(names)


class Phrase(NamedTuple):
    """The same words in both languages; ``{name}`` marks what is filled in."""

    en: str
    zh: str

    def said(self, language: Language) -> str:
        """Return the words in one language."""
        return self.zh if language is Language.ZH else self.en

    def fill(self, **values: object) -> Phrase:
        """Return the phrase with each ``{name}`` replaced, a Phrase value by its own words."""
        en = {k: v.en if isinstance(v, Phrase) else v for k, v in values.items()}
        zh = {k: v.zh if isinstance(v, TWINNED) else v for k, v in values.items()}
        return Phrase(self.en.format_map(en), self.zh.format_map(zh))


def spoken(value: object, language: Language) -> object:
    """Return a Phrase or a Word in a language, and anything else as it is."""
    return value.said(language) if isinstance(value, TWINNED) else value


class Word(StrEnum):
    """A choice a cell can hold: its value is the English word, ``zh`` its Chinese twin."""

    zh: str

    def __new__(cls, en: str, zh: str) -> Self:
        """Make the member of two twins."""
        member = str.__new__(cls, en)
        member._value_ = en
        member.zh = zh
        return member

    def said(self, language: Language) -> str:
        """Return the word in a language."""
        return self.zh if language is Language.ZH else self._value_


TWINNED = (Phrase, Word)
"""What has words in both languages; of a Word, it is itself the English one."""


@lru_cache(8192)
def folded_text(text: str) -> str:
    """Return text for comparing: full-width signs, case and runs of blanks do not matter.

    Kept, for a sheet has the same words again and again: its headings, states and names.
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
