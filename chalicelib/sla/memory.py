"""What the desk remembers of a record: what it saw when, and how far each clock has told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple


class Seen(NamedTuple):
    """A field took a value at an instant known to lie in ``(after, by]`` (CLOCKS 16)."""

    value: str
    """The English word, yes or no, or an ISO instant; empty for an empty cell."""
    after: datetime | None
    """When the old value was last seen; None if the record was never seen before."""
    by: datetime
    """When the new value was first seen."""


class Done(NamedTuple):
    """A finished cycle of a clock, under the target it was promised under (CLOCKS 9)."""

    cycle: int
    start: datetime | None
    stop: datetime
    due: datetime | None
    target: str
    late: bool


class ClockMemory(NamedTuple):
    """What is remembered of one clock on one record."""

    cycle: int = 1
    passed: tuple[int, ...] = ()
    """Rungs that the clock stood beyond at the last run."""
    armed: tuple[tuple[int, int], ...] = ()
    """Rung and how often it was armed, where that is more than once."""
    agreed_target: str = ""
    """The target when the open cycle was first seen: the ledger's "as agreed"."""
    agreed_due: datetime | None = None
    reopened: tuple[datetime | None, datetime] | None = None
    """Between which instants the open cycle began by a reopening."""
    done: tuple[Done, ...] = ()


class Memory(NamedTuple):
    """What is remembered of one record."""

    seen: Mapping[str, tuple[Seen, ...]] = {}
    """By field, oldest first."""
    clocks: Mapping[str, ClockMemory] = {}
    """By name of the clock."""
    gone: datetime | None = None
    """When the record was last seen, if it was missing or unreadable at the last run."""


NOTHING = Memory()
"""The memory of a record never seen before."""


def to_json(memory: Memory) -> dict[str, Any]:
    """Return the memory as JSON values; instants as ISO text."""
    return {
        "seen": {f: [_seen(s) for s in all_] for f, all_ in memory.seen.items()},
        "clocks": {name: _clock(c) for name, c in memory.clocks.items()},
        "gone": _text(memory.gone),
    }


def from_json(body: Mapping[str, Any]) -> Memory:
    """Return what ``to_json`` was given."""
    return Memory(
        {f: tuple(_read_seen(s) for s in all_) for f, all_ in body["seen"].items()},
        {name: _read_clock(c) for name, c in body["clocks"].items()},
        _instant(body["gone"]),
    )


def delta(old: Memory, new: Memory) -> dict[str, Any]:
    """Return what changed between two memories, the body of a ledger entry; {} if nothing did."""
    before, after = to_json(old), to_json(new)
    body: dict[str, Any] = {}
    for part in ("seen", "clocks"):
        changed = {k: v for k, v in after[part].items() if before[part].get(k) != v}
        if changed:
            body[part] = changed
    if before["gone"] != after["gone"]:
        body["gone"] = after["gone"]
    return body


def fold(old: Memory, body: Mapping[str, Any]) -> Memory:
    """Return the memory after an entry: ``fold(old, delta(old, new)) == new``."""
    before = to_json(old)
    return from_json(
        {
            "seen": before["seen"] | body.get("seen", {}),
            "clocks": before["clocks"] | body.get("clocks", {}),
            "gone": body.get("gone", before["gone"]),
        }
    )


def _text(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _seen(seen: Seen) -> list[Any]:
    return [seen.value, _text(seen.after), _text(seen.by)]


def _read_seen(body: list[Any]) -> Seen:
    return Seen(body[0], _instant(body[1]), datetime.fromisoformat(body[2]))


def _clock(clock: ClockMemory) -> dict[str, Any]:
    reopened = clock.reopened and [_text(end) for end in clock.reopened]
    return {
        "cycle": clock.cycle,
        "passed": list(clock.passed),
        "armed": [list(pair) for pair in clock.armed],
        "agreed": [clock.agreed_target, _text(clock.agreed_due)],
        "reopened": reopened,
        "done": [_done(d) for d in clock.done],
    }


def _read_clock(body: Mapping[str, Any]) -> ClockMemory:
    reopened = body["reopened"]
    return ClockMemory(
        body["cycle"],
        tuple(body["passed"]),
        tuple((rung, times) for rung, times in body["armed"]),
        body["agreed"][0],
        _instant(body["agreed"][1]),
        reopened and (_instant(reopened[0]), datetime.fromisoformat(reopened[1])),
        tuple(_read_done(d) for d in body["done"]),
    )


def _done(done: Done) -> list[Any]:
    return [
        done.cycle,
        _text(done.start),
        _text(done.stop),
        _text(done.due),
        done.target,
        done.late,
    ]


def _read_done(body: list[Any]) -> Done:
    cycle, start, stop, due, target, late = body
    return Done(
        cycle, _instant(start), datetime.fromisoformat(stop), _instant(due), target, late
    )
