"""Authority: whether a role may grant a remedy alone, and who decides above it (RULEBOOK 1)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from chalicelib.model.case import Remedy
from chalicelib.model.money import Money
from chalicelib.model.person import Role
from chalicelib.policy.book import PolicyBook

LOWEST = Role.JUNIOR
"""The role of whoever has none on the Team tab, or of a case without an owner."""


def may_grant(book: PolicyBook, role: Role, remedy: Remedy, cost: Money | None) -> bool:
    """Whether a role may grant a remedy at a cost, which is in the desk's own currency.

    An unknown cost, or one in another currency than the role's cap, is only for a role without one.
    """
    mine = book.authority.get(role)
    if mine is None or (mine.remedies and remedy not in mine.remedies):
        return False
    if mine.cap is None or (cost is not None and cost.amount <= Decimal()):
        return True
    return cost is not None and cost.currency == mine.cap.currency and cost <= mine.cap


def deciders(book: PolicyBook, role: Role, remedy: Remedy, cost: Money | None) -> tuple[Role, ...]:
    """Return the roles above that may grant it, the lowest first; empty: nobody may.

    They are asked in this order; all of them stand above the role by the tab's own chain, or by
    rank where the role has no row.
    """
    return tuple(above for above in chain(book, role) if may_grant(book, above, remedy, cost))


def chain(book: PolicyBook, role: Role) -> Iterator[Role]:
    """Yield the roles above a role, each once, as the Authority tab links them."""
    if role not in book.authority:
        yield from _higher(role)
        return
    met, above = {role}, book.authority[role].next
    while above is not None and above not in met:
        yield above
        met.add(above)
        above = book.authority[above].next if above in book.authority else None


def _higher(role: Role) -> Iterator[Role]:
    ranks = list(Role)
    yield from ranks[ranks.index(role) + 1 :]
