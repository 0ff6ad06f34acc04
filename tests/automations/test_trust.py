"""Trust: what was changed in Authority and Team counts once the owner confirmed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.automations.confirmed import (
    authority_of,
    authority_state,
    mark_of,
    name_mark,
    team_state,
)
from chalicelib.automations.plan import Trust
from chalicelib.automations.tell import receiver_mark
from chalicelib.automations.trusted import confirmed
from chalicelib.model.case import Remedy
from chalicelib.model.intent import IntentKind
from chalicelib.model.person import Role
from chalicelib.model.private import digested
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.question import QuestionKind
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase
from chalicelib.policy.approval import MARK, subject_of
from chalicelib.sla.memory import NOTHING, Seen
from tests.automations.court import BEN, BOSS, CAPS, IDA, MAX, MONDAY, Court, caps, case

SHARED = Trust(owner=False)
PINNED = Trust(owner=False, pinned=True)
RAISED = caps(junior=500, intermediate=1000, lead=5000, manager=None)


def shared(trust_: Trust = PINNED, amount: str = "80") -> Court:
    """Return a desk in a sheet that many can edit, as its owner knows it."""
    court = Court(case(amount), trust_=trust_)
    court.shop = BOSS
    court.run()
    return court


def rules(court: Court) -> list[str]:
    """Return who is asked to confirm a change of rules."""
    return [q.to for q in court.open() if q.kind is QuestionKind.RULES]


def test_what_stands_at_first_is_taken_as_confirmed():
    assert rules(shared()) == []


def test_a_raised_cap_does_not_count_until_the_owner_says_so():
    court = shared()
    court.caps = RAISED
    (mail,) = court.run().intents
    assert (mail.to, mail.kind) == (BOSS.email, IntentKind.RULES)
    assert "junior agent: up to 50 USD → up to 500 USD\n" in mail.about
    assert [p.tab for p in court.plan.problems] == ["authority"]
    assert court.verdict().outcome is Outcome.NEEDS_APPROVAL
    assert court.run(5).intents == []
    court.answer("Boss")
    court.run()
    assert court.verdict().outcome is Outcome.GRANTED
    assert (rules(court), court.plan.problems) == ([], [])


def test_a_role_that_comes_or_goes_is_told_whole():
    court = shared()
    court.caps = {**CAPS, Role.SENIOR: CAPS[Role.LEAD]._replace(id="A-9", role=Role.SENIOR)}
    del court.caps[Role.LEAD]
    court.run()
    lines = dict(court.open()[-1].lines)
    whole = "remedies any remedy; up to 500 USD; then manager; 30 min"
    assert lines == {"senior agent": f"new: {whole}", "lead": f"removed: {whole}"}


def test_what_the_owner_rejects_is_a_problem_until_it_is_put_back():
    court = shared()
    court.caps = RAISED
    court.run()
    court.answer("Boss", "no")
    for _ in range(2):
        court.run(1)
        assert [p.what.en.split(":")[0] for p in court.plan.problems] == [
            "the shop's owner rejected this change"
        ]
        assert rules(court) == []
        assert court.verdict().outcome is Outcome.NEEDS_APPROVAL
    court.caps = CAPS
    court.run()
    assert court.plan.problems == []
    court.caps = RAISED
    assert [i.kind for i in court.run().intents] == [IntentKind.RULES]


def test_a_yes_counts_only_for_what_was_shown():
    court = shared()
    court.caps = RAISED
    court.run()
    old = court.open()[-1].id
    court.caps = caps(junior=None)
    court.answer("Boss")
    court.run()
    assert court.verdict().outcome is Outcome.NEEDS_APPROVAL
    assert rules(court) == [BOSS.email]
    assert not court.replay(old)


def row(name: str, cap: list[str]) -> dict[str, dict[str, object]]:
    """Return an Authority tab with one row, as it is kept."""
    terms = {"role": "junior", "remedies": [], "cap": cap, "next": "", "patience": 1800}
    return {name: terms}


def test_nobody_finds_two_tabs_with_one_mark():
    """These two share the first 48 bits, and were found in minutes."""
    modest, boundless = row("A6847730", ["51.00", "USD"]), row("A88113909", [])
    assert mark_of(modest) != mark_of(boundless)
    assert len(mark_of(modest)) * 4 >= 128
    assert len(subject_of(case(), None).mark) * 4 >= 128


def test_what_is_confirmed_is_the_state_that_was_asked():
    court = shared()
    court.caps = caps(junior=51, intermediate=100, lead=500, manager=None)
    court.run()
    asked = court.memories["authority", ""].notes["confirming"]["state"]
    assert asked == authority_state(court.facts())
    notes = court.memories["authority", ""].notes
    other = {**notes["confirming"], "state": authority_state(Court().facts())}
    memory = court.memories["authority", ""]._replace(notes={**notes, "confirming": other})
    court.memories["authority", ""] = memory
    court.answer("Boss")
    court.run()
    assert court.memories["authority", ""].notes["confirmed"] == other["state"]


@pytest.mark.parametrize("tab", ["authority", "team"])
@pytest.mark.parametrize("gone", [True, False])
def test_an_answer_about_a_tab_is_not_lost_while_it_is_out_of_order(tab, gone):
    court = shared()
    court.caps = RAISED if tab == "authority" else CAPS
    court.people["Ben"] = replace(BEN, role=Role.LEAD) if tab == "team" else BEN
    court.run()
    assert court.answer("Boss")
    people, limits = dict(court.people), court.caps
    court.problems = [Problem(tab, 1, "role", Phrase("broken", "损坏"), Rank.LAYOUT)]
    if gone:
        court.people = {} if tab == "team" else people
        court.caps = {} if tab == "authority" else limits
    assert [i for i in court.run(1).intents if i.kind is IntentKind.RULES] == []
    court.people, court.caps, court.problems = people, limits, []
    court.run(1)
    assert court.verdict().outcome is Outcome.GRANTED


def test_what_is_put_back_in_time_is_asked_no_more():
    court = shared()
    court.caps = RAISED
    court.run()
    court.caps = CAPS
    plan = court.run(1)
    assert (rules(court), plan.problems) == ([], [])
    assert len(plan.withdrawn) == 1


def test_a_tab_that_is_not_there_changes_no_cap():
    court = shared()
    court.caps = {}
    court.run()
    assert (rules(court), court.verdict().outcome) == ([], Outcome.NEEDS_APPROVAL)
    assert court.seen.policies.authority == CAPS


@pytest.mark.parametrize(
    "person",
    [
        replace(BEN, role=Role.MANAGER),
        replace(MAX, email="evil@else.example"),
        replace(MAX, id="Eve", email="eve@else.example"),
    ],
    ids=["a higher role", "another address", "somebody new"],
)
def test_people_who_are_changed_decide_nothing_before_they_are_confirmed(person):
    court = shared(amount="900")
    court.typed(amount=court.cases["C-1"].amount + 1)
    court.people[person.id] = person
    court.run()
    assert rules(court) == [BOSS.email]
    assert person.email not in [q.to for q in court.open() if q.kind is QuestionKind.APPROVAL]
    assert court.verdict().outcome is Outcome.NEEDS_APPROVAL
    assert "confirm" in court.plan.problems[0].what.en


def test_a_row_put_in_with_an_approvers_address_takes_nothing_from_the_approver():
    court = shared()
    twin = replace(IDA, id="Aaron", role=Role.JUNIOR)
    court.people = {"Aaron": twin, **court.people, "Zoe": replace(twin, id="Zoe")}
    court.run()
    assert court.answer("Ida")
    court.run()
    assert court.verdict().outcome is Outcome.APPROVED


def test_a_confirmed_role_counts():
    court = shared()
    court.people["Ben"] = replace(BEN, role=Role.LEAD)
    court.run()
    (question,) = [q for q in court.open() if q.kind is QuestionKind.RULES]
    assert question.lines == (("Ben", "junior agent → lead, b***@shop.example, reports to Li Na"),)
    court.answer("Boss")
    court.run()
    assert court.verdict().outcome is Outcome.GRANTED


def test_holidays_of_people_need_nobodys_yes():
    court = shared()
    court.people["Ida"] = replace(IDA, away_from=MONDAY)
    court.run()
    assert rules(court) == []


def test_at_the_owners_machine_everything_counts_at_once():
    court = shared(Trust())
    court.caps = RAISED
    plan = court.run()
    assert (rules(court), plan.problems) == ([], [])
    assert court.verdict().outcome is Outcome.GRANTED
    assert ("authority", "") in plan.memories


def test_before_the_desk_goes_live_everything_counts_at_once():
    court = Court(trust_=PINNED)
    court.live = False
    court.run()
    court.caps = RAISED
    court.run()
    court.live = True
    court.run()
    assert (rules(court), court.verdict().outcome) == ([], Outcome.GRANTED)


def test_a_changed_owner_is_confirmed_by_whoever_operates_the_desk():
    court = shared(SHARED)
    court.shop = replace(BOSS, id="Eve", email="eve@else.example")
    court.run()
    assert [p.tab for p in court.plan.problems] == ["team", "settings"]
    assert "aftersheet confirm" in court.plan.problems[1].what.en
    assert rules(court) == [""]
    assert [i for i in court.pending.values() if i.to == "eve@else.example"] == []
    assert [q.to for q in court.open() if q.kind is QuestionKind.APPROVAL] == [IDA.email]
    court.answer("")
    court.run()
    court.caps = RAISED
    court.run()
    assert rules(court) == ["eve@else.example"]


def test_a_pinned_owner_may_move():
    court = shared(PINNED)
    court.shop = replace(BOSS, email="boss@new.example")
    court.run()
    assert (rules(court), court.plan.problems) == ([], [])


def test_an_owner_who_gets_pinned_needs_no_confirmation():
    court = shared(SHARED)
    court.trust = PINNED
    court.shop = replace(BOSS, email="boss@new.example")
    court.caps = RAISED
    court.run()
    assert rules(court) == ["boss@new.example"]
    assert [p.tab for p in court.plan.problems] == ["authority"]
    assert court.seen.trust.shop


def test_after_a_week_without_an_answer_the_owner_is_asked_anew():
    court = shared()
    court.caps = RAISED
    court.run()
    court.now += timedelta(days=7)
    assert [i.kind for i in court.run().intents if i.kind is IntentKind.RULES]
    court.answer("Boss")
    court.run()
    assert court.verdict().outcome is Outcome.GRANTED


@pytest.mark.parametrize("changed", [{"policy": "b", "sla": "x"}, {"sla": "x"}])
@pytest.mark.parametrize(("trust_", "told"), [(PINNED, 1), (Trust(), 0)])
def test_other_rule_tabs_that_change_or_go_are_told_once(trust_, told, changed):
    court = shared(trust_)
    court.memories["policy", ""] = NOTHING._replace(seen={"mark": (Seen("a", None, MONDAY),)})
    court.marks = {"policy": "a", "sla": "x"}
    assert court.run().intents == []
    court.marks = changed
    mails = court.run().intents
    assert [(i.to, i.kind, i.question) for i in mails] == [
        (BOSS.email, IntentKind.RULES, "")
    ] * told


def test_the_rows_of_authority_come_back_as_they_were():
    court = Court()
    court.caps = {
        role: row._replace(remedies=frozenset({Remedy.GIFT, Remedy.COUPON}))
        for role, row in RAISED.items()
    }
    assert authority_of(authority_state(court.facts())) == court.caps


def test_nothing_that_is_kept_names_an_address():
    court = shared()
    court.people["Eve"] = replace(MAX, id="Eve", email="eve@else.example")
    court.run()
    kept = {key: memory.notes for key, memory in court.memories.items() if key[0] == "team"}
    assert not [word for word in ("@", "Ben", "Eve") if word in str(kept)]
    left = str([digested(notes, lambda _: "0f") for notes in kept.values()])
    known = [name_mark(person, "W-1") for person in court.people.values()]
    known += [receiver_mark("W-1", person, MARK) for person in (*court.people.values(), BOSS)]
    assert [mark for mark in known if mark in str(kept)]
    assert not [mark for mark in known if mark in left]


def older(court: Court) -> None:
    """Let the notes of Team be as desks kept them before anything in them was private."""
    memory = court.memories["team", ""]
    notes = dict(memory.notes)
    notes["confirmed"] = confirmed(court.facts(), "team")
    if waits := notes.get("confirming"):
        notes["confirming"] = {
            name: value["private"] if name in ("asked", "refused") else value
            for name, value in waits.items()
        } | ({"state": team_state(court.facts())} if "state" in waits else {})
    court.memories["team", ""] = memory._replace(notes=notes)


def test_an_older_desks_team_stays_confirmed():
    court = shared(SHARED)
    older(court)
    assert isinstance(court.memories["team", ""].notes["confirmed"]["people"], dict)
    plan = court.run()
    assert (rules(court), plan.problems, plan.memories) == ([], [], {})
    assert court.seen.trust.shop
    assert court.seen.rulebook.team.people["ida"].role is IDA.role


@pytest.mark.parametrize("choice", ["yes", "no"])
def test_what_an_older_desk_asked_can_still_be_answered(choice):
    court = shared()
    court.people["Ben"] = replace(BEN, role=Role.LEAD)
    court.run()
    older(court)
    assert court.run().intents == []
    assert rules(court) == [BOSS.email]
    assert court.answer("Boss", choice)
    court.run()
    assert rules(court) == []
    wanted = Outcome.GRANTED if choice == "yes" else Outcome.NEEDS_APPROVAL
    assert court.verdict().outcome is wanted
    if choice == "no":
        older(court)
        assert court.run().intents == []
        assert "rejected" in court.plan.problems[0].what.en


def test_a_team_that_was_forgotten_decides_nothing_before_it_is_confirmed():
    court = shared()
    assert court.approval().asks[-1].to == "Ida"
    court.forgets()
    court.typed(amount=court.cases["C-1"].amount + 1)
    court.run()
    assert rules(court) == [BOSS.email]
    asked = [q.to for q in court.open() if q.kind is QuestionKind.APPROVAL]
    assert set(asked) <= {BOSS.email}
    assert court.verdict().outcome is Outcome.NEEDS_APPROVAL


def test_an_owner_who_was_forgotten_is_confirmed_by_whoever_operates_the_desk():
    court = shared(SHARED)
    court.forgets()
    court.run()
    assert not court.seen.trust.shop
    assert rules(court) == [""]
