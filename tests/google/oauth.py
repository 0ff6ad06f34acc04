"""The exchange of a service account's signed assertion for an access token."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from tests.google.fault import ApiError

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIFE = 3600
"""How many seconds an assertion may claim, and a token lasts."""
_NAMES = ("iss", "scope", "aud", "exp", "iat")

_keys: dict[str, list[bytes]] = {}


class GrantError(ApiError):
    """A refusal in the words of OAuth, which are not those of the APIs."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(400, description)
        self.error = error

    def body(self) -> dict[str, Any]:
        """Return the JSON body."""
        return {"error": self.error, "error_description": self.message}


def trust(account: str, public_key: bytes) -> None:
    """Take only assertions signed with a key of the account from now on; this (PEM) is one."""
    _keys.setdefault(account, []).append(public_key)


def token(form: dict[str, str]) -> dict[str, Any]:
    """Return an access token for a form that the token endpoint was sent; 400 if it is not good."""
    if form.get("grant_type") != JWT_BEARER:
        raise GrantError("unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type')}")
    assertion = form.get("assertion", "")
    try:
        head, claims, signature = assertion.split(".")
        header, said = _decoded(head), _decoded(claims)
    except (ValueError, binascii.Error):
        raise GrantError("invalid_grant", "Bad Request") from None
    _check(header, said)
    _check_signature(said["iss"], f"{head}.{claims}".encode(), _bytes(signature))
    word = hashlib.sha256(assertion.encode()).hexdigest()
    return {"access_token": f"ya29.{word}", "expires_in": LIFE - 1, "token_type": "Bearer"}


def _check(header: dict[str, Any], said: dict[str, Any]) -> None:
    if header.get("alg") != "RS256":
        raise GrantError("invalid_grant", "Invalid JWT: unsupported algorithm.")
    missing = [name for name in _NAMES if not said.get(name)]
    if missing:
        raise GrantError("invalid_grant", f"Invalid JWT: missing claim {missing[0]}.")
    if not 0 < said["exp"] - said["iat"] <= LIFE:
        raise GrantError(
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
            "timeframe. Check your iat and exp values in the JWT claim.",
        )


def _check_signature(account: str, signed: bytes, signature: bytes) -> None:
    keys = _keys.get(account, [])
    if keys and not any(_signed_with(key, signed, signature) for key in keys):
        raise GrantError("invalid_grant", "Invalid JWT Signature.")


def _signed_with(pem: bytes, signed: bytes, signature: bytes) -> bool:
    key = load_pem_public_key(pem)
    if not isinstance(key, RSAPublicKey):
        raise TypeError("A service account signs with RSA")
    try:
        key.verify(signature, signed, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def _decoded(part: str) -> dict[str, Any]:
    return json.loads(_bytes(part))


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
