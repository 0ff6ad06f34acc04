"""What it takes to look after many workbooks: a register of them, and the queues to their runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol


class RegisterError(Exception):
    """The register or a queue cannot be used; carries its place and the evidence."""


class Registered(NamedTuple):
    """A workbook that the desk looks after. Instants are UTC."""

    spreadsheet: str
    """Its id at Google."""
    name: str
    """What people call it."""
    since: datetime
    wake_at: datetime | None
    """When it is looked at next; None while it is paused."""
    paused: bool = False
    looked: datetime | None = None
    """When the newest finished run began."""
    failed: str = ""
    """Why the newest finished run failed, as an error's name; empty if it did not."""


class Register(Protocol):
    """The workbooks that are looked after, found by the instant at which each is due."""

    def add(self, spreadsheet: str, name: str, now: datetime) -> bool:
        """Look after a workbook, at once for the first time; False if it is there already."""

    def remove(self, spreadsheet: str) -> bool:
        """Look after it no more; False if it is not there. Its ledger stays."""

    def pause(self, spreadsheet: str) -> bool:
        """Let it rest until it is resumed; False if it is not there."""

    def resume(self, spreadsheet: str, now: datetime) -> bool:
        """Look after it again, at once; False if it is not there."""

    def find(self, spreadsheet: str) -> Registered | None:
        """Return one workbook, or None if it is not looked after."""

    def listed(self) -> Sequence[Registered]:
        """Return all of them by name; for people, not for each minute."""

    def due(self, now: datetime, limit: int = 1000) -> Sequence[Registered]:
        """Return those whose time has come and that are not paused, the oldest first."""

    def take(self, spreadsheet: str, seen: datetime, until: datetime) -> bool:
        """Put ``until`` in the place of the ``wake_at`` that was seen; False if it is another."""

    def lower(self, spreadsheet: str, at: datetime) -> None:
        """Have it looked at by then: an earlier ``wake_at`` stays, and so does a pause."""

    def looked(self, spreadsheet: str, began: datetime, failed: str = "") -> None:
        """Note a finished run; one that began before the newest is not noted."""


class Queues(Protocol):
    """Ways to a run. One workbook's runs, and its deliveries, are handled one after the other."""

    def run(self, spreadsheet: str, asked: datetime) -> None:
        """Ask for a run; asking twice for the same instant is asking once (for 5 minutes)."""

    def deliver(self, spreadsheet: str, asked: datetime, desk: str) -> None:
        """Ask for a delivery, mails signed with the desk's name; once per instant, as above.

        Without a name the workbook could not be read: only its owner is to be written to.
        """

    def later(self, spreadsheet: str, seconds: int) -> None:
        """Ring after so many seconds (at most 900), at least once, in no order."""

    def put_off(self, queue: str, receipt: str, seconds: int) -> None:
        """Let a message that failed come back so late; ``queue`` is its ARN."""
