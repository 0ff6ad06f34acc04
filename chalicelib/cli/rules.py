"""Commands about the rules of a workbook: lint."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from chalicelib.cli import show
from chalicelib.cli.options import machine, moment, place, when
from chalicelib.cli.speech import Speech
from chalicelib.model.problem import Rank
from chalicelib.model.word import Phrase
from chalicelib.policy.remark import Remark
from chalicelib.settings import Place

ELSEWHERE = ("team", "settings")
"""People and settings are no rules: aftersheet check tells of them."""
WRONG, LOOK = Phrase("mend", "需修正"), Phrase("look", "请留意")


def rules(speech: Speech) -> click.Group:
    """Return the commands about rules."""
    words = "Look at the rules themselves.", "检查规则本身。"
    group = click.Group("rules", help=speech.say(*words))
    group.add_command(_lint(speech))
    return group


def _lint(speech: Speech) -> click.Command:
    def call(file: Place, *, at: datetime | None, as_json: bool) -> None:
        from chalicelib.wiring.desk import looked_at  # noqa: PLC0415

        now = when(at)
        with show.busy(speech.say("reading the rules …", "正在读取规则……")):
            found = remarks(looked_at(file, now), now)
        if as_json:
            click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False))
        elif found:
            _listed(found, speech)
        else:
            click.echo(speech.say("The rules hold together.", "规则没有问题。"))
        if any(one.wrong for one in found):
            raise click.exceptions.Exit(1)

    return click.Command(
        "lint",
        callback=call,
        params=[place(), moment(speech), machine(speech)],
        short_help=speech.say("List what is wrong with the rules.", "列出规则中的问题。"),
        help=speech.say(
            "List what is wrong with the rules: rows that never apply, that clash or leave gaps,"
            " values that no record has, chains of approval that end in nobody, deadlines without"
            " a source, words that the desk's own texts break. Changes nothing.\n\n"
            "Leaves with 1 if something must be mended.",
            "列出规则中的问题：永远不会命中、互相冲突或留有缺口的行，不可能的值，无人可审批的权限链，"
            "没有出处的期限，被系统自身文字违反的用语。不做任何修改。\n\n如有需修正之处，退出码为 1。",
        ),
    )


def remarks(read: Any, now: datetime) -> list[Remark]:
    """Return what is wrong with the rules of a workbook as it was opened, worst first."""
    from chalicelib.automations.linting import Rules, linted  # noqa: PLC0415
    from chalicelib.tables.defaults_classes import usual_classes  # noqa: PLC0415
    from chalicelib.wiring.texts import own_texts  # noqa: PLC0415

    deadlines = read.parsed["deadlines"].records if "deadlines" in read.parsed else []
    tabs, usual = frozenset(read.parsed), usual_classes()
    asked = Rules(read.policies, read.rulebook, deadlines, tabs, own_texts(), usual)
    found = [*_unread(read), *linted(asked, now)]
    return sorted(dict.fromkeys(found), key=lambda one: not one.wrong)


def _unread(read: Any) -> Iterator[Remark]:
    """Yield the cells of rule tabs that cannot be understood."""
    from chalicelib.tables.table import Room  # noqa: PLC0415
    from chalicelib.tables.workbook import BY_KEY  # noqa: PLC0415

    for problem in read.problems:
        table = BY_KEY.get(problem.tab)
        is_rule = table and table.room is Room.RULES and problem.tab not in ELSEWHERE
        if table and is_rule and problem.rank > Rank.LOW:
            column = table.fields.get(problem.column)
            said = Phrase("{heading}: {what}", "{heading}：{what}")
            what = said.fill(heading=column.heading, what=problem.what) if column else problem.what
            name = problem.id or (str(problem.row) if problem.row > 1 else "")
            yield Remark(problem.tab, name, what)


def _listed(found: list[Remark], speech: Speech) -> None:
    from chalicelib.tables.workbook import BY_KEY  # noqa: PLC0415

    alike: dict[Remark, list[str]] = {}
    for one in found:
        alike.setdefault(one._replace(row=""), []).append(one.row)
    headings = speech.say("Tab|Row|Kind|What to do", "工作表|行|性质|处理方法").split("|")
    rows = [
        (
            BY_KEY[one.tab].name.said(speech.language),
            ", ".join(filter(None, names)),
            (WRONG if one.wrong else LOOK).said(speech.language),
            one.what.said(speech.language),
        )
        for one, names in alike.items()
    ]
    show.console().print(show.table(speech.say("Rules", "规则"), headings, rows))


def _plain(one: Remark) -> dict[str, Any]:
    what = {"en": one.what.en, "zh": one.what.zh}
    return {"tab": one.tab, "row": one.row, "wrong": one.wrong, "what": what}


COMMANDS = (rules,)
