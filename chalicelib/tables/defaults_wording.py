"""Default phrases and keywords (RULEBOOK 6 and 7): rows to edit, never constants."""

from __future__ import annotations

from chalicelib.model.case import Category
from chalicelib.model.word import Phrase
from chalicelib.policy.lines import KeywordLine, PhraseLine
from chalicelib.tables.defaults_twin import OURS, SERVICE, Twin


def _never(id_: str, words: str, why: tuple[str, str], instead: tuple[str, str]) -> Twin:
    source = SERVICE if id_ in _OF_RULEBOOK else OURS
    cells = {"id": id_, "active": True, "words": _split(words), "source": source}
    return Twin(PhraseLine, {**cells, "why": Phrase(*why), "instead": Phrase(*instead)})


_OF_RULEBOOK = ("W01", "W02", "W03")


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split("|"))


# fmt: off
PHRASE_ROWS = (
    _never("W01", "unconditional refund|refund without conditions|full refund whatever happens|no questions asked|money-back guarantee|100% refund|无条件退款|无条件退货|无条件全额退款|不问理由退款|百分百退款|包退包赔|随时全额退", ("It promises more than the policy grants.", "承诺超出了政策范围。"), ("We check your case and offer what our return policy provides.", "我们会核实情况，并按售后政策为您处理。")),
    _never("W02", "scam shop|fake shop|rip-off shop|their goods are junk|they sell fakes|other sellers cheat|do not trust other shops|worse than our competitor|骗子店|黑店|山寨店|别家都是假货|他们家是垃圾|同行都是骗人的|其他卖家都在骗|竞品很差", ("It speaks ill of a competitor; an objective comparison of functions is allowed.", "贬低了竞争对手；可以客观比较功能。"), ("Compare functions only: our model has two batteries, that one has one.", "只比较功能：本款含两块电池，对方含一块。")),
    _never("W03", "another customer's|another buyer's|other customers' orders|the customer before you|a different buyer named|其他客户的地址|其他客户的电话|其他买家的订单|别的客户的信息|另一位买家的|上一位客户的", ("It tells of another customer; details of one person are for that person only.", "涉及其他客户；个人信息只能告知本人。"), ("Speak of this customer's own order only.", "只谈该客户自己的订单。")),
    _never("W04", "guaranteed delivery|guaranteed to arrive|will definitely arrive|arrives at the latest tomorrow|保证送达|保证到货|绝对准时|一定会在明天到|肯定能到", ("It promises what a carrier decides.", "承诺了由承运商决定的事。"), ("The carrier expects it between these dates; we watch it and write to you.", "承运商预计在此期间送达；我们会关注并告知您。")),
    _never("W05", "your own fault|you should have read|you are lying|that is your problem|你自己的问题|是你自己弄坏的|你在撒谎|自己没看清|与我们无关", ("It blames the customer.", "责怪了客户。"), ("Let us see together what happened; could you send us a photo?", "我们一起看看发生了什么；方便提供照片吗？")),
    _never("W06", "refund for a good review|reward for a five-star review|change your review|delete your review and|five stars and we|好评返现|五星好评返|改评价|删差评|给好评就退", ("Platforms forbid buying reviews.", "平台禁止以利益换取评价。"), ("We would be glad to hear how it went.", "欢迎告诉我们您的体验。")),
    _never("W07", "pay us directly|pay outside the platform|by private transfer|contact me on WhatsApp|私下转账|线下付款|加微信付款|绕过平台", ("Deals outside the platform are forbidden, and the customer loses protection.", "平台禁止站外交易，客户也会失去保障。"), ("Everything is settled on the order's own page.", "一切通过订单页面办理。")),
    _never("W08", "best in the world|number one worldwide|absolutely safe|cures|全网最低|世界第一|国家级|绝对安全|根治|百分百有效", ("Advertising law forbids claims that nobody can prove.", "广告法禁止无法证实的绝对化用语。"), ("Say what the article does, and where it was tested.", "说明商品的功能及检测依据。")),
)


def _speaks(id_: str, category: Category, topic: tuple[str, str], words: str) -> Twin:
    return Twin(KeywordLine, {"id": id_, "words": _split(words), "category": category, "topic": Phrase(*topic)})


