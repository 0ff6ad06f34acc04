"""Settings: what a team says of the whole desk, from the Settings tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.model.money import code_of
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language, Phrase
from chalicelib.sla.lines import SettingLine
from chalicelib.tables.calendars import NO_ZONE, read_zone
from chalicelib.tables.cell import folded, shown
from chalicelib.tables.codec import Locale
from chalicelib.tables.codecs import YES_NO
from chalicelib.tables.parse import Parsed
from chalicelib.tables.saying import FILE_NOT_STRICT, NO_CURRENCY, Unreadable

REMINDER_LIMIT = 200

NO_NUMBER = Phrase("'{cell}' is not a whole number: write 200", "“{cell}”不是整数：请写 200")


class DeskSettings(NamedTuple):
    """What the Settings tab says."""

    locale: Locale
    desk: str = "Aftersheet"
    owner: str = ""
    reminder_limit: int = REMINDER_LIMIT
    strict: bool | None = False
    """Nothing of ours is written into people's rows: they look it up. None: it cannot be told."""
    ratings: bool = True
    """Customers are asked once how it went."""


class Settled(NamedTuple):
    """The settings, and what is wrong with them."""

    settings: DeskSettings
    problems: list[Problem]


def read_settings(
    parsed: Parsed[SettingLine] | None, fallback: Locale, *, steady: bool = True
) -> Settled:
    """Return the settings of a workbook; what is missing or wrong falls back, and is said.

    ``steady`` says of a workbook that it is a file, in which no lookup shows anything.
    """
    rows = _Rows(parsed)
    held, zone = rows.held, rows.zone()
    settings = DeskSettings(
        _locale(held, zone, rows.currency() or fallback.currency, fallback),
        held[SettingKey.DESK] or "Aftersheet",
        held[SettingKey.OWNER],
        rows.limit(),
        rows.strict(steady=steady),
        rows.ratings(),
    )
    return Settled(settings, rows.problems)


class _Rows:
    """The rows of the Settings tab, read one by one; what is wrong is noted."""

    def __init__(self, parsed: Parsed[SettingLine] | None) -> None:
        self.lines = {folded(line.id): line for line in parsed.records} if parsed else {}
        self.rows = parsed.rows if parsed else {}
        self.held = {key: _setting(self.lines, key) for key in SettingKey}
        self.problems: list[Problem] = []

    def zone(self) -> ZoneInfo | None:
        zone = read_zone(self.held[SettingKey.ZONE])
        if zone is None and self.held[SettingKey.ZONE]:
            self.wrong(SettingKey.ZONE, NO_ZONE)
        return zone

    def currency(self) -> str:
        """Return the desk's currency; what is none stays as typed, so that no money is in it."""
        held = self.held[SettingKey.CURRENCY]
        code = code_of(held)
        if held and code is None:
            self.wrong(SettingKey.CURRENCY, NO_CURRENCY)
        return code or held

    def limit(self) -> int:
        limit = self.held[SettingKey.REMINDER_LIMIT]
        if limit and not limit.isdecimal():
            self.wrong(SettingKey.REMINDER_LIMIT, NO_NUMBER)
        return int(limit) if limit.isdecimal() else REMINDER_LIMIT

    def strict(self, *, steady: bool) -> bool | None:
        strict = self.yes_no(SettingKey.STRICT)
        if strict and steady:
            self.wrong(SettingKey.STRICT, FILE_NOT_STRICT, Rank.LOW)
        return False if steady else strict

    def ratings(self) -> bool:
        """Whether customers are asked; nobody is while the cell cannot be read."""
        asked = self.yes_no(SettingKey.RATINGS)
        return asked is True or (asked is None and not self.held[SettingKey.RATINGS].strip())

    def yes_no(self, key: SettingKey) -> bool | None:
        try:
            said: bool | None = YES_NO.reader(Locale(), {})(self.held[key])
        except Unreadable as found:
            self.wrong(key, found.what)
            return None
        return said

    def wrong(self, key: SettingKey, said: Phrase, rank: Rank = Rank.LAYOUT) -> None:
        line = next(self.lines[folded(t)] for t in (key.value, key.zh) if folded(t) in self.lines)
        what, row = said.fill(cell=shown(self.held[key])), self.rows[line.id]
        self.problems.append(Problem("settings", row, "value", what, rank, line.id))


def _locale(
    held: Mapping[SettingKey, str], zone: ZoneInfo | None, currency: str, fallback: Locale
) -> Locale:
    language = held[SettingKey.LANGUAGE]
    return Locale(
        Language.of(language) if language else fallback.language,
        zone or fallback.zone,
        currency,
    )


def _setting(lines: Mapping[str, SettingLine], key: SettingKey) -> str:
    named = (lines[folded(twin)] for twin in (key.value, key.zh) if folded(twin) in lines)
    line = next(named, None)
    return line.value if line else ""
