"""Scenarios: a desk that lives through what a Markdown file tells.

A file begins with the workbook: a table for each tab that matters, only with the columns
that matter. Every further heading is an instant on the workbook's own wall clock. Under it
stand what people did before the run (typed, added, or one of the DEEDS as a list item) and
what must be seen after it (shown, mails, problems, refused). No table of mails: none went.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from chalicelib.adapters.sqlite.ledger import SqliteLedger
from chalicelib.adapters.sqlite.outbox import SqliteOutbox
from chalicelib.cli.fault import words
from chalicelib.cli.speech import Speech
from chalicelib.facts import StrangeWorkbookError
from chalicelib.runner import Runner
from chalicelib.tables.cell import Cell, folded, plain
from chalicelib.tables.codec import Shape
from chalicelib.tables.instants import from_serial
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import BY_KEY
from tests.chapters import (
    ADDED,
    ANY,
    BY_NAME,
    MAILS,
    PROBLEMS,
    REFUSED,
    SHOWN,
    TYPED,
    Block,
    Part,
    Row,
    cells_of,
    kind_of,
    language_of,
    parts,
    table_of,
    workbook_of,
)
from tests.fakes import MemoryMailer
from tests.memory import desk_of, theirs


class Story:
    """A desk that lives through a scenario."""

    def __init__(self, text: str, folder: Path) -> None:
        self.folder = folder
        _, book, *self.steps = parts(text)
        self.language = language_of(book)
        self.speech = Speech(self.language)
        self.book = workbook_of(book, self.language)
        self.zone = self.book.locale.zone
        begin = self.instant(self.steps[0].title)
        self.desk = desk_of(self.book, folder, begin, live=False)
        self.aside: dict[str, list[list[Cell]]] = {}
        self.seen = 0
        for deed in book.deeds:
            self.do(deed, begin)

    @property
    def mailer(self) -> MemoryMailer:
        """Where mails go."""
        mailer = self.desk.mailer
        assert isinstance(mailer, MemoryMailer)
        return mailer

    def instant(self, text: str) -> datetime:
        """Return the instant of a heading, on the workbook's wall clock."""
        return datetime.fromisoformat(text).replace(tzinfo=self.zone).astimezone(UTC)

    def live_through(self) -> None:
        """Take every step of the scenario."""
        for step in self.steps:
            self._step(step)

    def _step(self, step: Part) -> None:
        now = self.instant(step.title)
        for deed in step.deeds:
            self.do(deed, now)
        for block in step.blocks:
            self._edit(block)
        expected = {kind: block for block in step.blocks for kind in [kind_of(block.label)]}
        before = theirs(self.book)
        refusal = self._run(now)
        assert _changed(before, theirs(self.book)) == [], step.title
        refused = next((expected[k].said for k in REFUSED if k in expected), "")
        assert bool(refused) == bool(refusal), (step.title, refusal)
        assert refused in refusal, step.title
        self._look(step)

    def _run(self, now: datetime) -> str:
        """Run, and run again: the second time nothing may happen. Return what refuses it."""
        try:
            self.desk.run("sla_sweep", now)
        except StrangeWorkbookError as error:
            return words(error, self.speech) or ""
        sent = len(self.mailer.mails)
        again = self.desk.run("sla_sweep", now).report
        assert (again.written.cells, again.told, len(self.mailer.mails)) == (0, 0, sent)
        return ""

    def _look(self, step: Part) -> None:
        mails = [block for block in step.blocks if kind_of(block.label) in MAILS]
        self._mails(mails[0].rows if mails else [], step.title)
        for block in step.blocks:
            kind = kind_of(block.label)
            if kind in SHOWN:
                self._shown(block, step.title)
            elif kind in PROBLEMS:
                self._problems(block.rows, step.title)

    def _mails(self, rows: Sequence[Row], when: str) -> None:
        mails = self.mailer.mails[self.seen :]
        self.seen = len(self.mailer.mails)
        found = sorted((mail.to, mail.subject) for mail in mails)
        wanted = sorted(tuple(row.values())[:2] for row in rows)
        assert [to for to, _ in found] == [to for to, _ in wanted], (when, found)
        for (to, subject), (_, part) in zip(found, wanted, strict=True):
            assert part in subject, (when, to)
        for row in rows:
            to, subject, *parts_ = row.values()
            texts = [_text(mail.raw) for mail in mails if mail.to == to and subject in mail.subject]
            for part in parts_:
                assert any(part in text for text in texts), (when, to, part, texts)

    def _shown(self, block: Block, when: str) -> None:
        table = table_of(block.label)
        for row in block.rows:
            found = self._row(table, row)
            for heading, said in row.items():
                if said != ANY:
                    shown = self._cell(table, heading, found)
                    fits = said[1:] in shown if said.startswith("…") else said == shown
                    assert fits, (when, next(iter(row.values())), heading, said, shown)

    def _row(self, table: Table[Any], row: Row) -> Sequence[Cell]:
        heading, wanted = next(iter(row.items()))
        rows = self.book.rows(table)[1:]
        found = [cells for cells in rows if self._cell(table, heading, cells) == wanted]
        assert found, (wanted, rows)
        return found[0]

    def _cell(self, table: Table[Any], heading: str, cells: Sequence[Cell]) -> str:
        key = table.headings[folded(heading)]
        index = self.book.column(table, key)
        cell = cells[index] if index < len(cells) else None
        if table.fields[key].codec.shape is Shape.INSTANT and isinstance(cell, float):
            return f"{from_serial(cell):%Y-%m-%d %H:%M}"
        return plain(cell)

    def _problems(self, rows: Sequence[Row], when: str) -> None:
        """Check that each problem stands in the Problems tab, or that there is none."""
        table = BY_KEY["problems"]
        held = [
            {h: self._cell(table, h, cells) for h in (rows[0] if rows else ())}
            for cells in self.book.rows(table)[1:]
        ]
        for row in rows:
            assert any(all(row[h] in cells[h] for h in row) for cells in held), (when, row, held)

    def _edit(self, block: Block) -> None:
        kind = kind_of(block.label)
        if kind not in TYPED | ADDED:
            return
        table = table_of(block.label)
        for row in block.rows:
            if kind in ADDED:
                self.book.added(table, **cells_of(table, row))
            else:
                name, heading, said = row.values()
                self.book.typed(table, name, **cells_of(table, {heading: said}))

    def do(self, deed: str, now: datetime) -> None:
        """Do one of the deeds."""
        for pattern, act in DEEDS:
            if match := pattern.fullmatch(deed.rstrip(".。")):
                act(self, match, now)
                return
        raise LookupError(deed)

    def _renamed(self, match: re.Match[str], _now: datetime) -> None:
        tab, old, new = (said for said in match.groups() if said)
        rows = self.book.rows(BY_NAME[folded(tab)])
        index = [folded(cell) for cell in rows[0]].index(folded(old))
        rows[0][index] = new
        self.book.state += 1

    def _busy(self, match: re.Match[str], _now: datetime) -> None:
        self.book.busy = bool({"open", "打开"} & set(match.groups()))

    def _set_aside(self, _match: re.Match[str], _now: datetime) -> None:
        self.aside = deepcopy(self.book.tabs)

    def _put_back(self, _match: re.Match[str], _now: datetime) -> None:
        self.book.tabs = deepcopy(self.aside)
        self.book.state += 1

    def _copied(self, _match: re.Match[str], now: datetime) -> None:
        place = self.folder / "copy"
        place.mkdir()
        ledger = SqliteLedger.create(place / "ledger.sqlite3", "W-2", now)
        outbox = SqliteOutbox(place / "ledger.sqlite3")
        runner = Runner(self.book, ledger)
        self.desk = replace(self.desk, runner=runner, ledger=ledger, outbox=outbox)

    def _live(self, _match: re.Match[str], now: datetime) -> None:
        self.desk.go_live(now)

    def _released(self, _match: re.Match[str], now: datetime) -> None:
        assert self.desk.outbox.release_held(now) > 0


