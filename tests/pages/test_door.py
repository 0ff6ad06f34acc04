"""The door to a question: who looks changes nothing, and one answer counts, once."""

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.links import Links
from chalicelib.model.question import Answer
from chalicelib.pages import words
from chalicelib.pages.door import MOST_BYTES, Posted
from chalicelib.pages.page import Asking, Telling
from chalicelib.pages.render import render
from chalicelib.ports.questions import QuestionsError
from tests.pages.questions import (
    APPROVAL,
    EN,
    NOW,
    PLACE,
    RATING,
    RULES,
    ZH,
    Desk,
    question,
    token,
)

OVER = NOW + timedelta(days=2)
INSTANT = timedelta(seconds=1)


def posted(choice="yes", words="", **more):
    return Posted(urlencode({"choice": choice, "words": words}).encode(), **more)


@pytest.mark.parametrize("language", [EN, ZH])
@pytest.mark.parametrize("kind", [APPROVAL, RATING, RULES])
def test_looking_shows_the_question_and_changes_nothing(kind, language):
    asked = question(kind, language)
    desk = Desk(asked)
    for _ in range(10):
        reply = desk.door.show(token(asked), NOW)
        assert reply.status == HTTPStatus.OK
        assert isinstance(reply.page, Asking)
        html = render(reply.page)
        assert all(text in html for line in asked.lines for text in line)
        assert asked.desk in html
    assert (desk.answers(), desk.woken) == ([None], [])


def test_an_answer_is_kept_and_the_workbook_woken():
    asked = question()
    desk = Desk(asked)
    sent = posted("no", "too much", address="203.0.113.9", agent="Firefox/125.0 (X11; Linux)")
    reply = desk.door.take(token(asked), sent, NOW)
    assert (reply.status, reply.location) == (HTTPStatus.SEE_OTHER, token(asked))
    where = "203.0.113.*, computer, Firefox"
    assert desk.answers() == [Answer("no", "too much", NOW, where)]
    assert desk.woken == [(PLACE, NOW)]


@pytest.mark.parametrize(
    ("kind", "language", "choice", "told"),
    [
        (APPROVAL, EN, "yes", "Approved"),
        (APPROVAL, ZH, "no", "已拒绝"),
        (RULES, EN, "no", "Rejected"),
        (RULES, ZH, "yes", "已确认"),
        (RATING, EN, "4", "4 of 5: good"),
        (RATING, ZH, "5", "5 分：非常满意"),
    ],
)
def test_after_that_the_answer_is_shown_even_when_the_link_has_expired(
    kind, language, choice, told
):
    asked = question(kind, language)
    desk = Desk(asked)
    desk.door.take(token(asked), posted(choice, "因为 <b>"), NOW)
    for at in (NOW, OVER + INSTANT):
        reply = desk.door.show(token(asked), at)
        assert (reply.status, type(reply.page)) == (HTTPStatus.OK, Telling)
        html = render(reply.page)
        assert told in html
        assert "因为 &lt;b&gt;" in html
        assert "<form" not in html


@pytest.mark.parametrize("language", [EN, ZH])
def test_a_second_answer_changes_nothing_and_says_so(language):
    asked = question(language=language)
    desk = Desk(asked)
    desk.door.take(token(asked), posted("yes"), NOW)
    reply = desk.door.take(token(asked), posted("no", "changed my mind"), NOW + INSTANT)
    assert reply.status == HTTPStatus.CONFLICT
    assert words.AGAIN.said(language) in render(reply.page)
    assert [one.choice for one in desk.answers()] == ["yes"]
    assert len(desk.woken) == 1


@pytest.mark.parametrize("at", [OVER, OVER + INSTANT])
def test_an_expired_link_says_so_in_the_persons_language(at):
    asked = question(language=ZH)
    desk = Desk(asked)
    for reply in (
        desk.door.show(token(asked), at),
        desk.door.take(token(asked), posted(), at),
    ):
        assert reply.status == HTTPStatus.GONE
        assert [part.language for part in reply.page.parts] == [ZH]
    assert (desk.answers(), desk.woken) == ([None], [])


def test_a_link_counts_to_its_last_instant():
    asked = question()
    desk = Desk(asked)
    assert desk.door.take(token(asked), posted(), OVER - INSTANT).status == HTTPStatus.SEE_OTHER


