"""What the shell needs of the place where questions wait for their answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chalicelib.model.question import Answer, Asked, Question


class QuestionsError(Exception):
    """The questions cannot be read or written; carries their place."""


class Questions(Protocol):
    """The questions of one workbook. Runs and pages use them at once, without the lease."""

    def asked(self) -> Sequence[Asked]:
        """Return all that are kept, by id."""

    def keep(self, questions: Sequence[Question]) -> None:
        """Keep those that are not there yet; one that is there stays as it is, with its answer."""

    def drop(self, ids: Sequence[str]) -> None:
        """Forget questions and their answers; an id that is not there is fine."""

    def find(self, id_: str) -> Asked | None:
        """Return one question as of this instant, None if it is not there."""

    def answer(self, id_: str, answer: Answer) -> bool:
        """Keep the first answer in time, in one step.

        False, and nothing changed, if the question is not there, is answered, or if
        ``answer.at`` is not before its ``expires``.
        """
