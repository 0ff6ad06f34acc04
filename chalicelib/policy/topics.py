"""Topics: whether a rule knows what a case is about, before a catch-all swallows a slip of the pen."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy import next_step as say
from chalicelib.policy.book import PolicyBook
from chalicelib.policy.grounds import asks
from chalicelib.policy.rule import Decision, DecisionTable

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


def topics_known(book: PolicyBook) -> frozenset[str]:
    """Return the topics that rows of Policy, Evidence and Keywords name; none if none of Policy."""
    asked = _named(book.policy, book.policy_broken)
    beside = _named(book.evidence, book.evidence_broken)
    spoken = {folded_text(line.topic) for line in book.keywords} - {""}
    return asked and asked | beside | spoken


def _named(*tables: DecisionTable | None) -> frozenset[str]:
    return frozenset().union(*(topics_of(table) for table in tables if table))


@lru_cache(1024)
def _near(topic: str, known: frozenset[str]) -> str | None:
    """Return the known topic that one nobody knows is most like, if any is; None: it is known."""
    name = folded_text(topic)
    if not name or not known or name in known:
        return None
    near = get_close_matches(name, sorted(known), 1, ALIKE)
    return near[0] if near else ""


def strange(topic: str, known: frozenset[str]) -> Phrase | None:
    """Return what to say of a topic that no row names; None where nothing is to be said."""
    near = _near(topic, known)
    if near is None:
        return None
    return MEANT.fill(topic=topic, near=near) if near else UNKNOWN.fill(topic=topic)


def swallowed(policy: DecisionTable, decision: Decision, known: frozenset[str]) -> Phrase | None:
    """Return what to do about a topic that no row names, where it alone keeps a row from deciding.

    None where the row that decided asks for a topic, or where none above it was open to any.
    """
    topic = decision.inputs[KEY]
    near = _near(topic, known)
    if near is None or asks(policy, decision, KEY) or not _withheld(policy, decision):
        return None
    if near:
        return say.TOPIC_MEANT.fill(topic=topic, near=near)
    return say.TOPIC_UNKNOWN.fill(topic=topic)


def _withheld(policy: DecisionTable, decision: Decision) -> bool:
    """Whether a row above the one that decided would fit, were it not for the topic."""
    end = policy.ids.index(decision.rules[0]) if decision.rules else len(policy.ids)
    why_not = policy.why_not(decision.inputs)
    return any(why_not[name] == (KEY,) for name in policy.ids[:end])
