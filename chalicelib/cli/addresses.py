"""Commands about addresses that mail does not reach: outbox bounced, outbox allow."""

from __future__ import annotations

import json

import click

from chalicelib.cli import show
from chalicelib.cli.options import machine, place, when
from chalicelib.cli.speech import Speech
from chalicelib.settings import Place


def bounced(speech: Speech) -> click.Command:
    """Return the command that lists the addresses to which nothing is sent."""

    def call(file: Place, *, as_json: bool) -> None:
        from chalicelib.wiring.desk import desk_that_ran  # noqa: PLC0415

        found = desk_that_ran(file, when(None)).outbox.suppressed()
        if as_json:
            for address, why, since in found:
                plain = {"address": address, "why": why.value, "since": since.isoformat()}
                click.echo(json.dumps(plain, ensure_ascii=False))
        elif found:
            headings = speech.say("Address|Why|Since (UTC)", "邮箱|原因|起始（UTC）").split("|")
            rows = [(a, w.said(speech.language), f"{s:%Y-%m-%d %H:%M}") for a, w, s in found]
            title = speech.say("Addresses that mail does not reach", "邮件无法送达的邮箱")
            show.console().print(show.table(title, headings, rows))
        else:
            click.echo(speech.say("Mail reaches every address.", "没有无法送达的邮箱。"))

    words = (
        "List the addresses to which nothing is sent: mail came back, or was reported as spam.",
        "列出不再寄送的邮箱：邮件被退回，或被标记为垃圾邮件。",
    )
    params = [place(), machine(speech)]
    return click.Command("bounced", callback=call, params=params, help=speech.say(*words))


def allowed(speech: Speech) -> click.Command:
    """Return the command that lets mail go to an address again."""

    def call(file: Place, address: str) -> None:
        from chalicelib.wiring.desk import desk_that_ran  # noqa: PLC0415

        desk = desk_that_ran(file, when(None))
        with desk.alone():
            known = desk.outbox.allow(address.strip())
        if not known:
            words = "Nothing keeps mail from {address}.", "{address} 并未被停止寄送。"
            raise click.ClickException(speech.say(*words, address=address))
        words = (
            "Mail goes to {address} again; what waits goes out with the next sweep.",
            "已恢复向 {address} 寄送；待发的提醒将随下次 sweep 发出。",
        )
        click.echo(speech.say(*words, address=address))

    words = speech.say(
        "Send to an address again, once you know that it is right.\n\n"
        "Amazon SES keeps a list of its own: take the address off it as well.",
        "确认邮箱无误后，恢复向其寄送。\n\nAmazon SES 另有自己的停发名单：也请从中移除该邮箱。",
    )
    params: list[click.Parameter] = [place(), click.Argument(["address"])]
    return click.Command("allow", callback=call, params=params, help=words)
