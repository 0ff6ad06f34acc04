"""Text that people typed, made safe to stand in a subject or a line."""

from __future__ import annotations

from unicodedata import category, east_asian_width

ELLIPSIS = "…"
JOINERS = "\u200c\u200d"
"""Invisible, but emoji and some scripts are spelled with them."""
LONGEST = 600
"""Columns of the longest line a mail shows: a cell may hold fifty thousand letters."""
MOST_LINES = 60


def clean(text: str) -> str:
    """Return the text as one line that shows what it says.

    Line breaks and control characters become spaces; invisible ones (direction overrides,
    zero-width marks, tags) go; half a surrogate pair becomes the replacement character.
    """
    return " ".join("".join(_shown(letter) for letter in text).split())


def _shown(letter: str) -> str:
    kind = category(letter)
    if kind == "Cf":
        return letter if letter in JOINERS else ""
    if kind == "Cs":
        return "\ufffd"
    return " " if kind in {"Cc", "Zl", "Zp"} else letter


def clean_lines(text: str) -> tuple[str, ...]:
    """Return the text's lines, clean and cut; empty ones and a long rest go."""
    lines = [cut(clean(line), LONGEST) for line in text.splitlines()]
    return tuple(line for line in lines if line)[:MOST_LINES]


def width(text: str) -> int:
    """Return the columns a text takes: a Chinese character takes two."""
    return sum(_columns(letter) for letter in text)


def cut(text: str, columns: int) -> str:
    """Return the text if it fits, else as much as fits with an ellipsis."""
    if width(text) <= columns:
        return text
    kept, left = [], columns - 1
    for letter in text:
        left -= _columns(letter)
        if left < 0:
            break
        kept.append(letter)
    return "".join(kept).rstrip() + ELLIPSIS


def _columns(letter: str) -> int:
    return 2 if east_asian_width(letter) in "WF" else 1
