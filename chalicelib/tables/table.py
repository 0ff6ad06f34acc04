"""A tab of the workbook: its columns, who owns each, and what record a row becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

from chalicelib.model.face import BLANK, CLOCK_CELLS, shows
from chalicelib.model.word import Language, Phrase
from chalicelib.tables.cell import Cell, folded
from chalicelib.tables.codec import Codec, Locale

R = TypeVar("R")


class Owner(StrEnum):
    """Who writes a column (ARCHITECTURE 2)."""

    PEOPLE = "people"
    SOURCE = "source"
    DESK = "desk"


@dataclass(frozen=True)
class Column:
    """A column: the record's field it fills, its heading, its codec, its owner."""

    key: str
    heading: Phrase
    codec: Codec
    help: Phrase
    owner: Owner = Owner.PEOPLE
    required: bool = False
    width: int = 16
    personal: bool = False
    """Holds personal data: masked outside the sheet, never in the ledger."""

    @property
    def needed(self) -> bool:
        """Whether the tab is broken without it; what a verdict shows can be done without."""
        return self.required or (self.owner is Owner.DESK and self.key in CLOCK_CELLS)


class Room(StrEnum):
    """What a tab is for."""

    RECORDS = "records"
    RULES = "rules"
    DESK = "desk"
    """Wholly ours: written anew as a listing."""


@dataclass(frozen=True)
class Table(Generic[R]):
    """A tab: key, name in both languages, columns, and the record a row becomes."""

    key: str
    name: Phrase
    record: type[R]
    columns: Sequence[Column]
    help: Phrase
    room: Room = Room.RECORDS
    prefix: str = ""
    """Begins the ids that the desk gives; empty where rows are named by people."""
    optional: bool = False
    """Whether a workbook can do without it: what it would say is then not said."""

    @cached_property
    def fields(self) -> Mapping[str, Column]:
        """The columns by key."""
        return {column.key: column for column in self.columns}

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Column keys by folded heading, either language."""
        return {folded(said): c.key for c in self.columns for said in c.heading}

    @cached_property
    def faced(self) -> bool:
        """Whether clocks run here: the row then has the four cells of a face."""
        return "state" in self.fields and self.room is Room.RECORDS

    @cached_property
    def own(self) -> Sequence[Column]:
        """The columns that fill the record itself."""
        return tuple(c for c in self.columns if self._fills(c))

    @cached_property
    def desk(self) -> Sequence[Column]:
        """The columns of the record's face."""
        return tuple(c for c in self.columns if c.owner is Owner.DESK) if self.faced else ()

    def heading_row(self, language: Language) -> list[str]:
        """Return the headings as a new tab shows them."""
        return [column.heading.said(language) for column in self.columns]

    def render(self, record: R, locale: Locale) -> list[Cell]:
        """Return the cells of a record, in the order of the columns."""
        face = getattr(record, "face", BLANK)
        return [
            column.codec.writer(locale)(
                getattr(record, column.key) if self._fills(column) else shows(face, column.key)
            )
            for column in self.columns
        ]

    def _fills(self, column: Column) -> bool:
        """Whether a column fills a field of the record; any other shows the record's face."""
        return column.key in self.record.__dataclass_fields__  # type: ignore[attr-defined]

    def titles(self) -> tuple[str, str]:
        """Return the titles under which the tab is found."""
        return (self.name.en, self.name.zh)
