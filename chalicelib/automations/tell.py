"""Tell: reminder intents, each promise once, and those that are no longer true."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any, NamedTuple

from chalicelib.automations.acting import acting
from chalicelib.automations.plan import CLOCK_PARTS, REMINDERS, Facts, Plan, Rows
from chalicelib.model import mask
from chalicelib.model.face import ClockState, answerable
from chalicelib.model.intent import Intent, IntentKind
from chalicelib.model.mask_text import text as veiled
from chalicelib.model.person import Person
from chalicelib.model.word import Language, Phrase, folded_text, spoken
from chalicelib.sla import why
from chalicelib.sla.clock import FRESH, Reading
from chalicelib.sla.ladder import armed, news, remembered
from chalicelib.sla.memory import NOTHING

LATE = Phrase("{step}\n{owner} was responsible", "{step}\n负责人：{owner}")
NOBODY = Phrase("nobody", "无人")
ABOUT = ("topic", "category", "reason", "carrier", "channel", "country")
NAMES = ("customer", "buyer")
LONGEST = 300
"""Characters in which a record is described."""


def key(*parts: object) -> str:
    """Return an idempotency key: its parts with slashes between, none within."""
    return "/".join(str(part).replace("%", "%25").replace("/", "%2F") for part in parts)


@lru_cache(1024)
def receiver_mark(workbook: str, person: Person, digits: int = 8) -> str:
    """Return what stands for a receiver in a key: no address, and useless elsewhere."""
    return hashlib.sha256(f"{workbook}\x1f{person.email}".encode()).hexdigest()[:digits]


def rung(facts: Facts, rows: Rows, record: Any, reading: Reading) -> list[Intent]:
    """Return what is to be told of a clock that passed a rung since the last run."""
    memory = facts.recalled.memories.get((rows.key, record.id), NOTHING)
    before = memory.clocks.get(reading.rule.clock, FRESH)
    before = before if before.cycle == reading.cycle else FRESH
    number = news(before, reading.ladder.passed)
    if number is None:
        return []
    tell = reading.rule.rungs[number].tell
    people = facts.rulebook.team.told(tell, answerable(record), facts.now)
    times = armed(remembered(before, reading.ladder.passed), number)
    stem = f"{clock_key(facts, rows, record, reading)}/{number}/{times}"
    occasion = _Occasion(facts, rows, record, reading, stem)
    return [_intent(occasion, person) for person in people]


class _Occasion(NamedTuple):
    """A rung that was passed: all that its reminders say."""

    facts: Facts
    rows: Rows
    record: Any
    reading: Reading
    stem: str


def clock_key(facts: Facts, rows: Rows, record: Any, reading: Reading) -> str:
    """Return the part of a key that names the record, the clock and its cycle."""
    return key(facts.recalled.workbook, rows.key, record.id, reading.rule.clock, reading.cycle)


def _intent(occasion: _Occasion, person: Person) -> Intent:
    facts, reading = occasion.facts, occasion.reading
    voice = facts.voice_for(person)
    owner = answerable(occasion.record)
    escalated = reading.state is ClockState.OVERDUE and not _is(person, owner)
    step = acting(reading.rule, occasion.record)
    step = LATE.fill(owner=owner or NOBODY, step=step) if escalated else step
    mark = receiver_mark(facts.recalled.workbook, person)
    return Intent(
        key=f"{occasion.stem}/{mark}",
        kind=IntentKind.ESCALATION if escalated else IntentKind.REMINDER,
        to=person.email,
        name=person.id,
        language=voice.language,
        release=facts.rulebook.team.release(person, facts.now, urgent=reading.rule.urgent),
        zone=voice.zone.key,
        tab=occasion.rows.name.said(voice.language),
        id=occasion.record.id,
        clock=reading.rule.clock,
        state=reading.state,
        due=reading.due,
        about=about(occasion.record, voice.language),
        why=why.short(reading, voice),
        step=step.said(voice.language),
    )


def _is(person: Person, name: str) -> bool:
    """Whether a name, or an address, is a person's own."""
    return bool(name) and folded_text(name) in {folded_text(person.id), folded_text(person.email)}


def about(record: Any, language: Language) -> str:
    """Return what a record is about in a few words, personal data veiled."""
    said = [str(spoken(value, language)) for f in ABOUT if (value := getattr(record, f, ""))]
    names = [mask.name(value) for f in NAMES if (value := getattr(record, f, ""))]
    return shortened(" · ".join([*map(_veiled, said), *names]))


def shortened(text: str) -> str:
    """Keep what is told short, however much a cell holds."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


_veiled = lru_cache(4096)(veiled)
"""What a record is about is said in few words, the same ones again and again."""


def withdrawn(facts: Facts, plan: Plan) -> list[str]:
    """Return the keys of pending reminders that are no longer true, or overtaken."""
    overtaken = {_clock_of(intent.key) for intent in plan.intents}
    fresh = {intent.key for intent in plan.intents}
    return [
        intent.key
        for intent in facts.recalled.pending
        if intent.kind in REMINDERS
        and intent.key not in fresh
        and (_clock_of(intent.key) in overtaken or _clock_of(intent.key) not in plan.standing)
    ]


def _clock_of(name: str) -> str:
    """Return the part of a reminder's key that names the record, the clock and the cycle."""
    return "/".join(name.split("/")[:CLOCK_PARTS])
