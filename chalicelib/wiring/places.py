"""Where a workbook keeps what belongs to it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from chalicelib.settings import Place, Spreadsheet, home_from


class Places(NamedTuple):
    """Where a workbook keeps what belongs to it.

    A workbook on disk has a folder of its name beside it, a spreadsheet one of its id at home.
    """

    workbook: Place

    @property
    def folder(self) -> Path:
        """The folder of the ledger and the mails."""
        if isinstance(self.workbook, Spreadsheet):
            return home_from(os.environ) / self.workbook.id
        return self.workbook.with_name(f"{self.workbook.stem}.aftersheet")

    @property
    def ledger(self) -> Path:
        """The desk's memory."""
        return self.folder / "ledger.sqlite3"

    @property
    def outbox(self) -> Path:
        """Mails as files, with index.html to look at them."""
        return self.folder / "outbox"
