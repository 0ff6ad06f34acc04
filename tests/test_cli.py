"""The command: every verb in both languages, its exit codes, and what it leaves alone."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import click
import pytest
from click.testing import CliRunner, Result

from chalicelib.adapters.sqlite.outbox import SqliteOutbox
from chalicelib.cli import show
from chalicelib.cli.commands import command
from chalicelib.cli.speech import Speech, speech
from chalicelib.delivery import Delivered, Refused
from chalicelib.model.intent import Suppression
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language
from chalicelib.ports.mail import MailRefusedError
from chalicelib.wiring.desk import Places
from tests.bad_desk import Book, Saved

EN, ZH = Language.EN, Language.ZH
BOTH = pytest.mark.parametrize("language", [EN, ZH], ids=str)
NINE = "2026-03-02T09:00+08:00"
LATER = "2026-03-03T07:30+08:00"


def call(language: Language, *arguments: object) -> Result:
    """Run the command as a person of that language does."""
    group = command(Speech(language))
    return CliRunner(env={"COLUMNS": "200"}).invoke(group, [str(a) for a in arguments])


def said(result: Result) -> str:
    """Return all that was printed, on one line."""
    return " ".join(result.output.split())


@pytest.fixture
def place(tmp_path, language) -> Path:
    """A small desk on disk, in the language of the test."""
    path = tmp_path / "desk.xlsx"
    Book(language).save(path)
    return path


@pytest.fixture
def swept(place, language) -> Path:
    """The same, after its first run, live."""
    call(language, "sweep", place, "--at", NINE)
    assert call(language, "live", place, "--at", NINE).exit_code == 0
    return place


def state(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder; SQLite's own helpers aside."""
    files = (p for p in folder.rglob("*") if p.is_file())
    return {str(p): p.read_bytes() for p in files if not p.name.endswith(("-shm", "-wal", ".lock"))}


# sweep


@BOTH
def test_sweep_writes_the_rows_and_says_what_it_did(place, language):
    result = call(language, "sweep", place, "--at", NINE)
    assert result.exit_code == 0
    words = {EN: "Swept 2026-03-02 09:00 (shadow)", ZH: "已运行 2026-03-02 09:00 (试运行)"}
    assert words[language] in said(result)
    assert "C-3" in result.output
    assert Saved(place, language).face("cases", "C-1")[1] == "2026-03-03 08:00"


@BOTH
def test_sweep_twice_changes_nothing(place, language):
    call(language, "sweep", place, "--at", NINE)
    before = place.read_bytes()
    again = json.loads(call(language, "sweep", place, "--at", NINE, "--json").output)
    assert (again["cells"], again["reminders"], again["mails"]) == (0, 0, 0)
    assert place.read_bytes() == before


@BOTH
def test_sweep_in_json(place, language):
    result = json.loads(call(language, "sweep", place, "--at", NINE, "--json").output)
    assert result["mode"] == "shadow"
    assert result["at"] == "2026-03-02T01:00:00+00:00"
    assert result["cells"] > 0
    assert datetime.fromisoformat(result["next"]).tzinfo is not None


@BOTH
@pytest.mark.parametrize("ran", [False, True])
def test_a_dry_run_leaves_every_byte_alone(place, language, ran):
    if ran:
        call(language, "sweep", place, "--at", NINE)
    before = state(place.parent)
    result = call(language, "sweep", place, "--at", LATER, "--dry-run")
    assert result.exit_code == 0
    assert {EN: "Rehearsed", ZH: "预演"}[language] in result.output
    assert call(language, "sweep", place, "--at", LATER, "--dry-run", "--json").exit_code == 0
    assert state(place.parent) == before


@BOTH
def test_a_workbook_that_is_open_leaves_with_4_and_is_written_later(place, language):
    lock = place.with_name("~$desk.xlsx")
    lock.touch()
    result = call(language, "sweep", place, "--at", NINE)
    assert result.exit_code == 4
    assert {EN: "The workbook is open elsewhere", ZH: "工作簿正被打开"}[language] in result.output
    lock.unlink()
    assert call(language, "sweep", place, "--at", NINE).exit_code == 0
    assert Saved(place, language).face("cases", "C-1")[1] == "2026-03-03 08:00"


@BOTH
def test_an_unknown_file_leaves_with_1_and_says_what_to_do(place, language):
    for verb in (["sweep"], ["check"], ["live"], ["ledger", "verify"], ["outbox", "list"]):
        result = call(language, *verb, place.with_name("dsk.xlsx"))
        assert result.exit_code == 1, verb
        assert "desk.xlsx" in result.output, verb
        assert {EN: "Did you mean", ZH: "您要找的是"}[language] in result.output, verb
    assert [p.name for p in place.parent.iterdir()] == ["desk.xlsx"]


