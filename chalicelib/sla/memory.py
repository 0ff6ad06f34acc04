"""What the desk remembers of a record: what it saw when, and how far each clock has told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
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
    reopened: datetime | None = None
    """When the cycle began by a reopening, as it was first seen."""


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
    notes: Mapping[str, Any] = {}
    """What an automation keeps of the record besides, as JSON values, by the automation's name."""


NOTHING = Memory()
"""The memory of a record never seen before."""


def to_json(memory: Memory) -> dict[str, Any]:
    """Return the memory as JSON values; empty clock fields are left out."""
    body = {
        "seen": {field: _seen(values) for field, values in memory.seen.items()},
        "clocks": {name: _clock(clock) for name, clock in memory.clocks.items()},
        "gone": _text(memory.gone),
    }
    return {**body, "notes": dict(memory.notes)} if memory.notes else body


def from_json(body: Mapping[str, Any]) -> Memory:
    """Return what ``to_json`` was given."""
    return Memory(
        _read_all_seen(body), _read_clocks(body), _instant(body["gone"]), body.get("notes", {})
    )


def delta(old: Memory, new: Memory) -> dict[str, Any]:
    """Return what changed between two memories, {} if nothing did.

    The body of a ledger entry. A field, clock or note, once there, is never dropped.
    """
    seen = {f: _seen(v) for f, v in new.seen.items() if old.seen.get(f) != v}
    clocks = {n: _clock(c) for n, c in new.clocks.items() if old.clocks.get(n) != c}
    body: dict[str, Any] = {}
    if seen:
        body["seen"] = seen
    if clocks:
        body["clocks"] = clocks
    if old.gone != new.gone:
        body["gone"] = _text(new.gone)
    if notes := {name: note for name, note in new.notes.items() if old.notes.get(name) != note}:
        body["notes"] = notes
    return body


def fold(old: Memory, body: Mapping[str, Any]) -> Memory:
    """Return the memory after an entry: ``fold(old, delta(old, new)) == new``."""
    gone = _instant(body["gone"]) if "gone" in body else old.gone
    seen, clocks = _read_all_seen(body), _read_clocks(body)
    notes = {**old.notes, **body["notes"]} if "notes" in body else old.notes
    return Memory({**old.seen, **seen}, {**old.clocks, **clocks}, gone, notes)


class _Dates(dict[int, str]):
    """How the text of an instant begins, by ordinal of its date."""

    def __missing__(self, day: int) -> str:
        self[day] = text = f"{date.fromordinal(day).isoformat()}T"
        return text


_DATES = _Dates()
_TWO = [f"{n:02}" for n in range(60)]


def _iso(at: datetime) -> str:
    """Return what isoformat() does, for whole seconds of UTC at a third of its cost."""
    if at.tzinfo is not UTC or at.microsecond:
        return at.isoformat()
    return f"{_DATES[at.toordinal()]}{_TWO[at.hour]}:{_TWO[at.minute]}:{_TWO[at.second]}+00:00"


def _text(instant: datetime | None) -> str | None:
    return None if instant is None else _iso(instant)


@lru_cache(4096)
def _instant(text: str | None) -> datetime | None:
    """Read an instant once: most are those of runs, and runs are few."""
    return None if text is None else datetime.fromisoformat(text)


_read: Callable[[str], datetime] = lru_cache(4096)(datetime.fromisoformat)


def _seen(values: tuple[Seen, ...]) -> list[list[Any]]:
    return [[s.value, _text(s.after), _iso(s.by)] for s in values]


def _read_all_seen(body: Mapping[str, Any]) -> dict[str, tuple[Seen, ...]]:
    return {field: _read_seen(values) for field, values in body.get("seen", {}).items()}


def _read_seen(body: list[list[Any]]) -> tuple[Seen, ...]:
    return tuple([Seen(value, _instant(after), _read(by)) for value, after, by in body])


def _clock(clock: ClockMemory) -> dict[str, Any]:
    cycle, passed, armed, target, due, reopened, done = clock
    body: dict[str, Any] = {"cycle": cycle} if cycle else {}
    if passed:
        body["passed"] = list(passed)
    if armed:
        body["armed"] = [list(pair) for pair in armed]
    if target or due:
        body["agreed"] = [target, _text(due)]
    if reopened:
        body["reopened"] = [_text(end) for end in reopened]
    if done:
        body["done"] = [_done(one) for one in done]
    return body


def _read_clocks(body: Mapping[str, Any]) -> dict[str, ClockMemory]:
    return {name: _read_clock(clock) for name, clock in body.get("clocks", {}).items()}


def _read_clock(body: Mapping[str, Any]) -> ClockMemory:
    target, due = body.get("agreed", ("", None))
    return ClockMemory(
        body.get("cycle", 0),
        tuple(body.get("passed", ())),
        tuple([(rung, times) for rung, times in body.get("armed", ())]),
        target,
        _instant(due),
        _read_reopened(body.get("reopened")),
        tuple([_read_done(done) for done in body.get("done", ())]),
    )


def _read_reopened(body: list[Any] | None) -> tuple[datetime | None, datetime] | None:
    return (_instant(body[0]), _read(body[1])) if body else None


def _done(done: Done) -> list[Any]:
    return [
        done.cycle,
        _text(done.start),
        _iso(done.stop),
        _text(done.due),
        done.target,
        done.late,
        *([_text(done.reopened)] if done.reopened else []),
    ]


def _read_done(body: list[Any]) -> Done:
    cycle, start, stop, due, target, late, *reopened = body
    began = _read(reopened[0]) if reopened else None
    return Done(cycle, _instant(start), _read(stop), _instant(due), target, late, began)
