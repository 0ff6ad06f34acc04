"""Requests that copy, cut, paste and fill."""

from __future__ import annotations

import csv
from dataclasses import replace

from tests.google import structure as st
from tests.google.batch_fill import filled
from tests.google.batch_job import Job, Reply, Spec
from tests.google.fault import invalid
from tests.google.state import Rect, Sheet
from tests.google.values import set_value


def copy_paste(job: Job, spec: Spec) -> Reply:
    """Copy cells (copyPaste)."""
    source = job.rect(spec.get("source"))
    source = st.clipped(source, job.book.by_id(source.sheet))
    target = job.rect(spec.get("destination"))
    sheet = job.book.by_id(target.sheet)
    transpose = spec.get("pasteOrientation") == "TRANSPOSE"
    copy = st.Copy(source, st.clipped(target, sheet), transpose)
    _check_room(sheet, copy.reach())
    _touch(job, sheet, copy.reach())
    st.copy_paste(job.book, copy, spec.get("pasteType", "PASTE_NORMAL"))


def _check_room(sheet: Sheet, reach: Rect) -> None:
    if reach.bottom > len(sheet.rows) or reach.right > len(sheet.columns):
        raise invalid("The destination of the paste is outside the bounds of the sheet.")


def _touch(job: Job, sheet: Sheet, rect: Rect) -> None:
    job.check_edit(sheet, rect)
    job.undo.lines(sheet.rows[rect.top : rect.bottom])


def cut_paste(job: Job, spec: Spec) -> Reply:
    """Move cells (cutPaste)."""
    sheet, source = job.block(spec.get("source"))
    to, row, column = job.place(spec.get("destination"))
    height, width = source.bottom - source.top, source.right - source.left
    target = Rect(to.id, row, row + height, column, column + width)
    _check_room(to, target)
    _touch(job, to, target)
    job.structural(sheet)
    kind = spec.get("pasteType", "PASTE_NORMAL")
    if kind == "PASTE_NORMAL":
        st.cut_paste(job.book, source, row, column, to)
        return
    if st.overlaps(source, target):
        raise invalid("Cutting onto itself in part is not supported by this server.")
    st.copy_paste(job.book, st.Copy(source, target), kind)
    st.clear(sheet, source)


def paste_data(job: Job, spec: Spec) -> Reply:
    """Paste text as if typed (pasteData)."""
    if spec.get("html") or not spec.get("delimiter"):
        raise invalid("Pasting without a delimiter (as HTML) is not supported by this server.")
    sheet, top, left = job.place(spec.get("coordinate"))
    lines = _lines(spec.get("data", "").splitlines(), spec["delimiter"])
    rect = Rect(sheet.id, top, top + len(lines), left, left + max(map(len, lines), default=0))
    job.make_room(sheet, rect)
    _touch(job, sheet, rect)
    typed(job, sheet, (top, left), lines)


def _lines(lines: list[str], delimiter: str) -> list[list[str]]:
    if len(delimiter) > 1:
        return [line.split(delimiter) for line in lines]
    return [*csv.reader(lines, delimiter=delimiter)]


def typed(job: Job, sheet: Sheet, corner: tuple[int, int], lines: list[list[str]]) -> None:
    """Type words into cells from a corner on."""
    for row, words in enumerate(lines, corner[0]):
        for column, word in enumerate(words, corner[1]):
            set_value(sheet, row, column, word, job.book, "USER_ENTERED")


def auto_fill(job: Job, spec: Spec) -> Reply:
    """Go on with what stands in cells (autoFill)."""
    source, target, dimension = _filling(job, spec)
    sheet = job.book.by_id(source.sheet)
    if source.bottom == source.top or source.right == source.left:
        raise invalid("There is nothing to fill from.")
    _check_room(sheet, target)
    _touch(job, sheet, target)
    filled(sheet, (source, target), dimension, alternate=spec.get("useAlternateSeries", False))


def _filling(job: Job, spec: Spec) -> tuple[Rect, Rect, str]:
    """Return what is gone on with, the cells to fill, and in which dimension."""
    if "sourceAndDestination" not in spec:
        return _found(job, spec)
    given = spec["sourceAndDestination"]
    rect = job.rect(given.get("source"))
    source = st.clipped(rect, job.book.by_id(rect.sheet))
    dimension, length = given.get("dimension", ""), given.get("fillLength", 0)
    if dimension not in st.EDGES:
        raise invalid("No dimension specified.")
    first, last = st.EDGES[dimension]
    start, end = st.span_of(source, dimension)
    ends = {first: end, last: end + length} if length > 0 else {first: start + length, last: start}
    if min(ends.values()) < 0:
        raise invalid("The fill would begin before the first cell of the sheet.")
    return source, replace(source, **ends), dimension


def _found(job: Job, spec: Spec) -> tuple[Rect, Rect, str]:
    """Tell the filled part of a range from the part to fill."""
    rect = job.rect(spec.get("range"))
    sheet = job.book.by_id(rect.sheet)
    rect = st.clipped(rect, sheet)
    for dimension in (st.ROWS, st.COLUMNS):
        first, last = st.EDGES[dimension]
        edge = st.used(sheet, rect, dimension)
        if st.span_of(rect, dimension)[0] < edge < st.span_of(rect, dimension)[1]:
            return replace(rect, **{last: edge}), replace(rect, **{first: edge}), dimension
    raise invalid("There is nothing to fill from, or nothing to fill.")


HANDLERS = {
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "pasteData": paste_data,
    "autoFill": auto_fill,
}
