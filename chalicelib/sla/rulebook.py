"""The rulebook: all that the rule tabs say about time and people, understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from chalicelib.model.person import Person
from chalicelib.sla.escalation import Team
from chalicelib.sla.ruleset import Ruleset


@dataclass(frozen=True)
class Rulebook:
    """The rule tabs, understood."""

    rulesets: Mapping[str, Ruleset]
    team: Team
    reminder_limit: int
    """The breaker: more reminders than this in one run are held."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """A digest of each rule tab, so that its changes are noticed."""

    def pinned(self, owner: str) -> Rulebook:
        """Return the rulebook with the shop's owner at an address that is set outside the sheet.

        Whoever can edit the sheet could put another there (ARCHITECTURE 2). Nothing changes
        where no address is set.
        """
        if not owner:
            return self
        known = self.team.shop or Person(owner)
        return replace(self, team=self.team._replace(shop=replace(known, email=owner)))
