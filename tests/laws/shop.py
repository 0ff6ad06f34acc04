"""A shop without a sheet: records that change, and automations that judge them again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import settings

from chalicelib.automations.plan import Facts, Plan, Recalled, Rows
from chalicelib.model.word import Phrase, folded_text
from chalicelib.sla.rulebook import Rulebook
from chalicelib.sla.say import Voice
from chalicelib.tables.workbook_read import Opened, opened, titles
from tests import memory

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@cache
def rules() -> Opened:
    """Return what a new workbook's rule tabs say."""
    return opened(memory.small_book().read(titles()), NOW)


def fewer(times: int) -> settings:
    """Return the settings of the day with so many times fewer examples: each is a whole history."""
    return settings(max_examples=settings().max_examples // times)


class Shop:
    """Records by tab and id, and what the ledger remembers of them."""

    def __init__(self, automation: Callable[[Facts], Plan], checks: Sequence[str] = ()) -> None:
        self.tabs: dict[str, dict[str, Any]] = {}
        self.now = NOW
        self._automation = automation
        self._memories: dict[Any, Any] = {}
        book = rules().policies
        self._book = replace(book, checked=frozenset(checks) or book.checked)

    def put(self, tab: str, *records: Any) -> None:
        """Let records come in, or stand in the place of those of the same id."""
        self.tabs.setdefault(tab, {}).update({record.id: record for record in records})

    def edit(self, tab: str, name: str, **cells: Any) -> None:
        """Let a person change cells of a record."""
        self.tabs[tab][name] = replace(self.tabs[tab][name], **cells)

    def facts(self) -> Facts:
        """Return what an automation is told now."""
        products = {folded_text(name): p for name, p in self.tabs.get("products", {}).items()}
        rows = [
            Rows(key, Phrase(key, key), list(records.values()), {})
            for key, records in self.tabs.items()
        ]
        voice = Voice(rules().settings.locale.language, rules().settings.locale.zone)
        recalled = Recalled("W-1", live=True, memories=dict(self._memories))
        rulebook: Rulebook = rules().rulebook
        book = replace(self._book, products=products)
        return Facts(self.now, "run", voice, rows, rulebook, recalled, policies=book)

    def run(self) -> Plan:
        """Judge, and carry out the plan; at once again, nothing is left to do."""
        plan = self._once()
        again = self._once()
        assert (again.changes, again.memories) == ([], {})
        return plan

    def _once(self) -> Plan:
        self.now += MINUTE
        plan = self._automation(self.facts())
        for change in plan.changes:
            self.tabs[change.tab][change.new.id] = change.new
        self._memories.update(plan.memories)
        return plan

    def outcomes(self, tab: str) -> Mapping[str, Any]:
        """Return what the desk shows of every record of a tab."""
        return {name: one.outcome for name, one in self.tabs.get(tab, {}).items()}
