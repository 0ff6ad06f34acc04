"""How the team's own days change the official holidays: off, or worked after all."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date

from chalicelib.sla.holiday import Official
from chalicelib.sla.timetable import Pairs


@dataclass(frozen=True, slots=True)
class HolidaySet:
    """The official holidays with the team's days: extra ones off, others worked after all."""

    official: Container[date] = frozenset()
    extra_off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def __contains__(self, day: object) -> bool:
        return day not in self.worked and (day in self.extra_off or day in self.official)


@dataclass(frozen=True, slots=True)
class MadeUpDays:
    """Hours of days worked to make up for others: overrides that are found when asked.

    What the team wrote for a date comes first. An official weekend day at work has the hours
    of the weekday it stands for; a date of ``worked`` keeps its own hours if it has any.
    """

    week: Mapping[int, Pairs]
    official: Official | None = None
    worked: frozenset[date] = frozenset()
    written: Mapping[date, Pairs] = field(default_factory=dict)

    def get(self, day: date, /) -> Pairs | None:
        """Return the hours of a special date, else None."""
        if day in self.written:
            return self.written[day]
        if self.official and day in self.official.working_weekends(day.year):
            off = self.official.stands_for(day)
            return (off and self.week.get(off.weekday())) or self._workday()
        if day in self.worked and not self.week.get(day.weekday()):
            return self._workday()
        return None

    def _workday(self) -> Pairs:
        return next((self.week[weekday] for weekday in sorted(self.week) if self.week[weekday]), ())
