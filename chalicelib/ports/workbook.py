"""A spreadsheet that people and the desk both edit, and what can keep the desk from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from chalicelib.model.word import Phrase
from chalicelib.tables.cell import Patch, Sheets, Written


class WorkbookError(Exception):
    """The workbook cannot be used as it stands. Never raised itself."""

    def __str__(self) -> str:
        """Return the words that came along, in English, or else the evidence."""
        return " ".join(a.en for a in self.args if isinstance(a, Phrase)) or super().__str__()


class WorkbookMissingError(WorkbookError):
    """There is no workbook at that place."""


class WorkbookExistsError(WorkbookError):
    """There is a file at that place already; carries the path and what to do, in words."""


class WorkbookBusyError(WorkbookError):
    """The workbook is open in a spreadsheet program; carries the path of its lock file."""


class WorkbookBrokenError(WorkbookError):
    """The file is no workbook: cut short, not an .xlsx, or unreasonably large inside."""


class WorkbookChangedError(WorkbookError):
    """Somebody saved the workbook between our read and our write."""


class WorkbookRefusedError(WorkbookError):
    """The desk has no access to the workbook any more; carries the address to share it with."""


class WorkbookLaterError(WorkbookError):
    """The workbook's host is busy or asks to wait: a later run will do; nothing was written."""


class WorkbookUnsureError(WorkbookError):
    """A write may or may not have been done, and may yet be; carries the evidence."""


class Workbook(Protocol):
    """A spreadsheet: tabs of cells that people and the desk both edit."""

    def read(self, titles: Mapping[str, Sequence[str]]) -> Sheets:
        """Return the asked tabs in one call; ``titles`` gives each key its accepted titles.

        Raises WorkbookMissingError, WorkbookBusyError, WorkbookBrokenError.
        """

    def write(self, sheets: Sheets, patches: Sequence[Patch]) -> Written:
        """Write all patches or nothing; patches that must not be written come back.

        Raises WorkbookChangedError when the workbook is no longer as ``sheets`` saw it,
        WorkbookBusyError when it is open elsewhere, WorkbookLaterError and
        WorkbookUnsureError where it is kept by a host.
        """

    def calls(self) -> Mapping[str, int]:
        """Return the calls made to the workbook's host since last asked, by kind."""
