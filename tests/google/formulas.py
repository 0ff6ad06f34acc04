"""Works out all the formulas of a spreadsheet, in the order in which they need each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.google.a1 import column_name
from tests.google.formula_context import Context
from tests.google.formula_evaluate import CIRCULAR, evaluate, worked_out
from tests.google.formula_parse import Call, Grid, Node, parse, references
from tests.google.formula_tokens import FormulaSyntaxError
from tests.google.formula_values import Area, Array, FailedError, FormulaError, area_of
from tests.google.state import Cell, CellError, Sheet, Spreadsheet

SPILLING = {"ARRAYFORMULA", "FILTER", "SORT", "UNIQUE", "TRANSPOSE", "INDEX", "XLOOKUP"}


def recalculate(book: Spreadsheet) -> None:
    """Give every formula its value as the cells now stand; quick where there is none."""
    if book.formulas:
        Engine(book).run()


@dataclass(slots=True, eq=False)
class Formula:
    """A formula in its place."""

    sheet: Sheet
    row: int
    column: int
    cell: Cell
    node: Node
    state: str = "waiting"
    """Then ``running``, then ``done``."""
    opened: bool = False
    """What it refers to was looked at."""


@dataclass(slots=True)
class Tab:
    """The formulas of one tab."""

    columns: dict[int, dict[int, Formula]] = field(default_factory=dict)
    spilling: list[Formula] = field(default_factory=list)


class Engine:
    """One recalculation."""

    evaluate = staticmethod(evaluate)

    def __init__(self, book: Spreadsheet) -> None:
        self.memory: dict[Hashable, Any] = {}
        self._book = book
        self._tabs = {sheet.id: Tab() for sheet in book.sheets}
        self._all = list(self._found())

    def run(self) -> None:
        """Work out every formula."""
        for formula in self._all:
            if formula.state == "waiting":
                self._work_out(formula)

    def settle(self, area: Area) -> None:
        """Work out the formulas that an area's values come from."""
        tab = self._tabs[area.sheet.id]
        for formula in _before(tab, area):
            if formula.state == "waiting":
                self._work_out(formula)
        for formula in _inside(tab, area):
            self._ready(formula)

    def _ready(self, formula: Formula) -> None:
        if formula.state == "running":
            raise FailedError("#REF!", CIRCULAR)
        if formula.state == "waiting":
            self._work_out(formula)

    def _found(self) -> Iterator[Formula]:
        """Go through the formulas; what earlier ones spilled is taken away."""
        for sheet, index, column, cell in _alive(self._book):
            if cell.formula:
                yield self._read(Formula(sheet, index, column, cell, None))
            else:
                sheet.rows[index].cells[column] = _emptied(cell)

    def _read(self, formula: Formula) -> Formula:
        try:
            formula.node = parse(formula.cell.formula or "", self._book.locale)
        except FormulaSyntaxError:
            formula.state = "done"
            _show(formula, FormulaError("#ERROR!", "Formula parse error."))
        tab = self._tabs[formula.sheet.id]
        tab.columns.setdefault(formula.column, {})[formula.row] = formula
        if _may_spill(formula.node):
            tab.spilling.append(formula)
        return formula

    def _work_out(self, formula: Formula) -> None:
        """Work out a formula, what it refers to first: a long chain of them is no deep recursion."""
        stack = [formula]
        while stack:
            formula = stack[-1]
            needed = [] if formula.opened else self._needed(formula)
            formula.opened = True
            stack.extend(needed)
            if not needed and stack.pop().state == "waiting":
                self._evaluate(formula)

    def _needed(self, formula: Formula) -> list[Formula]:
        """Return the formulas that a formula refers to and that nobody has looked at yet."""
        needed = []
        for ref in references(formula.cell.formula or "", self._book.locale):
            sheet = formula.sheet if ref.title is None else self._book.by_title(ref.title)
            area = area_of(sheet, ref)
            if area:
                tab = self._tabs[area.sheet.id]
                needed += [f for f in (*_before(tab, area), *_inside(tab, area)) if not f.opened]
        return needed

    def _evaluate(self, formula: Formula) -> None:
        formula.state = "running"
        ctx = Context(self, self._book, formula.sheet, formula.row, formula.column)
        result = worked_out(ctx, formula.node)
        if isinstance(result, Array):
            result = self._spill(formula, result)
        _show(formula, result)
        formula.state = "done"

    def _spill(self, formula: Formula, array: Array) -> Any:
        """Put an array's values into the neighbours; return what the formula itself shows."""
        problem = _too_big(formula, array) or _in_the_way(formula, array)
        if problem:
            return problem
        for offset, values in enumerate(array.rows):
            row = formula.sheet.rows[formula.row + offset]
            for column, value in enumerate(values, formula.column):
                if value is not None and (offset or column != formula.column):
                    row.put(column, _spilled(row.cell(column), value))
        return array.rows[0][0]


