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
    _never("W01", "unconditional* refund*|refund* unconditionally|refund* you unconditionally|refund* it unconditionally|refunds are unconditional|refund is unconditional|refund* without conditions|full refund* whatever happens|no questions asked|money-back guarantee*|moneyback guarantee*|100% refund*|100 % refund*|100% money back|无条件退款|無條件退款|无条件退货|無條件退貨|无条件全额退款|無條件全額退款|不问理由退款|百分百退款|百分之百退款|100%退款|包退包赔|随时全额退", ("It promises more than the policy grants.", "承诺超出了政策范围。"), ("We check your case and offer what our return policy provides.", "我们会核实情况，并按售后政策为您处理。")),
    _never("W02", "scam shop|fake shop|rip-off shop|their goods are junk|they sell fakes|other sellers cheat|do not trust other shops|worse than our competitor|骗子店|黑店|山寨店|别家都是假货|他们家是垃圾|同行都是骗人的|其他卖家都在骗|竞品很差", ("It speaks ill of a competitor; an objective comparison of functions is allowed.", "贬低了竞争对手；可以客观比较功能。"), ("Compare functions only: our model has two batteries, that one has one.", "只比较功能：本款含两块电池，对方含一块。")),
    _never("W03", "another customer's|another buyer's|other customers' orders|the customer before you|a different buyer named|其他客户的地址|其他客户的电话|其他买家的订单|别的客户的信息|另一位买家的|上一位客户的", ("It tells of another customer; details of one person are for that person only.", "涉及其他客户；个人信息只能告知本人。"), ("Speak of this customer's own order only.", "只谈该客户自己的订单。")),
    _never("W04", "guaranteed delivery|guaranteed arrival|guarantee* delivery|guarantee* the delivery|guarantee* that it arrives|delivery is guaranteed|arrival is guaranteed|delivery guaranteed|guaranteed to arrive|will definitely arrive|arrives at the latest tomorrow|保证送达|保证到货|保证今天|保证明天|保证后天|保证准时|保证按时|保證送達|保證到貨|绝对准时|一定会在明天到|肯定能到", ("It promises what a carrier decides.", "承诺了由承运商决定的事。"), ("The carrier expects it between these dates; we watch it and write to you.", "承运商预计在此期间送达；我们会关注并告知您。")),
    _never("W05", "your own fault|you should have read|you are lying|that is your problem|你自己的问题|是你自己弄坏的|你在撒谎|自己没看清|与我们无关", ("It blames the customer.", "责怪了客户。"), ("Let us see together what happened; could you send us a photo?", "我们一起看看发生了什么；方便提供照片吗？")),
    _never("W06", "refund* for a good review|reward* for a five-star review|change your review to|change your review and|change your review for|change your review if|change your review.|could you change your review|delete your review and|five stars and we|好评返现|五星好评返|改评价|删差评|给好评就退", ("Platforms forbid buying reviews.", "平台禁止以利益换取评价。"), ("We would be glad to hear how it went.", "欢迎告诉我们您的体验。")),
    _never("W07", "pay us directly|pay outside the platform|by private transfer|contact me on WhatsApp|contact us on WhatsApp|message me on WhatsApp|message us on WhatsApp|write to us on WhatsApp|add us on WhatsApp|add me on WeChat|add us on WeChat|私下转账|线下付款|加我微信|加微信|加我们微信|绕过平台", ("Deals outside the platform are forbidden, and the customer loses protection.", "平台禁止站外交易，客户也会失去保障。"), ("Everything is settled on the order's own page.", "一切通过订单页面办理。")),
    _never("W08", "best in the world|number one worldwide|absolutely safe|cures disease*|cures all|cures pain*|cures cancer|miracle cure*|全网最低|世界第一|国家级|绝对安全|根治|百分百有效", ("Advertising law forbids claims that nobody can prove.", "广告法禁止无法证实的绝对化用语。"), ("Say what the article does, and where it was tested.", "说明商品的功能及检测依据。")),
)


def _speaks(id_: str, category: Category, topic: tuple[str, str], words: str) -> Twin:
    return Twin(KeywordLine, {"id": id_, "words": _split(words), "category": category, "topic": Phrase(*topic)})


L, P, M, O = Category.LOGISTICS, Category.PRODUCT, Category.PAYMENT, Category.OTHER  # noqa: E741

