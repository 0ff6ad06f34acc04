"""Mails that ask: a button to the page that takes the answer, and a letter to a customer."""

import re

import pytest

from chalicelib.messages.compose import compose
from chalicelib.messages.mail import NoPageError, Sender
from chalicelib.model.intent import IntentKind
from chalicelib.model.word import Language
from tests.messages.letters import EN, NOW, SENDER, ZH, chinese, intent, no_due
from tests.messages.test_compose import html_of, text_of
from tests.messages.test_link import PLACE

URL = "https://desk.example.com/api/q/eyJ3IjoiIn0.a-b_c"
HERE = "http://127.0.0.1:8000/q/eyJ3IjoiIn0.a-b_c"
ASKS = {"state": None, "clock": "", "tab": ""}
APPROVAL = {**ASKS, "kind": IntentKind.APPROVAL, "question": "q1"}
RULES = {**ASKS, "kind": IntentKind.RULES, "question": "q2", "id": "Authority"}
RATING = {**ASKS, "kind": IntentKind.RATING, "question": "q3", "name": "", "to": "b@mail.example"}
DESK_WORDS = (
    "Overdue", "Due soon", "due", "Please look", "sheet", "Aftersheet", "remind", "Why:",
    "超时", "到期", "截止", "表格", "提醒", "依据", "待", "审批",
)  # fmt: skip


def sender(url=URL):
    return SENDER._replace(way=lambda intent: url if intent.question else "")


def mail(*intents, url=URL):
    return compose(intents, sender(url), NOW)


def plain(mail):
    return text_of(mail).replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("fields", "language", "words"),
    [
        (APPROVAL, EN, "Approve or refuse"),
        (APPROVAL, ZH, "批准或拒绝"),
        (RULES, EN, "Look at the change"),
        (RULES, ZH, "查看变更"),
        (RATING, EN, "Rate us"),
        (RATING, ZH, "评价"),
    ],
)
def test_a_question_has_its_button_and_its_link(fields, language, words):
    told = mail(no_due(**{**fields, "language": language}, about="x"))
    assert f"{words}:\n  {URL}\n" in plain(told)
    assert f'href="{URL}"' in html_of(told)
    assert f">{words}</a>" in html_of(told)


@pytest.mark.parametrize(
    ("intents", "subject"),
    [
        (
            [no_due(**APPROVAL, about="Refund 120.00 USD", step="Decide by Wednesday.")],
            "Approval asked: C-1042 · Refund 120.00 USD – Decide by Wednesday",
        ),
        (
            [no_due(**RULES, about="Row 4: up to 250.00 USD", step="Confirm it.")],
            "Rules changed: Authority · Row 4: up to 250.00 USD – Confirm it",
        ),
        (
            [no_due(**{**APPROVAL, "question": "", "kind": IntentKind.ANSWERED}, about="Refused")],
            "Answer: C-1042 · Refused",
        ),
        (
            [no_due(**APPROVAL, about="x"), intent("C-7"), no_due(**RULES, key="r")],
            "1 to confirm, 1 to approve or refuse, 1 overdue: Authority, C-1042, C-7 First response 14:05",
        ),
        ([no_due(**{**APPROVAL, "language": ZH}, about="退款")], "请您审批：C-1042 · 退款"),
        ([no_due(**RATING, about="x")], "How did we do? – Northwind 售后服务台"),
        (
            [no_due(**RATING, about="x"), no_due(**RATING, key="2", about="y")],
            "How did we do? – Northwind 售后服务台",
        ),
        (
            [no_due(**{**RATING, "language": ZH})],
            "您对我们的服务满意吗？ – Northwind 售后服务台",
        ),
    ],
)
def test_subject(intents, subject):
    assert mail(*intents).subject == subject


def test_what_was_decided_is_told_without_a_link():
    told = mail(
        no_due(**{**APPROVAL, "question": "", "kind": IntentKind.ANSWERED}, about="Refused")
    )
    assert "<a " not in html_of(told)
    assert "link" not in plain(told)


def test_a_question_leads_to_the_sheet_as_well():
    told = mail(no_due(**APPROVAL, link=PLACE))
    assert re.findall(r"https://\S+", plain(told)) == [URL, PLACE]


def test_a_mail_says_what_a_link_is_worth():
    told = plain(mail(no_due(**APPROVAL)))
    assert "whoever has it answers in your name" in told
    assert "aftersheet serve" not in told
    assert "Update the row" not in told


@pytest.mark.parametrize(("language", "file"), [(EN, "FILE"), (ZH, "文件")])
def test_on_this_machine_it_says_how_the_link_opens(language, file):
    told = plain(mail(no_due(**{**APPROVAL, "language": language}), url=HERE))
    assert HERE in told
    assert f"aftersheet serve {file}" in told


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://desk.example.com/q/a.b",
        "https://desk.example.com/x/a.b",
        "https://desk.example.com/q/a.b\nhttps://evil.example",
        'https://desk.example.com/q/a"onclick="x',
        "https://user@desk.example.com/q/a.b",
        "javascript:alert(1)//q/a",
        "http://127.0.0.1.evil.example/q/a.b",
    ],
)
def test_without_a_good_link_the_mail_says_how_it_is_answered(url):
    told = mail(no_due(**APPROVAL), url=url)
    assert "http" not in plain(told)
    assert "<a " not in html_of(told)
    assert "AFTERSHEET_PAGES_URL" in plain(told)


def test_the_way_is_asked_only_for_questions():
    def way(intent):
        raise AssertionError(intent)

    assert compose([intent()], Sender("Desk", "desk@example.com", way=way), NOW)


# The letter to a customer


@pytest.mark.parametrize("language", [EN, ZH])
@pytest.mark.parametrize("body", [plain, html_of])
def test_a_customer_reads_a_letter_and_no_words_of_the_desk(language, body):
    fields = {**RATING, "language": language, "id": "C-1042"}
    told = intent(**fields, about="退货", why="10 min, 24x7", step="Call back", link=PLACE)
    text = re.sub(r"<style.*?</style>|<title>|<[^>]*>", "", body(mail(told)), flags=re.DOTALL)
    found = [word for word in DESK_WORDS if word in text]
    assert found == []
    assert "24x7" not in text
    assert "Call back" not in text
    assert "docs.google" not in text
    assert "C-1042" in text
    assert "退货" in text


def test_the_letter_in_english():
    told = mail(no_due(**{**RATING, "name": "Ann"}, about="Your parcel was lost, we sent it anew."))
    assert plain(told) == (
        "Hello Ann,\n\n"
        "We would like to know how well we looked after you. It takes a few seconds: choose one of five,"
        " and add a word if you like.\n\n"
        "This is what it was about:\n\n"
        "  Your parcel was lost, we sent it anew.\n"
        "  Our reference: C-1042\n"
        f"  Rate us:\n  {URL}\n\n"
        "Kind regards\nNorthwind 售后服务台\n\n"
        "----\n"
        "You need not answer: we ask only once. Please keep the link to yourself.\n"
    )


@pytest.mark.parametrize("url", ["", HERE])
def test_a_customer_who_cannot_open_the_page_is_not_written_to(url):
    with pytest.raises(NoPageError, match=r"^C-1042: no public page"):
        mail(no_due(**RATING, about="x"), url=url)


def test_chinese_customers_are_asked_in_chinese():
    told = mail(chinese(**{**RATING, "language": Language.ZH}))
    assert plain(told).startswith("您好：\n\n想请您评价一下我们的服务。")
