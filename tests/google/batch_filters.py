"""Requests about the basic filter and filter views."""

from __future__ import annotations

from tests.google import structure as st
from tests.google.batch_conditions import check, hides
from tests.google.batch_fields import masked, paths
from tests.google.batch_job import Job, Reply, Spec
from tests.google.fault import invalid
from tests.google.sheet_shape import ranged
from tests.google.state import Rect, Sheet


def set_basic(job: Job, spec: Spec) -> Reply:
    """Put the filter on a sheet (setBasicFilter), in the place of the one there."""
    entry = _entry(job, spec.get("filter", {}))
    sheet = job.book.by_id(entry["rect"].sheet)
    job.check_edit(sheet, entry["rect"])
    entry["rect"] = st.clipped(entry["rect"], sheet)
    job.undo.lines(sheet.rows)
    sheet.basic_filter = entry
    if entry.get("sortSpecs"):
        body = _below_heading(sheet, entry["rect"])
        st.sort(job.world, job.book, body, entry["sortSpecs"])
    hide(job, sheet)


def clear_basic(job: Job, spec: Spec) -> Reply:
    """Take the filter off a sheet (clearBasicFilter)."""
    sheet = job.grid(spec.get("sheetId"))
    job.undo.lines(sheet.rows)
    sheet.basic_filter = None
    hide(job, sheet)


def hide(job: Job, sheet: Sheet) -> None:
    """Hide the rows that the basic filter does not let through, and show all others."""
    entry = sheet.basic_filter
    criteria = _criteria(entry) if entry else {}
    body = st.box(_below_heading(sheet, entry["rect"]), sheet) if entry else (0, 0, 0, 0)
    for index, row in enumerate(sheet.rows):
        row.hidden_by_filter = body[0] <= index < body[1] and any(
            hides(one, row.cell(column), job.book) for column, one in criteria.items()
        )


def _below_heading(sheet: Sheet, rect: Rect) -> Rect:
    top, bottom, left, right = st.box(rect, sheet)
    return Rect(sheet.id, min(top + 1, bottom), bottom, left, right)


def _criteria(entry: Spec) -> dict[int, Spec]:
    """Return the criteria by column; filterSpecs count more than the old criteria."""
    specs = entry.get("filterSpecs")
    if specs:
        return {one.get("columnIndex", 0): one.get("filterCriteria", {}) for one in specs}
    return {int(column): one for column, one in entry.get("criteria", {}).items()}


def _entry(job: Job, given: Spec) -> Spec:
    """Return a filter as it is kept, with its criteria in both shapes that the API has."""
    entry = {key: value for key, value in given.items() if key != "range"}
    entry["rect"] = _place(job, given)
    criteria = _criteria(entry)
    for one in criteria.values():
        if "condition" in one:
            check(one["condition"], "filters")
    if criteria:
        entry["criteria"] = {str(column): one for column, one in criteria.items()}
        entry["filterSpecs"] = [
            {"columnIndex": column, "filterCriteria": one} for column, one in criteria.items()
        ]
    return entry


def _place(job: Job, given: Spec) -> Rect:
    if "namedRangeId" in given:
        found = job.book.named.get(given["namedRangeId"])
        if found is None:
            raise invalid(f"No named range with id: {given['namedRangeId']}")
        return found[1]
    if "tableId" in given:
        raise invalid("Filters of tables are not supported by this server.")
    return job.rect(given.get("range") or {})


def add_view(job: Job, spec: Spec) -> Reply:
    """Add a filter view (addFilterView)."""
    entry = _entry(job, spec.get("filter", {}))
    sheet = job.book.by_id(entry["rect"].sheet)
    wanted = entry.get("filterViewId")
    if wanted is not None and _find(job, wanted, missing_ok=True):
        raise invalid(f"A filter view with id {wanted} already exists.")
    entry["filterViewId"] = job.new_id() if wanted is None else wanted
    entry.setdefault("title", f"Filter {len(sheet.filter_views) + 1}")
    entry["rect"] = st.clipped(entry["rect"], sheet)
    sheet.filter_views = [*sheet.filter_views, entry]
    return {"filter": ranged(entry)}


def update_view(job: Job, spec: Spec) -> Reply:
    """Change a filter view (updateFilterView)."""
    given = spec.get("filter", {})
    sheet, old = _find(job, given.get("filterViewId"))
    new = masked(ranged(old), given, paths(spec.get("fields"), "FilterView"))
    entry = _entry(job, new | {"filterViewId": old["filterViewId"]})
    if entry["rect"].sheet != sheet.id:
        raise invalid("A filter view cannot be moved to another sheet.")
    sheet.filter_views = [entry if view is old else view for view in sheet.filter_views]


def duplicate_view(job: Job, spec: Spec) -> Reply:
    """Add a filter view like another (duplicateFilterView)."""
    sheet, old = _find(job, spec.get("filterId"))
    title = f"Copy of {old['title']}"
    entry = {**old, "filterViewId": job.new_id(), "title": title}
    sheet.filter_views = [*sheet.filter_views, entry]
    return {"filter": ranged(entry)}


def delete_view(job: Job, spec: Spec) -> Reply:
    """Delete a filter view (deleteFilterView)."""
    sheet, old = _find(job, spec.get("filterId"))
    sheet.filter_views = [view for view in sheet.filter_views if view is not old]


def _find(job: Job, view_id: int | None, *, missing_ok: bool = False) -> tuple[Sheet, Spec] | None:
    for sheet in job.book.sheets:
        for view in sheet.filter_views:
            if view["filterViewId"] == (view_id or 0):
                job.undo.sheet(sheet)
                return sheet, view
    if missing_ok:
        return None
    raise invalid(f"No filter view with id: {view_id or 0}")


HANDLERS = {
    "setBasicFilter": set_basic,
    "clearBasicFilter": clear_basic,
    "addFilterView": add_view,
    "updateFilterView": update_view,
    "duplicateFilterView": duplicate_view,
    "deleteFilterView": delete_view,
}