KEYWORD_ROWS = (
    _speaks("T01", L, ("late", "延误"), "late|delay|delayed|still waiting|when will it arrive|not moving|verspätet|en retard|retrasado|延误|晚到|还没到|迟迟|什么时候到|物流不动|where is my package|where is my parcel|where is my order|where's my package|where's my parcel|where's my order|wo ist mein paket|où est mon colis|dónde está mi pedido|延迟|什么时候能到|何时能到|多久能到|快递不动"),
    _speaks("T02", L, ("not received", "未收到"), "not received|never arrived|did not arrive|nicht angekommen|pas reçu|no ha llegado|未收到|没收到|没有收到|hasn't arrived|has not arrived|haven't arrived|still not arrived|haven't received|hasn't been received|didn't arrive|didn't receive|did not receive|haven't got|never received|never got|never came|hasn't come|got nothing|noch nicht erhalten|pas arrivé|一直没到|没到货|没送到|未送达|没拿到|delivered but not|delivered but nothing|没有到货|没有送到"),
    _speaks("T03", L, ("lost", "丢失"), "lost parcel|lost in transit|parcel is lost|verloren gegangen|colis perdu|paquete perdido|丢件|包裹丢失|丢包|lost my parcel|lost my package|lost my order|package is lost|lost package|快递丢了|弄丢了|包裹丢了|寄丢了"),
    _speaks("T04", L, ("customs", "清关"), "customs|clearance|import duty|duties|zoll|douane|aduana|清关|海关|关税|扣关"),
    _speaks("T05", L, ("returned", "退回"), "returned to sender|sent back to you|zurückgeschickt|retour à l'expéditeur|devuelto al remitente|退回寄件人|被退回"),
    _speaks("T06", P, ("damaged", "破损"), "damaged|broken|cracked|crushed|shattered|beschädigt|kaputt|zerbrochen|cassé|abîmé|roto|dañado|破损|碎了|压坏|裂开|摔坏|broke|crack|cracks|smashed|torn|ripped|dented|bent|scratched|破了|破裂|裂痕|裂了|裂缝|压扁|压碎|变形|断了|摔碎|划痕|碎掉"),
    _speaks("T07", P, ("defective", "质量问题"), "defective|faulty|does not work|doesn't work|not working|defekt|funktioniert nicht|défectueux|ne marche pas|defectuoso|no funciona|质量问题|坏了|坏的|不能用|用不了|故障|don't work|didn't work|won't work|won't turn on|does not turn on|doesn't turn on|won't charge|does not charge|doesn't charge|充不进电|充不了电|打不开机|开不了机|无法开机|无法使用|失灵"),
    _speaks("T08", P, ("not as described", "描述不符"), "not as described|different from the picture|looks different|nicht wie beschrieben|pas conforme|no coincide|描述不符|与图片不符|货不对版|色差|not like the picture|not like the photo|different from the photo|not as pictured|和图片不一样|跟图片不一样|与图片不一样|和描述不一样|跟描述不一样|和图片不符|图片不符|实物不符"),
    _speaks("T09", P, ("wrong goods", "发错货"), "wrong item|wrong goods|wrong colour|wrong color|falscher artikel|mauvais article|artículo equivocado|发错|错货|颜色不对|wrong product|wrong article|wrong one|sent me the wrong|sent the wrong|错发|寄错|款式不对|型号不对|不是我买的"),
    _speaks("T10", P, ("missing parts", "少件"), "missing part|parts are missing|incomplete|teile fehlen|pièce manquante|faltan piezas|少件|缺件|漏发|少发|piece is missing|pieces are missing|piece missing|pieces missing|missing piece|missing pieces|part is missing|parts missing|missing parts|missing accessory|少了一|少了个|少了配件|少配件|配件少|缺少|缺了|没有配件"),
    _speaks("T11", P, ("wrong size", "尺码不符"), "too small|too big|too large|too tight|wrong size|zu klein|zu groß|trop petit|trop grand|demasiado pequeño|demasiado grande|尺码|太小|太大|偏小|偏大|doesn't fit|does not fit|don't fit|do not fit|didn't fit|passt nicht|尺寸不对|尺寸不合|大小不对|大小不合|不合身|穿不下|太紧|太松"),
    _speaks("T12", P, ("no reason", "无理由退货"), "changed my mind|do not want it|don't want it|no longer need|withdraw|widerruf|rétractation|desistimiento|不想要|无理由|改变主意|不需要了|don't need it|do not need it|don't want this|不想买了|不喜欢"),
    _speaks("T13", P, ("stopped working", "使用后故障"), "stopped working|warranty|broke after|garantie|garantía|保修|用了几天|突然不能|stopped charging|stopped turning on|no longer works|quit working|died after|突然坏|用了一天|用了一周|用了一次|用了一个月|用了两天|用了没几天"),
    _speaks("T14", M, ("charged twice", "重复扣款"), "charged twice|double charge|paid twice|doppelt abgebucht|débité deux fois|cobrado dos veces|重复扣款|扣了两次|多扣|charged me twice|charged us twice|charged two times|billed twice|double charged|debited twice|paid two times|重复扣费|重复付款|重复支付|付了两次|付款两次|扣了两笔|扣款两次|扣两次"),
    _speaks("T15", M, ("charge failed", "扣款失败"), "payment failed|charge failed|card declined|zahlung fehlgeschlagen|paiement refusé|pago rechazado|扣款失败|支付失败|付款失败|card was declined|card got declined|card is declined|payment was declined|payment declined|can't pay|cannot pay|付不了款|无法付款|无法支付|支付不了|付款不成功"),
    _speaks("T16", M, ("exchange rate", "汇率"), "exchange rate|wechselkurs|taux de change|tipo de cambio|汇率|currency conversion|wrong currency|币种不对|币种错误|币种不一致"),
    _speaks("T17", O, ("cancellation", "取消订单"), "cancel my order|cancel the order|cancellation|stornieren|annuler|cancelar|取消订单|取消购买|cancel this order|cancel order|want to cancel|能取消|可以取消|想取消|要取消|取消一下|取消这个订单|取消掉|撤单"),
    _speaks("T18", O, ("how to use", "使用方法"), "how to use|how do i|manual|instructions|anleitung|mode d'emploi|instrucciones|怎么用|如何使用|说明书|使用方法|how to install|how to assemble|how can i use|how does it work|怎么安装|如何安装|怎么装|怎么操作|怎么使用|怎么充电|怎么组装|安装教程|使用教程"),
    _speaks("T19", O, ("custom request", "定制需求"), "custom made|customised|customized|personalised|engraving|gravur|gravure|grabado|定制|刻字|特殊要求|engrave|custom name|刻名字|刻上|刻名|定做|订做"),
    _speaks("T20", M, ("refund not received", "退款未到账"), "refund not received|not received my refund|not received the refund|not received a refund|not received any refund|haven't received my refund|haven't received the refund|haven't received a refund|didn't receive my refund|did not receive my refund|never received my refund|still waiting for my refund|still waiting for the refund|waiting for my refund|refund hasn't arrived|refund has not arrived|refund did not arrive|refund didn't arrive|refund never arrived|refund is late|refund delayed|where is my refund|when will i get my refund|rückerstattung nicht erhalten|geld nicht zurück|remboursement non reçu|pas reçu mon remboursement|no he recibido el reembolso|退款没收到|退款没有收到|退款未收到|退款还没|退款没到|退款未到|退款一直|退款迟迟|退款什么时候|退款延误|退款延迟|没收到退款|没有收到退款|未收到退款|还没退款|还没收到退款|没退款|没到账|未到账|不到账|没有到账"),
    _speaks("T21", O, ("voucher or link", "优惠券或链接"), "discount code not working|discount code does not work|discount code doesn't work|code not working|code is not working|code does not work|code doesn't work|coupon not working|coupon does not work|coupon doesn't work|voucher not working|voucher does not work|voucher doesn't work|link not working|link is not working|link does not work|link doesn't work|link is broken|broken link|website not working|website is not working|website does not work|website doesn't work|优惠券不能用|优惠券用不了|优惠券无法使用|优惠码不能用|优惠码用不了|优惠码无法使用|折扣码不能用|折扣码用不了|链接坏了|链接打不开|链接不能用|网页打不开|网站打不开|网站不能用"),
    _speaks("T22", O, ("address", "收货地址"), "wrong address|address is wrong|change my address|change the address|change the delivery address|地址发错|发错地址|地址写错|地址填错|地址错|寄错地址|改地址|修改地址|换地址|地址不对"),
    _speaks("T23", L, ("late", "延误"), "not shipped yet|has not shipped|hasn't shipped|not been shipped|not been sent|没发货|未发货|还没发|还不发货|不发货|没有发货"),
)
# fmt: on
