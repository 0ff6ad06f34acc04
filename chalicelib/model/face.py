"""The face of a record: the cells that the desk writes into a row, of its clocks and its verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any

from pydantic.dataclasses import dataclass

from chalicelib.model.verdict import UNJUDGED, Verdict
from chalicelib.model.word import Word


class ClockState(Word):
    """What a clock shows (CLOCKS 1-18)."""

    NOT_STARTED = "not started", "未开始"
    ON_TRACK = "on track", "正常"
    DUE_SOON = "due soon", "即将到期"
    PAUSED = "paused", "暂停"
    MET = "met", "按时完成"
    MET_LATE = "met late", "超时完成"
    OVERDUE = "overdue", "已超时"
    CANCELLED = "cancelled", "已取消"
    CANNOT_TELL = "cannot tell", "无法判断"


@dataclass(frozen=True, slots=True)
class Face:
    """The worst state of a record's clocks, what falls due next, and why; and its verdict."""

    state: ClockState | None = None
    due: datetime | None = None
    clock: str = ""
    why: str = ""
    verdict: Verdict = UNJUDGED


BLANK = Face()
"""The face of a record that no clock runs on, and of which the rule book says nothing."""

CLOCK_CELLS = ("state", "due", "clock", "why")
"""What a face shows of the clocks; all else it shows is the verdict."""


def shows(face: Face, key: str) -> Any:
    """Return what a face shows in a column of ours."""
    return getattr(face if key in CLOCK_CELLS else face.verdict, key)


def face_of(cells: Mapping[str, Any]) -> Face:
    """Return the face that shows these values by column."""
    clocks = {key: value for key, value in cells.items() if key in CLOCK_CELLS}
    rest = {key: value for key, value in cells.items() if key not in CLOCK_CELLS}
    return Face(**clocks, verdict=Verdict(**rest) if any(rest.values()) else UNJUDGED)


def judged(record: Any, verdict: Verdict) -> Any:
    """Return a record with another verdict; the very same where it has that one."""
    face = record.face
    if face.verdict is verdict or face.verdict == verdict:
        return record
    return with_face(record, Face(face.state, face.due, face.clock, face.why, verdict))


def answerable(record: Any) -> str:
    """Return who answers for a record: its owner, else whom the desk suggests while there is none."""
    return getattr(record, "owner", "") or record.face.verdict.assignee


GARBLED = Face(why="\ufffd")
"""The face of a row whose desk cells cannot be read: never what a run computes."""


def with_face(record: Any, face: Face) -> Any:
    """Return a record with another face, its last field: as dataclasses.replace, but at once."""
    *own, _ = _fields(record.__class__)(record)
    return record.__class__(*own, face)


@cache
def _fields(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*kind.__dataclass_fields__)  # type: ignore[attr-defined]