L, P, M, O = Category.LOGISTICS, Category.PRODUCT, Category.PAYMENT, Category.OTHER  # noqa: E741

KEYWORD_ROWS = (
    _speaks("T01", L, ("late", "延误"), "late|delay|delayed|still waiting|when will it arrive|not moving|verspätet|en retard|retrasado|延误|晚到|还没到|迟迟|什么时候到|物流不动"),
    _speaks("T02", L, ("not received", "未收到"), "not received|never arrived|did not arrive|nicht angekommen|pas reçu|no ha llegado|未收到|没收到|没有收到"),
    _speaks("T03", L, ("lost", "丢失"), "lost parcel|lost in transit|parcel is lost|verloren gegangen|colis perdu|paquete perdido|丢件|包裹丢失|丢包"),
    _speaks("T04", L, ("customs", "清关"), "customs|clearance|import duty|duties|zoll|douane|aduana|清关|海关|关税|扣关"),
    _speaks("T05", L, ("returned", "退回"), "returned to sender|sent back to you|zurückgeschickt|retour à l'expéditeur|devuelto al remitente|退回寄件人|被退回"),
    _speaks("T06", P, ("damaged", "破损"), "damaged|broken|cracked|crushed|shattered|beschädigt|kaputt|zerbrochen|cassé|abîmé|roto|dañado|破损|碎了|压坏|裂开|摔坏"),
    _speaks("T07", P, ("defective", "质量问题"), "defective|faulty|does not work|doesn't work|not working|defekt|funktioniert nicht|défectueux|ne marche pas|defectuoso|no funciona|质量问题|坏了|坏的|不能用|用不了|故障"),
    _speaks("T08", P, ("not as described", "描述不符"), "not as described|different from the picture|looks different|nicht wie beschrieben|pas conforme|no coincide|描述不符|与图片不符|货不对版|色差"),
    _speaks("T09", P, ("wrong goods", "发错货"), "wrong item|wrong goods|wrong colour|wrong color|falscher artikel|mauvais article|artículo equivocado|发错|错货|颜色不对"),
    _speaks("T10", P, ("missing parts", "少件"), "missing part|parts are missing|incomplete|teile fehlen|pièce manquante|faltan piezas|少件|缺件|漏发|少发"),
    _speaks("T11", P, ("wrong size", "尺码不符"), "too small|too big|too large|too tight|wrong size|zu klein|zu groß|trop petit|trop grand|demasiado pequeño|demasiado grande|尺码|太小|太大|偏小|偏大"),
    _speaks("T12", P, ("no reason", "无理由退货"), "changed my mind|do not want it|don't want it|no longer need|withdraw|widerruf|rétractation|desistimiento|不想要|无理由|改变主意|不需要了"),
    _speaks("T13", P, ("stopped working", "使用后故障"), "stopped working|warranty|broke after|garantie|garantía|保修|用了几天|突然不能"),
    _speaks("T14", M, ("charged twice", "重复扣款"), "charged twice|double charge|paid twice|doppelt abgebucht|débité deux fois|cobrado dos veces|重复扣款|扣了两次|多扣"),
    _speaks("T15", M, ("charge failed", "扣款失败"), "payment failed|charge failed|card declined|zahlung fehlgeschlagen|paiement refusé|pago rechazado|扣款失败|支付失败|付款失败"),
    _speaks("T16", M, ("exchange rate", "汇率"), "exchange rate|currency|wechselkurs|taux de change|tipo de cambio|汇率|币种"),
    _speaks("T17", O, ("cancellation", "取消订单"), "cancel my order|cancel the order|cancellation|stornieren|annuler|cancelar|取消订单|取消购买"),
    _speaks("T18", O, ("how to use", "使用方法"), "how to use|how do i|manual|instructions|anleitung|mode d'emploi|instrucciones|怎么用|如何使用|说明书|使用方法"),
    _speaks("T19", O, ("custom request", "定制需求"), "custom made|customised|customized|personalised|engraving|gravur|gravure|grabado|定制|刻字|特殊要求"),
)
# fmt: on
