"""Instants and lengths of time in words, on the wall clock of whoever reads them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.model.word import Language, Phrase, spoken

PARTS = (
    (86_400, Phrase("{n} d", "{n} 天")),
    (3_600, Phrase("{n} h", "{n} 小时")),
    (60, Phrase("{n} min", "{n} 分钟")),
    (1, Phrase("{n} s", "{n} 秒")),
)


class Voice(NamedTuple):
    """In which language, and on whose wall clock."""

    language: Language
    zone: ZoneInfo

    def say(self, phrase: Phrase, **values: object) -> str:
        """Return a phrase in the language, its values filled in."""
        said = {name: spoken(value, self.language) for name, value in values.items()}
        return phrase.said(self.language).format_map(said)

    def at(self, instant: datetime) -> str:
        """Return an instant to the minute: 2026-03-02 14:05."""
        local = instant.astimezone(self.zone)
        return f"{local.year:04}-{local.month:02}-{local.day:02} {local.hour:02}:{local.minute:02}"

    def length(self, span: timedelta) -> str:
        """Return a length of time in its two largest parts: 2 d 3 h."""
        left, said = int(abs(span).total_seconds()), []
        for size, phrase in PARTS:
            count, left = divmod(left, size)
            if count:
                said.append(phrase.said(self.language).replace("{n}", str(count)))
        return " ".join(said[:2]) or PARTS[-1][1].said(self.language).replace("{n}", "0")
