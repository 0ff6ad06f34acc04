"""Setting up a spreadsheet at Google: builds what is missing, leaves what is there.

One batch builds everything or nothing. Then it is looked at again, since people may have moved
things meanwhile, and what came to stand askew is put right.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from chalicelib.adapters.google_client import GoogleClient
from chalicelib.adapters.google_dress import Request
from chalicelib.adapters.google_dress_plan import named, plans
from chalicelib.adapters.google_dress_seen import Found
from chalicelib.adapters.google_dress_wish import TabPlan, Wish
from chalicelib.adapters.google_fault import GoogleRefusalError
from chalicelib.adapters.google_setup_survey import TOKEN, survey
from chalicelib.adapters.xlsx_new import Contents, locale_of
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language, Phrase
from chalicelib.sla.lines import HoursLine, SettingLine
from chalicelib.tables.calendars import read_zone
from chalicelib.tables.cell import Cell
from chalicelib.tables.defaults import HOME, default_rows, home
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import BY_KEY, SETTINGS

TURNS = 3
"""How often it is looked and built, until nothing is left to do."""
REFUSED = Phrase("Google refused to change it: {words}", "Google 拒绝修改：{words}")
LINK = "https://docs.google.com/spreadsheets/d/{id}/edit"


class TabDone(NamedTuple):
    """What became of one tab."""

    table: Table[Any]
    made: bool
    added: Sequence[Phrase]
    """Headings of the columns that a tab which was there got."""
    changed: bool
    """Whether anything of it was changed."""
    said: Sequence[Phrase]
    """What was left alone, and why."""


class SetUp(NamedTuple):
    """What setting up a spreadsheet did."""

    title: str
    zone: str
    link: str
    tabs: Sequence[TabDone]
    calls: Mapping[str, int]

    @property
    def changed(self) -> bool:
        """Whether anything was changed."""
        return any(tab.changed for tab in self.tabs)


def set_up(
    client: GoogleClient,
    spreadsheet: str,
    language: Language,
    contents: Contents | None = None,
) -> SetUp:
    """Build or complete the desk's tabs in a spreadsheet that is shared with us.

    ``contents`` are the first rows of tabs that are not there yet, else the default rules.
    Raises the errors of a Workbook; WorkbookUnsureError: run again when three minutes are over.
    """
    work = _Work(client, spreadsheet, language, contents)
    client.begin()
    before = client.calls.copy()
    done: dict[str, TabDone] = {}
    for turn in range(TURNS):
        found = survey(client, spreadsheet)
        asked = plans(found, work.wish(found))
        refused = work.build(found, asked, piecewise=turn > 0)
        done = {plan.table.key: _merged(done, plan, refused) for plan in asked}
        if not any(map(_requests, asked)) or refused:
            break
    calls = {kind: n - before[kind] for kind, n in client.calls.items() if n > before[kind]}
    link = LINK.format(id=spreadsheet)
    return SetUp(found.title, found.zone, link, list(done.values()), calls)


def _merged(
    done: Mapping[str, TabDone], plan: TabPlan, refused: Mapping[str, GoogleRefusalError]
) -> TabDone:
    """Return what became of a tab so far, and what a further turn did."""
    key = plan.table.key
    old = done.get(key) or TabDone(plan.table, made=False, added=(), changed=False, said=())
    if key in refused:
        said = [*plan.said, REFUSED.fill(words=str(refused[key]))]
        return old._replace(said=said)
    added = [plan.table.fields[column].heading for column in plan.added]
    return TabDone(
        plan.table,
        old.made or plan.made,
        [*old.added, *(heading for heading in added if heading not in old.added)],
        old.changed or bool(_requests(plan)),
        plan.said,
    )


def _requests(plan: TabPlan) -> list[Request]:
    return [*plan.opening, *plan.rest]


class _Work(NamedTuple):
    """One set-up under way."""

    client: GoogleClient
    spreadsheet: str
    language: Language
    contents: Contents | None

    def wish(self, found: Found) -> Wish:
        """Return what is wished of the spreadsheet as it was found, in its own time zone."""
        rows = at_zone(self.contents or default_rows(home(self.language)), found.zone)
        locale = locale_of(self.language, rows.get(SETTINGS.key, ()))
        cells: dict[str, list[list[Cell]]] = {
            key: [r if isinstance(r, list) else BY_KEY[key].render(r, locale) for r in held]
            for key, held in rows.items()
        }
        names = named(found, self.language)
        return Wish(self.language, cells, names, self.contents is not None)

    def build(
        self, found: Found, asked: Sequence[TabPlan], *, piecewise: bool
    ) -> dict[str, GoogleRefusalError]:
        """Send all requests at once; return by tab what was refused.

        A refusal may come of somebody's edit: then it is looked anew. Refused again, the tab
        that Google names is left out, so that one keeps no other from being built.
        """
        refused: dict[str, GoogleRefusalError] = {}
        while True:
            left = [plan for plan in asked if plan.table.key not in refused]
            try:
                self._send(left, found.tokens)
            except GoogleRefusalError as refusal:
                if not piecewise:
                    return {}
                refused[_named_in(refusal, left, len(found.tokens))] = refusal
            else:
                return refused

    def _send(self, asked: Sequence[TabPlan], tokens: Sequence[int]) -> None:
        requests = [request for _, request in _in_order(asked)]
        if requests:
            body = {"requests": [*map(_without, tokens), *requests, _token(requests)]}
            self.client.change(f"{self.spreadsheet}:batchUpdate", body)


def _in_order(asked: Sequence[TabPlan]) -> list[tuple[str, Request]]:
    """Return all requests with their tabs: first what brings tabs, since they name each other."""
    opening = [(plan.table.key, request) for plan in asked for request in plan.opening]
    return opening + [(plan.table.key, request) for plan in asked for request in plan.rest]


def _named_in(refusal: GoogleRefusalError, asked: Sequence[TabPlan], ahead: int) -> str:
    """Return the tab whose request Google refused; raise the refusal if it does not say."""
    found = re.search(r"requests\[(\d+)\]", str(refusal))
    number = int(found[1]) - ahead if found else -1
    requests = _in_order(asked)
    if not 0 <= number < len(requests):
        raise refusal
    return requests[number][0]


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


def at_zone(contents: Contents, zone: str) -> Contents:
    """Return first rows for a spreadsheet's own zone, where the desk knows that one."""
    known = read_zone(zone)
    if known is None:
        return contents
    return {key: [_moved(row, known.key) for row in rows] for key, rows in contents.items()}


def _moved(row: Any, zone: str) -> Any:
    if isinstance(row, SettingLine) and row.id in (SettingKey.ZONE.value, SettingKey.ZONE.zh):
        return replace(row, value=zone)
    if isinstance(row, HoursLine) and row.zone == HOME.key:
        return replace(row, zone=zone)
    return row