STRANGERS = Links(("another-secret-of-thirty-two-characters",), "https://desk.example.com")
OTHERS = [
    ("", HTTPStatus.FORBIDDEN),
    ("a.b", HTTPStatus.FORBIDDEN),
    ("../health", HTTPStatus.FORBIDDEN),
    ("é" * 10, HTTPStatus.FORBIDDEN),
    (token(question())[:-1], HTTPStatus.FORBIDDEN),
    (token(question(), links=STRANGERS), HTTPStatus.FORBIDDEN),
    (token(question(), place="another"), HTTPStatus.NOT_FOUND),
    (token(question(), place=""), HTTPStatus.NOT_FOUND),
    (token(question(id="dropped")), HTTPStatus.NOT_FOUND),
    (token(question(id="dropped", expires=NOW)), HTTPStatus.GONE),
]


@pytest.mark.parametrize(("given", "status"), OTHERS)
def test_any_other_link_changes_nothing_and_says_why_in_both_languages(given, status):
    desk = Desk(question())
    for reply in (desk.door.show(given, NOW), desk.door.take(given, posted(), NOW)):
        assert reply.status == status
        assert [part.language for part in reply.page.parts] == [EN, ZH]
        assert "Refund" not in render(reply.page)
    assert (desk.answers(), desk.woken) == ([None], [])


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (Posted(b"x" * (MOST_BYTES + 1)), HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
        (posted(kind="application/json"), HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        (posted(kind=""), HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        (posted(kind="multipart/form-data; boundary=x"), HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        (posted("no"), HTTPStatus.UNPROCESSABLE_ENTITY),
        (posted("maybe"), HTTPStatus.UNPROCESSABLE_ENTITY),
        (Posted(b"\xff\xfe\x00=%%%&&&"), HTTPStatus.UNPROCESSABLE_ENTITY),
    ],
)
def test_what_is_no_answer_changes_nothing(sent, status):
    asked = question()
    desk = Desk(asked)
    assert desk.door.take(token(asked), sent, NOW).status == status
    assert (desk.answers(), desk.woken) == ([None], [])


def test_the_type_of_a_form_may_name_its_letters():
    asked = question()
    sent = posted(kind="Application/X-WWW-form-urlencoded; charset=UTF-8")
    assert Desk(asked).door.take(token(asked), sent, NOW).status == HTTPStatus.SEE_OTHER


def test_a_refusal_without_a_reason_is_asked_for_it_and_nothing_typed_is_lost():
    asked = question(RATING)
    desk = Desk(asked)
    reply = desk.door.take(token(asked), posted("", "<i>so</i>\nso"), NOW)
    html = render(reply.page)
    assert "&lt;i&gt;so&lt;/i&gt;\nso</textarea>" in html
    assert 'role="alert"' in html
    assert "Please choose one of the five." in html


class Outrun:
    """A store in which somebody else is quicker between looking and answering."""

    def __init__(self, store, deed):
        self.store, self.deed = store, deed

    def find(self, id_):
        return self.store.find(id_)

    def answer(self, *_):
        self.deed()
        return False


@pytest.mark.parametrize(
    ("deed", "status"),
    [
        (lambda s, q: s.answer(q.id, Answer("no", "", NOW, "")), HTTPStatus.CONFLICT),
        (lambda s, q: s.drop([q.id]), HTTPStatus.NOT_FOUND),
        (lambda *_: None, HTTPStatus.GONE),
    ],
    ids=["answered", "dropped", "expired"],
)
def test_who_is_outrun_is_told_how_it_stands(deed, status):
    asked = question()
    desk = Desk(asked)
    slow = Outrun(desk.store, lambda: deed(desk.store, asked))
    reply = desk.door._replace(questions=lambda _: slow).take(token(asked), posted(), NOW)
    assert reply.status == status
    assert desk.woken == []


class Broken:
    def find(self, id_):
        raise QuestionsError(id_)


def test_a_store_that_cannot_be_read_asks_to_try_again():
    door = Desk().door._replace(questions=lambda _: Broken())
    for reply in (door.show(token(question()), NOW), door.take(token(question()), posted(), NOW)):
        assert reply.status == HTTPStatus.SERVICE_UNAVAILABLE
        assert "Please try again" in render(reply.page)


@given(st.lists(st.tuples(st.sampled_from(["show", "yes", "no", "5", ""]), st.integers(0, 4))))
def test_only_the_first_good_answer_in_time_ever_counts(deeds):
    asked = question()
    desk = Desk(asked)
    first = None
    for deed, days in sorted(deeds, key=lambda one: one[1]):
        at = NOW + timedelta(days=days)
        if deed == "show":
            desk.door.show(token(asked), at)
            continue
        reply = desk.door.take(token(asked), posted(deed, "because"), at)
        if first is None and deed in {"yes", "no"} and at < asked.expires:
            first = deed
            assert reply.status == HTTPStatus.SEE_OTHER
        else:
            assert reply.status != HTTPStatus.SEE_OTHER
    assert [one and one.choice for one in desk.answers()] == [first]
