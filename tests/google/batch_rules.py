"""Requests about validation, conditional formats and banding."""

from __future__ import annotations

from tests.google import structure as st
from tests.google.batch_conditions import check, check_rule
from tests.google.batch_fields import colored, masked, paths
from tests.google.batch_job import Job, Reply, Spec, change
from tests.google.fault import invalid
from tests.google.sheet_shape import ranged
from tests.google.state import Cell, Sheet
from tests.google.structure_follow import rect_of


def validate(job: Job, spec: Spec) -> Reply:
    """Set a validation rule for cells, or take it away (setDataValidation)."""
    sheet, rect = job.block(spec.get("range"))
    rule = check_rule(spec["rule"]) if spec.get("rule") else None
    if any(st.overlaps(rect_of(t["range"]), rect) and _typed(t) for t in sheet.tables):
        raise invalid("This operation is not allowed on cells in typed columns.")

    def put(cell: Cell) -> None:
        cell.validation = rule

    for row in sheet.rows[rect.top : rect.bottom]:
        for index in range(rect.left, rect.right):
            if rule or row.cell(index) is not None:
                change(row, index, put)


def _typed(table: Spec) -> bool:
    return any(column.get("columnType") for column in table.get("columnProperties", ()))


def add_rule(job: Job, spec: Spec) -> Reply:
    """Add a conditional format (addConditionalFormatRule)."""
    entry = _rule(job, spec.get("rule", {}))
    sheet = job.book.by_id(entry["rects"][0].sheet)
    index = spec.get("index", 0)
    if not 0 <= index <= len(sheet.conditional):
        raise invalid(f"The index must be between 0 and {len(sheet.conditional)}.")
    sheet.conditional = [*sheet.conditional[:index], entry, *sheet.conditional[index:]]


def _rule(job: Job, given: Spec) -> Spec:
    """Return a conditional format as it is kept."""
    shape = colored(given, "ConditionalFormatRule")
    entry = {key: value for key, value in shape.items() if key != "ranges"}
    entry["rects"] = [job.rect(grid) for grid in given.get("ranges", [])]
    if len({rect.sheet for rect in entry["rects"]}) != 1:
        raise invalid("The ranges of a conditional format must be on one sheet, at least one.")
    if ("booleanRule" in entry) == ("gradientRule" in entry):
        raise invalid("One of 'booleanRule' and 'gradientRule' must be set.")
    if "booleanRule" in entry:
        check(entry["booleanRule"].get("condition", {}), "conditional formatting")
    return entry


def update_rule(job: Job, spec: Spec) -> Reply:
    """Change a conditional format, or its rank (updateConditionalFormatRule)."""
    index = spec.get("index", 0)
    if "rule" in spec:
        entry = _rule(job, spec["rule"])
        sheet = job.book.by_id(entry["rects"][0].sheet)
        old = _at(sheet, index)
        rules = [entry if rule is old else rule for rule in sheet.conditional]
        sheet.conditional = rules
        return _told({"newIndex": index, "newRule": ranged(entry), "oldRule": ranged(old)})
    return _rank(job, spec, index)


def _rank(job: Job, spec: Spec, index: int) -> Reply:
    if "newIndex" not in spec:
        raise invalid("One of 'rule' and 'newIndex' must be set.")
    sheet, to = job.grid(spec.get("sheetId")), spec["newIndex"]
    old = _at(sheet, index)
    _at(sheet, to)
    rest = [rule for rule in sheet.conditional if rule is not old]
    sheet.conditional = [*rest[:to], old, *rest[to:]]
    return _told({"newIndex": to, "newRule": ranged(old), "oldIndex": index})


def _told(reply: Spec) -> Spec:
    """Return a reply as it is sent: an index of 0 is left out."""
    return {key: value for key, value in reply.items() if value != 0}


def delete_rule(job: Job, spec: Spec) -> Reply:
    """Delete a conditional format (deleteConditionalFormatRule)."""
    sheet = job.grid(spec.get("sheetId"))
    old = _at(sheet, spec.get("index", 0))
    sheet.conditional = [rule for rule in sheet.conditional if rule is not old]
    return {"rule": ranged(old)}


def _at(sheet: Sheet, index: int) -> Spec:
    if not 0 <= index < len(sheet.conditional):
        raise invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return sheet.conditional[index]


def add_band(job: Job, spec: Spec) -> Reply:
    """Give a range alternating colours (addBanding)."""
    given = spec.get("bandedRange", {})
    entry = _band(job, given)
    sheet = job.book.by_id(entry["rect"].sheet)
    _check_free(sheet, entry)
    entry["bandedRangeId"] = given.get("bandedRangeId") or job.new_id()
    sheet.banded = [*sheet.banded, entry]
    return {"bandedRange": ranged(entry)}


def _band(job: Job, given: Spec) -> Spec:
    if not ("rowProperties" in given or "columnProperties" in given):
        raise invalid("At least one of 'rowProperties' and 'columnProperties' must be set.")
    shape = colored(given, "BandedRange")
    entry = {key: value for key, value in shape.items() if key != "range"}
    rect = job.rect(given.get("range"))
    return entry | {"rect": st.clipped(rect, job.book.by_id(rect.sheet))}


def _check_free(sheet: Sheet, entry: Spec, but: Spec | None = None) -> None:
    if any(st.overlaps(e["rect"], entry["rect"]) for e in sheet.banded if e is not but):
        raise invalid(
            "You cannot add alternating background colors to a range that already has "
            "alternating background colors."
        )


def update_band(job: Job, spec: Spec) -> Reply:
    """Change alternating colours (updateBanding)."""
    given = spec.get("bandedRange", {})
    sheet, old = _found_band(job, given.get("bandedRangeId"))
    new = masked(
        ranged(old), colored(given, "BandedRange"), paths(spec.get("fields"), "BandedRange")
    )
    entry = _band(job, new) | {"bandedRangeId": old["bandedRangeId"]}
    _check_free(sheet, entry, but=old)
    sheet.banded = [entry if band is old else band for band in sheet.banded]


def delete_band(job: Job, spec: Spec) -> Reply:
    """Take alternating colours away (deleteBanding)."""
    sheet, old = _found_band(job, spec.get("bandedRangeId"))
    sheet.banded = [band for band in sheet.banded if band is not old]


def _found_band(job: Job, wanted: int | None) -> tuple[Sheet, Spec]:
    for sheet in job.book.sheets:
        for band in sheet.banded:
            if band["bandedRangeId"] == (wanted or 0):
                job.undo.sheet(sheet)
                return sheet, band
    raise invalid(f"No banding with id: {wanted or 0}")


HANDLERS = {
    "setDataValidation": validate,
    "addConditionalFormatRule": add_rule,
    "updateConditionalFormatRule": update_rule,
    "deleteConditionalFormatRule": delete_rule,
    "addBanding": add_band,
    "updateBanding": update_band,
    "deleteBanding": delete_band,
}
