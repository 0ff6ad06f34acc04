"""Bad input: each gives a Problem or a clear error in words, and spoils nothing else."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from functools import partial

import pytest

from chalicelib.cli.fault import words
from chalicelib.cli.speech import Speech
from chalicelib.model.face import ClockState
from chalicelib.model.problem import Rank
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language, Phrase
from chalicelib.ports.workbook import WorkbookBrokenError, WorkbookMissingError
from chalicelib.tables.workbook import BY_KEY, DESK, TABS
from chalicelib.wiring.desk import Places, desk
from tests.bad_desk import NOW, OPEN, Bad, Book, Formula, Saved

LANGUAGES = tuple(Language)
SOUND = {
    "C-1": (ClockState.ON_TRACK, "2026-03-03 08:00"),
    "C-2": (ClockState.ON_TRACK, "2026-03-03 07:00"),
    "C-3": (ClockState.OVERDUE, "2026-02-21 08:00"),
    "O-1": (ClockState.ON_TRACK, "2026-03-02 12:00"),
}
CANNOT = {"C-2": "cannot tell"}
NOTHING = {"C-2": ""}
LOST = dict.fromkeys(("C-1", "C-2", "C-3"), "cannot tell")
GONE = dict.fromkeys(("C-1", "C-2", "C-3"), "")
LONG = "很长 long " * 3_200
EMOJI = "😀👩‍👩‍👧‍👦🇩🇪"


def cell(**cells) -> partial[None]:
    """Return what puts something into the row of C-2."""
    return partial(_put, cells=cells)


def _put(book: Book, cells) -> None:
    book.put("cases", "C-2", **cells)


def put(tab: str, name: str, /, **cells) -> partial[None]:
    """Return what puts something into another row."""
    return partial(_put_at, at=(tab, name), cells=cells)


def _put_at(book: Book, at, cells) -> None:
    tab, name = at
    book.put(tab, name, **cells)


def renamed(tab: str, key: str, said: str) -> partial[None]:
    """Return what writes over a heading."""
    return partial(_renamed, at=(tab, key), said=said)


def _renamed(book: Book, at, said: str) -> None:
    tab, key = at
    book.tabs[tab][0][book.index(tab, key)] = said


def doubled_heading(book: Book) -> None:
    book.tabs["cases"][0].append(book.heading("cases", "opened"))


def doubled_id(book: Book) -> None:
    book.add("cases", id="C-2", status=OPEN, opened="2026-03-01 08:00")


def second_column_of_ours(book: Book) -> None:
    book.tabs["cases"][0].append(book.heading("cases", "why"))


def merged(key: str) -> partial[None]:
    """Return what makes one cell of those of C-1 and C-2, as a spreadsheet does it."""
    return partial(_merged, key=key)


def _merged(book: Book, key: str) -> None:
    book.put("cases", "C-2", **{key: None})
    book.merged.append(("cases", key))


def rule_on(calendar: str) -> partial[None]:
    return partial(_rule_on, calendar=calendar)


def _rule_on(book: Book, calendar: str) -> None:
    book.add("hours", id="Nothing")
    book.put("sla", "O02", calendar=calendar)


FIRST_LINE = Phrase("put it back into row 1", "请放回第 1 行")

BAD = (
    # headings
    Bad("heading missing", renamed("cases", "opened", "When"), [Phrase("the heading 'Opened' is missing", "缺少表头“受理时间”"), FIRST_LINE], LOST),
    Bad("heading of ours missing", renamed("cases", "why", "Because"), [Phrase("the heading 'Why' is missing", "缺少表头“原因”")]),
    Bad("heading doubled", doubled_heading, [Phrase("the heading 'Opened' stands in columns R, BC: keep one", "表头“受理时间”出现在 R, BC 列：请只留一个")], LOST),
    Bad("heading of ours doubled", second_column_of_ours, [Phrase("the heading 'Why' stands in columns", "表头“原因”出现在")]),
    Bad("id heading missing", renamed("cases", "id", "No."), [Phrase("the heading 'Case ID' is missing", "缺少表头“工单编号”")], GONE),
    Bad("a required heading of a rule tab missing", renamed("sla", "target", "Time"), [Phrase("the heading 'Target' is missing", "缺少表头“时限”")], GONE | {"O-1": ""}),
    # ids
    Bad("id doubled", doubled_id, [Phrase("'C-2' stands in rows 3, 5: give each row its own id", "“C-2”出现在第 3, 5 行：请为每行使用不同编号")], NOTHING),
    Bad("id as a number", cell(id=1.23e15), [Phrase("'1.23E+15' is an id that the spreadsheet turned into a number", "“1.23E+15”是被表格变成数字的编号")]),
    Bad("id as a number in text", cell(id="1.23E+15"), [Phrase("'1.23E+15' is an id that the spreadsheet turned into a number", "“1.23E+15”是被表格变成数字的编号")]),
    Bad("id of a person empty", lambda book: book.add("team", email="x@shop.example"), [Phrase("is empty: fill it in", "为空：请填写")]),
    # cells that cannot be read
    Bad("status unknown", cell(status="zzz"), [Phrase("'zzz' is not one of: new, open", "“zzz”不在可选值内：新建、处理中")], CANNOT),
    Bad("status misspelt", cell(status="clsoed"), [Phrase("'clsoed' is not known: did you mean 'closed'?", "没有“clsoed”：是“closed”吗？")], CANNOT),
    Bad("status empty", cell(status=None), [Phrase("is empty: fill it in", "为空：请填写")], CANNOT),
    Bad("text for a date", cell(opened="yesterday"), [Phrase("'yesterday' is not a date and time: write it like 2026-03-02 14:05", "“yesterday”不是日期时间：请写成 2026-03-02 14:05")], CANNOT),
    Bad("a day that does not exist", cell(opened="31/02/2026"), [Phrase("'31/02/2026' names a day that does not exist", "“31/02/2026”不是存在的日期")], CANNOT),
    Bad("a day that can be two", cell(opened="02/03/2026"), [Phrase("'02/03/2026' can be read as two dates", "“02/03/2026”可以理解为两个日期")], CANNOT),
    Bad("a number for a date", cell(opened=7.0), [Phrase("'7' is not a date and time", "“7”不是日期时间")], CANNOT),
    Bad("a decimal comma", cell(amount="12,50"), [Phrase("'12,50' has a decimal comma: write 12.50", "“12,50”使用了小数逗号：请写成 12.50")]),
    Bad("a currency at an amount", cell(amount="￥12.50"), [Phrase("'￥12.50' is not a number: write 12.50, and CNY under Currency", "“￥12.50”不是数字：请写成 12.50，并在“币种”列填写 CNY")]),
    Bad("no currency", cell(currency="dollarydoos"), [Phrase("'dollarydoos' is not a currency: write three letters, e.g. USD", "“dollarydoos”不是币种：请填写三个字母，例如 USD")]),
    Bad("no e-mail address", cell(email="anna at example"), [Phrase("'anna at example' is not an e-mail address", "“anna at example”不是电子邮箱地址")]),
    # formulas, errors, odd text
    Bad("an error cell", cell(opened=Formula("=NA()", "#N/A")), [Phrase("shows an error (#…)", "显示错误（#…）")], CANNOT),
    Bad("a division by zero", cell(amount=Formula("=1/0", "#DIV/0!")), [Phrase("shows an error (#…)", "显示错误（#…）")]),
    Bad("a formula that gives a date", cell(opened=Formula("=DATE(2026,3,2)+7/24", 46083 + 7 / 24))),
    Bad("a formula in a cell of ours", cell(why=Formula("=A1", "x")), [Phrase("the desk writes this cell, but a formula", "此单元格由系统填写，但其中有公式")]),
    Bad("an error in a cell of ours", cell(why=Formula("=NA()", "#N/A")), [Phrase("the desk writes this cell, but a formula", "此单元格由系统填写，但其中有公式")]),
    Bad("a name that looks like a formula", cell(customer='=HYPERLINK("http://x.example","pay")', owner="=1+1", topic="+cmd|' /C calc'!A0")),
    Bad("32,000 characters", cell(problem=LONG[:32_000], topic=LONG[:32_000], customer="x" * 32_000)),
    Bad("as much as a cell holds", cell(problem="x" * 32_767)),
    Bad("emoji", cell(customer=EMOJI, topic=EMOJI, owner=EMOJI)),
    Bad("characters that nobody sees", cell(topic="a\u200bb\u202ec")),
    # layout
    Bad("merged cells", merged("opened"), [Phrase("is part of a merged area: unmerge it", "属于合并单元格：请取消合并")], CANNOT),
    Bad("merged cells of ours", merged("state"), [Phrase("the desk writes this cell, but a formula", "此单元格由系统填写，但其中有公式")], NOTHING),
    Bad("hidden rows", lambda book: book.hidden.extend([("cases", 3), ("cases", 4)])),
    Bad("an empty tab", lambda book: book.tabs.update(shipments=[]), [Phrase("the heading 'Shipment ID' is missing", "缺少表头“包裹编号”")]),
    Bad("an empty rule tab", lambda book: book.tabs.update(hours=[]), [Phrase("the heading 'Calendar' is missing", "缺少表头“日历”")]),
    Bad("an empty tab with clocks", lambda book: book.tabs.update(orders=[]), [Phrase("the heading 'Order ID' is missing", "缺少表头“订单编号”")]),
    Bad("an empty row between", lambda book: book.tabs["cases"].insert(2, [])),
    # rules
    Bad("a nonsense target", put("sla", "C04", target="soon"), [Phrase("'soon' is not a length of time: write 3 min, 72 h or 15 days", "“soon”不是时长：请写成 3 分钟、72 小时 或 15 天")], GONE),
    Bad("a target of nothing", put("sla", "C04", target="0 h"), [Phrase("'0 h' is not a length of time", "“0 h”不是时长")], GONE),
    Bad("a target without a unit", put("sla", "C04", target="24"), [Phrase("'24' is not a length of time", "“24”不是时长")], GONE),
    Bad("a target beyond the horizon", put("sla", "C04", target="999999 days"), [Phrase("its deadline lies too far ahead", "截止时间过于遥远")], LOST),
    Bad("a start that is no heading", put("sla", "C04", start="Birthday"), [Phrase("'Birthday' is not a heading of Cases", "“Birthday”不是“工单”的表头")], GONE),
    Bad("a rule on no tab", put("sla", "C04", tab="Tickets"), [Phrase("there is no tab 'Tickets' that clocks can run on", "没有可计时的工作表“Tickets”")], GONE),
    Bad("nobody to tell", put("sla", "C04", escalate="due: the boss"), [Phrase("'the boss' is nobody the desk can tell", "“the boss”不是可通知的对象")], GONE),
    Bad("no step", put("sla", "C04", warn="often"), [Phrase("'often' is not a step", "“often”不是提醒步骤")], GONE),
    Bad("a calendar with no open hour", rule_on("Nothing"), [Phrase("the calendar has no open hour: fill in at least one day", "该日历没有任何工作时间：请至少填写一天"), Phrase("the calendar 'Nothing' has no open time", "日历“Nothing”没有可用的工作时间")], {"O-1": "cannot tell"}),
    Bad("no such calendar", rule_on("Moon"), [Phrase("there is no calendar 'Moon' on the Hours tab", "“工作时间”中没有日历“Moon”")], {"O-1": ""}),
    Bad("a zone nobody knows", lambda book: book.setting(SettingKey.ZONE, "Mars/Olympus"), [Phrase("'Mars/Olympus' is not a time zone: write one such as Asia/Shanghai", "“Mars/Olympus”不是时区：请写 Asia/Shanghai")], {"zone": "UTC"}),
    Bad("hours that are none", lambda book: book.add("hours", id="Odd", monday="9-17"), [Phrase("'9-17' is not a time span: write 09:00-12:00, 13:00-18:00", "“9-17”不是时间段")]),
    Bad("a day off without a date", lambda book: book.add("holidays", id="D-1", day="soon"), [Phrase("'soon' is not a date and time", "“soon”不是日期时间")]),
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_it_is_said_in_words_and_spoils_nothing_else(bad, language, tmp_path):
    path, book = tmp_path / "desk.xlsx", Book(language)
    bad.spoil(book)
    book.save(path)
    report = desk(path, NOW).run("sla_sweep", NOW).report
    saved = Saved(path, language)
    said = saved.problems()
    for phrase in bad.says:
        assert any(phrase.said(language) in line for line in said), said
        for other in LANGUAGES:
            assert any(phrase.said(other) in p.what.said(other) for p in report.problems)
    assert saved.changed(book) == []
    _stand(saved, bad.faces)
    _leave_nothing(path)
    again = desk(path, NOW).run("sla_sweep", NOW).report
    assert (again.written.cells, again.told) == (0, 0)


def _stand(saved: Saved, faces) -> None:
    """Check the faces of all records; ``zone`` says that none is looked at."""
    if "zone" in faces:
        return
    ids = {line.get("id") for tab in ("cases", "orders") for line in _lines(saved, tab)}
    for name, (state, due) in SOUND.items():
        if name not in ids:
            continue
        tab = "orders" if name.startswith("O") else "cases"
        wanted = faces.get(name, state.value)
        shown, shown_due = saved.face(tab, name)
        word = ClockState(wanted).said(saved.language) if wanted else None
        assert shown == word, (name, shown, shown_due)
        if name not in faces:
            assert shown_due == due, name


def _lines(saved: Saved, tab: str):
    title = BY_KEY[tab].name.said(saved.language)
    if title not in saved.book.sheetnames or not saved.book[title]["A1"].value:
        return []
    return saved.lines(tab)


def _leave_nothing(path) -> None:
    """Check that nothing half-written lies about."""
    assert {p.name for p in path.parent.iterdir()} == {"desk.xlsx", "desk.aftersheet"}


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
@pytest.mark.parametrize("table", [t for t in TABS if t is not DESK], ids=lambda table: table.key)
def test_a_deleted_tab_is_said_and_the_others_go_on(table, language, tmp_path):
    path, book = tmp_path / "desk.xlsx", Book(language)
    del book.tabs[table.key]
    book.save(path)
    for days in (20, 9.5, 5, 0):  # every run has something new to write
        report = desk(path, NOW).run("sla_sweep", NOW - timedelta(days=days)).report
        said = Phrase(f"the tab '{table.name.en}' is missing", f"缺少工作表“{table.name.zh}”")
        if table.optional:
            said = Phrase(f"there is no tab '{table.name.en}'", f"没有“{table.name.zh}”工作表")
        assert any(
            said.said(lang) in p.what.said(lang) for p in report.problems for lang in Language
        )
    saved = Saved(path, language)
    if table.key != "problems":
        assert any(said.said(language) in line for line in saved.problems())
    assert saved.changed(book) == []
    states = {"sla": GONE | {"O-1": ""}, "settings": {"zone": ""}}
    _stand(saved, states.get(table.key, {}))


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_a_row_without_an_id_is_given_one_and_keeps_it(language, tmp_path):
    path, book = tmp_path / "desk.xlsx", Book(language)
    book.put("cases", "C-2", id=None)
    book.save(path)
    for _ in range(2):
        desk(path, NOW).run("sla_sweep", NOW)
    saved = Saved(path, language)
    ids = [line["id"] for line in saved.lines("cases")]
    assert [ids[0], ids[2]] == ["C-1", "C-3"]
    assert ids[1].startswith("CASE-")
    assert saved.face("cases", ids[1])[0] == ClockState.ON_TRACK.said(language)


def test_text_that_looks_like_a_formula_stays_text_in_the_tabs_of_ours(tmp_path):
    path, book = tmp_path / "desk.xlsx", Book(Language.EN)
    book.put("cases", "C-3", owner="=1+1", id="=2+2")
    book.save(path)
    desk(path, NOW).run("sla_sweep", NOW)
    rows = Saved(path, Language.EN).book["Clocks"].iter_rows(min_row=2)
    cells = [cell for row in rows for cell in row if cell.value in ("=1+1", "=2+2")]
    assert len(cells) == 2
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}


def test_a_file_in_the_fourth_language_of_neither_is_no_crash(tmp_path):
    path, book = tmp_path / "desk.xlsx", Book(Language.EN)
    book.titles = {key: f"Tab {key}" for key in book.titles}
    book.save(path)
    report = desk(path, NOW).run("sla_sweep", NOW).report
    missing = [p for p in report.problems if "is missing" in p.what.en]
    can_do_without = [p for p in report.problems if "there is no tab" in p.what.en]
    assert len(missing) + len(can_do_without) == len(TABS) - 1
    assert {p.rank for p in can_do_without} == {Rank.LOW}


def test_without_strict_mode_nobody_misses_the_desk_tab_and_one_of_that_name_is_left_alone(
    tmp_path,
):
    path, book = tmp_path / "desk.xlsx", Book(Language.EN)
    for rows in ([["Shift", "Due", "Who"], ["early", "today", "Anna"]], []):
        book.tabs["desk"] = rows
        book.save(path)
        report = desk(path, NOW).run("sla_sweep", NOW).report
        assert [p for p in report.problems if p.tab == "desk"] == []
        assert [list(row) for row in Saved(path, Language.EN).book["Desk"].values] == rows


# Files that are open elsewhere, or no workbooks


@pytest.mark.parametrize("lock", [".~lock.desk.xlsx#", "~$desk.xlsx", ".~desk.xlsx"])
def test_a_locked_file_is_read_and_written_once_it_is_closed(lock, tmp_path):
    path, book = tmp_path / "desk.xlsx", Book(Language.EN)
    book.save(path)
    before = path.read_bytes()
    (tmp_path / lock).write_text("somebody")
    report = desk(path, NOW).run("sla_sweep", NOW).report
    assert report.waiting
    assert path.read_bytes() == before
    (tmp_path / lock).unlink()
    after = desk(path, NOW).run("sla_sweep", NOW).report
    assert not after.waiting
    _stand(Saved(path, Language.EN), {})
    _leave_nothing(path)


def _truncated(path) -> None:
    path.write_bytes(path.read_bytes()[:-2_000])


def _empty(path) -> None:
    path.write_bytes(b"")


def _text(path) -> None:
    path.write_text("Case ID,Status\nC-1,open\n")


def _bomb(path) -> None:
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, b" " * (80 << 20) if name.endswith("sheet2.xml") else content)


def _zip(path) -> None:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("hello.txt", "no workbook")


@pytest.mark.parametrize(
    ("ruin", "said"),
    [
        (_truncated, Phrase("is damaged or was not copied whole", "已损坏或没有复制完整")),
        (_empty, Phrase("The file desk.xlsx is empty", "文件 desk.xlsx 是空的")),
        (_text, Phrase("is no Excel workbook", "并不是 Excel 工作簿")),
        (_bomb, Phrase("is unreasonably large inside", "解压后大得不合理")),
        (_zip, Phrase("desk.xlsx", "desk.xlsx")),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(ruin, said, tmp_path):
    path = tmp_path / "desk.xlsx"
    Book(Language.EN).save(path)
    ruin(path)
    before = path.read_bytes()
    with pytest.raises(WorkbookBrokenError) as found:
        desk(path, NOW).run("sla_sweep", NOW)
    for language in LANGUAGES:
        assert said.said(language) in (words(found.value, Speech(language)) or "")
    assert [p.name for p in tmp_path.iterdir()] == ["desk.xlsx"]
    assert path.read_bytes() == before


@pytest.mark.parametrize("ruin", [_truncated, _bomb])
def test_a_file_that_breaks_later_keeps_its_ledger(ruin, tmp_path):
    path = tmp_path / "desk.xlsx"
    Book(Language.EN).save(path)
    desk(path, NOW).run("sla_sweep", NOW)
    sound, head = path.read_bytes(), desk(path, NOW).ledger.recall().head
    ruin(path)
    with pytest.raises(WorkbookBrokenError):
        desk(path, NOW).run("sla_sweep", NOW)
    assert desk(path, NOW).ledger.recall().head == head
    path.write_bytes(sound)
    assert desk(path, NOW).run("sla_sweep", NOW).report.written.cells == 0


def test_a_file_that_is_not_there_is_said_with_a_near_name(tmp_path):
    Book(Language.EN).save(tmp_path / "desk.xlsx")
    with pytest.raises(WorkbookMissingError) as found:
        desk(tmp_path / "dsk.xlsx", NOW)
    assert "Did you mean desk.xlsx?" in (words(found.value, Speech(Language.EN)) or "")
    assert "desk.xlsx" in (words(found.value, Speech(Language.ZH)) or "")
    assert not Places(tmp_path / "dsk.xlsx").folder.exists()
