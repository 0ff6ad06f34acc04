"""Markdown that a shop owner reads: headings, labelled tables, and a workbook made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language
from chalicelib.tables.cell import Cell, folded
from chalicelib.tables.codec import Locale
from chalicelib.tables.defaults import default_rows
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import BY_KEY, SETTINGS, SLA, TABS
from tests.memory import MemoryWorkbook

Row = Mapping[str, str]
LINES = re.compile(r"^\|(.+)\|\s*$")
LABEL = re.compile(r"^([^|#\-].*?)\s*[:：]\s*(.*)$")
BY_NAME = {folded(name): table for table in TABS for name in table.name}
TYPED, ADDED, SHOWN = {"typed", "填写"}, {"added", "新增"}, {"shown", "显示"}
MAILS, PROBLEMS, REFUSED = {"mails", "邮件"}, {"problems", "问题"}, {"refused", "拒绝"}
SHIPPED = {"rules as shipped", "随附规则"}
NEW_VALUE = {"new value", "新值"}
ANY = "*"
"""Stands in a table for a cell that does not matter."""


class Block(NamedTuple):
    """A labelled table, or a labelled line."""

    label: str
    said: str
    rows: Sequence[Row]


@dataclass
class Part:
    """What stands under one heading."""

    title: str
    blocks: list[Block] = field(default_factory=list)
    deeds: list[str] = field(default_factory=list)


def parts(text: str) -> list[Part]:
    """Return the parts of a scenario: its title, the workbook, and the steps."""
    chapters = re.split(r"^#+ +", text, flags=re.MULTILINE)[1:]
    return [_part(chapter.splitlines()) for chapter in chapters]


def _part(lines: Sequence[str]) -> Part:
    part, label = Part(lines[0].strip()), ("", "")
    for of_table, some in groupby(lines[1:], key=lambda line: bool(LINES.match(line))):
        if of_table:
            part.blocks.append(Block(*label, _rows(list(some))))
            continue
        rest = list(some)
        part.deeds += [line[2:].strip() for line in rest if line.startswith("- ")]
        labels = [match.groups() for line in rest if (match := LABEL.match(line))]
        part.blocks += [Block(name, said, ()) for name, said in labels if said]
        label = next((found for found in reversed(labels) if not found[1]), ("", ""))
    return part


def _rows(lines: Sequence[str]) -> list[Row]:
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    headings, _, *rows = cells
    return [dict(zip(headings, row, strict=True)) for row in rows]


def kind_of(label: str) -> str:
    """Return the word that says what a table is: the last of its label, or all of it."""
    kinds = TYPED | ADDED | SHOWN
    last = label.strip().rpartition(" ")[2].casefold()
    return last if last in kinds else folded(label)


def table_of(label: str) -> Table[Any]:
    return BY_NAME[folded(label.strip().rpartition(" ")[0])]


def cells_of(table: Table[Any], row: Row) -> dict[str, Cell]:
    return {table.headings[folded(heading)]: said or None for heading, said in row.items()}


def language_of(book: Part) -> Language:
    labels = " ".join(block.label for block in book.blocks)
    return Language.ZH if re.search("[一-鿿]", labels) else Language.EN


def workbook_of(part: Part, language: Language) -> MemoryWorkbook:
    given = {
        BY_NAME[folded(b.label)].key: b.rows for b in part.blocks if folded(b.label) in BY_NAME
    }
    zone = next(
        (v for row in given.get(SETTINGS.key, ()) for v in [_value(row, SettingKey.ZONE)] if v), ""
    )
    locale = Locale(language, ZoneInfo(zone or "Asia/Shanghai"), "USD")
    shipped = [b for b in part.blocks if folded(b.label) in SHIPPED]
    rows = {k: v for k, v in default_rows(locale).items() if k not in given}
    rows[SLA.key] = [
        line for line in rows.get(SLA.key, ()) if shipped and line.id in shipped[0].said
    ]
    tabs = {
        table.name.said(language): [
            table.heading_row(language),
            *(table.render(record, locale) for record in rows.get(table.key, ())),
        ]
        for table in TABS
    }
    book = MemoryWorkbook(tabs, locale)
    for key, lines in given.items():
        for row in lines:
            book.added(BY_KEY[key], **cells_of(BY_KEY[key], row))
    return book


def _value(row: Row, key: SettingKey) -> str:
    name, value = list(row.values())[:2]
    return value if folded(name) in (folded(key.value), folded(key.zh)) else ""
