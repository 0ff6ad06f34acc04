"""History: between which instants a record's fields changed, as far as the desk saw it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from chalicelib.model.word import Word
from chalicelib.sla.memory import Memory, Seen
from chalicelib.sla.rule import Moment, Moments, Wait


class Between(NamedTuple):
    """An instant known to lie in ``(after, by]``; typed instants have both ends the same."""

    after: datetime | None
    by: datetime

    @property
    def typed(self) -> bool:
        """Whether a person typed it, so that there is no doubt."""
        return self.after == self.by


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
        text = seen_text(getattr(record, field))
        before = memory.seen.get(field, ())
        if not before or before[-1].value != text:
            fresh[field] = (*before, Seen(text, at.after, at.by))
    if not fresh and memory.gone is None:
        return memory
    return memory._replace(seen={**memory.seen, **fresh}, gone=None)


def reached(ways: Moments, record: Any, memory: Memory, *, sticky: bool) -> Between | None:
    """Return when the first of the ways came about, or None.

    A field with values counts while it holds one of them; ``sticky`` lets it count ever after.
    """
    found = [all_ for way in ways if (all_ := _all(way, record, memory, sticky)) is not None]
    return min(found, key=lambda between: between.by) if found else None


def _all(
    way: tuple[Moment, ...],
    record: Any,
    memory: Memory,
    sticky: bool,  # noqa: FBT001
) -> Between | None:
    if len(way) == 1:
        return _moment(way[0], record, memory, sticky)
    times = [_moment(moment, record, memory, sticky) for moment in way]
    if not all(times):
        return None
    return max((t for t in times if t), key=lambda between: between.by)


def _moment(moment: Moment, record: Any, memory: Memory, sticky: bool) -> Between | None:  # noqa: FBT001
    value = getattr(record, moment.field)
    if not moment.values:
        return Between(value, value) if value is not None else None
    stretches = held(memory.seen.get(moment.field, ()), moment.values)
    if not stretches or not (sticky or stretches[-1].until is None):
        return None
    return stretches[-1].since


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


def first_after(history: Sequence[Seen], stop: datetime | None) -> datetime | None:
    """Return the first instant a field ever held that lies after ``stop`` (CLOCKS 12)."""
    instants = sorted(datetime.fromisoformat(s.value) for s in history if s.value)
    later = [i for i in instants if stop is None or i > stop]
    return later[0] if later else (instants[-1] if instants else None)


Pause = tuple[datetime, datetime]


def pauses(waits: Sequence[Wait], memory: Memory, life: Pause) -> list[Pause]:
    """Return when a clock stood still within its life, merged.

    Doubt counts for the team: a pause runs from when the old value was last seen to when
    the next was first seen; a typed "since" wins over what was seen (CLOCKS 8 and 16).
    """
    spans: list[Pause] = []
    typed = [_since(wait, memory, life) for wait in waits if not wait.values]
    known = [span for spans_ in typed for span in spans_]
    for wait in waits:
        if wait.values:
            spans += [
                _span(s, known, life) for s in held(memory.seen.get(wait.field, ()), wait.values)
            ]
    return _merged(spans + known, life)


def _since(wait: Wait, memory: Memory, life: Pause) -> list[Pause]:
    """Return the pauses that a typed "waiting since" names."""
    history, spans = memory.seen.get(wait.field, ()), []
    for seen, after in zip(history, (*history[1:], None), strict=True):
        if seen.value:
            spans.append((datetime.fromisoformat(seen.value), after.by if after else life[1]))
    return spans


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
    if cap is None:
        return list(spans)
    left, out = cap, []
    for start, end in spans:
        length = min(end - start, left)
        if length:
            out.append((start, start + length))
        left = left - length
    return out
