"""Approvals: who is asked, whose answer counts, and for what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from chalicelib.automations.plan import Trust
from chalicelib.model.case import CaseStatus, Remedy
from chalicelib.model.intent import IntentKind, Suppressed, Suppression
from chalicelib.model.money import Money
from chalicelib.model.private import Forgotten
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.refund import Refund, RefundStatus
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase
from chalicelib.policy.approval import REMEMBERED, Approval, from_json, subject_of, to_json
from tests.automations.court import (
    BEN,
    BOSS,
    CAPS,
    IDA,
    LI_NA,
    MAX,
    MONDAY,
    POLICY,
    Court,
    caps,
    case,
)

HOUR = timedelta(hours=1)


def test_the_lowest_role_whose_cap_suffices_is_asked_first():
    court = Court()
    (mail,) = court.run().intents
    assert court.waiting() == ["Ida"]
    assert (mail.to, mail.kind, mail.due) == (IDA.email, IntentKind.APPROVAL, MONDAY + HOUR / 2)
    assert mail.question == court.open()[0].id
    assert court.verdict().outcome is Outcome.NEEDS_APPROVAL
    assert court.verdict().approval_asked == MONDAY
    assert "Waits for Ida to approve refund 80 USD, until 2026-03-02 09:30" in court.verdict().step


@pytest.mark.parametrize(
    ("amount", "first"), [("80", "Ida"), ("100", "Ida"), ("101", "Li Na"), ("501", "Max")]
)
def test_whoever_is_asked_may_grant_it(amount, first):
    court = Court(case(amount))
    court.run()
    assert court.waiting() == [first]


def test_a_second_run_asks_nobody_and_writes_nothing():
    court = Court()
    court.run()
    again = court.run()
    assert (again.intents, again.memories, court.written) == ([], {}, [])
    assert court.waiting() == ["Ida"]


def test_a_yes_approves_and_tells_the_owner_once():
    court = Court()
    court.run()
    court.now += timedelta(minutes=4)
    assert court.answer("Ida")
    (told,) = court.run(1).intents
    assert (told.to, told.kind) == (BEN.email, IntentKind.ANSWERED)
    assert court.verdict().outcome is Outcome.APPROVED
    assert court.verdict().approval_decided == MONDAY + timedelta(minutes=4)
    kept = court.approval()
    assert (kept.by, kept.decision, kept.where) == ("Ida", "yes", "203.0.113.x, phone")
    assert court.asked == {}
    assert court.run(60).intents == []


def test_a_no_names_the_reason_and_the_alternative():
    court = Court()
    court.run()
    court.answer("Ida", "no", "ask for photos at anna@home.example first")
    court.run()
    assert court.verdict().outcome is Outcome.REJECTED
    step = court.verdict().step
    assert step.startswith("Ida refused: ask for photos at a***@home.example first")
    assert step.endswith("; offer instead: coupon up to 5.00 USD")


def test_without_an_answer_the_next_is_asked_as_well_and_the_first_answer_counts():
    court = Court()
    court.run()
    assert court.plan.wake_at == MONDAY + HOUR / 2
    assert court.run(29).intents == []
    court.run(1)
    assert court.waiting() == ["Ida", "Li Na"]
    court.now += timedelta(minutes=1)
    court.answer("Ida", "no", "too much")
    court.now += timedelta(minutes=1)
    court.answer("Li Na", "yes")
    court.run()
    assert court.verdict().outcome is Outcome.REJECTED
    assert court.approval().by == "Ida"


def test_when_all_were_asked_the_owner_of_the_shop_is_the_last():
    court = Court()
    court.shop = BOSS
    for _ in range(16):
        court.run(31)
    assert court.waiting() == ["Ida", "Li Na", "Max", "Ivo", "Boss"]


def test_one_who_is_on_shift_now_is_preferred():
    court = Court()
    court.run(10 * 60)
    assert court.waiting() == ["Ivo"]


def test_the_half_hour_runs_on_the_approvers_own_shift():
    court = Court(people=[BEN, replace(IDA, hours="Evening")])
    (mail,) = court.run().intents
    assert mail.release == MONDAY.replace(hour=16)
    assert mail.due == MONDAY.replace(hour=16, minute=30)


def test_whoever_an_absent_person_reports_to_stands_in():
    away = {"away_from": MONDAY - HOUR, "away_until": MONDAY + 30 * HOUR}
    court = Court(people=[BEN, replace(IDA, **away), LI_NA, MAX])
    court.run()
    assert court.waiting() == ["Li Na"]


def test_whose_role_does_not_suffice_cannot_stand_in():
    away = {"away_from": MONDAY - HOUR}
    court = Court(case("300"), people=[BEN, IDA, replace(LI_NA, **away, reports_to="Ida"), MAX])
    court.run()
    assert court.waiting() == ["Max"]


def test_whoever_leaves_after_being_asked_is_not_waited_for():
    court = Court()
    court.run()
    court.people["Ida"] = replace(IDA, away_from=court.now)
    court.run(1)
    assert court.waiting() == ["Ida", "Li Na"]


def test_questions_are_shared_out_among_those_on_duty():
    ian = replace(IDA, id="Ian", email="ian@shop.example")
    cases = [case(id=f"C-{n}") for n in range(4)]
    court = Court(*cases, people=[BEN, IDA, ian])
    court.run()
    assert sorted(court.waiting()) == ["Ian", "Ian", "Ida", "Ida"]


def test_nobody_judges_a_case_of_their_own():
    court = Court(case("80", owner="Ida"), people=[replace(IDA, role=None), LI_NA])
    court.caps = caps(junior=50, intermediate=100, lead=500)
    court.people["I. D."] = replace(IDA, id="I. D.")
    court.run()
    assert court.waiting() == ["Li Na"]


def test_another_amount_is_asked_anew_and_the_old_link_is_dead():
    court = Court()
    court.run()
    old = court.open()[0].id
    court.typed(amount=Decimal(90))
    plan = court.run(5)
    assert [intent.kind for intent in plan.intents] == [IntentKind.APPROVAL]
    assert not court.replay(old)
    assert court.verdict().approval_asked == MONDAY + timedelta(minutes=5)


def test_an_old_yes_does_not_count_for_another_amount():
    court = Court()
    court.run()
    court.answer("Ida")
    court.run()
    court.typed(amount=Decimal("99.99"))
    court.run()
    assert court.verdict().outcome is Outcome.NEEDS_APPROVAL
    assert court.verdict().approval_decided is None


def test_the_same_amount_written_otherwise_is_the_same():
    court = Court()
    court.run()
    court.answer("Ida")
    court.typed(amount=Decimal("80.00"))
    court.run()
    assert court.verdict().outcome is Outcome.APPROVED


def test_a_yes_while_the_amount_changes_counts_for_nothing():
    court = Court()
    court.run()
    court.typed(amount=Decimal(90))
    court.answer("Ida")
    court.run()
    assert court.verdict().outcome is Outcome.NEEDS_APPROVAL
    assert court.approval().decision == ""


def test_an_answer_of_whose_cap_was_lowered_meanwhile_does_not_count():
    court = Court()
    court.run()
    court.answer("Ida")
    court.caps = caps(junior=50, intermediate=60, lead=500, manager=None)
    court.run()
    assert court.verdict().outcome is Outcome.NEEDS_APPROVAL
    assert court.verdict().step.startswith("Ida may not decide this any more. Waits for Li Na to")


def test_an_answer_of_whoever_left_the_team_does_not_count():
    court = Court()
    court.run()
    court.answer("Ida")
    del court.people["Ida"]
    court.run()
    assert court.verdict().outcome is Outcome.NEEDS_APPROVAL


def test_only_pinned_addresses_may_approve_where_some_are_pinned():
    court = Court(trust_=Trust(approvers=frozenset({MAX.email})))
    court.run()
    assert court.waiting() == ["Max"]


def test_where_nobody_is_trusted_the_tab_says_so_and_the_owner_of_the_shop_is_asked():
    court = Court(people=[BEN])
    plan = court.run()
    assert [(p.tab, p.column) for p in plan.problems] == [("team", "role")]
    assert "nobody who may give it can be asked" in court.verdict().step
    court.shop = BOSS
    court.run()
    assert court.waiting() == ["Boss"]
    assert court.plan.problems == []


def test_beyond_every_cap_authority_is_to_be_mended():
    court = Court()
    court.caps = caps(junior=50, intermediate=60)
    assert [p.tab for p in court.run().problems] == ["authority"]


def test_whom_mail_does_not_reach_is_not_asked():
    court = Court()
    court.suppressed = (Suppressed(IDA.email, Suppression.BOUNCED, MONDAY),)
    court.run()
    assert court.waiting() == ["Ivo"]


def test_in_a_shadow_run_nobody_is_asked():
    court = Court()
    court.live = False
    plan = court.run()
    assert (plan.intents, plan.questions) == ([], [])
    assert "before the desk goes live" in court.verdict().step
    assert court.verdict().approval_asked is None


def test_what_is_needed_no_more_is_asked_no_more_and_later_asked_anew():
    court = Court()
    court.run()
    court.typed(owner="Max")
    plan = court.run(1)
    assert (court.waiting(), len(plan.withdrawn)) == ([], 1)
    assert court.verdict().outcome is Outcome.GRANTED
    assert court.verdict().approval_asked is None
    court.typed(owner="Ben")
    assert len(court.run(1).intents) == 1


def test_a_row_that_cannot_be_read_is_still_waited_for():
    court = Court()
    court.run()
    court.unread = {"C-1": frozenset({"amount"})}
    court.typed(amount=None, remedy=None)
    court.run(1)
    assert court.waiting() == ["Ida"]
    assert court.verdict().approval_asked == MONDAY


def test_a_row_out_of_sight_is_still_waited_for():
    court = Court()
    court.run()
    gone = court.cases.pop("C-1")
    assert court.run(1).withdrawn == []
    court.answer("Ida")
    court.run(1)
    court.cases["C-1"] = gone
    court.run(1)
    assert court.verdict().outcome is Outcome.APPROVED


def test_a_closed_case_still_shows_when_it_was_decided():
    court = Court()
    court.run()
    court.answer("Ida")
    court.run()
    court.typed(closed=court.now)
    court.run(1)
    assert (court.verdict().outcome, court.verdict().approval_decided) == (None, MONDAY)


def test_a_status_alone_asks_for_nothing():
    court = Court(case("20", status=CaseStatus.WAITING_APPROVAL))
    plan = court.run()
    assert (plan.questions, court.verdict().step) == ([], "no approval is needed: do it")


def test_after_a_week_without_an_answer_it_is_asked_anew():
    court = Court(people=[BEN, IDA])
    court.run()
    old = court.open()[0].id
    court.run(7 * 24 * 60)
    assert court.waiting() == ["Ida"]
    assert not court.replay(old)


def test_the_question_tells_what_a_decision_needs_and_no_personal_data():
    court = Court(
        case(
            "80", customer="Zoë Quillfeather", email="zoe@home.example", topic="call +49 30 5550100"
        )
    )
    court.run()
    (question,) = court.open()
    said = dict(question.lines)
    assert (said["Case"], said["Remedy"], said["Amount"]) == ("C-1", "refund", "80 USD")
    assert said["Asked by"] == "Ben"
    whole = f"{question} {court.memories}"
    assert not [word for word in ("Quillfeather", "home.example", "5550100") if word in whole]
    assert IDA.email not in f"{question.id} {court.memories}"


def test_an_address_in_a_cell_of_its_own_is_veiled_too():
    court = Court(case("80", owner="ben@private.example"))
    court.run()
    assert dict(court.open()[0].lines)["Asked by"] == "b***@private.example"


def test_the_question_counts_what_the_customer_was_given_before():
    mine = case("80", email="zoe@home.example")
    court = Court(mine, case("1", id="C-0", order="O-0", email="ZOE@home.example"))
    paid, refused = RefundStatus.PAID_OUT, RefundStatus.REFUSED
    court.refunds = [
        Refund("R-1", order="O-0", case="C-0", status=paid),
        Refund("R-2", order="O-0", status=refused),
        Refund("R-3", order="O-9", status=paid),
        Refund("R-4", case="C-1", order="O-1", status=paid),
        Refund("R-5", case="C-0", order="O-0", status=RefundStatus.ASKED),
    ]
    court.run()
    assert dict(court.open()[0].lines)["Earlier refunds to this customer"] == "1"


def test_the_question_tells_what_happened_and_how_long_each_has():
    court = Court(case("80", problem=f"box empty, call +49 30 5550100 {'x' * 400}"))
    court.run()
    said = dict(court.open()[0].lines)
    assert said["What happened"].startswith("box empty, call ")
    assert "5550100" not in said["What happened"]
    assert len(said["What happened"]) <= 300
    assert "asked until 2026-03-02 09:30;" in said["To be answered"]
    assert said["To be answered"].endswith("2026-03-09 09:00")


def test_a_refusal_is_not_forgotten_by_typing_another_amount():
    court = Court()
    court.run()
    court.answer("Ida", "no", "never")
    court.run(1)
    court.typed(amount=Decimal(79))
    court.run(1)
    (question,) = court.open()
    assert ("Refused before", "80 USD by Ida") in question.lines
    court.typed(amount=Decimal(80))
    assert court.run(1).intents == []
    assert (court.verdict().outcome, court.open()) == (Outcome.REJECTED, [])
    assert court.verdict().step.startswith("Ida refused: never")
    court.typed(amount=Decimal(79))
    assert [i.kind for i in court.run(1).intents] == [IntentKind.APPROVAL]


def test_of_a_case_the_last_decided_subjects_are_remembered():
    approval = Approval(1, "s-0", decision="no")
    for n in range(1, 15):
        one = subject_of(case(str(n)), None)
        approval = approval.about(one)._replace(decision="no")
    assert len(approval.decided) == REMEMBERED
    assert from_json(to_json(approval)) == approval


BROKEN = Problem("team", 1, "role", Phrase("the heading is missing", "缺少表头"), Rank.LAYOUT)


@pytest.mark.parametrize("what", ["policy", "authority", "team", "layout"])
@pytest.mark.parametrize("judged", [True, False])
def test_an_answer_is_not_lost_while_a_tab_of_rules_is_out_of_order(what, judged):
    court = Court()
    court.run()
    court.answer("Ida")
    whole = dict(court.people)
    court.policy = None if what == "policy" else court.policy
    court.caps = {} if what == "authority" else court.caps
    court.people = {} if what == "team" else court.people
    court.problems = [BROKEN] if what == "layout" else []
    if not judged:
        court.typed(remedy=None)
    plan = court.run(1)
    assert (plan.intents, plan.withdrawn, plan.memories.get(("cases", "C-1"))) == ([], [], None)
    assert court.verdict().outcome is not Outcome.APPROVED
    court.policy, court.caps, court.people, court.problems = POLICY, CAPS, whole, []
    court.typed(remedy=Remedy.REFUND)
    court.run(1)
    assert court.verdict().outcome is Outcome.APPROVED


def test_what_was_decided_stays_so_while_a_tab_of_rules_is_out_of_order():
    court = Court()
    court.run()
    court.answer("Ida")
    court.run()
    court.problems = [BROKEN]
    court.run(1)
    assert court.verdict().outcome is Outcome.APPROVED


def test_pinned_approvers_pin_the_shops_owner_too_unless_that_address_is_pinned():
    for pinned, first in ((False, []), (True, ["Boss"])):
        pins = frozenset({"nobody@shop.example"})
        court = Court(trust_=Trust(approvers=pins, pinned=pinned))
        court.shop = BOSS
        court.run()
        assert court.waiting() == first


def test_when_the_last_one_is_late_too_the_tab_and_the_step_say_so():
    court = Court(people=[BEN, MAX])
    court.run()
    assert court.plan.problems == []
    court.run(31)
    assert [(p.tab, p.column) for p in court.plan.problems] == [("team", "role")]
    assert court.waiting() == ["Max"]
    assert "; nobody else can be asked" in court.verdict().step


def test_what_goods_cost_is_called_so():
    court = Court(case("80", remedy=Remedy.RESHIP, currency="EUR", rate=Decimal("1.1")))
    court.run()
    assert "What it costs, in USD" in dict(court.open()[0].lines)


def test_the_question_speaks_the_approvers_language():
    court = Court(case("300"))
    court.run()
    assert court.open()[0].title == "工单 C-1：是否批准仅退款 300 USD？"


def test_what_is_kept_comes_back_as_it_was():
    court = Court()
    court.run()
    court.answer("Ida", "no", "why")
    court.run()
    kept = court.approval()
    assert from_json(to_json(kept)) == kept
    assert kept.subject == subject_of(case(), Money(Decimal("80.00"), "USD")).mark


def in_clear(kept):
    """Return a note as desks kept it before anything in it was private."""
    if isinstance(kept, dict):
        clear = {name: in_clear(value) for name, value in kept.items()}
        return clear.get("private", clear)
    return [in_clear(one) for one in kept] if isinstance(kept, list) else kept


def test_what_an_older_desk_kept_in_clear_still_counts():
    court = Court()
    court.run()
    court.answer("Ida", "no", "never")
    court.run()
    court.typed(amount=Decimal(79))
    court.run()
    private = court.memories["cases", "C-1"]
    clear = private._replace(notes={"approval": in_clear(private.notes["approval"])})
    assert clear.notes["approval"]["decided"][0]["words"] == "never"
    court.memories["cases", "C-1"] = clear
    plan = court.run()
    assert (plan.intents, plan.withdrawn, court.waiting()) == ([], [], ["Ida"])
    assert court.memories["cases", "C-1"] == private
    assert court.answer("Ida")
    court.run()
    assert court.verdict().step.startswith("Ida approved")


def test_the_answer_of_somebody_forgotten_counts_for_nothing_and_is_asked_for_anew():
    court = Court()
    court.run()
    assert court.answer("Ida")
    court.forgets()
    plan = court.run()
    assert [mail.to for mail in plan.intents] == [IDA.email]
    assert court.verdict().outcome is Outcome.NEEDS_APPROVAL
    assert court.verdict().step.startswith("(forgotten) may not decide this any more.")
    first, second = court.approval().asks
    assert (type(first.to), type(first.mark), second.to) == (Forgotten, Forgotten, "Ida")
    assert from_json(to_json(court.approval())) == court.approval()
    assert court.answer("Ida")
    court.run()
    assert court.verdict().outcome is Outcome.APPROVED


def test_what_somebody_forgotten_decided_stays_decided():
    court = Court()
    court.run()
    court.answer("Ida", "no", "never")
    court.run()
    court.forgets()
    court.run()
    assert court.verdict().step.startswith("(forgotten) refused: (forgotten); offer instead")
    court.typed(amount=Decimal(79))
    court.run()
    assert ("Refused before", "80 USD by (forgotten)") in court.open()[0].lines


@pytest.mark.parametrize(
    "cells",
    [
        {"remedy": Remedy.COUPON},
        {"order": "O-2"},
        {"currency": "EUR", "rate": Decimal("1.1")},
        {"amount": Decimal("80.01")},
    ],
)
def test_whatever_makes_up_the_grant_is_part_of_what_was_approved(cells):
    court = Court()
    court.run()
    court.answer("Ida")
    court.run()
    court.typed(**cells)
    court.run()
    assert court.verdict().outcome is Outcome.NEEDS_APPROVAL


def test_another_rate_of_exchange_is_asked_anew():
    court = Court(case("80", currency="EUR", rate=Decimal("1.1")))
    court.run()
    court.answer("Ida")
    court.run()
    assert court.verdict().outcome is Outcome.APPROVED
    court.typed(rate=Decimal("5.1"))
    court.run()
    assert court.waiting() == ["Li Na"]
