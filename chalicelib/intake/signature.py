"""One verifier of signed messages; how each source signs is a row of a table."""

from __future__ import annotations

import hmac
import re
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

Fields = Mapping[str, str]
"""What a message says of itself: time, nonce, key, signature, by name."""


class Posted(NamedTuple):
    """A message as it came in: nothing of it is believed yet."""

    headers: Mapping[str, str]
    body: bytes
    """The raw bytes: a signature holds for no other form of them."""


class Key(NamedTuple):
    """A secret that is shared with a source, and the name it goes by."""

    id: str
    secret: str

    def __repr__(self) -> str:
        """Return the name alone: a log is no place for the secret."""
        return f"<key {self.id}>"


class Refusal(StrEnum):
    """Why a message is not believed: for the log, never for the sender."""

    SIZE = "too large"
    SHAPE = "malformed"
    FORGED = "no key of ours signed it"
    TIME = "too old or too new"
    AGAIN = "seen before"
    STRANGE = "not of a workbook served here"


class RefusedError(Exception):
    """A message is not believed; carries the Refusal."""


def hmac_sha256(secret: str, signed: bytes) -> bytes:
    """Return the signature that most sources make."""
    return hmac.digest(secret.encode(), signed, "sha256")


class Scheme(NamedTuple):
    """How one source signs its messages (WEBHOOKS 1)."""

    headers: Mapping[str, str]
    """By header in lower case the pattern of all of it; its named groups are the fields."""
    signed: Callable[[Fields, bytes], bytes]
    """What the signature covers, of the fields and the body."""
    signatures: Callable[[str], Sequence[bytes]]
    """Reads the signature field; a source that changes its secret may send several."""
    mac: Callable[[str, bytes], bytes] = hmac_sha256
    """What a secret makes of that."""
    skew: timedelta | None = None
    """How far the field ``time``, in seconds, may be from now; None where none is signed."""
    limit: int = 1 << 20
    """The longest body, in bytes."""


class Proven(NamedTuple):
    """What a message says of itself, now that its signature holds."""

    nonce: str
    until: datetime
    """From then on the message is refused by its age: so long its nonce is remembered."""
    key: str


def _hint(fields: Fields, body: bytes) -> bytes:
    parts = (fields["version"], fields["time"], fields["nonce"], sha256(body).hexdigest())
    return ".".join(parts).encode()


def one_base64(text: str) -> Sequence[bytes]:
    """Return the one signature that a field holds in base64, or raise ValueError."""
    return [b64decode(text, validate=True)]


SCHEMES: Mapping[str, Scheme] = {
    "hint": Scheme(
        headers={
            "x-aftersheet-version": r"(?P<version>1)",
            "x-aftersheet-key": r"(?P<key>[A-Za-z0-9_-]{1,32})",
            "x-aftersheet-time": r"(?P<time>[0-9]{1,11})",
            "x-aftersheet-nonce": r"(?P<nonce>[A-Za-z0-9-]{16,64})",
            "x-aftersheet-signature": r"(?P<signature>[A-Za-z0-9+/]{43}=)",
        },
        signed=_hint,
        signatures=one_base64,
        skew=timedelta(minutes=5),
        limit=4096,
    ),
}
"""Every source by its name."""


def verified(posted: Posted, scheme: Scheme, keys: Sequence[Key], now: datetime) -> Proven:
    """Return what a message proves, or raise RefusedError.

    Whether the message came before is not known here: the caller remembers ``nonce``.
    """
    if len(posted.body) > scheme.limit:
        raise RefusedError(Refusal.SIZE)
    fields = _fields(posted, scheme)
    _check_signed(fields, posted.body, scheme, keys)
    at = _check_time(fields, scheme, now)
    until = at + (scheme.skew or timedelta()) + timedelta(seconds=1)
    return Proven(fields.get("nonce", ""), until, fields.get("key", ""))


def _fields(posted: Posted, scheme: Scheme) -> Fields:
    headers = {name.lower(): value for name, value in posted.headers.items()}
    found: dict[str, str] = {}
    for name, pattern in scheme.headers.items():
        match = re.fullmatch(pattern, headers.get(name, ""))
        if not match:
            raise RefusedError(Refusal.SHAPE)
        found |= match.groupdict()
    return found


def _check_signed(fields: Fields, body: bytes, scheme: Scheme, keys: Sequence[Key]) -> None:
    try:
        claimed = scheme.signatures(fields["signature"])
    except ValueError:
        raise RefusedError(Refusal.SHAPE) from None
    signed = scheme.signed(fields, body)
    # All keys and signatures are tried, so that the time taken tells nothing of the keys.
    held = [
        hmac.compare_digest(scheme.mac(key.secret, signed), one)
        & (fields.get("key", key.id) == key.id)
        for key in keys
        for one in claimed
    ]
    if not any(held):
        raise RefusedError(Refusal.FORGED)


def _check_time(fields: Fields, scheme: Scheme, now: datetime) -> datetime:
    if scheme.skew is None:
        return now
    at = datetime.fromtimestamp(int(fields["time"]), UTC)
    if abs(now - at) > scheme.skew:
        raise RefusedError(Refusal.TIME)
    return at
