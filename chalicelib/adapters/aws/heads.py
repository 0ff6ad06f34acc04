"""Commits: one change of HEAD, and all that belongs to it, in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from chalicelib.adapters.aws.action import Action, Fields
from chalicelib.adapters.aws.fault import ChangedError, ConflictError, RefusedError
from chalicelib.adapters.aws.head import HEAD, Head, fields_of, head_of
from chalicelib.adapters.aws.lease import DynamoLease
from chalicelib.adapters.aws.pages import page_key, page_lines
from chalicelib.adapters.aws.parcels import Parcel
from chalicelib.adapters.aws.redo import REDO, Redo, roll
from chalicelib.adapters.aws.store import TRIES, Store
from chalicelib.adapters.keeping.meta import Meta
from chalicelib.adapters.keeping.newest import Newest
from chalicelib.model.entry import Entry
from chalicelib.ports.ledger import (
    LeaseLostError,
    LedgerBrokenError,
    LedgerBusyError,
    LedgerExistsError,
    LedgerMissingError,
)


class Step(NamedTuple):
    """What one commit changes."""

    meta: Meta
    """As it will be, but for the chain."""
    entries: Iterable[Entry] = ()
    """Walked once."""
    redo: Redo | None = None
    """Intents to be put and withdrawn once it is committed."""
    snapshot: str = ""
    """A new one, if memories changed."""
    beside: Sequence[Action] = ()
    """Done in the same transaction; RefusedError if a condition of these does not hold."""
    fenced: bool = True
    """Whether only the holder of the lease may do it."""


class Heads:
    """HEAD of one ledger, read and committed."""

    def __init__(self, store: Store, lease: DynamoLease | None = None) -> None:
        self._store = store
        self._lease = lease

    def peek(self) -> Head:
        """Return HEAD as it stands, or raise LedgerMissingError."""
        fields = self._store.one(HEAD)
        if fields is None or "head" not in fields:
            raise LedgerMissingError(self._store.place)
        return head_of(fields)

    def read(self) -> Head:
        """Return HEAD when all that it committed is done: what a crash left over is done now."""
        for _ in range(TRIES):
            head = self.peek()
            if not head.redo:
                return head
            roll(self._store, head.redo)
        raise LedgerBusyError(self._store.place)

    def begin(self, meta: Meta, entry: Entry) -> None:
        """Commit the first entry of a new ledger, or raise LedgerExistsError."""
        nonce = secrets.token_hex(8)
        after, page = self._after(Head(meta), Step(meta, [entry]), nonce)
        absent = "attribute_not_exists(pk)"
        try:
            self._store.write([Action("Put", HEAD, fields_of(after), absent), *page])
        except RefusedError as error:
            if self.peek().commit != nonce:
                raise LedgerExistsError(self._store.place) from error

    def commit(self, step: Callable[[Head], Step | None]) -> Head:
        """Commit what is to change, as ``step`` says of what is; None for nothing.

        ``step`` is asked again when another commit came between, or when it raises
        ChangedError. Raises LeaseLostError.
        """
        for _ in range(TRIES):
            now = self.read()
            try:
                wish = step(now)
                return self._committed(now, wish) if wish else now
            except ChangedError:
                continue
        raise LedgerBusyError(self._store.place)

    def _committed(self, now: Head, step: Step) -> Head:
        nonce = secrets.token_hex(8)
        fence = self.fence(now) if step.fenced else {}
        after, beside = self._after(now, step, nonce)
        when = "#version = :was" + (" AND #fence = :fence" if fence else "")
        given = {"was": now.version, **fence}
        actions = [Action("Update", HEAD, fields_of(after), when, given), *beside, *step.beside]
        try:
            self._store.write(actions)
        except (RefusedError, ConflictError) as error:
            self._was_ours(nonce, step, beside, error)
        for put in beside:
            if put.sk == REDO:
                roll(self._store, nonce, put.fields)
        return after

    def _after(self, now: Head, step: Step, nonce: str) -> tuple[Head, list[Action]]:
        """Return HEAD after a step, and the page and redo list that go with it."""
        sk, newest = page_key(now.meta.links + 1), Newest.of(now.meta)
        lines = page_lines(newest.growing(step.entries))
        page = self._parcel("page", f"{sk[5:]}-{nonce}", lines)
        meta = step.meta._replace(head=newest.head, links=newest.links)
        redo = nonce if step.redo else ""
        snapshot = step.snapshot or now.snapshot
        after = Head(meta, now.version + 1, nonce, snapshot, redo, now.fence)
        beside = [Action("Put", sk, page, "attribute_not_exists(pk)")] if page else []
        if step.redo:
            body = self._parcel("redo", nonce, step.redo.lines())
            beside.append(Action("Put", REDO, {"commit": nonce, **body}))
        return after, beside

    def _parcel(self, kind: str, name: str, lines: Iterable[str]) -> Fields:
        return Parcel(lines, f"W/{self._store.spreadsheet}/{kind}/{name}").kept(self._store)

    def fence(self, now: Head) -> dict[str, int]:
        """Return the number of the lease that must still hold, or raise LeaseLostError."""
        if self._lease is None:
            return {}
        if self._lease.fence is None or self._lease.fence != now.fence:
            raise LeaseLostError(self._store.place)
        return {"fence": self._lease.fence}

    def _was_ours(
        self, nonce: str, step: Step, beside: Sequence[Action], error: RefusedError | ConflictError
    ) -> None:
        """Return if the commit was done and only its answer lost; else say why it was not."""
        found = self.peek()
        if found.commit == nonce:
            return
        kept = [str(action.fields["object"]) for action in beside if "object" in action.fields]
        self._store.drop([*kept, step.snapshot])
        if step.fenced:
            self.fence(found)
        if isinstance(error, RefusedError) and not error.refused[0]:
            # A page stands where the chain has not come to yet.
            strange = any(error.refused[: 1 + len(beside)])
            raise LedgerBrokenError(self._store.place) if strange else error
        raise ChangedError from error
