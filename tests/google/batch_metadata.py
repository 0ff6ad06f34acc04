"""Requests about developer metadata."""

from __future__ import annotations

from tests.google import metadata
from tests.google.batch_job import Job, Reply, Spec
from tests.google.tags import entries


def create(job: Job, spec: Spec) -> Reply:
    """Add an entry (createDeveloperMetadata)."""
    _remember(job, spec)
    return metadata.create(job.book, spec)


def update(job: Job, spec: Spec) -> Reply:
    """Change entries (updateDeveloperMetadata)."""
    _remember(job, spec)
    return metadata.update(job.book, spec)


def delete(job: Job, spec: Spec) -> Reply:
    """Delete entries (deleteDeveloperMetadata)."""
    _remember(job, spec)
    return metadata.delete(job.book, spec)


def _remember(job: Job, spec: Spec) -> None:
    """Remember whatever bears metadata, and where some may come."""
    for entry in entries(job.book):
        job.undo.keep(entry.holder)
    place = spec.get("developerMetadata", {}).get("location", {})
    line = place.get("dimensionRange", {})
    sheet = job.book.by_id(place.get("sheetId", line.get("sheetId", 0)))
    if sheet:
        job.undo.sheet(sheet)
        start = line.get("startIndex", 0)
        job.undo.lines(sheet.dimensions(line.get("dimension", "ROWS"))[start : start + 1])


HANDLERS = {
    "createDeveloperMetadata": create,
    "updateDeveloperMetadata": update,
    "deleteDeveloperMetadata": delete,
}
