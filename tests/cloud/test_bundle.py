"""Every handler out of the zip that ships, under the runtime client that Lambda uses.

The process sees the bundle, the runtime client and boto3, and nothing else of ours.
"""

import json
from datetime import UTC, datetime

import pytest

from chalicelib.model.word import Language
from tests.cloud.bundle import ZIP, handlers, unzipped
from tests.cloud.container import Container
from tests.cloud.events import asked, bounced, messages, published, tick
from tests.cloud.sheets import OWNER, Program, Sheets
from tests.cloud.stack import deployed
from tests.intake.hints import hint

MOST = 30 * 10**6
"""Bytes of the zip."""


@pytest.fixture(scope="module")
def sheets():
    with Sheets() as served:
        yield served


@pytest.fixture(scope="module")
def stack(cloud, sheets):
    """Return a stage where nothing fires by itself: each handler is called by hand."""
    made = deployed(cloud, sheets)
    made.rests()
    return made


@pytest.fixture(scope="module")
def program(stack, sheets, tmp_path_factory):
    """Return the command, at work on the stage."""
    environment = {**stack.environment("run"), **sheets.environment}
    return Program(environment, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def team(program, sheets):
    """Return a desk that is looked after."""
    made = sheets.shared("Desk", Language.EN)
    program("new", "--google", made.link, "--sample")
    program("workbooks", "add", made.link, "--name", "Desk")
    return made


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    return unzipped(tmp_path_factory.mktemp("package"))


@pytest.fixture
def answer(stack, bundle):
    """Return what a function of the template answers to an event, in a process of its own."""

    def call(function, event):
        name = {"APIHandler": "api", "MailEvent": "mail-event"}.get(function, function.lower())
        with Container(handlers()[function], bundle, stack.environment(name)) as container:
            said = container.invoke(event)
            assert not said.error, f"{said.error}: {said.trace}\n{container.said}"
            return said.result

    return call


def message(team, **more):
    asked = {"spreadsheet": team.book.id, "asked": datetime.now(UTC).isoformat()}
    return json.dumps({**asked, **more})


def test_the_zip_is_small():
    assert ZIP.stat().st_size <= MOST


def test_there_is_a_test_for_every_function_of_the_template():
    assert set(handlers()) == {"Dispatch", "Run", "Deliver", "Later", "MailEvent", "APIHandler"}


def test_the_minute_asks_for_a_run_of_what_is_due(answer, stack, team):
    assert team
    assert answer("Dispatch", tick(datetime.now(UTC))) == {"runs": 1}
    assert stack.waiting("RunsQueue") == 1
    assert answer("Dispatch", tick(datetime.now(UTC))) == {"runs": 0}


def test_a_run_writes_the_sheet_and_asks_for_a_delivery(answer, stack, team):
    event = messages("aftersheet-test-runs.fifo", message(team), group=team.book.id)
    assert answer("Run", event) == {"batchItemFailures": []}
    assert "Mode | shadow" in team.overview()
    assert stack.waiting("DeliveriesQueue") == 1


def test_a_delivery_sends_what_the_run_recorded(answer, cloud, team):
    body = message(team, desk="Lantern Lane")
    event = messages("aftersheet-test-deliveries.fifo", body, group=team.book.id)
    assert answer("Deliver", event) == {"batchItemFailures": []}
    (mail,) = cloud.mails()
    assert mail["To"] == [OWNER]
    assert answer("Deliver", event) == {"batchItemFailures": []}
    assert cloud.mails() == [mail]


def test_a_ring_asks_for_a_run(answer, stack, team):
    before = stack.waiting("RunsQueue")
    event = messages("aftersheet-test-later", json.dumps({"spreadsheet": team.book.id}))
    assert answer("Later", event) == {"batchItemFailures": []}
    assert stack.waiting("RunsQueue") == before + 1


def test_news_of_a_mail_are_taken_in(answer, program, team):
    news = bounced("0100019a-1", ["lina@example.com"])
    news["mail"]["tags"] |= {"mail": ["m-1"], "spreadsheet": [team.book.id]}
    assert answer("MailEvent", published(news)) == {"events": 2, "unreached": 1}
    assert "lina@example.com" in program("outbox", "bounced", team.link)


def test_a_message_that_cannot_be_read_is_named_and_the_others_are_done(answer, team):
    event = messages("aftersheet-test-later", "poison", json.dumps({"spreadsheet": team.book.id}))
    failed = event["Records"][0]["messageId"]
    assert answer("Later", event) == {"batchItemFailures": [{"itemIdentifier": failed}]}


def test_the_desk_says_that_it_answers(answer):
    said = answer("APIHandler", asked("GET", "/health"))
    assert said["statusCode"] == 200
    assert json.loads(said["body"]) == {"status": "ok", "stage": "test"}


def test_a_link_that_nobody_signed_is_answered_with_a_page(answer):
    said = answer("APIHandler", asked("GET", "/q/{token}", token="a.b"))  # noqa: S106
    assert said["statusCode"] == 403
    assert "This link is not valid" in said["body"]
    assert said["headers"]["Content-Type"] == "text/html; charset=utf-8"


def test_a_signed_hint_is_taken_once(answer, team):
    posted = hint(datetime.now(UTC), spreadsheet=team.book.id)
    event = asked("POST", "/hint", posted)
    assert [answer("APIHandler", event)["statusCode"] for _ in range(2)] == [202, 401]


def test_a_forged_hint_is_refused(answer, team):
    posted = hint(datetime.now(UTC), spreadsheet=team.book.id)
    forged = posted._replace(body=posted.body.replace(b"EDIT", b"TEST"))
    assert answer("APIHandler", asked("POST", "/hint", forged))["statusCode"] == 401
