"""Mail through SES: the bytes as they are, and what each answer means for the mail."""

from __future__ import annotations

import base64
import json
import socket
from datetime import UTC, datetime, timedelta

import pytest
from botocore.config import Config
from botocore.session import Session
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from chalicelib.adapters.aws.accepted import KEPT, AcceptedMails
from chalicelib.adapters.aws.clients import Clients
from chalicelib.adapters.aws.mail_news import MailNotes
from chalicelib.adapters.aws.ses import SesMailer
from chalicelib.intake.mail_events import mail_news
from chalicelib.messages.compose import compose
from chalicelib.messages.mail import Mail, Sender
from chalicelib.model.intent import Intent, IntentKind
from chalicelib.model.word import Language
from chalicelib.ports.mail import MailLaterError, MailRefusedError, MailUnsureError
from tests.aws.http_sink import Answer, answering
from tests.aws.world import REGION, aws

SHEET = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-abcde"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SENDER = Sender("Northwind 售后", "desk@shop.example")
TO = "anna@shop.example"
SESSION = Session()
"""Kept, for it reads many files when it makes its first client."""


def mail(to=TO):
    reminder = Intent(
        key="W-1/cases/C-1/First response/1/0/1/abcd",
        kind=IntentKind.REMINDER,
        to=to,
        name="安娜",
        language=Language.ZH,
        release=AT,
        zone="Asia/Shanghai",
        id="C-1",
    )
    return compose([reminder], SENDER, AT)


@pytest.fixture
def world():
    with aws() as world:
        yield world


def mailer(world, configuration_set=""):
    return SesMailer(world.ses, world.dynamodb, world.table, SHEET, configuration_set)


def test_the_bytes_arrive_as_they_are(world):
    world.ses.create_email_identity(EmailIdentity="desk@shop.example")
    mailer(world).send(mail())
    (sent,) = ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages
    assert sent.raw_data.encode() == mail().raw
    assert (sent.source, set(sent.destinations)) == ("desk@shop.example", {TO})


def test_a_sender_that_is_not_verified_is_refused(world):
    with pytest.raises(MailRefusedError, match="MessageRejected"):
        mailer(world).send(mail())


def test_a_mail_is_known_once_it_was_noted_and_not_before(world):
    sent, notes = mail(), AcceptedMails(world.dynamodb, world.table)
    assert mailer(world).knows(sent.id) is None
    for _ in range(2):
        notes.note(SHEET, sent.id, AT)
    assert mailer(world).knows(sent.id) is True
    assert mailer(world).knows("another") is None
    assert notes.has(SHEET, sent.id)
    assert not notes.has("another", sent.id)


def test_news_of_a_mail_settle_what_the_mailer_could_not_tell(world):
    about = {"tags": {"mail": [mail().id], "spreadsheet": [SHEET]}}
    news = mail_news(json.dumps({"eventType": "Send", "mail": about, "send": {}}))
    notes = MailNotes(AcceptedMails(world.dynamodb, world.table), {}.__getitem__, None)
    for _ in range(2):
        notes.keep(news, AT)
    assert mailer(world).knows(mail().id) is True


def test_a_note_ends_by_itself_and_the_first_one_stays(world):
    notes = AcceptedMails(world.dynamodb, world.table)
    notes.note(SHEET, "m1", AT)
    notes.note(SHEET, "m1", AT + timedelta(days=9))
    key = {"pk": {"S": f"W#{SHEET}"}, "sk": {"S": "ACCEPTED#m1"}}
    kept = world.dynamodb.get_item(TableName=world.table, Key=key)["Item"]
    assert kept["ttl"] == {"N": str(int((AT + KEPT).timestamp()))}


def ses(url, session):
    quick = Config(
        read_timeout=0.3, connect_timeout=0.3, retries={"mode": "standard", "total_max_attempts": 1}
    )
    return session.create_client("sesv2", config=quick, region_name=REGION, endpoint_url=url)


def desk(url, session=SESSION):
    return SesMailer(ses(url, session), None, "table", SHEET, "aftersheet-test")


