"""
Somebody at the keyboard while the desk is at work: edits before the n-th request, keeps a diary,
and notices when anybody else has changed a cell of theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

from tests.google.deed import Action
from tests.google.deeds_cells import ClearCell, FillDown, MergeCells, TypeCell
from tests.google.deeds_columns import (
    CutColumn,
    DeleteColumn,
    InsertColumn,
    MoveColumn,
    RenameHeading,
    SwapColumns,
)
from tests.google.deeds_file import (
    ChangeLocale,
    ChangeZone,
    RestoreFile,
    RevokeAccess,
    ShareAgain,
    TrashFile,
)
from tests.google.deeds_rows import (
    AppendRow,
    CutPaste,
    DeleteRow,
    DuplicateRow,
    HideRow,
    InsertRow,
    MoveRow,
    SortRows,
)
from tests.google.deeds_tabs import (
    DeleteTab,
    DuplicateTab,
    FilterView,
    GrowGrid,
    ProtectColumn,
    ProtectTab,
    RetitleTab,
    ShrinkGrid,
    TrimGrid,
    Unprotect,
)
from tests.google.exchange import Answer, Request
from tests.google.quota import kind_of
from tests.google.server import Service
from tests.google.state import Spreadsheet, World
from tests.google.twin import Ours, Trespass, Twin

__all__ = [
    "Action", "AppendRow", "ChangeLocale", "ChangeZone", "ClearCell", "CutColumn", "CutPaste",
    "DeleteColumn", "DeleteRow", "DeleteTab", "DuplicateRow", "DuplicateTab", "FillDown", "FilterView", "GrowGrid",
    "HideRow", "InsertColumn", "InsertRow", "MergeCells", "MoveColumn", "MoveRow", "Note", "Ours",
    "Person", "ProtectColumn", "ProtectTab", "RenameHeading", "RestoreFile", "RetitleTab",
    "RevokeAccess", "ShareAgain", "ShrinkGrid", "SortRows", "SwapColumns", "TrashFile", "Trespass", "TrimGrid",
    "Twin", "TypeCell", "Unprotect",
]  # fmt: skip

Script = Mapping[int, Sequence[Action]]
"""What is done before the n-th request to Sheets or Drive, counted from 1."""


class Note(NamedTuple):
    """A line of the diary."""

    n: int
    """Before which request; 0 if it was done at no request's time."""
    action: Action
    words: str


class Person:
    """Edits a spreadsheet by a script, and whenever told to.

    Told which cells are ``ours``, the person notices who else changes a cell of people: before
    every edit and when asked, or ``closely``, after every single write.
    """

    def __init__(
        self,
        script: Script | None = None,
        *,
        ours: Ours | None = None,
        closely: bool = False,
        book: str = "",
    ) -> None:
        self.script: Script = script or {}
        self.diary: list[Note] = []
        self.twin: Twin | None = None
        """Watches over the person's cells, if it was said which ones are the bot's."""
        self._ours, self._closely, self._book = ours, closely, book
        self._n = 0

    def beside(self, service: Service) -> Self:
        """Sit down beside a service; its next request is the first."""
        service.before.insert(0, self.before)
        if self._ours is not None:
            self.twin = Twin(self.book(service.world), self._ours)
        if self._closely:
            service.after.append(self.after)
        return self

    def book(self, world: World) -> Spreadsheet:
        """Return the spreadsheet the person looks at; the only one unless it was said which."""
        return world.spreadsheets[self._book or next(iter(world.spreadsheets))]

    def before(self, service: Service, request: Request, n: int) -> None:
        """Do what is to be done before a request."""
        del n
        if not kind_of(request.method, request.path):
            return
        self._n += 1
        for action in self.script.get(self._n, ()):
            self._notes(self._n, action, service.world)

    def after(self, service: Service, request: Request, answer: Answer, n: int) -> None:
        """Look closely: at every write, so that none is mended unseen by the next."""
        del service, answer, n
        if self.twin and kind_of(request.method, request.path) == "write":
            self.twin.differences()

    def does(self, action: Action, world: World) -> str:
        """Do something now; return what was done, in words."""
        return self._notes(0, action, world)

    def trespasses(self) -> list[Trespass]:
        """Return which cells of people anybody else has changed."""
        return self.twin.differences() if self.twin else []

    def _notes(self, n: int, action: Action, world: World) -> str:
        if self.twin:
            self.twin.differences()
        words = action.do(world, self.book(world))
        self.diary.append(Note(n, action, words))
        if self.twin:
            self.twin.takes()
        return words
