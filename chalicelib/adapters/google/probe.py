"""The probe: measures, on a scratch tab, what Google Sheets documents nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from chalicelib.adapters.google import probe_cells as cells
from chalicelib.adapters.google import probe_tags as tags
from chalicelib.adapters.google import probe_words as words
from chalicelib.adapters.google.client import GoogleClient
from chalicelib.adapters.google.probe_tab import Answer, Experiment, Scratch, scratch
from chalicelib.model.word import Language
from chalicelib.ports.workbook import WorkbookError

TRIES = 10
PATIENCE = 900.0
"""Seconds that the whole probe may take; its calls wait their turn."""


def probe(client: GoogleClient, spreadsheet: str, *, quick: bool) -> list[Answer]:
    """Try everything on a tab that is added and removed; what fails says why.

    ``quick`` leaves out how late a write can land, which takes minutes.
    """
    client.begin(PATIENCE)
    tried = (*EXPERIMENTS, NOT_LATE if quick else LATE)
    with scratch(client, spreadsheet) as tab:
        return [answer for experiment in tried for answer in _tried(experiment, tab)]


def _tried(experiment: Experiment, tab: Scratch) -> Iterator[Answer]:
    try:
        yield from experiment.run(tab)
    except WorkbookError as error:
        said = str(error).replace(tab.spreadsheet, "…")
        yield Answer(experiment.question, words.FAILED.fill(words=said))


def _latency(scratch: Scratch) -> Iterator[Answer]:
    def read() -> object:
        return scratch.cells(40, 41, 0, 1)

    def write() -> object:
        return scratch.does(scratch.put(40, 0, [["x"]]))

    for question, call in ((words.READS, read), (words.WRITES, write)):
        times = [_timed(scratch, call) for _ in range(TRIES)]
        shown = {"median": round(median(times)), "worst": round(max(times)), "n": TRIES}
        yield Answer(question, words.TIMES.fill(**shown))


def _timed(scratch: Scratch, call: Callable[[], object]) -> float:
    """Return how many milliseconds a call takes, without the wait for its turn."""
    before = scratch.client.watch.monotonic()
    call()
    return 1000 * (scratch.client.watch.monotonic() - before)


EXPERIMENTS = (
    Experiment(words.SORT, tags.by_sort),
    Experiment(words.FILTER, tags.by_filter),
    Experiment(words.INSERTED, tags.columns),
    Experiment(words.COPIED, tags.copied),
    Experiment(words.NO_MATCH, tags.unmatched),
    Experiment(words.FILLS, cells.replaced),
    Experiment(words.LOCATION, cells.located),
    Experiment(words.READS, _latency),
)
LATE, NOT_LATE = Experiment(words.LATE, cells.late), Experiment(words.LATE, cells.skipped)


def report(answers: Sequence[Answer], at: str, language: Language) -> str:
    """Return the answers in Markdown."""
    heads = (words.QUESTION, words.ANSWER)
    rows = [heads, *((answer.question, answer.what) for answer in answers)]
    said = [[_cell(phrase.said(language)) for phrase in row] for row in rows]
    lines = [f"| {left} | {right} |" for left, right in said]
    title, preface = words.TITLE.said(language), words.PREFACE.fill(at=at).said(language)
    return "\n".join([f"# {title}", "", preface, "", lines[0], "| --- | --- |", *lines[1:]])


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
