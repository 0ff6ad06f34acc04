"""
A day at the desk in a shared spreadsheet, told as it happens: ``make demo-google``.

The Sheets server answers real HTTP on loopback; set-up and every run go through gspread's client.
People edit all day, whenever they can just between the desk's reading and its writing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree

from rich.console import Console

from chalicelib.adapters.google.setup import SetUp
from chalicelib.desk import Desk, Swept
from chalicelib.model.entry import EntryKind
from chalicelib.model.word import Language, Phrase
from chalicelib.ports.workbook import WorkbookError
from chalicelib.sample.contents import START
from chalicelib.sample.demo import OWNER, SWEEP, THE_DESK
from chalicelib.sample.step import NOBODY
from chalicelib.tables.defaults import HOME
from tests.google import demo_words as words
from tests.google.demo_stage import Stage, stage
from tests.google.demo_telling import Figures, Run, Show, ending, moment_told, run_told, set_up_told
from tests.google.mishaps import LostResponse, Mishap, TooMany, Unavailable
from tests.google.story import Moment, busy_day

MORNING = datetime(2026, 3, 2, 8, 30, tzinfo=HOME)
EVENING = datetime(2026, 3, 2, 18, 30, tzinfo=HOME)
QUARTER = timedelta(minutes=15)
WEATHER: dict[str, tuple[Phrase, dict[int, Mishap]]] = {
    "12:15": (words.STUMBLES, {1: Unavailable(), 2: TooMany()}),
    "12:45": (words.LOSES, {2: LostResponse()}),
}
"""What befalls which of the requests that a run sends at a time of the day."""


@dataclass
class Day:
    """The day so far."""

    stage: Stage
    desk: Desk
    language: Language
    show: Show
    runs: list[Run] = field(default_factory=list)

    def goes_by(self, moments: Sequence[Moment], until: datetime) -> None:
        """Let people act, and the desk look every quarter of an hour or so."""
        tick, left = MORNING + QUARTER, list(moments)
        while tick <= until:
            now = [moment for moment in left if moment.at.replace(tzinfo=HOME) <= tick]
            left = left[len(now) :]
            for moment in now[:-1]:
                self.stage.acts(moment)
                self._shows(moment_told(moment, self.language))
            self._looks_at(tick, now[-1] if now else None)
            tick += QUARTER

    def _looks_at(self, tick: datetime, meanwhile: Moment | None) -> None:
        """Let the desk run at the tick, or before, just when somebody acts."""
        if meanwhile is None:
            self.stage.clock.until(tick)
            said, mishaps = WEATHER.get(f"{tick:%H:%M}", (words.LOOKS, {}))
            self.stage.strikes(mishaps)
            self.looks(words.GOOGLE if mishaps else THE_DESK, said)
            return
        run, between = self.stage.meets(meanwhile, self._run)
        self._shows(moment_told(meanwhile, self.language, between=between))
        self._shows(run_told(run, (THE_DESK, words.LOOKS), self.language))

    def looks(self, who: Phrase, said: Phrase, at: datetime | None = None) -> Run:
        """Let the desk run once, and tell it."""
        run = self._run(at)
        self._shows(run_told(run, (who, said), self.language))
        return run

    def _run(self, at: datetime | None = None) -> Run:
        at = at or self.stage.clock.now()
        done: Swept | WorkbookError
        try:
            done = self.desk.run(SWEEP, at)
        except WorkbookError as error:
            done = error
        spent = self.stage.spent()
        if isinstance(done, Swept):
            spent.update(done.report.calls)
        self.runs.append(Run(at, done, spent))
        return self.runs[-1]

    def _shows(self, lines: Sequence[object]) -> None:
        for line in lines:
            self.show(line)


def play(folder: Path, language: Language, show: Show, until: datetime = EVENING) -> Figures:
    """Play the day in a folder, telling it; leave the sheet, the mails and the ledger there."""
    with stage(folder, language, MORNING) as made:
        built = made.set_up(language, START)
        for line in set_up_told(built, language):
            show(line)
        day = Day(made, made.desk(), language, show)
        day.looks(THE_DESK, words.FIRST)
        day.desk.go_live(made.clock.now())
        day.looks(OWNER, words.LIVE)
        day.goes_by(busy_day(language, MORNING.date()), until)
        last = day.looks(THE_DESK, words.LOOKS)
        day.looks(NOBODY, words.AGAIN, last.at)
        figures = _counted(day, built)
        made.download()
    for line in ending(figures, folder, language):
        show(line)
    return figures


def _counted(day: Day, built: SetUp) -> Figures:
    made = day.stage
    return Figures(
        built=built,
        runs=day.runs,
        edits=len(made.person.diary),
        between=made.interruption.between,
        wrong=made.wrong(day.desk, day.runs[-1].at),
        trespasses=made.person.trespasses(),
        violations=made.service.violations,
        promises=[*_told(day.desk)],
        flaw=day.desk.ledger.verify(),
    )


def _told(desk: Desk) -> Iterator[str]:
    """Yield the key of everything that was told, as the ledger has it."""
    for link in desk.ledger.links():
        if link.entry.kind is EntryKind.TOLD:
            yield from link.entry.body["keys"]


def clear(folder: Path) -> None:
    """Remove what an earlier demonstration left in a folder, and nothing else."""
    rmtree(folder / "outbox", ignore_errors=True)
    kept = (path for name in ("ledger", "questions") for path in folder.glob(f"{name}.sqlite3*"))
    for left in (*kept, folder / "desk.xlsx"):
        left.unlink(missing_ok=True)


def main(arguments: Sequence[str]) -> None:
    """Play the day in a terminal."""
    parser = argparse.ArgumentParser(prog="python -m tests.google.demo_day", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build/demo-google"))
    parser.add_argument("--lang", default="en", help="en or zh")
    given = parser.parse_args(arguments)
    clear(given.folder)
    console = Console(highlight=False, soft_wrap=True)
    play(given.folder, Language.of(given.lang), console.print)


if __name__ == "__main__":
    main(sys.argv[1:])