@BOTH
def test_a_file_name_with_braces_is_no_riddle(tmp_path, language):
    result = call(language, "sweep", tmp_path / "a{b}.xlsx")
    assert result.exit_code == 1
    assert "a{b}.xlsx" in result.output


@BOTH
def test_what_is_no_workbook_leaves_with_1(tmp_path, language):
    path = tmp_path / "desk.xlsx"
    path.write_text("Case ID;Status")
    for verb in ("sweep", "check", "live"):
        result = call(language, verb, path)
        assert result.exit_code == 1
        assert {EN: "is no Excel workbook", ZH: "并不是 Excel 工作簿"}[language] in result.output
    assert [p.name for p in tmp_path.iterdir()] == ["desk.xlsx"]


@BOTH
@pytest.mark.parametrize(
    "arguments",
    [["sweep"], ["nonsense"], ["sweep", "desk.xlsx", "--at", "soon"], ["explain", "desk.xlsx"]],
    ids=str,
)
def test_a_wrong_call_leaves_with_2(language, arguments):
    result = call(language, *arguments)
    assert result.exit_code == 2
    assert "--help" in result.output


def test_a_wrong_instant_is_answered_with_examples():
    assert "2026-03-02T14:05+08:00" in call(EN, "sweep", "desk.xlsx", "--at", "soon").output


# live


@BOTH
def test_live_is_said_once(place, language):
    call(language, "sweep", place, "--at", NINE)
    first, second = (call(language, "live", place, "--at", NINE) for _ in range(2))
    assert {EN: "from the next run on people are told", ZH: "已正式启用"}[language] in first.output
    assert {EN: "is live already", ZH: "已经是正式运行"}[language] in second.output


# check


@BOTH
def test_check_of_a_sound_desk_leaves_with_0(place, language):
    result = call(language, "check", place, "--at", NINE)
    assert result.exit_code == 0


@BOTH
def test_check_of_bad_cells_leaves_with_3_and_changes_nothing(tmp_path, language):
    path, book = tmp_path / "desk.xlsx", Book(language)
    book.put("cases", "C-2", opened="31/02/2026")
    book.save(path)
    before = state(tmp_path)
    result = call(language, "check", path, "--at", NINE)
    assert result.exit_code == 3
    words = {EN: "names a day that does not exist", ZH: "不是存在的日期"}
    assert words[language] in said(result)
    listed = json.loads(call(language, "check", path, "--at", NINE, "--json").output)
    mine = next(p for p in listed if p["id"] == "C-2" or p["row"] == 3)
    assert (mine["tab"], mine["column"], mine["rank"]) == ("Cases", "opened", "cell")
    assert words[ZH] in mine["what"]["zh"]
    assert state(tmp_path) == before


# explain


@BOTH
def test_explain_says_every_ground(swept, language):
    before = state(swept.parent)
    result = call(language, "explain", swept, "c-3", "--at", NINE)
    assert result.exit_code == 0
    for words in (
        {EN: "overdue", ZH: "已超时"},
        {EN: "Contact the customer", ZH: "联系客户"},
        {EN: "started: 2026-02-20 08:00", ZH: "开始: 2026-02-20 08:00"},
        {EN: "as agreed: 24 h → 2026-02-21 08:00", ZH: "当初约定: 24 小时 → 2026-02-21 08:00"},
    ):
        assert words[language] in said(result)
    assert state(swept.parent) == before


@BOTH
def test_explain_in_json(place, language):
    result = call(language, "explain", place, "O-1", "--at", NINE, "--json")
    (order,) = json.loads(result.output)
    (clock,) = order["clocks"]
    assert (order["tab"], clock["rule"], clock["state"]) == ("Orders", "O02", "on track")
    assert clock["due"] == "2026-03-02T04:00:00+00:00"
    assert not Places(place).folder.exists()


@BOTH
def test_explain_of_nothing_leaves_with_1(place, language):
    result = call(language, "explain", place, "C-99")
    assert result.exit_code == 1
    assert {EN: "There is no record 'C-99'", ZH: "没有记录“C-99”"}[language] in result.output


# outbox


