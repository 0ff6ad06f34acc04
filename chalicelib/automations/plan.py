"""What an automation may look at (Facts), and what it may ask for (Plan)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib.model.intent import AWAITED, FOR_OWNER, Intent, IntentKind, Suppressed
from chalicelib.model.person import Person
from chalicelib.model.problem import Problem
from chalicelib.model.question import Asked, Question
from chalicelib.model.word import Phrase
from chalicelib.policy.book import NO_BOOK, PolicyBook
from chalicelib.sla.memory import Memory
from chalicelib.sla.rulebook import Rulebook
from chalicelib.sla.say import Voice

RecordKey = tuple[str, str]
"""Tab key and record id; the id is empty for the tab itself."""

LAYOUT: RecordKey = ("", "layout")
"""Where the memory of broken layouts is kept."""

CLOCK_PARTS = 5
"""Parts of a reminder's key that name its clock: workbook, tab, id, clock, cycle."""

REMINDERS = (IntentKind.REMINDER, IntentKind.ESCALATION)
"""What tells of a clock."""


class Promise(NamedTuple):
    """What a reminder's key names: a rung of a clock on a record."""

    record: RecordKey
    clock: str
    cycle: int
    rung: int


def promise(key: str) -> Promise:
    """Return what a reminder's key names."""
    parts = (part.replace("%2F", "/").replace("%25", "%") for part in key.split("/"))
    _, tab, name, clock, cycle, rung, *_ = parts
    return Promise((tab, name), clock, int(cycle), int(rung))


class Rows(NamedTuple):
    """The records of one tab, as they were read."""

    key: str
    name: Phrase
    records: Sequence[Any]
    unread: Mapping[str, frozenset[str]]
    """By id, the fields whose cells cannot be read."""
    missing: frozenset[str] = frozenset()
    """Fields whose column is lost or doubled: nothing can be told from them."""

    def with_records(self, new: Mapping[RecordKey, Any]) -> Rows:
        """Return the rows with other records in the place of those of the same id."""
        return self._replace(records=[new.get((self.key, r.id), r) for r in self.records])


@dataclass(frozen=True)
class Recalled:
    """What only the ledger knows."""

    workbook: str
    live: bool
    last_run: datetime | None = None
    memories: Mapping[RecordKey, Memory] = field(default_factory=dict)
    pending: Sequence[Intent] = ()
    suppressed: Sequence[Suppressed] = ()
    in_doubt: int = 0
    """Mails that may or may not have gone out."""
    asked: Mapping[str, Asked] = field(default_factory=dict)
    """Questions that people were asked by link and that are still kept, by id."""


class Trust(NamedTuple):
    """Whose yes counts, set outside the sheet that everybody edits (ARCHITECTURE 2)."""

    owner: bool = True
    """Whether the person at the machine is the shop's owner: changed rules count at once."""
    approvers: frozenset[str] = frozenset()
    """Folded addresses that alone may approve; empty: whom the confirmed Team tab names."""
    pinned: bool = False
    """Whether the shop owner's address is set outside the sheet too."""
    doubted: frozenset[str] = frozenset()
    """Folded names of people whose rows of Team count only once the owner confirmed them."""
    shop: bool = True
    """Whether the shop's owner is the one who was confirmed."""
    pages: bool = True
    """Whether anybody on the internet, so a customer too, can open the desk's pages."""


OWNER_AT_THE_MACHINE = Trust()
"""Embedded: whoever runs the desk is the shop's owner."""


@dataclass(frozen=True)
class Facts:
    """All that is known, at one instant."""

    now: datetime
    run: str
    voice: Voice
    tabs: Sequence[Rows]
    rulebook: Rulebook
    recalled: Recalled
    names: Mapping[str, Phrase] = field(default_factory=dict)
    """What people call each tab, by key."""
    problems: Sequence[Problem] = ()
    """What reading the sheet and its rules already found."""
    policies: PolicyBook = NO_BOOK
    trust: Trust = OWNER_AT_THE_MACHINE
    desk: str = ""
    """What the desk is called."""
    ratings: bool = True
    """Whether customers are asked for a rating once their case is closed."""

    def rows(self, tab: str) -> Sequence[Any]:
        """Return the records of a tab; none where it is not there."""
        return next((rows.records for rows in self.tabs if rows.key == tab), ())

    def after(self, plan: Plan) -> Facts:
        """Return what is known once a plan is carried out: records and memories as it wants them."""
        new = {(change.tab, change.new.id): change.new for change in plan.changes}
        touched = {tab for tab, _ in new}
        tabs = [rows.with_records(new) if rows.key in touched else rows for rows in self.tabs]
        kept = self.recalled.memories
        memories = {**kept, **plan.memories} if plan.memories else kept
        return replace(self, tabs=tabs, recalled=replace(self.recalled, memories=memories))

    def voice_for(self, person: Person) -> Voice:
        """Return a person's own language, on the wall clock of the hours they keep."""
        hours = self.rulebook.team.hours.get(person.hours)
        language = person.language.language if person.language else self.voice.language
        return Voice(language, hours.zone if hours else self.voice.zone)

    def tab_name(self, tab: str) -> Phrase:
        """Return what people call a tab."""
        return self.names.get(tab, Phrase(tab, tab))


class Change(NamedTuple):
    """A record as it was found, and as it should be."""

    tab: str
    old: Any
    new: Any


@dataclass
class Plan:
    """What should change in the world. Plans add up."""

    changes: list[Change] = field(default_factory=list)
    listings: dict[str, list[Any]] = field(default_factory=dict)
    """All the lines that a tab of ours should hold, by tab key."""
    problems: list[Problem] = field(default_factory=list)
    intents: list[Intent] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    """Keys of pending intents that are no longer true."""
    memories: dict[RecordKey, Memory] = field(default_factory=dict)
    """What is to be kept in mind; the ledger's entries are the differences."""
    standing: set[str] = field(default_factory=set)
    """Clocks whose pending reminders are still true, as the keys name them."""
    questions: list[Question] | None = None
    """All that people are to be asked by link; others are dropped. None: it says nothing of them."""
    wake_at: datetime | None = None
    """When something falls due next."""

    def add(self, other: Plan) -> None:
        """Take another plan's wishes into this one."""
        self.changes += other.changes
        for tab, lines in other.listings.items():
            self.listings.setdefault(tab, []).extend(lines)
        self.problems += other.problems
        self.intents += other.intents
        self.withdrawn += other.withdrawn
        self.memories.update(other.memories)
        self.standing |= other.standing
        if other.questions is not None:
            self.questions = [*(self.questions or ()), *other.questions]
        self.wake(other.wake_at)

    def counted(self) -> int:
        """Return how much is told that the breaker counts: nothing that somebody waits for."""
        return sum(intent.kind not in (*FOR_OWNER, *AWAITED) for intent in self.intents)

    def latest(self) -> None:
        """Keep of several changes of one record the last, from what was found at first."""
        found: dict[RecordKey, Change] = {}
        for change in self.changes:
            key = (change.tab, change.new.id)
            found[key] = change._replace(old=found[key].old) if key in found else change
        self.changes = list(found.values())

    def wake(self, at: datetime | None) -> None:
        """Lower the next instant at which something falls due; never raise it."""
        if at is not None and (self.wake_at is None or at < self.wake_at):
            self.wake_at = at
