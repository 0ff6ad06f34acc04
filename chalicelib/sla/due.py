"""Due: where a target ends, in its own kind of time (CLOCKS 2, 7, 8, 14, 17)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from chalicelib.sla.rule import Calendar, Rule, Rung, RungKind
from chalicelib.sla.target import Target, Unit
from chalicelib.sla.zone import first_instant

Pause = tuple[datetime, datetime]
NOTHING = timedelta()


def settled(rule: Rule, record: Any) -> Target | datetime | None:
    """Return a rule's target as the record fills it in; an instant is the deadline itself."""
    target = rule.target
    if target.unit is not Unit.FIELD:
        return target
    value = getattr(record, target.field)
    if isinstance(value, timedelta):
        return Target(target.text, Unit.SPAN, span=value, backwards=target.backwards)
    return value if isinstance(value, datetime) else None


def due(target: Target, calendar: Calendar, start: datetime, pauses: Sequence[Pause]) -> datetime:
    """Return the deadline; pauses lengthen what remains and never move the start."""
    if target.backwards:
        return _backwards(target, calendar, start)
    if target.unit is Unit.SPAN:
        return later(calendar, start, target.span, pauses)
    if target.unit is Unit.DAYS:
        return elapsed(days_on(calendar, start, target.days), start, pauses)
    return _business(target, calendar, start, pauses)


def later(
    calendar: Calendar, start: datetime, span: timedelta, pauses: Sequence[Pause] = ()
) -> datetime:
    """Return the instant at which so much of the calendar's time has passed."""
    if calendar.always:
        return elapsed(start + span, start, pauses) if pauses else start + span
    return calendar.hours.add(start, span, pauses)


def elapsed(end: datetime, start: datetime, pauses: Sequence[Pause]) -> datetime:
    """Return an end moved on by the pauses that lie on the way to it."""
    for begin, finish in pauses:
        if begin >= end:
            break
        if finish > start:
            end += finish - max(begin, start)
    return end


def days_on(calendar: Calendar, start: datetime, days: int) -> datetime:
    """Return the same wall-clock time so many days later; after a gap if it falls into one."""
    zone = calendar.hours.zone
    local = start.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return first_instant(zone, local)


def _business(
    target: Target, calendar: Calendar, start: datetime, pauses: Sequence[Pause]
) -> datetime:
    hours = calendar.hours
    end = hours.add_days(hours.next_open(start), target.days)
    for begin, finish in pauses:
        if begin >= end:
            break
        stood = hours.between(max(begin, start), finish) if finish > start else NOTHING
        end = hours.add(end, stood) if stood > NOTHING else end
    return end


def _backwards(target: Target, calendar: Calendar, event: datetime) -> datetime:
    if target.unit is Unit.SPAN:
        return later(calendar, event, -target.span)
    if target.unit is Unit.DAYS:
        return days_on(calendar, event, -target.days)
    return calendar.hours.add_days(event, -target.days)


def rung_at(
    rung: Rung, run: tuple[Calendar, Target | None, datetime, datetime, Sequence[Pause]]
) -> datetime:
    """Return when a rung is reached on a run: calendar, target, start, due, pauses (CLOCKS 11).

    A target that is None is a deadline typed in a column: shares are of the time up to it.
    A warning never comes after the deadline, also where that lies before the start; what is
    told at the deadline does not wait for the calendar to open again.
    """
    calendar, target, start, end, pauses = run
    span = target is not None and target.unit is Unit.SPAN and not target.backwards
    if rung.kind is RungKind.AFTER:
        return later(calendar, end, rung.span) if span and rung.span else end + rung.span
    if rung.kind is RungKind.LEAD:
        lead = later(calendar, end, -rung.span) if span else end - rung.span
        return min(end, max(start, lead))
    if span and target is not None:
        return later(calendar, start, target.span * rung.share, pauses)
    return min(end, start + (end - start) * rung.share)
