"""A small desk to run one automation on, or the whole round, with questions asked by link."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from chalicelib.automations.round import desk_round
from chalicelib.model.question import Answer
from tests.memory import MemoryWorkbook, Plan, desk_of, small_book
from tests.pages.questions import MemoryQuestions

MONDAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
"""14:00 in Shanghai."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PLAIN = Plan()


class SmallDesk:
    """A desk with its questions, run as of one instant after the other."""

    def __init__(self, folder: Path, *, live: bool = True, plan: Plan = PLAIN, **rows: Any) -> None:
        self.book: MemoryWorkbook = small_book(plan, **rows)
        made = desk_of(self.book, folder, MONDAY - 40 * DAY, live=live)
        self.questions = MemoryQuestions()
        self.desk = replace(made, runner=replace(made.runner, questions=self.questions))

    def run(self, now: datetime) -> Any:
        """Run the round once and return the plan."""
        return self.desk.runner.run(desk_round, now).plan

    def run_twice(self, now: datetime) -> Any:
        """Run the round and return the plan; a second run must find nothing to do."""
        plan = self.run(now)
        again = self.desk.runner.run(desk_round, now)
        assert (again.written.cells, again.told) == (0, 0)
        return plan

    def answer(self, choice: str, words: str, at: datetime) -> None:
        """Let whoever is asked answer the one question that is open."""
        (asked,) = [one for one in self.questions.asked() if one.answer is None]
        assert self.questions.answer(asked.question.id, Answer(choice, words, at, "phone"))

    def lines(self, tab: Any) -> list[dict[str, Any]]:
        """Return the rows of a tab of the desk's own, by column."""
        rows = self.book.rows(tab)[1:]
        places = {c.key: self.book.column(tab, c.key) for c in tab.columns}
        return [
            {key: row[at] if at < len(row) else None for key, at in places.items()}
            for row in rows
            if any(cell not in (None, "") for cell in row)
        ]
