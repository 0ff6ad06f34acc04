"""A check-up: how a workbook stands, whoever keeps it, and what a person has to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Phrase
from chalicelib.tables import saying
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY
from chalicelib.tables.workbook_read import Opened

FEW = 5
"""Names listed before the rest is only counted."""


class Stand(StrEnum):
    """How one check came out."""

    FINE = "fine"
    LOOK = "look"
    """Worth a look; the desk does its work all the same."""
    MEND = "mend"
    """Something keeps the desk from its work."""


NOTHING = Phrase("", "")


class Finding(NamedTuple):
    """One check: how it stands, and what to do."""

    check: Phrase
    stand: Stand
    how: Phrase
    to_do: Phrase = NOTHING
    link: str = ""
    """Where a browser shows the place; empty for a file."""


ACCESS = Phrase("Access", "访问")
TABS_CHECK = Phrase("Tabs", "工作表")
HEADINGS = Phrase("Headings", "表头")
RULES = Phrase("Rules and settings", "规则与设置")
IDS = Phrase("Ids", "编号")
CELLS = Phrase("Cells to fix", "待修正单元格")
ALL_THERE = Phrase("all there", "齐全")
NONE = Phrase("none", "无")
BY_CHECK = Phrase("see them: aftersheet check FILE", "查看：aftersheet check 文件")
OPTIONAL_TABS = Phrase(
    "add them where you want to use them: aftersheet new completes a spreadsheet",
    "需要使用时再添加",
)
PUT_BACK_TABS = Phrase(
    "put them back, or give them their names again", "请恢复这些工作表，或改回原来的名称"
)
PUT_BACK_HEADINGS = Phrase(
    "put each heading back into row 1, once", "请把每个表头放回第 1 行，且只保留一个"
)
RETYPE = Phrase(
    "set the column to plain text and type these ids again",
    "请把该列设为纯文本，并重新输入这些编号",
)


def standing(opened: Opened, gone: Sequence[Problem] = ()) -> Iterator[Finding]:
    """Yield what any workbook can be checked for, once it was read.

    ``gone`` are the tabs that it can do without, and that it had at a run before.
    """
    problems = opened.problems
    yield _tabs([*(p for p in problems if of_tab(p)), *gone])
    yield _headings(problems)
    yield _ids(opened)
    rules = [p for p in problems if of_rules(p)]
    bad = any(p.rank > Rank.LOW for p in rules)
    stand = Stand.MEND if bad else Stand.LOOK if rules else Stand.FINE
    yield Finding(RULES, stand, _number(len(rules)), BY_CHECK if rules else NOTHING)
    cells = [p for p in problems if p.rank in (Rank.CELL, Rank.ROW) and not of_rules(p)]
    stand = Stand.LOOK if cells else Stand.FINE
    yield Finding(CELLS, stand, _number(len(cells)), BY_CHECK if cells else NOTHING)


def named(names: Sequence[Phrase]) -> Phrase:
    """Return names in one line, the first few of many."""
    shown, more = names[:FEW], len(names) - FEW
    rest = f" (+{more})" if more > 0 else ""
    return Phrase(", ".join(n.en for n in shown) + rest, "、".join(n.zh for n in shown) + rest)


def column_name(tab: str, column: str) -> Phrase:
    """Return how people know a column: its tab and its heading."""
    table = BY_KEY[tab]
    heading = table.fields[column].heading
    return Phrase(f"{table.name.en}: {heading.en}", f"{table.name.zh}：{heading.zh}")


def _tabs(lost: Sequence[Problem]) -> Finding:
    if not lost:
        return Finding(TABS_CHECK, Stand.FINE, ALL_THERE)
    bad = [p for p in lost if p.rank > Rank.LOW]
    said = named([BY_KEY[p.tab].name for p in bad or lost])
    how = Phrase("missing: {names}", "缺少：{names}").fill(names=said)
    if bad:
        return Finding(TABS_CHECK, Stand.MEND, how, PUT_BACK_TABS)
    return Finding(TABS_CHECK, Stand.LOOK, how, OPTIONAL_TABS)


def _headings(problems: Sequence[Problem]) -> Finding:
    lost = [p for p in problems if p.row == 1 and p.column and p.rank is Rank.LAYOUT]
    if not lost:
        return Finding(HEADINGS, Stand.FINE, ALL_THERE)
    names = named([column_name(p.tab, p.column) for p in lost])
    how = Phrase("missing or doubled: {names}", "缺少或重复：{names}").fill(names=names)
    return Finding(HEADINGS, Stand.MEND, how, PUT_BACK_HEADINGS, lost[0].link)


def _ids(opened: Opened) -> Finding:
    bad = [p for p in opened.problems if p.column == "id" and _about(p, saying.DAMAGED_ID)]
    if not bad:
        return Finding(IDS, Stand.FINE, Phrase("none damaged", "没有损坏"))
    names = [
        Phrase(f"{BY_KEY[p.tab].name.en} {p.row}", f"{BY_KEY[p.tab].name.zh} {p.row}") for p in bad
    ]
    how = Phrase("turned into numbers, by row: {names}", "被变成数字，行：{names}")
    return Finding(IDS, Stand.MEND, how.fill(names=named(names)), RETYPE)


def of_rules(problem: Problem) -> bool:
    """Whether a problem is one of a rule, a setting or a person of the team."""
    table = BY_KEY.get(problem.tab)
    ruled = table is not None and table.room is Room.RULES
    return ruled and problem.row != 1 and not of_tab(problem)


def of_tab(problem: Problem) -> bool:
    """Whether a problem is that a tab is missing."""
    return not problem.row and not problem.column and _about(problem, saying.NO_TAB)


def _about(problem: Problem, words: Phrase) -> bool:
    """Whether a problem says these words, whatever was filled in."""
    parts = [part.partition("}")[2] or part for part in words.en.split("{")]
    return all(part.strip("' ") in problem.what.en for part in parts)


def _number(count: int) -> Phrase:
    return Phrase(str(count), str(count)) if count else NONE
