"""The button that leads to the place in the sheet: there for a spreadsheet at Google, only."""

import pytest

from chalicelib.messages.compose import compose
from chalicelib.model.word import Language
from tests.messages.letters import LAYOUT, NOW, SENDER, intent, no_due
from tests.messages.test_compose import html_of, text_of

PLACE = "https://docs.google.com/spreadsheets/d/1aB_-c/edit#gid=7&range=AB12"
TWIN = PLACE.replace("&", "&amp;")


def mail(link, language=Language.EN):
    told = no_due(**LAYOUT, about="The heading Due is missing.", link=link, language=language)
    return compose([told], SENDER, NOW)


@pytest.mark.parametrize(
    ("language", "words"),
    [(Language.EN, "Open the place in the sheet"), (Language.ZH, "在表格中打开该处")],
)
def test_a_break_leads_to_its_place_in_text_and_as_a_button(language, words):
    text, html = text_of(mail(PLACE, language)), html_of(mail(PLACE, language))
    assert f"  {words}:\n  {PLACE}\n" in text.replace("\r\n", "\n")
    assert f'href="{TWIN}"' in html
    assert f">{words}</a>" in html


@pytest.mark.parametrize(
    "link",
    [
        "",
        "http://docs.google.com/spreadsheets/d/1/edit",
        "https://docs.google.com.evil.example/spreadsheets/d/1/edit",
        "https://docs.google.com/forms/d/1",
        "https://docs.google.com/spreadsheets/d/1/edit\nhttps://evil.example",
        'https://docs.google.com/spreadsheets/d/1"onclick="x',
        "javascript:alert(1)//https://docs.google.com/spreadsheets/",
        PLACE + "x" * 400,
    ],
)
def test_any_other_link_is_left_out(link):
    assert "https" not in text_of(mail(link))
    assert "<a " not in html_of(mail(link))


def test_a_reminder_has_no_link():
    assert "<a " not in html_of(compose([intent()], SENDER, NOW))
