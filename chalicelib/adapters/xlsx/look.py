"""The look of a new workbook: colours by owner and by state, and a format for every column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from chalicelib.adapters.xlsx.hint import breadth
from chalicelib.adapters.xlsx.styles import FORMAT
from chalicelib.model.face import ClockState
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Language
from chalicelib.tables.cell import Cell, plain
from chalicelib.tables.codec import Shape
from chalicelib.tables.table import Column, Owner, Room, Table

Look = dict[str, Any]
"""A cell format as the writer takes it."""

FONTS = MappingProxyType({Language.EN: "Calibri", Language.ZH: "Microsoft YaHei"})
LINE = {"border": 1, "border_color": "#DADCE0"}


class Shade(NamedTuple):
    """Colours of a column: its heading, and a tint for its cells; empty: none."""

    heading: str
    body: str = ""


SHADES: Mapping[Owner, Shade] = MappingProxyType(
    {
        Owner.PEOPLE: Shade("#1F4E79"),
        Owner.SOURCE: Shade("#1B7A6B", "#EFF8F6"),
        Owner.DESK: Shade("#5F6368", "#F1F3F4"),
    }
)
RULE = Shade("#8A5A00", "#FFFBF0")
TAB_COLOURS: Mapping[Room, str] = MappingProxyType(
    {Room.RECORDS: "#1F4E79", Room.RULES: "#C98A00", Room.DESK: "#5F6368"}
)


class Tone(NamedTuple):
    """Colours of a state: its cell, its words, its bar in the chart."""

    cell: str
    words: str
    bar: str


TONES: Mapping[ClockState, Tone] = MappingProxyType(
    {
        ClockState.NOT_STARTED: Tone("#F1F3F4", "#6B7075", "#BDC1C6"),
        ClockState.ON_TRACK: Tone("#E3F1DC", "#2E6B1F", "#6AA84F"),
        ClockState.DUE_SOON: Tone("#FFE9B0", "#7A4F00", "#F1B434"),
        ClockState.PAUSED: Tone("#DCE8F6", "#27507A", "#6F9BD1"),
        ClockState.MET: Tone("#D3EEDF", "#1A5F3C", "#3D9970"),
        ClockState.MET_LATE: Tone("#FBE3D3", "#843C0C", "#E08A4F"),
        ClockState.OVERDUE: Tone("#F6C7C3", "#9C0006", "#C5221F"),
        ClockState.CANCELLED: Tone("#E8EAED", "#80868B", "#9AA0A6"),
        ClockState.CANNOT_TELL: Tone("#E6DDF1", "#5B3C88", "#8E6BBF"),
    }
)
_STOP, _LOOK, _GO = (TONES[s] for s in (ClockState.OVERDUE, ClockState.DUE_SOON, ClockState.MET))
_OPEN = TONES[ClockState.PAUSED]
OUTCOME_TONES: Mapping[Outcome, Tone] = MappingProxyType(
    {
        Outcome.HOLD: _STOP,
        Outcome.NOT_ALLOWED: _STOP,
        Outcome.REJECTED: _STOP,
        Outcome.FLAG: _LOOK,
        Outcome.NEEDS_EVIDENCE: _LOOK,
        Outcome.NEEDS_APPROVAL: _LOOK,
        Outcome.TO_CLASSIFY: _OPEN,
        Outcome.TO_DECIDE: _OPEN,
        Outcome.PASS: _GO,
        Outcome.GRANTED: _GO,
        Outcome.APPROVED: _GO,
    }
)
"""Colours of a decision: red stops, amber asks for somebody, blue waits to be decided, green goes."""
LONG_ID = 21
"""Letters of a marketplace's longest ids."""
DAYS = frozenset({("holidays", "day"), ("deadlines", "checked")})
"""Columns that hold a date without a time."""
LONG = MappingProxyType({"why": 56, "what": 90})
WIDEST = 64
LATE_ROW = "#FDF1F0"
"""Behind a whole row whose clock is overdue."""


def shade(table: Table[Any], column: Column) -> Shade:
    """Return a column's colours: rule tabs have their own, so that they stand out."""
    return RULE if table.room is Room.RULES else SHADES[column.owner]


def heading_look(table: Table[Any], column: Column) -> Look:
    """Return the format of a column's heading."""
    fill = {"bg_color": shade(table, column).heading, "font_color": "#FFFFFF"}
    return {**fill, "bold": True, "text_wrap": True, "valign": "vcenter", **LINE}


def body_look(table: Table[Any], column: Column) -> Look:
    """Return the format of a column's cells: what may be typed there decides it."""
    look: Look = {
        "num_format": _number_format(table, column),
        "valign": "vcenter",
        "align": _side(column),
    }
    if _is_told(table, column):
        look["text_wrap"] = True
    tint = shade(table, column).body
    if tint:
        look |= {"bg_color": tint, **LINE}
    return look


def _is_told(table: Table[Any], column: Column) -> bool:
    """Whether the desk writes words there, beside a record: long ones are read on more lines."""
    words = column.codec.shape is Shape.TEXT and column.owner is Owner.DESK
    return words and table.room is Room.RECORDS


def _side(column: Column) -> str:
    """Return where cells lean: only figures to the right."""
    figures = (Shape.AMOUNT, Shape.WHOLE)
    return "right" if column.codec.shape in figures else "left"


def breadth_of(table: Table[Any], column: Column, held: Iterable[Cell]) -> int:
    """Return a column's width: room for its heading, and for rules to be read whole."""
    width = max(column.width, LONG.get(column.key, 0))
    if table.room is Room.RECORDS and column.codec.shape is Shape.ID:
        width = max(width, LONG_ID)
    if table.room is Room.RULES:
        width = max([width, *(min(breadth(plain(cell)) + 2, WIDEST) for cell in held)])
    return width


def _number_format(table: Table[Any], column: Column) -> str:
    """Return text for what a spreadsheet would spoil: ids, lengths of time, rules."""
    shape = column.codec.shape
    if shape is Shape.INSTANT:
        return "yyyy-mm-dd" if (table.key, column.key) in DAYS else FORMAT
    if shape in (Shape.ID, Shape.SPAN) or table.room is Room.RULES:
        return "@"
    if shape is Shape.AMOUNT and table.room is Room.RECORDS:
        return "#,##0.00"
    return "General"


def tone_look(tone: Tone) -> Look:
    """Return how a state's cell is coloured."""
    return {"bg_color": tone.cell, "font_color": tone.words, "bold": True}