@BOTH
def test_outbox_lists_and_shows_what_went_out(swept, language):
    call(language, "sweep", swept, "--at", LATER)
    rows = [
        json.loads(line) for line in call(EN, "outbox", "list", swept, "--json").output.splitlines()
    ]
    sent = {row["record"]: row for row in rows if row["status"] == "sent" and row["record"]}
    assert sent["C-1"]["to"] == "anna@shop.example"
    listed = call(language, "outbox", "list", swept)
    assert {EN: "sent", ZH: "已发送"}[language] in listed.output
    mails = sorted(Places(swept).outbox.glob("*.eml"))
    result = call(language, "outbox", "show", swept, mails[-1].stem[-12:])
    assert "To: " in result.output
    assert "anna@shop.example" in result.output


@BOTH
def test_outbox_show_of_none_or_several_says_so(swept, language):
    for part, count in (("zzz", 0), ("anna", 2)):
        if count:
            call(language, "sweep", swept, "--at", LATER)
            call(language, "sweep", swept, "--at", "2026-03-05T09:00+08:00")
        result = call(language, "outbox", "show", swept, part)
        assert result.exit_code == 1
        assert {EN: "give more of its name", ZH: "请写得更完整"}[language] in result.output


@BOTH
def test_the_breaker_is_told_and_released(tmp_path, language):
    path, book = tmp_path / "desk.xlsx", Book(language)
    book.setting(SettingKey.REMINDER_LIMIT, "1")
    book.save(path)
    call(language, "live", path, "--at", NINE)
    result = call(language, "sweep", path, "--at", LATER)
    assert result.exit_code == 0
    assert {EN: "are held", ZH: "已暂缓"}[language] in said(result)
    assert {EN: "held", ZH: "已暂缓"}[language] in call(language, "outbox", "list", path).output
    released = call(language, "outbox", "release", path, "--at", LATER)
    assert {EN: "held reminders go out", ZH: "条暂缓的提醒将随下次"}[language] in released.output
    after = json.loads(call(language, "sweep", path, "--at", LATER, "--json").output)
    assert after["mails"] == 1


@BOTH
@pytest.mark.parametrize("answer", ["--went", "--again", "--lost"])
def test_a_mail_in_doubt_is_settled_by_a_person(tmp_path, language, answer):
    path, book = tmp_path / "desk.xlsx", Book(language)
    book.setting(SettingKey.REMINDER_LIMIT, "1")
    book.save(path)
    call(language, "live", path, "--at", NINE)
    call(language, "sweep", path, "--at", LATER)
    call(language, "outbox", "release", path, "--at", LATER)
    box, now = SqliteOutbox(Places(path).ledger), datetime.fromisoformat(LATER).astimezone(UTC)
    assert box.claim("doubtful", [intent.key for intent in box.released(now)], now)
    listed = call(language, "outbox", "list", path)
    assert {EN: "Mails in doubt", ZH: "状态不明的邮件"}[language] in listed.output
    assert "doubtful" in listed.output
    assert "aftersheet outbox resolve" in said(listed)
    plain = call(language, "outbox", "list", path, "--json").output.splitlines()
    assert {json.loads(line)["mail"] for line in plain} == {"doubtful"}
    result = call(language, "outbox", "resolve", path, "doubtful", answer, "--at", LATER)
    assert result.exit_code == 0
    assert not box.in_doubt()
    assert bool(box.released(now)) == (answer != "--went")
    again = call(language, "outbox", "resolve", path, "doubtful", answer)
    assert again.exit_code == 1
    assert "doubtful" in again.output


@BOTH
def test_an_address_that_mail_does_not_reach_is_listed_and_allowed_again(swept, language):
    none = call(language, "outbox", "bounced", swept)
    assert {EN: "Mail reaches every address", ZH: "没有无法送达的邮箱"}[language] in none.output
    box = SqliteOutbox(Places(swept).ledger)
    box.suppress("anna@shop.example", Suppression.BOUNCED, datetime(2026, 3, 2, 1, tzinfo=UTC))
    swept_again = call(language, "sweep", swept, "--at", LATER)
    assert "aftersheet outbox bounced" in said(swept_again)
    assert "✉ anna@shop.example" not in swept_again.output
    listed = call(language, "outbox", "bounced", swept)
    assert "anna@shop.example" in listed.output
    assert {EN: "mail bounces", ZH: "邮件被退回"}[language] in listed.output
    (plain,) = call(language, "outbox", "bounced", swept, "--json").output.splitlines()
    assert json.loads(plain) == {
        "address": "anna@shop.example",
        "why": "mail bounces",
        "since": "2026-03-02T01:00:00+00:00",
    }
    allowed = call(language, "outbox", "allow", swept, " Anna@SHOP.example ")
    assert (allowed.exit_code, box.suppressed()) == (0, [])
    assert "✉ anna@shop.example" in call(language, "sweep", swept, "--at", LATER).output
    again = call(language, "outbox", "allow", swept, "anna@shop.example")
    assert again.exit_code == 1
    assert "anna@shop.example" in again.output


