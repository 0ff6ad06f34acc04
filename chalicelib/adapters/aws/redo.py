"""What a commit leaves to be done: intents to put, and keys to withdraw.

A recording of many intents does not fit into the transaction that commits it. So it commits
the list, and the list is worked off: each action's own condition lets it be done once,
however often and by whomever it is tried.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.adapters.aws.action import Action
from chalicelib.adapters.aws.head import HEAD
from chalicelib.adapters.aws.parcels import opened
from chalicelib.adapters.aws.rows import WAITING, intent_key
from chalicelib.adapters.aws.store import Store

REDO = "REDO"


class Redo(NamedTuple):
    """Rows of new intents, and masked keys of those no longer true."""

    at: str
    rows: Sequence[Mapping[str, Any]]
    withdrawn: Sequence[str]

    def text(self) -> str:
        """Return the list as JSON."""
        return json.dumps(self, ensure_ascii=False)

    def actions(self) -> list[Action]:
        """Return the writes; each may be tried again."""
        absent, waits = "attribute_not_exists(pk)", f"#status IN ({', '.join(_STATUSES)})"
        ended = {"status": "withdrawn", "since": self.at, "open": None}
        return [
            *(Action("Put", intent_key(row["key"]), row, absent) for row in self.rows),
            *(Action("Update", intent_key(key), ended, waits, _WAITING) for key in self.withdrawn),
        ]


_WAITING = {status: status for status in WAITING}
_STATUSES = [f":{status}" for status in WAITING]


def roll(store: Store, commit: str, kept: Mapping[str, Any] | None = None) -> None:
    """Do what a commit left to be done, and take the list off HEAD.

    ``kept`` is the list's entry, where it is known. If it is gone all was done already.
    """
    found = kept or store.one(REDO) or {}
    ours = found if found.get("commit") == commit else {}
    redo = Redo(*json.loads(opened(store, ours))) if ours else None
    given = {"commit": commit}
    done = [
        Action("Delete", REDO, when="#commit = :commit", given=given),
        Action("Update", HEAD, {"redo": None}, "#redo = :commit", given),
    ]
    store.settle([*(redo.actions() if redo else ()), *done])
    store.drop([ours.get("object", "")])
