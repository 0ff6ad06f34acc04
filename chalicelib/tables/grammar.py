"""Grammar: the cells of the SLA tab, in words people write, as rules the clocks understand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.model.word import Phrase
from chalicelib.sla.escalation import WHOM
from chalicelib.sla.rule import Condition, Moment, Moments, Rung, RungKind, Wait
from chalicelib.sla.target import Target, Unit
from chalicelib.tables.cell import folded, shown
from chalicelib.tables.codec import Codec, Locale, Shape
from chalicelib.tables.saying import Unreadable
from chalicelib.tables.spans import read_span, read_target
from chalicelib.tables.table import Column, Table

NO_COLUMN = Phrase(
    "'{cell}' is not a heading of {tab}: write one of its headings, such as {some}",
    "“{cell}”不是“{tab}”的表头：请写其中一个，例如 {some}",
)
NOT_INSTANT = Phrase(
    "'{cell}' holds no date and time: write '{cell} = value', or a column of dates",
    "“{cell}”列不是日期时间：请写“{cell} = 值”，或选择日期列",
)
PERSONAL = Phrase(
    "'{cell}' holds personal data: no clock may go by it, as the ledger would keep it",
    "“{cell}”是个人信息：不能用作时效条件，否则会被记入台账",
)
NO_RUNG = Phrase(
    "'{cell}' is not a step: write '80 %: owner', '4 h before: owner' or 'due: lead'",
    "“{cell}”不是提醒步骤：请写“80 %: 负责人”“4 小时前: 负责人”或“到期: 主管”",
)
NO_CONDITION = Phrase(
    "{tab} has no column '{column}': leave the cell empty",
    "“{tab}”没有“{column}”列：请留空",
)

EITHER = re.compile(r"\s*[;；\n]\s*")
BOTH = re.compile(r"\s*[+＋]\s*")
LISTED = re.compile(r'\s*(?:"([^"]*)"|([^",，、]+?))\s*(?:[,，、]|$)')
FIRST = re.compile(r"(?:first|首次)\s*[:：]?\s*(.+)", re.IGNORECASE)
NOT = re.compile(r"(?:not(?![a-z])|非|不是)\s*[:：]?\s*(.+)", re.IGNORECASE)
SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*[%％]")
LEAD = re.compile(r"(?:提前)?\s*(.+?)\s*(?:before|前|之前)", re.IGNORECASE)
DUE = frozenset({"due", "at due", "到期", "截止", "0"})
AFTER = re.compile(r"(.+?)\s*(?:after|later|后|之后)?", re.IGNORECASE)
WORDS = {
    **{word: word for word in WHOM},
    "负责人": "owner",
    "值班": "on duty",
    "值班人": "on duty",
    "主管": "lead",
    "经理": "manager",
    "店主": "shop owner",
}


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a list; a word with commas stands in double quotes."""
    return tuple(
        (m[1] if m[1] is not None else m[2]).strip() for m in LISTED.finditer(text) if m[0]
    )


