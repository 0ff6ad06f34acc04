"""What the commands for a desk in the cloud share: its faults in words, and spreadsheets by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

import click

from chalicelib.cli.options import NO_SPREADSHEET, WorkbookPlace
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Phrase
from chalicelib.ports.wake import RegisterError
from chalicelib.settings import Spreadsheet

AMAZON = {"boto3", "botocore"}
INSTALL = Phrase(
    "The packages for the cloud are not installed: pip install 'aftersheet[cloud]'",
    "尚未安装云端所需的软件包：pip install 'aftersheet[cloud]'",
)
STOPPED = Phrase(
    "The cloud did not do it: {place}\n{evidence}\n"
    "See that AWS credentials and region are set, that they may use it, and that AFTERSHEET_TABLE"
    " and the addresses of the queues are those of your deployment.",
    "云端未能完成：{place}\n{evidence}\n"
    "请确认已设置 AWS 凭证和区域、凭证具有相应权限，并且 AFTERSHEET_TABLE"
    " 和各队列地址与您的部署一致。",
)
CLOUD = Phrase(
    "For a desk in the cloud: takes AFTERSHEET_TABLE and the other places of the deployment from"
    " the environment, and your AWS credentials.",
    "用于云端部署：从环境变量读取 AFTERSHEET_TABLE 等部署信息，并使用您的 AWS 凭证。",
)


class SpreadsheetPlace(WorkbookPlace):
    """A spreadsheet at Google on the command line, by its URL or id."""

    name = "spreadsheet"

    def convert(self, value: Any, param: Any, ctx: Any) -> Spreadsheet:
        """Return the spreadsheet, or fail with an example."""
        found = super().convert(value, param, ctx)
        if not isinstance(found, Spreadsheet):
            said = NO_SPREADSHEET.fill(text=value)
            self.fail(f"{said.en}\n{said.zh}", param, ctx)
        return found


def spreadsheet() -> click.Argument:
    """Return the argument that names a spreadsheet."""
    return click.Argument(["spreadsheet"], type=SpreadsheetPlace())


def clouded(call: Callable[..., Any], speech: Speech) -> Callable[..., Any]:
    """Say in words what keeps a command from the cloud."""

    @wraps(call)
    def said(*args: Any, **kwargs: Any) -> Any:
        from chalicelib.wiring.cloud import cloud  # noqa: PLC0415

        cloud()  # what the environment lacks is to be said first
        try:
            return call(*args, **kwargs)
        except Exception as error:
            words = _words(error)
            if words is None:
                raise
            raise click.ClickException(words.said(speech.language)) from error

    return said


def _words(error: Exception) -> Phrase | None:
    """Return what to tell a person of an error; None for one that is none of the cloud's."""
    if isinstance(error, ModuleNotFoundError):
        return INSTALL if (error.name or "").partition(".")[0] in AMAZON else None
    if isinstance(error, RegisterError):
        return STOPPED.fill(place=error.args[0], evidence=error.args[1])
    if type(error).__module__.partition(".")[0] in AMAZON:
        return STOPPED.fill(place="AWS", evidence=f"{type(error).__name__}: {error}")
    return None


def taught(speech: Speech, en: str, zh: str) -> str:
    """Return the help of a command, and what it needs."""
    return f"{speech.say(en, zh)}\n\n{CLOUD.said(speech.language)}"


def shown(at: datetime | None) -> str:
    """Return an instant as people read it; UTC."""
    return f"{at:%Y-%m-%d %H:%M:%S}" if at else ""


def plain(at: datetime | None) -> str | None:
    """Return an instant as programs read it."""
    return at.isoformat() if at else None
