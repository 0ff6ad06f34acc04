"""What the pages look like to a browser, a reader and a stranger's words."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.model.question import Answer
from chalicelib.pages import words
from chalicelib.pages.answering import Complaint, Form
from chalicelib.pages.page import asking, recorded, refused
from chalicelib.pages.render import headers, render
from chalicelib.pages.words import REASON_MISSING, Notice
from tests.pages.questions import APPROVAL, EN, NOW, RATING, RULES, ZH, question

NOTICES = [one for one in vars(words).values() if isinstance(one, Notice)]
STRANGE = "<script>alert(1)</script>\"'&{{ 7 * 7 }}{% raw %}</textarea><b>\u202e"


def every_page(language):
    for kind in (APPROVAL, RATING, RULES):
        asked = question(kind, language)
        choice = "4" if kind is RATING else "no"
        answer = Answer(choice, "because", NOW, "")
        yield asking(asked, NOW)
        yield asking(asked, NOW, Complaint(Form(choice, "x"), REASON_MISSING, of_words=True))
        yield recorded(asked, answer, NOW, again=False)
        yield recorded(asked, answer, NOW, again=True)
    for notice in NOTICES:
        yield refused(notice)
        yield refused(notice, question(language=language))


ALL = [page for language in (EN, ZH) for page in every_page(language)]


class Outline(HTMLParser):
    """Lists the tags of a page, and that each that is opened is closed."""

    EMPTY = frozenset({"meta", "input", "br"})

    def __init__(self, html):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def named(self, tag):
        return [told for name, told in self.tags if name == tag]


@pytest.mark.parametrize("page", ALL)
def test_every_page_is_small_whole_and_has_no_script(page):
    html = render(page)
    found = Outline(html)
    assert len(html.encode()) < 10_000
    assert found.open == []
    assert {tag for tag, _ in found.tags} <= {
        "html", "head", "meta", "title", "style", "body", "main", "section", "p", "h1", "h2", "b",
        "dl", "div", "dt", "dd", "form", "fieldset", "legend", "label", "input", "textarea",
        "button", "blockquote",
    }  # fmt: skip
    allowed = re.compile(r"(?!on|style$)[a-z-]+")
    assert all(allowed.fullmatch(name) for _, told in found.tags for name in told)
    assert not re.search(r"https?:|//\w|@import|url\(", html)
    assert found.named("html")[0]["lang"] == page.language
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in found.named(
        "meta"
    )


@pytest.mark.parametrize("page", ALL)
def test_whatever_is_filled_in_can_be_told_by_its_label(page):
    found = Outline(render(page))
    labels = {told.get("for") for told in found.named("label")}
    ids = {told["id"] for _, told in found.tags if "id" in told}
    for told in found.named("textarea"):
        assert told["id"] in labels
    for _, told in found.tags:
        assert set(told.get("aria-describedby", "").split()) <= ids
    assert len(found.named("h1")) == len(getattr(page, "parts", [1]))


def test_the_style_is_the_one_that_the_browser_is_allowed():
    html = render(ALL[0])
    style = re.search(r"<style>(.*)</style>", html, re.DOTALL)[1]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in headers(secure=True)["Content-Security-Policy"]


def test_headers_shut_everything():
    told = headers(secure=True)
    assert told == {
        "Cache-Control": "no-store",
        "Content-Security-Policy": told["Content-Security-Policy"],
        "Content-Type": "text/html; charset=utf-8",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Referrer-Policy": "no-referrer",
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex, nofollow",
    }
    policy = re.sub(r"'sha256-[A-Za-z0-9+/=]+'", "HASH", told["Content-Security-Policy"])
    assert policy == (
        "default-src 'none'; style-src HASH; form-action 'self';"
        " frame-ancestors 'none'; base-uri 'none'"
    )
    assert "Strict-Transport-Security" not in headers(secure=False)


@given(st.text(min_size=1) | st.just(STRANGE))
def test_no_word_of_anybody_becomes_markup(text):
    asked = replace(question(), title=text, name=text, desk=text, lines=((text, text),) * 3)
    complaint = Complaint(Form(text, text), REASON_MISSING, of_words=True)
    answer = Answer("yes", text, NOW, "")
    assert tags(asking(asked, NOW, complaint)) == tags(asking(question(), NOW, complaint))
    assert tags(recorded(asked, answer, NOW, again=True)) == tags(
        recorded(question(), Answer("yes", "x", NOW, ""), NOW, again=True)
    )


def tags(page):
    return [tag for tag, _ in Outline(render(page)).tags]


def test_times_are_those_of_the_person():
    html = render(asking(question(), NOW))
    assert "Answers count until Wed 4 Mar 10:00 (Europe/Berlin, UTC+1)." in html
    assert "请在 3月4日周三 17:00（Asia/Shanghai, UTC+8）之前答复。" in render(
        asking(question(language=ZH), NOW)
    )


@pytest.mark.parametrize(
    ("mode", "pairs"),
    [
        ("light", re.compile(r":root \{(?P<it>[^}]*)\}")),
        ("dark", re.compile(r"dark\) \{\s*:root \{(?P<it>[^}]*)\}")),
    ],
)
def test_colours_are_told_apart(mode, pairs):
    style = re.search(r"<style>(.*)</style>", render(ALL[0]), re.DOTALL)[1]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", pairs.search(style)["it"]))
    texts = [("ink", "sheet"), ("faint", "sheet"), ("blue", "sheet"), ("ink", "wash")]
    texts += [("on-blue", "blue")]
    edges = [("edge", "sheet"), ("red", "sheet")]
    assert all(contrast(found[a], found[b]) >= 4.5 for a, b in texts), mode
    assert all(contrast(found[a], found[b]) >= 3 for a, b in edges), mode


def contrast(one, other):
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour):
    """Return how bright a colour is (WCAG 2.2, relative luminance)."""
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
