"""Official holidays and make-up working days, by country and part of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from holidays import HolidayBase

NOTICE_GAP = 3
"""Years that can pass between two notices which move working days."""


class OfficialYear(NamedTuple):
    """What is known of one year."""

    names: Mapping[date, str]
    made_up: Mapping[date, date | None]
    """Weekend days that are worked, each with the day off it stands for if that is known."""
    estimated: bool
    """Whether some dates still wait for the moon or a notice."""


class Official:
    """The holidays of a country or a part of it, worked out year by year when asked."""

    def __init__(self, country: str, subdivision: str | None, language: str | None) -> None:
        self._country = country
        self._subdivision = subdivision
        self._language = language
        self._years: dict[int, OfficialYear] = {}

    def __contains__(self, day: date) -> bool:
        return day in self._year(day.year).names

    def name(self, day: date) -> str:
        """Return what is celebrated on a date; empty if it is no holiday."""
        return self._year(day.year).names.get(day, "")

    def working_weekends(self, year: int) -> frozenset[date]:
        """Return the weekend days of a year that are worked to make up for days off."""
        return frozenset(self._year(year).made_up)

    def stands_for(self, day: date) -> date | None:
        """Return the day off for which a weekend day is worked, if that is known."""
        return self._year(day.year).made_up.get(day)

    def confirmed(self, year: int) -> bool:
        """Tell whether the year's own schedule is known, not the statutory days only.

        A country whose notices move working days is known up to the last such notice.
        """
        known = self._year(year)
        if not known.names or known.estimated:
            return False
        return not _moves_days(self._country) or any(
            self.working_weekends(year + ahead) for ahead in range(NOTICE_GAP)
        )

    def _year(self, year: int) -> OfficialYear:
        if year not in self._years:
            self._years[year] = self._worked_out(year)
        return self._years[year]

    def _worked_out(self, year: int) -> OfficialYear:
        # The next year's notice may speak of late December.
        entity = _entity(self._country, self._subdivision, self._language, (year, year + 1))
        names = {day: name for day, name in sorted(entity.items()) if day.year == year}
        worked = sorted(day for day in entity.weekend_workdays if day.year == year)
        label = getattr(entity, "estimated_label", None)
        mark = entity.tr(label).replace("%s", "").strip(" ()（）") if label else None
        return OfficialYear(
            names=names,
            made_up={day: _day_off(entity, day) for day in worked},
            estimated=bool(mark) and any(str(mark) in name for name in names.values()),
        )


@cache
def official(code: str, language: str | None = None) -> Official:
    """Return the official holidays of "CN", "US-MA" or "DE-BY".

    ``language`` is that of the names, the country's own by default. ValueError in words,
    with the nearest known code, if there is no such place.
    """
    asked, _, part = code.strip().upper().partition("-")
    countries = _countries()
    country = countries.get(asked)
    if not country:
        raise ValueError(_unknown(code, get_close_matches(asked, countries)))
    entity = _entity(country)
    parts = {known.upper(): known for known in entity.subdivisions}
    parts |= {alias.upper(): known for alias, known in entity.subdivisions_aliases.items()}
    if part and part not in parts:
        near = get_close_matches(part, parts, cutoff=0.5)
        raise ValueError(_unknown(code, (f"{country}-{parts[known]}" for known in near)))
    # Left open, the language would be taken from the machine.
    return Official(country, parts.get(part), language or entity.default_language)


def _unknown(code: str, near: Iterable[str]) -> str:
    hint = " or ".join(near)
    hint = f"did you mean {hint}?" if hint else "write one like CN, US-MA or DE-BY"
    return f'no official holidays are known for "{code}"; {hint}'


def _countries() -> dict[str, str]:
    """Return the two-letter code for every code of a country."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - costs a third of a second

    every = (codes for _, *codes in COUNTRIES.values())
    return {code: codes[0] for codes in every for code in codes if code.isupper()}


def _entity(
    country: str,
    subdivision: str | None = None,
    language: str | None = None,
    years: tuple[int, ...] = (),
) -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415 - costs a third of a second

    return country_holidays(country, subdivision, years=years, expand=False, language=language)


@cache
def _moves_days(country: str) -> bool:
    return bool(getattr(_entity(country), "has_substituted_holidays", False))


def _day_off(entity: "HolidayBase", worked: date) -> date | None:
    """Return the day off that names a worked weekend day as its substitute."""
    written = worked.strftime(entity.tr(entity.substituted_date_format))
    label = entity.tr(entity.substituted_label) % written
    return next((day for day, name in sorted(entity.items()) if label in name), None)
