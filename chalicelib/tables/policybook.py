"""The policy book: the tabs on judgement, read into what decisions go by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from chalicelib.model.problem import Problem
from chalicelib.model.region import ANYWHERE
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.book import PolicyBook
from chalicelib.policy.lines import Check, CheckLine, MarketLine, RouteLine
from chalicelib.policy.rule import DecisionTable, HitPolicy
from chalicelib.tables.asked import Asked, cells
from chalicelib.tables.cell import shown
from chalicelib.tables.codec import Locale
from chalicelib.tables.codecs import NO
from chalicelib.tables.due_outside import deadlines
from chalicelib.tables.granting import authorities, terms
from chalicelib.tables.judged_by import OF_CHECKS, OF_EVIDENCE, OF_POLICY, OF_ROUTES
from chalicelib.tables.parse import Parsed
from chalicelib.tables.rule_tab import RuleTab
from chalicelib.tables.rulebook import JUDGING_TABS, mark
from chalicelib.tables.settings import DeskSettings

COUNTRY = re.compile(r"[A-Z]{2}")
CURBS = frozenset({"active", "cap", "goods_back"})
"""Columns of Policy that keep money back: without one too much would leave, or too early."""
DECISIVE = frozenset({"policy", "evidence", "authority", "checks"})
"""Tabs that were emptied by mistake where they are there and no row is."""
NONE_NEEDED = "no"
"""A market's postcode where its orders need none, in whichever language its cell says so."""
NO_COUNTRY = Phrase(
    "'{cell}' is not a country: write two letters such as DE, or EU, or * for any other",
    "“{cell}”不是国家代码：请写两个字母，例如 DE，或 EU，其他国家写 *",
)
MARKET_TWICE = Phrase(
    "row {row} speaks of '{cell}' already: keep one of them",
    "第 {row} 行已是“{cell}”：请只留一行",
)
UPSIDE_DOWN = Phrase(
    "the least number of days is above the most: change one of them",
    "最少天数大于最多天数：请修改其一",
)


class Judging(NamedTuple):
    """The policy book, and what a person must fix in it."""

    book: PolicyBook
    problems: list[Problem]


def read_policybook(parsed: Mapping[str, Parsed[Any]], settings: DeskSettings) -> Judging:
    """Return what the tabs on judgement say; what cannot be understood is left out, and said.

    What a tab that is not there would say stays empty: nothing is judged by it.
    """
    kept = {key: parsed[key] for key in JUDGING_TABS if key in parsed}
    locale = settings.locale
    read = {key: _read(Asked((tab, locale), cells(tab), locale)) for key, tab in kept.items()}
    found: dict[str, Any] = {}
    for key, one in read.items():
        found |= one.found
        kept[key].problems[:] = one.parsing
    if "products" in parsed:
        found["products"] = {folded_text(p.id): p for p in parsed["products"].records}
    marks = {key: one.mark for key, one in read.items()}
    book = PolicyBook(currency=settings.locale.currency, marks=marks, **found)
    return Judging(book, [problem for one in read.values() for problem in one.problems])


class _Read(NamedTuple):
    """What one tab says."""

    found: Mapping[str, Any]
    problems: tuple[Problem, ...]
    parsing: tuple[Problem, ...]
    """What parsing found, as grave as it is for rules."""
    mark: str


@lru_cache(32 * len(JUDGING_TABS))
def _read(asked: Asked[tuple[Parsed[Any], Locale]]) -> _Read:
    parsed, locale = asked.held
    tab = RuleTab(parsed, locale)
    found = _READERS[parsed.table.key](tab)
    if parsed.table.key in DECISIVE:
        tab.emptied()
    problems = (*tab.problems, *tab.oddities)
    return _Read(found, problems, tuple(parsed.problems), mark(parsed))


def _policy(tab: RuleTab[Any]) -> dict[str, Any]:
    blind = tab.lacks(CURBS)
    rows = tab.table(OF_POLICY, HitPolicy.FIRST, lambda line: terms(tab, line))
    table = None if blind else rows
    return {"policy": table, "policy_broken": tab.broken(OF_POLICY, table)}


def _evidence(tab: RuleTab[Any]) -> dict[str, Any]:
    blind = tab.lacks({"active", "needs"})
    rows = tab.table(OF_EVIDENCE, HitPolicy.COLLECT, lambda line: line.needs)
    table = None if blind else rows
    return {"evidence": table, "evidence_broken": tab.broken(OF_EVIDENCE, table)}


def _checks(tab: RuleTab[CheckLine]) -> dict[str, Any]:
    blind = tab.lacks({"active", "outcome"})
    rows = tab.table(OF_CHECKS, HitPolicy.FIRST, lambda line: line)
    table = None if blind else rows
    checked = frozenset(line.check for line in table.outcomes) if table else frozenset()
    broken = tab.broken(OF_CHECKS, table)
    return {"checks": table, "checks_broken": broken, "checked": checked | _meant(broken)}


def _meant(broken: DecisionTable | None) -> frozenset[str]:
    """Return the checks that broken rows may ask for: they are made, and held by."""
    checks = [meanings[0] for meanings in broken.meanings] if broken else []
    if any(cell.anything or cell.negated for cell in checks):
        return frozenset(Check)
    return frozenset(check for cell in checks for check in cell.parts)


def _routes(tab: RuleTab[RouteLine]) -> dict[str, Any]:
    def in_order(line: RouteLine) -> RouteLine:
        if None not in (line.days_least, line.days_most) and line.days_least > line.days_most:  # type: ignore[operator]
            tab.wrong(line, "days_least", UPSIDE_DOWN)
        return line

    return {"routes": tab.table(OF_ROUTES, HitPolicy.COLLECT, in_order)}


def _markets(tab: RuleTab[MarketLine]) -> dict[str, Any]:
    found: dict[str, MarketLine] = {}
    for line in tab.lines():
        code = line.id.strip().upper()
        if code != ANYWHERE and not COUNTRY.fullmatch(code):
            tab.wrong(line, "id", NO_COUNTRY.fill(cell=shown(line.id)))
        elif code in found:
            row = tab.parsed.rows[found[code].id]
            tab.wrong(line, "id", MARKET_TWICE.fill(row=row, cell=code))
        else:
            found[code] = replace(line, postcode=NONE_NEEDED) if _says_no(line.postcode) else line
    return {"markets": found}


def _says_no(text: str) -> bool:
    return folded_text(text) in NO


def _lines(tab: RuleTab[Any]) -> dict[str, Any]:
    return {tab.parsed.table.key: tuple(tab.lines())}


_READERS = {
    "policy": _policy,
    "evidence": _evidence,
    "authority": lambda tab: {"authority": authorities(tab)},
    "checks": _checks,
    "markets": _markets,
    "routes": _routes,
    "deadlines": lambda tab: {"deadlines": deadlines(tab)},
    "phrases": _lines,
    "keywords": _lines,
}
