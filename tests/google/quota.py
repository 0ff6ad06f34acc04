"""Google's quotas: how many requests a minute, and how long it refuses who asked for more."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

PROJECT = "528491057312"
"""The number of the made-up Cloud project in whose name the bot calls."""
MINUTE = 60.0
RECOVERY = 100.0
"""Seconds for which a refused caller stays refused, as it was measured on the real service."""

READING_POSTS = (":batchGetByDataFilter", ":getByDataFilter", "/developerMetadata:search")


def kind_of(method: str, path: str) -> str:
    """Return what a request counts as: read, write, drive, or nothing."""
    if path.startswith("/v4/spreadsheets"):
        return "read" if method == "GET" or path.endswith(READING_POSTS) else "write"
    return "drive" if path.startswith(("/drive/", "/upload/drive/")) else ""


class Limit(NamedTuple):
    """So many requests of a kind a minute, for each user or for all of a project."""

    kind: str
    scope: str
    """Empty for the whole project, else `` per user``."""
    most: int

    def refusal(self) -> dict[str, Any]:
        """Return the body of the answer to a request too many."""
        return _drive_refusal() if self.kind == "drive" else self._sheets_refusal()

    def _sheets_refusal(self) -> dict[str, Any]:
        metric = f"{self.kind.title()} requests"
        name = f"{metric} per minute{self.scope}"
        message = (
            f"Quota exceeded for quota metric '{metric}' and limit '{name}' of service "
            f"'sheets.googleapis.com' for consumer 'project_number:{PROJECT}'."
        )
        error = {"code": 429, "message": message, "status": "RESOURCE_EXHAUSTED"}
        return {"error": {**error, "details": [self._info(name)]}}

    def _info(self, name: str) -> dict[str, Any]:
        return {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "RATE_LIMIT_EXCEEDED",
            "domain": "googleapis.com",
            "metadata": {
                "service": "sheets.googleapis.com",
                "consumer": f"projects/{PROJECT}",
                "quota_metric": f"sheets.googleapis.com/{self.kind}_requests",
                "quota_limit": name.title().replace(" ", ""),
                "quota_limit_value": str(self.most),
                "quota_location": "global",
            },
        }


def _drive_refusal() -> dict[str, Any]:
    message = "User Rate Limit Exceeded"
    error = {"domain": "usageLimits", "reason": "userRateLimitExceeded", "message": message}
    return {"error": {"code": 403, "message": message, "errors": [error]}}


PER_USER, PER_PROJECT = " per user", ""
LIMITS = (
    Limit("read", PER_USER, 60),
    Limit("read", PER_PROJECT, 300),
    Limit("write", PER_USER, 60),
    Limit("write", PER_PROJECT, 300),
    Limit("drive", PER_USER, 12_000),
)


@dataclass(slots=True)
class Meter:
    """The requests of the last minute that one limit counts."""

    most: int
    seen: deque[float] = field(default_factory=deque)
    closed: float = 0.0
    """Until when everything is refused."""

    def full(self, now: float) -> bool:
        """Whether one more request is too many; if so, the recovery begins."""
        while self.seen and self.seen[0] <= now - MINUTE:
            self.seen.popleft()
        if now >= self.closed and len(self.seen) >= self.most:
            self.closed = now + RECOVERY
        return now < self.closed


class Quota:
    """All that is counted for one project; let several services share it if they are one."""

    def __init__(self, limits: tuple[Limit, ...] = LIMITS) -> None:
        self.limits = limits
        self._meters: dict[tuple[Limit, str], Meter] = {}
        self.refused: Mapping[str, int] = defaultdict(int)
        """How many requests were refused, by kind."""

    def refusal(self, kind: str, user: str, now: float) -> dict[str, Any] | None:
        """Count a request; return the body that refuses it, or None to let it pass."""
        mine = [limit for limit in self.limits if limit.kind == kind]
        meters = [(limit, self._meter(limit, user)) for limit in mine]
        for limit, meter in meters:
            if meter.full(now):
                self.refused[kind] += 1
                return limit.refusal()
        for _, meter in meters:
            meter.seen.append(now)
        return None

    def _meter(self, limit: Limit, user: str) -> Meter:
        key = limit, user if limit.scope else ""
        return self._meters.setdefault(key, Meter(limit.most))
