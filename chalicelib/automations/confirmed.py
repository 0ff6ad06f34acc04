"""What the owner confirmed of Authority and Team, as it is kept: of people, digests only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from hashlib import blake2b, sha256
from typing import Any

from chalicelib.automations.plan import Facts
from chalicelib.model import mask
from chalicelib.model.case import Remedy
from chalicelib.model.intent import same_address
from chalicelib.model.money import Money
from chalicelib.model.person import Person, Role
from chalicelib.model.word import Phrase, Word, folded_text
from chalicelib.policy.approval import MARK
from chalicelib.policy.book import Authority
from chalicelib.sla.escalation import Team

State = Mapping[str, Any]
"""What stands in a tab; of Team, digests that ``trusted`` keeps private."""

ROLES = {role.value: role for role in Role}
REMEDIES = {remedy.value: remedy for remedy in Remedy}
ANY, NO_LIMIT = Phrase("any remedy", "任何方案"), Phrase("no limit", "不限")
REMEDIES_OF = Phrase("remedies {it}", "方案 {it}")
UP_TO = Phrase("up to {it}", "上限 {it}")
THEN = Phrase("then {it}", "上一级 {it}")
WITHIN = Phrase("{it} min", "{it} 分钟")
AND = Phrase("; ", "；")
NO_ONE = Phrase("nobody", "无")
WAS = Phrase("{was} → {now}", "{was} → {now}")
NEW = Phrase("new: {now}", "新增：{now}")
OTHER = Phrase("{now} (address or superior changed)", "{now}（邮箱或上级有改动）")
PERSON = Phrase("{role}, {email}, reports to {boss}", "{role}，{email}，上级 {boss}")
REMOVED = Phrase("removed: {was}", "移除：{was}")
GONE, PEOPLE = Phrase("Removed", "已移除"), Phrase("{n} people", "{n} 人")
SHOP = Phrase("Shop owner's address", "店主邮箱")


def mark_of(state: State) -> str:
    """Return what tells one state of a tab from another."""
    return sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:MARK]


def authority_state(facts: Facts) -> dict[str, Any]:
    """Return what the Authority tab says now."""
    return {row.id: _row(row) for row in facts.policies.authority.values()}


def _row(row: Authority) -> dict[str, Any]:
    return {
        "role": row.role.value,
        "remedies": sorted(remedy.value for remedy in row.remedies),
        "cap": [f"{row.cap.amount:f}", row.cap.currency] if row.cap else [],
        "next": row.next.value if row.next else "",
        "patience": int(row.patience.total_seconds()),
    }


def authority_of(state: State) -> dict[Role, Authority]:
    """Return the rows that a state was made of."""
    rows = (_read(name, body) for name, body in state.items())
    return {row.role: row for row in rows}


def _read(name: str, body: State) -> Authority:
    return Authority(
        id=name,
        role=ROLES[body["role"]],
        remedies=frozenset(REMEDIES[word] for word in body["remedies"]),
        cap=Money(Decimal(body["cap"][0]), body["cap"][1]) if body["cap"] else None,
        next=ROLES.get(body["next"]),
        patience=timedelta(seconds=body["patience"]),
    )


def team_state(facts: Facts) -> dict[str, Any]:
    """Return what the Team tab says now of who decides what; names and addresses as digests."""
    team, key = facts.rulebook.team, facts.recalled.workbook
    people = {name_mark(person, key): _person(person, key) for person in team.everyone()}
    return {"people": people, "owner": "" if facts.trust.pinned else _owner(team, key)}


def _person(person: Person, key: str) -> dict[str, str]:
    reached = (same_address(person.email), folded_text(person.reports_to))
    return {"role": str(person.role or ""), "mark": _digest("\x1f".join(reached), key)}


def _owner(team: Team, key: str) -> str:
    return _digest(same_address(team.shop.email), key) if team.shop else ""


def name_mark(person: Person, key: str) -> str:
    """Return what stands for a person's name."""
    return _digest(folded_text(person.id), key)


def _digest(text: str, key: str) -> str:
    return blake2b(text.encode(), key=key.encode()[:64], digest_size=MARK // 2).hexdigest()


def as_confirmed(person: Person, state: State, key: str) -> Person:
    """Return a person in the role that was confirmed: none for somebody new."""
    known = state["people"].get(name_mark(person, key), {})
    role = ROLES.get(known.get("role", ""))
    return person if role is person.role else replace(person, role=role)


def is_doubted(person: Person, state: State, key: str) -> bool:
    """Whether a person is not to be reached as confirmed: new, or by another address or superior."""
    known = state["people"].get(name_mark(person, key), {})
    return bool(known.get("mark") != _person(person, key)["mark"])


def authority_changes(was: State, now: State) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield what changed in Authority: a role, and its caps before and now."""
    before = {row.role: row for row in authority_of(was).values()}
    after = {row.role: row for row in authority_of(now).values()}
    for role in Role:
        old, new = before.get(role), after.get(role)
        if old != new:
            yield Phrase(role.value, role.zh), _difference(_terms(old), _terms(new))


def _difference(old: Sequence[Phrase], new: Sequence[Phrase]) -> Phrase:
    """Return which terms of a role changed; all of them where it had or has none."""
    if not old:
        return NEW.fill(now=_joined(AND, new))
    if not new:
        return REMOVED.fill(was=_joined(AND, old))
    changed = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
    return _joined(AND, [WAS.fill(was=was, now=now) for was, now in changed])


def _terms(row: Authority | None) -> Sequence[Phrase]:
    if row is None:
        return ()
    remedies = _listed(sorted(row.remedies)) if row.remedies else ANY
    return (
        REMEDIES_OF.fill(it=remedies),
        UP_TO.fill(it=row.cap or NO_LIMIT),
        THEN.fill(it=_word(row.next)),
        WITHIN.fill(it=int(row.patience.total_seconds() // 60)),
    )


def _joined(comma: Phrase, phrases: Sequence[Phrase]) -> Phrase:
    return Phrase(comma.en.join(p.en for p in phrases), comma.zh.join(p.zh for p in phrases))


def _listed(words: list[Remedy]) -> Phrase:
    return Phrase(", ".join(word.value for word in words), "、".join(word.zh for word in words))


def _word(word: Word | None) -> Phrase:
    return Phrase(word.value, word.zh) if word else NO_ONE


def team_changes(was: State, facts: Facts) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield what changed in Team: a name, and role and masked address now."""
    key, now = facts.recalled.workbook, team_state(facts)
    for person in facts.rulebook.team.everyone():
        said = _changed(person, was, key)
        if said:
            yield Phrase(person.id, person.id), said
    gone = was["people"].keys() - now["people"].keys()
    if gone:
        yield GONE, PEOPLE.fill(n=len(gone))
    if was["owner"] != now["owner"]:
        shop = facts.rulebook.team.shop
        address = mask.email(shop.email) if shop else NO_ONE
        yield SHOP, NEW.fill(now=address)


def _changed(person: Person, was: State, key: str) -> Phrase | None:
    known = was["people"].get(name_mark(person, key))
    boss = person.reports_to or NO_ONE
    now = PERSON.fill(role=_word(person.role), email=mask.email(person.email), boss=boss)
    if known is None:
        return NEW.fill(now=now)
    if known == _person(person, key):
        return None
    if known["role"] == str(person.role or ""):
        return OTHER.fill(now=now)
    return WAS.fill(was=_word(ROLES.get(known["role"])), now=now)
