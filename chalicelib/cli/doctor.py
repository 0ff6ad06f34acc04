"""The command that checks what keeps the desk from a workbook, and says what to do."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from chalicelib.adapters.checkup import ACCESS, Finding, Stand, standing
from chalicelib.cli import show
from chalicelib.cli.fault import words
from chalicelib.cli.options import machine, place, when
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Language, Phrase
from chalicelib.ports.workbook import WorkbookError
from chalicelib.settings import Place, Spreadsheet, settings_from

TO_MEND = 1
"""Exit code: something keeps the desk from its work."""
MARKS = {Stand.FINE: "✓", Stand.LOOK: "•", Stand.MEND: "✗"}
MAY_WRITE = Phrase("can be read and written", "可读可写")
MAY_READ = Phrase("can be read", "可读")
NO_WRITE = Phrase("can be read, not written", "可读，不可写")
UNLOCK = Phrase(
    "take the write protection off the file and its folder", "请取消文件及其所在文件夹的写保护"
)
STUCK = Phrase("cannot be read", "无法读取")
ADDS_A_TAB = (
    "The probe adds a scratch tab to the spreadsheet, tries things on it and removes it. Go on?",
    "探测会在表格中添加一个临时工作表，测试后删除。是否继续？",
)
ONLY_GOOGLE = ("Only a Google spreadsheet can be probed.", "只能探测 Google 表格。")


def doctor(speech: Speech) -> click.Command:
    """Return the command that checks a workbook."""

    def call(file: Place, *, as_json: bool, **asked: bool) -> None:
        if asked["probe"]:
            _probed(file, speech, **asked)
            return
        said = speech.say("looking at {file} …", "正在检查 {file}……", file=file)
        with show.busy(said):
            found = list(_examined(file))
        if as_json:
            click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False))
        else:
            _shown(found, speech)
        if any(one.stand is Stand.MEND for one in found):
            raise click.exceptions.Exit(TO_MEND)

    hints = {
        "--probe": speech.say(
            "measure on a scratch tab what Google documents nowhere; prints a report",
            "在临时工作表上测量 Google 未公开的行为，并输出报告",
        ),
        "--quick": speech.say(
            "with --probe: leave out what takes minutes", "与 --probe 合用：跳过耗时数分钟的测量"
        ),
        "--yes": speech.say("with --probe: do not ask", "与 --probe 合用：不再询问"),
    }
    flags = [click.Option([name], is_flag=True, help=hint) for name, hint in hints.items()]
    return click.Command(
        "doctor",
        callback=call,
        params=[place(), machine(speech), *flags],
        help=speech.say(
            "Check access, tabs, headings, time zone, protection; say what to do.\n\n"
            "Changes nothing. Leaves with 1 if something keeps the desk from its work.",
            "检查访问权限、工作表、表头、时区和保护，并说明如何处理。\n\n"
            "不做任何修改。如有问题妨碍运行，退出码为 1。",
        ),
    )


def _examined(file: Place) -> Iterator[Finding]:
    try:
        yield from _at_google(file) if isinstance(file, Spreadsheet) else _on_disk(file)
    except WorkbookError as error:
        yield Finding(ACCESS, Stand.MEND, STUCK, _said(error))


def _said(error: WorkbookError) -> Phrase:
    """Return what to tell a person about an error, in both languages."""
    en, zh = (words(error, Speech(language)) or str(error) for language in Language)
    return Phrase(en, zh)


def _on_disk(file: Path) -> Iterator[Finding]:
    from chalicelib.wiring.desk import looked_at, rules_gone_of  # noqa: PLC0415

    opened = looked_at(file, when(None))
    free = os.access(file, os.W_OK) and os.access(file.absolute().parent, os.W_OK)
    yield (
        Finding(ACCESS, Stand.FINE, MAY_WRITE)
        if free
        else Finding(ACCESS, Stand.MEND, NO_WRITE, UNLOCK)
    )
    yield from standing(opened, rules_gone_of(file, opened))


def _at_google(file: Spreadsheet) -> Iterator[Finding]:
    from chalicelib.adapters.google.doctor import examine  # noqa: PLC0415
    from chalicelib.adapters.google.doctor_look import patient  # noqa: PLC0415
    from chalicelib.adapters.google.workbook import GoogleWorkbook  # noqa: PLC0415
    from chalicelib.tables.workbook_read import opened, titles  # noqa: PLC0415
    from chalicelib.wiring.desk import (  # noqa: PLC0415
        google_client,
        google_settings,
        rules_gone_of,
    )

    settings = google_settings()
    client, address = google_client(settings), settings.key.address
    read = opened(GoogleWorkbook(client, file.id, address).read(titles()), when(None))
    owner = settings_from(os.environ).owner or read.settings.owner
    seen = patient(client, file.id, read, address)._replace(owner=owner)
    yield Finding(ACCESS, Stand.FINE, MAY_READ)
    yield from standing(read, rules_gone_of(file, read))
    yield from examine(seen)


def _shown(found: Sequence[Finding], speech: Speech) -> None:
    """Print the findings as a table, and whether all is well."""
    language = speech.language
    headings = speech.say("Check|How it stands|What to do", "检查项|状况|处理方法").split("|")
    rows = [_row(one, language) for one in found]
    show.console().print(show.table("", headings, rows))
    bad = sum(one.stand is Stand.MEND for one in found)
    if bad:
        click.echo(speech.say("{n} to mend.", "{n} 项需要处理。", n=bad))
    else:
        click.echo(speech.say("Nothing keeps the desk from its work.", "没有妨碍运行的问题。"))


def _row(one: Finding, language: Language) -> tuple[str, str, str]:
    to_do = "\n".join(filter(None, (one.to_do.said(language), one.link)))
    return f"{MARKS[one.stand]} {one.check.said(language)}", one.how.said(language), to_do


def _plain(one: Finding) -> dict[str, Any]:
    twins = {"check": one.check, "how": one.how, "to_do": one.to_do}
    said = {key: {"en": twin.en, "zh": twin.zh} for key, twin in twins.items()}
    return {"stand": one.stand.value, **said, "link": one.link}


def _probed(file: Place, speech: Speech, *, yes: bool, quick: bool, **_: bool) -> None:
    """Measure, and print the report."""
    from chalicelib.adapters.google.probe import probe, report  # noqa: PLC0415
    from chalicelib.wiring.desk import google_client  # noqa: PLC0415

    if not isinstance(file, Spreadsheet):
        raise click.ClickException(speech.say(*ONLY_GOOGLE))
    client = google_client()
    if not yes:
        click.confirm(speech.say(*ADDS_A_TAB), abort=True, err=True)
    with show.busy(speech.say("measuring …", "正在测量……")):
        answers = probe(client, file.id, quick=quick)
    click.echo(report(answers, f"{when(None):%Y-%m-%d %H:%M} UTC", speech.language))


COMMANDS = (doctor,)
