"""gspread over a real socket, signed in as a service account; and that no method is forgotten."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import gspread
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth.exceptions import RefreshError
from gspread.exceptions import APIError

from tests.google.server import Server
from tests.google.transport import key_file, mount


@pytest.fixture
def server():
    with Server() as server:
        server.service.open = False
        yield server


def signed_in(server):
    client = gspread.service_account_from_dict(dict(key_file(server.url)))
    mount(client.http_client.session, server.url)
    return client


def test_a_service_account_signs_in_and_works(server):
    client = signed_in(server)
    client.set_timeout(10)
    book = client.create("Über 桌")
    tab = book.sheet1
    tab.update([["Grüße", "=1+1"], ["你好", "2026-11-21"]], "A1", raw=False)
    tab.append_row(["Ünïcode!'\""])
    assert tab.get_all_values() == [["Grüße", "2"], ["你好", "2026-11-21"], ["Ünïcode!'\"", ""]]
    assert client.open("Über 桌").id == book.id
    assert client.expiry is not None
    assert server.service.calls["token"] == 1
    assert server.service.violations == []


def test_a_key_that_is_not_the_accounts_own_is_refused(server):
    key_file(server.url)
    stolen = dict(key_file(server.url))
    stolen["private_key"] = new_private_key()
    client = gspread.service_account_from_dict(stolen)
    mount(client.http_client.session, server.url)
    with pytest.raises(RefreshError, match="Invalid JWT Signature"):
        client.create("Desk")


def new_private_key():
    return (
        rsa.generate_private_key(public_exponent=65537, key_size=2048)
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        .decode()
    )


def test_without_a_token_there_is_401(server):
    client = gspread.authorize(None, session=mount(gspread.http_client.Session(), server.url))
    with pytest.raises(APIError, match=r"\[401\]"):
        client.create("Desk")


def public(kind):
    """The methods and properties of a class of gspread."""
    return {
        name
        for name, member in inspect.getmembers(kind)
        if not name.startswith("_") and (callable(member) or isinstance(member, property))
    }


@pytest.mark.parametrize("kind", [gspread.Client, gspread.Spreadsheet, gspread.Worksheet])
def test_every_public_method_is_called_somewhere(kind):
    sources = Path(__file__).parent.glob("test_gspread_api_*.py")
    called = set(re.findall(r"\.(\w+)", "".join(file.read_text() for file in sources)))
    assert public(kind) - called == set()
