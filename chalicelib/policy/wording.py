"""Wording: what must never be promised or written, found in a text however it is spelt (RULEBOOK 7)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from chalicelib.policy.lines import PhraseLine

ANY_ENDING = "*"
"""Behind a word it stands for any ending: guarantee* is guarantees and guaranteed too."""

_UNSPACED = "\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
"""Letters of scripts that put no blanks between words, or endings right behind them."""
_LETTER = rf"[^\W_{_UNSPACED}]"
_CJK = re.compile(f"[{_UNSPACED}]")
_PART = re.compile(rf"[{_UNSPACED}]+|[^\s{_UNSPACED}-]+")
"""A word of a phrase."""
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
"""Signs that nobody sees: they part no word."""
_TWINS = str.maketrans("\u2018\u2019\u02bc\u2010\u2011\u2012\u2013", "'''----")
_GAP = r"[\s-]+"
PARTING = " -"
"""Between words of a phrase a blank and a hyphen are the same."""

_DENIED = re.compile(
    r"(?:(?<![^\W_])(?:cannot|can'?t|can not|could not|couldn'?t|will not|won'?t|(?:do|does|did|is|are|am) not"
    r"|(?:do|does|did|is|are)n'?t|unable to|not able to|never)"
    r"(?:\s+(?:ever|promise|offer|give|grant|provide|accept|make|claim|say|you|any|an?|the|that|as|for"
    r"|it|is|to|be))*\s+"
    r"|(?:无法|無法|不能|不会|不會|不可能|不可以|难以|请勿|切勿|严禁|禁止|不要|不得|并不|(?<![不非无没能得会])不)"
    r"\s*(?:向您|给您|为您)?\s*(?:承诺|支持|提供|给出|做出|作出|做到|接受|允许|办理|享受)?\s*)$"
)
"""Right before a phrase it says that the contrary is meant: we cannot promise, 无法."""
_REACH = 60
"""How far before a phrase its denial is looked for."""


class Hit(NamedTuple):
    """A place in a text that must not be written so."""

    phrase: str
    """The row of the Phrases tab."""
    start: int
    end: int
    why: str
    instead: str


def hits(text: str, phrases: Sequence[PhraseLine]) -> list[Hit]:
    """Return what must not stand in a text, in its order; each place once.

    Letter case, full-width signs, runs of blanks and unseen signs do not matter. Latin words
    are found whole, words of Chinese, Japanese, Korean and Thai anywhere, blanks within or not.
    What is denied right before it is no hit: we cannot promise guaranteed delivery, 无法保证送达.
    """
    asked, plain = _compiled(tuple(phrases)), _seen(text)
    close = "".join(plain.split())
    maybe = [way for way in asked if way.key in (close if way.unspaced else plain)]
    if not any(way.words.search(plain) for way in maybe):
        return []
    traced = _traced(text)
    found = [hit for way in maybe for hit in _hits(way, traced)]
    found.sort(key=lambda hit: (hit.start, -hit.end))
    return [hit for n, hit in enumerate(found) if not n or hit.start >= _end(found[:n])]


def _end(found: Sequence[Hit]) -> int:
    return max(hit.end for hit in found)


def fit_to_send(text: str, phrases: Sequence[PhraseLine]) -> list[Hit]:
    """Return what keeps a text from being mailed; nothing if it may go out.

    For texts that people wrote and that go to a customer without another look at them.
    """
    return hits(text, phrases)


def marked(text: str, hit: Hit) -> str:
    """Return the words of a hit in brackets: 【unconditional refund】."""
    return f"【{text[hit.start : hit.end]}】"


class _Way(NamedTuple):
    """One way to say what must not be said, ready to be looked for."""

    line: PhraseLine
    words: re.Pattern[str]
    key: str
    """Its longest word: a text without it need not be searched."""
    unspaced: bool
    """Blanks may stand within the key."""


class _Traced(NamedTuple):
    """A text as it is searched, and where each of its signs comes from."""

    plain: str
    starts: Sequence[int]
    ends: Sequence[int]


def _hits(rule: _Way, traced: _Traced) -> Iterator[Hit]:
    for found in rule.words.finditer(traced.plain):
        if _is_denied(traced.plain, found.start()):
            continue
        start, end = traced.starts[found.start()], traced.ends[found.end() - 1]
        yield Hit(rule.line.id, start, end, rule.line.why, rule.line.instead)


def _is_denied(plain: str, at: int) -> bool:
    return bool(_DENIED.search(plain[max(0, at - _REACH) : at]))


@lru_cache(8)
def _compiled(phrases: tuple[PhraseLine, ...]) -> tuple[_Way, ...]:
    return tuple(_ways(phrases))


def _ways(phrases: Iterable[PhraseLine]) -> Iterator[_Way]:
    for line in phrases:
        if line.active is not False:
            for words in dict.fromkeys(_seen(said).strip() for said in line.words):
                parts = _PART.findall(words.replace(ANY_ENDING, " "))
                if parts:
                    key = max(parts, key=len)
                    way = re.compile(_pattern(words))
                    yield _Way(line, way, key, bool(_CJK.match(key)))


def _pattern(words: str) -> str:
    """Return the expression of one way to say it."""
    body = words.rstrip(ANY_ENDING)
    open_end = body != words
    before = "" if _CJK.match(body) else rf"(?<!{_LETTER})"
    after = f"{_LETTER}*" if open_end else f"(?!{_LETTER})"
    return before + _between(body) + ("" if _CJK.match(body[-1]) else after)


def _between(body: str) -> str:
    """Return a phrase sign by sign; beside Chinese signs blanks may stand or not."""
    out, last, apart = "", "", False
    for sign in body:
        if sign in PARTING:
            apart = True
            continue
        if last:
            loose = _CJK.match(sign) or _CJK.match(last)
            out += r"\s*" if loose else _GAP if apart else ""
        out += _sign(sign)
        last, apart = sign, False
    return out


def _sign(sign: str) -> str:
    return f"{_LETTER}*" if sign == ANY_ENDING else re.escape(sign)


def _seen(text: str) -> str:
    """Return a text as it is searched."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return plain.translate(_TWINS).casefold()


def _traced(text: str) -> _Traced:
    """Return a text as it is searched, sign by sign, so that a hit can be shown where it stands."""
    signs, starts, ends = [], [], []
    for start, end in _clusters(text):
        for sign in _seen(text[start:end]):
            signs.append(sign)
            starts.append(start)
            ends.append(end)
    return _Traced("".join(signs), starts, ends)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each letter stands, with the accents that follow it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not (unicodedata.combining(text[at]) or _UNSEEN.match(text[at])):
            yield start, at
            start = at
