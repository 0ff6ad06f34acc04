"""The face of a record's clocks: the four cells that the desk writes into a row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any

from pydantic.dataclasses import dataclass

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
    """The worst state of a record's clocks, what falls due next, and why."""

    state: ClockState | None = None
    due: datetime | None = None
    clock: str = ""
    why: str = ""


BLANK = Face()
"""The face of a record that no clock runs on."""

GARBLED = Face(why="\ufffd")
"""The face of a row whose desk cells cannot be read: never what a run computes."""


def with_face(record: Any, face: Face) -> Any:
    """Return a record with another face, its last field: as dataclasses.replace, but at once."""
    *own, _ = _fields(record.__class__)(record)
    return record.__class__(*own, face)


@cache
def _fields(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*kind.__dataclass_fields__)  # type: ignore[attr-defined]
