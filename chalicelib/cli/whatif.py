"""The command that tries other rules on all records, past and open, and changes nothing."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from chalicelib.cli import show
from chalicelib.cli.options import moment, place, when
from chalicelib.cli.speech import Speech
from chalicelib.settings import Place

if TYPE_CHECKING:
    from chalicelib.automations.differences import Difference, Totals
    from chalicelib.automations.plan import Facts
    from chalicelib.tables.cell import Grid
    from chalicelib.tables.workbook_read import Opened

NO_RULES = (
    "{file} holds no rule tab: give a workbook with one, or a CSV file with its headings.",
    "{file} 中没有规则表：请提供含规则表的工作簿，或带有该表表头的 CSV 文件。",
)
SAME = ("Nothing would be otherwise.", "没有任何变化。")
TRIED = ("Tried: {tabs}", "试用的规则表：{tabs}")
HEADINGS = (
    "Tab|Record|What|As it is|As it would be|Rule",
    "工作表|记录|内容|现状|改后|规则",
)
MORE = ("… and {n} more: --csv FILE lists all", "……另有 {n} 条：用 --csv 文件 列出全部")
SUM = (
    "Records that differ: {records}. Cost of what is granted: {cost}. Mails: {mails}.",
    "有变化的记录：{records}。所批准方案的成本：{cost}。邮件：{mails}。",
)


class Sides(NamedTuple):
    """The same records under the rules as they are, and under those to be tried."""

    before: Facts
    after: Facts
    opened: Opened
    """The workbook with the other rules."""
    tabs: Sequence[str]


def whatif(speech: Speech) -> click.Command:
    """Return the command that tries other rules."""

    def call(file: Place, policy: Path, out: Path | None, *, at: datetime | None) -> None:
        found = tried(file, policy, when(at), speech)
        if out is not None:
            _written(found, out, speech)
        _shown(found, speech)

    return click.Command(
        "whatif",
        callback=call,
        params=[place(), _policy(speech), _out(speech), moment(speech)],
        help=speech.say(
            "Show what other rules would have done: to every case, order, refund and clock, past"
            " and open. Nothing is changed, kept or mailed.\n\n"
            "The rule tabs of --policy stand in for those of FILE: a copy of the workbook with"
            " edited rules, or one tab as CSV. Closed cases are judged as of their closing;"
            " clocks run on what was seen, not on what was agreed under the rules of that time. Cost is"
            " what was or would be granted; what is still to be decided has none.",
            "查看换一套规则会怎样：对每个工单、订单、退款和时效，包括已完成的。"
            "不修改、不保存、不发送任何内容。\n\n"
            "--policy 中的规则表代替 FILE 中的同名表：可以是改过规则的工作簿副本，或单个表的 CSV。"
            "已关闭的工单按关闭时的情况判断；时效按实际记录重新计算，不沿用当时约定的期限。"
            "成本指已批准或将批准的金额；尚待决定的不计。",
        ),
    )


def _policy(speech: Speech) -> click.Option:
    hint = speech.say(
        "the rules to try: .xlsx, or .csv of one tab", "要试用的规则：.xlsx 或单表 .csv"
    )
    kind = click.Path(exists=True, dir_okay=False, path_type=Path)
    return click.Option(["--policy"], required=True, type=kind, help=hint)


def _out(speech: Speech) -> click.Option:
    hint = speech.say("write every difference to this file too", "同时把全部差异写入此文件")
    kind = click.Path(dir_okay=False, writable=True, path_type=Path)
    return click.Option(["--csv", "out"], type=kind, help=hint)


def tried(file: Place, policy: Path, now: datetime, speech: Speech) -> list[Difference]:
    """Return what would be otherwise; says which tabs were tried, and what of them is unreadable."""
    from chalicelib.automations.whatif import compared  # noqa: PLC0415
    from chalicelib.tables.workbook import BY_KEY  # noqa: PLC0415

    with show.busy(speech.say("reading …", "正在读取……")):
        sides = _sides(file, policy, now, speech)
    names = ", ".join(BY_KEY[key].name.said(speech.language) for key in sides.tabs)
    click.echo(speech.say(*TRIED, tabs=names), err=True)
    wrong = [p for p in sides.opened.problems if p.tab in sides.tabs and p.rank > 1]
    if wrong:
        show.listed(wrong, sides.opened.parsed, speech)
    with show.steps(speech.say("judging anew", "重新判断")) as step:
        return compared(sides.before, sides.after, step)


def _sides(file: Place, policy: Path, now: datetime, speech: Speech) -> Sides:
    from chalicelib.facts import Looked, facts_of  # noqa: PLC0415
    from chalicelib.tables.identity import borne  # noqa: PLC0415
    from chalicelib.tables.workbook_read import opened, titles  # noqa: PLC0415
    from chalicelib.wiring.desk import runner_that_looks  # noqa: PLC0415

    runner = runner_that_looks(file)
    known, sheets = runner.ledger.recall(), runner.workbook.read(titles())
    asked = runner.questions.asked() if runner.questions else ()
    other = _rules(policy, speech)

    def facts(grids: Mapping[str, Grid]) -> tuple[Facts, Opened]:
        mine = sheets._replace(grids=grids)
        read = opened(mine, now, known.memories.keys())
        read = read._replace(rulebook=read.rulebook.pinned(runner.owner))
        looked = Looked(known, mine, read, borne(read.parsed.get("overview")), asked)
        told = facts_of(looked, now, runner.trust)
        return replace(told, voice=told.voice._replace(language=speech.language)), read

    before, _ = facts(sheets.grids)
    after, read = facts({**sheets.grids, **other})
    return Sides(before, after, read, sorted(other))


def _rules(policy: Path, speech: Speech) -> dict[str, Grid]:
    """Return the rule tabs of a workbook, or the one of a CSV file."""
    from chalicelib.tables.rules_csv import RULE_TABS, NoRulesError, rules_csv  # noqa: PLC0415
    from chalicelib.wiring.desk import workbook_of  # noqa: PLC0415

    try:
        if policy.suffix.lower() in (".csv", ".tsv", ".txt"):
            return dict([rules_csv(policy.read_bytes(), policy.stem)])
        wanted = {key: table.titles() for key, table in RULE_TABS.items()}
        if found := dict(workbook_of(policy).read(wanted).grids):
            return found
    except NoRulesError:
        pass
    raise click.ClickException(speech.say(*NO_RULES, file=policy.name))


def _shown(found: list[Difference], speech: Speech) -> None:
    from chalicelib.automations.differences import totals  # noqa: PLC0415

    if not found:
        click.echo(speech.say(*SAME))
        return
    rows = [_row(one, speech) for one in found[: show.MOST]]
    headings = speech.say(*HEADINGS).split("|")
    out = show.console()
    out.print(show.table(speech.say("Differences", "差异"), headings, rows))
    if len(found) > show.MOST:
        out.print(speech.say(*MORE, n=len(found) - show.MOST), markup=False)
    out.print(_sum(totals(found), speech), markup=False)


def _row(one: Difference, speech: Speech) -> tuple[str, ...]:
    from chalicelib.tables.workbook import BY_KEY  # noqa: PLC0415

    tab = BY_KEY[one.tab].name.said(speech.language)
    return tab, one.id, one.what.said(speech.language), one.was, one.would_be, one.rule


def _sum(total: Totals, speech: Speech) -> str:
    records = [f"{what.said(speech.language)} {n}" for what, n in total.records.items() if n]
    cost = [f"{_signed(more)} {currency}" for currency, more in sorted(total.cost.items())]
    said: dict[str, Any] = {"records": ", ".join(records), "cost": ", ".join(cost) or "0"}
    return speech.say(*SUM, **said, mails=_signed(total.mails))


def _signed(number: int | Decimal) -> str:
    return f"{number:+f}" if isinstance(number, Decimal) else f"{number:+d}"


def _written(found: Sequence[Difference], out: Path, speech: Speech) -> None:
    """Write all differences as CSV that spreadsheet programs open in the right letters."""
    headings = [
        *speech.say(*HEADINGS).split("|"),
        *speech.say("More|Currency", "增减|币种").split("|"),
    ]
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(headings)
        for one in found:
            lines.writerow((*map(_plain, _row(one, speech)), one.more, one.currency))


def _plain(text: str) -> str:
    """Keep a spreadsheet program from reading as a formula what people typed."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


COMMANDS = (whatif,)
