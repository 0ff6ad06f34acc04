"""Setting up a spreadsheet at Google: builds what is missing, leaves what is there.

One batch builds everything or nothing. Then it is looked at again, since people may have moved
things meanwhile, and what came to stand askew is put right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.adapters.google.client import GoogleClient
from chalicelib.adapters.google.dress_plan import plans
from chalicelib.adapters.google.dress_wish import TabPlan
from chalicelib.adapters.google.fault import GoogleRefusalError
from chalicelib.adapters.google.setup_build import OWNER, Building, warning_only
from chalicelib.adapters.google.setup_rules import rules_said
from chalicelib.adapters.google.setup_survey import survey
from chalicelib.adapters.google.setup_wish import Asked
from chalicelib.adapters.xlsx.new import Contents
from chalicelib.model.word import Language, Phrase
from chalicelib.tables.table import Table

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
    switched: bool = False
    """Whether headings of faces became lookups, or plain again."""


class SetUp(NamedTuple):
    """What setting up a spreadsheet did."""

    title: str
    zone: str
    link: str
    tabs: Sequence[TabDone]
    calls: Mapping[str, int]
    strict: bool = False
    """Whether it stands in strict mode now."""
    rules: Phrase | None = None
    """Whom the guards of the rule tabs let edit, or why they only warn; None: Google hides it."""

    @property
    def switched(self) -> bool:
        """Whether a tab's rows show their states in another way now."""
        return any(tab.switched for tab in self.tabs)

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
    """Build or complete the desk's tabs in a spreadsheet; no owner is pinned.

    Raises as ``set_up_as`` does.
    """
    return set_up_as(Asked(language, contents), client, spreadsheet)


def set_up_as(asked: Asked, client: GoogleClient, spreadsheet: str) -> SetUp:
    """Build or complete the desk's tabs in a spreadsheet that is shared with us.

    Raises the errors of a Workbook; WorkbookUnsureError: run again when three minutes are over.
    """
    client.begin()
    before = client.calls.copy()
    done: dict[str, TabDone] = {}
    met: frozenset[int] = frozenset()
    for turn in range(TURNS):
        found = survey(client, spreadsheet)
        asked = asked if turn else asked.trusting(found)
        met = met if turn else frozenset(mark.id for mark in found.marks)
        wish = asked.wish(found)._replace(again=turn > 0, met=met)
        planned = plans(found, wish)
        refused = Building(client, spreadsheet, wish).build(planned, found.tokens)
        if refused is None:
            continue
        done = {plan.table.key: _merged(done, plan, refused) for plan in planned}
        if not any(plan.changes for plan in planned) or refused:
            break
    calls = {kind: n - before[kind] for kind, n in client.calls.items() if n > before[kind]}
    link, tabs = LINK.format(id=spreadsheet), list(done.values())
    rules = rules_said(found, wish.editors, (refused or {}).get(OWNER))
    return SetUp(found.title, found.zone, link, tabs, calls, wish.strict, rules)


def _merged(
    done: Mapping[str, TabDone], plan: TabPlan, refused: Mapping[str, GoogleRefusalError]
) -> TabDone:
    """Return what became of a tab so far, and what a further turn did."""
    key, plan = plan.table.key, warning_only(plan) if OWNER in refused else plan
    old = done.get(key) or TabDone(plan.table, made=False, added=(), changed=False, said=())
    if key in refused:
        said = [*plan.said, REFUSED.fill(words=str(refused[key]))]
        return old._replace(said=said)
    added = [plan.table.fields[column].heading for column in plan.added]
    return TabDone(
        plan.table,
        old.made or plan.made,
        [*old.added, *(heading for heading in added if heading not in old.added)],
        old.changed or plan.changes,
        plan.said,
        old.switched or bool(plan.tops),
    )
