"""Conditions: of validation, of conditional formats, of filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google.batch_job import Spec
from tests.google.entry import number_of, shown
from tests.google.fault import invalid
from tests.google.state import Cell, Spreadsheet

TWO = {"NUMBER_BETWEEN", "NUMBER_NOT_BETWEEN", "DATE_BETWEEN", "DATE_NOT_BETWEEN"}
NONE = {"BLANK", "NOT_BLANK", "TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_IS_VALID"}
MANY = {"ONE_OF_LIST", "BOOLEAN"}
ONLY_VALIDATION = {
    "ONE_OF_LIST", "ONE_OF_RANGE", "TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_IS_VALID", "BOOLEAN",
}  # fmt: skip


def check(condition: Spec, where: str) -> None:
    """Refuse a condition with a wrong number of values."""
    kind, count = condition.get("type"), len(condition.get("values", ()))
    if not kind:
        raise invalid("No condition type specified.")
    if where != "data validation" and kind in ONLY_VALIDATION:
        raise invalid(f"ConditionType '{kind}' is not supported in {where}.")
    wanted = 2 if kind in TWO else 0 if kind in NONE else 1
    fits = count <= 2 if kind == "BOOLEAN" else count > 0 if kind in MANY else count == wanted
    if not fits:
        raise invalid(f"ConditionType '{kind}' takes {wanted} values, but {count} were given.")


def check_rule(rule: Spec) -> Spec:
    """Return a DataValidationRule as it is kept; 400 if its condition is wrong."""
    condition = rule.get("condition")
    if condition is None:
        raise invalid("No condition specified.")
    check(condition, "data validation")
    return rule


def hides(criteria: Spec, cell: Cell | None, book: Spreadsheet) -> bool:
    """Whether FilterCriteria hide a row by its cell in their column."""
    text = shown(cell, book)
    if text in criteria.get("hiddenValues", ()):
        return True
    for kind in ("visibleBackgroundColorStyle", "visibleForegroundColorStyle"):
        if criteria.get(kind):
            raise invalid("Filters by colour are not supported by this server.")
    condition = criteria.get("condition")
    return condition is not None and not holds(condition, cell, book)


def holds(condition: Spec, cell: Cell | None, book: Spreadsheet) -> bool:
    """Whether a cell meets a condition."""
    kind = condition["type"]
    words = [value.get("userEnteredValue", "") for value in condition.get("values", ())]
    value = None if cell is None else cell.value
    if kind in {"BLANK", "NOT_BLANK"}:
        return (value is None) == (kind == "BLANK")
    if kind in TEXT:
        return TEXT[kind](shown(cell, book).casefold(), words[0].casefold())
    if kind not in NUMBER:
        raise invalid(f"Filtering by {kind} is not supported by this server.")
    if isinstance(value, bool) or not isinstance(value, float):
        return False
    return NUMBER[kind](value, *(_number(word, book) for word in words))


def _number(word: str, book: Spreadsheet) -> float:
    number = number_of(word, book.locale)
    if number is None:
        raise invalid(f"Invalid value for the condition: {word}")
    return number


TEXT: dict[str, Callable[[str, str], bool]] = {
    "TEXT_CONTAINS": lambda text, word: word in text,
    "TEXT_NOT_CONTAINS": lambda text, word: word not in text,
    "TEXT_STARTS_WITH": str.startswith,
    "TEXT_ENDS_WITH": str.endswith,
    "TEXT_EQ": lambda text, word: text == word,
    "TEXT_NOT_EQ": lambda text, word: text != word,
}
NUMBER: dict[str, Callable[..., Any]] = {
    "NUMBER_GREATER": lambda value, limit: value > limit,
    "NUMBER_GREATER_THAN_EQ": lambda value, limit: value >= limit,
    "NUMBER_LESS": lambda value, limit: value < limit,
    "NUMBER_LESS_THAN_EQ": lambda value, limit: value <= limit,
    "NUMBER_EQ": lambda value, limit: value == limit,
    "NUMBER_NOT_EQ": lambda value, limit: value != limit,
    "NUMBER_BETWEEN": lambda value, low, high: low <= value <= high,
    "NUMBER_NOT_BETWEEN": lambda value, low, high: not low <= value <= high,
    "DATE_EQ": lambda value, day: value // 1 == day // 1,
    "DATE_NOT_EQ": lambda value, day: value // 1 != day // 1,
    "DATE_BEFORE": lambda value, day: value < day,
    "DATE_AFTER": lambda value, day: value >= day + 1,
    "DATE_ON_OR_BEFORE": lambda value, day: value < day + 1,
    "DATE_ON_OR_AFTER": lambda value, day: value >= day,
    "DATE_BETWEEN": lambda value, first, last: first <= value < last + 1,
    "DATE_NOT_BETWEEN": lambda value, first, last: not first <= value < last + 1,
}
