"""The subject: what is wrong, where, by when, what to do, before the mail is opened."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from chalicelib.messages import when, words
from chalicelib.messages.clean import ELLIPSIS, clean, clean_lines, cut, width
from chalicelib.messages.letter import ABOUT_ROWS, Told, Tone, passed, tone_of
from chalicelib.model.intent import Intent, IntentKind
from chalicelib.model.word import Phrase

COLUMNS = 96
"""Most columns of a subject; a Chinese character takes two."""
NAME_COLUMNS = 32
"""Most columns of an id or a clock's name, so that the due time is always seen."""


def subject(ordered: Sequence[Intent], told: Told) -> str:
    """Return the subject of a mail about the ordered intents."""
    return _single(ordered[0], told) if len(ordered) == 1 else _several(ordered, told)


def _single(intent: Intent, told: Told) -> str:
    text = f"{_label(intent, told)}{told.say(words.COLON)}{_what(intent, told)}"
    step = next(iter(clean_lines(intent.step)), "").rstrip(".。！!")
    full = told.say(words.DASH).join(part for part in (text, step) if part)
    return cut(text if intent.kind in ABOUT_ROWS and width(full) > COLUMNS else full, COLUMNS)


def _label(intent: Intent, told: Told) -> str:
    title = tone_of(intent, told.at).title
    if intent.kind is IntentKind.ESCALATION:
        return told.say(words.ESCALATED_SUBJECT, state=title)
    return told.say(title)


def _what(intent: Intent, told: Told) -> str:
    """Return the record and its promise: C-1 · First response was due 14:05."""
    parts = [_name(intent.id) or _name(intent.tab), _promise(intent, told) or _gist(intent)]
    if intent.kind is IntentKind.UNREAD:  # what stands still is to be seen, not the wrong cell
        parts = [_name(intent.tab), _name(intent.id)]
    return told.say(words.DOT).join(part for part in parts if part)


def _promise(intent: Intent, told: Told) -> str:
    clock = _name(intent.clock)
    if intent.due is None:
        return clock
    return told.say(_due_form(intent, told), clock=clock, time=_time(intent, told)).strip()


def _due_form(intent: Intent, told: Told) -> Phrase:
    if intent.clock:
        return words.CLOCK_WAS_DUE if passed(intent, told.at) else words.CLOCK_IS_DUE
    return words.WAS_DUE if passed(intent, told.at) else words.IS_DUE


def _time(intent: Intent, told: Told) -> str:
    if intent.due is None:
        return ""
    return told.say(when.in_short(intent.due, told.at, when.zone_named(intent.zone)))


def _gist(intent: Intent) -> str:
    return next(iter(clean_lines(intent.about)), "")


def _name(text: str) -> str:
    return cut(clean(text), NAME_COLUMNS)


def _several(ordered: Sequence[Intent], told: Told) -> str:
    brief = [text for text in (_in_brief(intent, told) for intent in ordered) if text]
    return _listed(summary(ordered, told), brief, told)


def _listed(text: str, brief: Sequence[str], told: Told) -> str:
    """Return the text and as many of the brief names as fit."""
    joint, comma = told.say(words.COLON), told.say(words.COMMA)
    for one in brief:
        if width(f"{text}{joint}{one}{comma}{ELLIPSIS}") > COLUMNS:
            return cut(f"{text}{joint}{ELLIPSIS}", COLUMNS)
        text, joint = f"{text}{joint}{one}", comma
    return cut(text, COLUMNS)


def _in_brief(intent: Intent, told: Told) -> str:
    parts = [_name(intent.id) or _name(intent.tab), _name(intent.clock), _time(intent, told)]
    return " ".join(part for part in parts if part)


def summary(ordered: Sequence[Intent], told: Told) -> str:
    """Return how many of what: 3 overdue (1 escalated), 2 due soon."""
    by_tone = groupby(ordered, key=lambda intent: tone_of(intent, told.at))
    return told.say(words.COMMA).join(_counted(tone, tuple(some), told) for tone, some in by_tone)


def _counted(tone: Tone, some: Sequence[Intent], told: Told) -> str:
    counted = tone.told.fill(n=len(some))
    escalated = sum(intent.kind is IntentKind.ESCALATION for intent in some)
    if not escalated:
        return told.say(counted)
    return told.say(words.N_ESCALATED, told=counted, n=escalated)
