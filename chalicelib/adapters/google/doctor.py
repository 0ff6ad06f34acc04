"""The doctor: what keeps the desk from a spreadsheet at Google, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.adapters.checkup import (
    NOTHING,
    Finding,
    Stand,
    column_name,
    named,
    of_rules,
    of_tab,
)
from chalicelib.adapters.google import doctor_words as words
from chalicelib.adapters.google.doctor_look import Patient
from chalicelib.adapters.google.doctor_rules import rule_tabs
from chalicelib.adapters.google.faults import BARRED, TRASHED
from chalicelib.adapters.google.layout import Tab
from chalicelib.adapters.google.places import tagged
from chalicelib.model.problem import Rank
from chalicelib.model.word import Language, Phrase
from chalicelib.tables.calendars import read_zone
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY

MOST_CELLS = 10_000_000
"""Cells that a spreadsheet may have, the empty ones counted."""
NEAR, FULL = 0.8, 0.95
A_MINUTE = 60
"""Calls of one kind that Google allows an account in a minute."""
COMMA = frozenset((
    "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "hr", "hu", "id", "it", "lt", "lv",
    "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk", "vi",
))  # fmt: skip
"""Languages in which people type 12,50 for twelve and a half."""


def examine(seen: Patient) -> Iterator[Finding]:
    """Yield what was found, check by check."""
    for check in CHECKS:
        yield from check(seen)


def _writing(seen: Patient) -> Iterator[Finding]:
    if seen.may_write is None:
        yield Finding(
            words.WRITING, Stand.LOOK, words.CANNOT_TELL, words.SHARE.fill(bot=seen.address)
        )
    elif seen.may_write:
        yield Finding(words.WRITING, Stand.FINE, words.EDITOR.fill(bot=seen.address))
    else:
        yield Finding(
            words.WRITING, Stand.MEND, words.READ_ONLY, words.SHARE.fill(bot=seen.address)
        )


def _trash(seen: Patient) -> Iterator[Finding]:
    if seen.layout.trashed:
        yield Finding(words.TRASH, Stand.MEND, words.TRASHED, words.RESTORE)
    else:
        yield Finding(words.TRASH, Stand.FINE, words.NOT_TRASHED)


def _zone(seen: Patient) -> Iterator[Finding]:
    ours, theirs = seen.opened.settings.locale.zone, seen.layout.zone
    if same_clock(ours, read_zone(theirs)):
        yield Finding(words.ZONE, Stand.FINE, Phrase(theirs, theirs))
        return
    how = words.ZONES_DIFFER.fill(sheet=theirs or "?", desk=ours.key)
    yield Finding(words.ZONE, Stand.MEND, how, words.SET_ZONE.fill(desk=ours.key))


def same_clock(one: ZoneInfo, other: ZoneInfo | None) -> bool:
    """Whether two zones show the same time all year, whatever they are called."""
    if other is None:
        return False
    start = datetime(2026, 1, 1, tzinfo=UTC)
    days = [start + timedelta(days=5 * n) for n in range(146)]
    return all(day.astimezone(one).utcoffset() == day.astimezone(other).utcoffset() for day in days)


def _locale(seen: Patient) -> Iterator[Finding]:
    locale = seen.layout.locale
    language = seen.opened.settings.locale.language
    how = Phrase(locale, locale)
    if locale.partition("_")[0] in COMMA:
        yield Finding(words.LOCALE, Stand.LOOK, how, words.COMMAS)
    elif language is Language.ZH and not locale.startswith("zh"):
        yield Finding(words.LOCALE, Stand.LOOK, how, words.SET_LOCALE.fill(locale="中国 / China"))
    else:
        yield Finding(words.LOCALE, Stand.FINE, how)


def _protection(seen: Patient) -> Iterator[Finding]:
    barred = [
        column_name(key, name)
        for key, tab in _tabs(seen)
        for name, index in _ours(seen, key)
        if any(area.covers(index) for area in tab.barred)
    ]
    if not barred:
        yield Finding(words.PROTECTION, Stand.FINE, words.NOT_BARRED)
        return
    how = words.BARRED.fill(columns=named(barred))
    yield Finding(words.PROTECTION, Stand.MEND, how, words.LET_IN.fill(bot=seen.address))


def _tags(seen: Patient) -> Iterator[Finding]:
    tags = seen.layout.tags
    known = [
        (f"{key}.{name}", (tab.sheet, at))
        for key, tab in _tabs(seen)
        for name, at in _ours(seen, key)
    ]
    borne = [(tag, place) for tag, place in known if tag in tags]
    astray = sum(tags[tag][1:] != place for tag, place in borne)
    if astray or seen.layout.spare:
        how = words.ASTRAY.fill(astray=astray, doubled=len(seen.layout.spare))
        yield Finding(words.TAGS, Stand.LOOK, how, words.NEXT_RUN)
    else:
        yield Finding(words.TAGS, Stand.FINE, words.TAGGED.fill(have=len(borne), of=len(known)))


def _faults(seen: Patient) -> Iterator[Finding]:
    """Yield what else of the layout keeps the desk from writing."""
    said = {TRASHED, BARRED.fill(bot=seen.address)}
    for problem in seen.opened.problems:
        whole = problem.rank is Rank.LAYOUT and not problem.row
        known = of_tab(problem) or of_rules(problem) or problem.what in said
        if whole and not known:
            yield Finding(words.LAYOUT, Stand.MEND, problem.what, words.MEND_LAYOUT, problem.link)


def _size(seen: Patient) -> Iterator[Finding]:
    cells = sum(tab.rows * tab.columns for tab in seen.layout.tabs)
    share = cells / MOST_CELLS
    how = words.SIZE_IS.fill(cells=f"{cells:,}", share=f"{share:.1%}")
    stand = Stand.FINE if share < NEAR else Stand.LOOK if share < FULL else Stand.MEND
    yield Finding(words.SIZE, stand, how, NOTHING if stand is Stand.FINE else words.TRIM)


def _plain_text(seen: Patient) -> Iterator[Finding]:
    loose = [BY_KEY[key].name for key, types in seen.formats.items() if set(types) - {"TEXT"}]
    if not loose:
        yield Finding(words.PLAIN, Stand.FINE, words.ALL_PLAIN)
        return
    yield Finding(words.PLAIN, Stand.LOOK, words.NOT_PLAIN.fill(tabs=named(loose)), words.SET_PLAIN)


def _quota(seen: Patient) -> Iterator[Finding]:
    reads, writes = seen.calls.get("reads", 0), seen.calls.get("writes", 0)
    left = {"reads": max(0, A_MINUTE - reads), "writes": max(0, A_MINUTE - writes)}
    retried = seen.calls.get("retries", 0)
    how = words.QUOTA_LEFT.fill(**left, calls=reads + writes + seen.calls.get("drive", 0))
    if retried:
        yield Finding(words.QUOTA, Stand.LOOK, how, words.BUSY.fill(times=retried))
    else:
        yield Finding(words.QUOTA, Stand.FINE, how)


def _tabs(seen: Patient) -> Iterator[tuple[str, Tab]]:
    for key in seen.opened.parsed:
        tab = seen.layout.tab_of(BY_KEY[key].titles())
        if tab is not None:
            yield key, tab


def _ours(seen: Patient, key: str) -> Iterator[tuple[str, int]]:
    """Yield the columns of a tab that we write or check, and where they stand."""
    table, at = BY_KEY[key], seen.opened.parsed[key].at
    strict = seen.opened.settings.strict and table.room is Room.RECORDS
    for name in tagged(table):
        if name in at and (name == "id" or not strict):
            yield name, at[name]


CHECKS: tuple[Callable[[Patient], Iterator[Finding]], ...] = (
    _writing, _trash, _zone, _locale, _protection, rule_tabs, _faults, _tags, _size, _plain_text,
    _quota,
)  # fmt: skip
