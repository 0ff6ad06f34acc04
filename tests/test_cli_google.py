"""The command on a spreadsheet at Google: a URL stands where a file would."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from chalicelib.adapters.google.fault import GoogleRefusalError
from chalicelib.cli.commands import command
from chalicelib.cli.fault import words
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Language
from chalicelib.ports import workbook
from chalicelib.settings import KEY, Spreadsheet
from chalicelib.tables.workbook import CASES
from chalicelib.wiring.desk import Places
from tests.google import person
from tests.google.transport import BOT
from tests.spread import ID, URL, at_google, book, desk_world, put, tab

AT = "2026-03-04T09:00+08:00"
OPENED = [column.key for column in CASES.columns].index("opened")


@pytest.fixture
def world():
    made = desk_world(filled=True)
    put(tab(made, "Cases"), 3, OPENED, "yesterday afternoon")
    return made


@pytest.fixture
def google(world, tmp_path, monkeypatch):
    with at_google(world, tmp_path, monkeypatch) as service:
        yield service


def run(*arguments, language=Language.EN):
    done = CliRunner().invoke(
        command(Speech(language)), [*map(str, arguments)], env={"COLUMNS": "200"}
    )
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def aftersheet(*arguments):
    """Run the command as a program of its own, with nothing but the environment to go by."""
    call = [sys.executable, "-c", "from chalicelib.cli import main; main()", *arguments]
    return subprocess.run(call, capture_output=True, text=True, timeout=60, check=False)


def state(world, row):
    sheet = tab(world, "Cases")
    at = [sheet.value(0, n) for n in range(len(sheet.columns))].index(
        CASES.fields["state"].heading.en
    )
    return sheet.value(row - 1, at)


def test_one_whole_way_through_a_real_socket(google, world):
    assert aftersheet("check", URL).returncode == 3
    swept = aftersheet("sweep", URL, "--at", AT, "--json")
    assert (swept.returncode, swept.stderr) == (0, "")
    said = json.loads(swept.stdout)
    assert (said["mode"], said["conflicts"], said["waiting"]) == ("shadow", 0, 0)
    assert said["cells"] > 50
    assert state(world, 2)
    record = tab(world, "Cases").value(1, 0)
    explained = aftersheet("explain", URL, record, "--at", AT)
    assert (explained.returncode, record in explained.stdout) == (0, True)
    assert google.calls["token"] == 3
    again = json.loads(aftersheet("sweep", ID, "--at", AT, "--json").stdout)
    assert (again["cells"], again["reminders"], again["mails"]) == (0, 0, 0)


def test_what_belongs_to_the_desk_is_kept_at_home(google, tmp_path):
    assert run("sweep", URL, "--at", AT).exit_code == 0
    places = Places(Spreadsheet(ID))
    assert places.folder == tmp_path / "home" / ID
    assert places.folder.parent.stat().st_mode & 0o077 == 0
    (mail,) = places.outbox.glob("*.eml")
    assert run("ledger", "verify", URL).exit_code == 0
    assert run("outbox", "list", URL).exit_code == 0
    assert "Subject" in run("outbox", "show", ID, mail.stem).stdout
    assert google.calls["token"] < 4  # the outbox asks nothing of Google


def test_looking_keeps_nothing(google, tmp_path):
    assert run("check", URL).exit_code == 3
    assert run("sweep", URL, "--dry-run", "--at", AT).exit_code == 0
    assert run("ledger", "list", URL).exit_code == 1
    assert not (tmp_path / "home").exists()
    assert not {name for name in google.calls if "update" in name.lower()}


@pytest.mark.parametrize(("language", "says"), [(Language.EN, "Set "), (Language.ZH, "请设置")])
def test_without_a_key_it_is_said_where_to_get_one(monkeypatch, language, says):
    monkeypatch.delenv(KEY, raising=False)
    done = run("check", URL, language=language)
    assert done.exit_code == 1
    assert says in done.stderr
    assert KEY in done.stderr
    assert "Google Sheets API" in done.stderr


@pytest.mark.usefixtures("google")
def test_a_sheet_that_is_shared_no_more_says_with_whom_to_share_it(world):
    person.RevokeAccess().do(world, book(world))
    for arguments in (("check", URL), ("sweep", URL), ("explain", URL, "CASE-1")):
        done = run(*arguments)
        assert (done.exit_code, BOT in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (workbook.WorkbookRefusedError("The caller does not have permission"), BOT),
        (workbook.WorkbookLaterError("Quota exceeded"), "Quota exceeded"),
        (workbook.WorkbookUnsureError("Read timed out."), "180"),
        (workbook.WorkbookMissingError("Requested entity was not found."), BOT),
        (GoogleRefusalError(400, "Unable to parse range: Cases"), "Unable to parse range"),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.usefixtures("google")
def test_what_google_refuses_is_said_in_both_languages(error, says):
    english, chinese = (words(error, Speech(language)) for language in Language)
    assert says in english
    assert says in chinese


@pytest.mark.parametrize(
    "text",
    [
        "https://docs.google.com/spreadsheets/u/0/",
        "https://docs.google.com/spreadsheets/d/e/2PACX-1/pubhtml",
        "https://example.com/desk.xlsx",
    ],
)
def test_an_address_that_names_no_spreadsheet_is_said_so(text):
    done = run("check", text)
    assert done.exit_code == 2
    assert "names no Google spreadsheet" in done.stderr
    assert "不是 Google 表格的网址" in done.stderr


@pytest.mark.usefixtures("google")
def test_a_copy_becomes_a_desk_of_its_own(world):
    run("sweep", URL, "--at", AT)
    other = "1" + "c" * 43
    world.spreadsheets[other] = world.spreadsheets.pop(ID)
    world.files[other] = world.files.pop(ID)
    assert "adopt" in run("sweep", other, "--at", AT).stderr
    assert "another desk" in run("adopt", other, "--at", AT).stderr
    assert run("adopt", other, "--as-copy", "--at", AT).exit_code == 0
    assert run("sweep", other, "--at", AT).exit_code == 0


def test_gspread_is_loaded_for_a_spreadsheet_only():
    script = (
        "import sys, app; from chalicelib.cli.commands import command;"
        "from chalicelib.cli.speech import speech; command(speech((), {}));"
        "print(*{'gspread', 'requests', 'google.auth'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("", "")
