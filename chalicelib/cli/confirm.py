"""The command by which whoever operates the desk confirms changed rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import click

from chalicelib.cli import show
from chalicelib.cli.options import moment, place, when
from chalicelib.cli.speech import Speech
from chalicelib.model.question import YES, Answer, Question, QuestionKind
from chalicelib.ports.questions import Questions
from chalicelib.settings import Place

WHERE = "command line"
"""From where such an answer is said to come."""


def confirm(speech: Speech) -> click.Command:
    """Return the command that shows which changes of rules wait, and confirms them."""

    def call(file: Place, *, at: datetime | None) -> None:
        from chalicelib.wiring.desk import desk_that_ran  # noqa: PLC0415
        from chalicelib.wiring.questions import questions_of  # noqa: PLC0415

        now = when(at)
        desk_that_ran(file, now)  # a workbook that is missing, or never ran, is to be said
        store = questions_of(file)
        waiting = list(_waiting(store, now))
        if not waiting:
            click.echo(speech.say("No change of rules waits.", "没有待确认的规则改动。"))
        for question in waiting:
            _settle(store, question, now, speech)

    return click.Command(
        "confirm",
        callback=call,
        params=[place(), moment(speech)],
        help=speech.say(
            "Show changes of Authority and Team that do not count yet, and confirm them.\n\n"
            "For whoever operates the desk, where the shop's owner cannot do it by the link:"
            " above all when the owner's own address was changed."
            " For a workbook on disk changes count at once, whoever is at the machine being the"
            " owner: nothing waits there.",
            "列出“权限”和“团队”中尚未生效的改动，并予以确认。\n\n"
            "供系统管理员在店主无法通过链接确认时使用，特别是店主邮箱本身有改动时。"
            "本机文件中的改动立即生效，因为使用本机的人即视为店主，不会有待确认的改动。",
        ),
    )


def _waiting(store: Questions, now: datetime) -> Iterator[Question]:
    """Yield the questions on rules that can still be answered."""
    for question, answer in store.asked():
        if question.kind is QuestionKind.RULES and answer is None and now < question.expires:
            yield question


def _settle(store: Questions, question: Question, now: datetime, speech: Speech) -> None:
    """Show one change; keep a yes, and leave the question open otherwise."""
    headings = speech.say("What|Change", "内容|改动").split("|")
    show.console().print(show.table(question.title, headings, question.lines))
    if not click.confirm(speech.say("Does it count?", "是否生效？"), default=False):
        click.echo(speech.say("Left as it is.", "未作更改。"))
    elif store.answer(question.id, Answer(YES, "", now, WHERE)):
        words = "Confirmed: the next sweep takes it in.", "已确认：下次 sweep 时生效。"
        click.echo(speech.say(*words))
    else:
        words = "It was settled meanwhile; nothing was changed.", "此改动已另行处理，未作更改。"
        click.echo(speech.say(*words))


COMMANDS = (confirm,)
