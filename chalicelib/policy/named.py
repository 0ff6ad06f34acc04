"""Names in cells: texts, choices out of a fixed list, yes and no."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from chalicelib.model.word import Phrase, Word, folded_text
from chalicelib.policy import words
from chalicelib.policy.input import Input, InputKind
from chalicelib.policy.unfit import Unfit

YES = frozenset({"yes", "y", "true", "1", "是", "对", "有", "✓", "✔"})
NO = frozenset({"no", "n", "false", "0", "否", "不", "无", "✗", "✘"})
QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|「([^」]*)」')
COMPARED = re.compile(r"[<>≤≥]")
NEAR = 0.75


def read_name(text: str, mine: Input) -> Any:
    """Return what a part of a cell names; Unfit if the input cannot hold it."""
    typed, quoted = unquoted(text)
    if not quoted:
        typed = typed.removeprefix("=").strip()
        if COMPARED.match(typed):
            raise Unfit(words.NO_ORDER.fill(cell=text))
        if "*" in typed:
            raise Unfit(words.NO_STAR.fill(cell=text))
    if not typed.strip():
        raise Unfit(words.NO_WORD.fill(cell=text))
    if mine.choices is not None:
        return _choice(typed, mine.choices)
    return _yes_no(typed) if mine.kind is InputKind.YES_NO else folded_text(typed)


def unquoted(text: str) -> tuple[str, bool]:
    """Return text without its quotation marks, and whether it had any."""
    match = QUOTED.fullmatch(text)
    return (next(g for g in match.groups() if g is not None), True) if match else (text, False)


def _yes_no(typed: str) -> bool:
    word = folded_text(typed)
    if word in YES or word in NO:
        return word in YES
    raise Unfit(words.NO_YES_NO.fill(cell=typed))


def _choice(typed: str, kind: type[Word]) -> Word:
    twins, word = twins_of(kind), folded_text(typed)
    if word not in twins:
        raise Unfit(_unknown(typed, word, kind))
    return twins[word]


@cache
def twins_of(kind: type[Word]) -> Mapping[str, Word]:
    """Return the members of a list by each of their words, folded."""
    return {folded_text(twin): word for word in kind for twin in (word.value, word.zh)}


def _unknown(typed: str, word: str, kind: type[Word]) -> Phrase:
    near = get_close_matches(word, twins_of(kind), n=1, cutoff=NEAR)
    if near:
        twin = twins_of(kind)[near[0]]
        meant = twin.zh if folded_text(twin.zh) == near[0] else twin.value
        return words.MEANT.fill(cell=typed, near=meant)
    choices = Phrase(", ".join(k.value for k in kind), "、".join(k.zh for k in kind))
    return words.NO_CHOICE.fill(cell=typed, choices=choices)
