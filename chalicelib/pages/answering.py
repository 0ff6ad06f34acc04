"""What a person sent from a page -> an answer, or what is missing for one."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from urllib.parse import parse_qs

from chalicelib.messages.clean import clean
from chalicelib.model import mask_text
from chalicelib.model.question import CHOICES, WORDS_AT_MOST, Answer, Question
from chalicelib.model.word import Phrase
from chalicelib.pages.words import ASKS, CHOICE_MISSING, REASON_MISSING

MOST_FIELDS = 20
"""The page sends two."""


class Form(NamedTuple):
    """What was chosen and typed, as it came."""

    choice: str = ""
    words: str = ""


class Complaint(NamedTuple):
    """What is missing for an answer, to be said beside what was sent."""

    form: Form
    said: Phrase
    of_words: bool = False
    """Whether it is the words that are missing, and not a choice."""


def form_of(body: bytes) -> Form:
    """Return the fields of a body; what cannot be read, or is given twice, is left empty."""
    text = body.decode("utf-8", "replace")
    try:
        fields = parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return Form()
    return Form(_only(fields.get("choice", [])), _only(fields.get("words", [])))


def _only(given: list[str]) -> str:
    return given[0] if len(given) == 1 else ""


def understood(form: Form, question: Question, now: datetime, where: str) -> Answer | Complaint:
    """Return the answer that a form gives to a question, or what is missing."""
    ask, said = ASKS[question.kind], kept(form.words)
    if form.choice not in CHOICES[question.kind]:
        return Complaint(form, CHOICE_MISSING.fill(missing=ask.missing))
    if form.choice in ask.needs_words and not said:
        return Complaint(form, REASON_MISSING, of_words=True)
    return Answer(form.choice, said, now.replace(microsecond=0), where)


def kept(typed: str) -> str:
    """Return the words as they are kept: clean lines, personal data veiled, cut to size.

    They are veiled before they are cut: half a number would not look like one.
    """
    lines = (clean(line) for line in typed.splitlines())
    veiled = mask_text.text("\n".join(line for line in lines if line))
    return veiled[:WORDS_AT_MOST].strip()
