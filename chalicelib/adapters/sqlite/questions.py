"""Questions as one small SQLite file, made when the first one is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from chalicelib.adapters.keeping.instants import stamp
from chalicelib.model.question import (
    Answer,
    Asked,
    Question,
    answer_to_json,
    asked_from_json,
    question_to_json,
)
from chalicelib.ports.questions import QuestionsError

_PRAGMAS = (
    # An answer that somebody was thanked for must outlive a power cut.
    "PRAGMA synchronous = EXTRA",
    # What was forgotten is not to be found in the file.
    "PRAGMA secure_delete = ON",
)

_TABLE = """CREATE TABLE IF NOT EXISTS question (
    id TEXT PRIMARY KEY,
    expires TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT
) STRICT"""

_KEEP = "INSERT INTO question VALUES (?, ?, ?, NULL) ON CONFLICT DO NOTHING"

_ANSWER = """UPDATE question SET answer = ?
    WHERE id = ? AND answer IS NULL AND expires > ?"""


class SqliteQuestions:
    """Questions on disk; each call opens the file, and closes it again."""

    def __init__(self, path: Path, wait: float = 5.0) -> None:
        self._path = path
        self._wait = wait

    def asked(self) -> Sequence[Asked]:
        """Return all that are kept, by id."""
        return self._found("SELECT question, answer FROM question ORDER BY id")

    def keep(self, questions: Sequence[Question]) -> None:
        """Keep those that are not there yet; one that is there stays as it is."""
        rows = [(one.id, stamp(one.expires), question_to_json(one)) for one in questions]
        if rows:
            with self._begun("BEGIN IMMEDIATE") as db:
                db.executemany(_KEEP, rows)

    def drop(self, ids: Sequence[str]) -> None:
        """Forget questions and their answers; an id that is not there is fine."""
        if ids and self._path.exists():
            with self._begun("BEGIN IMMEDIATE") as db:
                db.executemany("DELETE FROM question WHERE id = ?", [(id_,) for id_ in ids])

    def find(self, id_: str) -> Asked | None:
        """Return one question as of this instant, None if it is not there."""
        found = self._found("SELECT question, answer FROM question WHERE id = ?", id_)
        return found[0] if found else None

    def answer(self, id_: str, answer: Answer) -> bool:
        """Keep the first answer in time, in one step; False if it is not that."""
        if not self._path.exists():
            return False
        with self._begun("BEGIN IMMEDIATE") as db:
            told = (answer_to_json(answer), id_, stamp(answer.at))
            return db.execute(_ANSWER, told).rowcount == 1

    def _found(self, query: str, *told: str) -> list[Asked]:
        """Return what a query finds; looking makes no file."""
        if not self._path.exists():
            return []
        with self._begun("BEGIN") as db:
            return [asked_from_json(*row) for row in db.execute(query, told)]

    @contextmanager
    def _begun(self, begin: str) -> Iterator[sqlite3.Connection]:
        """Commit all that is done inside, or nothing if it raises."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(self._connected()) as db:
                for statement in (*_PRAGMAS, begin, _TABLE):
                    db.execute(statement)
                yield db
                db.execute("COMMIT")
        except (sqlite3.Error, OSError, ValueError) as error:
            raise QuestionsError(self._path) from error

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=self._wait, isolation_level=None)
