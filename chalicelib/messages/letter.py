"""What a mail says: intents put into groups and words, the most pressing first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import NamedTuple

from chalicelib.messages import when, words
from chalicelib.messages.clean import LONGEST, clean, clean_lines, cut
from chalicelib.model.face import ClockState
from chalicelib.model.intent import Intent, IntentKind
from chalicelib.model.word import Language, Phrase

_SHEET = re.compile(r"https://docs\.google\.com/spreadsheets/[A-Za-z0-9_/?=&#:-]{1,300}")
FAR = datetime.max.replace(tzinfo=UTC)


class Tone(NamedTuple):
    """How a group stands out: by words and a sign first, colour only helps."""

    name: str
    sign: str
    title: Phrase
    told: Phrase
    """How the group is named in a summary; ``{n}`` is its size."""
    colour: str
    line: str
    """Style of the rule beside the group."""


BROKEN = Tone("broken", "✕", words.LAYOUT, words.LAYOUT, "#8c1d18", "double")
TRIAL = Tone("trial", "◇", words.SHADOW, words.SHADOW, "#5b3fa0", "dotted")
LATE = Tone("late", "■", words.OVERDUE, words.N_OVERDUE, "#b3261e", "solid")
SOON = Tone("soon", "▲", words.DUE_SOON, words.N_DUE_SOON, "#8a5a00", "dashed")
LOOK = Tone("look", "○", words.LOOK, words.N_LOOK, "#3c5a78", "dotted")
TONES = (BROKEN, TRIAL, LATE, SOON, LOOK)
"""In the order in which a mail tells them."""


class Line(NamedTuple):
    """One intent in words."""

    head: str
    due: str
    flag: str
    """What is special about being told: an escalation."""
    about: tuple[str, ...]
    why: str
    step: tuple[str, ...]
    link: str
    """Where a browser shows what is meant; only ever a spreadsheet at Google."""


class Group(NamedTuple):
    """Lines of one tone."""

    tone: Tone
    title: str
    lines: tuple[Line, ...]


class Told(NamedTuple):
    """What frames the words: the receiver's language, the instant of telling."""

    language: Language
    at: datetime

    def say(self, phrase: Phrase, **values: object) -> str:
        """Return the phrase filled, in the receiver's language."""
        return (phrase.fill(**values) if values else phrase).said(self.language)


def tone_of(intent: Intent, at: datetime) -> Tone:
    """Return an intent's tone; what was due soon and has passed is late."""
    if intent.kind is IntentKind.LAYOUT:
        return BROKEN
    if intent.kind is IntentKind.SHADOW:
        return TRIAL
    if intent.state is ClockState.OVERDUE:
        return LATE
    if intent.state is ClockState.DUE_SOON:
        return LATE if passed(intent, at) else SOON
    return LOOK


def passed(intent: Intent, at: datetime) -> bool:
    """Whether the due instant lies behind; at the instant itself not yet."""
    return intent.due is not None and intent.due < at


def in_order(intents: Iterable[Intent], at: datetime) -> Sequence[Intent]:
    """Return the intents, the most pressing first, and each key once."""
    once = {intent.key: intent for intent in intents}.values()
    return sorted(
        once, key=lambda i: (TONES.index(tone_of(i, at)), i.due or FAR, clean(i.id), i.key)
    )


def groups(ordered: Sequence[Intent], told: Told) -> tuple[Group, ...]:
    """Return the ordered intents as groups of lines."""
    zones = {intent.zone for intent in ordered}
    by_tone = groupby(ordered, key=lambda intent: tone_of(intent, told.at))
    return tuple(
        Group(tone, told.say(tone.title), tuple(_line(i, told, named=len(zones) > 1) for i in some))
        for tone, some in by_tone
    )


def _line(intent: Intent, told: Told, *, named: bool) -> Line:
    """Return one intent in words; ``named`` tells the zone beside each time."""
    parts = [cut(clean(part), 100) for part in (intent.tab, intent.id, intent.clock)]
    due = _due(intent, told)
    return Line(
        head=told.say(words.DOT).join(part for part in parts if part),
        due=f"{due} ({when.zone_words(intent.zone, told.at)})" if due and named else due,
        flag=told.say(words.ESCALATED) if intent.kind is IntentKind.ESCALATION else "",
        about=clean_lines(intent.about),
        why=cut(clean(intent.why), LONGEST),
        step=clean_lines(intent.step),
        link=intent.link if _SHEET.fullmatch(intent.link) else "",
    )


def _due(intent: Intent, told: Told) -> str:
    if intent.due is None:
        return ""
    time = when.in_full(intent.due, told.at, when.zone_named(intent.zone))
    form = words.WAS_DUE if passed(intent, told.at) else words.IS_DUE
    return told.say(form, time=time)
