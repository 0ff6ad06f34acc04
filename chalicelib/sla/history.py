"""History: between which instants a record's fields changed, as far as the desk saw it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from chalicelib.model.word import Word
from chalicelib.sla.memory import Memory, Seen
from chalicelib.sla.rule import Moment, Wait, Ways


class Between(NamedTuple):
    """An instant known to lie in ``(after, by]``; typed instants have both ends the same."""

    after: datetime | None
    by: datetime

    @property
    def typed(self) -> bool:
        """Whether a person typed it, so that there is no doubt."""
        return self.after is self.by or self.after == self.by


def seen_text(value: object) -> str:
    """Return a field's value as the memory keeps it."""
    if isinstance(value, Word):
        return value.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def observe(memory: Memory, record: object, fields: Sequence[str], at: Between) -> Memory:
    """Return the memory with what this run sees of the fields added, where it is new."""
    fresh: dict[str, tuple[Seen, ...]] = {}
    for field in fields:
        value = getattr(record, field)
        text = seen_text(value) if value is not None else ""
        before = memory.seen.get(field, ())
        if not before or before[-1].value != text:
            fresh[field] = (*before, Seen(text, at.after, at.by))
    if not fresh and memory.gone is None:
        return memory
    return memory._replace(seen={**memory.seen, **fresh}, gone=None)


def reached(ways: Ways, record: Any, memory: Memory, *, sticky: bool) -> Between | None:
    """Return when the first of the ways came about, or None; of two at once, the typed one.

    A field with values counts while it holds one of them; ``sticky`` lets it count ever after.
    """
    typed = _earliest(ways.typed, record)
    first = None if typed is None else Between(typed, typed)
    for way in ways.others:
        found = _together(way, record, memory, sticky)
        if found is not None and (first is None or found.by < first.by):
            first = found
    return first


def _earliest(fields: Sequence[str], record: Any) -> datetime | None:
    first: datetime | None = None
    for field in fields:
        typed: datetime | None = getattr(record, field)
        if typed is not None and (first is None or typed < first):
            first = typed
    return first


def _together(
    way: tuple[Moment, ...],
    record: Any,
    memory: Memory,
    sticky: bool,  # noqa: FBT001
) -> Between | None:
    if len(way) == 1:
        return _moment(way[0], record, memory, sticky)
    return _all([_moment(moment, record, memory, sticky) for moment in way])


def _all(times: Sequence[Between | None]) -> Between | None:
    """Return when the last of several came about, None if one of them did not."""
    known = [time for time in times if time is not None]
    if len(known) < len(times):
        return None
    last = max(known, key=lambda between: between.by)
    if last.typed:
        return last
    ends = (t.by - timedelta.resolution if t.typed else t.after for t in known)
    return Between(max((end for end in ends if end), default=None), last.by)


def _moment(moment: Moment, record: Any, memory: Memory, sticky: bool) -> Between | None:  # noqa: FBT001
    if not moment.values:
        value = getattr(record, moment.field)
        return None if value is None else Between(value, value)
    history = memory.seen.get(moment.field, ())
    if not history or not (sticky or history[-1].value in moment.values):
        return None
    if len(history) == 1:
        value, after, by = history[0]
        return Between(after, by) if value in moment.values else None
    stretches = held(history, moment.values)
    return stretches[-1].since if stretches else None


class Stretch(NamedTuple):
    """A field held one of some values, from one instant to another; None: it still does."""

    since: Between
    until: Between | None


def held(history: Sequence[Seen], values: frozenset[str]) -> list[Stretch]:
    """Return the stretches in which a field held one of the values; any value if none named."""
    stretches: list[Stretch] = []
    since: Between | None = None
    for seen in history:
        here = seen.value in values if values else bool(seen.value)
        if here and since is None:
            since = Between(seen.after, seen.by)
        elif not here and since is not None:
            stretches.append(Stretch(since, Between(seen.after, seen.by)))
            since = None
    return [*stretches, Stretch(since, None)] if since is not None else stretches


def next_after(start: Between, stops: Sequence[Between]) -> Between | None:
    """Return the first stop that may belong to a start; an earlier one ended another round."""
    if start.typed or start.after is None:
        mine = [stop for stop in stops if stop.by >= start.by]
    else:
        mine = [stop for stop in stops if stop.by > start.after]
    return min(mine, key=lambda stop: stop.by, default=None)


def unanswered(
    history: Sequence[Seen], answers: Sequence[Between]
) -> tuple[Between | None, Between | None]:
    """Return the first message of the newest round, and the answer to it (CLOCKS 12).

    Nothing where no message stands in the row any more.
    """
    if not history or not history[-1].value:
        return None, None
    wrote = sorted({datetime.fromisoformat(seen.value) for seen in history if seen.value})
    start = stop = None
    while wrote:
        start = Between(wrote[0], wrote[0])
        stop = next_after(start, answers)
        wrote = [instant for instant in wrote if stop and instant > stop.by]
    return start, stop


Pause = tuple[datetime, datetime]


def pauses(waits: Sequence[Wait], memory: Memory, life: Pause) -> list[Pause]:
    """Return when a clock stood still within its life, merged.

    Doubt counts for the team: a pause runs from when the old value was last seen to when
    the next was first seen; a typed "since" wins over what was seen (CLOCKS 8 and 16).
    """
    seen = memory.seen
    typed, stood = [], []
    for wait in waits:
        history = seen.get(wait.field, ())
        if len(history) == 1 and not _waits(history[0], wait):
            continue
        if wait.values:
            stood += held(history, wait.values)
        else:
            typed += _since(history, life)
    if not (typed or stood):
        return []
    return _merged([*(_span(stretch, typed, life) for stretch in stood), *typed], life)


def _waits(seen: Seen, wait: Wait) -> bool:
    return seen.value in wait.values if wait.values else bool(seen.value)


def _since(history: Sequence[Seen], life: Pause) -> list[Pause]:
    """Return the pauses that a typed "waiting since" names."""
    ends = [seen.by for seen in history[1:]]
    spans = zip(history, [*ends, life[1]], strict=False)
    return [(datetime.fromisoformat(seen.value), end) for seen, end in spans if seen.value]


def _span(stretch: Stretch, typed: Sequence[Pause], life: Pause) -> Pause:
    start = stretch.since.after or life[0]
    end = stretch.until.by if stretch.until else life[1]
    for since, until in typed:
        if start < since <= stretch.since.by and until > start:
            return since, end
    return start, end


def _merged(spans: list[Pause], life: Pause) -> list[Pause]:
    clipped = ((max(start, life[0]), min(end, life[1])) for start, end in spans)
    out: list[Pause] = []
    for start, end in sorted(span for span in clipped if span[0] < span[1]):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def capped(spans: Sequence[Pause], cap: timedelta | None) -> list[Pause]:
    """Return the pauses up to a total length; after it the clock resumes by itself."""
    if cap is None or not spans:
        return list(spans)
    left, out = cap, []
    for start, end in spans:
        length = min(end - start, left)
        if length:
            out.append((start, start + length))
        left = left - length
    return out
