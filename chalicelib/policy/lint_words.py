"""Lint of single words in rules: slips of the pen, words that speak for two things, or for none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from chalicelib.model.region import NAMES, country_code
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.book import PolicyBook
from chalicelib.policy.lines import DeadlineLine, KeywordLine, PhraseLine
from chalicelib.policy.platforms import PLATFORMS, platform_in
from chalicelib.policy.remark import Remark
from chalicelib.policy.rule import DecisionTable
from chalicelib.policy.topics import KEY, topics_of
from chalicelib.policy.wording import ANY_ENDING, hits

ALIKE = 0.85
"""How alike two words are, of 1, before one is taken for a slip of the pen."""
MEANT = {"europe": "EU", "欧洲": "EU"} | NAMES | PLATFORMS
"""What people write for a country, a region, a platform or a provider."""

NOBODY = Phrase(
    "'{cell}' is no country, platform or provider that the desk knows: did you mean '{near}'?",
    "“{cell}”不是系统已知的国家、平台或支付机构：是“{near}”吗？",
)
LIKE_TOPIC = Phrase(
    "no other rule knows the topic '{cell}': did you mean '{near}'?",
    "没有其他规则涉及主题“{cell}”：是“{near}”吗？",
)
NO_HIT = Phrase(
    "'{cell}' holds no word that could be found in a text: write one, or remove it",
    "“{cell}”不含可在文字中查找的词：请填写或删除",
)
TORN = Phrase(
    "'{cell}' speaks for {category} in {row} already: keep it in one of the two rows",
    "“{cell}”在 {row} 中已表示“{category}”：请只保留在其中一行",
)


def lint_who(lines: Iterable[DeadlineLine]) -> Iterator[Remark]:
    """Tell of deadlines that bind nobody by a slip of the pen; other names may be channels."""
    for line in lines:
        for name in line.who if line.active is not False else ():
            near = _nearest(name)
            if near:
                yield Remark("deadlines", line.id, NOBODY.fill(cell=name, near=near), wrong=False)


def _nearest(name: str) -> str:
    """Return whom a row is likely to mean by a name that nobody has; nothing if it may be one."""
    if country_code(name) or platform_in(name):
        return ""
    near = get_close_matches(folded_text(name), MEANT, 1, ALIKE)
    return MEANT[near[0]] if near else ""


def lint_topics(book: PolicyBook) -> Iterator[Remark]:
    """Tell of topics of Policy and Evidence that are much like one of the other tabs."""
    spoken = {folded_text(line.topic) for line in book.keywords} - {""}
    policy, evidence = _topics(book.policy), _topics(book.evidence)
    for tab, table, others in (
        ("policy", book.policy, evidence | spoken),
        ("evidence", book.evidence, policy | spoken),
    ):
        for row, topic in _named(table):
            near = [] if topic in others else get_close_matches(topic, sorted(others), 1, ALIKE)
            if near:
                said = LIKE_TOPIC.fill(cell=topic, near=near[0])
                yield Remark(tab, row, said, wrong=False)


def _topics(table: DecisionTable | None) -> frozenset[str]:
    return topics_of(table) if table and KEY in table.keys else frozenset()


def _named(table: DecisionTable | None) -> Iterator[tuple[str, str]]:
    """Yield every topic that a row names, with the row."""
    if table and KEY in table.keys:
        at = table.keys.index(KEY)
        for row, meanings in zip(table.ids, table.meanings, strict=True):
            yield from ((row, part) for part in meanings[at].parts if isinstance(part, str))


def lint_never(lines: Iterable[PhraseLine]) -> Iterator[Remark]:
    """Tell of phrases that no text can hold: what is not found in itself is found nowhere."""
    for line in lines:
        for said in line.words if line.active is not False else ():
            alone = PhraseLine(line.id, words=(said,))
            if not hits(said.replace(ANY_ENDING, ""), [alone]):
                yield Remark("phrases", line.id, NO_HIT.fill(cell=said))


def lint_keywords(lines: Iterable[KeywordLine]) -> Iterator[Remark]:
    """Tell of words that speak for two categories, and so decide nothing between them."""
    first: dict[str, KeywordLine] = {}
    for line in lines:
        for word in dict.fromkeys(map(folded_text, line.words)) if line.category else ():
            above = first.setdefault(word, line)
            if word and above.category and above.category is not line.category:
                said = TORN.fill(cell=word, category=above.category, row=above.id)
                yield Remark("keywords", line.id, said, wrong=False)
