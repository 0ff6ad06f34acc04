"""The command that sets a desk up in a spreadsheet: what it says, in both languages."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from chalicelib.adapters.google import dress_wish as google_dress_wish
from chalicelib.cli.commands import command
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Language
from chalicelib.settings import OWNER
from chalicelib.tables.workbook import SLA
from tests.adapters.set_up_made import USUAL
from tests.google.person import DeleteColumn, RenameHeading, RevokeAccess, TypeCell
from tests.google.small import KEY as ID
from tests.google.small import small_world
from tests.google.transport import BOT
from tests.spread import URL, at_google

EN, ZH = Language.EN, Language.ZH
BOTH = pytest.mark.parametrize("language", [EN, ZH], ids=str)


def call(language, *arguments):
    """Run the command as a person of that language does; return exit code and words."""
    group = command(Speech(language))
    result = CliRunner(env={"COLUMNS": "240"}).invoke(group, ["new", *map(str, arguments)])
    return result.exit_code, " ".join(result.output.split())


@pytest.fixture
def google(tmp_path, monkeypatch):
    monkeypatch.setattr(google_dress_wish, "MOST_TABS_HAVE", 20)
    monkeypatch.setattr(google_dress_wish, "ROWS", {"overview": 40})
    with at_google(small_world({"Sheet1": []}), tmp_path, monkeypatch) as service:
        yield service


def titles(google):
    return [made.title for made in google.world.spreadsheets[ID].sheets]


def does(google, deed):
    return deed.do(google.world, google.world.spreadsheets[ID])


@BOTH
def test_it_says_what_was_made_and_what_comes_next(google, language):
    code, said = call(language, "--google", URL)
    assert code == 0, said
    assert titles(google) == [table.name.said(language) for table in USUAL]
    assert {EN: "made", ZH: "已建立"}[language] in said
    assert f"aftersheet sweep https://docs.google.com/spreadsheets/d/{ID}/edit" in said
    assert "Asia/Shanghai" in said
    code, said = call(language, "--google", ID)
    assert code == 0
    assert {EN: "complete already", ZH: "原已完整"}[language] in said


def test_the_spreadsheet_may_speak_another_language_than_the_terminal(google):
    code, said = call(EN, "--google", URL, "--sheet", "zh", "--sample")
    assert code == 0, said
    assert titles(google) == [table.name.zh for table in USUAL]
    assert google.world.spreadsheets[ID].by_title("工单").value(1, 0)


@BOTH
def test_it_says_what_it_added_and_what_it_left_alone(google, language):
    call(EN, "--google", URL)
    does(google, DeleteColumn("Cases", "Kind"))
    does(google, RenameHeading("Orders", "Due", "Light"))
    code, said = call(language, "--google", URL)
    assert code == 0
    assert {EN: "columns added: Kind", ZH: "已添加列：类型"}[language] in said
    assert {EN: "'Due' in column", ZH: "表头“截止时间”被改动"}[language] in said
    assert {EN: "then run this again", ZH: "然后再次运行"}[language] in said


@BOTH
def test_it_says_what_strict_mode_means_when_it_is_switched(google, language):
    call(EN, "--google", URL)
    does(google, TypeCell("Settings", "Strict mode", "Value", "yes"))
    code, said = call(language, "--google", URL)
    assert code == 0
    assert {EN: "Strict mode is on", ZH: "严格模式已开启"}[language] in said
    assert {EN: "headings of states set anew", ZH: "已重设状态列的表头"}[language] in said
    assert {EN: "Desk", ZH: "客服台"}[language] in titles(google)
    does(google, TypeCell("Settings", "Strict mode", "Value", "no"))
    code, said = call(language, "--google", URL)
    assert code == 0
    assert {EN: "Strict mode is off", ZH: "严格模式已关闭"}[language] in said
    code, said = call(language, "--google", URL)
    assert {EN: "Strict mode", ZH: "严格模式"}[language] not in said


@BOTH
def test_it_says_with_whom_to_share_what_it_may_not_open(google, language):
    does(google, RevokeAccess())
    code, said = call(language, "--google", URL)
    assert code == 1
    assert "desk@aftersheet-test.iam.gserviceaccount.com" in said
    assert {EN: "Share the spreadsheet", ZH: "请把表格共享给"}[language] in said


@pytest.mark.parametrize(
    "arguments", [[], ["desk.xlsx", "--google", URL], ["--google", "desk.xlsx"]], ids=str
)
def test_it_wants_one_place(google, arguments):
    code, said = call(EN, *arguments)
    assert code == 2
    assert "docs.google.com" in said or "either a FILE" in said
    assert titles(google) == ["Sheet1"]


@BOTH
def test_rule_tabs_are_for_the_owner_who_is_set_outside_the_sheet(google, language, monkeypatch):
    only_warn = {EN: "The rule tabs only warn", ZH: "规则表目前只提醒"}[language]
    assert only_warn in call(language, "--google", URL)[1]
    monkeypatch.setenv(OWNER, "boss@shop.example")
    code, said = call(language, "--google", URL)
    assert (code, only_warn in said) == (0, False)
    (guard,) = google.world.spreadsheets[ID].by_title(SLA.name.said(language)).protected
    assert guard["editors"]["users"][:2] == ["boss@shop.example", BOT]
