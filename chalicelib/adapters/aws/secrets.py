"""Secrets by name, from the Secrets Manager or the Parameter Store; kept for five minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters.aws.clients import Clients
from chalicelib.settings_cloud import (
    SecretDeniedError,
    SecretEmptyError,
    SecretError,
    SecretLaterError,
    SecretMissingError,
    SecretNameError,
)

KEPT = timedelta(minutes=5)
"""For so long a secret is not asked for again; a changed one counts after that."""

_MISSING = {"ResourceNotFoundException", "ParameterNotFound", "ParameterVersionNotFound"}
_DENIED = {"AccessDeniedException", "AccessDenied", "DecryptionFailure", "InvalidKeyId"}


class _Held(NamedTuple):
    clients: Clients
    until: datetime
    value: str


_HELD: dict[str, _Held] = {}


def secret(clients: Clients, reference: str, now: datetime) -> str:
    """Return what ``secret:NAME`` or ``ssm:NAME`` stands for, or raise SecretError."""
    held = _HELD.get(reference)
    if held is None or held.clients is not clients or now >= held.until:
        held = _HELD[reference] = _Held(clients, now + KEPT, _read(clients, reference))
    return held.value


def _read(clients: Clients, reference: str) -> str:
    kind, _, name = reference.partition(":")
    if kind not in _KINDS or not name:
        raise SecretNameError("a secret")
    try:
        value = _KINDS[kind](clients, name)
    except ClientError as error:
        raise _meant(error)(reference) from None
    except BotoCoreError as error:
        raise SecretLaterError(reference, type(error).__name__) from None
    if not value.strip():
        raise SecretEmptyError(reference)
    return value


def _secret(clients: Clients, name: str) -> str:
    found = clients.secrets.get_secret_value(SecretId=name)
    return _text(found.get("SecretString") or found.get("SecretBinary") or "")


def _parameter(clients: Clients, name: str) -> str:
    found = clients.ssm.get_parameter(Name=name, WithDecryption=True)
    return _text(found["Parameter"].get("Value") or "")


_KINDS = {"secret": _secret, "ssm": _parameter}


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _meant(error: ClientError) -> type[SecretError]:
    """Return what an answer means; its own words may name more than is to be shown."""
    code = error.response.get("Error", {}).get("Code", "")
    if code in _MISSING:
        return SecretMissingError
    return SecretDeniedError if code in _DENIED else SecretLaterError
