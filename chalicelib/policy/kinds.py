"""Kinds of goods: one name for each, however a cell writes it: battery, Batteries, 电池."""

from __future__ import annotations

from functools import lru_cache

from chalicelib.model.word import folded_text

TWINS = (
    ("weapon", "武器"),
    ("explosive", "易爆品"),
    ("drug", "毒品"),
    ("counterfeit", "假冒商品"),
    ("seed", "种子"),
    ("plant", "植物"),
    ("meat", "肉类"),
    ("dairy", "乳制品"),
    ("wood", "木制品"),
    ("alcohol", "酒类"),
    ("battery", "电池"),
    ("liquid", "液体"),
    ("food", "食品"),
    ("cosmetic", "化妆品"),
    ("powder", "粉末"),
    ("magnet", "磁性物品"),
)
"""The classes of new workbooks: one of each, and the Chinese word."""
ALIKE = {zh: en for en, zh in TWINS}


@lru_cache(4096)
def kind(name: str) -> str:
    """Return a class of goods by one name for its plural and its twin in the other language."""
    said = folded_text(name)
    if said.endswith("ies"):
        return f"{said[:-3]}y"
    single = said.removesuffix("s") if said.isascii() and not said.endswith("ss") else said
    return ALIKE.get(said, single)
