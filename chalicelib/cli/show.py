"""Show: reports, clocks and lists as tables that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.cli.speech import Speech
from chalicelib.delivery import Delivered
from chalicelib.model.problem import Problem, Rank
from chalicelib.report import Report
from chalicelib.sla.say import Voice
from chalicelib.tables.problems import problem_lines

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

MOST = 20
"""Lines shown before the rest is only counted."""


def console(*, stderr: bool = False) -> Console:
    """Return the terminal; rich is loaded only when something is shown."""
    from rich.console import Console as Rich  # noqa: PLC0415

    return Rich(stderr=stderr, highlight=False, soft_wrap=False)


def busy(words: str) -> AbstractContextManager[Any]:
    """Show that something is going on, on a terminal; nothing where output is kept."""
    return console(stderr=True).status(words)


@contextmanager
def steps(words: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far something long has come, on a terminal; nothing where output is kept."""
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=console(stderr=True), transient=True) as bar:
        line = bar.add_task(words, total=None)
        yield lambda done, of: bar.update(line, completed=done, total=of)


def table(title: str, headings: Iterable[str], rows: Iterable[Sequence[object]]) -> Table:
    """Return rows under headings, ready to print."""
    from rich.markup import escape  # noqa: PLC0415
    from rich.table import Table as Rich  # noqa: PLC0415

    out = Rich(title=title, title_justify="left", show_lines=False)
    for heading in headings:
        out.add_column(heading, overflow="fold")
    for row in rows:
        out.add_row(*(escape("" if cell is None else str(cell)) for cell in row))
    return out


def report(done: Report, delivered: Delivered | None, speech: Speech, *, dry: bool) -> None:
    """Print what a run did: counts, what is pressing, problems, mails, what to do next."""
    out, say = console(), speech.say
    voice = Voice(speech.language, done.opened.settings.locale.zone)
    out.print(_headline(done, delivered, speech, dry=dry), markup=False)
    lines = done.plan.listings.get("clocks", [])
    if lines:
        headings = say("Record|Clock|State|Due|Owner", "记录|时效目标|状态|截止时间|负责人").split(
            "|"
        )
        rows = [
            (
                c.record,
                c.clock,
                c.state and c.state.said(speech.language),
                _at(c.due, voice),
                c.owner,
            )
            for c in lines[:MOST]
        ]
        out.print(table(say("Pressing clocks", "需要关注的时效"), headings, rows))
        _more(out, len(lines), speech)
    problems(done, speech)
    for mail in delivered.sent if delivered else ():
        out.print(f"✉ {mail.to}: {mail.subject}", markup=False)
    _host(out, done, speech)
    _warn(out, done, delivered, speech)


def _headline(done: Report, delivered: Delivered | None, speech: Speech, *, dry: bool) -> str:
    voice = Voice(speech.language, done.opened.settings.locale.zone)
    head = speech.say("Rehearsed", "预演") if dry else speech.say("Swept", "已运行")
    live = speech.say("live", "正式运行") if done.live else speech.say("shadow", "试运行")
    said = speech.say(
        "cells written: {cells}, reminders planned: {reminders}, mails sent: {mails}, problems: {problems}",
        "写入 {cells} 个单元格，计划 {reminders} 条提醒，发出 {mails} 封邮件，{problems} 个问题",
        cells=done.written.cells,
        reminders=done.told,
        mails=len(delivered.sent) if delivered else 0,
        problems=sum(problem.rank > Rank.LOW for problem in done.problems),
    )
    wake = _at(done.wake_at, voice)
    coming = speech.say("; next due {at}", "；下一时点 {at}", at=wake) if wake else ""
    return f"{head} {voice.at(done.now)} ({live}): {said}{coming}"


