"""Ended by: which parts of an SLA row's stop cell are for people to fill."""

from __future__ import annotations

from chalicelib.tables.grammar import BOTH, EITHER, Grammar
from chalicelib.tables.table import Owner

GLUE, PLUS = "; ", " + "


def by_people(text: str, grammar: Grammar) -> str:
    """Return a stop cell without the columns that the desk writes; empty if it has no others.

    Raises Unreadable for a cell that is no rule.
    """
    ways = (_by_people(way, grammar) for way in EITHER.split(text) if way)
    return GLUE.join(way for way in ways if way)


def _by_people(way: str, grammar: Grammar) -> str:
    return PLUS.join(part.strip() for part in BOTH.split(way) if not _is_desks(part, grammar))


def _is_desks(part: str, grammar: Grammar) -> bool:
    ((moment,),) = grammar.moments(part)
    return grammar.table.fields[moment.field].owner is Owner.DESK
