"""
A busy day in the sample's spreadsheet, as a team has it: people sort, copy, drag, mistype and
tidy up while the desk is at work. For the demo, and for a test that lives through it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from chalicelib.model.case import CaseStatus, Category, Kind, Priority
from chalicelib.model.word import Language, Phrase, Word
from chalicelib.sample.people import CHEN_JING, DIEGO, EMMA, LI_NA, WANG_LEI, ZHANG_WEI
from chalicelib.tables.workbook import CASES
from tests.google import person as p
from tests.google.person import Action

FRESH, SECOND, THIRD, ANSWERED = "CASE-1060", "CASE-1059", "CASE-1058", "CASE-1057"
CANCELLED, OFFERED, LATE = "CASE-1014", "CASE-1041", "CASE-1049"
MISTAKE = Phrase("1st answer!!", "第一次回答！！")
NOTES = Phrase("Notes", "备注")
OLD = Phrase("Cases (old)", "工单（旧）")


class Moment(NamedTuple):
    """Something somebody does in the course of the day."""

    at: datetime
    """On the spreadsheet's wall clock."""
    who: Phrase
    said: Phrase
    actions: tuple[Action, ...]


class Desktop(NamedTuple):
    """The Cases tab as it reads in a language, on a day."""

    language: Language
    day: date

    @property
    def tab(self) -> str:
        """The tab's title."""
        return self.say(CASES.name)

    def say(self, words: Phrase | Word) -> str:
        """Return words in the language."""
        return words.said(self.language)

    def head(self, key: str) -> str:
        """Return a column's heading."""
        return self.say(CASES.fields[key].heading)

    def clock(self, at: str) -> str:
        """Return a time of the day as people type it."""
        return f"{self.day.isoformat()} {at}"

    def types(self, row: str | int, **cells: str | Phrase | Word) -> tuple[Action, ...]:
        """Return what types into cells of a row, by key of the column."""
        return tuple(
            p.TypeCell(self.tab, row, self.head(key), text)
            for key, text in self._texts(cells).items()
        )

    def adds(self, **cells: str | Phrase | Word) -> tuple[Action, ...]:
        """Return what types a new row, by key of the column."""
        texts = self._texts(cells)
        return (p.AppendRow(self.tab, {self.head(key): text for key, text in texts.items()}),)

    def _texts(self, cells: Mapping[str, str | Phrase | Word]) -> dict[str, str]:
        return {k: self.say(v) if isinstance(v, Phrase | Word) else v for k, v in cells.items()}


Told = tuple[str, Phrase, Phrase, tuple[Action, ...]]


def busy_day(language: Language, day: date) -> list[Moment]:
    """Return a day's moments in their order."""
    desk = Desktop(language, day)
    told = (*_morning(desk), *_noon(desk), *_afternoon(desk), *_evening(desk))
    return [Moment(datetime.combine(day, time.fromisoformat(at)), *rest) for at, *rest in told]


# fmt: off
def _morning(d: Desktop) -> Iterator[Told]:
    yield "08:55", EMMA, Phrase("sorts by owner, to see her own cases together.", "按负责人排序，把自己的工单排在一起。"), (p.SortRows(d.tab, d.head("owner")),)
    yield "09:02", LI_NA, Phrase("answers the newest case and takes it on.", "回复最新的工单并接手。"), d.types(FRESH, status=CaseStatus.OPEN, owner=LI_NA, first_reply=d.clock("09:02"), last_reply=d.clock("09:02"))
    yield "09:05", EMMA, Phrase("types a new case below, without an id.", "在最下方新增一条工单，没有填编号。"), d.adds(kind=Kind.COMPLAINT, category=Category.LOGISTICS, priority=Priority.HIGH, status=CaseStatus.NEW, customer="Inès Lambert", email="ines.lambert@example.com", owner=EMMA, opened=d.clock("09:04"))
    yield "09:11", DIEGO, Phrase("copies a row as a model for a new case, its id with it.", "复制一行当作新工单的模板，连编号也一起复制了。"), (p.DuplicateRow(d.tab, SECOND),)
    yield "09:16", DIEGO, Phrase("sees that two rows bear one id, and clears the copy's.", "发现两行编号相同，把副本的编号清空。"), (p.ClearCell(d.tab, -1, d.head("id")),)
    yield "09:30", ZHANG_WEI, Phrase("inserts two rows in the middle, for later.", "在中间插入两行，留着以后用。"), (p.InsertRow(d.tab, 12, 2),)


