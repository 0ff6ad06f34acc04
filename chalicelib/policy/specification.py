"""Specifications: whether what was ordered is what the catalogue lists, in whichever wording."""

from __future__ import annotations

import re
from functools import lru_cache

from chalicelib.model.verdict import Outcome
from chalicelib.model.word import folded_text

LABEL = re.compile(r"(?:^|(?<=[,;/|、]))[^\d,;/|:、]*:|[^\W\d]+ ?:")
"""What stands before a colon: Size: M. A 16:9 has none."""
SIGNS = re.compile(r"[^\w.]+")
SCRIPTS = re.compile(r"(?<=[\u4e00-\u9fff])(?=[a-z])|(?<=[a-z])(?=[\u4e00-\u9fff])")
"""Where one writing ends and another begins: 红色M."""
UNSAID = frozenset(
    {"us", "eu", "uk", "cn", "jp", "size", "color", "colour"}
    | {"颜色", "尺码", "尺寸", "颜色分类", "码", "号"}
)
"""Words that say what a part is, and not which."""


@lru_cache(4096)
def unlike(listed: str, ordered: str) -> Outcome:
    """Return how far two specifications differ: not, in more that was ordered, or outright.

    Order, signs, labels and blanks do not matter: 颜色:红色;尺码:M is 红色 M.
    """
    if _squeezed(listed) == _squeezed(ordered):
        return Outcome.PASS
    wanted, said = _parts(listed), _parts(ordered)
    lacking, more = wanted - said, said - wanted
    if (not lacking and more <= UNSAID) or (not more and lacking <= UNSAID):
        return Outcome.PASS
    return Outcome.HOLD if lacking or not wanted else Outcome.FLAG


def _unlabelled(text: str) -> str:
    return LABEL.sub(" ", folded_text(text))


def _squeezed(text: str) -> str:
    return SIGNS.sub("", _unlabelled(text))


def _parts(text: str) -> frozenset[str]:
    return frozenset(SIGNS.split(SCRIPTS.sub(" ", _unlabelled(text)))) - {""}
