"""The way in to Google: a service account's key becomes a session, a URL a spreadsheet's id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    import requests

SCOPES = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive.metadata.readonly",
)
SHOWN_AT = {"docs.google.com", "drive.google.com", "sheets.google.com"}
"""Hosts whose addresses name a spreadsheet."""

_ID = re.compile(r"[A-Za-z0-9_-]{40,100}")
_ASKED = re.compile(r"[A-Za-z0-9_-]{25,100}")
_IN_URL = re.compile(r"/d/([A-Za-z0-9_-]{25,100})(?:/|$)")


class KeyBrokenError(Exception):
    """The private key in the service account's key cannot be read. Carries nothing of it."""


def spreadsheet_id(text: str) -> str | None:
    """Return the id that a URL or a bare id names, or None if the text is neither."""
    text = text.strip()
    if _ID.fullmatch(text):
        return text
    if not is_url(text):
        return None
    url = urlsplit(text if "://" in text else f"https://{text}")
    if url.hostname not in SHOWN_AT:
        return None
    found = _IN_URL.search(url.path)
    query = parse_qs(url.query)
    asked = next((query[name][0] for name in ("id", "key") if name in query), "")
    return found[1] if found else asked if _ASKED.fullmatch(asked) else None


def is_url(text: str) -> bool:
    """Whether a text is an address on the web rather than a path."""
    host = text.strip().partition("/")[0].lower()
    return text.strip().lower().startswith(("http://", "https://")) or host in SHOWN_AT


def session_of(key: Mapping[str, Any], endpoint: str = "") -> requests.Session:
    """Return a session that signs its requests with a service account's key.

    Tokens are fetched when first needed. ``endpoint`` is the URL of a Sheets server that
    stands in for Google; no other host is reached then. Raises KeyBrokenError.
    """
    from google.auth.transport.requests import AuthorizedSession, Request  # noqa: PLC0415
    from google.oauth2.service_account import Credentials  # noqa: PLC0415

    try:
        signer = Credentials.from_service_account_info(dict(key), scopes=SCOPES)  # type: ignore[no-untyped-call]  # google-auth is typed in part
    except (ValueError, TypeError):  # the message may quote the key
        raise KeyBrokenError from None
    if not endpoint:
        return AuthorizedSession(signer)  # type: ignore[no-untyped-call]  # google-auth is typed in part
    from chalicelib.adapters.google.detour import detoured  # noqa: PLC0415

    asks = Request(detoured(endpoint))
    signed: requests.Session = AuthorizedSession(signer, auth_request=asks)  # type: ignore[no-untyped-call]  # google-auth is typed in part
    return detoured(endpoint, signed)
