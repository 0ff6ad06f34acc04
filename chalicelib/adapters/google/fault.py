"""What an answer of Google's means: whether to ask again, and what to call it if not."""

from __future__ import annotations

from typing import NamedTuple

from google.auth.exceptions import GoogleAuthError, RefreshError
from requests import Response
from requests.exceptions import ConnectTimeout, RequestException
from urllib3.exceptions import NewConnectionError

from chalicelib.ports.workbook import (
    WorkbookError,
    WorkbookLaterError,
    WorkbookMissingError,
    WorkbookRefusedError,
    WorkbookUnsureError,
)

OUR_FAULT = range(500, 600)
BUSY = 429
GONE = 404
FORBIDDEN = {401, 403}
RATE_WORDS = ("rateLimitExceeded", "userRateLimitExceeded", "RESOURCE_EXHAUSTED", "usageLimits")


class GoogleRefusalError(WorkbookError):
    """Google will not do it as it was asked, and did nothing: HTTP status and its words."""

    def __str__(self) -> str:
        """Return Google's words."""
        return str(self.args[1])


class Verdict(NamedTuple):
    """What to make of a request that was not simply answered."""

    error: WorkbookError
    again: bool = False
    """Whether it was certainly not done, or does no harm when it is done twice."""
    wait: float = 0.0
    """Seconds that Google asks to wait."""


def of_silence(error: Exception, *, safe: bool) -> Verdict:
    """Judge a request to which no answer came."""
    if isinstance(error, RefreshError) and not error.retryable:
        return Verdict(WorkbookRefusedError(str(error)))
    if isinstance(error, GoogleAuthError | ConnectTimeout) or _never_left(error):
        return Verdict(WorkbookLaterError(str(error)), again=True)
    if safe:
        return Verdict(WorkbookLaterError(str(error)), again=True)
    return Verdict(WorkbookUnsureError(str(error)))


def _never_left(error: Exception) -> bool:
    """Whether no connection was made, so that Google has seen nothing."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(error, RequestException) and isinstance(reason, NewConnectionError)


def of_answer(response: Response, *, safe: bool) -> Verdict:
    """Judge an answer that is no success; its body may be JSON, HTML or nothing."""
    status, words = response.status_code, said(response)
    if status == BUSY or (status in FORBIDDEN and any(w in response.text for w in RATE_WORDS)):
        return Verdict(WorkbookLaterError(words), again=True, wait=_asked_to_wait(response))
    if status in OUR_FAULT or response.ok:
        again = safe
        return Verdict((WorkbookLaterError if safe else WorkbookUnsureError)(words), again=again)
    if status in FORBIDDEN:
        return Verdict(WorkbookRefusedError(words))
    if status == GONE:
        return Verdict(WorkbookMissingError(words))
    return Verdict(GoogleRefusalError(status, words))


def said(response: Response) -> str:
    """Return Google's words, or the bare status where it sent a page."""
    try:
        return str(response.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP {response.status_code}"


def _asked_to_wait(response: Response) -> float:
    text = response.headers.get("Retry-After", "")
    return float(text) if text.isdigit() else 0.0