def _noon(d: Desktop) -> Iterator[Told]:
    yield "10:10", CHEN_JING, Phrase("inserts a column for notes before the status.", "在状态前插入一列备注。"), (p.InsertColumn(d.tab, d.head("status"), d.say(NOTES)),)
    yield "10:14", CHEN_JING, Phrase("drags the priority to the second place.", "把优先级拖到第二列。"), (p.MoveColumn(d.tab, d.head("priority"), 2),)
    yield "10:40", LI_NA, Phrase("cuts a row and pastes it into the gap.", "剪切一行，粘贴到空行里。"), (p.CutPaste(d.tab, OFFERED, 12),)
    yield "11:05", DIEGO, Phrase("overtypes a heading by mistake.", "误改了一个表头。"), (p.RenameHeading(d.tab, d.head("first_reply"), d.say(MISTAKE)),)
    yield "11:20", CHEN_JING, Phrase("puts the heading right.", "把表头改了回来。"), (p.RenameHeading(d.tab, d.say(MISTAKE), d.head("first_reply")),)
    yield "11:45", EMMA, Phrase("saves a filter view by due date; nobody else sees it.", "按截止时间保存筛选视图，别人看不到。"), (p.FilterView(d.tab, d.head("due")),)


def _afternoon(d: Desktop) -> Iterator[Told]:
    yield "13:05", WANG_LEI, Phrase("sorts everything by priority, downwards.", "按优先级降序重新排序。"), (p.SortRows(d.tab, d.head("priority"), descending=True),)
    yield "13:30", ZHANG_WEI, Phrase("types a time that no one can read.", "输入了一个无法识别的时间。"), d.types(LATE, last_reply=Phrase("just now", "刚才"))
    yield "13:50", ZHANG_WEI, Phrase("types it as the sheet wants it.", "按表格要求重新输入时间。"), d.types(LATE, last_reply=d.clock("13:30"))
    yield "14:15", DIEGO, Phrase("deletes a cancelled case.", "删除一条已取消的工单。"), (p.DeleteRow(d.tab, CANCELLED),)
    yield "14:40", LI_NA, Phrase("drags a case that burns to the top.", "把一条紧急工单拖到最上面。"), (p.MoveRow(d.tab, THIRD, 2),)
    yield "15:10", CHEN_JING, Phrase("hands three cases over by filling down the owner.", "向下填充负责人，一次移交三条工单。"), (p.FillDown(d.tab, THIRD, d.head("owner"), 3),)
    yield "15:35", WANG_LEI, Phrase("protects the clock state against everybody.", "把时效状态列保护起来，谁也不能改。"), (p.ProtectColumn(d.tab, d.head("state")),)
    yield "15:55", WANG_LEI, Phrase("takes the protection off again.", "又取消了保护。"), (p.Unprotect(d.tab),)


def _evening(d: Desktop) -> Iterator[Told]:
    yield "16:20", DIEGO, Phrase("doubles the tab, to try something out.", "复制整张表，想试点东西。"), (p.DuplicateTab(d.tab),)
    yield "16:30", CHEN_JING, Phrase("renames the tab for a moment.", "暂时给表改名。"), (p.RetitleTab(d.tab, d.say(OLD)),)
    yield "16:45", CHEN_JING, Phrase("gives the tab its name back.", "把表名改了回来。"), (p.RetitleTab(d.say(OLD), d.tab),)
    yield "17:05", EMMA, Phrase("closes a case.", "关闭一条工单。"), d.types(ANSWERED, status=CaseStatus.CLOSED, closed=d.clock("17:00"))
    yield "17:20", WANG_LEI, Phrase("puts the file into the bin, of all things.", "居然把文件放进了回收站。"), (p.TrashFile(),)
    yield "17:30", WANG_LEI, Phrase("takes it out again.", "又把文件恢复。"), (p.RestoreFile(),)
    yield "17:40", CHEN_JING, Phrase("tidies up who may see the file, and shuts the desk out.", "整理共享名单，把机器人也移除了。"), (p.RevokeAccess(),)
    yield "18:00", CHEN_JING, Phrase("shares the file with the desk again.", "重新把文件共享给机器人。"), (p.ShareAgain(),)
# fmt: on
