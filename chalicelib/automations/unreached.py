"""Addresses that mail does not reach: told where they stand, and made up for once corrected."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from chalicelib.automations.plan import REMINDERS, Facts, Plan
from chalicelib.automations.tell import receiver_mark
from chalicelib.model.intent import Intent, Suppressed, Suppression, same_address
from chalicelib.model.person import Person
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Phrase

WHAT = {
    Suppression.BOUNCED: Phrase(
        "mail to {address} came back on {at}: reminders for {name} are not sent; correct the"
        " address, or if it is right: aftersheet outbox allow FILE {address}",
        "发往 {address} 的邮件于 {at} 被退回：发给{name}的提醒不再寄出；请更正邮箱，"
        "如邮箱无误请运行：aftersheet outbox allow 文件 {address}",
    ),
    Suppression.COMPLAINED: Phrase(
        "{address} reported a mail of this desk as spam on {at}: reminders for {name} are not"
        " sent; ask {name}, then: aftersheet outbox allow FILE {address}, or enter another address",
        "{address} 于 {at} 把本客服台的邮件标记为垃圾邮件：发给{name}的提醒不再寄出；"
        "请与{name}确认后运行：aftersheet outbox allow 文件 {address}，或填写其他邮箱",
    ),
}


class Unreached(NamedTuple):
    """A person whom mail does not reach, and why."""

    person: Person
    why: Suppressed


def unreached(facts: Facts) -> list[Unreached]:
    """Return the people whom mail does not reach: of the team, and the shop's owner."""
    shut = {same_address(one.address): one for one in facts.recalled.suppressed}
    if not shut:
        return []
    team = facts.rulebook.team
    people = team.everyone()
    if team.shop and not any(team.shop is person for person in people):
        people.append(team.shop)
    by_address = [(person, shut.get(same_address(person.email))) for person in people]
    return [Unreached(person, why) for person, why in by_address if why]


def told(facts: Facts, withdrawn: Collection[str]) -> Plan:
    """Return what to show of them, and the reminders that go to a corrected address instead.

    ``withdrawn`` are the keys of pending reminders that are no longer true anyway.
    """
    out = Plan(problems=[_problem(one, facts) for one in unreached(facts)])
    for old, new in _readdressed(facts, withdrawn):
        out.withdrawn.append(old.key)
        out.intents.append(new)
    return out


def _problem(one: Unreached, facts: Facts) -> Problem:
    """Return the problem at the person's own row, or at the setting that names the shop's owner."""
    person, why = one
    what = WHAT[why.why].fill(address=why.address, at=facts.voice.at(why.since), name=person.id)
    if any(person is member for member in facts.rulebook.team.everyone()):
        return Problem("team", 0, "email", what, Rank.CELL, person.id)
    name = SettingKey.OWNER.said(facts.voice.language)
    return Problem("settings", 0, "value", what, Rank.CELL, name)


def _readdressed(facts: Facts, withdrawn: Collection[str]) -> Iterator[tuple[Intent, Intent]]:
    """Yield the reminders that wait for a suppressed address, as they go to its owner's new one."""
    shut = {same_address(one.address) for one in facts.recalled.suppressed}
    people = {person.id: person for person in facts.rulebook.team.everyone()} if shut else {}
    for old in facts.recalled.pending if shut else ():
        person = people.get(old.name)
        stays = (
            old.kind not in REMINDERS or old.key in withdrawn or same_address(old.to) not in shut
        )
        if person and person.email and not stays and same_address(person.email) not in shut:
            yield old, _to(person, old, facts)


def _to(person: Person, old: Intent, facts: Facts) -> Intent:
    """Return a reminder as it goes to a person's new address; an urgent one goes at once."""
    team = facts.rulebook.team
    urgent = team.release(person, old.release, urgent=False) > old.release
    release = team.release(person, facts.now, urgent=urgent)
    mark = receiver_mark(facts.recalled.workbook, person)
    return replace(old, key=f"{old.key}/{mark}", to=person.email, release=release)
