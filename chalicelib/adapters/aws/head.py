"""The entry HEAD of a ledger: what is committed is what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from chalicelib.adapters.aws.action import Fields
from chalicelib.adapters.keeping.instants import instant, stamp
from chalicelib.adapters.keeping.meta import Meta
from chalicelib.ports.ledger import Mode

HEAD = "HEAD"


class Head(NamedTuple):
    """What HEAD says, but for the lease."""

    meta: Meta
    version: int = 0
    """Goes up with every commit: who commits says which version it saw."""
    commit: str = ""
    """Names the newest commit: its writer knows it again when the answer was lost."""
    snapshot: str = ""
    """The object that holds the memories; empty while there are none."""
    redo: str = ""
    """The commit whose intents are not all put yet, if there is one."""
    fence: int = 0
    """Goes up with every lease."""


def head_of(fields: Mapping[str, Any]) -> Head:
    """Return what was kept by ``fields_of``."""
    meta = Meta(
        fields["workbook"],
        bytes(fields["secret"]),
        fields["head"],
        fields["links"],
        Mode(fields["live"], instant(fields.get("since"))),
        instant(fields.get("last_run")),
        tuple(json.loads(fields["revisions"])),
        instant(fields.get("quiet_until")),
    )
    version, commit = fields["version"], fields["commit"]
    snapshot, redo = fields.get("snapshot", ""), fields.get("redo", "")
    return Head(meta, version, commit, snapshot, redo, fields.get("fence", 0))


def fields_of(head: Head) -> Fields:
    """Return all fields but the fence, which is the lease's."""
    meta = head.meta
    return {
        "workbook": meta.workbook,
        "secret": meta.secret,
        "head": meta.head,
        "links": meta.links,
        "live": meta.mode.live,
        "since": stamp(meta.mode.since),
        "last_run": stamp(meta.last_run),
        "revisions": json.dumps(meta.revisions),
        "quiet_until": stamp(meta.quiet_until),
        "version": head.version,
        "commit": head.commit,
        "snapshot": head.snapshot or None,
        "redo": head.redo or None,
    }
