"""The errors that botocore's clients raise."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError


def classes(*codes: str) -> SimpleNamespace:
    """Return what a client has as ``exceptions``: a class for each code."""
    return SimpleNamespace(**{code: type(code, (ClientError,), {}) for code in codes})


def fault(
    known: SimpleNamespace, call: str, code: str, *, status: int = 400, **more: Any
) -> ClientError:
    """Return the error of a call."""
    answer = {"Error": {"Code": code, "Message": more.pop("message", code)}}
    answer |= {"ResponseMetadata": {"HTTPStatusCode": status}, **more}
    return getattr(known, code, ClientError)(answer, call)
