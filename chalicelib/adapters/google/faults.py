"""What keeps the desk from writing, or from showing what it wrote, in words for its owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from chalicelib.adapters.google.layout import Layout, Tab
from chalicelib.adapters.google.places import places, written
from chalicelib.adapters.google.restore import Hit
from chalicelib.model.word import Phrase
from chalicelib.tables.cell import Fault, Grid, Sheets
from chalicelib.tables.workbook import BY_KEY

TRASHED = Phrase(
    "The spreadsheet is in the trash: nothing is written until it is taken out.",
    "该表格已被移入回收站：恢复之前不会写入任何内容。",
)
READ_ONLY = Phrase(
    "The desk may look at the spreadsheet but not edit it: share it with {bot} as an editor.",
    "本系统只能查看、不能编辑该表格：请以“编辑者”权限共享给 {bot}。",
)
BARRED = Phrase(
    "The column is protected and the desk may not write it: let {bot} edit it.",
    "该列受保护，程序无法写入：请允许 {bot} 编辑。",
)
NAMELESS = Phrase(
    "The column of the ids is protected: rows without an id get none until {bot} may edit it.",
    "编号列受保护：在允许 {bot} 编辑之前，没有编号的行不会获得编号。",
)
MERGED = Phrase(
    "Cells of the column are merged with others, so that what the desk writes there is not kept:"
    " unmerge them, so that every row has its own cell.",
    "该列有单元格被合并，系统写入的内容无法保留：请取消合并，让每行有自己的单元格。",
)
LOST = Phrase(
    "While cells were cut and pasted over the column '{heading}', the desk wrote into {n} of the"
    " cells that came to stand there, and does not know what they held: see the version history.",
    "在“{heading}”列的单元格被剪切、粘贴期间，系统写入了移到该处的 {n} 个单元格，且不知其原内容：请查看版本历史记录。",
)


def faults_of(
    layout: Layout, grids: Mapping[str, Grid], found: Mapping[str, Tab], bot: str
) -> Iterator[Fault]:
    """Yield what is in the way of writing the tabs that were read."""
    if layout.trashed:
        yield Fault("", "", TRASHED)
    if layout.read_only:
        yield Fault("", "", READ_ONLY.fill(bot=bot))
    for column, at in places(Sheets(grids, "")).at.items():
        tab = found[column.tab]
        if any(area.covers(at) for area in tab.barred):
            what = BARRED if written(column) else NAMELESS
            yield Fault(column.tab, column.key, what.fill(bot=bot))
        if any(area.covers(at) for area in tab.merged):
            yield Fault(column.tab, column.key, MERGED, shuts=False)


def losses(lost: Sequence[Hit]) -> Iterator[Fault]:
    """Yield where cells of people were hit that could not be put back."""
    for column in sorted({hit.column for hit in lost}):
        heading = BY_KEY[column.tab].fields[column.key].heading
        n = sum(hit.column == column for hit in lost)
        yield Fault(column.tab, column.key, LOST.fill(heading=heading, n=n), shuts=False)