WAITING = (
    "! The workbook is open elsewhere: {n} cells wait. Close it and sweep again.",
    "！工作簿正被打开：{n} 个单元格等待写入。请关闭后再运行 sweep。",
)
LATER = (
    "! Google is busy or not to be reached: {n} cells wait for the next sweep.",
    "！Google 繁忙或无法连接：{n} 个单元格等待下次 sweep。",
)
UNSURE = (
    "! Nobody knows whether the last write was done: {n} cells wait. Sweep in seven minutes again.",
    "！无法确定上一次写入是否完成：{n} 个单元格等待写入。请七分钟后再运行 sweep，在此之前不会写入。",
)
STRAYED = (
    "{n} cells landed on rows that somebody was just moving; they were put right.",
    "{n} 个单元格写到了正在移动的行上，已经纠正。",
)
CALLS = ("Calls to Google: {calls}", "调用 Google：{calls}")
HELD = (
    "! {n} reminders in one run are many: they are held. Look, then: aftersheet outbox release FILE",
    "！一次运行产生 {n} 条提醒，数量异常：已暂缓。确认后运行：aftersheet outbox release 文件",
)
DOUBT = (
    "! Mail {mail} may or may not have gone out: aftersheet outbox resolve FILE {mail}",
    "！邮件 {mail} 是否发出无法确定：aftersheet outbox resolve 文件 {mail}",
)
NOT_TAKEN = (
    "! No mail to {to} was taken ({why}): its reminders wait.",
    "！发往 {to} 的邮件未被接受（{why}）：相关提醒等待发送。",
)
UNREACHED = (
    "! {n} reminders wait, for mail does not reach their receivers: aftersheet outbox bounced FILE",
    "！{n} 条提醒等待发送，因为邮件无法送达收件人：aftersheet outbox bounced 文件",
)
STOPPED = (
    "! Sending stopped ({why}): what was not sent goes out with the next sweep.",
    "！发送中止（{why}）：未发出的邮件将随下次 sweep 发出。",
)


def _warn(out: Console, done: Report, delivered: Delivered | None, speech: Speech) -> None:
    """Print what a person must see: cells that wait, reminders held, mails in doubt."""
    said = [speech.say(*_why_waiting(done), n=len(done.waiting))] if done.waiting else []
    said += [speech.say(*HELD, n=done.told)] if done.held else []
    said += of_mails(delivered, speech) if delivered else []
    for words in said:
        out.print(words, style="bold yellow", markup=False)


def of_mails(delivered: Delivered, speech: Speech) -> list[str]:
    """Return what became of the mails that did not go out."""
    skipped, say = delivered.skipped, speech.say
    return [
        *(say(*DOUBT, mail=claim.mail) for claim in delivered.in_doubt),
        *(say(*NOT_TAKEN, to=one.to, why=one.error) for one in delivered.refused),
        *([say(*UNREACHED, n=len(skipped))] if skipped else []),
        *([say(*STOPPED, why=delivered.why_later)] if delivered.later else []),
    ]


def _why_waiting(done: Report) -> tuple[str, str]:
    if done.steady:
        return WAITING
    return UNSURE if done.unsure else LATER


def _host(out: Console, done: Report, speech: Speech) -> None:
    """Print what a shared sheet's host was asked, and what had to be put right there."""
    if done.written.strayed:
        out.print(speech.say(*STRAYED, n=done.written.strayed), markup=False)
    if done.calls:
        said = ", ".join(f"{kind} {n}" for kind, n in sorted(done.calls.items()))
        out.print(speech.say(*CALLS, calls=said), style="dim", markup=False)


def problems(done: Report, speech: Speech) -> None:
    """Print the cells that a person must fix, the worst first."""
    worth = [problem for problem in done.problems if problem.rank > Rank.LOW]
    listed(worth, done.opened.parsed, speech)


def listed(found: Sequence[Problem], parsed: Any, speech: Speech) -> None:
    """Print problems as the Problems tab lists them."""
    if not found:
        return
    out, say = console(), speech.say
    lines = problem_lines(found, parsed, speech.language)
    headings = say("Tab|Cell|Record|What to do", "工作表|单元格|记录|处理方法").split("|")
    rows = [
        (p.tab, p.place, p.record, f"{p.column}: {p.what}".removeprefix(": ")) for p in lines[:MOST]
    ]
    out.print(table(say("Problems", "问题"), headings, rows))
    _more(out, len(lines), speech)


def _more(out: Console, total: int, speech: Speech) -> None:
    if total > MOST:
        out.print(
            speech.say("… and {n} more, in the workbook", "……另有 {n} 条，见工作簿", n=total - MOST)
        )


def _at(instant: datetime | None, voice: Voice) -> str:
    return voice.at(instant) if instant else ""
