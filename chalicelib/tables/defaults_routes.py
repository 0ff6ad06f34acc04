"""Default routes (RULEBOOK 5): examples to be replaced by what your carriers quote."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from chalicelib.model.money import Money
from chalicelib.model.word import Phrase
from chalicelib.policy.lines import Danger, RouteKind, RouteLine
from chalicelib.tables.defaults_twin import Twin

EXAMPLE = Phrase(
    "Our example, not a quotation: put in your carriers' own figures",
    "示例，并非报价：请改为承运商的实际数据",
)
_PLAIN = Phrase("not battery, liquid, powder", "非 (电池, 液体, 粉末)")
_DRY = Phrase("not liquid, powder", "非 (液体, 粉末)")


def _route(
    name: tuple[str, str], kind: RouteKind, days: tuple[int, int], usd: str, **cells: Any
) -> Twin:
    own = {
        "id": Phrase(*name),
        "active": True,
        "kind": kind,
        "days_least": days[0],
        "days_most": days[1],
        "cost": Money(Decimal(usd), "USD"),
        "source": EXAMPLE,
    }
    spans = {key: timedelta(days=cells.pop(key)) for key in ("handling", "silent_after")}
    return Twin(RouteLine, own | spans | cells)


# fmt: off
ROUTE_ROWS = (
    _route(("Express worldwide", "国际快递"), RouteKind.EXPRESS, (3, 7), "32", carrier="DHL", attributes=_PLAIN, danger=Danger.LOW, handling=1, silent_after=3),
    _route(("Special line US", "美国专线"), RouteKind.SPECIAL, (8, 12), "11.50", carrier="YunExpress", countries="US", attributes=_PLAIN, danger=Danger.LOW, handling=2, silent_after=5),
    _route(("Special line Europe", "欧洲专线"), RouteKind.SPECIAL, (8, 14), "12", carrier="YunExpress", countries="EU, GB", attributes=_PLAIN, danger=Danger.LOW, handling=2, silent_after=5),
    _route(("Battery line", "带电专线"), RouteKind.SPECIAL, (10, 18), "14", carrier="4PX", countries="US, EU, GB, AU, CA, JP", attributes=_DRY, danger=Danger.MEDIUM, handling=2, silent_after=6),
    _route(("Sensitive goods line", "敏感货专线"), RouteKind.SPECIAL, (12, 20), "18", carrier="4PX", danger=Danger.MEDIUM, handling=3, silent_after=7),
    _route(("Registered post", "挂号小包"), RouteKind.POSTAL, (15, 30), "6.80", carrier="China Post", attributes=_PLAIN, danger=Danger.MEDIUM, handling=2, silent_after=10),
    _route(("Economy post", "平邮小包"), RouteKind.POSTAL, (20, 45), "3.20", carrier="China Post", attributes=_PLAIN, danger=Danger.HIGH, handling=2, silent_after=14),
    _route(("US warehouse", "美国海外仓"), RouteKind.WAREHOUSE, (2, 5), "7.50", carrier="USPS", countries="US", danger=Danger.LOW, handling=1, silent_after=3),
    _route(("EU warehouse", "欧洲海外仓"), RouteKind.WAREHOUSE, (2, 6), "8", carrier="DPD", countries="EU", danger=Danger.LOW, handling=1, silent_after=3),
)
# fmt: on
