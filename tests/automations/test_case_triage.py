"""Triage: a case is judged by the rows of the rule tabs, in words, and again when goods come back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.automations.case_triage import carried_out, case_triage
from chalicelib.automations.decided import decided
from chalicelib.automations.plan import Trust
from chalicelib.model.case import CaseStatus, Category, Remedy
from chalicelib.model.face import judged as with_verdict
from chalicelib.model.private import private
from chalicelib.model.refund import RefundStatus
from chalicelib.model.returns import Condition, ReturnStatus
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.model.verdict import UNJUDGED, Movement, Outcome, Verdict
from chalicelib.model.word import Language
from chalicelib.sla.memory import Memory
from chalicelib.tables.workbook import CASES, DISPUTES, POLICY, TEAM
from tests.automations.triaged import DAY, NOW, PEOPLE, book_of, facts, judged, verdicts
from tests.memory import SHANGHAI, Plan

R = Remedy
ORDER = {
    "id": "O-1", "country": "DE", "amount": 59.9, "currency": "EUR", "status": "delivered",
    "placed": NOW - 20 * DAY, "paid": NOW - 20 * DAY, "delivered": NOW - 5 * DAY,
}  # fmt: skip
SWISS = ORDER | {"country": "CH"}
"""An order to a country without a row in Deadlines."""
PAID = {
    "id": "P-1", "order": "O-1", "provider": "Stripe", "status": "captured",
    "amount": 59.9, "currency": "EUR",
}  # fmt: skip
LINE = {
    "id": "L-1", "order": "O-1", "sku": "LAMP", "title": "Lamp", "quantity": 1,
    "price": 59.9, "currency": "EUR",
}  # fmt: skip
SHOP = {"orders": [ORDER], "payments": [PAID], "order_lines": [LINE]}
DAMAGED = {
    "id": "C-1", "order": "O-1", "category": Category.PRODUCT, "topic": "damaged",
    "on_file": "photos, packaging photos", "currency": "EUR", "rate": 1.1,
}  # fmt: skip
NO_REASON = DAMAGED | {"topic": "no reason"}


def one(case, **tabs):
    return judged(cases=[case], **SHOP | tabs)["C-1"]


def test_a_category_is_suggested_and_never_used():
    verdict = one({"id": "C-1", "order": "O-1", "problem": "The lamp came broken"})
    assert verdict.outcome is Outcome.TO_CLASSIFY
    assert verdict.suggested == "product: 'broken'"
    assert verdict.step == "Type the category; the words speak for product."
    assert (verdict.options, verdict.missing, verdict.because) == ("", "", "")


def test_missing_evidence_is_named_and_asked_for():
    verdict = one(DAMAGED | {"on_file": "3 photos"})
    assert (verdict.outcome, verdict.missing) == (Outcome.NEEDS_EVIDENCE, "packaging photos")
    assert verdict.step == "Ask the customer for: packaging photos."
    assert verdict.options == "explanation"
    assert verdict.because == "P13: Topic damaged, Evidence on file no"


def test_a_remedy_waits_for_the_evidence_unless_it_costs_nothing():
    chosen = {"on_file": None, "remedy": R.RESHIP}
    assert one(DAMAGED | chosen).outcome is Outcome.NEEDS_EVIDENCE
    late = {"category": Category.LOGISTICS, "topic": "late", "remedy": R.COUPON, "amount": 2}
    assert one(DAMAGED | late).outcome is Outcome.NEEDS_EVIDENCE
    assert one(DAMAGED | late | {"remedy": R.EXPLANATION}).outcome is Outcome.GRANTED


def test_what_is_allowed_is_listed_with_its_caps():
    verdict = one(NO_REASON)
    assert verdict.outcome is Outcome.TO_DECIDE
    assert verdict.options == (
        "return for refund up to 59.90 EUR; the buyer pays the return postage"
    )
    assert verdict.step.startswith("Offer: return for refund up to 59.90 EUR; the buyer pays")
    assert verdict.because == "P23: Topic no reason, Country DE, Days since delivery 4"


@pytest.mark.parametrize(
    ("cells", "outcome", "step"),
    [
        ({"remedy": R.REFUND}, Outcome.NOT_ALLOWED, "refund is not allowed: offer return for refund"),
        ({"remedy": R.RETURN}, Outcome.TO_DECIDE, "Fill in amount and currency: at most 59.90 EUR."),
        ({"remedy": R.RETURN, "amount": 60}, Outcome.NOT_ALLOWED, "At most 59.90 EUR is allowed"),
        ({"remedy": R.RETURN, "amount": 75.005}, Outcome.TO_DECIDE, "The smallest unit of EUR is 0.01: write 75.00 EUR."),
        ({"remedy": R.RETURN, "amount": -30}, Outcome.TO_DECIDE, "The amount must be above 0."),
        ({"remedy": R.RETURN, "amount": 0}, Outcome.TO_DECIDE, "The amount must be above 0."),
        ({"remedy": R.RETURN, "amount": 0.004}, Outcome.TO_DECIDE, "The amount must be above 0."),
        ({"remedy": R.RETURN, "amount": 40, "currency": None}, Outcome.TO_DECIDE, "Fill in the currency."),
        ({"remedy": R.RETURN, "amount": 40, "currency": "€"}, Outcome.NEEDS_APPROVAL, ""),
        ({"remedy": R.RETURN, "amount": 40, "currency": " eur "}, Outcome.NEEDS_APPROVAL, ""),
        ({"remedy": R.RETURN, "amount": 40, "rate": None}, Outcome.TO_DECIDE, "Fill in the exchange rate"),
        ({"remedy": R.RETURN, "amount": 40}, Outcome.NEEDS_APPROVAL, "return for refund is beyond junior"),
        ({"remedy": R.RETURN, "amount": 40, "owner": "Ida"}, Outcome.GRANTED, "Agree the return"),
        ({"remedy": R.RETURN, "amount": 59.9, "owner": "Ida", "rate": 2}, Outcome.NEEDS_APPROVAL, ""),
        ({"remedy": R.RETURN, "amount": 59.9, "owner": "Anna", "rate": 2}, Outcome.GRANTED, "Agree"),
        ({"remedy": R.RETURN, "amount": 40, "owner": "A stranger"}, Outcome.NEEDS_APPROVAL, ""),
        ({"remedy": R.RETURN, "amount": 40, "owner": " "}, Outcome.NEEDS_APPROVAL, ""),
        ({"remedy": R.RETURN, "amount": 40, "currency": "USD", "rate": None}, Outcome.TO_DECIDE,
         "Fill in amount and currency: at most 59.90 EUR."),
        ({"remedy": R.RETURN, "amount": 53, "postage": 7}, Outcome.NOT_ALLOWED, "At most 52.90 EUR"),
    ],
)  # fmt: skip
def test_a_remedy_is_measured_by_policy_money_and_authority(cells, outcome, step):
    verdict = one(NO_REASON | cells)
    assert (verdict.outcome, verdict.step[: len(step)]) == (outcome, step)


def test_the_next_role_that_may_decide_is_named():
    verdict = one(DAMAGED | {"remedy": R.RETURN, "amount": 40})
    assert verdict.step == ("return for refund is beyond junior agent: intermediate agent decides.")
    assert verdict.because == (
        "P15: Topic damaged · A01 junior agent: may not grant return for refund"
    )


def test_a_refusal_says_why_and_offers_something():
    old = ORDER | {"delivered": NOW - 90 * DAY}
    verdict = one(NO_REASON | {"remedy": R.REFUSAL}, orders=[old])
    assert verdict.outcome is Outcome.GRANTED
    assert verdict.step == (
        "Refuse, and give the reason: The time for returns is over; we offer a coupon for your next"
        " order. Offer instead: coupon up to 5.99 EUR."
    )
    assert one(NO_REASON | {"remedy": R.REFUSAL}).outcome is Outcome.NOT_ALLOWED


def test_where_only_an_explanation_is_allowed_a_refusal_stands_too():
    paid = {"category": Category.PAYMENT, "topic": "exchange rate", "remedy": R.REFUSAL}
    assert one(DAMAGED | paid).outcome is Outcome.GRANTED


def test_nothing_is_given_back_that_nobody_paid():
    verdict = one(DAMAGED | {"remedy": R.PARTIAL, "amount": 5}, payments=[], orders=[
        ORDER | {"paid": None, "status": "unpaid"}
    ])  # fmt: skip
    assert verdict.step == "Nothing shows what was paid: enter the order's payment first."
    gone = {"id": "R-1", "order": "O-1", "case": "C-0", "amount": 59.9, "currency": "EUR"}
    spent = [gone | {"status": RefundStatus.PAID_OUT, "asked": NOW}]
    verdict = one(DAMAGED | {"remedy": R.PARTIAL, "amount": 5}, refunds=spent)
    assert (verdict.outcome, verdict.step[:27]) == (
        Outcome.NOT_ALLOWED,
        "Nothing is left to refund: ",
    )


def test_goods_come_back_and_the_decision_is_made_again():
    """What may be granted while the goods are with the buyer is not once they came back worn."""
    case = NO_REASON | {"remedy": R.RETURN, "amount": 59.9, "owner": "Anna"}
    back = {"id": "B-1", "order": "O-1", "case": "C-1", "asked": NOW - DAY}
    seen = [
        one(case, returns=[back | {"status": status, "condition": condition}])
        for status, condition in (
            (ReturnStatus.AGREED, None),
            (ReturnStatus.RECEIVED, None),
            (ReturnStatus.INSPECTED, Condition.AS_NEW),
            (ReturnStatus.INSPECTED, Condition.DAMAGED),
            (ReturnStatus.INSPECTED, Condition.WRONG),
        )
    ]
    assert [(v.outcome, v.movement) for v in seen] == [
        (Outcome.GRANTED, Movement.AWAITING_GOODS),
        (Outcome.GRANTED, Movement.GOODS_BACK),
        (Outcome.GRANTED, Movement.TO_REFUND),
        (Outcome.NOT_ALLOWED, Movement.INSPECTED),
        (Outcome.NOT_ALLOWED, Movement.INSPECTED),
    ]
    assert [v.step.partition(",")[0].partition(";")[0] for v in seen[:3]] == [
        "Wait for the goods",
        "Inspect the goods",
        "Enter the refund in Refunds.",
    ]
    assert seen[3].options == "partial refund up to 29.95 EUR · explanation · refusal"
    assert seen[4].options == "refusal · explanation"


def test_goods_that_are_never_taken_back_without_a_fault():
    lamp = {"id": "LAMP", "title": "Lamp", "returnable": "no"}
    verdict = one(NO_REASON, products=[lamp])
    assert verdict.options == ""
    assert R.RETURN.value in one(DAMAGED, products=[lamp]).options


def test_two_axes_stay_apart():
    back = {"id": "B-1", "order": "O-1", "status": ReturnStatus.RECEIVED, "asked": NOW - DAY}
    verdict = one(DAMAGED | {"on_file": None}, returns=[back])
    assert (verdict.outcome, verdict.movement) == (Outcome.NEEDS_EVIDENCE, Movement.GOODS_BACK)


def test_a_closed_case_shows_only_what_is_not_back_yet():
    over = DAMAGED | {"status": CaseStatus.CLOSED, "closed": NOW}
    assert one(over) is UNJUDGED
    asked = {"id": "R-1", "order": "O-1", "case": "C-1", "amount": 5, "currency": "EUR"}
    refund = asked | {"status": RefundStatus.APPROVED, "asked": NOW}
    assert one(over, refunds=[refund]) == Verdict(movement=Movement.TO_REFUND)
    assert one(over, refunds=[refund | {"status": RefundStatus.PAID_OUT}]) is UNJUDGED


def test_without_the_policy_tab_nothing_is_judged_and_old_cells_are_cleared():
    book = book_of(cases=[DAMAGED], **SHOP)
    told = facts(book)
    judged_once = told.after(case_triage(told))
    bare = replace(judged_once, policies=replace(told.policies, policy=None))
    assert verdicts(bare) == {"C-1": UNJUDGED}
    del book.tabs[POLICY.name.en]
    assert verdicts(facts(book)) == {"C-1": UNJUDGED}


@pytest.mark.parametrize(
    ("tab", "cell"),
    [
        ("cases", {"amount": "a lot"}),
        ("cases", {"category": "prodcut"}),
        ("orders", {"delivered": "last week"}),
        ("payments", {"amount": "?"}),
        ("order_lines", {"price": "?"}),
    ],
)
def test_an_unreadable_cell_is_never_judged_as_if_it_were_empty(tab, cell):
    tabs = {"cases": [DAMAGED], **SHOP}
    tabs[tab] = [tabs[tab][0] | cell]
    verdict = judged(**tabs)["C-1"]
    assert verdict.outcome is Outcome.HOLD
    assert verdict.step.startswith("Cannot tell: mend ")
    assert (verdict.options, verdict.because) == ("", "")


def test_an_unreadable_cell_of_another_order_does_not_matter():
    other = [PAID, PAID | {"id": "P-2", "order": "O-2", "amount": "?"}]
    assert one(DAMAGED, payments=other).outcome is Outcome.TO_DECIDE


def test_rating_and_filing_are_left_and_the_rest_is_computed():
    told = facts(book_of(cases=[DAMAGED], **SHOP | {"orders": [SWISS]}))
    (case,) = told.rows("cases")
    stale = Verdict(
        Outcome.PASS, rating=4, recorded=NOW, approval_asked=NOW, limit_by="old", step="old"
    )
    rows = [
        tab._replace(records=[with_verdict(case, stale)]) if tab.key == "cases" else tab
        for tab in told.tabs
    ]
    verdict = verdicts(replace(told, tabs=rows))["C-1"]
    assert (verdict.rating, verdict.recorded) == (4, NOW)
    assert (verdict.outcome, verdict.approval_asked, verdict.limit_by) == (
        Outcome.TO_DECIDE,
        None,
        "",
    )


def test_the_platforms_date_comes_first_for_its_dispute_and_wakes_the_desk():
    dispute = {"id": "X-1", "order": "O-1", "provider": "PayPal", "opened": NOW}
    named = dispute | {"id": "X-2", "provider": "Stripe", "respond_by": NOW + 15 * DAY}
    told = facts(book_of(cases=[DAMAGED], disputes=[named], **SHOP | {"orders": [SWISS]}))
    plan = case_triage(told)
    verdict = verdicts(told, plan)["C-1"]
    assert (verdict.external, verdict.limit_by) == (NOW + 15 * DAY, "Stripe's own date")
    assert plan.wake_at == NOW + 14 * DAY
    for disputes in ([dispute], [dispute, named]):
        verdict = one(DAMAGED, disputes=disputes, orders=[SWISS])
        assert verdict.external == NOW + 10 * DAY
        assert verdict.limit_by.startswith("D10 PayPal: ")


def test_a_deadline_that_can_still_be_met_is_not_hidden_by_one_that_is_past():
    wrote = NOW - timedelta(hours=1)
    wrote_again = {"channel": "亚马逊", "opened": NOW - 3 * DAY, "customer_wrote": wrote}
    told = facts(book_of(cases=[DAMAGED | wrote_again], **SHOP | {"orders": [SWISS]}))
    plan = case_triage(told)
    verdict = verdicts(told, plan)["C-1"]
    assert (verdict.external, verdict.limit_by[:4]) == (NOW + timedelta(hours=23), "D14 ")
    assert plan.wake_at == NOW + timedelta(hours=23)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (CaseStatus.OPEN, "Status says open, but Closed is filled in"),
        (CaseStatus.WAITING_CUSTOMER, "Status says waiting on customer, but Closed"),
        (CaseStatus.SOLVED, ""),
        (CaseStatus.CLOSED, ""),
        (CaseStatus.CANCELLED, ""),
        (None, ""),
    ],
)
def test_a_case_that_is_reopened_by_its_status_alone_is_told(status, told):
    reopened = DAMAGED | {"status": status, "closed": NOW - DAY}
    read_ = facts(book_of(cases=[reopened], **SHOP))
    problems = [p for p in case_triage(read_).problems if p.column == "closed"]
    assert [(p.id, p.what.en.startswith(told)) for p in problems] == (
        [("C-1", True)] if told else []
    )


def test_a_deadline_that_is_past_stays_until_it_is_answered():
    dispute = {"id": "X-1", "order": "O-1", "provider": "Stripe", "respond_by": NOW - DAY}
    book = book_of(cases=[DAMAGED], disputes=[dispute], **SHOP | {"orders": [SWISS]})
    assert verdicts(facts(book))["C-1"].external == NOW - DAY
    book.typed(DISPUTES, "X-1", submitted=NOW)
    assert verdicts(facts(book))["C-1"].external is None


def test_cases_without_an_owner_are_spread_and_stay_where_they_are():
    cases = [{"id": f"C-{n}", "owner": None} for n in range(4)] + [{"id": "C-9", "owner": "Ben"}]
    book = book_of(cases=cases)
    told = facts(book)
    plan = case_triage(told)
    first = {name: v.assignee for name, v in verdicts(told, plan).items()}
    assert first == {"C-0": "Ida", "C-1": "Anna", "C-2": "Ben", "C-3": "Ida", "C-9": ""}
    book.added(CASES, id="C-5", status=CaseStatus.OPEN, opened=NOW)
    again = facts(book, memories=plan.memories)
    second = {name: v.assignee for name, v in verdicts(again).items()}
    assert second == {**first, "C-5": "Anna"}


@pytest.mark.parametrize("kept", [private("Ida"), "Ida"], ids=["private", "an older ledger's"])
def test_who_goes_away_is_relieved(kept):
    book = book_of(cases=[{"id": "C-1", "owner": None}])
    memories = {("cases", "C-1"): Memory(notes={"assigned": kept})}
    book.typed(TEAM, "Ida", away_from=NOW + DAY)
    told = facts(book, memories=memories)
    plan = case_triage(told)
    assert (verdicts(told, plan)["C-1"].assignee, plan.wake_at) == ("Ida", NOW + DAY)
    late = facts(book, NOW + DAY, memories=memories)
    plan = case_triage(late)
    assert verdicts(late, plan)["C-1"].assignee == "Ben"
    assert plan.memories["cases", "C-1"].notes == {"assigned": private("Ben")}


def test_whose_name_is_forgotten_is_nobody_on_the_team():
    book = book_of(cases=[{"id": "C-1", "owner": None}])
    memories = {("cases", "C-1"): Memory(notes={"assigned": {"digest": "0f"}})}
    told = facts(book, memories=memories)
    plan = case_triage(told)
    assert verdicts(told, plan)["C-1"].assignee == "Ben"
    assert plan.memories["cases", "C-1"].notes == {"assigned": private("Ben")}


def test_a_case_without_an_owner_is_judged_by_who_should_have_it():
    verdict = one(DAMAGED | {"remedy": R.PARTIAL, "amount": 40, "owner": None})
    assert (verdict.assignee, verdict.outcome) == ("Ben", Outcome.GRANTED)


def test_a_role_that_the_owner_has_not_confirmed_gives_no_authority():
    told = facts(book_of(cases=[NO_REASON | {"remedy": R.RETURN, "amount": 5, "owner": "Anna"}],
                         **SHOP))  # fmt: skip
    assert verdicts(told)["C-1"].outcome is Outcome.GRANTED
    doubted = replace(told, trust=Trust(doubted=frozenset({"anna"})))
    assert verdicts(doubted)["C-1"].outcome is Outcome.NEEDS_APPROVAL


def test_an_approved_case_goes_on():
    told = facts(book_of(cases=[DAMAGED | {"remedy": R.RESHIP, "proposed": NOW}], **SHOP))
    (case,) = told.rows("cases")
    yes = with_verdict(case, Verdict(Outcome.APPROVED, step="Li Na approved"))
    rows = [t._replace(records=[yes]) if t.key == "cases" else t for t in told.tabs]
    after = verdicts(replace(told, tabs=rows), carried_out(replace(told, tabs=rows)))["C-1"]
    assert (after.outcome, after.movement, after.step) == (
        Outcome.APPROVED, Movement.TO_SHIP, "Li Na approved",
    )  # fmt: skip


def test_the_ledger_learns_when_a_decision_changed():
    told = facts(book_of(cases=[DAMAGED, {"id": "C-2", "status": CaseStatus.CLOSED}], **SHOP))
    after = told.after(case_triage(told))
    plan = decided(after)
    assert [seen.value for seen in plan.memories["cases", "C-1"].seen["outcome"]] == ["to decide"]
    assert ("cases", "C-2") not in plan.memories
    assert decided(after.after(plan)).memories == {}


def test_all_is_said_in_the_language_of_the_sheet():
    locale = SHANGHAI._replace(language=Language.ZH)
    case = {k: v for k, v in DAMAGED.items() if k not in ("topic", "on_file")}
    plan = Plan(locale=locale, team=PEOPLE)
    rows = [case | {"topic": "破损", "on_file": "照片"}]
    order = ORDER | {"status": "已签收"}
    paid = PAID | {"status": "已收款"}
    verdict = judged(plan, cases=rows, orders=[order], payments=[paid], order_lines=[LINE])["C-1"]
    assert verdict == Verdict(
        Outcome.NEEDS_EVIDENCE,
        options="解释说明",
        missing="包装照片",
        step="请向客户索取：包装照片。",
        because="P13：主题 破损，证据齐全 否",
        external=verdict.external,
        limit_by=verdict.limit_by,
    )


CELLS = st.fixed_dictionaries(
    {},
    optional={
        "category": st.sampled_from(Category),
        "topic": st.sampled_from(["damaged", "late", "no reason", "lost", "wrong size", "?"]),
        "remedy": st.sampled_from(Remedy),
        "amount": st.sampled_from([0, 5, 59.9, 60, "x"]),
        "currency": st.sampled_from(["EUR", "USD", "JPY"]),
        "rate": st.sampled_from([1, 1.1]),
        "owner": st.sampled_from(["Ben", "Ida", "Anna", "Nobody", None]),
        "on_file": st.sampled_from(["photos", "packaging photos, photos"]),
        "order": st.sampled_from(["O-1", "O-2"]),
        "status": st.sampled_from(CaseStatus),
        "postage": st.sampled_from([3, 80]),
    },
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    st.lists(CELLS, min_size=1, max_size=6),
    st.sampled_from(ShipmentStatus),
    st.none() | st.sampled_from(Condition),
)
def test_triaging_twice_changes_nothing(cases, parcel, condition):
    """A second run over what the first one wrote and remembered finds nothing to do."""
    rows = [{"id": f"C-{n}", **cells} for n, cells in enumerate(cases)]
    back = {"id": "B-1", "order": "O-1", "status": ReturnStatus.INSPECTED, "condition": condition}
    sent = {"id": "S-1", "order": "O-2", "status": parcel, "shipped": NOW - DAY}
    told = facts(book_of(cases=rows, returns=[back], shipments=[sent], **SHOP))
    plan = case_triage(told)
    again = case_triage(told.after(plan))
    assert (again.changes, again.memories) == ([], {})
    assert again.wake_at == plan.wake_at
