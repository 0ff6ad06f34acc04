"""The rulebook: all that the rule tabs say about time and people, understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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
