"""What only the shop's owner is told: broken layouts and rules, what a first run would have told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chalicelib.automations.plan import LAYOUT, Facts, Plan
from chalicelib.automations.tell import key
from chalicelib.automations.unread_rules import stands_still
from chalicelib.model.face import ClockState
from chalicelib.model.intent import Intent, IntentKind
from chalicelib.model.person import Person
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Phrase
from chalicelib.sla.memory import NOTHING, Seen

MEND = Phrase(
    "Mend it in the sheet; the desk goes on by itself.", "请在表格中修正，之后会自动继续。"
)
BROKEN = Phrase("{tab}{where}: {what}", "{tab}{where}：{what}")
UNTIL_MENDED = Phrase("{stands} {mend}", "{stands}{mend}")
WOULD = Phrase(
    "{n} reminders to {people} people would have gone out.", "本应向 {people} 人发出 {n} 条提醒。"
)
COUNT = Phrase("{state}: {n}", "{state}：{n}")
GO_LIVE = Phrase(
    "Look at the sheet. If it is right, go live: aftersheet live FILE",
    "请查看表格。确认无误后启用：aftersheet live 文件",
)


def broken_layout(facts: Facts) -> Plan:
    """Tell the shop's owner, once a break, what stands still because a tab was changed."""
    out = Plan()
    broken = {_place(p): p for p in facts.problems if p.rank is Rank.LAYOUT}
    before = facts.recalled.memories.get(LAYOUT, NOTHING)
    seen = dict(before.seen)
    for place in sorted({*broken, *seen}):
        history = seen.get(place, ())
        value = "broken" if place in broken else ""
        if (history[-1].value if history else "") != value:
            seen[place] = (*history, Seen(value, facts.recalled.last_run, facts.now))
            out.intents += _layout(facts, broken.get(place), place, len(seen[place]))
    if seen != dict(before.seen):
        out.memories[LAYOUT] = before._replace(seen=seen)
    return out


def _place(problem: Problem) -> str:
    """Return what one mail tells of: a cell of a rule, or a whole column."""
    return "/".join(filter(None, (f"{problem.tab}/{problem.column}", problem.id)))


def _layout(facts: Facts, problem: Problem | None, place: str, time: int) -> Iterator[Intent]:
    shop = facts.rulebook.team.shop
    if shop is not None and problem is not None:
        name, stands = key(facts.recalled.workbook, "layout", place, time), stands_still(problem)
        told = _unread(facts, name, problem, stands) if stands else _broken(facts, name, problem)
        yield replace(told, link=problem.link)


def _broken(facts: Facts, name: str, problem: Problem) -> Intent:
    language = facts.voice_for(facts.rulebook.team.shop or Person("")).language
    where, tab = f" {problem.id}" if problem.id else "", facts.tab_name(problem.tab)
    said = BROKEN.fill(tab=tab, where=where, what=problem.what) if problem.tab else problem.what
    return to_shop(facts, name, IntentKind.LAYOUT, (said.said(language), MEND.said(language)))


def _unread(facts: Facts, name: str, problem: Problem, stands: Phrase) -> Intent:
    """Return what tells of a rule that cannot be read, and what stands still meanwhile."""
    language = facts.voice_for(facts.rulebook.team.shop or Person("")).language
    step = UNTIL_MENDED.fill(stands=stands, mend=MEND)
    words = (problem.what.said(language), step.said(language))
    told = to_shop(facts, name, IntentKind.UNREAD, words)
    return replace(told, tab=facts.tab_name(problem.tab).said(language), id=problem.id)


def to_shop(facts: Facts, name: str, kind: IntentKind, words: tuple[str, str]) -> Intent:
    """Return an intent to the shop's owner: what it is about, and what to do."""
    shop = facts.rulebook.team.shop or Person("")
    voice = facts.voice_for(shop)
    return Intent(
        key=name,
        kind=kind,
        to=shop.email,
        name=shop.id,
        language=voice.language,
        release=facts.now,
        zone=voice.zone.key,
        about=words[0],
        step=words[1],
    )


def shadow_summary(
    facts: Facts, counts: Counter[tuple[str, ClockState]], would: Sequence[Intent]
) -> Plan:
    """Tell the shop's owner once what a first run would have told (ARCHITECTURE 2)."""
    out = Plan()
    shop = facts.rulebook.team.shop
    if facts.recalled.live or facts.recalled.last_run is not None or shop is None:
        return out
    language = facts.voice_for(shop).language
    totals: Counter[ClockState] = Counter()
    for (_, state), n in counts.items():
        totals[state] += n
    would_be = WOULD.fill(n=len(would), people=len({intent.to for intent in would})).said(language)
    lines = [COUNT.fill(state=s, n=totals[s]).said(language) for s in ClockState if totals[s]]
    name = key(facts.recalled.workbook, "shadow")
    words = ("\n".join([would_be, *lines]), GO_LIVE.said(language))
    out.intents.append(to_shop(facts, name, IntentKind.SHADOW, words))
    return out
