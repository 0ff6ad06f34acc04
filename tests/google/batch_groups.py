"""Requests about groups of rows and columns that can be folded."""

from __future__ import annotations

from itertools import groupby

from tests.google.batch_dimensions import Strip, strip
from tests.google.batch_fields import paths
from tests.google.batch_job import Job, Reply, Spec
from tests.google.fault import invalid
from tests.google.state import Sheet

DEEPEST = 8


def add(job: Job, spec: Spec) -> Reply:
    """Group rows or columns one level deeper (addDimensionGroup)."""
    new = _checked(job, spec)
    depths = _depths(new)
    if max(depths[new.start : new.end]) >= DEEPEST:
        raise invalid(f"Groups cannot be deeper than {DEEPEST} levels.")
    return _dig(new, depths, 1)


def delete(job: Job, spec: Spec) -> Reply:
    """Take rows or columns one level out of their groups (deleteDimensionGroup)."""
    old = _checked(job, spec)
    depths = _depths(old)
    if not all(depths[old.start : old.end]):
        raise invalid("Cannot delete a group that does not exist.")
    return _dig(old, depths, -1)


def _checked(job: Job, spec: Spec) -> Strip:
    lines = strip(job, spec.get("range"))
    if not lines.start < lines.end <= len(lines.sheet.dimensions(lines.dimension)):
        raise invalid("The range of a group must be within the sheet and not empty.")
    return lines


def _depths(lines: Strip) -> list[int]:
    """Return how deep each row or column of the sheet is in groups."""
    depths = [0] * len(lines.sheet.dimensions(lines.dimension))
    for group in lines.sheet.groups[lines.dimension]:
        for index in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            depths[index] = max(depths[index], group["depth"])
    return depths


def _dig(lines: Strip, depths: list[int], by: int) -> Spec:
    depths[lines.start : lines.end] = [depth + by for depth in depths[lines.start : lines.end]]
    groups = [
        {"range": _range(lines, start, end), "depth": level, **_fold(lines, start, end, level)}
        for level in range(1, max(depths) + 1)
        for start, end in _runs(depths, level)
    ]
    _keep(lines.sheet, lines.dimension, groups)
    return {"dimensionGroups": groups} if groups else {}


def _keep(sheet: Sheet, dimension: str, groups: list[Spec]) -> None:
    sheet.groups = {**sheet.groups, dimension: groups}


def _range(lines: Strip, start: int, end: int) -> Spec:
    place = {"sheetId": lines.sheet.id, "dimension": lines.dimension}
    return {**place, "startIndex": start, "endIndex": end}


def _fold(lines: Strip, start: int, end: int, depth: int) -> Spec:
    """Return that a group is folded, if there was one at its place that is."""
    same = (_range(lines, start, end), depth)
    olds = lines.sheet.groups[lines.dimension]
    folded = any((old["range"], old["depth"]) == same and old.get("collapsed") for old in olds)
    return {"collapsed": True} if folded else {}


def _runs(depths: list[int], level: int) -> list[tuple[int, int]]:
    """Return the stretches that are at least so deep."""
    runs = []
    for deep, indexes in groupby(range(len(depths)), lambda index: depths[index] >= level):
        found = list(indexes)
        runs += [(found[0], found[-1] + 1)] if deep else []
    return runs


def update(job: Job, spec: Spec) -> Reply:
    """Fold or unfold a group (updateDimensionGroup)."""
    given = spec.get("dimensionGroup", {})
    lines = strip(job, given.get("range"))
    names = {path[0] for path in paths(spec.get("fields"), "DimensionGroup")}
    same = (_range(lines, lines.start, lines.end), given.get("depth", 0))
    groups = lines.sheet.groups[lines.dimension]
    old = next((g for g in groups if (g["range"], g["depth"]) == same), None)
    if old is None:
        raise invalid("There is no such group.")
    if "collapsed" not in names:
        return
    folded = given.get("collapsed", False)
    new = {key: value for key, value in old.items() if key != "collapsed"}
    new |= {"collapsed": True} if folded else {}
    _keep(lines.sheet, lines.dimension, [new if group is old else group for group in groups])
    job.undo.lines(lines.lines())
    for line in lines.lines():
        line.hidden_by_user = folded


HANDLERS = {
    "addDimensionGroup": add,
    "deleteDimensionGroup": delete,
    "updateDimensionGroup": update,
}
