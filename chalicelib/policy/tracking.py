"""Tracking numbers: does a number look like one of its carrier's; a hint, never more.

A dozen digits suit a dozen carriers, so a shape that is not known says nothing. What can be told:
a check digit that is wrong, a number that is not its own carrier's, and one that the spreadsheet
has spoilt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from chalicelib.model.shipment import Shipment
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.lines import Check
from chalicelib.policy.orderfile import Finding, OrderFile, found

SPOILT = Phrase(
    "the tracking number of parcel {parcel} was turned into a rounded number",
    "包裹 {parcel} 的运单号被表格变成了近似数字",
)
TOO_SHORT = Phrase(
    "the tracking number of parcel {parcel} is too short", "包裹 {parcel} 的运单号太短"
)
WRONG_DIGIT = Phrase(
    "the check digit of parcel {parcel}'s tracking number ({kind}) is wrong: a typing error",
    "包裹 {parcel} 的运单号（{kind}）校验位错误，可能有误输入",
)
NOT_THEIRS = Phrase(
    "the tracking number of parcel {parcel} is not shaped like one of {carrier}",
    "包裹 {parcel} 的运单号不像 {carrier} 的号码",
)

ROUNDED = re.compile(r"\d([.,]\d+)?E\+?\d+")
FEWEST = 8
"""Signs that a tracking number has at least."""
USPS_LEAST, USPS_MOST = 20, 26
"""Digits of a USPS number, without 420 and a ZIP."""
S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
"""Of UPU standard S10, one a digit of the serial number."""


def s10_right(number: str) -> bool:
    """Whether the check digit of an S10 number (UPU: RX123456785CN) is right."""
    total = sum(int(n) * weight for n, weight in zip(number[2:10], S10_WEIGHTS, strict=True))
    return int(number[10]) == {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)


def ups_right(number: str) -> bool:
    """Whether the check digit of a UPS number (1Z...) is right: letters count as (code - 3) mod 10."""
    signs = [int(s) if s.isdigit() else (ord(s) - 63) % 10 for s in number[2:-1]]
    total = sum(sign * (1 + place % 2) for place, sign in enumerate(signs))
    return int(number[-1]) == -total % 10


def usps_right(number: str) -> bool:
    """Whether the check digit of a USPS number is right; 420 and a ZIP may stand before it.

    Of 20 digits the service code 91 in front is left out, and counts.
    """
    tails = [number[8:], number[12:]] if len(number) > USPS_MOST else [number, f"91{number}"]
    return any(_mod10(tail) for tail in tails if len(tail) >= USPS_LEAST)


def _mod10(number: str) -> bool:
    digits = [int(n) for n in reversed(number[:-1])]
    total = sum(n * (1 if place % 2 else 3) for place, n in enumerate(digits))
    return int(number[-1]) == -total % 10


class Kind(NamedTuple):
    """A well-known shape of numbers, and whose it is."""

    name: str
    carriers: tuple[str, ...]
    """Words of a carrier's name, folded."""
    shape: re.Pattern[str]
    right: Callable[[str], bool] = lambda _number: True
    """Whether the check digit, where it has one, is right."""


KINDS = (
    Kind("UPS", ("ups",), re.compile(r"1Z[A-Z0-9]{15}\d"), ups_right),
    Kind("S10", ("post", "ems", "mail", "邮政"), re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}"), s10_right),
    Kind("UPS waybill", ("ups",), re.compile(r"[AHJKTV]\d{10}")),
    Kind("USPS", ("usps",), re.compile(r"9[1-5](?:\d{20}|\d{24})|\d{20}"), usps_right),
    Kind("USPS", ("usps",), re.compile(r"420\d{27}|420\d{31}"), usps_right),
    Kind("YunExpress", ("yunexpress", "云途"), re.compile(r"YT\d{16}")),
    Kind("4PX", ("4px", "递四方"), re.compile(r"4PX\d{12,13}CN")),
    Kind("DHL", ("dhl",), re.compile(r"\d{10,11}|JJ?[A-Z]{0,3}\d{9,20}|00\d{18}")),
    Kind("DHL eCommerce", ("dhl",), re.compile(r"(?:GM|LX|RX|UV|CN|SG|TH|IN|HK|MY)[0-9A-Z]{10,39}")),
    Kind("DHL Paket", ("dhl",), re.compile(r"\d{12,14}|\d{16}|\d{20}")),
    Kind("S10", ("usps", "dhl", "4px"), re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}"), s10_right),
)  # fmt: skip
STRICT = frozenset({"ups", "yunexpress", "云途"})
"""Carriers whose numbers have one shape: another one is told."""
OWN_SHAPE = frozenset({"UPS", "S10", "YunExpress"})
"""Kinds whose shape nobody else uses."""


def tracking(file: OrderFile) -> Iterator[Finding]:
    """Look at the tracking numbers of the order's parcels."""
    for parcel in file.parcels:
        said = _said(parcel) if parcel.tracking.strip() else None
        if said is not None:
            yield found(Check.TRACKING, said.fill(parcel=parcel.id), Outcome.FLAG)


def _said(parcel: Shipment) -> Phrase | None:
    number = plain_number(parcel.tracking)
    if ROUNDED.fullmatch(number):
        return SPOILT
    if len(number) < FEWEST:
        return TOO_SHORT
    kinds = [kind for kind in KINDS if kind.shape.fullmatch(number)]
    told = [kind for kind in kinds if kind.name in OWN_SHAPE or _is_of(parcel.carrier, kind)]
    if told and not any(kind.right(number) for kind in told):
        return WRONG_DIGIT.fill(parcel=parcel.id, kind=told[0].name)
    carrier = folded_text(parcel.carrier)
    if any(name in carrier.split() for name in STRICT) and not told:
        return NOT_THEIRS.fill(parcel=parcel.id, carrier=parcel.carrier)
    return None


def _is_of(carrier: str, kind: Kind) -> bool:
    name = folded_text(carrier)
    return any(word in name for word in kind.carriers)


def plain_number(number: str) -> str:
    """Return a number as carriers write it: capitals, without blanks and hyphens."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", number)).upper()
