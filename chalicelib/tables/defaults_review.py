"""Default order checks and markets (RULEBOOK 4 and 7): rows to edit, never constants."""

from __future__ import annotations

from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase
from chalicelib.policy.lines import Check, CheckLine, MarketLine
from chalicelib.tables.defaults_twin import LAW, NORMS, OURS, SERVICE, SYSTEM, Twin

HOLD, FLAG = Outcome.HOLD, Outcome.FLAG
VERIFY = Phrase("Consumer law there: verify before you rely on it", "当地消费者法：使用前请核实")


def _check(check: Check, outcome: Outcome, ask: tuple[str, str], source: Phrase) -> Twin:
    number = list(Check).index(check) + 1
    cells = {"id": f"K{number:02}", "active": True, "check": check, "outcome": outcome}
    return Twin(CheckLine, {**cells, "ask": Phrase(*ask), "source": source})


# fmt: off
CHECK_ROWS = (
    _check(Check.RECIPIENT, HOLD, ("Ask the buyer for the recipient's full name.", "向买家询问收件人全名。"), NORMS),
    _check(Check.ADDRESS, HOLD, ("Ask the buyer for the full address: street, house number, postcode where the country has one.", "向买家询问完整地址：街道、门牌号，及该国所需的邮编。"), NORMS),
    _check(Check.PHONE, HOLD, ("Ask the buyer for a phone number that the carrier can call.", "向买家询问承运商可联系的电话。"), NORMS),
    _check(Check.EMAIL, FLAG, ("Ask the buyer for an e-mail address, or use the shop's messages.", "向买家询问邮箱，或使用站内信。"), NORMS),
    _check(Check.ARTICLE, HOLD, ("Compare SKU, specification and quantity with the catalogue; ask the buyer if they contradict.", "将商品编码、规格和数量与商品资料核对；如有矛盾请询问买家。"), NORMS),
    _check(Check.PRICE, FLAG, ("Compare the price with the catalogue and the discounts that ran.", "将价格与商品资料及当时优惠核对。"), NORMS),
    _check(Check.PAYMENT, HOLD, ("Do not ship: look up the payment with the provider; amount and currency must equal the order's.", "暂不发货：在支付渠道核实付款；金额和币种须与订单一致。"), NORMS),
    _check(Check.NOTE, HOLD, ("Read the buyer's note, act on it, and set Note read to yes.", "阅读并处理买家备注，然后将“备注已读”填为 是。"), NORMS),
    _check(Check.PROHIBITED, HOLD, ("These goods may not be sent there: tell the buyer and refund.", "该商品不可发往目的国：告知买家并退款。"), SYSTEM),
    _check(Check.SENSITIVE, FLAG, ("Choose a route that takes these goods, and declare them.", "选择可承运此类商品的线路并如实申报。"), SYSTEM),
    _check(Check.BRAND, HOLD, ("Check that you may sell under this brand before it is shipped.", "发货前确认是否有权销售该品牌商品。"), SYSTEM),
    _check(Check.STOCK, HOLD, ("Not enough in stock: ask the buyer to swap, wait or cancel.", "库存不足：请买家选择换货、等待或取消。"), NORMS),
    _check(Check.DUPLICATE, HOLD, ("Ask the buyer whether the order was placed twice by mistake.", "询问买家是否重复下单。"), OURS),
    _check(Check.TRACKING, FLAG, ("Compare the tracking number with the label.", "将运单号与面单核对。"), NORMS),
)

_ALWAYS = (Phrase("weapons", "武器"), Phrase("explosives", "易爆品"), Phrase("drugs", "毒品"), Phrase("counterfeit", "假冒商品"))
_LIVING = (Phrase("seeds", "种子"), Phrase("plants", "植物"))
_ANIMAL = (Phrase("meat", "肉类"), Phrase("dairy", "乳制品"))
_LOOK = (Phrase("battery", "电池"), Phrase("liquid", "液体"), Phrase("food", "食品"), Phrase("cosmetics", "化妆品"), Phrase("powder", "粉末"), Phrase("magnet", "磁性物品"))
_NONE_NEEDED = Phrase("no", "否")


def _market(country: str, days: int, *more: Phrase, source: Phrase = OURS, postcode: Phrase | str = "") -> Twin:
    goods = {"prohibited": (*_ALWAYS, *more), "sensitive": _LOOK}
    return Twin(MarketLine, {"id": country, "withdrawal_days": days, "postcode": postcode, "source": source} | goods)


MARKET_ROWS = (
    _market("US", 7, *_LIVING, *_ANIMAL, source=SERVICE),
    _market("EU", 14, *_LIVING, *_ANIMAL, source=LAW),
    _market("GB", 14, *_LIVING, *_ANIMAL, source=LAW),
    _market("CN", 7, *_LIVING, *_ANIMAL, source=SERVICE, postcode=_NONE_NEEDED),
    _market("JP", 8, *_LIVING, *_ANIMAL, source=VERIFY),
    _market("KR", 7, *_LIVING, *_ANIMAL, source=VERIFY),
    _market("AU", 7, *_LIVING, *_ANIMAL, Phrase("wood", "木制品"), source=SERVICE),
    _market("CA", 7, *_LIVING, *_ANIMAL, source=SERVICE),
    _market("BR", 7, *_LIVING, *_ANIMAL, source=VERIFY),
    _market("HK", 7, source=SERVICE, postcode=_NONE_NEEDED),
    _market("AE", 7, Phrase("alcohol", "酒类"), source=SERVICE, postcode=_NONE_NEEDED),
    _market("*", 7, source=SERVICE),
)
# fmt: on
"""Seven days by our own rule (S1) where no law asks for more; what may not enter is our example."""