@BOTH
def test_what_became_of_the_mails_that_did_not_go_out_is_said(language):
    refused = Refused("ben@shop.example", ("k",), MailRefusedError("550 no such mailbox"))
    done = Delivered(refused=[refused], later=True, why_later="421 too many connections")
    said = show.of_mails(done, Speech(language))
    assert len(said) == 2
    assert "ben@shop.example" in said[0]
    assert "550 no such mailbox" in said[0]
    assert "421 too many connections" in said[1]


@BOTH
def test_an_outbox_of_a_desk_that_never_ran_is_no_riddle(place, language):
    for verb in (
        ["outbox", "list"],
        ["outbox", "release"],
        ["ledger", "list"],
        ["ledger", "verify"],
    ):
        result = call(language, *verb, place)
        assert result.exit_code == 1
        assert {EN: "run aftersheet sweep first", ZH: "请先运行 aftersheet sweep"}[
            language
        ] in said(result)
    assert [p.name for p in place.parent.iterdir()] == ["desk.xlsx"]


@BOTH
def test_outbox_open_without_a_mail_says_so(place, language):
    call(language, "sweep", place, "--at", "2026-01-01T09:00+08:00")
    for mail in Places(place).outbox.glob("*"):
        mail.unlink()
    result = call(language, "outbox", "open", place)
    assert result.exit_code == 1
    assert {EN: "No mail was sent yet", ZH: "还没有发出邮件"}[language] in result.output


# ledger


@BOTH
def test_the_ledger_lists_and_verifies(swept, language):
    assert call(language, "ledger", "verify", swept).exit_code == 0
    lines = call(language, "ledger", "list", swept, "--json").output.splitlines()
    entries = [json.loads(line) for line in lines]
    assert [e["number"] for e in entries] == list(range(1, len(entries) + 1))
    assert {"identity", "rules", "record", "mode"} <= {e["kind"] for e in entries}
    mine = call(language, "ledger", "list", swept, "--record", "C-1")
    assert "C-1" in mine.output
    assert "C-3" not in mine.output
    assert {EN: "Cases", ZH: "工单"}[language] in mine.output


@BOTH
def test_a_tampered_entry_is_named(swept, language):
    db = sqlite3.connect(Places(swept).ledger)
    for trigger in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{trigger[0]}"')
    number = db.execute("SELECT min(number) FROM link WHERE entry LIKE '%C-2%'").fetchone()[0]
    db.execute("UPDATE link SET entry = replace(entry, 'C-2', 'C-9') WHERE number = ?", (number,))
    db.commit()
    db.close()
    result = call(language, "ledger", "verify", swept)
    assert result.exit_code == 1
    words = {
        EN: f"Entry {number} does not hold: altered",
        ZH: f"第 {number} 条记录不成立：被改动",
    }
    assert words[language] in result.output


@BOTH
def test_a_root_from_elsewhere_is_looked_for(swept, language):
    result = call(language, "ledger", "verify", swept, "--root", "f" * 64)
    assert result.exit_code == 1
    head = json.loads(call(EN, "ledger", "list", swept, "--json").output.splitlines()[-1])["hash"]
    assert call(language, "ledger", "verify", swept, "--root", head).exit_code == 0


# adopt


@BOTH
def test_a_copy_is_refused_and_becomes_a_desk_of_its_own(swept, language):
    other = swept.with_name("copy.xlsx")
    copy(swept, other)
    for verb in ("sweep", "live", "explain"):
        refused = call(language, verb, other, *(["C-1"] if verb == "explain" else []))
        assert refused.exit_code == 1
        assert {EN: "adopt FILE --as-copy", ZH: "adopt 文件 --as-copy"}[language] in refused.output
        assert not Places(other).folder.exists()
    wrong = call(language, "adopt", other)
    assert wrong.exit_code == 1
    assert {EN: "belongs to another desk", ZH: "属于另一个客服台"}[language] in wrong.output
    adopted = call(language, "adopt", other, "--as-copy", "--at", NINE)
    assert adopted.exit_code == 0
    assert {EN: "a desk of its own now", ZH: "独立的客服台"}[language] in adopted.output
    assert (
        json.loads(call(language, "sweep", other, "--at", NINE, "--json").output)["mode"]
        == "shadow"
    )
    assert call(language, "sweep", swept, "--at", NINE).exit_code == 0
    for path in (swept, other):
        assert Saved(path, language).face("cases", "C-1")[1] == "2026-03-03 08:00"


