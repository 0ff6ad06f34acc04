"""Linting: all that the author of rules should look at, before any record meets them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from chalicelib.model.person import Role
from chalicelib.model.word import Phrase
from chalicelib.policy.book import PolicyBook
from chalicelib.policy.lines import DeadlineLine
from chalicelib.policy.lint_authority import lint_authority
from chalicelib.policy.lint_book import (
    lint_deadlines,
    lint_evidence,
    lint_phrases,
    lint_tables,
)
from chalicelib.policy.lint_words import lint_keywords, lint_never, lint_topics, lint_who
from chalicelib.policy.remark import Remark
from chalicelib.sla.rule import Rule
from chalicelib.sla.rulebook import Rulebook

SHADOWED = Phrase(
    "never applies: {above} stands above it and fits all that it asks for; move it up or remove it",
    "永远不会适用：上方的 {above} 已涵盖其全部条件；请上移或删除",
)


class Rules(NamedTuple):
    """The rule tabs of a workbook, understood."""

    policies: PolicyBook
    rulebook: Rulebook
    deadlines: Sequence[DeadlineLine]
    """All rows of the Deadlines tab, also those for reading only."""
    tabs: Collection[str]
    """Keys of the tabs that the workbook has."""
    texts: Mapping[str, str]
    """What the desk itself writes to people, by where it stands."""
    usual: Collection[str] = ()
    """Product classes, folded, that rules speak of although no article need have them."""


def linted(rules: Rules, now: datetime) -> list[Remark]:
    """Return what is wrong with the rules, or worth a look, in the order of the tabs."""
    return [
        *_promises(rules.rulebook),
        *lint_tables(rules.policies, rules.usual),
        *lint_evidence(rules.policies, rules.tabs),
        *lint_topics(rules.policies),
        *lint_authority(rules.policies, staffed(rules.rulebook)),
        *lint_deadlines(rules.deadlines, now),
        *lint_who(rules.deadlines),
        *lint_phrases(rules.policies, rules.texts),
        *lint_never(rules.policies.phrases),
        *lint_keywords(rules.policies.keywords),
    ]


def staffed(rulebook: Rulebook) -> set[Role]:
    """Return the roles that somebody with an e-mail address has; the shop's owner is one."""
    people = rulebook.team.everyone()
    found = {person.role for person in people if person.email and person.role}
    return found | ({Role.OWNER} if rulebook.team.shop else set())


def _promises(rulebook: Rulebook) -> Iterator[Remark]:
    """Tell of SLA rows that a row above leaves nothing to apply to."""
    for ruleset in rulebook.rulesets.values():
        for chooser in ruleset.choosers:
            for place, rule in enumerate(chooser.rules):
                above = next((one for one in chooser.rules[:place] if _covers(one, rule)), None)
                if above is not None:
                    yield Remark("sla", rule.id, SHADOWED.fill(above=above.id))


def _covers(above: Rule, rule: Rule) -> bool:
    """Whether every record that fits a rule fits the one above it too, condition by condition."""
    return all(
        any(
            mine.field == wide.field
            and mine.negated == wide.negated
            and (mine.values >= wide.values if mine.negated else mine.values <= wide.values)
            for mine in rule.conditions
        )
        for wide in above.conditions
    )
