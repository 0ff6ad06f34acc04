"""Words for people, in English and in 简体中文."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
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
        return Phrase(_filled(self.en, values, Language.EN), _filled(self.zh, values, Language.ZH))


def _filled(text: str, values: dict[str, object], language: Language) -> str:
    said = {k: spoken(v, language) for k, v in values.items()}
    return text.format_map(said)


def spoken(value: object, language: Language) -> object:
    """Return a Phrase or a Word in a language, and anything else as it is."""
    if isinstance(value, Phrase | Word):
        return value.said(language)
    return value


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
        return self.zh if language is Language.ZH else self.value


def folded_text(text: str) -> str:
    """Return text for comparing: full-width signs, case and runs of blanks do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
