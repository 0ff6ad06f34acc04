"""Topics: whether a rule knows what a case is about, before a catch-all swallows a slip of the pen."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.rule import DecisionTable

ALIKE = 0.5
"""How alike two topics are, of 1, before one is taken to be meant by the other."""
KEY = "topic"
UNKNOWN = Phrase(
    "no rule knows the topic '{topic}': correct it, or add a row of Policy for it",
    "没有规则涉及主题“{topic}”：请更正，或在“政策”表中添加规则",
)
MEANT = Phrase(
    "no rule knows the topic '{topic}': did you mean '{near}'?",
    "没有规则涉及主题“{topic}”：是“{near}”吗？",
)


def topics_of(table: DecisionTable) -> frozenset[str]:
    """Return the topics that rows name, folded."""
    at = table.keys.index(KEY)
    return frozenset(part for row in table.meanings for part in row[at].parts)


@lru_cache(1024)
def strange(topic: str, known: frozenset[str]) -> Phrase | None:
    """Return what to say of a topic that no row names; None where nothing is to be said."""
    name = folded_text(topic)
    if not name or not known or name in known:
        return None
    near = get_close_matches(name, sorted(known), 1, ALIKE)
    return MEANT.fill(topic=topic, near=near[0]) if near else UNKNOWN.fill(topic=topic)
