"""Cells of a policy tab: what each asks of a value, in the manner of DMN's simple unary tests.

Empty asks nothing. Values stand side by side with commas, bars or new lines, and one of them is
enough. ``not`` stands once, before everything. ``unknown`` asks that nothing is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy import words
from chalicelib.policy.comparison import PREFIXED, RANGE, Ordered
from chalicelib.policy.input import Cell, Input, InputKind, texts_of
from chalicelib.policy.named import QUOTED, read_name, twins_of, unquoted
from chalicelib.policy.span import Span, covered, every, points_of
from chalicelib.policy.typed import NUMBERED, typed_text
from chalicelib.policy.unfit import Unfit

ORDERED = (*NUMBERED, InputKind.DATE)
ANY = frozenset({"", "-", "*", "–", "—", "any", "任意", "不限"})
UNKNOWN = frozenset({"unknown", "empty", "未知", "空", "为空"})
SEPARATOR = re.compile(r"\s*[,|;、\n]\s*")
QUOTE = re.compile(r'["“”「」]')
NOT = re.compile(r"(?:not(?![a-z-])|非|不是|!=|≠|<>|!)\s*:?\s*", re.IGNORECASE)
WRAPPED = re.compile(r"\(.*\)", re.DOTALL)
WHOLE = re.compile(r"[^\[\]()]*|[\[\](][^\[\]()]*[\[\])]")
"""A part without brackets, or with both of a range."""
DEPTH = {"(": 1, ")": -1}
HAN_AFTER_NOT = re.compile(r"非[一-鿿]")
COMMA = re.compile(r"(?<![\d,\[])\d+(?:,\d+)+(?!\d)")
THOUSAND = 3


class Meaning(NamedTuple):
    """What a cell asks of a value."""

    parts: tuple[Any, ...] = ()
    """Spans, texts, Words, or yes and no; one of them is enough."""
    negated: bool = False
    """None of them may be; a value that is unknown, or in another currency, does not do."""
    unknown: bool = False
    """Being unknown is enough."""
    anything: bool = False
    """It asks nothing."""


class Piece(NamedTuple):
    """A part of a cell, and how many characters stand before it."""

    text: str
    at: int


def read_cell(cell: Cell, mine: Input, currency: str = "") -> tuple[Meaning, list[Unfit]]:
    """Return what a cell asks; with any fault, its meaning is not to be relied on.

    A bare number in a column of money is in ``currency``.
    """
    try:
        text = typed_text(cell, mine.kind)
        if text.strip().lower() in ANY:
            return Meaning(anything=True), []
        if mine.kind in NUMBERED and isinstance(cell, str):
            _commas(cell)
        negated, pieces = _pieces(text, mine)
    except Unfit as found:
        return Meaning(), [found]
    return _meaning(pieces, negated, mine, currency)


def _commas(cell: str) -> None:
    for match in COMMA.finditer(cell):
        first, *rest = match[0].split(",")
        thousands = all(len(group) == THOUSAND for group in rest)
        if len(rest) == 1 or thousands:
            one = f"{first}{''.join(rest)}" if thousands else f"{first}.{rest[0]}"
            several = " | ".join((first, *rest))
            said = words.COMMA.fill(cell=match[0], one=one, several=several)
            raise Unfit(said, match.start())


def _pieces(text: str, mine: Input) -> tuple[bool, list[Piece]]:
    """Return whether the cell says not, and its parts."""
    start = len(text) - len(text.lstrip())
    rest = text.strip()
    first = SEPARATOR.split(rest, 1)[0]
    match = None if _is_word(rest, mine) or _is_word(first, mine) else NOT.match(rest)
    if match is None:
        return False, list(_split(rest, start))
    after = rest[match.end() :]
    if not after:
        raise Unfit(words.NOT_WHAT, start)
    if mine.choices is None and mine.kind in (InputKind.TEXT, InputKind.WORDS):
        _no_word(rest, start)
    start += match.end()
    inside = _unwrapped(after, mine)
    if inside is None:
        return True, list(_split(after, start))
    if mine.kind in ORDERED and _is_range(inside.strip()):
        raise Unfit(words.NOT_SPAN.fill(cell=after, mend=inside.strip()), start)
    return True, list(_split(inside, start + 1))


def _is_range(text: str) -> bool:
    """Whether a text is one range that has no brackets of its own."""
    plain = not SEPARATOR.search(text) and not PREFIXED.match(text) and text[:1] not in "[]"
    return plain and RANGE.fullmatch(text) is not None


def _unwrapped(text: str, mine: Input) -> str | None:
    """Return what stands in brackets around everything; the brackets of a range do not count."""
    if not WRAPPED.fullmatch(text):
        return None
    inside = text[1:-1]
    if mine.kind in ORDERED:
        parts = SEPARATOR.split(inside)
        return inside if all(WHOLE.fullmatch(part.strip()) for part in parts) else None
    depths = list(accumulate(DEPTH.get(sign, 0) for sign in inside))
    return inside if min(depths, default=0) >= 0 else None


def _is_word(text: str, mine: Input) -> bool:
    """Whether a whole cell is one of the words that may stand there, even if it begins like not."""
    word = folded_text(text)
    return word in texts_of(mine) or (mine.choices is not None and word in twins_of(mine.choices))


def _no_word(text: str, at: int) -> None:
    """Refuse 非洲: it may be Africa, or not 洲."""
    if HAN_AFTER_NOT.match(text):
        raise Unfit(words.NOT_OR_WORD.fill(cell=text, rest=text[1:]), at)


def _split(text: str, at: int) -> Iterator[Piece]:
    hidden = QUOTED.sub(lambda match: "\0" * len(match[0]), text)
    if quote := QUOTE.search(hidden):
        raise Unfit(words.OPEN_QUOTE, at + quote.start())
    begin = 0
    for found in SEPARATOR.finditer(hidden):
        yield _piece(text[begin : found.start()], at + begin)
        begin = found.end()
    yield _piece(text[begin:], at + begin)


def _piece(text: str, at: int) -> Piece:
    return Piece(text.strip(), at + len(text) - len(text.lstrip()))


def _meaning(
    pieces: Sequence[Piece],
    negated: bool,  # noqa: FBT001
    mine: Input,
    currency: str,
) -> tuple[Meaning, list[Unfit]]:
    read: Callable[[str], Any] = lambda text: read_name(text, mine)  # noqa: E731
    if mine.kind in ORDERED:
        read = Ordered(mine, currency).span
    asked = [piece for piece in pieces if not _asks_unknown(piece, mine)]
    bare = Bare(pieces, lambda text: _is_word(text, mine))
    found = [_read(piece, read, bare) for piece in asked]
    faults = [part for part in found if isinstance(part, Unfit)]
    if not faults and mine.kind in ORDERED:
        faults = _everything(found, pieces)
    return Meaning(tuple(found), negated, len(asked) < len(pieces)), faults


def _asks_unknown(piece: Piece, mine: Input) -> bool:
    return folded_text(piece.text) in UNKNOWN and not _is_word(piece.text, mine)


class Bare(NamedTuple):
    """The parts of a cell, and which of their texts are words although they begin like not."""

    pieces: Sequence[Piece]
    is_word: Callable[[str], bool]

    def check(self, piece: Piece) -> None:
        """Refuse what may not stand among parts: nothing, anything, a second not."""
        if not piece.text:
            raise Unfit(words.EMPTY_PART)
        if piece.text.lower() in ANY:
            raise Unfit(words.NOT_ANY.fill(cell=piece.text))
        if self._again(piece) is not None and not HAN_AFTER_NOT.match(piece.text):
            bare = ", ".join(
                p.text if (again := self._again(p)) is None else again for p in self.pieces
            )
            raise Unfit(words.ONE_NOT.fill(cell=piece.text, mend=f"not ({bare})"))

    def _again(self, piece: Piece) -> str | None:
        """Return what stands behind a not, if a part has one."""
        match = NOT.match(piece.text)
        if match is None or unquoted(piece.text)[1] or self.is_word(piece.text):
            return None
        return piece.text[match.end() :]


def _read(piece: Piece, read: Callable[[str], Any], bare: Bare) -> Any:
    """Return what a part asks, or why it asks nothing."""
    try:
        bare.check(piece)
        return read(piece.text)
    except Unfit as found:
        found.at += piece.at
        return found


def _everything(spans: Sequence[Span], pieces: Sequence[Piece]) -> list[Unfit]:
    """Refuse parts that together let every value through, such as >= 5, <= 10."""
    if len(spans) > 1:
        for currency in {span.currency for span in spans}:
            mine = [span for span in spans if span.currency == currency]
            points = points_of(mine)
            if covered(mine, points) == every(points):
                cell = ", ".join(piece.text for piece in pieces)
                return [Unfit(_said(mine, cell), pieces[0].at)]
    return []


def _said(spans: Sequence[Span], cell: str) -> Phrase:
    low = next((s for s in spans if s.high is None), spans[0])
    high = next((s for s in spans if s.low is None), spans[0])
    if low.low is None or high.high is None or low.low >= high.high:
        return words.EVERYTHING.fill(cell=cell)
    inside = f"{low.low}..{high.high}"
    if not (low.low_in and high.high_in):
        inside = f"{'[' if low.low_in else '('}{inside}{']' if high.high_in else ')'}"
    return words.RANGE_MEANT.fill(cell=cell, mend=f"{inside} {low.currency}".strip())
