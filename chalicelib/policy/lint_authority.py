"""Lint of the Authority tab: chains of approval that end in nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from chalicelib.model.case import Remedy
from chalicelib.model.person import Role
from chalicelib.model.word import Phrase
from chalicelib.policy.authority import LOWEST, chain
from chalicelib.policy.book import Authority, PolicyBook
from chalicelib.policy.remark import Remark

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
LESS = Phrase(
    "it may grant {mine}, but {above}, whom it asks, only {cap}: raise that cap, or name another"
    " role under Above it decides",
    "其上限为 {mine}，而所申请的“{above}”上限仅为 {cap}：请提高该上限，或更改“上级审批”",
)
UP_TO, NO_LIMIT = Phrase("up to {cap}", "{cap}"), Phrase("without a limit", "不限")
NOBODY = Phrase(
    "nobody on the Team tab with an e-mail address has the role {role}, or one above it, whom"
    " {below} has to ask",
    "“团队”表中没有填写邮箱的“{role}”或其上级角色，而“{below}”须向其申请审批",
)


def lint_authority(book: PolicyBook, staffed: Collection[Role]) -> Iterator[Remark]:
    """Tell of roles whose chain ends in nobody; ``staffed`` are those that somebody has."""
    for role, mine in book.authority.items():
        above = [book.authority[one] for one in chain(book, role) if one in book.authority]
        if mine.cap is not None and mine.cap.currency != book.currency:
            what = FOREIGN.fill(cap=mine.cap.currency, own=book.currency)
            yield Remark("authority", mine.id, what)
        yield from _less(book, mine)
        yield from _ends(mine, above)
    yield from _nobody(book, frozenset(staffed))


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


def _less(book: PolicyBook, mine: Authority) -> Iterator[Remark]:
    """Tell of a role that asks one which may spend less; a circle is told of elsewhere."""
    above = book.authority.get(mine.next) if mine.next else None
    if above is None or above.cap is None or mine.role in chain(book, above.role):
        return
    own, cap = mine.cap, above.cap
    if own is not None and (own.currency != cap.currency or own <= cap):
        return
    if _is_limited(mine):
        most = NO_LIMIT if own is None else UP_TO.fill(cap=own)
        what = LESS.fill(mine=most, above=above.role, cap=UP_TO.fill(cap=cap))
        yield Remark("authority", mine.id, what, wrong=False)


def _nobody(book: PolicyBook, staffed: frozenset[Role]) -> Iterator[Remark]:
    """Tell of each role that is asked by another, once, if nobody has it or one above it."""
    lacking: dict[Role, Role] = {}
    for role, mine in book.authority.items():
        above = tuple(chain(book, role)) if _has_to_ask(mine, staffed) else ()
        if above and above[0] in book.authority and staffed.isdisjoint(above):
            lacking.setdefault(above[0], role)
    for role, below in lacking.items():
        what = NOBODY.fill(role=role, below=below)
        yield Remark("authority", book.authority[role].id, what, wrong=False)


def _has_to_ask(mine: Authority, staffed: frozenset[Role]) -> bool:
    """Whether somebody decides by a row and may not grant everything: without an owner the lowest."""
    return _is_limited(mine) and (mine.role is LOWEST or mine.role in staffed)


def _is_limited(mine: Authority) -> bool:
    """Whether a role may not grant everything alone."""
    some = bool(mine.remedies) and mine.remedies != frozenset(Remedy)
    return mine.cap is not None or some
