"""Hints as the script posts them, and as somebody else might."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

from chalicelib.intake.signature import Key, Posted

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SHEET = "1A2b3C4d5E6f7G8h9I0jK-lMnOpQrStUvWxYz_012345"
KEY = Key("k1", "k1-made-up-for-the-tests-0123456789")
NONCE = "0b0e1f0a-2222-4333-8444-555566667777"
NEXT = Key("k2", "k2-made-up-for-the-tests-9876543210")


def hint(now=NOW, key=KEY, nonce=NONCE, **said):
    """Return a good hint; ``said`` overrides what its body says."""
    at = int(now.timestamp())
    body = json.dumps({"spreadsheet": SHEET, "kind": "EDIT", "time": at} | said).encode()
    return signed(body, at, key, nonce=nonce)


def signed(body, at, key=KEY, **fields):
    """Return any body under a signature that holds; ``fields`` are the nonce and the version."""
    version, nonce = fields.get("version", "1"), fields.get("nonce", NONCE)
    text = f"{version}.{at}.{nonce}.{hashlib.sha256(body).hexdigest()}"
    mac = hmac.new(key.secret.encode(), text.encode(), hashlib.sha256).digest()
    return Posted(
        {
            "X-Aftersheet-Version": version,
            "X-Aftersheet-Key": key.id,
            "X-Aftersheet-Time": str(at),
            "X-Aftersheet-Nonce": nonce,
            "X-Aftersheet-Signature": base64.b64encode(mac).decode(),
        },
        body,
    )


def but(posted, body=None, **headers):
    """Return a message with some headers, and maybe the body, replaced; None takes one out."""
    names = {f"X-Aftersheet-{name.title()}": value for name, value in headers.items()}
    kept = {k: v for k, v in {**posted.headers, **names}.items() if v is not None}
    return Posted(kept, posted.body if body is None else body)
