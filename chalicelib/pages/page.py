"""What a page shows, in words: a question, how it stands, or why a link does nothing."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from chalicelib.messages import when
from chalicelib.model.question import Answer, Question, QuestionKind
from chalicelib.model.word import Language, Phrase
from chalicelib.pages import words
from chalicelib.pages.answering import Complaint, Form
from chalicelib.pages.words import ASKS, Notice


class Offer(NamedTuple):
    """One way to answer, as the page offers it."""

    value: str
    said: str
    chosen: bool


class Asking(NamedTuple):
    """A page that asks."""

    language: str
    title: str
    heading: str
    desk: str
    lead: str
    lines: tuple[tuple[str, str], ...]
    offers: tuple[Offer, ...]
    scale: str
    """What a scale of choices is called; empty: each choice is a button of its own."""
    box: str
    hint: str
    typed: str
    complaint: str
    of_words: bool
    """Whether the complaint is about the words."""
    send: str
    foot: tuple[str, ...]


class Part(NamedTuple):
    """What is told in one language."""

    language: str
    heading: str
    said: tuple[str, ...]
    answer: str = ""
    """What was chosen, in words."""
    quoted: str = ""
    """The person's own words."""
    foot: tuple[str, ...] = ()


class Telling(NamedTuple):
    """A page that only tells: in both languages where nobody knows the reader's."""

    language: str
    title: str
    desk: str
    parts: tuple[Part, ...]


Page = Asking | Telling


def asking(question: Question, now: datetime, complaint: Complaint | None = None) -> Asking:
    """Return the page that asks a question, with what was sent and lacked something."""
    ask, language = ASKS[question.kind], question.language
    form = complaint.form if complaint else Form()
    title = _said(words.FAULT.fill(title=question.title), language) if complaint else question.title
    is_rating = question.kind is QuestionKind.RATING
    return Asking(
        language=str(language),
        title=title,
        heading=question.title,
        desk=question.desk,
        lead=_said(ask.lead, language),
        lines=question.lines,
        offers=_offers(question, form),
        scale=_said(words.SCALE, language) if is_rating else "",
        box=_said(ask.box, language),
        hint=_said(ask.hint, language),
        typed=form.words,
        complaint=_said(complaint.said, language) if complaint else "",
        of_words=complaint.of_words if complaint else False,
        send=_said(words.SEND, language),
        foot=_foot(question, now),
    )


def _offers(question: Question, form: Form) -> tuple[Offer, ...]:
    return tuple(
        Offer(one.value, _said(one.offered, question.language), one.value == form.choice)
        for one in ASKS[question.kind].choices
    )


def _foot(question: Question, now: datetime) -> tuple[str, ...]:
    """Return who is asked, until when, and that the link is worth something."""
    name = words.FOR.fill(name=question.name) if question.name else None
    alone = None if question.kind is QuestionKind.RATING else words.ALONE
    told = (name, _timed(words.UNTIL, question, question.expires, now), alone)
    return tuple(_said(one, question.language) for one in told if one)


def recorded(question: Question, answer: Answer, now: datetime, *, again: bool) -> Telling:
    """Return the page that shows what was answered; ``again`` says that somebody tried anew."""
    ask, language = ASKS[question.kind], question.language
    told = next(one.told for one in ask.choices if one.value == answer.choice)
    foot = (_timed(words.AT, question, answer.at, now), words.ONCE)
    part = Part(
        str(language),
        _said(ask.thanks, language),
        (*([_said(words.AGAIN, language)] if again else []), question.title),
        _said(told, language),
        answer.words,
        tuple(_said(one, language) for one in foot),
    )
    return Telling(str(language), part.heading, question.desk, (part,))


def welcome() -> Telling:
    """Return the page that says, to whoever comes without a link, what is served here."""
    return refused(words.WELCOME)


def refused(notice: Notice, question: Question | None = None) -> Telling:
    """Return the page that says why a link does nothing; in both languages without a question."""
    languages = [question.language] if question else list(Language)
    parts = tuple(
        Part(str(one), _said(notice.heading, one), (_said(notice.said, one),)) for one in languages
    )
    title = " · ".join(part.heading for part in parts)
    return Telling(str(languages[0]), title, question.desk if question else "", parts)


def _timed(form: Phrase, question: Question, instant: datetime, now: datetime) -> Phrase:
    time = when.in_full(instant, now, when.zone_named(question.zone))
    return form.fill(time=time, zone=when.zone_words(question.zone, instant))


def _said(phrase: Phrase, language: Language) -> str:
    return phrase.said(language)
