"""Settings: the environment, read once at the door; complete, or a clear error."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

WORKBOOK = "AFTERSHEET_WORKBOOK"
SENDER = "AFTERSHEET_SENDER"
OWNER = "AFTERSHEET_OWNER"
HOME = "AFTERSHEET_HOME"
SMTP = "AFTERSHEET_SMTP"
APPROVERS = "AFTERSHEET_APPROVERS"
KEY = "AFTERSHEET_GOOGLE_KEY"
ENDPOINT = "AFTERSHEET_GOOGLE_ENDPOINT"
LINK_SECRETS = "AFTERSHEET_LINK_SECRETS"
PAGES_URL = "AFTERSHEET_PAGES_URL"
PAGES_HERE = "http://127.0.0.1:8000"
"""Where the pages of a desk on this machine are."""
SHORTEST_SECRET = 32
"""Characters of a secret that signs links."""
NOBODY = "desk@aftersheet.invalid"
"""The sender of mails that are only written to a folder."""
KEY_FIELDS = ("client_email", "private_key", "token_uri")
"""What the key of a service account cannot do without."""
_NO_PLACE = re.compile(r"[\s@\\]")
"""What stands in no address of pages."""


class SettingError(Exception):
    """A setting cannot be used; carries its name, never its value. Never raised itself."""

    def __str__(self) -> str:
        """Return what to do."""
        return f"{self.args[0]}: {(type(self).__doc__ or '').partition(';')[0]}"


class SettingMissingError(SettingError):
    """A setting that cannot be done without is not there; carries its name."""

    def __str__(self) -> str:
        """Return what to do."""
        return f"set {self.args[0]} in the environment"


class KeyFileError(SettingError):
    """The setting names no file that can be read; carries the setting's name."""


class KeyKindError(SettingError):
    """That is not the JSON key of a Google service account; carries the setting's name."""


class KeyLaterError(SettingError):
    """A secret's name stands there; fetch the secret first; carries the setting's name."""


class EndpointError(SettingError):
    """Only an address of this machine will do, such as http://127.0.0.1:8899; carries the name."""


class NumberError(SettingError):
    """A whole number of at least 1 belongs there; carries the name."""


class LinkSecretsError(SettingError):
    """Secrets of at least 32 characters each belong there, newest first, with commas between; carries the name."""


class PagesUrlError(SettingError):
    """An address such as https://desk.example.com belongs there, or http://127.0.0.1:8000; carries the name."""


class Spreadsheet(NamedTuple):
    """A spreadsheet at Google, where a path would name a workbook on disk."""

    id: str

    @property
    def name(self) -> str:
        """How to speak of it."""
        return self.id

    def __str__(self) -> str:
        """Return what a command takes for it."""
        return self.id


Place = Path | Spreadsheet
"""Where a workbook is: on disk, or at Google."""


class Settings(NamedTuple):
    """What a desk needs to know besides its workbook."""

    sender: str = NOBODY
    """The address that mails come from."""
    owner: str = ""
    """The shop owner's address, pinned outside the sheet: told when it cannot be opened at all."""
    smtp: str = ""
    """The mail server that a desk on this machine sends through; empty: mails become files."""
    approvers: frozenset[str] = frozenset()
    """Folded addresses that alone may approve, pinned outside the sheet; empty: as Team has it."""


class Key(dict[str, Any]):
    """The key of a service account; never shows what it holds."""

    def __repr__(self) -> str:
        """Return whose key it is."""
        return f"<key of {self.get('client_email')}>"

    __str__ = __repr__

    @property
    def address(self) -> str:
        """The address that a spreadsheet is shared with."""
        return str(self["client_email"])


class GoogleSettings(NamedTuple):
    """What it takes to speak to Google."""

    key: Key
    endpoint: str = ""
    """A Sheets server on this machine to speak to instead, for tests and demonstrations."""


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Return the settings; all of them can be done without, unless mail is to be sent."""
    smtp, sender = environment.get(SMTP, ""), environment.get(SENDER, "")
    if smtp and not sender:
        raise SettingMissingError(SENDER)
    pinned = (part.strip().casefold() for part in environment.get(APPROVERS, "").split(","))
    approvers = frozenset(address for address in pinned if address)
    return Settings(sender or NOBODY, environment.get(OWNER, ""), smtp, approvers)


def home_from(environment: Mapping[str, str]) -> Path:
    """Return the folder in which desks at Google keep their ledgers and mails."""
    home = environment.get(HOME)
    return Path(home).expanduser() if home else Path.home() / ".aftersheet"


def link_secrets_from(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the secrets that sign links, newest first, or raise SettingError."""
    text = environment.get(LINK_SECRETS, "").strip()
    if not text:
        raise SettingMissingError(LINK_SECRETS)
    secrets = tuple(part.strip() for part in text.split(","))
    if min(map(len, secrets)) < SHORTEST_SECRET:
        raise LinkSecretsError(LINK_SECRETS)
    return secrets


def pages_url_from(environment: Mapping[str, str]) -> str:
    """Return where the pages are, without a slash at the end and empty if it is not said."""
    url = environment.get(PAGES_URL, "").strip().rstrip("/")
    if url and not _is_for_pages(url):
        raise PagesUrlError(PAGES_URL)
    return url


def google_from(environment: Mapping[str, str]) -> GoogleSettings:
    """Return the key and where to take it, or raise SettingError."""
    endpoint = environment.get(ENDPOINT, "").rstrip("/")
    if endpoint and not _is_loopback(endpoint):
        raise EndpointError(ENDPOINT)
    return GoogleSettings(_key(environment.get(KEY, "").strip()), endpoint)


def _is_loopback(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "http" and ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def _is_for_pages(url: str) -> bool:
    """Tell where people can be sent to: nobody listens in, and a path can be put behind it."""
    try:
        parts = urlsplit(url)
        whole = url == f"{parts.scheme}://{parts.netloc}{parts.path}" and parts.port != 0
    except ValueError:
        return False
    plain = whole and bool(parts.hostname) and not _NO_PLACE.search(url)
    return plain and (parts.scheme == "https" or _is_loopback(url))


def _key(text: str) -> Key:
    if not text:
        raise SettingMissingError(KEY)
    if text.startswith("secret:"):
        raise KeyLaterError(KEY)
    return _understood(text if text.startswith("{") else _content(text))


def _content(place: str) -> str:
    try:
        return Path(place).expanduser().read_text(encoding="utf-8")
    except (OSError, RuntimeError, ValueError):  # a text that is no path is not to be shown
        raise KeyFileError(KEY) from None


def _understood(text: str) -> Key:
    try:
        held = json.loads(text)
    except ValueError:  # its message shows the text, and so the key
        raise KeyKindError(KEY) from None
    if not isinstance(held, dict) or held.get("type") != "service_account":
        raise KeyKindError(KEY)
    if not all(isinstance(held.get(field), str) and held[field] for field in KEY_FIELDS):
        raise KeyKindError(KEY)
    return Key(held)
