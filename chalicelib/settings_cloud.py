"""Settings of the desk in the cloud: what its functions find in their environment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from chalicelib.settings import (
    OWNER,
    PAGES_URL,
    SENDER,
    NumberError,
    SettingError,
    SettingMissingError,
)

TABLE = "AFTERSHEET_TABLE"
BUCKET = "AFTERSHEET_BUCKET"
RUNS = "AFTERSHEET_RUNS"
DELIVERIES = "AFTERSHEET_DELIVERIES"
LATER = "AFTERSHEET_LATER"
CONFIGURATION_SET = "AFTERSHEET_CONFIGURATION_SET"
RUNS_A_MINUTE = "AFTERSHEET_RUNS_A_MINUTE"
MOST_RUNS = 20
"""Runs that one minute may begin: each may read thrice, and Google allows 60."""
REFERENCES = ("secret:", "ssm:")
"""How a setting begins that names a secret: of Secrets Manager, or of the Parameter Store."""


class SecretError(SettingError):
    """A secret cannot be had; carries its name, never its value. Never raised itself."""


class SecretNameError(SecretError):
    """write secret:NAME or ssm:NAME; carries no part of what was written, it may be a secret."""


class SecretMissingError(SecretError):
    """there is no secret of that name in this account and region, or no value in it; carries the name."""


class SecretDeniedError(SecretError):
    """allow this function to read and decrypt the secret; carries the name."""


class SecretEmptyError(SecretError):
    """the secret is there, but nothing has been put into it yet; carries the name."""


class SecretLaterError(SecretError):
    """the secret cannot be read at the moment; carries the name, and the error's name."""


class Cloud(NamedTuple):
    """Where the state is, and the ways to a run."""

    table: str
    bucket: str
    runs: str
    deliveries: str
    later: str
    sender: str
    configuration_set: str = ""
    owner: str = ""
    runs_a_minute: int = MOST_RUNS


def pages_are_public(environment: Mapping[str, str]) -> bool:
    """Return whether people come by https: in the cloud, or where a proxy of theirs says so."""
    return is_cloud(environment) or environment.get(PAGES_URL, "").strip().startswith("https://")


def is_cloud(environment: Mapping[str, str]) -> bool:
    """Whether the desk keeps its state in the cloud."""
    return bool(environment.get(TABLE))


def cloud_from(environment: Mapping[str, str]) -> Cloud:
    """Return the settings, or raise SettingError: there is no default for any place."""
    return Cloud(
        table=_needed(environment, TABLE),
        bucket=_needed(environment, BUCKET),
        runs=_needed(environment, RUNS),
        deliveries=_needed(environment, DELIVERIES),
        later=_needed(environment, LATER),
        sender=_needed(environment, SENDER),
        configuration_set=environment.get(CONFIGURATION_SET, ""),
        owner=environment.get(OWNER, ""),
        runs_a_minute=_number(environment, RUNS_A_MINUTE, MOST_RUNS),
    )


def _needed(environment: Mapping[str, str], name: str) -> str:
    text = environment.get(name)
    if not text:
        raise SettingMissingError(name)
    return text


def _number(environment: Mapping[str, str], name: str, usual: int) -> int:
    text = environment.get(name) or str(usual)
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise NumberError(name)
    return int(text)


def is_reference(text: str) -> bool:
    """Whether a setting names a secret instead of being one."""
    return text.startswith(REFERENCES)
