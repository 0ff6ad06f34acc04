"""Limits: until when somebody outside waits for the seller (RULEBOOK 11).

Of one dispute the date that the platform itself names comes before the rows of the Deadlines tab;
of several obligations the next one counts that can still be met.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import filterfalse
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.model.casefile import CaseFile
from chalicelib.model.dispute import Dispute
from chalicelib.model.instant import resolve
from chalicelib.model.word import Phrase
from chalicelib.policy.binding import Bound, binds, bound_of, of_provider
from chalicelib.policy.book import Deadline
from chalicelib.policy.waiting import DELIVERED, is_answered, is_done

OWN_DATE = Phrase("{who}'s own date", "{who} 给出的日期")
PLATFORM = Phrase("the platform", "平台")
BY_ROW = Phrase("{id} {who}: {must}", "{id} {who}：{must}")
TO_VERIFY = Phrase("{said} (verify!)", "{said}（待核实！）")
PAST = Phrase("past: {said}", "已过：{said}")
WEEKEND = 5
"""Saturday, counted from Monday at 0."""


class Limit(NamedTuple):
    """When somebody outside stops waiting, and whose date that is."""

    at: datetime
    by: Phrase


class Wall(NamedTuple):
    """The present instant, and the zone whose clocks show it."""

    now: datetime
    zone: ZoneInfo


class Limits:
    """The rows of the Deadlines tab, ready to be asked for many cases."""

    def __init__(self, deadlines: Sequence[Deadline]) -> None:
        self._deadlines = [(deadline, _said(deadline)) for deadline in deadlines]
        self._binding: dict[tuple[Bound, str], Sequence[tuple[Deadline, Phrase]]] = {}

    def limit(self, file: CaseFile, wall: Wall) -> Limit | None:
        """Return the external deadline that a case stands under; None if there is none.

        The earliest that is still ahead is shown, for it can still be met. Where none is, one that
        is past is shown until what it asks for is done, a platform's own date first; a time that
        the buyer has from delivery on is over when it is past.
        """
        own, rows = list(_own_dates(file)), list(self._of_rows(file, wall))
        ahead = [found for found in (*own, *rows) if found.at >= wall.now]
        if ahead:
            return min(ahead, key=_at)
        past = min(own or rows, default=None, key=_at)
        return past and past._replace(by=PAST.fill(said=past.by))

    def _of_rows(self, file: CaseFile, wall: Wall) -> Iterator[Limit]:
        if not self._deadlines:
            return
        bound = bound_of(file)
        for tab, records in _records(file):
            for record in filterfalse(_names_its_date, records):
                for deadline, said in self._bind(of_provider(record, bound), tab):
                    at = _open(deadline, record, wall)
                    if at is not None:
                        yield Limit(at, said)

    def _bind(self, bound: Bound, tab: str) -> Sequence[tuple[Deadline, Phrase]]:
        """Return the rows of a tab that speak of a case, in words too; most cases are alike."""
        known = self._binding.get((bound, tab))
        if known is None:
            known = [row for row in self._deadlines if row[0].tab == tab and binds(row[0], bound)]
            self._binding[bound, tab] = known
        return known


def _open(deadline: Deadline, record: Any, wall: Wall) -> datetime | None:
    """Return when a row's time runs out for a record, if what it asks for is not done yet."""
    if is_done(record, deadline.field):
        return None
    at = falls(deadline, record, wall.zone)
    is_over = at is not None and at < wall.now and deadline.field == DELIVERED
    return None if is_over else at


def _names_its_date(record: Any) -> bool:
    """Whether the platform says itself until when it waits, so that no row counts for a record."""
    return isinstance(record, Dispute) and record.respond_by is not None


def _at(found: Limit) -> datetime:
    return found.at


def _own_dates(file: CaseFile) -> Iterator[Limit]:
    for dispute in file.disputes:
        if dispute.respond_by is not None and not is_answered(dispute):
            by = OWN_DATE.fill(who=dispute.provider or PLATFORM)
            yield Limit(dispute.respond_by, by)


def _records(file: CaseFile) -> Iterator[tuple[str, Sequence[Any]]]:
    yield "cases", (file.case,)
    if file.order is not None:
        yield "orders", (file.order,)
    if file.returns:
        yield "returns", file.returns
    if file.disputes:
        yield "disputes", file.disputes


def falls(deadline: Deadline, record: Any, zone: ZoneInfo) -> datetime | None:
    """Return when a row's time runs out for a record; None where nothing can be counted."""
    start = getattr(record, deadline.field, None)
    if not isinstance(start, datetime):
        return None
    try:
        if deadline.span is not None:
            return start + deadline.span
        return _business(start, deadline.business_days, zone) if deadline.business_days else None
    except OverflowError:
        return None


def _business(start: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the same time of day so many days later, Saturdays and Sundays not counted.

    Holidays are counted: a platform does not keep the seller's.
    """
    local = start.astimezone(zone).replace(tzinfo=None)
    weeks, left = divmod(days, WEEKEND)
    day = local.date() + timedelta(weeks=weeks)
    while left or day.weekday() >= WEEKEND:
        day += timedelta(days=1)
        left -= 1 if left and day.weekday() < WEEKEND else 0
    wall = datetime.combine(day, time(local.hour, local.minute, local.second))
    return resolve(wall, zone).instant


def _said(deadline: Deadline) -> Phrase:
    line = deadline.line
    who = ", ".join(line.who)
    said = BY_ROW.fill(id=line.id, who=who, must=line.must or line.event)
    return TO_VERIFY.fill(said=said) if line.verify else said
