"""Links by which one person answers one question: signed, and good until an instant."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from itsdangerous import BadData, URLSafeSerializer

from chalicelib.settings import PAGES_URL, SettingMissingError

SALT = "question.v1"
_TOKEN = re.compile(r"[A-Za-z0-9._-]{1,2000}")


class LinkError(Exception):
    """A link does not lead to a question. Never raised itself."""


class LinkForgedError(LinkError):
    """None of our keys signed the link, or not these words; carries nothing of it."""


class LinkExpiredError(LinkError):
    """The link was ours, and its time is over; carries what it named, and when it ended."""


class Opened(NamedTuple):
    """What a link names."""

    place: str
    """The workbook: the spreadsheet's id in the cloud, empty for the desk on this machine."""
    question: str
    """The question's id."""


class Links(NamedTuple):
    """Makes links and opens them; whoever holds one may answer, so it goes to one person only."""

    keys: tuple[str, ...]
    """The newest first: it signs, and all of them verify."""
    base: str = ""
    """Where the pages are, without a slash at the end; empty where links are only opened."""

    def to(self, place: str, question: str, expires: datetime) -> str:
        """Return the link to a question, by its id; or raise SettingMissingError: no base."""
        if not self.base:
            raise SettingMissingError(PAGES_URL)
        named = {"w": place, "q": question, "e": int(expires.timestamp())}
        return f"{self.base}/q/{self._serializer().dumps(named)}"

    def opened(self, token: str, now: datetime) -> Opened:
        """Return what a link's last part names, or raise LinkForgedError or LinkExpiredError."""
        named = self._verified(token)
        opened, ends = Opened(named["w"], named["q"]), datetime.fromtimestamp(named["e"], UTC)
        if now >= ends:
            raise LinkExpiredError(opened, ends)
        return opened

    def _verified(self, token: str) -> dict[str, Any]:
        """Return what one of our keys signed: only ``to`` signs with this salt."""
        if not _TOKEN.fullmatch(token):
            raise LinkForgedError
        try:
            named: dict[str, Any] = self._serializer().loads(token)
        except BadData:
            raise LinkForgedError from None
        return named

    def _serializer(self) -> URLSafeSerializer:
        """Return the signer; it wants the oldest key first."""
        signs = {"key_derivation": "hmac", "digest_method": sha256}
        return URLSafeSerializer(self.keys[::-1], salt=SALT, signer_kwargs=signs)

    def __repr__(self) -> str:
        """Return where links lead, and nothing of the keys."""
        return f"<links to {self.base or 'pages'}>"
