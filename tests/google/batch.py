"""spreadsheets.batchUpdate: many changes at once, all of them or none."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from tests.google import formulas
from tests.google.batch_job import Job, Reply, Spec
from tests.google.batch_undo import Undo
from tests.google.fault import ApiError, invalid
from tests.google.state import Spreadsheet, World

FAMILIES = (
    "sheets", "dimensions", "cells", "paste", "text", "find", "areas", "filters", "protection",
    "rules", "objects", "groups", "metadata", "tables",
)  # fmt: skip
"""The modules ``batch_*``; each has its requests in HANDLERS."""


def batch_update(world: World, book: Spreadsheet, body: dict[str, Any]) -> dict[str, Any]:
    """Carry out all requests of a batch, or none of them if one is refused."""
    requests = body.get("requests")
    if not requests:
        raise invalid("Must specify at least one request.")
    undo = Undo(book)
    job = Job(world, book, undo)
    try:
        replies = [_answered(job, index, request) for index, request in enumerate(requests)]
    except BaseException:
        undo.back()
        raise
    formulas.recalculate(book)
    return {"spreadsheetId": book.id, "replies": replies}


def _answered(job: Job, index: int, request: Spec) -> Spec:
    kind, spec = _kind(index, request)
    try:
        reply = _handler(kind)(job, spec)
    except ApiError as fault:
        message = f"Invalid requests[{index}].{kind}: {fault.message}"
        raise ApiError(fault.code, message, fault.status) from fault
    return {} if reply is None else {kind: reply}


def _kind(index: int, request: Spec) -> tuple[str, Spec]:
    kinds = [kind for kind, spec in request.items() if spec is not None]
    if not kinds:
        raise invalid(f"Invalid requests[{index}]: No request set.")
    if len(kinds) > 1:
        raise invalid(
            f"Invalid value at 'requests[{index}]' (oneof), oneof field 'kind' is already set. "
            f"Cannot set '{kinds[1]}'"
        )
    return kinds[0], request[kinds[0]]


def _handler(kind: str) -> Any:
    return _handlers().get(kind, _unsupported)


@cache
def _handlers() -> dict[str, Any]:
    modules = [import_module(f"tests.google.batch_{family}") for family in FAMILIES]
    return {kind: handler for module in modules for kind, handler in module.HANDLERS.items()}


def _unsupported(_job: Job, _spec: Spec) -> Reply:
    raise ApiError(400, "This kind of request is not supported by this server.")
