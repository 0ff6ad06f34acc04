"""What AWS says when it does not do what was asked, in the words of our ports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnectionError

from chalicelib.model.word import Phrase
from chalicelib.ports.ledger import LedgerBrokenError, LedgerBusyError, LedgerDeniedError

_DENIED = frozenset({"AccessDenied", "AccessDeniedException"})
_REFUSED = "ConditionalCheckFailed"
_CONFLICT = "TransactionConflict"
_LATER = frozenset(
    {
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestTimeout",
        "SlowDown",
        "Throttling",
        "ThrottlingError",
        "ThrottlingException",
        "TransactionInProgressException",
    }
)


DENIED = Phrase(
    "AWS does not permit {action} on {place}: nothing was done. Give whoever asks that permission;"
    " the desk's own functions have it again once the stage is deployed anew.",
    "AWS 不允许对 {place} 执行 {action}：未做任何操作。请授予该权限；重新部署后，系统各函数会恢复应有的权限。",
)


class RefusedError(Exception):
    """A condition did not hold, and nothing was written; carries which of the actions."""

    def __init__(self, refused: Sequence[bool]) -> None:
        super().__init__(refused)
        self.refused = refused


class ConflictError(Exception):
    """Another write was under way at that moment, and nothing was written: look again."""


class ChangedError(Exception):
    """What was read a moment ago is no longer so: look again."""


@contextmanager
def named(place: str) -> Iterator[None]:
    """Give the errors of AWS our names; ``place`` is what they carry."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in _DENIED:
            said = DENIED.fill(action=error.operation_name, place=place)
            raise LedgerDeniedError(said) from error
        raise _named(error.response, place) from error
    except (HTTPClientError, NoConnectionError) as error:
        raise LedgerBusyError(place) from error
    except BotoCoreError as error:
        raise LedgerBrokenError(place) from error


def _named(answer: dict[str, Any], place: str) -> Exception:
    code = answer["Error"]["Code"]
    if code == "TransactionCanceledException":
        return _cancelled([reason.get("Code") for reason in answer["CancellationReasons"]], place)
    if code == f"{_REFUSED}Exception":
        return RefusedError([True])
    if code == f"{_CONFLICT}Exception":
        return ConflictError()
    later = code in _LATER or answer["ResponseMetadata"].get("HTTPStatusCode", 0) >= 500  # noqa: PLR2004
    return LedgerBusyError(place) if later else LedgerBrokenError(place)


def _cancelled(reasons: Sequence[str], place: str) -> Exception:
    if _REFUSED in reasons:
        return RefusedError([reason == _REFUSED for reason in reasons])
    if _CONFLICT in reasons:
        return ConflictError()
    later = any(reason in _LATER for reason in reasons)
    return LedgerBusyError(place) if later else LedgerBrokenError(place)
