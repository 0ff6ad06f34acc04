"""Settings: what a team says of the whole desk, from the Settings tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.model.problem import Problem, Rank
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language, Phrase
from chalicelib.sla.lines import SettingLine
from chalicelib.tables.calendars import NO_ZONE, read_zone
from chalicelib.tables.cell import folded, shown
from chalicelib.tables.codec import Locale
from chalicelib.tables.parse import Parsed

REMINDER_LIMIT = 200

NO_NUMBER = Phrase("'{cell}' is not a whole number: write 200", "“{cell}”不是整数：请写 200")


class DeskSettings(NamedTuple):
    """What the Settings tab says."""

    locale: Locale
    desk: str = "Aftersheet"
    owner: str = ""
    reminder_limit: int = REMINDER_LIMIT


class Settled(NamedTuple):
    """The settings, and what is wrong with them."""

    settings: DeskSettings
    problems: list[Problem]


def read_settings(parsed: Parsed[SettingLine] | None, fallback: Locale) -> Settled:
    """Return the settings of a workbook; what is missing or wrong falls back, and is said."""
    problems: list[Problem] = []
    lines = {folded(line.id): line for line in parsed.records} if parsed else {}
    held = {key: _setting(lines, key) for key in SettingKey}
    rows = parsed.rows if parsed else {}

    def wrong(key: SettingKey, said: Phrase) -> None:
        line = next(lines[folded(t)] for t in (key.value, key.zh) if folded(t) in lines)
        what = said.fill(cell=shown(held[key]))
        problems.append(Problem("settings", rows[line.id], "value", what, Rank.LAYOUT, line.id))

    zone = read_zone(held[SettingKey.ZONE])
    if zone is None and held[SettingKey.ZONE]:
        wrong(SettingKey.ZONE, NO_ZONE)
    limit = held[SettingKey.REMINDER_LIMIT]
    if limit and not limit.isdecimal():
        wrong(SettingKey.REMINDER_LIMIT, NO_NUMBER)
    locale = _locale(held, zone, fallback)
    number = int(limit) if limit.isdecimal() else REMINDER_LIMIT
    desk = held[SettingKey.DESK] or "Aftersheet"
    return Settled(DeskSettings(locale, desk, held[SettingKey.OWNER], number), problems)


def _locale(held: Mapping[SettingKey, str], zone: ZoneInfo | None, fallback: Locale) -> Locale:
    language = held[SettingKey.LANGUAGE]
    return Locale(
        Language.of(language) if language else fallback.language,
        zone or fallback.zone,
        held[SettingKey.CURRENCY] or fallback.currency,
    )


def _setting(lines: Mapping[str, SettingLine], key: SettingKey) -> str:
    named = (lines[folded(twin)] for twin in (key.value, key.zh) if folded(twin) in lines)
    line = next(named, None)
    return line.value if line else ""
