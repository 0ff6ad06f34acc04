"""What a commit leaves to be done: intents to put, and keys to withdraw.

A recording of many intents does not fit into the transaction that commits it. So it commits
the list, and the list is worked off: each action's own condition lets it be done once,
however often and by whomever it is tried.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from chalicelib.adapters.aws.action import Action
from chalicelib.adapters.aws.head import HEAD
from chalicelib.adapters.aws.parcels import lines_of
from chalicelib.adapters.aws.rows import WAITING, intent_key
from chalicelib.adapters.aws.store import Store

REDO = "REDO"


class Redo(NamedTuple):
    """Rows of new intents, and masked keys of those no longer true."""

    at: str
    rows: Sequence[Mapping[str, Any]]
    withdrawn: Sequence[str]

    def lines(self) -> Iterator[str]:
        """Yield the list, each line JSON: the instant first, rows as objects, keys as texts."""
        for line in chain([self.at], self.rows, self.withdrawn):
            yield json.dumps(line, ensure_ascii=False)


_ABSENT = "attribute_not_exists(pk)"
_WAITS = f"#status IN ({', '.join(f':{status}' for status in WAITING)})"
_WAITING = {status: status for status in WAITING}


def _actions(lines: Iterator[str]) -> Iterator[Action]:
    """Yield the writes of a list; each may be tried again."""
    ended = {"status": "withdrawn", "since": json.loads(next(lines)), "open": None}
    for one in map(json.loads, lines):
        if isinstance(one, str):
            yield Action("Update", intent_key(one), ended, _WAITS, _WAITING)
        else:
            yield Action("Put", intent_key(one["key"]), one, _ABSENT)


def roll(store: Store, commit: str, kept: Mapping[str, Any] | None = None) -> None:
    """Do what a commit left to be done, and take the list off HEAD.

    ``kept`` is the list's entry, where it is known. If it is gone all was done already.
    """
    found = kept or store.one(REDO) or {}
    ours = found if found.get("commit") == commit else {}
    given = {"commit": commit}
    done = [
        Action("Delete", REDO, when="#commit = :commit", given=given),
        Action("Update", HEAD, {"redo": None}, "#redo = :commit", given),
    ]
    left = chain(_actions(lines_of(store, ours)) if ours else (), done)
    while some := list(islice(left, store.at_once)):
        store.settle(some)
    store.drop([ours.get("object", "")])
