"""Triage where rules are broken or gone, amounts strange, and words of cases unknown."""

from __future__ import annotations

import pytest

from chalicelib.automations.case_files import NEEDED
from chalicelib.automations.case_triage import case_triage
from chalicelib.automations.rules_gone import judged_by, rules_gone
from chalicelib.model.case import Category, Remedy
from chalicelib.model.intent import IntentKind
from chalicelib.model.problem import Rank
from chalicelib.model.refund import RefundStatus
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Language
from chalicelib.policy.case_headings import HEADINGS
from chalicelib.tables.workbook import BY_KEY, EVIDENCE, POLICY
from tests.automations.small import DAY as LATER
from tests.automations.small import MONDAY, SmallDesk
from tests.automations.test_case_triage import DAMAGED, LINE, NO_REASON, ORDER, PAID, SHOP, one
from tests.automations.triaged import NOW, PEOPLE, book_of, facts, judged, verdicts
from tests.memory import SHANGHAI, Plan

R = Remedy


def broken(row, case=NO_REASON, **cells):
    book = book_of(cases=[case], **SHOP)
    book.typed(POLICY, row, **cells)
    return verdicts(facts(book))["C-1"]


@pytest.mark.parametrize("cells", [{"cap": "a lot"}, {"days": "7-14"}, {"remedies": "refusl"}])
def test_a_broken_row_above_the_one_that_decides_holds_the_case(cells):
    verdict = broken("P23", **cells)
    assert verdict.outcome is Outcome.HOLD
    assert verdict.step == "Cannot tell: mend row P23 of Policy."
    assert verdict.because == "P23 cannot be read"


def test_a_broken_row_that_does_not_fit_or_stands_below_holds_nothing():
    for row in ("P02", "P25"):
        assert broken(row, cap="a lot").outcome is Outcome.TO_DECIDE


def without_evidence(row, heading=None):
    """Return the verdict on a case where the Evidence tab has a row or a heading broken."""
    book = book_of(cases=[NO_REASON | {"category": "product"}], **SHOP)
    if heading:
        rows = book.rows(EVIDENCE)
        rows[0][book.column(EVIDENCE, heading)] = "mine"
    else:
        book.typed(EVIDENCE, row, category="prodcut")
    told = judged_by(facts(book))
    return verdicts(told)["C-1"] if told.policies.policy else None


def test_a_broken_row_of_evidence_holds_the_cases_that_it_may_ask_about():
    verdict = without_evidence("E02")
    assert (verdict.outcome, verdict.step) == (
        Outcome.HOLD,
        "Cannot tell: mend row E02 of Evidence.",
    )


@pytest.mark.parametrize("heading", ["category", "needs"])
def test_without_a_column_of_evidence_nothing_is_judged(heading):
    assert without_evidence("", heading) is None


def test_a_policy_tab_that_is_gone_is_told_once_and_stays_a_problem(tmp_path):
    desk = SmallDesk(tmp_path, cases=[])
    desk.run(MONDAY)
    tab = desk.book.tabs.pop(POLICY.name.en)
    plan = desk.run(MONDAY + LATER)
    assert [(p.tab, p.rank) for p in plan.problems] == [("policy", Rank.LAYOUT)]
    (mail,) = [i for i in plan.intents if i.kind is IntentKind.UNREAD]
    assert "'Policy' is gone: put it back" in mail.about
    assert mail.step.startswith("Cases are not judged until then.")
    again = desk.run(MONDAY + 2 * LATER)
    assert len(again.problems) == 1
    assert not [i for i in again.intents if i.kind in (IntentKind.UNREAD, IntentKind.LAYOUT)]
    desk.book.tabs[POLICY.name.en] = tab
    assert desk.run(MONDAY + 3 * LATER).problems == []


def test_a_policy_tab_that_never_was_is_not_missed():
    book = book_of(cases=[])
    del book.tabs[POLICY.name.en]
    assert rules_gone(facts(book)) == []


def test_a_refund_without_a_rate_is_named():
    refund = {"id": "R-2", "order": "O-1", "case": "C-9", "amount": 5, "currency": "GBP",
              "status": RefundStatus.ASKED}  # fmt: skip
    wish = NO_REASON | {"remedy": R.RETURN, "amount": 5}
    verdict = one(wish, refunds=[refund])
    assert verdict.step == "Refund R-2 has no exchange rate, or no amount: fill it in."
    much = refund | {"currency": "EUR", "amount": 500}
    verdict = one(wish, refunds=[much])
    assert verdict.outcome is Outcome.NOT_ALLOWED
    assert "refund R-2 asks more than came in" in verdict.step


@pytest.mark.parametrize("rate", [0, -1, None])
def test_a_rate_that_is_none_makes_nothing_free(rate):
    wish = DAMAGED | {"remedy": R.PARTIAL, "amount": 40, "rate": rate}
    assert one(wish).outcome is Outcome.TO_DECIDE


def test_what_costs_next_to_nothing_still_needs_somebody_who_may_grant_it():
    wish = NO_REASON | {"remedy": R.RETURN, "amount": 5, "rate": 0.0000001, "owner": "A stranger"}
    assert one(wish).outcome is Outcome.NEEDS_APPROVAL


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({"amount": 1}, Outcome.NEEDS_APPROVAL),
        ({"amount": None}, Outcome.NEEDS_APPROVAL),
        ({"amount": 1, "currency": "USD", "rate": None}, Outcome.TO_DECIDE),
        ({"amount": 1, "owner": "Anna"}, Outcome.GRANTED),
    ],
)
def test_goods_cost_what_they_are_worth_whatever_is_typed(cells, outcome):
    wish = DAMAGED | {"remedy": R.RESHIP} | cells
    assert one(wish, order_lines=[LINE]).outcome is outcome


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("damagd", "no rule knows the topic 'damagd': did you mean 'damaged'?"),
        ("xyz", "no rule knows the topic 'xyz': correct it, or add a row of Policy for it"),
        ("Damaged", ""),
        ("", ""),
    ],
)
def test_a_topic_that_no_rule_knows_is_told(topic, said):
    plan = case_triage(facts(book_of(cases=[DAMAGED | {"topic": topic}], **SHOP)))
    told = [(p.column, p.id, p.rank, p.what.en) for p in plan.problems]
    assert told == ([("topic", "C-1", Rank.LOW, said)] if said else [])


