"""Where a rectangle is after rows, columns or cells came, went or moved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.google.state import Rect

ROWS, COLUMNS = "ROWS", "COLUMNS"
Span = tuple[int | None, int | None]
EDGES = {ROWS: ("top", "bottom"), COLUMNS: ("left", "right")}


def span_of(rect: Rect, dimension: str) -> Span:
    """Return a rectangle's extent in a dimension."""
    return (rect.top, rect.bottom) if dimension == ROWS else (rect.left, rect.right)


@dataclass(frozen=True, slots=True)
class Change:
    """A change along one dimension of a sheet."""

    sheet: int
    dimension: str
    start: int
    end: int

    placed = True
    """Whether what is merely placed there (protections, filters, anchors) goes along."""

    def point(self, index: int) -> int | None:
        """Return where a row or column is afterwards, None if it is gone."""
        raise NotImplementedError

    def span(self, start: int | None, end: int | None) -> Span | None:
        """Return where an extent is afterwards, None if nothing is left of it."""
        raise NotImplementedError

    def rect(self, rect: Rect) -> Rect | None:
        """Return where a rectangle is afterwards, None if nothing is left of it."""
        if rect.sheet != self.sheet:
            return rect
        before = span_of(rect, self.dimension)
        after = self.span(*before)
        if after is None or after == before:
            return after and rect
        return replace(rect, **dict(zip(EDGES[self.dimension], after, strict=True)))


@dataclass(frozen=True, slots=True)
class Inserted(Change):
    """New rows or columns stand at [start, end)."""

    def point(self, index: int) -> int:
        """Return where a row or column is afterwards."""
        return index + (self.end - self.start if index >= self.start else 0)

    def span(self, start: int | None, end: int | None) -> Span:
        """Push what lies behind; widen what lies on both sides."""
        return (
            None if start is None else self.point(start),
            None if end is None else self.point(end - 1) + 1,
        )


@dataclass(frozen=True, slots=True)
class Deleted(Change):
    """The rows or columns [start, end) are gone."""

    def point(self, index: int) -> int | None:
        """Return where a row or column is afterwards."""
        if index < self.start:
            return index
        return None if index < self.end else index - (self.end - self.start)

    def span(self, start: int | None, end: int | None) -> Span | None:
        """Pull up what lies behind; narrow what overlaps."""
        first = None if start is None else self._edge(start)
        last = None if end is None else self._edge(end)
        gone = last is not None and (first or 0) >= last
        return None if gone else (first, last)

    def _edge(self, edge: int) -> int:
        return edge if edge <= self.start else max(self.start, edge - (self.end - self.start))


@dataclass(frozen=True, slots=True)
class Moved(Change):
    """The rows or columns [start, end) went before what was at ``to``."""

    to: int = 0

    def point(self, index: int) -> int:
        """Return where a row or column is afterwards."""
        size = self.end - self.start
        if self.start <= index < self.end:
            return index + self.to - (self.start if self.to <= self.start else self.end)
        if self.end <= index < self.to:
            return index - size
        return index + size if self.to <= index < self.start else index

    def span(self, start: int | None, end: int | None) -> Span | None:
        """Go along if all of it moved; else lose what left and take in what came between."""
        if start is not None and end is not None and self.start <= start and end <= self.end:
            return self.point(start), self.point(end - 1) + 1
        size, at = self.end - self.start, self.point(self.start)
        left = Deleted(self.sheet, self.dimension, self.start, self.end).span(start, end)
        return left and Inserted(self.sheet, self.dimension, at, at + size).span(*left)


@dataclass(frozen=True, slots=True)
class Cut:
    """Cells were cut and pasted elsewhere: what refers to them follows, the rest stays."""

    source: Rect
    rows: int
    columns: int
    to_sheet: int

    placed = False

    def rect(self, rect: Rect) -> Rect | None:
        """Return where a rectangle is afterwards: moved if it lies wholly in what was cut."""
        if rect.sheet != self.source.sheet or not within(rect, self.source):
            return rect
        return Rect(
            self.to_sheet,
            *(None if edge is None else edge + self.rows for edge in (rect.top, rect.bottom)),
            *(None if edge is None else edge + self.columns for edge in (rect.left, rect.right)),
        )


@dataclass(frozen=True, slots=True)
class Dropped:
    """A whole sheet is gone."""

    sheet: int

    placed = True

    def rect(self, rect: Rect) -> Rect | None:
        """Return the rectangle, None if it was on the sheet."""
        return None if rect.sheet == self.sheet else rect


def within(inner: Rect, outer: Rect) -> bool:
    """Whether a rectangle lies wholly in another of the same sheet."""
    return all(
        (first or 0) >= (start or 0) and (end is None or (last is not None and last <= end))
        for (first, last), (start, end) in (
            (span_of(inner, d), span_of(outer, d)) for d in (ROWS, COLUMNS)
        )
    )


def overlaps(one: Rect, other: Rect) -> bool:
    """Whether two rectangles have a cell in common."""
    return one.sheet == other.sheet and all(
        (first or 0) < (end if end is not None else float("inf"))
        and (start or 0) < (last if last is not None else float("inf"))
        for (first, last), (start, end) in (
            (span_of(one, d), span_of(other, d)) for d in (ROWS, COLUMNS)
        )
    )
