"""Lint of the whole policy book: what no single table of decisions can know of itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from difflib import get_close_matches

from chalicelib.model.case import Remedy
from chalicelib.model.region import REGIONS
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.book import PolicyBook
from chalicelib.policy.evidence import BY_NAME, FILED
from chalicelib.policy.lines import DeadlineLine
from chalicelib.policy.lint import FindingKind, lint
from chalicelib.policy.remark import Remark
from chalicelib.policy.rule import DecisionTable
from chalicelib.policy.wording import fit_to_send

YEAR = timedelta(days=365)
FEW = 3
"""So many deadlines to be looked up are named one by one."""
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
DOUBTED = Phrase(
    "rows to compare with their source before you rely on them: {n}; they are marked Verify, or"
    " Checked is empty or over a year old",
    "使用前须与出处核对的行：{n} 条；它们标为待核实，或核对日期为空或已超过一年",
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

WAITS = Phrase(
    "partial refunds by this row wait for goods: empty Goods back if the customer keeps them",
    "按本行的部分退款须等商品退回：如客户无需退回商品，请清空“需退回商品”",
)
LIKE_CLASS = Phrase(
    "no row of Products has the class '{cell}': did you mean '{near}'?",
    "“商品”表中没有类别“{cell}”：是“{near}”吗？",
)


def lint_tables(book: PolicyBook, usual: Collection[str] = ()) -> Iterator[Remark]:
    """Tell what is wrong with each table of decisions: clashes, gaps, rows that never apply.

    ``usual`` are classes that rules may speak of although no article has them.
    """
    for key in TABLES:
        table: DecisionTable | None = getattr(book, key)
        for found in lint(table) if table else ():
            if not (found.kind is FindingKind.GAP and key in MAY_GAP):
                row = found.rules[0] if found.rules else ""
                yield Remark(key, row, found.what, found.kind is not FindingKind.UNCHECKED)
    for key in ("policy", "checks", "routes"):
        table = getattr(book, key)
        if table:
            yield from _nowhere(key, table)
            yield from _no_class(key, table, book, usual)
    yield from _waiting(book.policy)


def _waiting(policy: DecisionTable | None) -> Iterator[Remark]:
    """Tell of rows by which whoever takes a part of the price must send the goods back for it."""
    rows = zip(policy.ids, policy.outcomes, strict=True) if policy else ()
    for row, terms in rows:
        if terms.goods_back and Remedy.PARTIAL in terms.remedies:
            yield Remark("policy", row, WAITS, wrong=False)


def _nowhere(key: str, table: DecisionTable) -> Iterator[Remark]:
    """Tell of countries that no record can have."""
    regions = {folded_text(region) for region in REGIONS}
    for row, asked, part in _parts(table):
        is_place = asked in ("country", "countries")
        if is_place and not COUNTRY.fullmatch(part) and part not in regions:
            yield Remark(key, row, NO_COUNTRY.fill(cell=part))


def _no_class(
    key: str, table: DecisionTable, book: PolicyBook, usual: Collection[str]
) -> Iterator[Remark]:
    """Tell of product classes that no article has, of usual ones only where one is much alike."""
    classes = {folded_text(kind) for one in book.products.values() for kind in one.classes}
    for row, asked, part in _parts(table):
        is_class = asked in ("product_class", "attributes") and classes
        if is_class and part not in classes:
            near = get_close_matches(part, classes, n=1, cutoff=0.75)
            if near:
                yield Remark(key, row, LIKE_CLASS.fill(cell=part, near=near[0]), wrong=False)
            elif part not in usual:
                yield Remark(key, row, NO_CLASS.fill(cell=part), wrong=False)


def _parts(table: DecisionTable) -> Iterator[tuple[str, str, str]]:
    """Yield every word that a cell asks for: row, key of the input, word."""
    for row, meanings in zip(table.ids, table.meanings, strict=True):
        for asked, meaning in zip(table.keys, meanings, strict=True):
            yield from ((row, asked, part) for part in meaning.parts if isinstance(part, str))


def lint_deadlines(lines: Iterable[DeadlineLine], now: datetime) -> Iterator[Remark]:
    """Tell of external deadlines without a source, or that nobody looked up for a year.

    A few to be looked up are named row by row, many are counted.
    """
    active = [line for line in lines if line.active is not False]
    for line in active:
        if not line.source.strip():
            yield Remark("deadlines", line.id, NO_SOURCE)
    doubts = [(line.id, doubt) for line in active if (doubt := _doubt(line, now))]
    if len(doubts) > FEW:
        doubts = [("", DOUBTED.fill(n=len(doubts)))]
    for row, doubt in doubts:
        yield Remark("deadlines", row, doubt, wrong=False)


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
    for tab, row, text in texts_of(book):
        for hit in fit_to_send(text, book.phrases):
            words = text[hit.start : hit.end]
            yield Remark(tab, row, THEIRS.fill(words=words, rule=hit.phrase))


def texts_of(book: PolicyBook) -> Iterator[tuple[str, str, str]]:
    """Yield what customers may get to read of the rules: tab, row, words."""
    if book.policy:
        for row, terms in zip(book.policy.ids, book.policy.outcomes, strict=True):
            yield "policy", row, terms.buyer_text
    for line in book.phrases:
        yield "phrases", line.id, line.instead
