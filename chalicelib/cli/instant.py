"""An instant on the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from chalicelib.model.word import Phrase

NO_INSTANT = Phrase(
    "'{text}' is no instant: write it as 2026-03-02T14:05, or 2026-03-02T14:05+08:00 with a zone",
    "“{text}”不是时间：请写成 2026-03-02T14:05，或带时区的 2026-03-02T14:05+08:00",
)


class Instant(click.ParamType[datetime]):
    """An instant on the command line: ISO text, in UTC where it names no zone."""

    name = "instant"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """Return the instant, or fail with an example."""
        if isinstance(value, datetime):
            return value
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            said = NO_INSTANT.fill(text=value)
            self.fail(f"{said.en}\n{said.zh}", param, ctx)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
