"""Commands that look and change nothing: explain, check, ledger."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import click

from chalicelib.cli import show
from chalicelib.cli.options import machine, moment, place, when
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Language
from chalicelib.settings import Place

TO_FIX = 3
"""Exit code: cells must be fixed."""


def explain(speech: Speech) -> click.Command:
    """Return the command that says why a record's clocks show what they show."""

    def call(file: Place, record: str, *, at: datetime | None, as_json: bool) -> None:
        from chalicelib.automations.explain import explain as ask  # noqa: PLC0415
        from chalicelib.cli import grounds  # noqa: PLC0415
        from chalicelib.wiring.desk import runner_that_looks  # noqa: PLC0415

        facts = runner_that_looks(file).facts(when(at))
        language = Language.EN if as_json else speech.language
        facts = replace(facts, voice=facts.voice._replace(language=language))
        found = ask(facts, record)
        if not found:
            words = "There is no record '{record}' in {file}.", "{file} 中没有记录“{record}”。"
            raise click.ClickException(speech.say(*words, record=record, file=file.name))
        if as_json:
            click.echo(json.dumps([grounds.plain(one) for one in found], ensure_ascii=False))
            return
        for one in found:
            grounds.show(one, facts, speech)

    return click.Command(
        "explain",
        callback=call,
        params=[place(), click.Argument(["record"]), moment(speech), machine(speech)],
        help=speech.say(
            "Say why: what was decided of a record, by which rule row and on what, who was asked;"
            " and every clock of it, its state, its deadline and how it came about.\n\n"
            "RECORD is an id such as C-1042.",
            "说明原因：某条记录如何决定、依据哪条规则、向谁申请过审批；以及每个时效的状态、截止时间及其由来。"
            "\n\nRECORD 为编号，例如 C-1042。",
        ),
    )


def check(speech: Speech) -> click.Command:
    """Return the command that lists the cells to fix."""

    def call(file: Place, *, at: datetime | None, as_json: bool) -> None:
        from chalicelib.automations.round import desk_round  # noqa: PLC0415
        from chalicelib.model.problem import Rank  # noqa: PLC0415
        from chalicelib.wiring.desk import runner_that_looks  # noqa: PLC0415

        report = runner_that_looks(file).run(desk_round, when(at), dry=True)
        problems = report.problems
        if as_json:
            from chalicelib.cli.grounds import plain_problem  # noqa: PLC0415

            click.echo(json.dumps([plain_problem(p) for p in problems], ensure_ascii=False))
        elif problems:
            show.listed(problems, report.opened.parsed, speech)
        else:
            click.echo(speech.say("Nothing to fix.", "没有需要修正的内容。"))
        if any(problem.rank > Rank.LOW for problem in problems):
            raise click.exceptions.Exit(TO_FIX)

    return click.Command(
        "check",
        callback=call,
        params=[place(), moment(speech), machine(speech)],
        help=speech.say(
            "List the cells and rules that must be fixed; changes nothing.\n\nLeaves with 3 if there are any.",
            "列出需要修正的单元格和规则；不做任何修改。\n\n如有问题，退出码为 3。",
        ),
    )


def ledger(speech: Speech) -> click.Group:
    """Return the commands that read the ledger."""
    words = "Read the desk's append-only memory.", "查看只增不改的台账。"
    group = click.Group("ledger", help=speech.say(*words))
    group.add_command(_verified(speech))
    group.add_command(_entries(speech))
    return group


def _verified(speech: Speech) -> click.Command:
    def call(file: Place, *, root: tuple[str, ...]) -> None:
        from chalicelib.wiring.desk import desk_that_ran  # noqa: PLC0415

        flaw = desk_that_ran(file, when(None)).ledger.verify(root)
        if flaw is not None:
            words = "Entry {n} does not hold: {what}.", "第 {n} 条记录不成立：{what}。"
            raise click.ClickException(speech.say(*words, n=flaw.number, what=flaw.what))
        holds = (
            "The ledger holds: no entry was altered, dropped or moved.",
            "台账完整：没有记录被改动、删除或移位。",
        )
        click.echo(speech.say(*holds))

    hint = speech.say(
        "a hash known from before, e.g. from a mail", "先前已知的哈希值，例如来自邮件"
    )
    root = click.Option(["--root"], multiple=True, help=hint)
    words = (
        "Check the chain; name the first entry that does not fit.",
        "校验哈希链；指出第一条不成立的记录。",
    )
    return click.Command("verify", callback=call, params=[place(), root], help=speech.say(*words))


def _entries(speech: Speech) -> click.Command:
    def call(file: Place, *, as_json: bool, record: str | None) -> None:
        from chalicelib.cli import grounds  # noqa: PLC0415
        from chalicelib.wiring.desk import desk_that_ran  # noqa: PLC0415

        links = desk_that_ran(file, when(None)).ledger.links()
        chosen = [link for link in links if record in (None, link.entry.id)]
        grounds.entries(chosen, speech, as_json=as_json)

    record = click.Option(["--record"], help=speech.say("only this record", "只看该记录"))
    params = [place(), machine(speech), record]
    words = "List what happened, oldest first.", "按时间列出发生的事情。"
    return click.Command("list", callback=call, params=params, help=speech.say(*words))


COMMANDS = (explain, check, ledger)
