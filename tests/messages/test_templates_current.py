"""The templates that ship are those the sources compile to, and load nothing from the web."""

import re

import pytest

from sheets_templates.build_mails import (
    MESSAGES,
    RemoteFontError,
    UnknownMarkupError,
    compiled,
    rendered,
)

TEMPLATES = MESSAGES / "templates"


def test_every_shipped_template_is_current():
    assert {path: path.read_text(encoding="utf-8") for path in rendered()} == rendered()


def test_no_shipped_html_is_without_a_source():
    assert set(TEMPLATES.glob("*.html.j2")) == set(rendered())


def test_every_html_has_its_plain_text():
    for path in rendered():
        assert path.with_name(path.name.replace(".html.", ".txt.")).is_file()


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html.j2")), ids=lambda path: path.name)
def test_nothing_is_loaded_from_the_web(path):
    html = re.sub(r'xmlns(:\w)?="[^"]*"', "", path.read_text(encoding="utf-8"))
    assert not re.search(r"https?:|//\w|<img|<link|@import|url\(|<script", html)


@pytest.mark.parametrize(
    "markup",
    [
        "<mjml><mj-body><mj-foo /></mj-body></mjml>",
        '<mjml><mj-body><mj-section colour="red"></mj-section></mj-body></mjml>',
        '<mjml><mj-body><mj-raw><img src="x" /></mj-raw></mj-body></mjml>',
    ],
)
def test_a_misspelled_source_is_refused(markup):
    with pytest.raises(UnknownMarkupError):
        compiled(markup)


def test_a_family_that_would_be_fetched_is_refused():
    with pytest.raises(RemoteFontError):
        compiled(
            '<mjml><mj-body><mj-section><mj-column><mj-text font-family="Roboto">x</mj-text>'
            "</mj-column></mj-section></mj-body></mjml>"
        )
