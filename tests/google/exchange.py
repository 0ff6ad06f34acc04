"""What goes over the wire: one HTTP request, and its answer or the lack of one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

JSON = "application/json; charset=UTF-8"


@dataclass(slots=True)
class Request:
    """One HTTP request. The path is still percent-encoded, the query is not."""

    method: str
    path: str
    query: dict[str, list[str]]
    body: bytes
    headers: Mapping[str, str]


@dataclass(slots=True)
class Answer:
    """One HTTP answer; a dict is sent as JSON."""

    status: int
    body: dict[str, Any] | bytes | str
    content_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)

    def content(self) -> bytes:
        """Return the body as bytes."""
        if isinstance(self.body, bytes):
            return self.body
        return (self.body if isinstance(self.body, str) else _json(self.body)).encode()


def _json(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


@dataclass(slots=True)
class Drop:
    """No answer at all: the connection breaks ("reset") or stays silent ("timeout")."""

    how: str = "reset"
