"""Personal data found and veiled in running text; order and tracking numbers stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from chalicelib.model import mask

_NOT_BEFORE = r"(?<![A-Za-z0-9+])(?<![A-Za-z0-9][-_/.#])"
_NOT_AFTER = r"(?![A-Za-z0-9]|[-_/.][A-Za-z0-9])"
"""A number that is a piece of a longer name is none of ours: LX123456789CN, 114-3941689-8772232."""


def text(written: str) -> str:
    """Return the text with e-mails, phones, card, account, id numbers veiled.

    Names and addresses are not looked for: they are veiled by their column. In doubt a
    number that could be dialled is veiled, unless the words before call it an order or parcel.
    """
    for sort in _SORTS:
        written = "".join(_veiled(written, sort))
    return written


class _Sort(NamedTuple):
    """One sort of personal data: how it looks, is veiled, and is proven real."""

    pattern: re.Pattern[str]
    veil: Callable[[str], str]
    real: Callable[[str, str], bool]
    """Whether a find is what it looks like; also given the text before it."""


def _veiled(written: str, sort: _Sort) -> Iterator[str]:
    """Yield the text in pieces, what is found being veiled."""
    plain, done = written.translate(mask.PLAIN), 0
    for found in sort.pattern.finditer(plain):
        start, end = found.span("it")
        if sort.real(found["it"], plain[max(0, start - 24) : start]):
            yield written[done:start]
            yield sort.veil(found["it"])
            done = end
    yield written[done:]


def _number(*shapes: str) -> re.Pattern[str]:
    return re.compile(rf"{_NOT_BEFORE}(?P<it>{'|'.join(shapes)}){_NOT_AFTER}", re.ASCII)


def _always(_it: str, _before: str) -> bool:
    return True


def _luhn(it: str, _before: str) -> bool:
    """Whether a card number's check digit is right."""
    digits = [int(digit) for digit in reversed(re.sub(r"\D", "", it))]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _iban(it: str, _before: str) -> bool:
    """Whether an account number's check digits are right (ISO 13616)."""
    plain = it.replace(" ", "")
    return int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])) % 97 == 1


def _identity(it: str, _before: str) -> bool:
    """Whether a Chinese identity number's check digit is right (GB 11643)."""
    weighed = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(it[:17]))
    return "10X98765432"[weighed % 11] == it[17].upper()


_NAMED = re.compile(
    r"(?:order|tracking|parcel|shipment|awb|invoice|case|rma|sku|no\.|单号|订单|运单|物流|快递|包裹|编号|#)"
    r"(?: ?(?:id|no\.?|number|号码?))?[\s:：#]*$",
    re.IGNORECASE,
)


def _unnamed(_it: str, before: str) -> bool:
    """Whether the words before do not call it an order's or a parcel's."""
    return _NAMED.search(before) is None


_LETTER = r"[A-Za-z0-9À-ɏͰ-ӿ._%+'-]"
_EMAIL = re.compile(
    rf"(?P<it>(?:(?<!{_LETTER}){_LETTER}+|(?<![\w.%+'-])[\w.%+'-]*[^\x00-\x7f\W])"
    r"@[\w-]+(?:\.[\w-]+)*\.[^\W\d_][\w-]+)"
)
"""Written without spaces after Chinese words too; the local part may itself be Chinese."""

_SAID = re.compile(
    r"(?:tel|phone|mobile|cell|call|fax|whatsapp|wechat|qq|手机|电话|致电|微信|传真)"
    r"[ .:=]*(?:no\.?|number|at|me|号码?|是|为)?[ ：:=]*(?P<it>\+?\(?\d(?:[ ().-]{0,2}\d){4,14})",
    re.IGNORECASE,
)
"""A number that the words before call a phone's."""

_DATE = r"(?!\d{1,2}[./-]\d{1,2}[./-]\d{4})"

_SORTS = (
    _Sort(_EMAIL, mask.email, _always),
    _Sort(_number(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?"), mask.number, _iban),
    _Sort(
        _number(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"),
        mask.number,
        _identity,
    ),
    _Sort(_number(r"[2-6]\d{3}(?:[ -]\d{4}){3}[ -]\d{3}"), mask.number, _luhn),
    _Sort(
        _number(r"[2-6]\d{12,18}", r"[2-6]\d{3}(?:[ -]\d{4}){3}", r"3\d{3}[ -]\d{6}[ -]\d{4,5}"),
        mask.number,
        _luhn,
    ),
    _Sort(_SAID, mask.phone, _always),
    _Sort(_number(r"(?:\+|00(?=[1-9]\d{0,2}[ (-]))(?:[ ().-]{0,2}\d){8,15}"), mask.phone, _always),
    _Sort(_number(r"(?:86[ -]?)?1[3-9]\d[ .-]?\d{4}[ .-]?\d{4}"), mask.phone, _always),
    _Sort(_number(_DATE + r"\(?0[1-9](?:[ ()./-]{0,2}\d){7,10}"), mask.phone, _unnamed),
    _Sort(
        _number(r"(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-]?)[2-9]\d\d[ .-]?\d{4}"),
        mask.phone,
        _unnamed,
    ),
)
"""In the order in which they are looked for: the surest first."""
