"""How a spreadsheet's locale writes numbers, dates and times."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_GERMAN = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip
_CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


@dataclass(frozen=True, slots=True)
class Locale:
    """The words and marks of one locale; patterns are written the US way."""

    decimal: str = "."
    group: str = ","
    order: str = "mdy"
    """Of a date typed in figures."""
    date: str = "m/d/yyyy"
    time: str = "h:mm:ss am/pm"
    date_time: str = "m/d/yyyy h:mm:ss"
    currency: str = "$"
    currency_first: bool = True
    months: tuple[str, ...] = _ENGLISH
    months_short: tuple[str, ...] = tuple(name[:3] for name in _ENGLISH)
    days: tuple[str, ...] = _DAYS
    days_short: tuple[str, ...] = tuple(name[:3] for name in _DAYS)
    true: str = "TRUE"
    false: str = "FALSE"
    noon: tuple[str, str] = ("AM", "PM")

    def pattern(self, kind: str) -> str:
        """Return the pattern of a NumberFormatType that is given without one."""
        return {
            "TEXT": "@",
            "NUMBER": "#,##0.00",
            "PERCENT": "0.00%",
            "CURRENCY": self.money("#,##0.00"),
            "DATE": self.date,
            "TIME": self.time,
            "DATE_TIME": self.date_time,
            "SCIENTIFIC": "0.00E+00",
        }.get(kind, "")

    def money(self, digits: str) -> str:
        """Return the pattern of an amount in the locale's currency."""
        mark = f'"{self.currency}"'
        return mark + digits if self.currency_first else f"{digits}\\ {mark}"


def _day_first(date: str, **marks: object) -> Locale:
    return Locale(
        order="dmy", date=date, time="hh:mm:ss", date_time=f"{date} hh:mm:ss", **marks,
    )  # fmt: skip


_GERMANY = _day_first(
    "dd.mm.yyyy", decimal=",", group=".", currency="€", currency_first=False,
    months=_GERMAN, months_short=tuple(name[:3] for name in _GERMAN),
    days=_TAGE, days_short=tuple(name[:2] for name in _TAGE), true="WAHR", false="FALSCH",
)  # fmt: skip
_CHINA = Locale(
    order="ymd", date="yyyy/m/d", time="h:mm:ss", date_time="yyyy/m/d h:mm:ss", currency="¥",
    months=tuple(f"{name}月" for name in _CHINESE),
    months_short=tuple(f"{month}月" for month in range(1, 13)),
    days=tuple(f"星期{day}" for day in "一二三四五六日"),
    days_short=tuple(f"周{day}" for day in "一二三四五六日"), noon=("上午", "下午"),
)  # fmt: skip
_KNOWN = {
    "en_US": Locale(),
    "en_GB": _day_first("dd/mm/yyyy", currency="£"),
    "en_IE": _day_first("dd/mm/yyyy", currency="€"),
    "de_DE": _GERMANY,
    "de_AT": _GERMANY,
    "zh_CN": _CHINA,
    "fr_FR": _day_first(
        "dd/mm/yyyy", decimal=",", group="\u202f", currency="€", currency_first=False,
        true="VRAI", false="FAUX",
    ),
    "nl_NL": _day_first("d-m-yyyy", decimal=",", group=".", currency="€", true="WAAR",
                        false="ONWAAR"),
    "es_ES": _day_first("d/m/yyyy", decimal=",", group=".", currency="€", currency_first=False,
                        true="VERDADERO", false="FALSO"),
    "it_IT": _day_first("dd/mm/yyyy", decimal=",", group=".", currency="€", currency_first=False,
                        true="VERO", false="FALSO"),
}  # fmt: skip
_BY_LANGUAGE = {name[:2]: locale for name, locale in reversed(_KNOWN.items())}


@lru_cache(maxsize=256)
def locale_of(name: str) -> Locale:
    """Return a locale by the name spreadsheets give it, such as de_DE; US where unknown."""
    return _KNOWN.get(name) or _BY_LANGUAGE.get(name[:2]) or _KNOWN["en_US"]