@BOTH
def test_a_restored_backup_is_refused_until_it_is_adopted(swept, language):
    backup = swept.with_name("backup")
    copy(swept, backup)
    for hours in (4, 26, 40):
        at = (datetime.fromisoformat(NINE) + timedelta(hours=hours)).isoformat()
        assert call(language, "sweep", swept, "--at", at).exit_code == 0
    copy(backup, swept)
    refused = call(language, "sweep", swept, "--at", LATER)
    assert refused.exit_code == 1
    assert {EN: "it was copied, restored", ZH: "可能是副本、旧版本"}[language] in refused.output
    assert swept.read_bytes() == backup.read_bytes()
    assert call(language, "adopt", swept, "--at", LATER).exit_code == 0
    result = json.loads(
        call(language, "sweep", swept, "--at", "2026-03-05T09:00+08:00", "--json").output
    )
    assert (result["mode"], result["reminders"]) == ("live", 0)
    assert call(language, "ledger", "verify", swept).exit_code == 0


# The language of the person


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {"LANG": "zh_CN.UTF-8"}, ZH),
        ([], {"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, EN),
        (["--lang", "zh"], {"LANG": "en_US.UTF-8"}, ZH),
        (["sweep", "x.xlsx", "--lang=en"], {"LANG": "zh_CN.UTF-8"}, EN),
        ([], {}, EN),
    ],
)
def test_the_command_speaks_as_asked(arguments, environment, language):
    assert speech(arguments, environment).language is language


# Help that teaches


def commands(group: click.Group, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the words of every command."""
    found: list[tuple[str, ...]] = []
    for name, inner in sorted(group.commands.items()):
        words = (*before, name)
        found += commands(inner, words) if isinstance(inner, click.Group) else [words]
    return found


ALL = commands(command(Speech(EN)))


def test_no_command_is_left_out():
    groups = {
        "adopt",
        "check",
        "confirm",
        "demo",
        "doctor",
        "explain",
        "ledger",
        "live",
        "new",
        "outbox",
        "redrive",
        "rules",
        "serve",
        "status",
        "sweep",
        "whatif",
        "workbooks",
    }
    assert {words[0] for words in ALL} == groups


@BOTH
@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_the_help_of_every_command_shows_an_example(words, language):
    result = call(language, *words, "--help")
    assert result.exit_code == 0
    example = {EN: "Example: aftersheet ", ZH: "示例：aftersheet "}[language]
    assert f"{example}{' '.join(words)}" in said(result)
    chinese = any("一" <= sign <= "鿿" for sign in result.output)
    assert chinese == (language is ZH)


@BOTH
@pytest.mark.parametrize("group", ["", "ledger", "outbox"])
def test_the_help_of_a_group_lists_what_it_can_do(group, language):
    result = call(language, *([group] if group else []), "--help")
    assert result.exit_code == 0
    here = [words[1] for words in ALL if words[0] == group] if group else [w[0] for w in ALL]
    assert all(name in result.output for name in here)


# new and demo


@BOTH
@pytest.mark.parametrize("sample", [[], ["--sample"]], ids=["empty", "sample"])
def test_new_makes_a_workbook_once(tmp_path, language, sample):
    path = tmp_path / "desk.xlsx"
    result = call(language, "new", path, *sample)
    assert result.exit_code == 0
    assert "aftersheet sweep" in result.output
    before = path.read_bytes()
    again = call(language, "new", path)
    assert again.exit_code == 1
    assert {EN: "choose another name", ZH: "请换一个名称"}[language] in again.output
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["desk.xlsx"]
    assert call(language, "sweep", path, "--at", NINE, "--dry-run").exit_code == 0


@pytest.mark.parametrize("sheet", ["en", "zh"])
def test_new_makes_a_workbook_in_the_asked_language(tmp_path, sheet):
    path = tmp_path / "desk.xlsx"
    call(EN, "new", path, "--sheet", sheet)
    assert Saved(path, Language.of(sheet)).lines("settings")


@BOTH
def test_demo_takes_no_folder_that_is_in_use(tmp_path, language):
    mine = tmp_path / "demo.xlsx"
    mine.write_text("mine")
    result = call(language, "demo", tmp_path)
    assert result.exit_code == 1
    assert {EN: "add --force", ZH: "加上 --force"}[language] in result.output
    assert mine.read_text() == "mine"