@pytest.fixture(autouse=True)
def _credentials(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")


def test_a_mail_names_its_sender_receiver_set_and_tags():
    with answering(Answer(200)) as calls:
        desk(calls.url).send(mail())
    (said,) = calls.bodies
    assert base64.b64decode(said["Content"]["Raw"]["Data"]) == mail().raw
    assert (said["FromEmailAddress"], said["Destination"]) == (
        "desk@shop.example",
        {"ToAddresses": [TO]},
    )
    assert said["ConfigurationSetName"] == "aftersheet-test"
    assert said["EmailTags"] == [
        {"Name": "mail", "Value": mail().id},
        {"Name": "spreadsheet", "Value": SHEET},
    ]


DAILY = "Daily message quota exceeded."
RATE = "Maximum sending rate exceeded."
TABLE = [
    (Answer(429, "TooManyRequestsException", RATE), MailLaterError),
    (Answer(400, "TooManyRequestsException", DAILY), MailLaterError),
    (Answer(400, "LimitExceededException", DAILY), MailLaterError),
    (Answer(400, "ThrottlingException", "Rate exceeded"), MailLaterError),
    (Answer(400, "Throttling", "Rate exceeded"), MailLaterError),
    (Answer(400, "SendingPausedException", "Sending is paused"), MailLaterError),
    (Answer(400, "AccountSuspendedException", "suspended"), MailLaterError),
    (Answer(403, "ExpiredTokenException", "expired"), MailLaterError),
    (Answer(400, "MessageRejected", "Email address is not verified."), MailRefusedError),
    (Answer(400, "MailFromDomainNotVerifiedException", "not verified"), MailRefusedError),
    (Answer(400, "BadRequestException", "Illegal address"), MailRefusedError),
    (Answer(404, "NotFoundException", "Configuration set does not exist"), MailRefusedError),
    (Answer(403, "AccessDeniedException", "not authorized"), MailRefusedError),
    (Answer(408, "RequestTimeoutException", "too slow"), MailUnsureError),
    (Answer(500, "InternalServiceErrorException", "oh"), MailUnsureError),
    (Answer(503, "ServiceUnavailable", "oh"), MailUnsureError),
    (Answer(0), MailUnsureError),
    (Answer(-1), MailUnsureError),
]


@pytest.mark.parametrize(("answer", "error"), TABLE, ids=[f"{a.status} {a.code}" for a, _ in TABLE])
def test_what_an_answer_means_and_no_mail_is_sent_twice(answer, error):
    with answering(answer) as calls, pytest.raises(error) as caught:
        desk(calls.url).send(mail())
    assert type(caught.value) is error
    assert answer.message in str(caught.value)
    assert answer.code in str(caught.value)
    assert len(calls.bodies) == 1


def test_the_desk_s_own_client_tries_once():
    with answering(Answer(503)) as calls, pytest.raises(MailUnsureError):
        SesMailer(Clients(REGION, calls.url).ses, None, "table", SHEET).send(mail())
    assert len(calls.bodies) == 1


def test_where_nothing_can_be_reached_the_mail_waits():
    with socket.create_server(("127.0.0.1", 0)) as door:
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
    with pytest.raises(MailLaterError, match="Could not connect"):
        desk(url).send(mail())


def test_where_the_door_does_not_open_in_time_the_mail_waits():
    with socket.create_server(("127.0.0.1", 0), backlog=0) as door:
        crowd = [socket.socket() for _ in range(3)]
        for one in crowd:
            one.setblocking(False)  # noqa: FBT003 - the standard library's own
            one.connect_ex(door.getsockname())
        with pytest.raises(MailLaterError, match="timeout"):
            desk(f"http://127.0.0.1:{door.getsockname()[1]}").send(mail())
        for one in crowd:
            one.close()


def test_without_credentials_the_mail_waits(monkeypatch, tmp_path):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    with pytest.raises(MailLaterError, match="credentials"):
        desk("http://127.0.0.1:1", Session()).send(mail())


@pytest.mark.parametrize("strange", ["", "with space", "a" * 257, "中文"])
def test_a_mail_whose_tag_would_not_do_is_refused_before_anything_is_sent(strange):
    with answering(Answer(200)) as calls, pytest.raises(MailRefusedError, match="tag"):
        desk(calls.url).send(mail()._replace(id=strange))
    assert calls.bodies == []


def test_a_mail_without_a_sender_is_refused():
    with pytest.raises(MailRefusedError, match="sender"):
        desk("http://127.0.0.1:1").send(Mail("m1", TO, "", b"To: a@b.example\r\n\r\nx\r\n"))