class Grammar:
    """Reads the cells of SLA rows that speak of one tab."""

    def __init__(self, table: Table[Any], locale: Locale) -> None:
        self.table = table
        self.locale = locale

    def moments(self, text: str) -> Moments:
        """Return when a clock starts or stops: ``A; B`` whichever first, ``A + B`` all."""
        ways = [part for part in EITHER.split(text) if part]
        return tuple(tuple(self._moment(one) for one in BOTH.split(way)) for way in ways)

    def waits(self, text: str) -> tuple[Wait, ...]:
        """Return the conditions under which a clock stands still, or is cancelled."""
        moments = (self._moment(part) for part in EITHER.split(text) if part)
        return tuple(Wait(moment.field, moment.values) for moment in moments)

    def target(self, text: str) -> Target:
        """Return how long the promise runs; a heading means that the row holds it."""
        key = self.table.headings.get(folded(text))
        if key is None:
            return read_target(text)
        column = self.table.fields[key]
        if column.codec.shape not in (Shape.INSTANT, Shape.SPAN):
            raise Unreadable(NOT_INSTANT.fill(cell=shown(text)))
        return Target(text.strip(), Unit.FIELD, field=key)

    def condition(self, column: Column, text: str) -> Condition | None:
        """Return what a field must hold, or None where any value does."""
        match = NOT.fullmatch(text.strip())
        values = listed(match[1] if match else text)
        if not values or values in (("-",), ("*",), ("任意",), ("any",)):
            return None
        mine = self.table.fields.get(column.key)
        if mine is None:
            raise Unreadable(NO_CONDITION.fill(tab=self.table.name, column=column.heading))
        return Condition(column.key, frozenset(map(self._reader(mine), values)), match is not None)

    def _moment(self, text: str) -> Moment:
        match = FIRST.fullmatch(text.strip())
        if match and folded(text) not in self.table.headings:
            return self._moment(match[1])._replace(first=True)
        name, equals, values = text.replace("＝", "=").partition("=")
        column = self._column(name)
        if equals:
            return Moment(column.key, frozenset(map(self._reader(column), listed(values))))
        if column.codec.shape is not Shape.INSTANT:
            raise Unreadable(NOT_INSTANT.fill(cell=shown(name)))
        return Moment(column.key)

    def _column(self, name: str) -> Column:
        key = self.table.headings.get(folded(name))
        if key is None:
            some = self.table.columns[1].heading
            raise Unreadable(NO_COLUMN.fill(cell=shown(name), tab=self.table.name, some=some))
        if self.table.fields[key].personal:
            raise Unreadable(PERSONAL.fill(cell=shown(name)))
        return self.table.fields[key]

    def _reader(self, column: Column) -> Callable[[str], str]:
        """Return how a value in a rule is compared: choices as their English word."""
        codec: Codec = column.codec
        read = codec.reader(self.locale, {})
        if codec.shape is Shape.CHOICE:
            return lambda text: str(read(text).value)
        if codec.shape is Shape.YES_NO:
            return lambda text: "yes" if read(text) else "no"
        return folded


def rungs(warn: str, escalate: str, people: Mapping[str, object]) -> tuple[Rung, ...]:
    """Return the ladder of a row: warnings before the breach, escalations after it."""
    steps = [part for part in (*EITHER.split(warn), *EITHER.split(escalate)) if part.strip()]
    return tuple(_rung(step, people) for step in steps)


def _rung(step: str, people: Mapping[str, object]) -> Rung:
    when, colon, whom = step.replace("：", ":").rpartition(":")
    if not colon or not listed(whom):
        raise Unreadable(NO_RUNG.fill(cell=shown(step)))
    names = tuple(_whom(name, people) for name in listed(whom))
    return _when(when.strip(), step)._replace(tell=names)


def _when(when: str, step: str) -> Rung:
    if match := SHARE.fullmatch(when):
        return Rung(RungKind.SHARE, (), share=float(match[1]) / 100)
    if folded(when) in DUE:
        return Rung(RungKind.AFTER, ())
    lead, after = LEAD.fullmatch(when), AFTER.fullmatch(when)
    try:
        if lead:
            return Rung(RungKind.LEAD, (), span=read_span(lead[1]) or Rung(RungKind.LEAD, ()).span)
        return Rung(
            RungKind.AFTER,
            (),
            span=read_span(after[1] if after else when) or Rung(RungKind.AFTER, ()).span,
        )
    except Unreadable:
        raise Unreadable(NO_RUNG.fill(cell=shown(step))) from None


def _whom(name: str, people: Mapping[str, object]) -> str:
    word = WORDS.get(folded(name))
    if word is None and folded(name) not in people:
        raise Unreadable(NO_RECEIVER.fill(cell=shown(name)))
    return word or name


NO_RECEIVER = Phrase(
    "'{cell}' is nobody the desk can tell: write owner, on duty, lead, manager, shop owner or a"
    " name of the Team tab",
    "“{cell}”不是可通知的对象：请写 负责人、值班、主管、经理、店主 或“团队”表中的姓名",
)
