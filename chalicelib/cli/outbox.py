"""Commands about mails: outbox, and all that stands under it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from chalicelib.cli import show
from chalicelib.cli.addresses import allowed, bounced
from chalicelib.cli.options import machine, moment, place, when
from chalicelib.cli.speech import Speech
from chalicelib.model.intent import Intent
from chalicelib.model.word import Phrase
from chalicelib.ports.mail import Claim
from chalicelib.settings import Place


def outbox(speech: Speech) -> click.Group:
    """Return the commands about mails."""
    group = click.Group(
        "outbox",
        help=speech.say(
            "Mails: list, look, release, settle, and the addresses that none reaches.",
            "邮件：列出、查看、放行、确认，以及无法送达的邮箱。",
        ),
    )
    for build in (_listed, _shown, _opened, _released, _resolved, bounced, allowed):
        group.add_command(build(speech))
    return group


def _listed(speech: Speech) -> click.Command:
    def call(file: Place, *, as_json: bool) -> None:
        from chalicelib.wiring.desk import desk_that_ran  # noqa: PLC0415

        box = desk_that_ran(file, when(None)).outbox
        doubts, found = box.in_doubt(), box.listed()
        rows = [(intent, status, sent or intent.release) for intent, status, sent in found]
        if as_json:
            mails = {intent.key: claim.mail for claim in doubts for intent in claim.intents}
            for row in rows:
                plain = {**_plain(*row), "mail": mails.get(row[0].key, "")}
                click.echo(json.dumps(plain, ensure_ascii=False))
            return
        words = "Status|To|What|Record|Clock|At (UTC)", "状态|收件人|内容|记录|时效|时间（UTC）"
        headings = speech.say(*words).split("|")
        shown = [_row(*row, speech) for row in rows]
        show.console().print(show.table(speech.say("Outbox", "发件箱"), headings, shown))
        _doubtful(doubts, speech)

    words = (
        "List every reminder and what became of it, and the mails in doubt.",
        "列出全部提醒及其去向，以及状态不明的邮件。",
    )
    params = [place(), machine(speech)]
    return click.Command("list", callback=call, params=params, help=speech.say(*words))


def _doubtful(doubts: Sequence[Claim], speech: Speech) -> None:
    """Print the mails that may or may not have gone out, and how each is settled."""
    if not doubts:
        return
    rows = [
        (claim.mail, claim.intents[0].to, len(claim.intents), f"{claim.at:%Y-%m-%d %H:%M}")
        for claim in doubts
    ]
    title = speech.say("Mails in doubt", "状态不明的邮件")
    headings = speech.say("Mail|To|Reminders|Since (UTC)", "邮件|收件人|提醒数|起始（UTC）")
    out = show.console()
    out.print(show.table(title, headings.split("|"), rows))
    out.print(HOW_TO_SETTLE.said(speech.language), markup=False)


HOW_TO_SETTLE = Phrase(
    "They may or may not have gone out, and are never sent again by themselves. Ask the receiver,"
    " then: aftersheet outbox resolve FILE MAIL --went, or --again to send it once more.",
    "这些邮件是否发出无法确定，系统不会自行重发。请向收件人确认后运行："
    "aftersheet outbox resolve 文件 邮件 --went；如需再发一次，请用 --again。",
)
CLAIMED, IN_DOUBT = "claimed", "in doubt"
STATUSES = {
    "pending": "待发送",
    "held": "已暂缓",
    "claimed": "状态不明",
    "sent": "已发送",
    "withdrawn": "已撤回",
    "shadow": "试运行，未发送",
}


def _row(intent: Intent, status: str, at: datetime, speech: Speech) -> tuple[str, ...]:
    kind = intent.kind.said(speech.language)
    state = speech.say(IN_DOUBT if status == CLAIMED else status, STATUSES.get(status, status))
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
        from chalicelib.wiring.places import Places  # noqa: PLC0415

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
        from chalicelib.wiring.places import Places  # noqa: PLC0415

        page = Places(file).outbox / "index.html"
        if not page.exists():
            raise click.ClickException(speech.say("No mail was sent yet.", "还没有发出邮件。"))
        click.echo(str(page))
        click.launch(str(page))

    words = "Open the preview of all mails in the browser.", "在浏览器中打开全部邮件的预览。"
    return click.Command("open", callback=call, params=[place()], help=speech.say(*words))


def _released(speech: Speech) -> click.Command:
    def call(file: Place, *, at: datetime | None) -> None:
        from chalicelib.wiring.desk import desk_that_ran  # noqa: PLC0415

        desk = desk_that_ran(file, when(at))
        with desk.alone():
            number = desk.outbox.release_held(when(at))
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
        from chalicelib.wiring.desk import desk_that_ran  # noqa: PLC0415

        desk = desk_that_ran(file, when(at))
        with desk.alone():
            if mail not in {claim.mail for claim in desk.outbox.in_doubt()}:
                words = "There is no mail '{mail}' in doubt.", "没有状态不明的邮件“{mail}”。"
                raise click.ClickException(speech.say(*words, mail=mail))
            if went:
                desk.outbox.sent(mail, when(at))
            else:
                desk.outbox.unclaim(mail)
        click.echo(speech.say("Settled.", "已处理。"))

    hint = speech.say("it went out / send it again", "已发出 / 重新发送")
    params = [
        place(),
        click.Argument(["mail"]),
        click.Option(["--went/--again", " /--lost", "went"], required=True, help=hint),
        moment(speech),
    ]
    words = speech.say(
        "Say whether a mail in doubt went out: no answer came when it was handed over.\n\n"
        "MAIL is its id, as outbox list shows it.",
        "确认一封状态不明的邮件是否已发出：交付时没有收到答复。\n\nMAIL 为 outbox list 所示的编号。",
    )
    return click.Command("resolve", callback=call, params=params, help=words)


COMMANDS = (outbox,)
