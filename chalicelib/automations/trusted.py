"""What counts of Authority and Team: what the shop's owner confirmed (ARCHITECTURE 2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chalicelib.automations.confirmed import (
    State,
    as_confirmed,
    authority_of,
    is_doubted,
    team_state,
)
from chalicelib.automations.plan import Facts
from chalicelib.automations.remember import noted
from chalicelib.model.person import Person
from chalicelib.model.private import personal, private
from chalicelib.model.problem import Rank
from chalicelib.model.word import folded_text

AUTHORITY, TEAM = "authority", "team"
CONFIRMED = "confirmed"
"""Under which name the memory of such a tab keeps what was confirmed."""


RULES_OF_APPROVAL = ("policy", AUTHORITY, TEAM)


def out_of_order(facts: Facts, *tabs: str) -> bool:
    """Whether any of these tabs cannot be gone by: it is broken, or nothing is in it.

    Nothing is decided, and nobody loses the say in anything, until it is mended.
    """
    if any(p.rank is Rank.LAYOUT and p.tab in tabs for p in facts.problems):
        return True
    book, team = facts.policies, facts.rulebook.team
    there = {"policy": book.policy is not None, AUTHORITY: book.authority, TEAM: team.everyone()}
    return not all(there[tab] for tab in tabs)


def trusted(facts: Facts) -> Facts:
    """Return what is known as later steps are to see it: caps and roles as they were confirmed."""
    if facts.trust.owner:
        return facts
    caps, team = (confirmed(facts, tab) for tab in (AUTHORITY, TEAM))
    if caps is not None:
        policies = replace(facts.policies, authority=authority_of(caps))
        facts = replace(facts, policies=policies)
    return facts if team is None else _known(facts, team)


def confirmed(facts: Facts, tab: str) -> State | None:
    """Return the state of Authority or Team that was confirmed, None before there was any."""
    note: State | None = noted(facts, (tab, ""), CONFIRMED)
    return _team(note) if note is not None and tab == TEAM else note


def _team(note: State) -> dict[str, Any]:
    """Return a state of Team as it was noted, by an older desk as it is.

    A digest that was forgotten is nobody's: that person is new, and that owner not confirmed.
    """
    if isinstance(note["people"], dict):
        return dict(note)
    people = {
        personal(one["name"]): {"role": one["role"], "mark": personal(one["mark"])}
        for one in note["people"]
    }
    return {"people": people, "owner": personal(note["owner"])}


def as_noted(tab: str, state: State) -> State:
    """Return a state of Authority or Team as it is noted; what stands for a person is private.

    Whoever knows the workbook's id could try names and addresses on the digests of Team.
    """
    if tab != TEAM:
        return state
    people = [
        {"name": private(name), "role": one["role"], "mark": private(one["mark"])}
        for name, one in sorted(state["people"].items())
    ]
    return {"people": people, "owner": private(state["owner"])}


def _known(facts: Facts, state: State) -> Facts:
    """Return the facts with the people of the team as they were confirmed."""
    team, workbook = facts.rulebook.team, facts.recalled.workbook
    people = {name: as_confirmed(one, state, workbook) for name, one in team.people.items()}
    everyone = team.everyone()
    doubted = {folded_text(one.id) for one in everyone if is_doubted(one, state, workbook)}
    rulebook = replace(facts.rulebook, team=team._replace(people=people))
    shop = facts.trust.pinned or state["owner"] == team_state(facts)["owner"]
    trust_ = facts.trust._replace(doubted=frozenset(doubted), shop=shop)
    return replace(facts, rulebook=rulebook, trust=trust_)


def confirmed_owner(facts: Facts) -> Person | None:
    """Return the shop's owner, if that is the one who was confirmed, or pinned."""
    shop = facts.rulebook.team.shop
    return shop if shop and shop.email and trusted(facts).trust.shop else None
