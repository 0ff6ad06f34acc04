"""The team's workbook as an .xlsx file on disk: read at once, and only our cells changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from chalicelib.adapters.xlsx.guard import check_kind, guarded
from chalicelib.adapters.xlsx.parts import Parts
from chalicelib.adapters.xlsx.reading import grids
from chalicelib.adapters.xlsx.save import content_of, free_content_of, replace, stamp_of
from chalicelib.adapters.xlsx.writing import Writing, sort_out
from chalicelib.tables.cell import Patch, Sheets, Written


class XlsxWorkbook:
    """A workbook file that people edit in Excel, WPS or LibreOffice."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, titles: Mapping[str, Sequence[str]]) -> Sheets:
        """Return the asked tabs, also while a spreadsheet program has the file open.

        A key's first tab in the order of the workbook counts. An empty cell is '', every
        number a float; what is formatted as a date comes as datetime, but as date when it
        is midnight to the second, and as time before the first day.
        """
        content = content_of(self._path)
        with guarded(self._path):
            check_kind(content)
            return Sheets(grids(content, titles), stamp_of(content))

    def write(self, sheets: Sheets, patches: Sequence[Patch]) -> Written:
        """Write all patches in one replacement of the file, or raise and change nothing.

        Formulas, merged-away cells and the headings of tables are left alone: their
        patches come back as conflicts. Raises ValueError for a value no cell can hold.
        """
        tabs, homeless = sort_out(sheets, patches)
        if not tabs:
            return Written(0, homeless)
        content = free_content_of(self._path, sheets.stamp)
        with guarded(self._path):
            check_kind(content)
            writing = Writing(Parts(content))
            refused = [p for title, asked in tabs.items() for p in writing.write(title, asked)]
            changed = writing.content()
        if changed is not None:
            replace(self._path, changed, sheets.stamp)
        return Written(sum(map(len, tabs.values())) - len(refused), [*homeless, *refused])

    def calls(self) -> Mapping[str, int]:
        """Return no calls: a file has no host."""
        return {}
