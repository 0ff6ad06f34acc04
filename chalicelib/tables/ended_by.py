"""Ended by: which parts of an SLA row's stop cell are for people to fill."""

from __future__ import annotations

from chalicelib.tables.grammar import BOTH, EITHER, Grammar
from chalicelib.tables.table import Owner

PLUS = " + "


def by_people(text: str, grammar: Grammar) -> tuple[str, ...]:
    """Return the ways of a stop cell without the columns that the desk writes; none if no others.

    Raises Unreadable for a cell that is no rule.
    """
    ways = (_by_people(way, grammar) for way in EITHER.split(text) if way)
    return tuple(way for way in ways if way)


def _by_people(way: str, grammar: Grammar) -> str:
    return PLUS.join(part.strip() for part in BOTH.split(way) if not _is_desks(part, grammar))


def _is_desks(part: str, grammar: Grammar) -> bool:
    ((moment,),) = grammar.moments(part)
    return grammar.table.fields[moment.field].owner is Owner.DESK
