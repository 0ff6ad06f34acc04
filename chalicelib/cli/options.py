"""Arguments and options that several commands share."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from chalicelib.cli.instant import Instant
from chalicelib.cli.speech import Speech


def place() -> click.Argument:
    """Return the argument that names a workbook."""
    return click.Argument(["file"], type=click.Path(path_type=Path, dir_okay=False))


def moment(speech: Speech) -> click.Option:
    """Return the option that sets the instant of a run."""
    hint = speech.say(
        "as of this instant, e.g. 2026-03-02T14:05+08:00; now if left out",
        "以此时刻运行，例如 2026-03-02T14:05+08:00；默认为当前时间",
    )
    return click.Option(["--at"], type=Instant(), help=hint)


def machine(speech: Speech) -> click.Option:
    """Return the option for output that programs read."""
    return click.Option(
        ["--json", "as_json"], is_flag=True, help=speech.say("print JSON", "输出 JSON")
    )


def when(at: datetime | None) -> datetime:
    """Return the instant asked for, or the present one: the door at which time comes in."""
    return at or datetime.now(UTC)
