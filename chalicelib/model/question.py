"""A question that one person answers by a link, once: approve, rate, or confirm."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from pydantic import AwareDatetime, StringConstraints, TypeAdapter
from pydantic.dataclasses import dataclass

from chalicelib.model.word import Language, Word

WORDS_AT_MOST = 1000
"""Characters of a reason or comment that are kept."""

YES = "yes"
NO = "no"


class QuestionKind(Word):
    """What a person is asked for."""

    APPROVAL = "approval", "审批"
    RATING = "rating", "评价"
    RULES = "rule change", "规则变更"


CHOICES = {
    QuestionKind.APPROVAL: (YES, NO),
    QuestionKind.RATING: ("1", "2", "3", "4", "5"),
    QuestionKind.RULES: (YES, NO),
}
"""What a question of each kind may be answered with."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question to one person, already in the person's language. Instants are UTC."""

    id: str
    """Names what is asked, the same in every run; holds no personal data."""
    kind: QuestionKind
    to: str
    """The e-mail address of the one person who may answer."""
    name: str
    """What the team calls that person; empty for a buyer."""
    language: Language
    zone: str
    """The zone in which the person is shown instants."""
    asked: AwareDatetime
    expires: AwareDatetime
    """From then on no answer counts."""
    title: str
    """One line, personal data masked."""
    lines: tuple[tuple[str, str], ...] = ()
    """What the page shows, each a label and a value, personal data masked."""
    desk: str = ""
    """What the desk is called."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person said."""

    choice: str
    """One of the kind's CHOICES."""
    words: Annotated[str, StringConstraints(max_length=WORDS_AT_MOST)]
    """The reason or comment, personal data veiled; may be empty."""
    at: AwareDatetime
    where: str
    """From where: the address with its last part hidden, and the kind of device."""


class Asked(NamedTuple):
    """A question, and its answer once there is one."""

    question: Question
    answer: Answer | None = None


_QUESTION = TypeAdapter(Question)
_ANSWER = TypeAdapter(Answer)


def question_to_json(question: Question) -> str:
    """Return a question as one text."""
    return _QUESTION.dump_json(question).decode()


def answer_to_json(answer: Answer) -> str:
    """Return an answer as one text."""
    return _ANSWER.dump_json(answer).decode()


def asked_from_json(question: str, answer: str | None = None) -> Asked:
    """Return what the two texts were made of; ValueError if they are none."""
    said = None if answer is None else _ANSWER.validate_json(answer)
    return Asked(_QUESTION.validate_json(question), said)
