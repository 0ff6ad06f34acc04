"""Requests about whole sheets and about the spreadsheet's properties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import available_timezones

from tests.google import structure as st
from tests.google.batch_dimensions import check_left
from tests.google.batch_fields import Path, colored, masked, paths
from tests.google.batch_job import Job, Reply, Spec
from tests.google.fault import invalid
from tests.google.formula_locale import set_locale
from tests.google.sheet_shape import properties as shape
from tests.google.state import Sheet
from tests.google.structure_sheets import check_place, place


def add(job: Job, spec: Spec) -> Reply:
    """Add a sheet (addSheet)."""
    wanted = spec.get("properties", {})
    if wanted.get("sheetType", "GRID") != "GRID":
        raise invalid(f"Sheets of type {wanted['sheetType']} are not supported by this server.")
    grid = wanted.get("gridProperties", {})
    _check_size(grid.get("rowCount", 1), grid.get("columnCount", 1))
    st.room(job.book, grid.get("rowCount", 1000) * grid.get("columnCount", 26))
    job.all_sheets()
    sheet = st.add_sheet(job.world, job.book, wanted)
    given = {
        key: value for key, value in colored(wanted, "SheetProperties").items() if key != "index"
    }
    _set(job, sheet, _flat(given), given)
    return {"properties": shape(sheet)}


def delete(job: Job, spec: Spec) -> Reply:
    """Delete a sheet (deleteSheet)."""
    sheet = _sheet(job, spec.get("sheetId"))
    job.check_edit(sheet, st.Rect(sheet.id))
    job.all_formulas()
    st.delete_sheet(job.book, sheet)


def duplicate(job: Job, spec: Spec) -> Reply:
    """Add a sheet like another (duplicateSheet)."""
    sheet = _sheet(job, spec.get("sourceSheetId"))
    st.room(job.book, len(sheet.rows) * len(sheet.columns))
    job.all_sheets()
    return {"properties": shape(st.duplicate_sheet(job.world, job.book, sheet, spec))}


def update(job: Job, spec: Spec) -> Reply:
    """Change properties of a sheet (updateSheetProperties)."""
    wanted = colored(spec.get("properties", {}), "SheetProperties")
    where = paths(spec.get("fields"), "SheetProperties")
    _set(job, _sheet(job, wanted.get("sheetId")), where, wanted)


def update_spreadsheet(job: Job, spec: Spec) -> Reply:
    """Change properties of the spreadsheet (updateSpreadsheetProperties)."""
    wanted = colored(spec.get("properties", {}), "SpreadsheetProperties")
    for path in paths(spec.get("fields"), "SpreadsheetProperties"):
        name = path[0]
        if name == "locale":
            _relocate(job, _locale(wanted.get(name, "")))
        elif name in BOOK:
            attribute, check = BOOK[name]
            setattr(job.book, attribute, check(wanted.get(name, "")))
            _rename_file(job)
        else:
            job.book.properties = masked(job.book.properties, wanted, (path,))


def _relocate(job: Job, locale: str) -> None:
    for sheet in job.book.sheets if job.book.formulas else ():
        job.undo.whole(sheet)
    set_locale(job.book, locale)


def _rename_file(job: Job) -> None:
    file = job.world.files.get(job.book.id)
    if file is not None:
        job.undo.keep(file)
        file.name = job.book.title


def _sheet(job: Job, sheet_id: int | None) -> Sheet:
    sheet = job.book.by_id(sheet_id or 0)
    if sheet is None:
        raise invalid(f"No sheet with id: {sheet_id or 0}")
    job.undo.sheet(sheet)
    return sheet


def _flat(thing: Spec, before: Path = ()) -> list[Path]:
    """Return the paths to all that is set in a thing, its grid properties one by one."""
    found: list[Path] = []
    for key, value in thing.items():
        found += _flat(value, (key,)) if key == "gridProperties" else [(*before, key)]
    return found


def _set(job: Job, sheet: Sheet, where: Iterable[Path], wanted: Spec) -> None:
    spread = {p for path in where for p in (_grid(path) if path == ("gridProperties",) else [path])}
    for name, put in SETTERS.items():
        if (name,) in spread:
            put(job, sheet, wanted.get(name))
        elif ("gridProperties", name) in spread:
            put(job, sheet, wanted.get("gridProperties", {}).get(name))
    if sheet.frozen_rows >= len(sheet.rows) or sheet.frozen_columns >= len(sheet.columns):
        what = "rows" if sheet.frozen_rows >= len(sheet.rows) else "columns"
        raise invalid(f"You can't freeze all visible {what} on the sheet.")


def _grid(path: Path) -> list[Path]:
    return [(*path, name) for name in GRID]


def _title(job: Job, sheet: Sheet, title: str | None) -> None:
    if title != sheet.title:
        job.all_formulas()
        st.retitle(job.book, sheet, title or "")


def _index(job: Job, sheet: Sheet, index: int | None) -> None:
    """Move it: the index counts the sheets as they stand before the move."""
    wanted = index or 0
    check_place(job.book, wanted)
    job.all_sheets()
    place(job.book, sheet, wanted - (wanted > job.book.sheets.index(sheet)))


def _hidden(job: Job, sheet: Sheet, hidden: bool | None) -> None:  # noqa: FBT001
    if hidden and not any(s for s in job.book.sheets if s is not sheet and not s.hidden):
        raise invalid("You can't hide all the sheets in a document.")
    sheet.hidden = bool(hidden)


def _tab_style(_job: Job, sheet: Sheet, style: Spec | None) -> None:
    sheet.tab_color = style or None


def _resizer(dimension: str) -> Callable[[Job, Sheet, int | None], None]:
    def resize(job: Job, sheet: Sheet, count: int | None) -> None:
        there = len(sheet.dimensions(dimension))
        if (count or 0) > there:
            st.grow(job.book, sheet, dimension, count - there)
        elif count != there:
            _shrink(job, sheet, dimension, count or 0)

    return resize


def _shrink(job: Job, sheet: Sheet, dimension: str, count: int) -> None:
    there = len(sheet.dimensions(dimension))
    check_left(sheet, dimension, count, there)
    job.check_edit(sheet, st.strip(sheet, dimension, count, there))
    job.structural(sheet, dimension)
    st.delete(job.book, sheet, dimension, count, there)


def _check_size(rows: int, columns: int) -> None:
    if rows < 1 or columns < 1:
        raise invalid("A sheet must have at least one row and one column.")


def _setter(attribute: str, empty: Any) -> Callable[[Job, Sheet, Any], None]:
    return lambda _job, sheet, value: setattr(sheet, attribute, value or empty)


def _controller(name: str) -> Callable[[Job, Sheet, Any], None]:
    def control(_job: Job, sheet: Sheet, after: Any) -> None:
        sheet.control_after = {**sheet.control_after, name: bool(after)}

    return control


GRID: dict[str, Callable[[Job, Sheet, Any], None]] = {
    "rowCount": _resizer(st.ROWS),
    "columnCount": _resizer(st.COLUMNS),
    "frozenRowCount": _setter("frozen_rows", 0),
    "frozenColumnCount": _setter("frozen_columns", 0),
    "hideGridlines": _setter("hide_gridlines", empty=False),
    "rowGroupControlAfter": _controller("rowGroupControlAfter"),
    "columnGroupControlAfter": _controller("columnGroupControlAfter"),
}
# A grid gets its size before it is frozen: Google was seen to refuse the shrinking first.
SETTERS: dict[str, Callable[[Job, Sheet, Any], None]] = {
    "title": _title,
    "index": _index,
    "hidden": _hidden,
    "rightToLeft": _setter("rtl", empty=False),
    "tabColorStyle": _tab_style,
    **GRID,
}


def _book_title(title: str) -> str:
    if not title:
        raise invalid("The spreadsheet title cannot be empty.")
    return title


def _locale(locale: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}([_-][A-Za-z]{2,4})?", locale):
        raise invalid(f"Unsupported locale: {locale}")
    return locale


def _zone(zone: str) -> str:
    if zone not in available_timezones() and not re.fullmatch(r"GMT[+-]\d\d:\d\d", zone):
        raise invalid(f"Unsupported time zone: {zone}")
    return zone


BOOK = {
    "title": ("title", _book_title),
    "timeZone": ("zone", _zone),
    "autoRecalc": ("auto_recalc", lambda word: word or "ON_CHANGE"),
}
HANDLERS = {
    "addSheet": add,
    "deleteSheet": delete,
    "duplicateSheet": duplicate,
    "updateSheetProperties": update,
    "updateSpreadsheetProperties": update_spreadsheet,
}
