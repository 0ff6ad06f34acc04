"""The exchange of a signed assertion for a token."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives import serialization
from google.auth import crypt, jwt

from tests.google import oauth
from tests.google.fault import ApiError
from tests.google.transport import key_file

KEY = key_file("http://127.0.0.1:1")


def assertion(email="sig@desk.example", key=KEY, **changes):
    claims = {
        "iss": email, "scope": "s", "aud": "http://127.0.0.1:1/token",
        "iat": 1_790_000_000, "exp": 1_790_003_600, **changes,
    }  # fmt: skip
    signer = crypt.RSASigner.from_string(key["private_key"], key["private_key_id"])
    return jwt.encode(signer, claims).decode()


def form(token):
    return {"grant_type": oauth.JWT_BEARER, "assertion": token}


def public(key):
    private = serialization.load_pem_private_key(key["private_key"].encode(), None)
    return private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def refusal(form):
    with pytest.raises(ApiError) as refused:
        oauth.token(form)
    return refused.value.body()["error"]


def test_a_signed_assertion_gets_a_token():
    given = oauth.token(form(assertion()))
    assert given["token_type"] == "Bearer"  # noqa: S105
    assert given["access_token"].startswith("ya29.")


def test_a_known_account_must_sign_with_its_own_key():
    oauth.trust("known@desk.example", public(KEY))
    assert oauth.token(form(assertion("known@desk.example")))
    other = key_file("http://127.0.0.1:1")
    assert refusal(form(assertion("known@desk.example", other))) == "invalid_grant"


def test_assertions_that_claim_too_much_or_too_little_are_refused():
    assert refusal(form(assertion(exp=1_790_010_000))) == "invalid_grant"
    assert refusal(form(assertion(exp=1_780_000_000))) == "invalid_grant"
    assert refusal(form(assertion(aud=""))) == "invalid_grant"
    assert refusal(form("no token")) == "invalid_grant"
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').decode()
    assert refusal(form(f"{head}.e30.")) == "invalid_grant"
    assert refusal({"grant_type": "password"}) == "unsupported_grant_type"
