"""Experiments of the probe on cells: find and replace, tags that answer, writes that land late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from requests import RequestException

from chalicelib.adapters.google import probe_words as words
from chalicelib.adapters.google.client import SHEETS
from chalicelib.adapters.google.probe_tab import COLUMNS, ROWS, Answer, Scratch, lookup
from chalicelib.model.word import Phrase

TOP = 50
NUMBER = "0012"
SHORT = (5.0, 0.02)
"""Seconds to wait for a connection, and for an answer that is not meant to come."""
LOOKS = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 90.0, 120.0, 150.0, 180.0)
"""Seconds after a write at which it is looked for; Google gives a request up after 180."""


def replaced(scratch: Scratch) -> Iterator[Answer]:
    """Replace an empty cell, a text, and a text in a plain-text cell."""
    plain = {
        "repeatCell": {
            "range": scratch.area(TOP + 2, TOP + 3, 0, 1),
            "cell": {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}},
            "fields": "userEnteredFormat.numberFormat",
        }
    }
    scratch.does(plain, scratch.put(TOP, 0, [["", "row"], ["text", "row"], ["text", "row"]]))
    scratch.does(
        _replace(scratch, TOP, "^\\s*$", "x"),
        _replace(scratch, TOP + 1, "text", NUMBER),
        _replace(scratch, TOP + 2, "text", NUMBER),
    )
    found = [row[0] for row in scratch.cells(TOP, TOP + 3, 0, 2)]
    filled = words.FILLED.fill(cell=found[0]) if found[0] else words.LEFT_EMPTY
    yield Answer(words.FILLS, filled)
    yield Answer(words.TEXT, _kind(found[1]))
    yield Answer(words.TEXT_PLAIN, _kind(found[2]))


def _replace(scratch: Scratch, row: int, find: str, by: str) -> dict[str, Any]:
    area = scratch.area(row, row + 1, 0, 1)
    return {"findReplace": {"find": find, "replacement": by, "searchByRegex": True, "range": area}}


def _kind(cell: object) -> Phrase:
    if cell == NUMBER:
        return words.STILL_TEXT
    return words.NOW_NUMBER if isinstance(cell, int | float) else words.UNCHANGED


def located(scratch: Scratch) -> Iterator[Answer]:
    """Change a tag, and see whether the answer says where it stands."""
    scratch.does(scratch.tag("located", "COLUMNS", 2))
    change = {
        "dataFilters": [lookup("located")],
        "developerMetadata": {"metadataValue": "located again"},
        "fields": "metadataValue",
    }
    reply = scratch.does({"updateDeveloperMetadata": change})[0]
    tags = reply.get("updateDeveloperMetadata", {}).get("developerMetadata", ())
    told = any("dimensionRange" in tag.get("location", {}) for tag in tags)
    yield Answer(words.LOCATION, words.YES if told else words.NO)


def late(scratch: Scratch) -> Iterator[Answer]:
    """Write much without waiting for the answer, and look when it has landed."""
    rows = [["late"] * COLUMNS] * (ROWS - 100)
    body = {"requests": [scratch.put(100, 0, rows)]}
    url = f"{SHEETS}{scratch.spreadsheet}:batchUpdate"
    sent = scratch.client.watch.monotonic()
    try:
        scratch.client.session.request("post", url, json=body, timeout=SHORT)
    except RequestException:  # that is what it is about
        yield Answer(words.LATE, _landed(scratch, sent, LOOKS))
    else:
        yield Answer(words.LATE, words.ANSWERED)


def _landed(scratch: Scratch, sent: float, looks: tuple[float, ...]) -> Phrase:
    """Return between which two looks a write landed."""
    clock, sleep = scratch.client.watch.monotonic, scratch.client.watch.sleep
    since = 0.0
    for at in looks:
        sleep(max(0.0, sent + at - clock()))
        if scratch.cells(ROWS - 1, ROWS, COLUMNS - 1, COLUMNS):
            return words.LANDED.fill(since=f"{since:.1f}", until=f"{clock() - sent:.1f}")
        since = clock() - sent
    return words.NEVER.fill(until=f"{since:.0f}")


def skipped(scratch: Scratch) -> Iterator[Answer]:
    """Say that late writes were not waited for."""
    del scratch
    yield Answer(words.LATE, words.SKIPPED)
