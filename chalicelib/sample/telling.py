"""Telling: a step of the demo and what came of it, in lines that people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from chalicelib.desk import Swept
from chalicelib.model.entry import Flaw
from chalicelib.model.face import ClockState
from chalicelib.model.problem import Rank
from chalicelib.model.word import Language, Phrase
from chalicelib.report import Report
from chalicelib.sample import telling_judged as judged
from chalicelib.sample.page import Visited
from chalicelib.sample.step import Step
from chalicelib.sample.telling_judged import line
from chalicelib.sla.say import Voice
from chalicelib.tables.problems import problem_lines
from chalicelib.wiring.places import Places

if TYPE_CHECKING:
    from rich.text import Text

DRAFT = "reply"
"""The column of reply drafts."""
MOST = 3
"""Lines of a kind before the rest is only counted."""

QUIET = Phrase("no cell written, no mail sent", "没有写入单元格，没有发送邮件")
COUNTS = Phrase(
    "cells written: {cells} · reminders: {told} · mails: {mails} · problems to fix: {problems}",
    "写入单元格：{cells} · 提醒：{told} · 邮件：{mails} · 待修正问题：{problems}",
)
MORE = Phrase("… and {n} more", "……另有 {n} 条")
NONE = Phrase("no clock", "无时效")
LOOK = Phrase("Now look:", "现在可以查看：")
WORKBOOK = Phrase("the workbook      {path}", "工作簿    {path}")
OUTBOX = Phrase("the mails         {path}", "邮件      {path}")
LEDGER = Phrase("the ledger        {path}", "台账      {path}")
HOLDS = Phrase(
    "The ledger verifies: every entry follows from the one before.",
    "台账校验通过：每条记录环环相扣。",
)
BROKEN = Phrase("The ledger does not hold at entry {n}: {what}", "台账在第 {n} 条处断裂：{what}")
NEXT = Phrase(
    "Change something in the workbook, save and close it, then: aftersheet sweep {path} --at {at}",
    "在工作簿中改动一些内容，保存并关闭，然后：aftersheet sweep {path} --at {at}",
)

STYLES = {
    ClockState.OVERDUE: "red",
    ClockState.CANNOT_TELL: "magenta",
    ClockState.DUE_SOON: "yellow",
    ClockState.PAUSED: "blue",
    ClockState.ON_TRACK: "green",
    ClockState.MET: "green",
    ClockState.MET_LATE: "dark_orange",
}


class Turn(NamedTuple):
    """A record whose worst state changed."""

    id: str
    clock: str
    old: ClockState | None
    new: ClockState | None


def scene(
    step: Step, swept: Swept, language: Language, *, visited: Visited | None = None
) -> Iterator[Text]:
    """Yield the lines of one step: who did what, and what the desk made of it."""
    report, voice = swept.report, Voice(language, swept.report.opened.settings.locale.zone)
    who, said = step.who.said(language), step.said.said(language)
    glue = " " if who.isascii() else ""
    yield line(f"\n{voice.at(step.at)}  {who}{glue}{said}", "bold")
    if visited:
        yield line(f"  {judged.followed(visited, language)}", "cyan")
    if not report.written.cells and not swept.delivered.sent:
        yield line(f"  {QUIET.said(language)}", "dim")
        return
    yield line(f"  {_counts(swept).said(language)}", "dim")
    yield from _decisions(judged.decisions(report), language)
    yield from (line(f"  {rated}", "cyan") for rated in judged.ratings(report, language))
    yield from _turns(turns(report), language)
    yield from _problems(report, language)
    mails = [(f"  ✉ {mail.to}: {mail.subject}", "cyan") for mail in swept.delivered.sent]
    yield from _some(mails, language)


def _counts(swept: Swept) -> Phrase:
    report = swept.report
    return COUNTS.fill(
        cells=report.written.cells,
        told=report.told if report.live else 0,
        mails=len(swept.delivered.sent),
        problems=sum(problem.rank > Rank.LOW for problem in report.problems),
    )


def turns(report: Report) -> list[Turn]:
    """Return the records whose worst state changed, as the plan has them."""
    return [
        Turn(c.new.id, c.new.face.clock, c.old.face.state, c.new.face.state)
        for c in report.plan.changes
        if c.old.face.state != c.new.face.state
    ]


def _turns(found: Sequence[Turn], language: Language) -> Iterator[Text]:
    if len(found) > 4 * MOST:
        counted = Counter(turn.new for turn in found)
        pairs = ((state, counted[state]) for state in ClockState if counted[state])
        for state, n in pairs:
            yield line(f"  {n:>4}  {state.said(language)}", STYLES.get(state, ""))
        return
    lines = [
        (
            f"  {turn.id}  {turn.clock}: {_word(turn.old, language)} → {_word(turn.new, language)}",
            STYLES.get(turn.new or ClockState.CANCELLED, ""),
        )
        for turn in found
    ]
    yield from _some(lines, language)


def _decisions(found: Sequence[judged.Decision], language: Language) -> Iterator[Text]:
    if len(found) > 4 * MOST:
        yield line(f"  {judged.counted(found, language)}", "")
        return
    lines = [(f"  {judged.said(one, language)}", judged.style(one)) for one in found]
    yield from _some(lines, language)


def _word(state: ClockState | None, language: Language) -> str:
    return state.said(language) if state else NONE.said(language)


def _problems(report: Report, language: Language) -> Iterator[Text]:
    """Yield what comes first: a tab that was changed, and words that must not be sent."""
    grave = [p for p in report.problems if p.rank is Rank.LAYOUT or p.column == DRAFT]
    lines = problem_lines(grave, report.opened.parsed, language)
    yield from _some([(f"  ! {p.tab} {p.place}: {p.what}", "bold red") for p in lines], language)


def _some(lines: Sequence[tuple[str, str]], language: Language) -> Iterator[Text]:
    for words, style in lines[:MOST]:
        yield line(words, style)
    if len(lines) > MOST:
        yield line(f"  {MORE.fill(n=len(lines) - MOST).said(language)}", "dim")


def ending(places: Places, flaw: Flaw | None, last: datetime, language: Language) -> Iterator[Text]:
    """Yield whether the ledger holds, where to look, and what to try."""
    if flaw is None:
        yield line(f"\n{HOLDS.said(language)}", "bold green")
    else:
        broken = BROKEN.fill(n=flaw.number, what=flaw.what)
        yield line(f"\n{broken.said(language)}", "bold red")
    yield line(LOOK.said(language), "bold")
    index = places.outbox / "index.html"
    for said, path in ((WORKBOOK, places.workbook), (OUTBOX, index), (LEDGER, places.ledger)):
        yield line(f"  {said.fill(path=path).said(language)}", "")
    again = (last + timedelta(hours=1)).isoformat(timespec="minutes")
    yield line(NEXT.fill(path=places.workbook, at=again).said(language), "")
