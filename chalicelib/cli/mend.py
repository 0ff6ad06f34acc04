"""Commands for what only a person can settle: outbox, adopt."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import click

from chalicelib.cli import show
from chalicelib.cli.options import machine, moment, place, when
from chalicelib.cli.speech import Speech
from chalicelib.model.intent import Intent
from chalicelib.settings import Place


def outbox(speech: Speech) -> click.Group:
    """Return the commands about mails."""
    group = click.Group(
        "outbox",
        help=speech.say("Mails: list, look, release, resolve.", "邮件：列出、查看、放行、处理。"),
    )
    for build in (_listed, _shown, _opened, _released, _resolved):
        group.add_command(build(speech))
    return group


def _listed(speech: Speech) -> click.Command:
    def call(file: Place, *, as_json: bool) -> None:
        from chalicelib.wiring import desk_that_ran  # noqa: PLC0415

        found = desk_that_ran(file, when(None)).outbox.listed()
        rows = [(intent, status, sent or intent.release) for intent, status, sent in found]
        if as_json:
            for row in rows:
                click.echo(json.dumps(_plain(*row), ensure_ascii=False))
            return
        words = "Status|To|What|Record|Clock|At (UTC)", "状态|收件人|内容|记录|时效|时间（UTC）"
        headings = speech.say(*words).split("|")
        shown = [_row(*row, speech) for row in rows]
        show.console().print(show.table(speech.say("Outbox", "发件箱"), headings, shown))

    words = "List every reminder and what became of it.", "列出全部提醒及其去向。"
    params = [place(), machine(speech)]
    return click.Command("list", callback=call, params=params, help=speech.say(*words))


STATUSES = {
    "pending": "待发送",
    "held": "已暂缓",
    "claimed": "正在发送",
    "sent": "已发送",
    "withdrawn": "已撤回",
    "shadow": "试运行，未发送",
}


def _row(intent: Intent, status: str, at: datetime, speech: Speech) -> tuple[str, ...]:
    kind = intent.kind.said(speech.language)
    state = speech.say(status, STATUSES.get(status, status))
    return state, intent.to, kind, intent.id, intent.clock, f"{at:%Y-%m-%d %H:%M}"


def _plain(intent: Intent, status: str, at: datetime) -> dict[str, str]:
    return {
        "status": status,
        "to": intent.to,
        "kind": intent.kind.value,
        "record": intent.id,
        "clock": intent.clock,
        "at": at.isoformat(),
    }


def _shown(speech: Speech) -> click.Command:
    def call(file: Place, mail: str) -> None:
        from chalicelib.wiring import Places  # noqa: PLC0415

        found = sorted(Places(file).outbox.glob(f"*{mail}*.eml"))
        if len(found) != 1:
            words = (
                "{n} mails match '{mail}': give more of its name.",
                "有 {n} 封邮件符合“{mail}”：请写得更完整。",
            )
            raise click.ClickException(speech.say(*words, n=len(found), mail=mail))
        click.echo(_plain_text(found[0].read_bytes()))

    words = (
        "Print one mail as plain text; MAIL is part of its file's name.",
        "以纯文本显示一封邮件；MAIL 为文件名的一部分。",
    )
    params: list[click.Parameter] = [place(), click.Argument(["mail"])]
    return click.Command("show", callback=call, params=params, help=speech.say(*words))


def _plain_text(raw: bytes) -> str:
    from email import message_from_bytes, policy  # noqa: PLC0415

    message: Any = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("plain",))
    head = "\n".join(f"{name}: {message[name]}" for name in ("From", "To", "Date", "Subject"))
    return f"{head}\n\n{body.get_content() if body else ''}"


def _opened(speech: Speech) -> click.Command:
    def call(file: Place) -> None:
        from chalicelib.wiring import Places  # noqa: PLC0415

        page = Places(file).outbox / "index.html"
        if not page.exists():
            raise click.ClickException(speech.say("No mail was sent yet.", "还没有发出邮件。"))
        click.echo(str(page))
        click.launch(str(page))

    words = "Open the preview of all mails in the browser.", "在浏览器中打开全部邮件的预览。"
    return click.Command("open", callback=call, params=[place()], help=speech.say(*words))


def _released(speech: Speech) -> click.Command:
    def call(file: Place, *, at: datetime | None) -> None:
        from chalicelib.wiring import desk_that_ran  # noqa: PLC0415

        number = desk_that_ran(file, when(at)).outbox.release_held(when(at))
        words = (
            "{n} held reminders go out with the next sweep.",
            "{n} 条暂缓的提醒将随下次 sweep 发出。",
        )
        click.echo(speech.say(*words, n=number))

    words = "Let reminders go that the breaker held.", "放行因数量异常而暂缓的提醒。"
    return click.Command(
        "release", callback=call, params=[place(), moment(speech)], help=speech.say(*words)
    )


def _resolved(speech: Speech) -> click.Command:
    def call(file: Place, mail: str, *, went: bool, at: datetime | None) -> None:
        from chalicelib.wiring import desk_that_ran  # noqa: PLC0415

        box = desk_that_ran(file, when(at)).outbox
        if mail not in {claim.mail for claim in box.in_doubt()}:
            words = "There is no mail '{mail}' in doubt.", "没有待确认的邮件“{mail}”。"
            raise click.ClickException(speech.say(*words, mail=mail))
        if went:
            box.sent(mail, when(at))
        else:
            box.unclaim(mail)
        click.echo(speech.say("Settled.", "已处理。"))

    hint = speech.say("it went out / send it again", "已发出 / 重新发送")
    params = [
        place(),
        click.Argument(["mail"]),
        click.Option(["--went/--again", "went"], required=True, help=hint),
        moment(speech),
    ]
    words = "Say whether a mail in doubt went out.", "确认一封状态不明的邮件是否已发出。"
    return click.Command("resolve", callback=call, params=params, help=speech.say(*words))


def adopt(speech: Speech) -> click.Command:
    """Return the command that settles what a copied or restored workbook is."""

    def call(file: Place, *, as_copy: bool, at: datetime | None) -> None:
        from chalicelib.cli.make import adopt_copy, adopt_restored  # noqa: PLC0415

        if as_copy:
            adopt_copy(file, when(at))
            words = (
                "{file} is a desk of its own now, in a shadow run.",
                "{file} 现在是独立的客服台（试运行）。",
            )
        else:
            adopt_restored(file, when(at))
            words = (
                "{file} takes its place again; the ledger says so.",
                "{file} 恢复使用，并已记入台账。",
            )
        click.echo(speech.say(*words, file=file.name))

    hint = speech.say(
        "it is a copy: give it an identity and a ledger of its own",
        "这是副本：赋予独立的身份和台账",
    )
    return click.Command(
        "adopt",
        callback=call,
        params=[place(), click.Option(["--as-copy"], is_flag=True, help=hint), moment(speech)],
        help=speech.say(
            "Say what a copied, restored or wiped workbook is to the desk.\n\n"
            "Without --as-copy it takes the place of the one the ledger knows.",
            "说明复制、恢复或清空过的工作簿如何处理。\n\n不加 --as-copy 时，它将代替台账所知的那一份。",
        ),
    )


COMMANDS = (outbox, adopt)
