"""A question from the ledger to the person and back: kept, mailed with its link, answered."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from chalicelib.adapters.keeping.intents import to_body, to_intent
from chalicelib.adapters.mail_preview import Shown, page
from chalicelib.adapters.xlsx.new import create
from chalicelib.delivery import by_receiver, deliver
from chalicelib.messages.mail import Sender
from chalicelib.model.intent import FOR_OWNER, IntentKind
from chalicelib.model.word import Language
from chalicelib.settings import HOME, LINK_SECRETS, PAGES_URL
from chalicelib.wiring.answers import way_of
from chalicelib.wiring.desk import desk, kept_of
from chalicelib.wiring.pages import own_door
from chalicelib.wiring.questions import questions_of
from tests.fakes import MemoryMailer, MemoryOutbox
from tests.pages.questions import RATING, question
from tests.pages.served import now
from tests.pages.test_door import posted
from tests.test_delivery import NOW, intent

APPROVAL = {"kind": IntentKind.APPROVAL, "state": None, "due": None}


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.delenv(LINK_SECRETS, raising=False)
    monkeypatch.delenv(PAGES_URL, raising=False)
    monkeypatch.setenv(HOME, str(tmp_path / "home"))
    return tmp_path / "desk.xlsx"


def text_of(mail):
    return message_from_bytes(mail.raw, policy=default).get_body(("plain",)).get_content()


def test_the_link_of_a_mail_is_the_one_that_is_answered(place):
    asked = question(now=now())
    questions_of(place).keep([asked])
    told = intent("a", **APPROVAL, question=asked.id, release=now())
    sender = Sender("Desk", "desk@example.com", way=kept_of(place).way)
    (mail,) = deliver(MemoryOutbox([told]), MemoryMailer(), sender, now()).sent
    link = re.search(r"http://127\.0\.0\.1:8000/q/(\S+)", text_of(mail))
    reply = own_door(place).take(link[1], posted("no", "too much"), now())
    assert (reply.status, reply.location) == (303, link[1])
    assert questions_of(place).find(asked.id).answer.words == "too much"


def test_same_question_same_bytes(place):
    asked = question(now=now())
    questions_of(place).keep([asked])
    told = intent("a", **APPROVAL, question=asked.id)
    sender = Sender("Desk", "desk@example.com", way=way_of(place))
    one, other = (
        deliver(MemoryOutbox([told]), MemoryMailer(), sender, NOW).sent[0] for _ in range(2)
    )
    assert one == other


@pytest.mark.parametrize(
    ("asks", "settings"),
    [
        ("", {}),
        ("dropped", {}),
        ("approval/cases/C-1042/1", {LINK_SECRETS: "short"}),
        ("approval/cases/C-1042/1", {PAGES_URL: "http://desk.example.com"}),
    ],
)
def test_without_question_or_settings_there_is_no_link_and_the_mail_goes_out(
    place, monkeypatch, asks, settings
):
    questions_of(place).keep([question(now=now())])
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    told = intent("a", **APPROVAL, question=asks)
    sender = Sender("Desk", "desk@example.com", way=way_of(place))
    (mail,) = deliver(MemoryOutbox([told]), MemoryMailer(), sender, NOW).sent
    assert "http" not in text_of(mail)


def test_a_question_outlives_storage_and_older_intents_have_none():
    told = intent("a", **APPROVAL, question="approval/cases/C-1/1")
    assert to_intent(to_body(told)) == told
    older = to_body(intent("b")).replace(',"question":""', "")
    assert "question" not in older
    assert to_intent(older) == intent("b")


def test_a_customer_gets_a_letter_of_its_own():
    asks = {"kind": IntentKind.RATING, "to": "anna@example.com"}
    told = [intent("a"), intent("b", **asks), intent("c"), intent("d", **asks)]
    groups = [[one.key for one in group] for group in by_receiver(told)]
    assert groups == [["a", "c"], ["b", "d"]]


def test_the_owner_is_told_of_changed_rules_even_in_the_shadow():
    assert IntentKind.RULES in FOR_OWNER
    assert IntentKind.RATING not in FOR_OWNER


@pytest.mark.parametrize(
    ("settings", "public"),
    [
        ({}, False),
        ({PAGES_URL: "http://127.0.0.1:8000"}, False),
        ({PAGES_URL: "https://desk.example.com"}, True),
    ],
)
def test_customers_are_asked_only_where_they_reach_the_pages(place, monkeypatch, settings, public):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    create(place, Language.EN, {})
    assert desk(place, NOW).runner.facts(NOW).ratings is public


def test_a_rating_expires_with_its_question(place):
    asked = question(RATING, now=now() - timedelta(days=3))
    questions_of(place).keep([asked])
    link = way_of(place)(intent("a", kind=IntentKind.RATING, question=asked.id))
    assert own_door(place).show(link.rpartition("/")[2], now()).status == 410


def test_the_folder_of_mails_shows_links_to_this_machine_and_no_others():
    ours = "http://127.0.0.1:8000/q/a.b_c-d"
    others = ("https://desk.example.com/q/a.b", "http://127.0.0.1.evil.example/q/a.b")
    html = page([Shown("1.eml", "S", text="\n".join(f"  {link}" for link in (ours, *others)))])
    assert html.count(f"<a href='{ours}' target='_blank' rel='noopener noreferrer'>") == 1
    assert not any(f"<a href='{link}'" in html for link in others)
