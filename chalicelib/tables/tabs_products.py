"""The catalogue: Products."""

from __future__ import annotations

from chalicelib.model.product import Product
from chalicelib.model.word import Phrase
from chalicelib.tables.codecs import ID, TEXT, YES_NO
from chalicelib.tables.columns import CURRENCY, col
from chalicelib.tables.numbers import AMOUNT, WHOLE
from chalicelib.tables.table import Table

# fmt: off
_PRODUCT_COLUMNS = (
    col("id", ("SKU", "商品编码"), ID, ("The article's code, as text, e.g. TS-RED-M.", "商品编码，以文本保存，例如 TS-RED-M。"), required=True),
    col("title", ("Title", "商品名称"), TEXT, ("What the article is called.", "商品的名称。"), width=30),
    col("specification", ("Specification", "规格"), TEXT, ("Colour, size and the like, e.g. red, M.", "颜色、尺码等，例如 红色 M。")),
    col("product_class", ("Product class", "商品类别"), TEXT, ("What kind of article it is, in the words of Policy, Markets and Routes, e.g. battery, food.", "商品属于哪一类，用词与“政策”“市场”“线路”一致，例如 电池、食品。")),
    col("price", ("Unit price", "单价"), AMOUNT, ("The price of one, as a bare number, e.g. 29.95.", "单件价格，只填数字，例如 29.95。"), width=12),
    col("currency", *CURRENCY, width=10),
    col("stock", ("In stock", "库存"), WHOLE, ("How many lie in the warehouse, those for orders not shipped yet among them.", "仓库现有数量，含已下单未发货的。"), width=10),
    col("returnable", ("Returnable", "可退货"), YES_NO, ("no: never taken back without a fault, e.g. underwear, food, custom-made.", "否：无质量问题不退，例如 内衣、食品、定制商品。"), width=10),
)
# fmt: on

PRODUCTS = Table(
    "products",
    Phrase("Products", "商品"),
    Product,
    _PRODUCT_COLUMNS,
    Phrase(
        "One article of the catalogue a row: its class, price and stock.",
        "每行一种商品：类别、价格和库存。",
    ),
    optional=True,
)
