"""A category is suggested from the words of a problem, in any language, and only suggested."""

import pytest

from chalicelib.model.case import Category
from chalicelib.model.word import Language
from chalicelib.policy.classify import Keywords
from chalicelib.policy.lines import KeywordLine
from chalicelib.tables.defaults_wording import KEYWORD_ROWS

L, P = Category.LOGISTICS, Category.PRODUCT
LINES = (
    KeywordLine("T1", ("late", "lost", "lost parcel", "延误"), L, "late"),
    KeywordLine("T2", ("broken", "doesn't work", "坏"), P, "defective"),
    KeywordLine("T3", ("", "size"), P, "wrong size"),
    KeywordLine("T4", ("colour",), None, ""),
)


@pytest.mark.parametrize(
    ("text", "category", "words"),
    [
        ("My parcel is LATE", L, ("late",)),
        ("a lost parcel", L, ("lost parcel",)),
        ("It is broken and doesn't work, and late", P, ("broken", "doesn't work")),
        ("it is late and broken", L, ("late",)),
        ("物流延误", L, ("延误",)),
        ("灯坏了,broken了", P, ("坏", "broken")),
        ("ＬＡＴＥ", L, ("late",)),
    ],
)
def test_words_speak_for_a_category(text, category, words):
    found = Keywords(LINES).suggestion(text)
    assert (found.category, found.words) == (category, words)


@pytest.mark.parametrize("text", ["", "plate", "later", "lostness", "colour", "sizes", "does work"])
def test_parts_of_words_say_nothing(text):
    assert Keywords(LINES).suggestion(text) is None


def test_without_keywords_nothing_is_suggested():
    assert Keywords(()).suggestion("late") is None


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Where is it? Still waiting, tracking is not moving.", L),
        ("The cup came broken.", P),
        ("Ich möchte widerrufen: Widerruf", P),
        ("我被扣了两次", Category.PAYMENT),
        ("请问怎么用", Category.OTHER),
        ("收到的杯子碎了", P),
    ],
)
def test_the_default_keywords_speak_many_languages(text, category):
    for language in Language:
        lines = [row.line(language) for row in KEYWORD_ROWS]
        assert Keywords(lines).suggestion(text).category is category


@pytest.mark.parametrize(
    ("text", "category", "words"),
    [
        ("the lost parcel", P, ("lost parcel",)),
        ("a lost parcel, another one lost", L, ("lost",)),
        ("退款没收到", P, ("退款没收到",)),
        ("退款没收到,货也没收到", L, ("没收到",)),
    ],
)
def test_of_words_that_overlap_the_longest_speaks_alone(text, category, words):
    lines = (
        KeywordLine("T1", ("lost", "没收到"), L, ""),
        KeywordLine("T2", ("lost parcel", "退款没收到"), P, ""),
    )
    found = Keywords(lines).suggestion(text)
    assert (found.category, found.words) == (category, words)


M, O = Category.PAYMENT, Category.OTHER  # noqa: E741
TOPICS = {
    "late": "延误", "not received": "未收到", "lost": "丢失", "damaged": "破损",
    "defective": "质量问题", "not as described": "描述不符", "wrong goods": "发错货",
    "missing parts": "少件", "wrong size": "尺码不符", "no reason": "无理由退货",
    "stopped working": "使用后故障", "charged twice": "重复扣款", "charge failed": "扣款失败",
    "cancellation": "取消订单", "how to use": "使用方法", "custom request": "定制需求",
    "refund not received": "退款未到账", "voucher or link": "优惠券或链接", "address": "收货地址",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "category", "topic"),
    [
        ("It still hasn't arrived", L, "not received"),
        ("I haven’t received my order", L, "not received"),
        ("Where is my package?", L, "late"),
        ("Tracking says delivered but I got nothing", L, "not received"),
        ("the zipper broke", P, "damaged"),
        ("there is a crack in the screen", P, "damaged"),
        ("it came smashed", P, "damaged"),
        ("you sent me the wrong product", P, "wrong goods"),
        ("it doesn't fit", P, "wrong size"),
        ("One piece is missing", P, "missing parts"),
        ("You charged me twice", M, "charged twice"),
        ("my card was declined", M, "charge failed"),
        ("it stopped charging", P, "stopped working"),
        ("I don't need it anymore", P, "no reason"),
        ("我的包裹一直没到", L, "not received"),
        ("杯子破了", P, "damaged"),
        ("屏幕有裂痕", P, "damaged"),
        ("盒子被压扁", P, "damaged"),
        ("尺寸不对", P, "wrong size"),
        ("少了一个配件", P, "missing parts"),
        ("充不进电", P, "defective"),
        ("打不开机", P, "defective"),
        ("重复扣费", M, "charged twice"),
        ("我付了两次", M, "charged twice"),
        ("请问怎么安装", O, "how to use"),
        ("可以刻名字吗", O, "custom request"),
        ("订单能取消吗", O, "cancellation"),
        ("帮我取消一下订单", O, "cancellation"),
        ("快递丢了", L, "lost"),
        ("包裹弄丢了", L, "lost"),
        ("和图片不一样", P, "not as described"),
        ("物流延迟", L, "late"),
        ("什么时候能到", L, "late"),
        ("怎么还没发货", L, "late"),
        ("I have not received my refund", M, "refund not received"),
        ("退款没收到", M, "refund not received"),
        ("退款还没到账", M, "refund not received"),
        ("包裹没收到，要求退款", L, "not received"),
        ("discount code not working", O, "voucher or link"),
        ("优惠券不能用", O, "voucher or link"),
        ("链接坏了", O, "voucher or link"),
        ("地址发错了", O, "address"),
        ("东西发错了", P, "wrong goods"),
        ("还没发货,我想取消订单", O, "cancellation"),
        ("It was delivered but broken", P, "damaged"),
        ("我用了一张优惠券付款", None, ""),
        ("What currency do you accept?", None, ""),
        ("请问支持什么币种", None, ""),
    ],
)
def test_the_default_keywords_know_what_customers_write(text, category, topic):
    for language in Language:
        lines = [row.line(language) for row in KEYWORD_ROWS]
        found = Keywords(lines).suggestion(text)
        said = TOPICS[topic] if topic and language is Language.ZH else topic
        assert (found and (found.category, found.topic)) == (category and (category, said))
