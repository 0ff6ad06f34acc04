"""The rows a new workbook comes with, in either language; a team edits them as it likes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.model.person import Tongue
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language, Phrase
from chalicelib.sla.lines import HolidayLine, HoursLine, SettingLine, SlaLine
from chalicelib.tables.codec import Locale
from chalicelib.tables.defaults_authority import AUTHORITY_ROWS, EVIDENCE_ROWS
from chalicelib.tables.defaults_parcels import MONEY_PROMISES, PARCEL_PROMISES, RETURN_PROMISES
from chalicelib.tables.defaults_platforms import DEADLINE_ROWS
from chalicelib.tables.defaults_policy import POLICY_ROWS
from chalicelib.tables.defaults_review import CHECK_ROWS, MARKET_ROWS
from chalicelib.tables.defaults_routes import ROUTE_ROWS
from chalicelib.tables.defaults_sla import BANK, CASE_PROMISES, OFFICE, ORDER_PROMISES
from chalicelib.tables.defaults_twin import Twin
from chalicelib.tables.defaults_wording import KEYWORD_ROWS, PHRASE_ROWS
from chalicelib.tables.settings import REMINDER_LIMIT

HOME = ZoneInfo("Asia/Shanghai")
"""The zone of a new workbook: where most of our teams sit."""
HOLIDAYS_OF = ("CN",)
"""Whose public holidays a new workbook keeps."""

PROMISES = (
    *CASE_PROMISES,
    *ORDER_PROMISES,
    *PARCEL_PROMISES,
    *MONEY_PROMISES,
    *RETURN_PROMISES,
)

JUDGEMENT: Mapping[str, Sequence[Twin]] = {
    "policy": POLICY_ROWS,
    "evidence": EVIDENCE_ROWS,
    "authority": AUTHORITY_ROWS,
    "checks": CHECK_ROWS,
    "markets": MARKET_ROWS,
    "routes": ROUTE_ROWS,
    "deadlines": DEADLINE_ROWS,
    "phrases": PHRASE_ROWS,
    "keywords": KEYWORD_ROWS,
}
"""The default rows on judgement, by tab."""

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHIFTS = (
    (Phrase("Day shift", "白班"), "09:00-17:00"),
    (Phrase("Evening shift", "中班"), "16:00-24:00"),
    (Phrase("Night shift", "夜班"), "23:00-09:00"),
)
"""RULEBOOK 1; the night ends at 09:00, so that somebody is on duty at any hour."""

DESK_NAME = Phrase("After-sales desk", "售后客服台")
NO = Phrase("no", "否")
YES = Phrase("yes", "是")


def home(language: Language) -> Locale:
    """Return the locale of a new workbook in a language."""
    return Locale(language, HOME, "USD")


def sla_lines(language: Language) -> tuple[SlaLine, ...]:
    """Return the default promises."""
    return tuple(promise.line(language) for promise in PROMISES)


def hours_lines(
    locale: Locale, holidays_of: tuple[str, ...] = HOLIDAYS_OF
) -> tuple[HoursLine, ...]:
    """Return office hours, bank days, and three shifts that leave no hour open."""
    office = _week(OFFICE, locale, "09:00-18:00", days=5, holidays=holidays_of, shift=False)
    bank = _week(BANK, locale, "00:00-24:00", days=5, holidays=holidays_of, shift=False)
    shifts = (_week(name, locale, span, days=7, shift=True) for name, span in SHIFTS)
    return (office, bank, *shifts)


def holiday_lines() -> tuple[HolidayLine, ...]:
    """Return no special days: public holidays come with the calendars."""
    return ()


def judgement_lines(language: Language) -> Mapping[str, Sequence[Any]]:
    """Return the default rules of judgement, by key of the tab."""
    return {key: tuple(row.line(language) for row in rows) for key, rows in JUDGEMENT.items()}


def setting_lines(locale: Locale) -> tuple[SettingLine, ...]:
    """Return every setting with its value and what it means."""
    tongue = Tongue.ZH if locale.language is Language.ZH else Tongue.EN
    values = {
        SettingKey.LANGUAGE: tongue.said(locale.language),
        SettingKey.ZONE: locale.zone.key,
        SettingKey.CURRENCY: locale.currency,
        SettingKey.DESK: DESK_NAME.said(locale.language),
        SettingKey.OWNER: "",
        SettingKey.REMINDER_LIMIT: str(REMINDER_LIMIT),
        SettingKey.STRICT: NO.said(locale.language),
        SettingKey.RATINGS: YES.said(locale.language),
    }
    return tuple(_setting(key, value, locale.language) for key, value in values.items())


def default_rows(
    locale: Locale, holidays_of: tuple[str, ...] = HOLIDAYS_OF
) -> Mapping[str, Sequence[Any]]:
    """Return the records a new workbook comes with, by key of the tab."""
    return {
        "sla": sla_lines(locale.language),
        "hours": hours_lines(locale, holidays_of),
        "holidays": holiday_lines(),
        **judgement_lines(locale.language),
        "team": (),
        "settings": setting_lines(locale),
    }


def _week(name: Phrase, locale: Locale, span: str, *, days: int, **more: Any) -> HoursLine:
    cells: dict[str, Any] = dict.fromkeys(WEEK[:days], span) | more
    return HoursLine(name.said(locale.language), locale.zone.key, **cells)


def _setting(key: SettingKey, value: str, language: Language) -> SettingLine:
    return SettingLine(key.said(language), value, key.meaning.said(language))