def _alive(book: Spreadsheet) -> Iterator[tuple[Sheet, int, int, Cell]]:
    """Go through the cells with a formula, and those that one has spilled into."""
    for sheet in book.sheets:
        for index, row in enumerate(sheet.rows):
            for column, cell in enumerate(row.cells):
                if cell is not None and (cell.formula or cell.spilled):
                    yield sheet, index, column, cell


def _before(tab: Tab, area: Area) -> list[Formula]:
    """Return the formulas that may spill into an area: they stand above and to the left."""
    return [f for f in tab.spilling if f.row < area.bottom and f.column < area.right]


def _inside(tab: Tab, area: Area) -> list[Formula]:
    """Return the formulas that stand in an area."""
    if not tab.columns:
        return []
    columns = [tab.columns[c] for c in range(area.left, area.right) if c in tab.columns]
    return [formula for column in columns for formula in _within(column, area)]


def _within(formulas: dict[int, Formula], area: Area) -> list[Formula]:
    """Return those of a column's formulas that stand in an area's rows."""
    if area.height < len(formulas):
        rows = range(area.top, area.bottom)
        return [formulas[row] for row in rows if row in formulas]
    return [f for row, f in formulas.items() if area.top <= row < area.bottom]


def _may_spill(node: Node) -> bool:
    if isinstance(node, Grid):
        return True
    if not isinstance(node, Call):
        return False
    return node.name in SPILLING or any(map(_may_spill, node.args))


def _too_big(formula: Formula, array: Array) -> FormulaError | None:
    beyond = formula.row + array.height - len(formula.sheet.rows)
    words = "rows"
    if beyond <= 0:
        beyond = formula.column + array.width - len(formula.sheet.columns)
        words = "columns"
    if beyond <= 0:
        return None
    reason = f"Result was not automatically expanded, please insert more {words} ({beyond})."
    return FormulaError("#REF!", reason)


def _in_the_way(formula: Formula, array: Array) -> FormulaError | None:
    for row in range(formula.row, formula.row + array.height):
        cells = formula.sheet.rows[row].cells[formula.column : formula.column + array.width]
        for beside, cell in enumerate(cells):
            own = row == formula.row and not beside
            if cell is not None and not own and (cell.value is not None or cell.formula):
                where = f"{column_name(formula.column + beside)}{row + 1}"
                reason = (
                    f"Array result was not expanded because it would overwrite data in {where}."
                )
                return FormulaError("#REF!", reason)
    return None


# Cells are replaced, not changed: others may hold on to the old ones to undo what they did.


def _show(formula: Formula, value: Any) -> None:
    """Let a formula's own cell show a value."""
    cell, reason = formula.cell, _reason(value)
    if cell.value is value and cell.reason == reason:
        return
    cell = formula.cell = cell.copy()
    cell.value, cell.reason = value, reason
    formula.sheet.rows[formula.row].cells[formula.column] = cell


def _spilled(old: Cell | None, value: Any) -> Cell:
    """Return a cell with a value that was spilled into it."""
    if old is None:
        return Cell(value, reason=_reason(value), spilled=True)
    cell = old.copy()
    cell.value, cell.reason, cell.spilled = value, _reason(value), True
    return cell


def _emptied(cell: Cell) -> Cell | None:
    """Return what is left of a cell without what was spilled into it."""
    left = Cell(None, None, "", cell.format, cell.note, cell.validation)
    return None if left.bare() else left


def _reason(value: Any) -> str:
    return getattr(value, "reason", "") if isinstance(value, CellError) else ""