MORE_THAN_A_WEEK = NOW - 11 * LATER
"""Too late for a withdrawal, but not in Europe."""
SLIPS = {
    "damagd": "No rule knows the topic 'damagd': did you mean 'damaged'?",
    "Damaged; late": "No rule knows the topic 'Damaged; late': did you mean 'damaged'?",
    "xyz": "No rule knows the topic 'xyz': correct it, or add a row of Policy for it.",
}


@pytest.mark.parametrize("remedy", [None, R.PARTIAL, R.COUPON])
@pytest.mark.parametrize("topic", SLIPS)
def test_a_slip_in_the_topic_is_no_refusal(topic, remedy):
    verdict = one(DAMAGED | {"topic": topic, "remedy": remedy, "amount": 2, "owner": "Anna"})
    assert (verdict.outcome, verdict.step) == (Outcome.TO_CLASSIFY, SLIPS[topic])
    assert verdict.options == ""


def test_a_row_that_asks_for_no_topic_decides_where_none_above_it_waits_for_one():
    parcel = {"id": "T-1", "order": "O-1", "status": ShipmentStatus.LOST}
    case = DAMAGED | {"category": Category.LOGISTICS, "topic": "parcell"}
    assert one(case, shipments=[parcel]).because.startswith("P05")


def test_a_topic_that_keywords_name_is_no_slip():
    paid = {"category": Category.PAYMENT, "topic": "exchange rate"}
    assert one(DAMAGED | paid).because.startswith("P03")


CHINESE = Plan(SHANGHAI._replace(language=Language.ZH), team=PEOPLE)


@pytest.mark.parametrize("topic", ["七天无理由", "7天无理由", "无理由"])
def test_a_withdrawal_has_several_names_in_chinese(topic):
    case = NO_REASON | {"topic": topic, "on_file": "照片, 包装照片"}
    assert judged(CHINESE, cases=[case], **SHOP)["C-1"].because.startswith("P23")


def test_words_for_what_is_broken_speak_for_a_category():
    case = {"id": "C-1", "order": "O-1", "problem": "坏了"}
    assert judged(CHINESE, cases=[case], **SHOP)["C-1"].suggested == "商品类：“坏了”"


def test_a_case_without_a_topic_is_decided_by_the_row_for_all():
    assert one(DAMAGED | {"topic": ""}).because == "P99"


@pytest.mark.parametrize("tab", ["cases", "orders"])
@pytest.mark.parametrize(
    ("country", "outcome", "because"),
    [
        ("Germany", Outcome.GRANTED, "P23"),
        ("德国", Outcome.GRANTED, "P23"),
        ("uk", Outcome.GRANTED, "P23"),
        ("USA", Outcome.NOT_ALLOWED, "P25"),
        ("Genovia", Outcome.HOLD, ""),
    ],
)
def test_a_country_by_name_decides_as_by_its_letters(country, outcome, because, tab):
    wish = NO_REASON | {"remedy": R.RETURN, "amount": 5, "owner": "Anna"}
    tabs = {"orders": [ORDER | {"delivered": MORE_THAN_A_WEEK}]}
    if tab == "orders":
        tabs["orders"][0] |= {"country": country}
    verdict = one(wish | ({"country": country} if tab == "cases" else {}), **tabs)
    assert (verdict.outcome, verdict.because[:3]) == (outcome, because)


def test_a_country_that_nobody_can_tell_is_said_in_both_languages():
    told = facts(book_of(cases=[NO_REASON | {"country": "Genovia"}], **SHOP))
    assert verdicts(told)["C-1"].step == "Cannot tell: mend Cases C-1: Country."
    (what,) = [p.what for p in told.problems if (p.tab, p.column) == ("cases", "country")]
    assert what.en == (
        "cannot tell which country 'Genovia' is: write the country as two letters, such as DE"
    )
    assert what.zh == "无法判断“Genovia”是哪个国家：请用两个字母填写国家，例如 DE"


def test_an_order_that_does_not_exist_is_named_not_asked_for():
    verdict = one(DAMAGED | {"order": "O-99", "on_file": None})
    assert verdict.step.startswith("There is no order O-99: correct the number")
    assert "order number" not in verdict.step


def test_what_the_customer_asks_is_written_down():
    verdict = one({"id": "C-1", "order": "O-1", "category": Category.OTHER})
    assert verdict.step == "Write down what the customer asks (What happened)."


def test_a_remedy_that_the_role_may_not_grant_is_told_as_such():
    verdict = one(DAMAGED | {"remedy": R.RETURN, "amount": 4})
    assert "A01 junior agent: may not grant return for refund" in verdict.because


def test_a_cell_that_cannot_be_read_is_named_by_its_heading():
    verdict = one(NO_REASON | {"amount": "a lot"})
    assert verdict.step == "Cannot tell: mend Cases C-1: Amount."
    verdict = one(NO_REASON, payments=[PAID | {"amount": "?"}])
    assert verdict.step == "Cannot tell: mend Payments P-1: Amount."


def test_headings_are_those_of_the_tabs():
    for tab, fields in NEEDED.items():
        for field in fields:
            assert HEADINGS[field] == BY_KEY[tab].fields[field].heading
