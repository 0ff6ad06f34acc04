"""The command that makes a workbook on disk, or sets a desk up in a Google spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chalicelib.cli import show
from chalicelib.cli.options import NO_SPREADSHEET, WorkbookPlace
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Phrase
from chalicelib.settings import Place, Spreadsheet

if TYPE_CHECKING:
    from chalicelib.adapters.google.setup import SetUp, TabDone

ONE_PLACE = (
    "Name either a FILE, or a spreadsheet by --google.",
    "请指定文件，或用 --google 指定 Google 表格，二者选一。",
)

STRICT_ON = Phrase(
    "Strict mode is on: the desk writes states onto the tab Desk, and your tabs look them up; run"
    " a sweep to fill it. To go back, write no at Strict mode in Settings and run this again.",
    "严格模式已开启：系统把状态写在“客服台”表，由您的各表查找显示；请运行 sweep 填入。"
    "如需关闭，请在“设置”的“严格模式”处填“否”，然后再次运行。",
)
STRICT_OFF = Phrase(
    "Strict mode is off: the headings are plain again, and the next sweep writes the states into"
    " your rows.",
    "严格模式已关闭：表头已恢复为文字，下次运行 sweep 时系统会把状态写入各行。",
)


def new(speech: Speech) -> click.Command:
    """Return the command that makes a workbook."""

    def call(file: Place | None, google: Place | None, *, sample: bool, sheet: str | None) -> None:
        from chalicelib.cli.make import make  # noqa: PLC0415
        from chalicelib.model.word import Language  # noqa: PLC0415

        language = Language.of(sheet) if sheet else speech.language
        place = file or google
        if place is None or (file and google):
            raise click.UsageError(speech.say(*ONE_PLACE))
        if isinstance(place, Spreadsheet):
            _google(place, speech._replace(language=language), speech, sample=sample)
            return
        if google:
            raise click.BadParameter(NO_SPREADSHEET.fill(text=google).said(speech.language))
        make(place, language, sample=sample)
        _ready(place, speech)

    hints = {
        "--google": speech.say(
            "set up this Google spreadsheet, by its address or id; it must be shared with the desk",
            "在此 Google 表格（网址或 ID）中建立客服台；须先共享给系统的服务账号",
        ),
        "--sample": speech.say("fill it with a sample desk to try", "填入示例内容，便于试用"),
        "--sheet": speech.say("language of the workbook: en or zh", "表格语言：en 或 zh"),
    }
    return click.Command(
        "new",
        callback=call,
        params=[
            click.Argument(["file"], type=WorkbookPlace(), required=False),
            click.Option(
                ["--google"], type=WorkbookPlace(), metavar="SPREADSHEET", help=hints["--google"]
            ),
            click.Option(["--sample"], is_flag=True, help=hints["--sample"]),
            click.Option(["--sheet"], help=hints["--sheet"]),
        ],
        help=_help(speech),
    )


def _help(speech: Speech) -> str:
    return speech.say(
        "Make a new workbook: all tabs, headings, dropdowns and the default rules.\n\n"
        "Never overwrites a file. In a Google spreadsheet it adds what is missing and leaves alone"
        " what is there, so it may be run again.",
        "新建工作簿：含全部工作表、表头、下拉选项和默认规则。\n\n"
        "不会覆盖已有文件。在 Google 表格中只补齐缺少的部分，不改动已有内容，可重复运行。",
    )


def _ready(place: Path, speech: Speech) -> None:
    click.echo(
        speech.say(
            "{file} is ready. Fill in Team and Settings, then: aftersheet sweep {file}",
            "{file} 已生成。请填写“团队”和“设置”，然后运行：aftersheet sweep {file}",
            file=place,
        )
    )


def _google(place: Spreadsheet, sheet: Speech, speech: Speech, *, sample: bool) -> None:
    from chalicelib.cli.make import make_google  # noqa: PLC0415

    with show.busy(speech.say("setting up {file} …", "正在设置 {file}……", file=place)):
        done = make_google(place, sheet.language, sample=sample)
    _shown(done, speech)


def _shown(done: SetUp, speech: Speech) -> None:
    """Print what was done tab by tab, what was left alone, and what to do next."""
    say, out = speech.say, show.console()
    headings = say("Tab|Done|Left alone, and why", "工作表|已完成|未改动及原因").split("|")
    rows = [_row(tab, speech) for tab in done.tabs]
    out.print(show.table(done.title, headings, rows))
    calls = sum(n for kind, n in done.calls.items() if kind != "retries")
    click.echo(say("Calls to Google: {n}", "调用 Google 接口次数：{n}", n=calls))
    if any(tab.said for tab in done.tabs):
        click.echo(
            say(
                "Put right what is listed on the right, then run this again.",
                "请按右栏提示处理，然后再次运行。",
            )
        )
    if done.rules:
        click.echo(done.rules.said(speech.language))
    if done.strict or done.switched:
        click.echo((STRICT_ON if done.strict else STRICT_OFF).said(speech.language))
    click.echo(
        say(
            "The spreadsheet's time zone is {zone}. Fill in Team and Settings, then:"
            " aftersheet sweep {link}",
            "表格的时区为 {zone}。请填写“团队”和“设置”，然后运行：aftersheet sweep {link}",
            zone=done.zone,
            link=done.link,
        )
    )


def _row(tab: TabDone, speech: Speech) -> tuple[str, str, str]:
    name = tab.table.name.said(speech.language)
    return name, _did(tab, speech), "\n".join(said.said(speech.language) for said in tab.said)


def _did(tab: TabDone, speech: Speech) -> str:
    say = speech.say
    if tab.made:
        return say("made", "已建立")
    if tab.added:
        added = say(", ", "、").join(heading.said(speech.language) for heading in tab.added)
        return say("columns added: {added}", "已添加列：{added}", added=added)
    if tab.switched:
        return say("headings of states set anew", "已重设状态列的表头")
    if tab.changed:
        return say("marks and warnings put in place", "已设置标记和提醒")
    return "" if tab.said else say("complete already", "原已完整")
