"""When each workbook is looked at next: soon after hints, when something falls due, or in a while.

A `wake_at` is the least of all instants at which a run is wanted, so a later one hides behind an
earlier. Hence the rule that keeps all of them: **whoever raises it sees to it that a run begins
after that, and only a finished run may say what is wanted next.** A dispatcher raises it by a
minute before it asks for a run, so that it is due again should the dispatcher fall; by a long time
once the run is asked for; and so does each run when it begins. No effect stands on any other
having happened: what is lost costs a minute, what is doubled costs a run.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from math import ceil
from typing import NamedTuple

from chalicelib.intake import marks
from chalicelib.ports.inbox import Inbox, Mark
from chalicelib.ports.wake import Queues, Register, Registered

AGAIN = timedelta(seconds=50)
"""Until a workbook is due again whose dispatcher fell: less than the minute between two of them.

It must be longer than a dispatcher takes: by then it has done all that it does for a workbook.
"""


class UndispatchedError(Exception):
    """Some runs could not be asked for; carries how many could, and each error by spreadsheet."""


class Waking(NamedTuple):
    """Decides when the registered workbooks are looked at. ``now`` is the present instant."""

    register: Register
    inbox: Inbox
    queues: Queues
    most: int = 1000
    """Runs that one call of ``dispatch`` may ask for; the rest wait for the next."""

    def dispatch(self, now: datetime) -> int:
        """Ask for a run of each workbook whose time has come; return of how many.

        One that fails does not stop the others: UndispatchedError is raised at the end.
        """
        asked, errors = 0, dict[str, Exception]()
        for book in self.register.due(now):
            if asked == self.most:
                break
            try:
                asked += self._dispatched(book, now)
            except Exception as error:  # noqa: BLE001 - raised at the end, with the others'
                errors[book.spreadsheet] = error
        if errors:
            raise UndispatchedError(asked, errors)
        return asked

    def hinted(self, spreadsheet: str, now: datetime) -> None:
        """Mark a workbook as edited, and have it looked at once its hints have settled.

        It is due in the register before it is marked, in case of a crash, and again after, in
        case of a run that began meanwhile.
        """
        self.register.lower(spreadsheet, now + marks.QUIET)
        mark = self.inbox.revise(spreadsheet, partial(marks.hint, now=now))
        self.register.lower(spreadsheet, marks.settled(mark) or now)
        if mark.first == now:
            self.queues.later(spreadsheet, _seconds(marks.QUIET))

    def ring(self, spreadsheet: str, now: datetime) -> None:
        """Ask for a run, or ring again later while hints still come; nothing while it is paused."""
        book = self.register.find(spreadsheet)
        if book is None or book.paused:
            return
        settled = marks.settled(self.inbox.mark(spreadsheet))
        if settled and settled > now:
            self.queues.later(spreadsheet, _seconds(settled - now))
        else:
            self.queues.run(spreadsheet, settled or now)

    def began(self, spreadsheet: str, asked: datetime, now: datetime) -> bool:
        """Begin a run that was asked for; False if there is nothing to run for any more.

        That is so while the workbook is paused, and when a good run began a while after ``asked``.
        """
        book = self.register.find(spreadsheet)
        if book is None or book.wake_at is None or _is_answered(book, asked):
            return False
        until = now + _rest(self.inbox.mark(spreadsheet), now)
        if book.wake_at < until:
            self.register.take(spreadsheet, book.wake_at, until)
        return True

    def behind(self, spreadsheet: str, now: datetime) -> float:
        """Return by how many seconds a run that begins now is late for what fell due."""
        due = self.inbox.mark(spreadsheet).wake_at
        return max(0.0, (now - due).total_seconds()) if due else 0.0

    def ran(self, spreadsheet: str, began: datetime, wake_at: datetime | None) -> None:
        """Note a finished run, and when something falls due next as far as it could tell."""
        if wake_at:
            self.register.lower(spreadsheet, wake_at)
        looked = partial(marks.looked, began=began, wake_at=wake_at)
        settled = marks.settled(self.inbox.revise(spreadsheet, looked))
        if settled:
            self.register.lower(spreadsheet, settled)
            self.queues.later(spreadsheet, _seconds(settled - began))
        self.register.looked(spreadsheet, began)

    def failed(self, spreadsheet: str, began: datetime, why: str) -> None:
        """Note a run that failed; another is tried no later than where no hints come."""
        self.register.looked(spreadsheet, began, why)
        self.register.lower(spreadsheet, began + marks.UNHINTED)

    def _dispatched(self, book: Registered, now: datetime) -> bool:
        mark = self.inbox.mark(book.spreadsheet)
        if book.wake_at is None or _is_edited(mark, now):
            return False
        if not self.register.take(book.spreadsheet, book.wake_at, now + AGAIN):
            return False
        self.queues.run(book.spreadsheet, now)
        self.register.take(book.spreadsheet, now + AGAIN, now + _rest(mark, now))
        return True


def _is_answered(book: Registered, asked: datetime) -> bool:
    """Whether a good run began when whoever asked had done all that belongs to asking."""
    return book.looked is not None and book.looked >= asked + AGAIN and not book.failed


def _is_edited(mark: Mark, now: datetime) -> bool:
    """Whether hints still come, and nothing that falls due speaks for a run before they settle."""
    settled = marks.settled(mark)
    is_due = mark.wake_at is not None and mark.wake_at <= now
    return settled is not None and settled > now and not is_due


def _rest(mark: Mark, now: datetime) -> timedelta:
    """Return how soon to look again though nothing speaks for it."""
    return marks.HINTED if marks.are_hinted(mark, now) else marks.UNHINTED


def _seconds(span: timedelta) -> int:
    return max(0, min(900, ceil(span.total_seconds())))
