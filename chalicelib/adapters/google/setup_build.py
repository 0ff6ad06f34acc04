"""Sends what a spreadsheet lacks to Google: one batch of everything, then the headings of faces."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.adapters.google.client import GoogleClient
from chalicelib.adapters.google.dress import Request
from chalicelib.adapters.google.dress_guard import names_owner, unguarded
from chalicelib.adapters.google.dress_wish import TabPlan, Top, Wish
from chalicelib.adapters.google.fault import GoogleRefusalError
from chalicelib.adapters.google.setup_survey import TOKEN
from chalicelib.tables.workbook import DESK

OWNER = "owner"
"""Stands where a tab would, if Google takes no offence but at who is to edit rules."""


class Building(NamedTuple):
    """One turn of building."""

    client: GoogleClient
    spreadsheet: str
    wish: Wish

    def build(
        self, asked: Sequence[TabPlan], tokens: Sequence[int]
    ) -> dict[str, GoogleRefusalError] | None:
        """Send all requests at once; return by tab what was refused, None if nothing was done.

        A refusal may come of somebody's edit: then it is looked anew. Refused again, the tab
        that Google names is left out, so that one keeps no other from being built; where it
        takes no offence but at the owner's address, rule tabs only warn.
        """
        refused: dict[str, GoogleRefusalError] = {}
        steps = [self._send, self._head]
        while steps:
            left = [plan for plan in asked if plan.table.key not in refused]
            try:
                steps[0](left, tokens)
            except GoogleRefusalError as refusal:
                if not self.wish.again:
                    return {} if len(steps) == 1 else None
                tab, request = _named_in(refusal, left, len(tokens))
                refused[OWNER if names_owner(request) else tab] = refusal
                asked = [warning_only(plan) for plan in asked] if OWNER in refused else asked
            else:
                steps.pop(0)
        return refused

    def _send(self, asked: Sequence[TabPlan], tokens: Sequence[int]) -> None:
        requests = [request for _, request in _in_order(asked)]
        if requests:
            body = {"requests": [*map(_without, tokens), *requests, _token(requests)]}
            self.client.change(f"{self.spreadsheet}:batchUpdate", body)

    def _head(self, asked: Sequence[TabPlan], _: Sequence[int]) -> None:
        """Change headings in the columns that bear a mark, wherever they stand by now."""
        lacking = self.wish.strict and all(plan.table is not DESK for plan in asked)
        entries = [_entry(top) for _, top in _tops(asked)]
        if entries and not lacking:
            # Only formulas are read as if typed: their words are ours.
            option = "USER_ENTERED" if self.wish.strict else "RAW"
            body = {"valueInputOption": option, "data": entries}
            self.client.change(f"{self.spreadsheet}/values:batchUpdateByDataFilter", body)


def _entry(top: Top) -> Request:
    by = {"developerMetadataLookup": {"metadataId": top.mark}}
    return {"dataFilter": by, "majorDimension": "COLUMNS", "values": [list(top.cells)]}


def _tops(asked: Sequence[TabPlan]) -> list[tuple[str, Top]]:
    return [(plan.table.key, top) for plan in asked for top in plan.tops]


def _in_order(asked: Sequence[TabPlan]) -> list[tuple[str, Request]]:
    """Return all requests with their tabs: first what brings tabs, since they name each other."""
    opening = [(plan.table.key, request) for plan in asked for request in plan.opening]
    return opening + [(plan.table.key, request) for plan in asked for request in plan.rest]


def _named_in(
    refusal: GoogleRefusalError, asked: Sequence[TabPlan], ahead: int
) -> tuple[str, Request]:
    """Return the request that Google refused, and its tab; raise the refusal if it does not say."""
    found = re.search(r"(requests|data)\[(\d+)\]", str(refusal))
    if not found:
        raise refusal
    batch = found[1] == "requests"
    sent = _in_order(asked) if batch else [(key, _entry(top)) for key, top in _tops(asked)]
    number = int(found[2]) - (ahead if batch else 0)
    if not 0 <= number < len(sent):
        raise refusal
    return sent[number]


def warning_only(plan: TabPlan) -> TabPlan:
    """Return a plan where Google does not take the owner's address."""
    return plan._replace(rest=unguarded(plan.rest))


def _token(requests: list[Request]) -> Request:
    """Return a mark that only one batch can make: the same one, come late, is refused whole."""
    digest = hashlib.sha256(json.dumps(requests, sort_keys=True).encode()).digest()
    number = int.from_bytes(digest[:4]) >> 1 or 1
    tag = {
        "metadataId": number,
        "metadataKey": TOKEN,
        "visibility": "DOCUMENT",
        "location": {"spreadsheet": True},
    }
    return {"createDeveloperMetadata": {"developerMetadata": tag}}


def _without(tag: int) -> Request:
    by = {"developerMetadataLookup": {"metadataId": tag}}
    return {"deleteDeveloperMetadata": {"dataFilter": by}}
