"""Some minutes of two teams' desks in the cloud: everything fires by itself, as on AWS.

The tests are one story and pass in their order. What takes its time (a message that fails again
and again, a promise that falls due) is begun early and looked for late.
"""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from urllib.request import Request, urlopen

import pytest

from chalicelib.model.word import Language
from tests.cloud.browser import opened, sent
from tests.cloud.events import bounced
from tests.cloud.ministack import MiniStack
from tests.cloud.patience import until
from tests.cloud.sheets import OWNER, Program, Sheets
from tests.cloud.stack import deployed
from tests.cloud.team import APPROVER, COLLEAGUE, JUNIOR
from tests.intake.hints import hint

CUSTOMER, BUYER = "Hannah Arendt", "Ada Lovelace"
RATER, RATER_AT = "Rosa Parks", "rosa@buyers.example"
REFUND = 80
"""Dollars; more than the 50 that a junior agent may grant."""
WARNED = timedelta(minutes=6)
"""Whoever is on duty is told after 60 % of the 10 minutes for a first reply."""
SOON = timedelta(seconds=90)
"""So long after it was typed in, the case is to fall due for that."""
A_MINUTE = 60
"""Seconds between two dispatches."""
LAG = 90
"""Seconds within which what falls due is told."""


@pytest.fixture(scope="module")
def cloud(tmp_path_factory):
    """Return an empty cloud in which a function may do what its role allows, and nothing else."""
    with MiniStack(tmp_path_factory.mktemp("cloud"), guards=True) as started:
        yield started


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
    made.allows_what_amazon_would()
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
        team.goes_by_no_clock()
        program("workbooks", "add", team.link)
    return made


@pytest.fixture(scope="module")
def team(teams):
    """Return the team that writes English."""
    return teams[0]


@pytest.fixture(scope="module")
def falls_due(program, team):
    """Let the team go live and type in its cases; return when the first rung of one is due."""
    program("live", team.link)
    now = datetime.now(UTC)
    team.wants_back(BUYER, REFUND, now)
    team.closes(RATER, RATER_AT, now)
    at = (now + SOON).replace(microsecond=0)
    team.opens(CUSTOMER, at - WARNED)
    return at


@pytest.fixture(scope="module")
def link(cloud, stack, team):
    """Return what finds the link to a customer's case in the mail that somebody gets, soon."""

    @cache
    def found(to, customer):
        (mail,) = until(30, lambda: [mail for mail in cloud.mails() if mail["To"] == [to]])
        case = team.case(customer)["id"]
        (url,) = [url for url in stack.links(mail) if case in opened(url).text]
        return url

    return found


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


def test_only_who_was_named_at_deployment_is_asked_for_a_yes(team, link):
    assert link(APPROVER, BUYER)
    case = team.case(BUYER)
    assert case["outcome"] == "needs approval"
    assert case["step"].startswith(f"Waits for Emma Fischer to approve refund {REFUND} USD, until ")


def test_looking_at_a_link_changes_nothing(stack, link):
    before, url = stack.questions(), link(APPROVER, BUYER)
    shown = [opened(url, method) for method in ("HEAD", "GET", "HEAD", "GET")]
    assert [page.status for page in shown] == [200] * 4
    assert [bool(page.text) for page in shown] == [False, True] * 2
    assert f"refund {REFUND} USD" in shown[1].text
    assert shown[1].headers["content-type"] == "text/html; charset=utf-8"
    assert shown[1].headers["cache-control"] == "no-store"
    assert not [one for one in before if "answer" in one]
    assert before == stack.questions()


def test_a_link_that_was_changed_opens_nothing(link):
    url = link(APPROVER, BUYER)
    other = url[:-1] + ("A" if url[-1] != "A" else "B")
    pages = [opened(other), sent(other, choice="yes")]
    assert [page.status for page in pages] == [403, 403]
    assert "This link is not valid" in pages[0].text


def test_a_yes_counts_once(stack, link):
    url = link(APPROVER, BUYER)
    page = sent(url, choice="yes")
    assert (page.status, "Approved" in page.text) == (200, True)
    kept, again = stack.questions(), sent(url, choice="no", words="On second thoughts.")
    assert again.status == 409
    assert "This was answered before" in again.text
    assert stack.questions() == kept


def test_a_customer_rates_from_the_mail(link):
    url = link(RATER_AT, RATER)
    assert opened(url).text.count('type="radio"') == 5
    page = sent(url, choice="5", words="Quick and kind.")
    assert (page.status, "5 of 5: very good" in page.text) == (200, True)


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


def test_the_yes_stands_in_the_row_and_whoever_asked_is_told(cloud, team, link):
    assert until(A_MINUTE, lambda: team.case(BUYER)["outcome"] == "approved")
    assert team.case(BUYER)["step"] == f"Emma Fischer approved: carry it out: refund {REFUND} USD"
    (mail,) = until(30, lambda: [mail for mail in cloud.mails() if mail["To"] == [JUNIOR]])
    assert "Emma Fischer approved" in mail["BodyText"]
    page = sent(link(APPROVER, BUYER), choice="no", words="On second thoughts.")
    assert (page.status, "This is no longer asked" in page.text) == (404, True)


def test_the_rating_stands_in_the_row_and_in_the_library(team):
    case = team.case(RATER)
    (line,) = [line for line in team.lines("library") if line["case"] == case["id"]]
    assert (case["rating"], line["rating"], line["words"]) == (5, 5, "Quick and kind.")


def test_the_sheet_says_that_an_address_is_not_reached(team):
    assert until(A_MINUTE, lambda: "Addresses that mail does not reach | 1" in team.overview())


def test_every_mail_went_out_once_and_nothing_is_left(cloud, stack, teams, program):
    until(30, lambda: not stack.waiting("DeliveriesQueue"))
    to = [mail["To"][0] for mail in cloud.mails()]
    assert sorted(to) == sorted([*[OWNER] * len(teams), APPROVER, RATER_AT, JUNIOR, APPROVER])
    said = json.loads(program("status", "--json"))
    assert [book["failed"] for book in said["workbooks"]] == ["", ""]
