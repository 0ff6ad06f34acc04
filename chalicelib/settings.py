"""Settings: the environment, read once at the door; complete, or a clear error."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

WORKBOOK = "AFTERSHEET_WORKBOOK"
SENDER = "AFTERSHEET_SENDER"
NOBODY = "desk@aftersheet.invalid"
"""The sender of mails that are only written to a folder."""


class SettingMissingError(Exception):
    """A setting that cannot be done without is not there; carries its name."""

    def __str__(self) -> str:
        """Return what to do."""
        return f"set {self.args[0]} in the environment"


class Settings(NamedTuple):
    """What a desk needs to know before it opens its workbook."""

    workbook: Path
    sender: str = NOBODY
    """The address that mails come from."""


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Return the settings, or raise SettingMissingError."""
    place = environment.get(WORKBOOK)
    if not place:
        raise SettingMissingError(WORKBOOK)
    return Settings(Path(place), environment.get(SENDER) or NOBODY)