Deed = Callable[[Story, "re.Match[str]", datetime], None]
DEEDS: tuple[tuple[re.Pattern[str], Deed], ...] = tuple(
    (re.compile(pattern), act)
    for pattern, act in (
        (r"The owner goes live|店主正式启用", Story._live),  # noqa: SLF001  # ours
        (r"The owner releases the reminders|店主放行提醒", Story._released),  # noqa: SLF001
        (
            r"In (.+) the heading (.+) becomes (.+)|(.+)的表头(.+)改为(.+)",
            Story._renamed,  # noqa: SLF001
        ),
        (r"The workbook is (open|closed)(?: in Excel)?|工作簿被(打开|关闭)", Story._busy),  # noqa: SLF001
        (r"A backup is made|做一份备份", Story._set_aside),  # noqa: SLF001
        (r"The backup is put back|恢复备份", Story._put_back),  # noqa: SLF001
        (r"A new desk opens the file|新的客服台打开该文件", Story._copied),  # noqa: SLF001
    )
)


def _text(raw: bytes) -> str:
    message: Any = message_from_bytes(raw, policy=policy.default)
    return str(message.get_body(("plain",)).get_content())


def _changed(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> list[Any]:
    """Return cells of people that a run changed; an id given to a row without one is no such."""
    return [place for place in before if before[place] != after.get(place)]
