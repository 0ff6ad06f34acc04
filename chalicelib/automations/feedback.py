"""Feedback: a closed case goes into the library, and its customer is asked once how it went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

from chalicelib.automations import rating, remember
from chalicelib.automations.endings import ENDINGS, Endings
from chalicelib.automations.plan import Change, Facts, Plan, Rows
from chalicelib.model.case import Case, CaseStatus
from chalicelib.model.casefile import same_id
from chalicelib.model.face import judged
from chalicelib.model.lines import LibraryLine
from chalicelib.model.private import private
from chalicelib.model.question import Question
from chalicelib.policy.library import Kept, filed, library_line, refiled
from chalicelib.sla.clock import NO_UNREAD
from chalicelib.sla.memory import NOTHING

LATELY = timedelta(hours=24)
"""A case that was closed so long ago, or since, is asked about wherever it comes from."""
SINCE = ("library", "")
"""Where it is kept that the library was begun: whatever was closed before is filed in silence."""


def feedback(facts: Facts) -> Plan:
    """File what was closed, ask for ratings, take in those that were given; list the library."""
    plan = Plan(questions=[])
    rows = next((rows for rows in facts.tabs if rows.key == "cases"), None)
    desk = _Desk(facts, plan, _kept(facts, "library"), _kept(facts, "rating"))
    desk.answers()
    if rows is not None:
        desk.begin()
        for case in rows.records:
            desk.case(case, rows)
        desk.ask()
    desk.note()
    plan.listings["library"] = desk.lines()
    return plan


def _kept(facts: Facts, name: str) -> dict[str, Kept]:
    """Return what is kept of each case under a name, also of those whose row is gone."""
    return {
        record: memory.notes[name]
        for (tab, record), memory in facts.recalled.memories.items()
        if tab == "cases" and name in memory.notes
    }


@dataclass
class _Desk:
    """One run's view of what was closed: the library and the ratings as they become."""

    facts: Facts
    plan: Plan
    library: dict[str, Kept]
    ratings: dict[str, Kept]
    begun: bool = True
    cancelled: set[str] = field(default_factory=set)
    closed: list[Case] = field(default_factory=list)
    """Those whose customers may be asked."""

    @cached_property
    def _endings(self) -> Endings:
        return Endings(self.facts)

    def begin(self) -> None:
        """Keep in mind when the library was begun."""
        self.begun = SINCE in self.facts.recalled.memories
        if not self.begun:
            remember.note(
                self.facts, self.plan, SINCE, library={"since": self.facts.now.isoformat()}
            )

    def answers(self) -> None:
        """Take in what customers answered; a question that is open still stays asked."""
        for name, kept in list(self.ratings.items()):
            if "rating" in kept or not kept.get("asked"):
                continue
            found = self.facts.recalled.asked.get(rating.question_id(name, kept))
            if found is None:
                continue
            if found.answer is not None:
                self.ratings[name] = {
                    **kept,
                    "rating": int(found.answer.choice),
                    "words": private(found.answer.words),
                    "at": found.answer.at.isoformat(),
                }
            else:
                self._still_asked(name, found.question)

    def _still_asked(self, name: str, question: Question) -> None:
        """Keep a question asked while it is open; one that was never sent ends with its time."""
        if self.facts.now >= question.expires:
            self._unask(name)
        elif self.plan.questions is not None:
            self.plan.questions.append(question)

    def case(self, case: Case, rows: Rows) -> None:
        """File a case or open its file again, and show in its row what is kept."""
        if not self._unsure(case, rows):
            self._look_at(case, rows)
        self._show(case)

    def _look_at(self, case: Case, rows: Rows) -> None:
        if case.status is CaseStatus.CANCELLED:
            self.cancelled.add(case.id)
            self._unask(case.id)
        elif (closed := self._closed(case)) is None:
            self._open(case)
        else:
            self._file(case, rows, closed)

    def _unsure(self, case: Case, rows: Rows) -> bool:
        return bool((rows.unread.get(case.id, NO_UNREAD) | rows.missing) & ENDINGS)

    def _closed(self, case: Case) -> datetime | None:
        """Return when a case was closed: as typed, else when its status was first seen to say so."""
        if case.closed is not None:
            if case.closed > self.facts.now:
                self.plan.wake(case.closed)
                return None
            return case.closed
        if case.status is not CaseStatus.CLOSED:
            return None
        kept = self.library.get(case.id)
        if kept and not kept.get("reopened"):
            return datetime.fromisoformat(kept["closed"])
        memory = self.facts.recalled.memories.get(("cases", case.id), NOTHING)
        seen = memory.seen.get("status", ())
        told = seen and seen[-1].value == CaseStatus.CLOSED.value
        return seen[-1].by if told else self.facts.now

    def _open(self, case: Case) -> None:
        """Mark a case that was closed as reopened: it is not asked about any more."""
        kept = self.library.get(case.id)
        if kept and not kept.get("reopened"):
            self.library[case.id] = {**kept, "reopened": True}
        self._unask(case.id)

    def _unask(self, name: str) -> None:
        """Take back the mail that asks, if it has not gone out."""
        asked = self.ratings.get(name, {})
        if asked.get("asked") and "rating" not in asked:
            mail = rating.intent_key(self.facts, name, asked)
            if any(one.key == mail for one in self.facts.recalled.pending):
                self._take_back(name, asked, mail)

    def _take_back(self, name: str, asked: Kept, mail: str) -> None:
        self.plan.withdrawn.append(mail)
        self.ratings[name] = {"number": asked["number"]}
        asks = rating.question_id(name, asked)
        self.plan.questions = [q for q in self.plan.questions or () if q.id != asks]

    def _file(self, case: Case, rows: Rows, closed: datetime) -> None:
        kept, file = self.library.get(case.id), self._endings.file(case)
        is_closing = kept is None or bool(kept.get("reopened"))
        at = self.facts.now if kept is None or is_closing else datetime.fromisoformat(kept["at"])
        if kept is None or is_closing or kept["closed"] != closed.isoformat():
            self.library[case.id] = filed(file, self._endings.of(case, rows, closed), at)
        elif self._endings.is_read(file):
            self.library[case.id] = refiled(file, kept)
        seen = is_closing and self._known(case)
        if not self.facts.ratings:
            self._unask(case.id)
        elif seen or self.facts.now - closed <= LATELY:
            self.closed.append(case)

    def _known(self, case: Case) -> bool:
        """Whether an earlier run saw the case, so that it was closed under the desk's eyes."""
        memory = self.facts.recalled.memories.get(("cases", case.id), NOTHING)
        return self.begun and bool(memory.seen or memory.clocks)

    def ask(self) -> None:
        """Ask the customers of what was closed; about one order once, however many cases it has.

        Last of all: what is taken back in a run no longer keeps another case from being asked about.
        """
        orders = rating.orders(self.facts, self.ratings.values())
        for case in self.closed:
            kept, order = self.ratings.get(case.id, {}), same_id(case.order)
            if order not in orders and rating.may_ask(self.facts, case, kept):
                self._ask(case, kept)
                orders.update({order} - {""})

    def _ask(self, case: Case, kept: Kept) -> None:
        if self.plan.questions is not None:
            asking = rating.asking(self.facts, case, kept)
            self.ratings[case.id] = asking.note
            self.plan.questions.append(asking.question)
            self.plan.intents.append(asking.intent)

    def _show(self, case: Case) -> None:
        """Show in a case's row what its customer gave, and when it was filed."""
        kept, asked = self.library.get(case.id), self.ratings.get(case.id, {})
        filed_at = kept["at"] if kept and not kept.get("reopened") else None
        was = case.face.verdict
        given, at = asked.get("rating"), datetime.fromisoformat(filed_at) if filed_at else None
        if (was.rating, was.recorded) != (given, at):
            new = judged(case, replace(was, rating=given, recorded=at))
            self.plan.changes.append(Change("cases", case, new))

    def note(self) -> None:
        """Ask for all that is new to be kept."""
        for name in [*self.library, *(n for n in self.ratings if n not in self.library)]:
            held = {"library": self.library.get(name), "rating": self.ratings.get(name)}
            notes = {key: dict(kept) for key, kept in held.items() if kept is not None}
            remember.note(self.facts, self.plan, ("cases", name), **notes)

    def lines(self) -> list[LibraryLine]:
        """Return the library, what was closed last first."""
        found = sorted(self._lines(), key=lambda line: line.case)
        return sorted(found, key=lambda line: line.closed or self.facts.now, reverse=True)

    def _lines(self) -> Iterator[LibraryLine]:
        voice = self.facts.voice
        listed = ((n, kept) for n, kept in self.library.items() if n not in self.cancelled)
        for name, kept in listed:
            line = library_line(name, kept, self.ratings.get(name, {}), voice.language)
            late = timedelta(seconds=kept["late"])
            yield replace(line, delay=voice.length(late)) if late else line
