"""Repeats: what the last month's cases have in common, for the owner to see in the Overview."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib.automations.case_files import Desk
from chalicelib.automations.endings import carriers
from chalicelib.automations.plan import Facts, Plan
from chalicelib.model.case import CaseStatus, Category
from chalicelib.model.casefile import CaseFile, same_id
from chalicelib.model.lines import OverviewLine
from chalicelib.model.word import Phrase
from chalicelib.policy.library import Kept, said, sku_of
from chalicelib.policy.repeats import Common, Occurrence, Repeat, repeats, several

WITHIN = timedelta(days=30)
"""How far back cases are looked at: open ones by when they were opened, filed ones by when
they were closed."""
NAMED = 8
"""Cases named in a line before the rest is only counted."""
TOPIC = Phrase("Repeat problem: {kind} {name}, {topic}", "重复问题：{kind} {name}，{topic}")
CASES = Phrase("in {days} days: {cases}", "{days} 天内：{cases}")
MORE = Phrase("{cases} and {n} more", "{cases} 等共 {all} 个工单")


def repeat_problems(facts: Facts) -> Plan:
    """Add to the Overview what at least three cases of the last 30 days have in common."""
    found = repeats(_occurrences(facts))
    return Plan(listings={"overview": [_line(one, facts) for one in found]}) if found else Plan()


def _line(one: Repeat, facts: Facts) -> OverviewLine:
    say = facts.voice.say
    topic = say(TOPIC, kind=one.kind, name=one.name, topic=one.topic)
    named, rest = ", ".join(one.cases[:NAMED]), len(one.cases) - NAMED
    cases = say(MORE, cases=named, n=rest, all=len(one.cases)) if rest > 0 else named
    return OverviewLine(topic, float(len(one.cases)), say(CASES, days=WITHIN.days, cases=cases))


def _occurrences(facts: Facts) -> Iterator[Occurrence]:
    """Yield each case once: those filed and closed lately, and those open and opened lately.

    One that was cancelled, before or after it was filed, is none.
    """
    since, cases = facts.now - WITHIN, facts.rows("cases")
    seen = {case.id for case in cases if case.status is CaseStatus.CANCELLED}
    for (tab, name), memory in facts.recalled.memories.items():
        kept = memory.notes.get("library") if tab == "cases" else None
        if kept and not kept.get("reopened") and name not in seen:
            seen.add(name)
            if datetime.fromisoformat(kept["closed"]) >= since:
                yield _filed(name, kept, facts)
    opened = [c for c in cases if c.opened and since <= c.opened <= facts.now and c.id not in seen]
    if not opened:
        return
    desk, carrier = Desk(facts), carriers(facts)
    for case in opened:
        yield _open(desk.file(case), carrier.get(same_id(case.order), ""), facts)


def _filed(name: str, kept: Kept, facts: Facts) -> Occurrence:
    topic = kept["topic"] or said(Category, kept["category"], facts.voice.language)
    return Occurrence(name, topic, _common(kept["sku"], kept["carrier"], kept["country"]))


def _open(file: CaseFile, carrier: str, facts: Facts) -> Occurrence:
    case = file.case
    category = case.category.said(facts.voice.language) if case.category else ""
    return Occurrence(
        case.id, case.topic.strip() or category, _common(sku_of(file), carrier, file.country)
    )


def _common(sku: str, carrier: str, country: str) -> tuple[tuple[Common, str], ...]:
    carried = ((Common.CARRIER, name) for name in several(carrier))
    return ((Common.SKU, sku), *carried, (Common.COUNTRY, country.strip().upper()))
