"""The commands of a desk in the cloud: which workbooks, how it stands, what is sent back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from chalicelib.adapters.aws.register import DynamoRegister
from chalicelib.cli.commands import command
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Language
from chalicelib.settings import SENDER
from chalicelib.settings_cloud import BUCKET, DELIVERIES, LATER, RUNS, TABLE
from chalicelib.wiring import cloud as wiring_cloud
from tests.aws.queues_made import Made, made
from tests.aws.world import aws
from tests.google.transport import BOT
from tests.spread import ID, URL, at_google, desk_world

EN, ZH = Language.EN, Language.ZH
BOTH = pytest.mark.parametrize("language", [EN, ZH], ids=str)
OTHER = "9Z8y7X6w5V4u3T2s1R0q-another-sheet-0123456789"
MINUTE = timedelta(minutes=1)


def run(*arguments, language=EN):
    group = command(Speech(language))
    done = CliRunner().invoke(group, [*map(str, arguments)], env={"COLUMNS": "220"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture
def cloud(monkeypatch):
    """A deployment without any workbook, and the environment that names it."""
    with aws() as world:
        queues = made(world.sqs)
        names = {
            TABLE: world.table,
            BUCKET: world.bucket,
            RUNS: queues.at["runs"],
            DELIVERIES: queues.at["deliveries"],
            LATER: queues.at["later"],
            SENDER: "desk@example.com",
        }
        for name, value in names.items():
            monkeypatch.setenv(name, value)
        forget()
        yield Deployment(DynamoRegister(world.dynamodb, world.table), queues)
    forget()


class Deployment:
    """What a test reaches of it."""

    def __init__(self, register: DynamoRegister, queues: Made) -> None:
        self.register, self.queues = register, queues


def forget():
    wiring_cloud.cloud.cache_clear()
    wiring_cloud.clients.cache_clear()


@pytest.fixture
def google(tmp_path, monkeypatch):
    with at_google(desk_world(filled=True), tmp_path, monkeypatch) as there:
        yield there


def now():
    return datetime.now(UTC)


# workbooks


@BOTH
def test_a_workbook_is_added_under_the_name_of_its_desk_once_it_was_read(cloud, google, language):
    first, second = (run("workbooks", "add", URL, language=language) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0)
    (book,) = cloud.register.listed()
    assert (book.spreadsheet, book.paused) == (ID, False)
    assert book.name in first.output
    assert {EN: "from now on", ZH: "已登记"}[language] in first.output
    assert {EN: "already", ZH: "早已登记"}[language] in second.output
    assert google.calls["token"] >= 1


def test_a_workbook_may_be_given_a_name(cloud, google):  # noqa: ARG001
    run("workbooks", "add", ID, "--name", "Spring shop")
    assert cloud.register.find(ID).name == "Spring shop"


@BOTH
def test_a_workbook_that_is_not_shared_is_not_added_and_the_words_say_with_whom_to(
    cloud,
    google,  # noqa: ARG001
    language,
):
    done = run("workbooks", "add", OTHER, language=language)
    assert done.exit_code == 1
    assert BOT in done.output
    assert list(cloud.register.listed()) == []


@pytest.mark.parametrize("what", ["desk.xlsx", "https://example.com/sheet", "short"])
def test_only_a_spreadsheet_can_be_added(cloud, what):  # noqa: ARG001
    done = run("workbooks", "add", what)
    assert done.exit_code == 2
    assert "docs.google.com/spreadsheets" in done.output


@BOTH
def test_workbooks_are_listed_with_how_each_stands(cloud, language):
    at = now()
    cloud.register.add(ID, "Due", at - MINUTE)
    cloud.register.add(OTHER, "Failed", at - 9 * MINUTE)
    cloud.register.take(OTHER, at - 9 * MINUTE, at + 9 * MINUTE)
    cloud.register.looked(OTHER, at - 8 * MINUTE, "WorkbookLaterError")
    listed = run("workbooks", "list", language=language).output
    assert {EN: "due now", ZH: "即将运行"}[language] in listed
    assert {EN: "failed: WorkbookLaterError", ZH: "失败：WorkbookLaterError"}[language] in listed
    due, failed = json.loads(run("workbooks", "list", "--json").output)
    assert (due["name"], due["due"], due["looked"]) == ("Due", True, None)
    assert (failed["due"], failed["failed"]) == (False, "WorkbookLaterError")
    assert datetime.fromisoformat(failed["next"]) == at + 9 * MINUTE


@BOTH
def test_without_any_workbook_the_list_says_how_to_add_one(cloud, language):  # noqa: ARG001
    assert "workbooks add" in run("workbooks", "list", language=language).output
    assert json.loads(run("workbooks", "list", "--json").output) == []


@BOTH
def test_a_workbook_rests_goes_on_and_goes(cloud, language):
    cloud.register.add(ID, "Desk", now())
    assert run("workbooks", "pause", URL, language=language).exit_code == 0
    assert cloud.register.find(ID).paused
    paused = run("workbooks", "list", language=language).output
    assert {EN: "paused", ZH: "已暂停"}[language] in paused
    assert run("workbooks", "resume", URL, language=language).exit_code == 0
    assert cloud.register.find(ID).wake_at <= now()
    assert run("workbooks", "remove", URL, language=language).exit_code == 0
    assert cloud.register.find(ID) is None


@BOTH
@pytest.mark.parametrize("verb", ["pause", "resume", "remove"])
def test_what_is_not_looked_after_leaves_with_1_and_says_how_to_add_it(cloud, verb, language):  # noqa: ARG001
    done = run("workbooks", verb, ID, language=language)
    assert done.exit_code == 1
    assert f"aftersheet workbooks add {ID}" in done.output


# status, redrive


@BOTH
def test_status_shows_workbooks_queues_and_what_was_given_up(cloud, language):
    at = now()
    cloud.register.add(ID, "Desk", at - 3 * MINUTE)
    cloud.register.add(OTHER, "Rests", at)
    cloud.register.pause(OTHER)
    for number in range(3):
        cloud.queues.queues.run(ID, at + number * MINUTE)
    cloud.queues.give_up("runs")
    cloud.queues.queues.later(ID, 300)
    said = run("status", language=language).output
    words = {EN: "3 messages were given up", ZH: "3 条消息已被放弃"}
    assert words[language] in said
    assert {EN: "1 due now", ZH: "1 个表格待运行"}[language] in said
    plain = json.loads(run("status", "--json").output)
    assert (plain["due"], plain["dead_letters"]) == (1, 3)
    assert 180 <= plain["behind_seconds"] < 240
    assert plain["queues"]["later"] == {
        "waiting": 0, "under_way": 0, "delayed": 1, "dead": 0, "oldest": None
    }  # fmt: skip
    assert plain["queues"]["runs"]["dead"] == 3
    assert at - MINUTE < datetime.fromisoformat(plain["queues"]["runs"]["oldest"]) <= now()


def test_a_desk_at_rest_has_nothing_to_say(cloud):  # noqa: ARG001
    done = run("status")
    assert done.exit_code == 0
    assert "0 due now" in done.output
    assert "given up." not in done.output


@BOTH
def test_redrive_sends_back_one_queue_or_all(cloud, language):
    cloud.queues.queues.run(ID, now())
    cloud.queues.queues.deliver(ID, now(), "Desk")
    for name in ("runs", "deliveries"):
        cloud.queues.give_up(name)
    one = run("redrive", "runs", language=language)
    assert {EN: "runs: 1 sent back", ZH: "runs：已送回 1 条"}[language] in one.output
    assert len(one.output.splitlines()) == 1
    rest = run("redrive", language=language).output.splitlines()
    assert [line.split()[0].rstrip(":")[:4] for line in rest] == ["runs", "deli", "late"]
    assert len(cloud.queues.taken("deliveries")) == 1


def test_a_queue_that_there_is_not_leaves_with_2(cloud):  # noqa: ARG001
    assert run("redrive", "mails").exit_code == 2


# What keeps a command from the cloud

VERBS = [("status",), ("redrive",), ("workbooks", "list"), ("workbooks", "pause", ID)]


@BOTH
@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_without_a_deployment_the_words_say_what_to_set(monkeypatch, verb, language):
    monkeypatch.delenv(TABLE, raising=False)
    forget()
    done = run(*verb, language=language)
    assert (done.exit_code, TABLE in done.output) == (1, True)


@BOTH
@pytest.mark.parametrize("verb", [("workbooks", "list"), ("workbooks", "pause", ID)], ids=" ".join)
def test_a_cloud_that_refuses_is_quoted(cloud, monkeypatch, verb, language):  # noqa: ARG001
    monkeypatch.setenv(TABLE, "no-such-table")
    forget()
    done = run(*verb, language=language)
    assert done.exit_code == 1
    assert "ResourceNotFoundException" in done.output
    assert "no-such-table" in done.output


@BOTH
def test_without_a_region_the_words_say_so(cloud, monkeypatch, language):  # noqa: ARG001
    with monkeypatch.context() as here:
        here.delenv("AWS_DEFAULT_REGION")
        forget()
        done = run("status", language=language)
    assert done.exit_code == 1
    assert "NoRegionError" in done.output


WITHOUT = """
import sys
for name in ("botocore", "boto3"):
    sys.modules[name] = None
from chalicelib.cli import main
main()
"""


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_without_the_packages_of_the_cloud_the_words_say_what_to_install(cloud, verb):  # noqa: ARG001
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *verb, "--lang", "en"],
        capture_output=True, text=True, timeout=60, check=False, env=os.environ,
    )  # fmt: skip
    assert done.returncode == 1
    assert "pip install 'aftersheet[cloud]'" in done.stderr
    assert "Traceback" not in done.stderr


@BOTH
@pytest.mark.parametrize(
    "verb",
    [["status"], ["redrive"], ["workbooks"]]
    + [["workbooks", it] for it in ("add", "list", "pause", "resume", "remove")],
    ids=" ".join,
)
def test_help_teaches_what_a_command_needs(verb, language):
    said = run(*verb, "--help", language=language).output
    assert "AFTERSHEET_TABLE" in said
    example = {EN: "Example: aftersheet", ZH: "示例：aftersheet"}[language]
    assert verb == ["workbooks"] or f"{example} {' '.join(verb)}" in said
