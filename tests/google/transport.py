"""A requests session that reaches the test server where Google would be, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.exceptions import ConnectionError as Broken
from requests.exceptions import ReadTimeout, RequestException
from requests.models import PreparedRequest, Response
from requests.structures import CaseInsensitiveDict

from tests.google import oauth
from tests.google.exchange import Answer, Drop, Request
from tests.google.server import Service

BOT = "desk@aftersheet-test.iam.gserviceaccount.com"
GOOGLE = {"sheets.googleapis.com", "www.googleapis.com", "oauth2.googleapis.com"}


class Refused(RequestException):
    """Somebody wanted to reach a host that is not Google and not the test server."""


def session(target: Service | str) -> requests.Session:
    """Return a session to a service in this process, or to the url of a server."""
    return mount(requests.Session(), target)


def mount(made: requests.Session, target: Service | str) -> requests.Session:
    """Let a session that was made elsewhere reach the test server instead of Google."""
    adapter = Direct(target) if isinstance(target, Service) else Redirected(target)
    made.trust_env = False  # no proxies, no netrc: they cost time and may lead outside
    made.mount("https://", adapter)
    made.mount("http://", adapter)
    return made


def _path(url: str) -> Any:
    """Return the parts of a url that may be reached."""
    parts = urlsplit(url)
    if parts.hostname not in GOOGLE:
        raise Refused(f"Only Google may be reached, not {parts.hostname}")
    return parts


class Redirected(HTTPAdapter):
    """Sends what was meant for Google to the url of a test server."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = urlsplit(url)

    def send(self, request: PreparedRequest, **options: Any) -> Response:
        """Send a request there; other hosts are refused."""
        if urlsplit(request.url)[:2] != self.url[:2]:
            request.url = urlunsplit((*self.url[:2], *_path(request.url)[2:]))
        return super().send(request, **options)


class Direct(BaseAdapter):
    """Answers what was meant for Google by a service in this process, without a socket."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.service = service

    def send(self, request: PreparedRequest, **_: Any) -> Response:
        """Answer a request; other hosts are refused."""
        url = _path(request.url)
        query = parse_qs(url.query, keep_blank_values=True)
        body = _bytes(request.body)
        asked = Request(request.method, url.path, query, body, request.headers)
        answer = self.service.answer(asked)
        if isinstance(answer, Drop):
            raise _broken(answer, request)
        return _response(answer, request)

    def close(self) -> None:
        """Nothing was opened."""


def _bytes(body: Any) -> bytes:
    if hasattr(body, "read"):
        return body.read()
    return body.encode() if isinstance(body, str) else body or b""


def _broken(drop: Drop, request: PreparedRequest) -> RequestException:
    if drop.how == "timeout":
        return ReadTimeout("Read timed out.", request=request)
    return Broken("Connection reset by peer", request=request)


def _response(answer: Answer, request: PreparedRequest) -> Response:
    response = Response()
    response.status_code = answer.status
    response.headers = CaseInsensitiveDict({"Content-Type": answer.content_type, **answer.headers})
    response.encoding = "utf-8"
    response.raw = io.BytesIO(answer.content())
    response.url = request.url
    response.request = request
    return response


def key_file(url: str) -> Mapping[str, str]:
    """Return a service account's key as Google hands it out; tokens come from the server.

    A server in this process knows the key's public half, and takes only what it signed.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    oauth.trust(BOT, public)
    return {
        "type": "service_account",
        "project_id": "aftersheet-test",
        "private_key_id": "made-up",
        "private_key": pem.decode(),
        "client_email": BOT,
        "client_id": "100000000000000000001",
        "token_uri": f"{url}/token",
    }
