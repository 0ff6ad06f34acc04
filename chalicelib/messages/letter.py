"""What a mail says: intents put into groups and words, the most pressing first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import NamedTuple

from chalicelib.messages import when, words
from chalicelib.messages.clean import LONGEST, clean, clean_lines, cut
from chalicelib.messages.mail import WayToAnswer, no_way
from chalicelib.model.face import ClockState
from chalicelib.model.intent import Intent, IntentKind
from chalicelib.model.word import Language, Phrase

_SHEET = re.compile(r"https://docs\.google\.com/spreadsheets/[A-Za-z0-9_/?=&#:-]{1,300}")
_SECURE = r"https://[A-Za-z0-9._~:/\[\]-]{1,300}"
_HERE = r"http://(?:127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?"
_PAGE = re.compile(rf"(?:{_SECURE}|(?P<here>{_HERE}))/q/[A-Za-z0-9._-]{{1,2000}}")
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
UNREAD = Tone("broken", "✕", words.UNREAD, words.N_UNREAD, "#8c1d18", "double")
TRIAL = Tone("trial", "◇", words.SHADOW, words.SHADOW, "#5b3fa0", "dotted")
RULES = Tone("rules", "◈", words.RULES, words.N_RULES, "#5b3fa0", "double")
ASK = Tone("ask", "◆", words.APPROVAL, words.N_APPROVAL, "#1f5aa8", "solid")
LATE = Tone("late", "■", words.OVERDUE, words.N_OVERDUE, "#b3261e", "solid")
SOON = Tone("soon", "▲", words.DUE_SOON, words.N_DUE_SOON, "#8a5a00", "dashed")
DONE = Tone("done", "●", words.ANSWERED, words.N_ANSWERED, "#2e6b34", "solid")
LOOK = Tone("look", "○", words.LOOK, words.N_LOOK, "#3c5a78", "dotted")
TONES = (BROKEN, UNREAD, TRIAL, RULES, ASK, LATE, SOON, DONE, LOOK)
"""In the order in which a mail tells them."""


ABOUT_ROWS = frozenset({IntentKind.REMINDER, IntentKind.ESCALATION})
"""The kinds that remind of a row: its people know what to do where the words do not fit."""
BY_KIND = {
    IntentKind.LAYOUT: BROKEN,
    IntentKind.UNREAD: UNREAD,
    IntentKind.SHADOW: TRIAL,
    IntentKind.RULES: RULES,
    IntentKind.APPROVAL: ASK,
    IntentKind.ANSWERED: DONE,
}
"""The kinds whose tone does not go by a clock."""
ANSWERS = {
    IntentKind.APPROVAL: words.DECIDE,
    IntentKind.RATING: words.RATE,
    IntentKind.RULES: words.LOOK_AT_RULES,
}
"""What the button to a question says."""


class Button(NamedTuple):
    """A way out of the mail."""

    said: str
    url: str


class Line(NamedTuple):
    """One intent in words."""

    head: str
    due: str
    flag: str
    """What is special about being told: an escalation."""
    about: tuple[str, ...]
    why: str
    step: tuple[str, ...]
    buttons: tuple[Button, ...]
    """To the page that takes the answer, and to the spreadsheet at Google that shows the place."""


class Group(NamedTuple):
    """Lines of one tone."""

    tone: Tone
    title: str
    lines: tuple[Line, ...]


class Told(NamedTuple):
    """What frames the words: the receiver's language, the instant of telling."""

    language: Language
    at: datetime
    way: WayToAnswer = no_way

    def say(self, phrase: Phrase, **values: object) -> str:
        """Return the phrase filled, in the receiver's language."""
        return (phrase.fill(**values) if values else phrase).said(self.language)


def tone_of(intent: Intent, at: datetime) -> Tone:
    """Return an intent's tone; what was due soon and has passed is late."""
    if intent.kind in BY_KIND:
        return BY_KIND[intent.kind]
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
        buttons=tuple(_buttons(intent, told)),
    )


def _buttons(intent: Intent, told: Told) -> Iterator[Button]:
    answer = way(intent, told)
    if answer:
        yield Button(told.say(ANSWERS.get(intent.kind, words.ANSWER)), answer)
    if _SHEET.fullmatch(intent.link):
        yield Button(told.say(words.OPEN), intent.link)


def way(intent: Intent, told: Told) -> str:
    """Return the link by which an intent's question is answered; empty where there is none."""
    link = told.way(intent) if intent.question else ""
    return link if _PAGE.fullmatch(link) else ""


def is_here(link: str) -> bool:
    """Whether a link opens on the desk's own machine alone."""
    found = _PAGE.fullmatch(link)
    return found is not None and found["here"] is not None


def _due(intent: Intent, told: Told) -> str:
    if intent.due is None:
        return ""
    time = when.in_full(intent.due, told.at, when.zone_named(intent.zone))
    form = words.WAS_DUE if passed(intent, told.at) else words.IS_DUE
    return told.say(form, time=time)
