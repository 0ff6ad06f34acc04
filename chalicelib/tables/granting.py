"""What may be granted, and by whom: the outcome cells of Policy, and the rows of Authority."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from chalicelib.model.case import Remedy
from chalicelib.model.money import Money
from chalicelib.model.person import Role
from chalicelib.model.word import Phrase
from chalicelib.policy.book import Authority, Terms
from chalicelib.policy.lines import AuthorityLine, PolicyLine
from chalicelib.tables.cell import shown
from chalicelib.tables.codec import Locale
from chalicelib.tables.codecs import choice
from chalicelib.tables.numbers import read_money
from chalicelib.tables.rule_tab import RuleTab
from chalicelib.tables.saying import Unreadable

PATIENCE = timedelta(minutes=30)
"""How long a role has for an answer where its row does not say (RULEBOOK 1)."""
SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*%")
REMEDY = choice(Remedy)

NO_CAP = Phrase(
    "'{cell}' is neither a share nor an amount: write 30 % or 20 USD",
    "“{cell}”既不是比例也不是金额：请写成 30 % 或 20 USD",
)
NO_SHARE = Phrase(
    "'{cell}' is no share of the value: write one above 0 % and up to 100 %",
    "“{cell}”不是有效比例：请写大于 0 %、不超过 100 % 的比例",
)
BELOW_ZERO = Phrase("'{cell}' is below zero: write 0 or more", "“{cell}”小于零：请写不小于 0 的数")
LIMITS = frozenset({"role", "remedies", "cap"})
"""Columns of Authority without which a row would allow more than it says."""
OTHER_CURRENCY = Phrase(
    "'{cell}' is not in the desk's currency {currency}: it cannot be held against other costs;"
    " write it in {currency}",
    "“{cell}”不是系统币种 {currency}：无法与其他金额比较，请改用 {currency}",
)
ROLE_TWICE = Phrase(
    "row {row} says already what the role '{role}' may grant: keep one of them",
    "第 {row} 行已规定“{role}”的权限：请只留一行",
)
NO_ROW = Phrase(
    "nothing says what the role '{role}' may grant: give it a row of its own",
    "没有规定“{role}”的权限：请为其添加一行",
)
CIRCLE = Phrase(
    "'{role}' asks a role that in the end asks '{role}' again: nobody would decide; mend the chain",
    "“{role}”的上级最终又回到“{role}”：无人能决定，请修正",
)


class Cap(NamedTuple):
    """The most that may be granted."""

    share: Decimal | None = None
    amount: Money | None = None


def remedies(words: tuple[str, ...], locale: Locale) -> tuple[Remedy, ...]:
    """Return the remedies that a list names, each once; Unreadable for a word that is none."""
    read = REMEDY.reader(locale, {})
    return tuple(dict.fromkeys(map(read, words)))


def cap(text: str) -> Cap:
    """Return the share or the amount that a cell names; a bare number is refused as neither."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return Cap()
    if match := SHARE.fullmatch(plain):
        share = Decimal(match[1]) / 100
        if not 0 < share <= 1:
            raise Unreadable(NO_SHARE.fill(cell=shown(text)))
        return Cap(share)
    money = read_money(plain, "")
    if money is None or not money.currency:
        raise Unreadable(NO_CAP.fill(cell=shown(text)))
    if money.amount < 0:
        raise Unreadable(BELOW_ZERO.fill(cell=shown(text)))
    return Cap(amount=money)


def terms(tab: RuleTab[PolicyLine], line: PolicyLine) -> Terms:
    """Return what a row of Policy allows."""
    limit = tab.cell(line, "cap", cap) or Cap()
    _other_currency(tab, line, limit.amount)
    return Terms(
        tab.cell(line, "remedies", lambda words: remedies(words, tab.locale)) or (),
        limit.share,
        limit.amount,
        line.postage,
        line.goods_back,
        line.buyer_text,
    )


def authorities(tab: RuleTab[AuthorityLine]) -> Mapping[Role, Authority]:
    """Return what each role may grant; of two rows for a role the upper counts, which is said.

    The chain of who decides above whom has an end: a circle in it is cut, and said.
    Without one of its limits nobody's row is gone by.
    """
    rows: dict[Role, AuthorityLine] = {}
    found = {} if tab.lacks(LIMITS) else _by_role(tab, rows)
    for role, mine in found.items():
        if mine.next is not None and mine.next not in found:
            tab.wrong(rows[role], "next", NO_ROW.fill(role=mine.next))
    for role in [*_circling(found)]:
        tab.wrong(rows[role], "next", CIRCLE.fill(role=role))
        found[role] = found[role]._replace(next=None)
    return found


def _by_role(tab: RuleTab[AuthorityLine], rows: dict[Role, AuthorityLine]) -> dict[Role, Authority]:
    """Return what the rows allow, the first of each role, which is kept."""
    found: dict[Role, Authority] = {}
    for line, mine in tab.understood(lambda line: _authority(tab, line)):
        if mine.role in found:
            row = tab.parsed.rows[rows[mine.role].id]
            tab.wrong(line, "role", ROLE_TWICE.fill(row=row, role=mine.role))
            continue
        found[mine.role], rows[mine.role] = mine, line
    return found


def _authority(tab: RuleTab[AuthorityLine], line: AuthorityLine) -> Authority | None:
    named = tab.cell(line, "remedies", lambda words: remedies(words, tab.locale))
    _other_currency(tab, line, line.cap)
    if line.cap is not None and line.cap.amount < 0:
        tab.wrong(line, "cap", BELOW_ZERO.fill(cell=str(line.cap)))
    if line.minutes is not None and line.minutes < 0:
        tab.wrong(line, "minutes", BELOW_ZERO.fill(cell=line.minutes))
    if line.role is None or named is None:
        return None
    patience = PATIENCE if line.minutes is None else timedelta(minutes=line.minutes)
    return Authority(line.id, line.role, frozenset(named), line.cap, line.next, patience)


def _other_currency(tab: RuleTab[Any], line: Any, amount: Money | None) -> None:
    """Say of a cap that it is in another currency than the desk counts in; the row still holds."""
    currency = tab.locale.currency
    if amount is not None and amount.currency != currency:
        said = OTHER_CURRENCY.fill(cell=str(amount), currency=currency)
        tab.odd(line, "cap", said)


def _circling(found: Mapping[Role, Authority]) -> Iterator[Role]:
    """Yield the roles that in the end ask themselves."""
    for role in found:
        above, met = found[role].next, {role}
        while above is not None and above in found and above not in met:
            met.add(above)
            above = found[above].next
        if above is role:
            yield role
