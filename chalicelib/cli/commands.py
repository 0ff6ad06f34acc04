"""The commands, built in the language of whoever calls them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from chalicelib.cli import (
    cloud,
    confirm,
    doctor,
    look,
    mend,
    outbox,
    rules,
    run,
    serve,
    whatif,
    workbooks,
)
from chalicelib.cli.fault import words
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Language

NO_LANGUAGE = (
    "'{given}' is not spoken: write en or zh.",
    "不支持“{given}”：请写 en 或 zh。",
)


def command(speech: Speech) -> click.Group:
    """Return the whole command in a language."""
    say = speech.say
    group = click.Group(
        help=say(
            "An after-sales desk in the workbook your team already shares.\n\n"
            "Begin with: aftersheet new desk.xlsx --sample, then aftersheet sweep desk.xlsx.\n\n"
            "FILE is a workbook on disk, or the address of a Google spreadsheet as the browser"
            " shows it (the key of a service account is in AFTERSHEET_GOOGLE_KEY).\n\n"
            "Leaves with 0 if all is well, 1 if something stopped it (the words say what to do),"
            " 2 if the call is wrong, 3 if cells must be fixed (check), 4 if cells still wait"
            " to be written because the workbook is open.",
            "在团队共用表格中运行的售后客服台。\n\n"
            "从这里开始：aftersheet new desk.xlsx --sample，然后 aftersheet sweep desk.xlsx。\n\n"
            "FILE 是本机的工作簿，或浏览器地址栏中的 Google 表格网址"
            "（服务账号密钥由 AFTERSHEET_GOOGLE_KEY 指定）。\n\n"
            "退出码：0 正常；1 无法继续（会说明原因）；2 命令有误；3 有单元格待修正（check）；"
            "4 工作簿被打开，仍有内容待写入。",
        ),
        params=[_lang(say)],
    )
    for build in (
        *run.COMMANDS,
        *look.COMMANDS,
        *rules.COMMANDS,
        *whatif.COMMANDS,
        *doctor.COMMANDS,
        *outbox.COMMANDS,
        *serve.COMMANDS,
        *mend.COMMANDS,
        *confirm.COMMANDS,
        *workbooks.COMMANDS,
        *cloud.COMMANDS,
    ):
        group.add_command(_spoken(build(speech), speech))
    return group


EXAMPLES = {
    "new": "new desk.xlsx --sample",
    "sweep": "sweep desk.xlsx --dry-run",
    "live": "live desk.xlsx",
    "demo": "demo my-demo",
    "explain": "explain desk.xlsx C-1042",
    "check": "check desk.xlsx",
    "doctor": "doctor https://docs.google.com/spreadsheets/d/…/edit",
    "verify": "ledger verify desk.xlsx",
    "lint": "rules lint desk.xlsx",
    "whatif": "whatif desk.xlsx --policy other-rules.xlsx",
    "list": "{group} list desk.xlsx --json",
    "show": "outbox show desk.xlsx anna@example.com",
    "open": "outbox open desk.xlsx",
    "release": "outbox release desk.xlsx",
    "resolve": "outbox resolve desk.xlsx 1f0c3e --went",
    "bounced": "outbox bounced desk.xlsx",
    "allow": "outbox allow desk.xlsx anna@example.com",
    "serve": "serve desk.xlsx",
    "adopt": "adopt desk-copy.xlsx --as-copy",
    "confirm": "confirm desk.xlsx",
    "workbooks add": "workbooks add https://docs.google.com/spreadsheets/d/…/edit",
    "workbooks list": "workbooks list",
    "workbooks pause": "workbooks pause https://docs.google.com/spreadsheets/d/…/edit",
    "workbooks resume": "workbooks resume https://docs.google.com/spreadsheets/d/…/edit",
    "workbooks remove": "workbooks remove https://docs.google.com/spreadsheets/d/…/edit",
    "status": "status --json",
    "redrive": "redrive runs",
}


def _lang(say: Callable[..., str]) -> click.Option:
    """Return the option that names a language; speech() has read it before."""
    hint = say("en or zh", "en 或 zh")

    def known(_: click.Context, __: click.Parameter, given: str | None) -> str | None:
        if given is not None and not Language.is_named(given):
            raise click.BadParameter(say(*NO_LANGUAGE, given=given))
        return given

    return click.Option(["--lang"], help=hint, expose_value=False, callback=known)


def _spoken(built: click.Command, speech: Speech, group: str = "") -> click.Command:
    """Let every command take --lang, show an example, and turn what stops it into words."""
    if isinstance(built, click.Group):
        for inner in built.commands.values():
            _spoken(inner, speech, str(built.name))
        return built
    found = EXAMPLES.get(f"{group} {built.name}") or EXAMPLES[str(built.name)]
    example = found.format(group=group)
    built.epilog = speech.say("Example: aftersheet {it}", "示例：aftersheet {it}", it=example)
    built.params.append(_lang(speech.say))
    built.callback = _worded(built.callback or (lambda: None), speech)
    return built


def _worded(call: Callable[..., Any], speech: Speech) -> Callable[..., Any]:
    @wraps(call)
    def worded(*args: Any, **kwargs: Any) -> Any:
        try:
            return call(*args, **kwargs)
        except Exception as error:
            said = words(error, speech)
            if said is None:
                raise
            raise click.ClickException(said) from error

    return worded
