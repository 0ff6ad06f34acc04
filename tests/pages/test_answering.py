"""What was sent from a page: an answer, or what is missing for one."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.model.question import CHOICES, WORDS_AT_MOST, Answer
from chalicelib.pages.answering import Complaint, Form, form_of, kept, understood
from chalicelib.pages.words import ASKS
from tests.pages.questions import APPROVAL, NOW, RATING, RULES, question


def test_what_is_offered_is_what_counts():
    assert {kind: tuple(c.value for c in ask.choices) for kind, ask in ASKS.items()} == CHOICES


@given(st.text(), st.text())
def test_a_form_comes_as_it_was_sent(choice, words):
    body = urlencode({"choice": choice, "words": words}, errors="replace").encode()
    again = {"choice": choice, "words": words}
    sent = {name: value.encode("utf-8", "replace").decode() for name, value in again.items()}
    assert form_of(body) == Form(**sent)


@given(st.binary())
def test_no_body_is_too_strange(body):
    assert isinstance(form_of(body), Form)
    assert isinstance(understood(form_of(body), question(), NOW, ""), Answer | Complaint)


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (b"", Form()),
        (b"choice=yes", Form("yes")),
        (b"choice=yes&choice=no", Form()),
        (b"choice=yes&words=%FF%FE", Form("yes", "\ufffd\ufffd")),
        (b"choice=yes&words=a+b%2Bc", Form("yes", "a b+c")),
        (b"words=%E5%A4%AA%E8%B4%B5", Form("", "太贵")),
        (b"choice=yes" + b"&a=1" * 30, Form()),
        (b'{"choice": "yes"}', Form()),
    ],
)
def test_a_body_is_read(body, form):
    assert form_of(body) == form


@pytest.mark.parametrize(
    ("kind", "form", "counts"),
    [
        (APPROVAL, Form("yes"), True),
        (APPROVAL, Form("yes", "fine"), True),
        (APPROVAL, Form("no", "too much"), True),
        (APPROVAL, Form("no"), False),
        (APPROVAL, Form("no", " \n\u200b "), False),
        (APPROVAL, Form("5"), False),
        (APPROVAL, Form("", "words"), False),
        (APPROVAL, Form("YES"), False),
        (RULES, Form("yes"), True),
        (RULES, Form("no"), True),
        (RATING, Form("1"), True),
        (RATING, Form("5", "thank you"), True),
        (RATING, Form("6"), False),
        (RATING, Form("yes"), False),
    ],
)
def test_an_answer_is_one_of_the_choices_and_a_refusal_says_why(kind, form, counts):
    found = understood(form, question(kind), NOW, "203.0.113.*")
    if counts:
        assert found == Answer(form.choice, form.words, NOW, "203.0.113.*")
    else:
        assert isinstance(found, Complaint)
        assert found.form == form


def test_the_complaint_says_what_is_missing():
    assert understood(Form("no"), question(), NOW, "").of_words
    assert not understood(Form("", "x"), question(), NOW, "").of_words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("call ann@example.com", "call a***@example.com"),
        ("  two\r\n\r\n  lines ", "two\nlines"),
        ("nul\0 and \u202eturned\u202c", "nul and turned"),
        ("half \ud83d", "half \ufffd"),
    ],
)
def test_words_are_clean_and_veiled(typed, said):
    assert kept(typed) == said


def test_what_is_cut_was_veiled_before():
    said = kept("x" * (WORDS_AT_MOST - 16) + " someone.private@example.com")
    assert len(said) <= WORDS_AT_MOST
    assert "someone" not in said


@given(st.text())
def test_words_are_never_too_long(typed):
    assert len(kept(typed * 40)) <= WORDS_AT_MOST
