"""Arguments and options that several commands share."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from chalicelib.cli.instant import Instant
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Phrase
from chalicelib.settings import Place, Spreadsheet

NO_SPREADSHEET = Phrase(
    "{text} names no Google spreadsheet: copy its address from the browser, as in"
    " https://docs.google.com/spreadsheets/d/…/edit",
    "{text} 不是 Google 表格的网址：请从浏览器地址栏复制，形如"
    " https://docs.google.com/spreadsheets/d/…/edit",
)


class WorkbookPlace(click.ParamType[Place]):
    """A workbook on the command line: a path, a spreadsheet's URL, or its id."""

    name = "file"

    def convert(self, value: Any, param: Any, ctx: Any) -> Place:
        """Return the place, or fail with an example."""
        from chalicelib.adapters.google.access import is_url  # noqa: PLC0415
        from chalicelib.wiring.desk import place_of  # noqa: PLC0415

        found = place_of(str(value))
        if isinstance(found, Spreadsheet):
            return found
        if is_url(str(value)):
            said = NO_SPREADSHEET.fill(text=value)
            self.fail(f"{said.en}\n{said.zh}", param, ctx)
        on_disk = click.Path(path_type=Path, dir_okay=False).convert(value, param, ctx)
        return Path(str(on_disk))


def place() -> click.Argument:
    """Return the argument that names a workbook: a file, or a spreadsheet's URL or id."""
    return click.Argument(["file"], type=WorkbookPlace())


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
