"""Some minutes of two teams' desks in the cloud: everything fires by itself, as on AWS.

The tests are one story and pass in their order. What takes its time (a message that fails again
and again, a promise that falls due) is begun early and looked for late.
"""

import json
from datetime import UTC, datetime, timedelta
from urllib.request import Request, urlopen

import pytest

from chalicelib.model.word import Language
from tests.cloud.events import bounced
from tests.cloud.patience import until
from tests.cloud.sheets import OWNER, Program, Sheets
from tests.cloud.stack import deployed
from tests.intake.hints import hint

CUSTOMER = "Hannah Arendt"
COLLEAGUE = "chenjing@example.com"
"""On the sample's team, and never on duty."""
WARNED = timedelta(minutes=6)
"""Whoever is on duty is told after 60 % of the 10 minutes for a first reply."""
SOON = timedelta(seconds=90)
"""So long after it was typed in, the case is to fall due for that."""
A_MINUTE = 60
"""Seconds between two dispatches."""
LAG = 90
"""Seconds within which what falls due is told."""


@pytest.fixture(scope="module")
def sheets():
    with Sheets() as served:
        yield served


@pytest.fixture(scope="module")
def stack(cloud, sheets):
    """Return a stage that gives a message up at its second failure, not at its fourth.

    That is all that differs from what ships: a failure puts its message off for 30 s and more.
    """
    made = deployed(cloud, sheets)
    made.gives_up_after(2)
    made.send_run("poison", "not a message of ours")
    return made


@pytest.fixture(scope="module")
def program(stack, sheets, tmp_path_factory):
    """Return the command, at work on the stage."""
    environment = {**stack.environment("run"), **sheets.environment}
    return Program(environment, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def teams(program, sheets):
    """Return two desks that are looked after."""
    made = [sheets.shared(language.name, language) for language in Language]
    for team in made:
        program("new", "--google", team.link, "--sample", "--sheet", team.language)
        program("workbooks", "add", team.link)
    return made


@pytest.fixture(scope="module")
def team(teams):
    """Return the team that writes English."""
    return teams[0]


@pytest.fixture(scope="module")
def falls_due(program, team):
    """Let the team go live and type in a case; return when the first rung is due."""
    program("live", team.link)
    at = (datetime.now(UTC) + SOON).replace(microsecond=0)
    team.opens(CUSTOMER, at - WARNED)
    return at


def test_within_a_minute_both_sheets_are_written(teams):
    def written():
        return all("W-" in team.overview() for team in teams)

    assert until(A_MINUTE + 30, written)
    assert all(team.rows("clocks")[1][0] for team in teams)


def test_the_owner_gets_a_mail_of_each_desk_that_begins_in_shadow(cloud, teams):
    mails = until(30, lambda: len(cloud.mails()) == len(teams) and cloud.mails())
    assert [mail["To"] for mail in mails] == [[OWNER]] * 2
    subjects = " ".join(mail["Subject"] for mail in mails)
    assert "Shadow run summary" in subjects
    assert "试运行" in subjects


def test_a_hint_makes_a_run_within_a_minute(stack, team, falls_due):
    posted = hint(datetime.now(UTC), spreadsheet=team.book.id)
    request = Request(stack.url("/hint"), posted.body, dict(posted.headers))  # noqa: S310
    with urlopen(request, timeout=20) as answer:  # noqa: S310  # loopback
        assert answer.status == 202
    state = until(A_MINUTE, lambda: team.case(CUSTOMER).get("state"))
    assert (state, datetime.now(UTC) < falls_due) == ("on track", True)


def test_news_of_a_bounce_suppress_the_address(cloud, stack, team, program):
    news = bounced("0100019a-0000", [COLLEAGUE])
    news["mail"]["tags"] |= {"mail": ["m-0000"], "spreadsheet": [team.book.id]}
    cloud.client("sns").publish(
        TopicArn=stack.outputs["MailTopic"],
        Subject="Amazon SES Email Event Notification",
        Message=json.dumps(news),
        # MiniStack leaves a field out where there is none of it; Amazon never does.
        MessageAttributes={"any": {"DataType": "String", "StringValue": "one"}},
    )

    def suppressed():
        return COLLEAGUE in program("outbox", "bounced", team.link)

    assert until(30, suppressed)


def test_what_fails_again_and_again_is_given_up_and_can_be_sent_back(stack, program):
    assert until(A_MINUTE + 60, lambda: stack.dead("runs") == 1)
    assert json.loads(program("status", "--json"))["dead_letters"] == 1
    assert "runs: 1 sent back" in program("redrive", "runs")
    assert (stack.dead("runs"), stack.waiting("RunsQueue") > 0) == (0, True)


def test_what_falls_due_is_told_in_time(cloud, team, falls_due):
    case = team.case(CUSTOMER)["id"]

    def told():
        return [mail for mail in cloud.mails() if case in str(mail)]

    (mail,) = until(SOON.total_seconds() + LAG, told)
    assert 0 < mail["Timestamp"] - falls_due.timestamp() < LAG
    assert team.case(CUSTOMER)["state"] == "due soon"


def test_the_sheet_says_that_an_address_is_not_reached(team):
    assert until(A_MINUTE, lambda: "Addresses that mail does not reach | 1" in team.overview())


def test_every_mail_went_out_once_and_nothing_is_left(cloud, stack, teams, program):
    until(30, lambda: not stack.waiting("DeliveriesQueue"))
    assert len(cloud.mails()) == len(teams) + 1
    said = json.loads(program("status", "--json"))
    assert [book["failed"] for book in said["workbooks"]] == ["", ""]
