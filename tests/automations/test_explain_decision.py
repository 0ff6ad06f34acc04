"""Explain says of every decision which row decided, why the others did not, and who was asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.automations.approvals import NOTE
from chalicelib.automations.explain import explain
from chalicelib.automations.explain_verdict import judged_now
from chalicelib.model.case import CaseStatus
from chalicelib.model.private import digested, private
from chalicelib.model.verdict import Outcome
from chalicelib.policy.approval import Approval, Ask, to_json
from chalicelib.sla.memory import Memory
from tests.automations.test_whatif import BUYER, PAYMENT, case, facts, order
from tests.automations.triaged import DAY, NOW, book_of

ROWS = {"cases": [case(1)], "orders": [order(1)], "payments": [PAYMENT]}


def explained(name, memories=None, **rows):
    (found,) = explain(facts(book_of(**{**ROWS, **rows}), memories), name)
    return found.judgement


def said(judgement, what):
    return [ground.said.en for ground in judgement.grounds if ground.what.en == what]


def test_a_case_tells_row_inputs_evidence_and_authority():
    why = explained("case-01")
    assert why.verdict.outcome is Outcome.NEEDS_APPROVAL
    (policy,) = said(why, "policy")
    assert policy.startswith("P01: Category other, Topic cancellation")
    assert said(why, "evidence") == ["E06: question"]
    (mine,) = said(why, "authority")
    assert mine.startswith("junior agent (A01): ")
    assert mine.endswith("up to 50 USD")
    assert said(why, "above it decides")[0].startswith("intermediate agent (A02): ")


def test_every_other_row_says_why_it_did_not_decide():
    book = facts(book_of()).policies.policy
    others = {other.rule: other.columns.en for other in explained("CASE-01").others}
    assert set(others) == set(book.ids) - {"P01"}
    assert all(others.values())
    assert others["P15"] == "Topic"
    assert others["P99"] == "an earlier row fits"


def test_the_history_of_an_approval_is_told():
    asks = (Ask("Ida", "m", "intermediate agent", NOW - DAY, NOW),)
    kept = Approval(1, "s", asks, "no", "Ida", NOW, "192.0.2.*, phone", "too much")
    memories = {("cases", "CASE-01"): Memory(notes={NOTE: to_json(kept)})}
    other = case(1, amount="10")
    why = explained("CASE-01", memories, cases=[other])
    assert said(why, "asked") == [
        "Ida (intermediate agent) 2026-03-08 10:00, until 2026-03-09 10:00"
    ]
    assert said(why, "answered") == ["Ida: no 2026-03-09 10:00, 192.0.2.*, phone: too much"]


def test_a_closed_case_tells_of_filing_and_rating():
    over = {"status": CaseStatus.CLOSED, "closed": NOW - DAY}
    kept = {"asked": NOW.isoformat(), "number": 1, "rating": 5, "words": "great", "at": "x"}
    memories = {("cases", "CASE-01"): Memory(notes={"rating": kept})}
    why = explained("CASE-01", memories, cases=[case(1, **over)])
    assert said(why, "rating") == ["5 great"]


@pytest.mark.parametrize(
    "over", [{"closed": NOW - DAY}, {"status": CaseStatus.CLOSED}, {"status": CaseStatus.CANCELLED}]
)
def test_of_a_closed_case_no_grounds_are_invented(over):
    why = explained("CASE-01", cases=[case(1, **over)])
    assert why.verdict.outcome is None
    assert said(why, "decision") == ["nothing any more: the case is closed or cancelled"]
    assert {ground.what.en for ground in why.grounds} <= {"decision", "in the library since"}
    assert why.others == []


def test_a_closed_case_with_a_cell_that_cannot_be_read_says_so_alone():
    why = explained("CASE-01", cases=[case(1, closed=NOW - DAY, amount="ten")])
    assert said(why, "decision") == ["hold"]


def test_what_is_suggested_beside_a_case_is_told():
    bare = {"category": None, "topic": "", "remedy": None, "owner": ""}
    why = explained("CASE-01", cases=[case(1, **bare, problem="the cup is broken")])
    assert said(why, "suggested category") == [why.verdict.suggested]
    assert why.verdict.suggested.startswith("product")
    assert said(why, "suggested owner") == [why.verdict.assignee] == ["Ben"]


def test_of_people_who_were_forgotten_it_is_said_so():
    asks = (Ask("Ida", "m", "intermediate agent", NOW - DAY, NOW),)
    kept = Approval(1, "s", asks, "no", "Ida", NOW, "192.0.2.*, phone", "too much")
    rating = {"asked": NOW.isoformat(), "number": 1, "rating": 5, "words": private("great")}
    notes = digested({NOTE: to_json(kept), "rating": rating}, lambda _: "0f")
    over = {"status": CaseStatus.CLOSED, "closed": NOW - DAY, "amount": "10"}
    memories = {("cases", "CASE-01"): Memory(notes=notes)}
    why = explained("CASE-01", memories, cases=[case(1, **over)])
    assert said(why, "asked") == [
        "(forgotten) (intermediate agent) 2026-03-08 10:00, until 2026-03-09 10:00"
    ]
    assert said(why, "answered") == ["(forgotten): no 2026-03-09 10:00, (forgotten): (forgotten)"]
    (rated,) = [ground.said.zh for ground in why.grounds if ground.what.en == "rating"]
    assert rated == "5 （已遗忘）"


def test_an_order_tells_its_checks():
    why = explained("A-01", orders=[order(1, **BUYER)])
    assert why.verdict.outcome is Outcome.HOLD
    assert [one.split(":")[0] for one in said(why, "check")] == ["K08 buyer's note"]
    assert "address" in said(why, "nothing wrong with")[0]


def test_an_order_on_its_way_is_not_reviewed():
    why = explained("A-01", orders=[order(1, shipped=NOW - DAY)])
    assert said(why, "decision") == ["not reviewed: it is not paid, or on its way already"]


def test_a_refund_tells_its_figures():
    refund = {"id": "R-1", "order": "A-01", "case": "CASE-01", "status": "asked"}
    why = explained("R-1", refunds=[refund | {"amount": "60", "currency": "USD", "asked": NOW}])
    assert why.verdict.outcome is Outcome.HOLD
    assert "CASE-01" in said(why, "because")[0]


@pytest.mark.parametrize("tab", ["policy", "checks"])
def test_without_rules_nothing_is_decided_and_nothing_explained(tab):
    book = book_of(**ROWS)
    bare = facts(book)
    bare_of = {tab: None} | ({"checked": frozenset()} if tab == "checks" else {})
    none = replace(bare.policies, **bare_of)
    found = explain(replace(bare, policies=none), "CASE-01" if tab == "policy" else "A-01")
    assert not found[0].judgement or not found[0].judgement.others


def test_what_is_explained_is_what_the_round_decides():
    here = facts(book_of(**ROWS))
    verdicts = {record.id: record.face.verdict for record in judged_now(here).rows("cases")}
    assert verdicts["CASE-01"] == explained("CASE-01").verdict
