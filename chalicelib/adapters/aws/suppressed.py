"""Entries of addresses that mail does not reach."""

from __future__ import annotations

from hashlib import sha256

from chalicelib.adapters.aws.action import Action
from chalicelib.adapters.aws.store import Store
from chalicelib.adapters.keeping.instants import stamp
from chalicelib.adapters.keeping.intents import suppressed
from chalicelib.model.intent import Suppressed

SUPPRESSED = "SUPPRESSED#"


def read_suppressed(store: Store) -> list[Suppressed]:
    """Return the suppressed addresses, by address."""
    rows = store.under(SUPPRESSED)
    found = [suppressed(row["address"], row["why"], row["since"]) for row in rows]
    return sorted(found, key=lambda one: one.address.casefold())


def suppressing(one: Suppressed) -> Action:
    """Return the write that suppresses an address, unless it is suppressed."""
    address, why, since = one
    fields = {"address": address, "why": why.value, "since": stamp(since)}
    return Action("Put", _key(address), fields, "attribute_not_exists(pk)")


def allowing(address: str) -> Action:
    """Return the write that allows an address, if it is suppressed."""
    return Action("Delete", _key(address), when="attribute_exists(pk)")


def _key(address: str) -> str:
    return SUPPRESSED + sha256(address.casefold().encode()).hexdigest()
