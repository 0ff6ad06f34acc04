"""The door to a question: looking changes nothing, ever; one answer counts, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import NamedTuple

from chalicelib.links import LinkExpiredError, LinkForgedError, Links, Opened
from chalicelib.model.question import Asked
from chalicelib.pages import words
from chalicelib.pages.answering import Complaint, form_of, understood
from chalicelib.pages.origin import origin
from chalicelib.pages.page import Page, asking, recorded, refused
from chalicelib.ports.questions import Questions, QuestionsError

MOST_BYTES = 16 * 1024
"""Of a body; the page itself sends less."""
FORM = "application/x-www-form-urlencoded"


class Reply(NamedTuple):
    """What is answered: a page, or a way to one."""

    status: HTTPStatus
    page: Page | None = None
    location: str = ""
    """Where to look next, beside the address that was asked."""


class Posted(NamedTuple):
    """What came in with an answer."""

    body: bytes
    kind: str = FORM
    """Of the body, as its sender says."""
    address: str = ""
    agent: str = ""


class _Found(NamedTuple):
    """What a good link leads to."""

    questions: Questions
    opened: Opened
    asked: Asked
    over: bool
    """Whether the link's time is over: it still shows what was answered."""


class Door(NamedTuple):
    """Where answers come in."""

    links: Links
    questions: Callable[[str], Questions | None]
    """The questions of a workbook by the place that a link names; None where there is no such."""
    answered: Callable[[str, datetime], object]
    """Has the workbook looked at soon."""

    def show(self, token: str, now: datetime) -> Reply:
        """Show the question, or its answer, or why there is neither."""
        try:
            found = self._found(token, now)
        except QuestionsError:
            return _refused(HTTPStatus.SERVICE_UNAVAILABLE, words.LATER)
        if isinstance(found, Reply):
            return found
        if found.asked.answer or found.over:
            return _closed(found.asked, now, again=False)
        return Reply(HTTPStatus.OK, asking(found.asked.question, now))

    def take(self, token: str, posted: Posted, now: datetime) -> Reply:
        """Take an answer, if it is the first and in time; else say why nothing was changed."""
        unread = _unread(posted)
        if unread:
            return unread
        try:
            found = self._found(token, now)
            return found if isinstance(found, Reply) else self._taken(found, token, posted, now)
        except QuestionsError:
            return _refused(HTTPStatus.SERVICE_UNAVAILABLE, words.LATER)

    def _found(self, token: str, now: datetime) -> _Found | Reply:
        """Return what a link leads to, or why it leads nowhere."""
        try:
            opened, over = self.links.opened(token, now), False
        except LinkForgedError:
            return _refused(HTTPStatus.FORBIDDEN, words.FORGED)
        except LinkExpiredError as expired:
            opened, over = expired.args[0], True
        questions = self.questions(opened.place)
        asked = questions.find(opened.question) if questions else None
        if questions and asked:
            return _Found(questions, opened, asked, over or now >= asked.question.expires)
        return _refused(HTTPStatus.GONE, words.EXPIRED) if over else _unknown()

    def _taken(self, found: _Found, token: str, posted: Posted, now: datetime) -> Reply:
        question = found.asked.question
        if found.asked.answer or found.over:
            return _closed(found.asked, now, again=True)
        where = origin(posted.address, posted.agent, question.language)
        answer = understood(form_of(posted.body), question, now, where)
        if isinstance(answer, Complaint):
            return Reply(HTTPStatus.UNPROCESSABLE_ENTITY, asking(question, now, answer))
        if not found.questions.answer(question.id, answer):
            return self._outrun(found, now)
        self.answered(found.opened.place, now)
        return Reply(HTTPStatus.SEE_OTHER, location=token)

    def _outrun(self, found: _Found, now: datetime) -> Reply:
        """Say how a question stands that somebody else was quicker to answer, or to drop."""
        asked = found.questions.find(found.opened.question)
        return _closed(asked, now, again=True) if asked else _unknown()


def _closed(asked: Asked, now: datetime, *, again: bool) -> Reply:
    """Return how a question stands that takes no answer any more."""
    if asked.answer is None:
        return Reply(HTTPStatus.GONE, refused(words.EXPIRED, asked.question))
    status = HTTPStatus.CONFLICT if again else HTTPStatus.OK
    return Reply(status, recorded(asked.question, asked.answer, now, again=again))


def _unknown() -> Reply:
    return _refused(HTTPStatus.NOT_FOUND, words.UNKNOWN)


def _unread(posted: Posted) -> Reply | None:
    """Return why a body is not even read; None if it is."""
    if len(posted.body) > MOST_BYTES:
        return _refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words.TOO_LONG)
    if posted.kind.partition(";")[0].strip().lower() != FORM:
        return _refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, words.STRANGE)
    return None


def _refused(status: HTTPStatus, notice: words.Notice) -> Reply:
    return Reply(status, refused(notice))
