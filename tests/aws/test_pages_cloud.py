"""A link that is answered in the cloud: kept beside the workbook's state, and soon looked at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from chalice.test import Client

import app
from chalicelib.adapters.aws.register import DynamoRegister
from chalicelib.intake.marks import QUIET
from chalicelib.links import Links
from chalicelib.model.intent import IntentKind
from chalicelib.settings import LINK_SECRETS, PAGES_URL, SENDER, Spreadsheet
from chalicelib.settings_cloud import BUCKET, DELIVERIES, LATER, RUNS, TABLE
from chalicelib.wiring import cloud as wiring_cloud
from chalicelib.wiring.kept import kept
from chalicelib.wiring.questions import questions_of
from chalicelib.wiring.waking import waking
from tests.aws.queues_made import made
from tests.aws.world import aws
from tests.pages.questions import KEY, question, token
from tests.pages.served import FORM
from tests.test_delivery import intent

BOOK = "1aB2c3D4e5F6g7H8i9J0k-a-sheet-0123456789"
API = "https://abc.execute-api.eu-central-1.amazonaws.com/api"
LINKS = Links((KEY,), API)


def forget():
    for built in (wiring_cloud.cloud, wiring_cloud.clients, waking):
        built.cache_clear()


@pytest.fixture
def cloud(monkeypatch):
    """A deployment that looks after one workbook, which was just looked at."""
    with aws() as world:
        queues = made(world.sqs)
        monkeypatch.setenv(TABLE, world.table)
        monkeypatch.setenv(BUCKET, world.bucket)
        monkeypatch.setenv(SENDER, "desk@example.com")
        monkeypatch.setenv(LINK_SECRETS, KEY)
        monkeypatch.delenv(PAGES_URL, raising=False)
        for name, queue in ((RUNS, "runs"), (DELIVERIES, "deliveries"), (LATER, "later")):
            monkeypatch.setenv(name, queues.at[queue])
        forget()
        DynamoRegister(world.dynamodb, world.table).add(BOOK, "Desk", now() + timedelta(hours=1))
        yield queues
    forget()


def now():
    return datetime.now(UTC)


def called(method, last, body=b""):
    with Client(app.app, stage_name="dev") as client:
        return client.http.request(method, f"/q/{last}", headers={"Content-Type": FORM}, body=body)


@pytest.fixture
def asked(cloud):  # noqa: ARG001
    one = question(now=now())
    questions_of(Spreadsheet(BOOK)).keep([one])
    return one


def test_an_answer_is_kept_and_the_workbook_looked_at_soon(asked):
    last = token(asked, BOOK, LINKS)
    assert asked.title in called("GET", last).body.decode()
    assert wiring_cloud.register_of().find(BOOK).wake_at > now() + QUIET
    sent = called("POST", last, b"choice=no&words=too+much")
    assert sent.status_code == 303
    assert sent.headers["Strict-Transport-Security"]
    answer = questions_of(Spreadsheet(BOOK)).find(asked.id).answer
    assert (answer.choice, answer.words) == ("no", "too much")
    assert wiring_cloud.register_of().find(BOOK).wake_at <= now() + QUIET
    assert called("POST", last, b"choice=yes").status_code == 409
    assert "Refused" in called("GET", last).body.decode()


def test_who_cannot_wake_the_workbook_still_keeps_the_answer(cloud, asked, caplog):
    cloud.sqs.delete_queue(QueueUrl=cloud.at["later"])
    assert called("POST", token(asked, BOOK, LINKS), b"choice=yes").status_code == 303
    assert questions_of(Spreadsheet(BOOK)).find(asked.id).answer.choice == "yes"
    assert "waits for the next run" in caplog.text


@pytest.mark.parametrize("place", ["", "another"])
def test_a_link_to_another_workbook_finds_nothing(asked, place):
    assert called("POST", token(asked, place, LINKS), b"choice=yes").status_code == 404
    assert questions_of(Spreadsheet(BOOK)).find(asked.id).answer is None


def test_the_mail_of_the_cloud_holds_the_link(asked, monkeypatch):
    monkeypatch.setenv(PAGES_URL, API)
    told = intent("a", kind=IntentKind.APPROVAL, question=asked.id)
    assert kept(BOOK).way(told) == LINKS.to(BOOK, asked.id, asked.expires)
    assert kept(BOOK).way(intent("b")) == ""
