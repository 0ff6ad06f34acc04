"""Rules that are lost let no money out: what is granted waits, and every refund is on hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from chalicelib.automations.plan import Trust
from chalicelib.automations.round import desk_round
from chalicelib.automations.rules_gone import judged_by
from chalicelib.model.case import Category, Remedy
from chalicelib.model.intent import IntentKind
from chalicelib.sla.memory import NOTHING
from chalicelib.tables.workbook import BY_KEY
from tests.automations.reviewed import LAMP, NOW, SHIRT, Reviewing, line
from tests.automations.test_payouts import CASES, Paying, case, refund
from tests.automations.triaged import book_of, facts

HOUR = timedelta(hours=1)
COST = Decimal("39.00")
AUTHORITY, POLICY = BY_KEY["authority"], BY_KEY["policy"]
HELD = (None, "hold")
"""What a case and its refund show while the rules they need are lost."""


class Shop:
    """A live desk with a case of 39 USD of a junior agent, who may grant 5 or 500 alone."""

    def __init__(self, folder, cap="500 USD", **cells):
        wish = {
            "remedy": Remedy.PARTIAL, "category": Category.PRODUCT, "topic": "damaged",
            "owner": "Ben", "country": "DE", "outcome": None, "sku": "TS-RED-M", "amount": COST,
            "opened": NOW - HOUR, "problem": "torn", "email": "o-1@shop.example",
            "on_file": "photos, packaging photos",
        }  # fmt: skip
        rows = {"products": [SHIRT, LAMP], "order_lines": [line("O-1")]}
        made = Paying(folder, refunds=[refund(amount=COST)], cases=[case(**wish | cells)], **rows)
        self.book, self.desk, self.now = made.book, made.desk, NOW
        self.desk.go_live(NOW)
        self.book.typed(AUTHORITY, "A01", cap=cap)

    def run(self):
        """Run the round an hour later; return its plan."""
        self.now += HOUR
        return self.desk.runner.run(desk_round, self.now).plan

    def shown(self):
        """Return what the case and its refund show."""
        return (
            self.book.cell(CASES, "C-1", "outcome"),
            self.book.cell(BY_KEY["refunds"], "R-1", "outcome"),
        )

    def step(self):
        """Return what is said of the refund."""
        return self.book.cell(BY_KEY["refunds"], "R-1", "step")


def gone(book, table):
    book.tabs.pop(table.name.en)


def emptied(book, table):
    book.rows(table)[1:] = []


def same_ids(book, table):
    all_say("id", "X1")(book, table)


def headless(key):
    def lose(book, table):
        book.rows(table)[0][book.column(table, key)] = "mine"

    return lose


def all_say(key, cell):
    def write(book, table):
        at = book.column(table, key)
        for row in book.rows(table)[1:]:
            row[at:] = [cell, *row[at + 1 :]]

    return write


LOST = {
    "gone": gone,
    "emptied": emptied,
    "one id for all": same_ids,
    "no caps": all_say("cap", "lots"),
    "no roles": all_say("role", "boss man"),
    **{f"no heading {key}": headless(key) for key in ("id", "role", "remedies", "cap")},
}
BY_LOSS = pytest.mark.parametrize("lose", LOST.values(), ids=LOST)


@BY_LOSS
@pytest.mark.parametrize(
    ("cap", "before"),
    [("500 USD", ("may be granted", "pass")), ("5 USD", ("needs approval", "hold"))],
)
def test_without_authority_nobody_grants_what_nobody_knows_the_limit_of(
    tmp_path, lose, cap, before
):
    shop = Shop(tmp_path, cap)
    shop.run()
    assert shop.shown() == before
    rows = [list(row) for row in shop.book.rows(AUTHORITY)]
    lose(shop.book, AUTHORITY)
    told = [intent for intent in shop.run().intents if intent.kind is IntentKind.UNREAD]
    assert shop.shown() == HELD
    assert {intent.tab for intent in told} == {"Authority"}
    shop.run()
    assert shop.shown() == HELD
    shop.book.tabs[AUTHORITY.name.en] = rows
    shop.run()
    assert shop.shown() == before


def test_a_workbook_that_never_had_authority_limits_nobody(tmp_path):
    shop = Shop(tmp_path, "5 USD")
    gone(shop.book, AUTHORITY)
    shop.run()
    assert shop.shown() == ("may be granted", "pass")
    shop.run()
    assert shop.shown() == ("may be granted", "pass")


@pytest.mark.parametrize(("key", "cell"), [("cap", "lots"), ("role", "boss"), ("remedies", "all")])
def test_a_role_whose_row_cannot_be_read_may_grant_nothing_alone(tmp_path, key, cell):
    shop = Shop(tmp_path)
    shop.book.typed(AUTHORITY, "A01", **{key: cell})
    (told,) = [intent for intent in shop.run().intents if intent.kind is IntentKind.UNREAD]
    assert shop.shown() == ("needs approval", "hold")
    assert (told.tab, told.id) == ("Authority", "A01")


@pytest.mark.parametrize("live", [True, False])
def test_of_a_shared_workbook_what_was_confirmed_counts_once_it_is_live(live):
    row = {"role": "lead", "remedies": [], "cap": [], "next": "", "patience": 60}
    notes = {("authority", ""): NOTHING._replace(notes={"confirmed": {"A04": row}})}
    assert judged(notes, live=live).policies.policy is not None
    assert (judged(notes, emptied, live=live).policies.policy is not None) is live


def test_a_shared_workbook_of_which_nothing_was_confirmed_waits_for_that():
    notes = {("authority", ""): NOTHING._replace(notes={"confirmed": {}})}
    assert judged(notes).policies.policy is None


def judged(notes, lose=None, *, live=True):
    """Return what is known of a shared workbook with such notes."""
    book = book_of(cases=[])
    if lose:
        lose(book, AUTHORITY)
    told = facts(book, memories=notes)
    recalled = replace(told.recalled, live=live)
    return judged_by(replace(told, trust=Trust(owner=False), recalled=recalled))


@pytest.mark.parametrize("tab", ["policy", "evidence"])
@pytest.mark.parametrize("lose", [gone, emptied, same_ids, headless("active"), headless("id")])
def test_without_rules_refunds_are_on_hold_and_the_owner_is_told(tmp_path, tab, lose):
    shop = Shop(tmp_path)
    shop.run()
    lose(shop.book, BY_KEY[tab])
    told = [intent for intent in shop.run().intents if intent.kind is IntentKind.UNREAD]
    assert shop.shown() == HELD
    assert [intent.tab for intent in told] == [BY_KEY[tab].name.en]
    assert shop.step() == told[0].about


def test_a_rule_that_was_set_aside_stays_so_without_its_heading(tmp_path):
    shop = Shop(tmp_path, remedy=Remedy.REFUND)
    shop.book.typed(POLICY, "P14", active="no", value=None)
    shop.run()
    assert shop.shown() == ("not allowed", "hold")
    headless("active")(shop.book, POLICY)
    shop.run()
    assert shop.shown() == HELD


@pytest.mark.parametrize("lose", [emptied, headless("active"), headless("outcome")])
def test_without_order_checks_no_order_passes_and_the_owner_is_told(tmp_path, lose):
    shop = Reviewing.of(tmp_path, address="")
    shop.desk.runner.run(desk_round, NOW)
    assert shop.shown() == "hold"
    lose(shop.book, BY_KEY["checks"])
    plan = shop.desk.runner.run(desk_round, NOW + HOUR).plan
    assert "Order checks" in [intent.tab for intent in plan.intents]
    assert shop.shown() != "pass"


def test_each_row_that_cannot_be_read_is_told_by_name(tmp_path):
    shop = Shop(tmp_path)
    shop.run()
    shop.book.typed(POLICY, "P26", goods_back="maybe")
    (first,) = [intent for intent in shop.run().intents if intent.kind is IntentKind.UNREAD]
    assert (first.tab, first.id) == ("Policy", "P26")
    assert first.step.startswith("Approvals, and cases that it may decide, wait until then.")
    assert shop.shown() == ("may be granted", "pass")
    shop.book.typed(POLICY, "P25", goods_back="maybe")
    (second,) = [intent for intent in shop.run().intents if intent.kind is IntentKind.UNREAD]
    assert second.id == "P25"
