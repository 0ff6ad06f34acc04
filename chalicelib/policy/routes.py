"""Routes: ways to send an order's parcel, with what they cost, how long they take, how risky."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.book import PolicyBook
from chalicelib.policy.kinds import kind
from chalicelib.policy.lines import Danger, RouteLine
from chalicelib.policy.orderfile import OrderFile

MOST = 3
"""Routes that are proposed."""
FEWEST = 2
"""Routes that a proposal should hold (RULEBOOK 5)."""
ENDLESS = 10_000
"""Days of a route that does not say."""
RISKS = (Danger.LOW, Danger.MEDIUM, Danger.HIGH)

ONE_ROUTE = Phrase(
    "only one route fits: add a second to Routes", "只有一条线路可选：请在“线路”表中再补充一条"
)
NO_ROUTE = Phrase(
    "no route there takes {classes}: add one to Routes",
    "没有线路可运 {classes}：请在“线路”表中补充",
)
DAYS = Phrase("{least}-{most} days", "{least}-{most} 天")
SOME_DAYS = Phrase("{most} days", "{most} 天")
RISK = Phrase("risk {danger}", "风险{danger}")


class Proposal(NamedTuple):
    """Ways to send a parcel, the cheapest first, and what is to be said of their number."""

    routes: tuple[RouteLine, ...] = ()
    remark: Phrase | None = None
    said: Phrase = Phrase("", "")
    """The routes in words."""


NO_PROPOSAL = Proposal()


def classes_of(file: OrderFile) -> frozenset[str]:
    """Return all product classes in an order, in the words of Markets where it names them."""
    market = file.market
    named = {kind(one): one for one in (*market.prohibited, *market.sensitive)} if market else {}
    return frozenset(
        named.get(kind(one), one) for _, p in file.articles() if p for one in p.classes
    )


def proposal(book: PolicyBook, country: str, classes: frozenset[str]) -> Proposal:
    """Return up to three routes to a country that take some classes of goods.

    The cheapest, the fastest and the least risky; none where no row speaks of the country.
    """
    fitting = _fitting(book, country, classes)
    if not fitting:
        if not classes or not _fitting(book, country, frozenset()):
            return NO_PROPOSAL
        named = ", ".join(sorted(classes))
        return Proposal((), NO_ROUTE.fill(classes=named))
    remark = ONE_ROUTE if len(fitting) < FEWEST else None
    chosen = _chosen(fitting, book.currency)
    return Proposal(chosen, remark, said_routes(chosen))


def _fitting(book: PolicyBook, country: str, classes: frozenset[str]) -> Sequence[RouteLine]:
    if book.routes is None:
        return ()
    given = {"countries": country, "attributes": classes}
    return book.routes.decide(given).outcomes


def _chosen(routes: Sequence[RouteLine], currency: str) -> tuple[RouteLine, ...]:
    cheap = sorted(routes, key=lambda one: _cost(one, currency))
    picks = (cheap[0], min(cheap, key=_days), min(cheap, key=_risk), *cheap[1:])
    unique = {one.id: one for one in picks}
    count = max(FEWEST, len({one.id for one in picks[:MOST]}))
    chosen = list(unique.values())[:count]
    return tuple(sorted(chosen, key=lambda one: _cost(one, currency)))


def _cost(route: RouteLine, currency: str) -> tuple[bool, bool, Decimal, int]:
    """Return how dear a route is: those in the desk's own currency come first, unknown last."""
    cost = route.cost
    if cost is None:
        return True, True, Decimal(), _days(route)[0]
    return False, cost.currency != currency, cost.amount, _days(route)[0]


def _days(route: RouteLine) -> tuple[int, int]:
    most = ENDLESS if route.days_most is None else route.days_most
    return most, most if route.days_least is None else route.days_least


def _risk(route: RouteLine) -> int:
    return RISKS.index(route.danger) if route.danger else len(RISKS)


def said_routes(routes: Iterable[RouteLine]) -> Phrase:
    """Return routes in words: what each costs, how long it takes, how risky it is."""
    said = [_said(route) for route in routes]
    return Phrase(" | ".join(s.en for s in said), " | ".join(s.zh for s in said))


def _said(route: RouteLine) -> Phrase:
    parts: list[Any] = [_length(route), route.cost, route.danger and RISK.fill(danger=route.danger)]
    told = [
        part if isinstance(part, Phrase) else Phrase(str(part), str(part)) for part in parts if part
    ]
    name = _name(route)
    return Phrase(
        f"{name.en}: {', '.join(part.en for part in told)}".removesuffix(": "),
        f"{name.zh}：{'，'.join(part.zh for part in told)}".removesuffix("："),
    )


def _name(route: RouteLine) -> Phrase:
    """Return what a route is called, and who carries on it where the name does not say."""
    if not route.carrier or folded_text(route.carrier) in folded_text(route.id):
        return Phrase(route.id, route.id)
    return Phrase(f"{route.id} ({route.carrier})", f"{route.id}（{route.carrier}）")


def _length(route: RouteLine) -> Phrase | None:
    if route.days_most is None:
        return None
    if route.days_least in (None, route.days_most):
        return SOME_DAYS.fill(most=route.days_most)
    return DAYS.fill(least=route.days_least, most=route.days_most)
