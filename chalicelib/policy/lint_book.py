"""Lint of the whole policy book: what no single table of decisions can know of itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from difflib import get_close_matches

from chalicelib.model.case import Remedy
from chalicelib.model.person import Role
from chalicelib.model.region import REGIONS
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.authority import chain
from chalicelib.policy.book import Authority, PolicyBook
from chalicelib.policy.evidence import BY_NAME, FILED
from chalicelib.policy.lines import DeadlineLine
from chalicelib.policy.lint import FindingKind, lint
from chalicelib.policy.remark import Remark
from chalicelib.policy.rule import DecisionTable
from chalicelib.policy.wording import fit_to_send

YEAR = timedelta(days=365)
TABLES = ("policy", "evidence", "checks", "routes")
MAY_GAP = frozenset({"checks"})
"""A check without a row is simply not made."""
HELD_BY = {
    "order number": "orders",
    "tracking number": "shipments",
    "ship date": "shipments",
    "payment ID": "payments",
    "amount and currency": "payments",
}
"""Which tab holds a kind of evidence that the desk looks up by itself."""
COUNTRY = re.compile(r"[a-z]{2}|\*")

NO_COUNTRY = Phrase(
    "'{cell}' is no country: write two letters such as DE, or EU",
    "“{cell}”不是国家代码：请写两个字母，例如 DE，或 EU",
)
NO_CLASS = Phrase(
    "no row of Products has the class '{cell}': correct it here or there",
    "“商品”表中没有类别“{cell}”：请在此处或“商品”表中更正",
)
ENDS = Phrase(
    "above {cap} nobody decides: name a role under Above it decides, or leave At most empty",
    "超过 {cap} 无人能决定：请填写“上级审批”，或将上限留空",
)
CANNOT = Phrase(
    "neither this role nor one above it may grant {remedies}: give them to a role above",
    "该角色及其上级都不能批准 {remedies}：请授权给某个上级角色",
)
FOREIGN = Phrase(
    "the cap is in {cap}, but costs are compared in {own}: write it in {own}",
    "上限币种为 {cap}，而成本按 {own} 比较：请改用 {own}",
)
NOBODY = Phrase(
    "nobody on the Team tab with an e-mail address has the role {role}, which others are to ask",
    "“团队”表中没有填写邮箱的“{role}”，而其他角色要向其申请审批",
)
NO_SOURCE = Phrase(
    "the deadline names no source: write where it comes from", "该期限没有出处：请填写来源"
)
NEVER = Phrase(
    "nobody has compared the deadline with its source yet: do, and fill in Checked",
    "该期限从未与出处核对：请核对并填写核对日期",
)
LONG_AGO = Phrase(
    "the deadline was last compared with its source over a year ago: look it up again",
    "该期限上次核对已超过一年：请重新核对",
)
UNSURE = Phrase(
    "the deadline is not confirmed (Verify): look it up before you rely on it",
    "该期限待核实：请先查证再使用",
)
MEANT = Phrase(
    "'{cell}' is looked for under On file alone: did you mean '{near}', which the desk knows?",
    "“{cell}”只会在“已有证据”中查找：是系统已知的“{near}”吗？",
)
NO_TAB = Phrase(
    "'{cell}' stands on a tab that this workbook does not have: add the tab, or ask for another kind",
    "“{cell}”所在的工作表不存在：请添加该工作表，或改为其他材料",
)
OURS = Phrase(
    "it forbids '{words}', which a text of the desk itself holds: {where}",
    "它禁止“{words}”，而系统自身的文字中含有：{where}",
)
THEIRS = Phrase(
    "its text holds '{words}', which {rule} of Phrases forbids: write it otherwise",
    "其文字中含有“{words}”，被“用语”表 {rule} 禁止：请改写",
)


def lint_tables(book: PolicyBook) -> Iterator[Remark]:
    """Tell what is wrong with each table of decisions: clashes, gaps, rows that never apply."""
    for key in TABLES:
        table: DecisionTable | None = getattr(book, key)
        for found in lint(table) if table else ():
            if not (found.kind is FindingKind.GAP and key in MAY_GAP):
                row = found.rules[0] if found.rules else ""
                yield Remark(key, row, found.what, found.kind is not FindingKind.UNCHECKED)
    for key in ("policy", "checks", "routes"):
        table = getattr(book, key)
        if table:
            yield from _strange(key, table, book)


def _strange(key: str, table: DecisionTable, book: PolicyBook) -> Iterator[Remark]:
    """Tell of countries and product classes that no record can have."""
    classes = {folded_text(product.product_class) for product in book.products.values()} - {""}
    regions = {folded_text(region) for region in REGIONS}
    for row, asked, part in _parts(table):
        if asked in ("country", "countries"):
            if not COUNTRY.fullmatch(part) and part not in regions:
                yield Remark(key, row, NO_COUNTRY.fill(cell=part))
        elif asked in ("product_class", "attributes") and classes and part not in classes:
            yield Remark(key, row, NO_CLASS.fill(cell=part), wrong=False)


def _parts(table: DecisionTable) -> Iterator[tuple[str, str, str]]:
    """Yield every word that a cell asks for: row, key of the input, word."""
    for row, meanings in zip(table.ids, table.meanings, strict=True):
        for asked, meaning in zip(table.keys, meanings, strict=True):
            yield from ((row, asked, part) for part in meaning.parts if isinstance(part, str))


def lint_authority(book: PolicyBook, staffed: Collection[Role]) -> Iterator[Remark]:
    """Tell of roles whose chain ends in nobody; ``staffed`` are those that somebody has."""
    for role, mine in book.authority.items():
        above = [book.authority[one] for one in chain(book, role) if one in book.authority]
        if mine.cap is not None and mine.cap.currency != book.currency:
            what = FOREIGN.fill(cap=mine.cap.currency, own=book.currency)
            yield Remark("authority", mine.id, what)
        yield from _ends(mine, above)
    asked = dict.fromkeys(one.next for one in book.authority.values() if one.next)
    for role in asked:
        if role in book.authority and role not in staffed:
            row = book.authority[role].id
            yield Remark("authority", row, NOBODY.fill(role=role), wrong=False)


def _ends(mine: Authority, above: list[Authority]) -> Iterator[Remark]:
    """Tell of a row beyond which nobody may grant what it may not."""
    if mine.cap is not None and all(one.cap is not None for one in above):
        most = max([mine, *above], key=lambda one: one.cap.amount if one.cap else 0)
        yield Remark("authority", mine.id, ENDS.fill(cap=most.cap))
    chained = [mine, *above]
    granted = {remedy for one in chained for remedy in one.remedies or Remedy}
    lost = [remedy for remedy in Remedy if remedy not in granted]
    if lost:
        named = Phrase(", ".join(lost), "、".join(remedy.zh for remedy in lost))
        yield Remark("authority", mine.id, CANNOT.fill(remedies=named))


def lint_deadlines(lines: Iterable[DeadlineLine], now: datetime) -> Iterator[Remark]:
    """Tell of external deadlines without a source, or that nobody looked up for a year."""
    for line in lines:
        if line.active is not False:
            if not line.source.strip():
                yield Remark("deadlines", line.id, NO_SOURCE)
            if doubt := _doubt(line, now):
                yield Remark("deadlines", line.id, doubt, wrong=False)


def _doubt(line: DeadlineLine, now: datetime) -> Phrase | None:
    """Return why a deadline should be looked up, if it should."""
    if line.verify:
        return UNSURE
    if line.checked is None:
        return NEVER
    return LONG_AGO if now - line.checked > YEAR else None


def lint_evidence(book: PolicyBook, tabs: Collection[str]) -> Iterator[Remark]:
    """Tell of kinds of evidence that nobody can satisfy; ``tabs`` are those that there are."""
    known = {*BY_NAME, *(folded_text(twin) for pair in FILED for twin in pair)}
    rows = zip(book.evidence.ids, book.evidence.outcomes, strict=True) if book.evidence else ()
    for row, kinds in rows:
        for kind in kinds:
            name = folded_text(kind)
            near = get_close_matches(name, known, n=1, cutoff=0.8) if name not in known else []
            if near:
                yield Remark("evidence", row, MEANT.fill(cell=kind, near=near[0]))
            tab = HELD_BY.get(BY_NAME[name].name.en) if name in BY_NAME else None
            if tab and tab not in tabs:
                yield Remark("evidence", row, NO_TAB.fill(cell=kind))


def lint_phrases(book: PolicyBook, ours: Mapping[str, str]) -> Iterator[Remark]:
    """Tell of texts that our own rules forbid; ``ours`` are the desk's own by where they stand."""
    for where, text in ours.items():
        for hit in fit_to_send(text, book.phrases):
            words = text[hit.start : hit.end]
            yield Remark("phrases", hit.phrase, OURS.fill(words=words, where=where))
    for tab, row, text in _texts(book):
        for hit in fit_to_send(text, book.phrases):
            words = text[hit.start : hit.end]
            yield Remark(tab, row, THEIRS.fill(words=words, rule=hit.phrase))


def _texts(book: PolicyBook) -> Iterator[tuple[str, str, str]]:
    """Yield what customers may get to read of the rules: tab, row, words."""
    if book.policy:
        for row, terms in zip(book.policy.ids, book.policy.outcomes, strict=True):
            yield "policy", row, terms.buyer_text
    for line in book.phrases:
        yield "phrases", line.id, line.instead
