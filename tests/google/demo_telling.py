"""Lines of the demonstration: what somebody did, what the desk made of it, and what it all cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from statistics import median_low
from typing import Any, NamedTuple

from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from chalicelib.adapters.google.setup import SetUp
from chalicelib.cli.fault import words as in_words
from chalicelib.cli.speech import Speech
from chalicelib.desk import Swept
from chalicelib.model.entry import Flaw
from chalicelib.model.word import Language, Phrase
from chalicelib.ports.workbook import WorkbookError, WorkbookRefusedError
from chalicelib.sample.step import Step
from chalicelib.sample.telling import BROKEN, HOLDS, scene
from chalicelib.tables.defaults import HOME
from tests.google import demo_words as words
from tests.google.story import Moment
from tests.google.twin import Trespass

Show = Callable[[Any], None]
"""Prints something; a console of rich does, and so does a list's append."""
KINDS = ("reads", "writes", "drive", "retries")


class Run(NamedTuple):
    """One run of the desk: what it did, or what stopped it, and the calls it took."""

    at: datetime
    done: Swept | WorkbookError
    calls: Counter[str]

    @property
    def swept(self) -> Swept | None:
        """What it did, unless something stopped it."""
        return self.done if isinstance(self.done, Swept) else None


class Figures(NamedTuple):
    """What is left to count when the day is over."""

    built: SetUp
    runs: Sequence[Run]
    edits: int
    between: int
    """How many of the edits fell between a reading and a writing."""
    wrong: int
    trespasses: Sequence[Trespass]
    violations: Sequence[str]
    promises: Sequence[str]
    """The keys of all that was told, by the ledger."""
    flaw: Flaw | None

    @property
    def swept(self) -> list[Swept]:
        """The runs that nothing stopped."""
        return [run.swept for run in self.runs if run.swept]

    @property
    def mails(self) -> list[str]:
        """The ids of all mails that were sent."""
        return [mail.id for done in self.swept for mail in done.delivered.sent]

    @property
    def twice(self) -> int:
        """How often a mail was sent again, or a promise told again."""
        return sum(len(all_) - len(set(all_)) for all_ in (self.mails, self.promises))


def set_up_told(done: SetUp, language: Language) -> Iterator[Text]:
    """Yield what setting up took."""
    said = words.SET_UP.fill(tabs=len(done.tabs), calls=_calls(Counter(done.calls), language))
    yield _line(said.said(language), "bold")


def moment_told(moment: Moment, language: Language, *, between: bool = False) -> Iterator[Text]:
    """Yield what somebody did, and whether it was between a reading and a writing."""
    who, said = moment.who.said(language), moment.said.said(language)
    glue = " " if who.isascii() else ""
    line = _line(f"\n{moment.at:%H:%M}  {who}{glue}{said}", "bold yellow")
    if between:
        line.append(f"  {words.MEANWHILE.said(language)}", "yellow")
    yield line


def run_told(run: Run, heading: tuple[Phrase, Phrase], language: Language) -> Iterator[Text]:
    """Yield what the desk did, who or what it was about, and the calls it took."""
    step = Step(run.at, *heading)
    if run.swept is None:
        yield from _stopped(run, step, language)
    else:
        yield from scene(step, run.swept, language)
        yield from (_line(f"  {p.said(language)}", "magenta") for p in _trouble(run.swept))
    yield _line(f"  {_calls(run.calls, language)}", "dim")


def _stopped(run: Run, step: Step, language: Language) -> Iterator[Text]:
    yield _line(f"\n{run.at.astimezone(HOME):%Y-%m-%d %H:%M}  {step.who.said(language)}", "bold")
    if isinstance(run.done, WorkbookRefusedError):
        yield _line(f"  {words.SHUT_OUT.said(language)}", "bold red")
        return
    why = in_words(run.done, Speech(language)) if isinstance(run.done, Exception) else ""
    yield _line(f"  {words.STOPPED.fill(words=why).said(language)}", "bold red")


def _trouble(swept: Swept) -> Iterator[Phrase]:
    """Yield what did not go smoothly, in words."""
    report = swept.report
    if report.written.strayed:
        yield words.STRAYED.fill(n=report.written.strayed)
    if report.written.conflicts:
        yield words.CONFLICTS.fill(n=len(report.written.conflicts))
    if report.unsure:
        yield words.UNSURE
    elif report.waiting:
        yield words.WAITING.fill(n=len(report.waiting))


def _calls(calls: Counter[str], language: Language) -> str:
    return words.CALLS.fill(**{kind: calls[kind] for kind in KINDS}).said(language)


def ending(figures: Figures, folder: Path, language: Language) -> Iterator[Text | Table]:
    """Yield the tables at the end, and where to look."""
    yield _table(words.TOTALS, words.COUNTED, _totals(figures), language)
    yield _table(words.SPENT, words.KINDS, _spent(figures), language)
    flaw = figures.flaw
    held = HOLDS if flaw is None else BROKEN.fill(n=flaw.number, what=flaw.what)
    yield _line(held.said(language), "bold green" if flaw is None else "bold red")
    yield _line(words.LOOK.said(language), "bold")
    for said, name in (
        (words.WORKBOOK, "desk.xlsx"),
        (words.OUTBOX, "outbox/index.html"),
        (words.LEDGER, "ledger.sqlite3"),
    ):
        yield _line(f"  {said.fill(path=folder / name).said(language)}", "")


def _totals(figures: Figures) -> list[tuple[Phrase, Any]]:
    swept = [done.report.written for done in figures.swept]
    return [
        (words.RUNS, len(figures.runs)),
        (words.STOPPED_RUNS, len(figures.runs) - len(swept)),
        (words.EDITS.fill(n=figures.between), figures.edits),
        (words.CELLS, sum(written.cells for written in swept)),
        (words.MENDED, sum(written.strayed for written in swept)),
        (words.WRONG, figures.wrong),
        (words.TRESPASSES, len(figures.trespasses)),
        (words.MAILS, len(figures.mails)),
        (words.PROMISES, len(figures.promises)),
        (words.TWICE, figures.twice),
        (words.AWRY, len(figures.violations)),
    ]


def _spent(figures: Figures) -> list[tuple[Any, ...]]:
    calls = [run.calls for run in figures.runs]
    same, built = calls[-1], Counter(figures.built.calls)
    return [
        (words.BY_SET_UP, *(built[kind] for kind in KINDS)),
        (words.BY_USUAL, *(median_low([c[kind] for c in calls]) for kind in KINDS)),
        (words.BY_DEAREST, *(max(c[kind] for c in calls) for kind in KINDS)),
        (words.BY_SAME, *(same[kind] for kind in KINDS)),
        (words.BY_ALL, *(sum(c[kind] for c in (built, *calls)) for kind in KINDS)),
    ]


def _table(
    title: Phrase, headings: Sequence[Phrase], rows: Sequence[tuple[Any, ...]], language: Language
) -> Table:
    made = Table(title=title.said(language), title_justify="left", box=SIMPLE)
    for number, heading in enumerate(headings):
        made.add_column(heading.said(language), justify="right" if number else "left")
    for what, *figures in rows:
        made.add_row(what.said(language), *(f"{figure:,}" for figure in figures))
    return made


def _line(text: str, style: str) -> Text:
    """Return words as they are: a bracket in a name is no markup."""
    return Text(text, style=style)
