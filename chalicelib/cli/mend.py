"""The command for what only a person can settle: adopt."""

from __future__ import annotations

from datetime import datetime

import click

from chalicelib.cli.options import moment, place, when
from chalicelib.cli.speech import Speech
from chalicelib.settings import Place


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


COMMANDS = (adopt,)
