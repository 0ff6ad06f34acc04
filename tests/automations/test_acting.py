"""What reminders ask for: people fill in what is theirs, and what the desk writes comes otherwise."""

from __future__ import annotations

import pytest

from chalicelib.automations.acting import acting
from chalicelib.model.face import ClockState
from chalicelib.model.intent import IntentKind
from chalicelib.model.order import OrderStatus
from chalicelib.model.word import Language
from chalicelib.tables.cell import folded
from chalicelib.tables.grammar import BOTH
from chalicelib.tables.table import Owner
from chalicelib.tables.workbook import BY_KEY, SLA
from tests.automations.small import HOUR, MONDAY, SmallDesk
from tests.automations.triaged import read
from tests.memory import small_book
from tests.tables.test_defaults import OPENED, rules

EN, ZH = Language.EN, Language.ZH
LANGUAGES = pytest.mark.parametrize("language", list(Language))


def named(rule):
    """Return the columns that a reminder of a rule asks to fill in."""
    parts = [one for way in rule.by_people for one in BOTH.split(way)]
    table = BY_KEY[rule.tab]
    keys = [table.headings[folded(part.partition("=")[0])] for part in parts if part]
    return [table.fields[key] for key in keys]


@LANGUAGES
def test_a_reminder_asks_to_fill_in_only_what_people_fill(language):
    found = rules(OPENED[language])
    assert [c.key for rule in found.values() for c in named(rule) if c.owner is Owner.DESK] == []
    assert {name for name, rule in found.items() if not rule.by_people} == {"C08", "C11"}


@pytest.mark.parametrize(
    ("row", "language", "said"),
    [
        ("C01", EN, "Act, then fill in: First reply or Closed"),
        ("O01", EN, "Act, then fill in: Held or Reviewed"),
        ("O01", ZH, "请跟进，并填写：转人工时间或审核完成时间"),
        ("O02", EN, "Act, then fill in: Reviewed or Status = refused"),
        ("O02", ZH, "请跟进，并填写：审核完成时间或状态 = 审核拒绝"),
        ("F02", EN, "Act, then fill in: Paid out"),
        ("C08", EN, "See that whoever was asked answers by the link in the mail"),
        ("C08", ZH, "请提醒审批人通过邮件中的链接答复"),
        ("C11", EN, "Mend what Problems says of the row"),
        ("C11", ZH, "请修正“问题清单”中列出的本行内容"),
    ],
)
def test_what_a_default_promise_asks_for(row, language, said):
    told = acting(rules(OPENED[language])[row]).said(language)
    assert told == said if "fill in" in said or "填写：" in said else told.startswith(said)


def rule_of(row, **cells):
    """Return a default promise with some cells changed."""
    book = small_book()
    book.typed(SLA, row, **cells)
    return rules(read(book))[row]


@pytest.mark.parametrize(
    ("row", "stop", "said"),
    [
        ("O02", "Review = pass, flag", "Settle what the row's Next step says"),
        ("C06", "Rating = 5", "Only the customer's answer ends it"),
        ("P02", "Clock state = met", "Act; the desk itself ends the clock"),
        ("C06", "Decision = approved + Closed", "Act, then fill in: Closed"),
        ("C06", "Recorded; first Customer wrote", "Act, then fill in: first Customer wrote"),
    ],
)
def test_what_an_edited_promise_asks_for(row, stop, said):
    assert acting(rule_of(row, stop=stop)).en.startswith(said)


def test_the_mail_about_a_held_order_names_no_column_of_the_desk(tmp_path):
    held = {"id": "A-1", "owner": "Anna", "status": OrderStatus.HELD, "held": MONDAY - 5 * HOUR}
    plan = SmallDesk(tmp_path, orders=[{**held, "placed": MONDAY - 9 * HOUR}]).run(MONDAY)
    said = {i.to: i.step for i in plan.intents if i.clock == "Manual review"}
    assert said == {
        "anna@shop.example": "Act, then fill in: Reviewed or Status = refused",
        "lina@shop.example": "请跟进，并填写：Reviewed或Status = refused\n负责人：Anna",
    }


def told_late(folder, owner):
    """Return what is told of an order that was held too long, by address."""
    row = {"id": "A-1", "owner": owner, "status": OrderStatus.HELD, "held": MONDAY - 5 * HOUR}
    plan = SmallDesk(folder, orders=[{**row, "placed": MONDAY - 9 * HOUR}]).run(MONDAY)
    return {i.to: i for i in plan.intents if i.clock == "Manual review"}


@pytest.mark.parametrize("owner", ["Anna", " anna ", "ANNA@shop.example"])
def test_nothing_is_escalated_to_the_owner_of_the_row(tmp_path, owner):
    told = told_late(tmp_path, owner)
    own, above = told["anna@shop.example"], told["lina@shop.example"]
    assert (own.kind, own.state) == (IntentKind.REMINDER, ClockState.OVERDUE)
    assert (above.kind, above.state) == (IntentKind.ESCALATION, ClockState.OVERDUE)
    assert "responsible" not in own.step


def test_a_row_without_an_owner_is_escalated(tmp_path):
    told = told_late(tmp_path, "").values()
    assert {one.kind for one in told} == {IntentKind.ESCALATION}
    assert all("nobody was responsible" in one.step or "负责人：无人" in one.step for one in told)
