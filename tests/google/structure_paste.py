"""Copying cells: values, formulas, formats and rules, over a place that may be larger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tests.google.state import Cell, Rect, Sheet, Spreadsheet
from tests.google.structure_area import box, clipped
from tests.google.structure_changes import Cut, overlaps, within
from tests.google.structure_formula import shift

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Copy:
    """What is copied and where to: rectangles with all edges closed."""

    source: Rect
    target: Rect
    transpose: bool = False

    @property
    def height(self) -> int:
        """How many rows one copy takes."""
        return self._across if self.transpose else self._down

    @property
    def width(self) -> int:
        """How many columns one copy takes."""
        return self._down if self.transpose else self._across

    @property
    def _down(self) -> int:
        return self.source.bottom - self.source.top

    @property
    def _across(self) -> int:
        return self.source.right - self.source.left

    def corners(self) -> Iterator[Spot]:
        """Return where copies begin: as many as fit the target whole, or just one."""
        down = (self.target.bottom - self.target.top) / max(self.height, 1)
        across = (self.target.right - self.target.left) / max(self.width, 1)
        fits = down.is_integer() and across.is_integer() and down * across >= 1
        for i in range(int(down) if fits else 1):
            for j in range(int(across) if fits else 1):
                yield self.target.top + i * self.height, self.target.left + j * self.width

    def spots(self) -> Iterator[tuple[Spot, Spot]]:
        """Return every place of a copied cell, before and after."""
        for top, left in self.corners():
            for i in range(self._down):
                for j in range(self._across):
                    down, across = (j, i) if self.transpose else (i, j)
                    yield (self.source.top + i, self.source.left + j), (top + down, left + across)

    def reach(self) -> Rect:
        """Return all that is pasted over."""
        corners = list(self.corners())
        bottom, right = max(c[0] for c in corners), max(c[1] for c in corners)
        return replace(self.target, bottom=bottom + self.height, right=right + self.width)


def copy_paste(book: Spreadsheet, copy: Copy, kind: str = "PASTE_NORMAL") -> None:
    """Copy cells as copy and paste do; ``kind`` is the API's PasteType."""
    source, target = book.by_id(copy.source.sheet), book.by_id(copy.target.sheet)
    blend = BLENDS.get(kind)
    if blend:
        taken = {spot: source.cell(*spot) for spot, _ in copy.spots()}
        for spot, to in copy.spots():
            if to[0] < len(target.rows) and to[1] < len(target.columns):
                _paste(target, to, blend(taken[spot], target.cell(*to), _offset(spot, to)))
    if kind in {"PASTE_NORMAL", "PASTE_FORMAT", "PASTE_NO_BORDERS"} and not copy.transpose:
        _paste_merges(source, target, copy)
    if kind in {"PASTE_NORMAL", "PASTE_FORMAT", "PASTE_CONDITIONAL_FORMATTING"}:
        _paste_rules(source, target, copy)


def _offset(spot: Spot, to: Spot) -> Spot:
    return to[0] - spot[0], to[1] - spot[1]


def _paste(sheet: Sheet, to: Spot, cell: Cell | None) -> None:
    sheet.rows[to[0]].put(to[1], None if cell is None or cell.bare() else cell)


Blend = Callable[[Cell | None, Cell | None, Spot], Cell | None]
"""The copied cell, the one that is there, and the way between them, to the one that will be."""


def _all(new: Cell | None, _old: Cell | None, way: Spot) -> Cell | None:
    if new is None:
        return None
    cell = new.copy()
    cell.formula = new.formula and shift(new.formula, *way)
    cell.spilled = False
    return cell


def _no_borders(new: Cell | None, old: Cell | None, way: Spot) -> Cell | None:
    cell = _all(new, old, way) or Cell()
    borders = old and old.format and old.format.get("borders")
    looks = {key: value for key, value in (cell.format or {}).items() if key != "borders"}
    cell.format = (looks | {"borders": borders} if borders else looks) or None
    return cell


def _formula(new: Cell | None, old: Cell | None, way: Spot) -> Cell:
    cell = _values(new, old, way)
    cell.formula = new and new.formula and shift(new.formula, *way)
    return cell


def _values(new: Cell | None, old: Cell | None, _way: Spot) -> Cell:
    cell, new = old.copy() if old else Cell(), new or Cell()
    cell.value, cell.reason, cell.link, cell.runs = new.value, new.reason, new.link, new.runs
    cell.formula, cell.spilled = None, False
    return cell


def _format(new: Cell | None, old: Cell | None, _way: Spot) -> Cell:
    cell = old.copy() if old else Cell()
    cell.format = new and new.format
    return cell


def _validation(new: Cell | None, old: Cell | None, _way: Spot) -> Cell:
    cell = old.copy() if old else Cell()
    cell.validation = new and new.validation
    return cell


BLENDS: dict[str, Blend] = {
    "PASTE_NORMAL": _all,
    "PASTE_NO_BORDERS": _no_borders,
    "PASTE_FORMULA": _formula,
    "PASTE_VALUES": _values,
    "PASTE_FORMAT": _format,
    "PASTE_DATA_VALIDATION": _validation,
}


def _moves(copy: Copy) -> Iterator[Cut]:
    for top, left in copy.corners():
        rows, columns = top - copy.source.top, left - copy.source.left
        if (rows, columns) != (0, 0) or copy.source.sheet != copy.target.sheet:
            yield Cut(copy.source, rows, columns, copy.target.sheet)


def _paste_merges(source: Sheet, target: Sheet, copy: Copy) -> None:
    copied = [merge for merge in source.merges if within(merge, copy.source)]
    reach = copy.reach()
    kept = [m for m in target.merges if not overlaps(m, reach) or m in copied]
    new = [move.rect(merge) for move in _moves(copy) for merge in copied]
    target.merges = kept + [merge for merge in new if merge not in kept]


def _paste_rules(source: Sheet, target: Sheet, copy: Copy) -> None:
    """Let conditional formats of the copied cells hold for the copies as well."""
    rules = []
    for rule in source.conditional:
        parts = [part for rect in rule["rects"] if (part := _common(rect, copy.source, source))]
        new = [move.rect(part) for move in _moves(copy) for part in parts]
        new = [r for r in new if not any(overlaps(r, o) and within(r, o) for o in rule["rects"])]
        if source is target:
            rules.append({**rule, "rects": [*rule["rects"], *new]})
        else:
            copied = [{**rule, "rects": new}] if new else []
            target.conditional = [*target.conditional, *copied]
    source.conditional = rules if source is target else source.conditional


def _common(one: Rect, other: Rect, sheet: Sheet) -> Rect | None:
    if not overlaps(one, other):
        return None
    a, b = box(one, sheet), box(other, sheet)
    edges = max(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), min(a[3], b[3])
    return clipped(Rect(sheet.id, *edges), sheet)
