"""Commands for the workbooks that a desk in the cloud looks after."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from chalicelib.cli import show
from chalicelib.cli.clouded import clouded, plain, shown, spreadsheet, taught
from chalicelib.cli.options import machine, when
from chalicelib.cli.speech import Speech
from chalicelib.ports.wake import Register, Registered
from chalicelib.settings import Spreadsheet

UNKNOWN = (
    "{it} is not looked after: aftersheet workbooks add {it}",
    "{it} 未登记：aftersheet workbooks add {it}",
)
HEADINGS = (
    "Name|Spreadsheet|State|Next (UTC)|Last run (UTC)",
    "名称|表格|状态|下次运行（UTC）|上次运行（UTC）",
)


def workbooks(speech: Speech) -> click.Group:
    """Return the commands about the workbooks that are looked after."""
    words = (
        "Say which spreadsheets the desk in the cloud looks after.",
        "登记云端客服台要照看的表格。",
    )
    group = click.Group("workbooks", help=taught(speech, *words))
    for build in (_added, _listed, _paused, _resumed, _removed):
        group.add_command(build(speech))
    return group


def register() -> Register:
    """Return the register that the environment names."""
    from chalicelib.wiring.cloud import register_of  # noqa: PLC0415

    return register_of()


def _added(speech: Speech) -> click.Command:
    def call(spreadsheet: Spreadsheet, *, name: str | None) -> None:
        from chalicelib.wiring.desk import looked_at  # noqa: PLC0415

        now, kept = when(None), register()
        with show.busy(speech.say("reading {it} …", "正在读取 {it}……", it=spreadsheet)):
            read = looked_at(spreadsheet, now)
        called = name or read.settings.desk
        words = (
            ("{name} is looked after from now on.", "已登记：{name}。")
            if kept.add(spreadsheet.id, called, now)
            else ("{name} is looked after already.", "{name} 早已登记。")
        )
        click.echo(speech.say(*words, name=called))

    hint = speech.say("what to call it; the desk's own name if left out", "名称；默认为客服台名称")
    return click.Command(
        "add",
        callback=clouded(call, speech),
        params=[spreadsheet(), click.Option(["--name"], help=hint)],
        help=taught(
            speech,
            "Look after a spreadsheet: it is run within a minute, and from then on by itself.\n\n"
            "It is read once to see that the desk has access: share it with the address of the"
            " service account as an editor, and set the desk up in it first (aftersheet new"
            " --google). The first runs are a shadow: nobody is mailed but the owner.",
            "登记一个表格：一分钟内首次运行，此后自动运行。\n\n"
            "会先读取一次以确认权限：请将表格共享给服务账号的邮箱（编辑者），并先用"
            " aftersheet new --google 建立客服台。最初为试运行，除店主外不通知任何人。",
        ),
    )


def _listed(speech: Speech) -> click.Command:
    def call(*, as_json: bool) -> None:
        now, found = when(None), register().listed()
        if as_json:
            click.echo(json.dumps([told(book, now) for book in found], ensure_ascii=False))
        elif found:
            listed(found, now, speech)
        else:
            words = "None yet: aftersheet workbooks add SPREADSHEET"
            click.echo(speech.say(words, "还没有：aftersheet workbooks add 表格"))

    return click.Command(
        "list",
        callback=clouded(call, speech),
        params=[machine(speech)],
        help=taught(
            speech,
            "List them: how each stands, and when it is looked at next.",
            "列出已登记的表格、状态和下次运行时间。",
        ),
    )


def _paused(speech: Speech) -> click.Command:
    return _change(
        speech,
        "pause",
        lambda kept, it: kept.pause(it),
        (
            "Let a spreadsheet rest: no run, no mail, until it is resumed.",
            "暂停一个表格：恢复之前不运行、不发信。",
            "{it} rests.",
            "{it} 已暂停。",
        ),
    )


def _resumed(speech: Speech) -> click.Command:
    return _change(
        speech,
        "resume",
        lambda kept, it: kept.resume(it, when(None)),
        (
            "Look after a spreadsheet again, at once.",
            "恢复照看一个表格，并立即运行。",
            "{it} is looked after again.",
            "{it} 已恢复。",
        ),
    )


def _removed(speech: Speech) -> click.Command:
    return _change(
        speech,
        "remove",
        lambda kept, it: kept.remove(it),
        (
            "Look after a spreadsheet no more. Its cells and its ledger stay as they are.",
            "不再照看一个表格。表格内容和台账均保留。",
            "{it} is looked after no more; its ledger stays.",
            "{it} 已移除；台账保留。",
        ),
    )


def _change(
    speech: Speech, name: str, change: Callable[[Register, str], bool], words: tuple[str, ...]
) -> click.Command:
    """Return a command that changes one entry; ``words`` are its help and its answer, twice."""

    def call(spreadsheet: Spreadsheet) -> None:
        if not change(register(), spreadsheet.id):
            raise click.ClickException(speech.say(*UNKNOWN, it=spreadsheet.id))
        click.echo(speech.say(*words[2:], it=spreadsheet.id))

    return click.Command(
        name,
        callback=clouded(call, speech),
        params=[spreadsheet()],
        help=taught(speech, words[0], words[1]),
    )


def listed(found: Any, now: datetime, speech: Speech) -> None:
    """Print workbooks as a table."""
    rows = [
        (
            book.name,
            book.spreadsheet,
            _state(book, now, speech),
            shown(book.wake_at),
            shown(book.looked),
        )
        for book in found
    ]
    title = speech.say("Workbooks", "表格")
    show.console().print(show.table(title, speech.say(*HEADINGS).split("|"), rows))


def _state(book: Registered, now: datetime, speech: Speech) -> str:
    if book.paused:
        return speech.say("paused", "已暂停")
    if book.failed:
        return speech.say("failed: {why}", "失败：{why}", why=book.failed)
    if book.wake_at and book.wake_at <= now:
        return speech.say("due now", "即将运行")
    return speech.say("well", "正常") if book.looked else speech.say("new", "新登记")


def told(book: Registered, now: datetime) -> dict[str, Any]:
    """Return a workbook as programs read it."""
    return {
        "spreadsheet": book.spreadsheet,
        "name": book.name,
        "since": plain(book.since),
        "next": plain(book.wake_at),
        "due": book.wake_at is not None and book.wake_at <= now,
        "paused": book.paused,
        "looked": plain(book.looked),
        "failed": book.failed,
    }


COMMANDS = (workbooks,)
