"""What reminders ask for: people fill in what is theirs, and what the desk writes comes otherwise."""

from __future__ import annotations

import pytest

from chalicelib.automations.acting import acting
from chalicelib.model.order import OrderStatus
from chalicelib.model.word import Language
from chalicelib.tables.cell import folded
from chalicelib.tables.grammar import BOTH, EITHER
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
    parts = [one for way in EITHER.split(rule.stop_text) for one in BOTH.split(way)]
    table = BY_KEY[rule.tab]
    keys = [table.headings[folded(part.partition("=")[0])] for part in parts if part]
    return [table.fields[key] for key in keys]


@LANGUAGES
def test_a_reminder_asks_to_fill_in_only_what_people_fill(language):
    found = rules(OPENED[language])
    assert [c.key for rule in found.values() for c in named(rule) if c.owner is Owner.DESK] == []
    assert {name for name, rule in found.items() if not rule.stop_text} == {"C08", "C11"}


@pytest.mark.parametrize(
    ("row", "language", "said"),
    [
        ("C01", EN, "Act, then fill in: First reply; Closed; Status = closed"),
        ("O01", EN, "Act, then fill in: Held; Reviewed"),
        ("O01", ZH, "请跟进，并填写：转人工时间; 审核完成时间"),
        ("O02", EN, "Act, then fill in: Reviewed; Status = refused; Shipped"),
        ("C08", EN, "See that whoever was asked answers by the link in the mail"),
        ("C08", ZH, "请提醒审批人通过邮件中的链接答复"),
        ("C11", EN, "Mend what Problems says of the row"),
        ("C11", ZH, "请修正“问题清单”中列出的本行内容"),
    ],
)
def test_what_a_default_promise_asks_for(row, language, said):
    assert acting(rules(OPENED[language])[row]).said(language).startswith(said)


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
    asked = "Reviewed; Status = refused; Shipped"
    assert said == {
        "anna@shop.example": f"Anna was responsible. Act, then fill in: {asked}",
        "lina@shop.example": f"负责人：Anna。请跟进，并填写：{asked}",
    }
