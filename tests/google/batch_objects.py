"""Requests about what floats above the cells: charts and slicers."""

from __future__ import annotations

from collections.abc import Iterator

from tests.google.batch_fields import colored, masked, paths
from tests.google.batch_job import Job, Reply, Spec
from tests.google.fault import invalid
from tests.google.state import Sheet
from tests.google.structure_follow import rect_of

KINDS = {"charts": "chartId", "slicers": "slicerId"}
SCHEMAS = {"charts": "EmbeddedChart", "slicers": "Slicer"}
SIZE = {"widthPixels": 600, "heightPixels": 371}


def add_chart(job: Job, spec: Spec) -> Reply:
    """Add a chart (addChart)."""
    given = spec.get("chart", {})
    if not given.get("spec"):
        raise invalid("No chart specification.")
    return {"chart": _add(job, "charts", given)}


def add_slicer(job: Job, spec: Spec) -> Reply:
    """Add a slicer (addSlicer)."""
    given = spec.get("slicer", {})
    if not given.get("spec", {}).get("dataRange"):
        raise invalid("No data range specified.")
    return {"slicer": _add(job, "slicers", given)}


def _add(job: Job, kind: str, given: Spec) -> Spec:
    key = KINDS[kind]
    _check_sources(job, given["spec"])
    if any(given.get(key) == entry[KINDS[other]] for _, other, entry in _objects(job)):
        raise invalid(f"An embedded object with id {given[key]} already exists.")
    sheet, position = _position(job, given.get("position", {}))
    entry = colored(given, SCHEMAS[kind]) | {"position": position}
    entry[key] = given.get(key) or job.new_id()
    setattr(sheet, kind, [*getattr(sheet, kind), entry])
    return entry


def _check_sources(job: Job, part: object) -> None:
    """Refuse ranges on sheets that are not there, wherever in a specification they stand."""
    if isinstance(part, list):
        for inner in part:
            _check_sources(job, inner)
    elif isinstance(part, dict):
        if "startRowIndex" in part or "endRowIndex" in part:
            job.grid(rect_of(part).sheet)
        for inner in part.values():
            _check_sources(job, inner)


def _position(job: Job, given: Spec) -> tuple[Sheet, Spec]:
    """Return the sheet of an object, and its position as it is kept."""
    if given.get("newSheet") or "sheetId" in given:
        raise invalid("Charts on sheets of their own are not supported by this server.")
    overlay = given.get("overlayPosition", {})
    sheet, row, column = job.place(overlay.get("anchorCell"))
    anchor = {"sheetId": sheet.id, "rowIndex": row, "columnIndex": column}
    return sheet, {"overlayPosition": {**SIZE, **overlay, "anchorCell": anchor}}


def _objects(job: Job) -> Iterator[tuple[Sheet, str, Spec]]:
    for sheet in job.book.sheets:
        for kind in KINDS:
            for entry in getattr(sheet, kind):
                yield sheet, kind, entry


def _find(job: Job, wanted: int | None, *kinds: str) -> tuple[Sheet, str, Spec]:
    for sheet, kind, entry in _objects(job):
        if kind in kinds and entry[KINDS[kind]] == (wanted or 0):
            job.undo.sheet(sheet)
            return sheet, kind, entry
    raise invalid(f"No embedded object with id: {wanted or 0}")


def _replace(sheet: Sheet, kind: str, old: Spec, new: Spec | None) -> None:
    entries = [new if entry is old else entry for entry in getattr(sheet, kind)]
    setattr(sheet, kind, [entry for entry in entries if entry is not None])


def update_chart(job: Job, spec: Spec) -> Reply:
    """Give a chart another specification (updateChartSpec)."""
    sheet, kind, old = _find(job, spec.get("chartId"), "charts")
    if not spec.get("spec"):
        raise invalid("No chart specification.")
    _check_sources(job, spec["spec"])
    _replace(sheet, kind, old, {**old, "spec": colored(spec["spec"], "ChartSpec")})


def update_slicer(job: Job, spec: Spec) -> Reply:
    """Change a slicer (updateSlicerSpec)."""
    sheet, kind, old = _find(job, spec.get("slicerId"), "slicers")
    where = paths(spec.get("fields"), "SlicerSpec")
    new = masked(old["spec"], colored(spec.get("spec", {}), "SlicerSpec"), where)
    _check_sources(job, new)
    _replace(sheet, kind, old, {**old, "spec": new})


def update_position(job: Job, spec: Spec) -> Reply:
    """Move a chart or slicer (updateEmbeddedObjectPosition)."""
    sheet, kind, old = _find(job, spec.get("objectId"), *KINDS)
    given, before = spec.get("newPosition", {}), old["position"].get("overlayPosition", {})
    if "overlayPosition" not in given:
        _position(job, given)
        raise invalid("No position specified.")
    where = paths(spec.get("fields"), "OverlayPosition")
    overlay = masked(before, given["overlayPosition"], where)
    home, position = _position(job, {"overlayPosition": overlay})
    entry = {**old, "position": position}
    _replace(sheet, kind, old, None if home is not sheet else entry)
    if home is not sheet:
        setattr(home, kind, [*getattr(home, kind), entry])
    return {"position": position}


def update_border(job: Job, spec: Spec) -> Reply:
    """Change the border of a chart (updateEmbeddedObjectBorder)."""
    sheet, kind, old = _find(job, spec.get("objectId"), "charts")
    where = paths(spec.get("fields"), "EmbeddedObjectBorder")
    given = colored(spec.get("border", {}), "EmbeddedObjectBorder")
    border = masked(old.get("border"), given, where)
    _replace(sheet, kind, old, {**old, "border": border})


def delete(job: Job, spec: Spec) -> Reply:
    """Delete a chart or slicer (deleteEmbeddedObject)."""
    sheet, kind, old = _find(job, spec.get("objectId"), *KINDS)
    _replace(sheet, kind, old, None)


HANDLERS = {
    "addChart": add_chart,
    "addSlicer": add_slicer,
    "updateChartSpec": update_chart,
    "updateSlicerSpec": update_slicer,
    "updateEmbeddedObjectPosition": update_position,
    "updateEmbeddedObjectBorder": update_border,
    "deleteEmbeddedObject": delete,
}
