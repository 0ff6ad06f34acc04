"""Who works on a workbook at this moment: one run, for so long, with a number of its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from chalicelib.adapters.aws.action import Action
from chalicelib.adapters.aws.fault import ConflictError, RefusedError
from chalicelib.adapters.aws.head import HEAD
from chalicelib.adapters.aws.store import TRIES, Store
from chalicelib.adapters.keeping.instants import stamp
from chalicelib.ports.ledger import (
    LedgerBusyError,
    LedgerError,
    LedgerMissingError,
    RunInProgressError,
)

LENGTH = timedelta(seconds=330)
"""Longer than a Lambda of ours may run, so that it never runs out under one that lives."""

_FREE = (
    "attribute_exists(pk) AND"
    " (attribute_not_exists(#lease_until) OR #lease_until < :now OR #lease_by = :me)"
)
_MINE = "#lease_by = :me"


class DynamoLease:
    """A workbook's lease, kept in HEAD; ``clock`` tells the instant, its zone with it."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self.fence: int | None = None
        """The number of the lease that is held; a later lease has a higher one."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lease inside; raise RunInProgressError if another holds it.

        Raises LedgerMissingError where there is no ledger.
        """
        me = secrets.token_hex(8)
        self.fence = self._taken(me)
        try:
            yield
        finally:
            self.fence = None
            self._free(me)

    def _taken(self, me: str) -> int:
        now = self._clock()
        fields = {"lease_by": me, "lease_until": stamp(now + LENGTH)}
        given = {"now": stamp(now), "me": me}
        for _ in range(TRIES):
            try:
                head = self._store.revised(
                    Action("Update", HEAD, fields, _FREE, given, grown=["fence"])
                )
                return int(head["fence"])
            except ConflictError:
                continue
            except RefusedError as error:
                raise self._why() from error
        raise LedgerBusyError(self._store.place)

    def _why(self) -> Exception:
        there = self._store.one(HEAD) is not None
        return (RunInProgressError if there else LedgerMissingError)(self._store.place)

    def _free(self, me: str) -> None:
        """Give the lease back if it is still ours; else it runs out by itself."""
        gone = {"lease_by": None, "lease_until": None}
        with suppress(RefusedError, LedgerError):
            self._store.settle([Action("Update", HEAD, gone, _MINE, {"me": me})])
