"""Entries of intents: what the ledger puts, and the outbox takes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.adapters.aws.action import Fields, shortened
from chalicelib.adapters.aws.store import Store
from chalicelib.adapters.keeping.instants import stamp
from chalicelib.adapters.keeping.intents import first_status, masked, to_body
from chalicelib.adapters.keeping.meta import Meta
from chalicelib.model.intent import FOR_OWNER
from chalicelib.ports.ledger import Recording

INTENT = "INTENT#"
WAITING = ("pending", "held")
"""Not on its way yet."""


def intent_key(key: str) -> str:
    """Return where an intent with a masked key stands."""
    return INTENT + shortened(key)


def waiting(status: str, seq: str) -> str | None:
    """Return what the index ``open`` sorts an intent by that waits; None for one that does not."""
    return f"{status}#{seq}" if status in WAITING else None


def claimed(mail: str) -> str:
    """Return what the index ``open`` sorts the intents of a claimed mail by."""
    return f"claimed#{shortened(mail)}#"


class News(NamedTuple):
    """What a recording changes among the intents."""

    rows: Sequence[Mapping[str, Any]]
    """New ones."""
    withdrawn: Sequence[str]
    """Masked keys of those that were waiting, in the order they were named."""

    def known(self) -> list[str]:
        """Return the withdrawn keys that were put by an earlier recording."""
        new = {row["key"] for row in self.rows}
        return [key for key in self.withdrawn if key not in new]


def news(store: Store, meta: Meta, recording: Recording, version: int) -> News:
    """Compare a recording with what is there; ``meta`` is as the recording leaves it."""
    rows: dict[str, dict[str, Any]] = {}
    for row in _rows(meta, recording, version):
        rows.setdefault(row["key"], row)
    named = list(dict.fromkeys(masked(meta, key) for key in recording.withdrawn))
    sks = [intent_key(key) for key in dict.fromkeys([*rows, *named])]
    known = {found["key"]: found["status"] for found in store.those(sks)}
    fresh = {key: row for key, row in rows.items() if key not in known}
    statuses = known | {key: row["status"] for key, row in fresh.items()}
    ended = [key for key in named if statuses.get(key) in WAITING]
    for key in fresh.keys() & ended:
        fresh[key] |= {"status": "withdrawn", "open": None}
    return News(list(fresh.values()), ended)


def _rows(meta: Meta, recording: Recording, version: int) -> Iterator[dict[str, Any]]:
    for place, intent in enumerate(recording.intents):
        status = first_status(intent, live=meta.mode.live, hold=recording.hold)
        seq = f"{version:012}-{place:06}"
        yield {
            "key": masked(meta, intent.key),
            "status": status,
            "since": stamp(recording.at),
            "always": intent.kind in FOR_OWNER,
            "receiver": intent.to,
            "release": stamp(intent.release),
            "seq": seq,
            "open": waiting(status, seq),
            "body": to_body(intent),
        }


def freed(row: Mapping[str, Any]) -> Fields:
    """Return the fields of an intent that waits to be sent (again)."""
    return {"status": "pending", "mail": None, "open": waiting("pending", row["seq"])}
