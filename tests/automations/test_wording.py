"""Wording in a desk: drafts are read, and our own texts keep our own rules."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from chalicelib.automations.wording import wording
from chalicelib.model.case import CaseStatus
from chalicelib.model.word import Language
from chalicelib.policy.wording import fit_to_send
from chalicelib.tables.defaults import home
from chalicelib.tables.workbook import POLICY
from tests.automations.small import MONDAY, SmallDesk
from tests.memory import Plan

LIB = Path(__file__).parents[2] / "chalicelib"
ANNA = {
    "id": "CASE-1",
    "order": "A-100001",
    "status": CaseStatus.OPEN,
    "opened": MONDAY,
    "customer": "Anna Kern",
    "email": "anna@kern.example",
}
PROMISE = {"id": "W1", "words": "unconditional refund", "active": True}
ORDERS = (
    {"id": "A-100001", "email": "anna@kern.example"},
    {"id": "A-100002", "email": "bob@bond.example", "phone": "+44 7700 900123"},
)


def said(folder, **cells):
    mine = SmallDesk(folder, cases=[ANNA | cells], orders=ORDERS)
    plan = wording(mine.desk.runner.facts(MONDAY))
    assert all((p.tab, p.column, p.id) == ("cases", "reply", "CASE-1") for p in plan.problems)
    return [problem.what.en for problem in plan.problems]


def test_a_draft_is_marked_where_it_promises_too_much(tmp_path):
    (what,) = said(tmp_path, reply="Dear Anna Kern, you get an Unconditional refund. 138 1234 5678")
    assert "do not write Dear A***, you get an [Unconditional refund]. 138****5678 (" in what
    assert "grants; write instead: " in what


def test_a_draft_is_marked_where_it_names_another_customer(tmp_path):
    draft = "Order A-100002 of bob@bond.example (+44 7700 900123), not A-100001."
    said_of = " ".join(said(tmp_path, reply=draft))
    assert said_of.count("another customer's") == 3
    assert all(secret not in said_of for secret in ("bob@", "7700", "A-100001"))


@pytest.mark.parametrize("status", [CaseStatus.CLOSED, CaseStatus.CANCELLED])
def test_a_case_that_is_over_is_left_in_peace(tmp_path, status):
    assert said(tmp_path, reply="unconditional refund", status=status) == []


def test_a_harmless_draft_is_not_spoken_of(tmp_path):
    assert said(tmp_path, reply="We send a new shirt today; order A-100001.") == []


def test_the_whole_round_shows_it_on_the_problems_tab_once(tmp_path):
    mine = SmallDesk(tmp_path, cases=[ANNA | {"reply": "an unconditional refund"}])
    plan = mine.run_twice(MONDAY)
    assert [p.id for p in plan.problems if p.column == "reply"] == ["CASE-1"]


def test_an_order_named_in_another_spelling_is_the_customers_own(tmp_path):
    draft = "Your order A-100002 is on its way."
    assert said(tmp_path, order="a-100002", email="new@kern.example", reply=draft) == []


@pytest.mark.parametrize(
    ("tell", "marked"),
    [
        ("我们支持无条件退款。", "【无条件退款】"),
        ("You get an unconditional refund.", "[unconditional refund]"),
    ],
)
def test_what_a_row_tells_agents_to_send_is_read_before_they_do(tmp_path, tell, marked):
    mine = SmallDesk(tmp_path)
    mine.book.typed(POLICY, "P13", buyer_text=tell)
    found = [p for p in mine.run_twice(MONDAY).problems if p.tab == "policy"]
    (one,) = [p for p in found if p.column == "buyer_text"]
    assert one.id == "P13"
    assert marked in one.what.en or marked in one.what.zh


def test_what_is_to_be_written_instead_is_read_too(tmp_path):
    row = {"id": "W99", "words": "moon", "instead": "an unconditional refund", "active": True}
    mine = SmallDesk(tmp_path, phrases=[PROMISE, row])
    (one,) = [p for p in mine.run_twice(MONDAY).problems if p.tab == "phrases"]
    assert (one.column, one.id) == ("instead", "W99")
    assert "[unconditional refund]" in one.what.en


@pytest.mark.parametrize("words", ["how did we do", "满意吗"])
def test_a_row_that_forbids_what_customers_are_asked_with_is_told(tmp_path, words):
    row = {"id": "W99", "words": words, "active": True}
    mine = SmallDesk(tmp_path, phrases=[row])
    found = [p for p in mine.run_twice(MONDAY).problems if p.tab == "phrases"]
    assert {(p.column, p.id) for p in found} == {("words", "W99")}


def strings(path):
    """Return the words for people that a module holds: no docstring, no code."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Phrase":
            yield from (a.value for a in node.args if isinstance(a, ast.Constant))


@pytest.fixture(scope="module", params=list(Language))
def policies(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    mine = SmallDesk(folder, plan=Plan(home(request.param)))
    return mine.desk.runner.facts(MONDAY).policies


def test_there_are_default_phrases(policies):
    assert len(policies.phrases) >= 5
    assert fit_to_send("unconditional refund", policies.phrases)
    assert fit_to_send("无条件退款", policies.phrases)


def test_our_mails_and_pages_keep_the_rule(policies):
    rooms = [LIB / room for room in ("messages", "pages", "automations")]
    texts = [said for room in rooms for path in room.rglob("*.py") for said in strings(path)]
    texts += [path.read_text("utf-8") for room in rooms for path in room.rglob("*.j2")]
    assert len(texts) > 100
    assert [(t, h) for t in texts for h in fit_to_send(t, policies.phrases)] == []


def test_what_buyers_are_told_and_what_is_to_be_written_instead_keep_the_rule(policies):
    told = [terms.buyer_text for terms in policies.policy.outcomes]
    instead = [line.instead for line in policies.phrases]
    assert any(told)
    assert any(instead)
    assert [(t, h) for t in [*told, *instead] for h in fit_to_send(t, policies.phrases)] == []
