"""Phone and e-mail: can the buyer be asked, should anything be unclear (RULEBOOK 4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase
from chalicelib.policy.lines import Check
from chalicelib.policy.orderfile import Finding, OrderFile, found

NO_PHONE = Phrase("the phone number is missing", "缺少电话")
NOT_PHONE = Phrase("the phone number is not one", "电话不是有效的号码")
NO_LENGTH = Phrase("the phone number is too short or too long", "电话号码位数不对")
NOT_GIVEN = Phrase("no such phone number is given out", "不存在这样的电话号码")
NO_EMAIL = Phrase("the e-mail address is missing", "缺少邮箱")
MOST = 254
"""Characters of an e-mail address (RFC 5321)."""
LONGEST = 60
"""Characters of a phone number that are looked at for another."""
SEVERAL = re.compile(r"[/,;、]")
EXTENSION = re.compile(r"\s*(?:[转轉#]|-|ext\.?)\s*\d{1,5}$", re.IGNORECASE)
MEXICAN = re.compile(r"(?:\+|00)52\W*1(?=\W*\d)")
"""The 1 of mobile numbers in Mexico, which was dropped in 2019 and is still written."""
NOT_EMAIL = Phrase("the e-mail address cannot be one", "邮箱地址无效")


def phone(file: OrderFile) -> Iterator[Finding]:
    """Look at the phone number, read as one of the country unless it says another."""
    typed = file.order.phone.strip()
    said = _wrong(typed, file.country) if typed else NO_PHONE
    if said is not None:
        yield found(Check.PHONE, said, Outcome.FLAG if said is NOT_GIVEN else Outcome.HOLD)


def _wrong(typed: str, country: str) -> Phrase | None:
    """Return what is wrong with what was typed: one number, several, or one with an extension."""
    said = _phone(typed, country)
    if said is None or any(_phone(one, country) is None for one in _meant(typed)):
        return None
    return said


def _meant(typed: str) -> Iterator[str]:
    """Yield what else a number may be: the first of several, without an extension."""
    plain = unicodedata.normalize("NFKC", typed[:LONGEST])
    first = SEVERAL.split(plain)[0].strip()
    if first != typed:
        yield first
    if first != EXTENSION.sub("", first):
        yield EXTENSION.sub("", first)
    if MEXICAN.match(first):
        yield MEXICAN.sub("+52 ", first)


def _phone(typed: str, country: str) -> Phrase | None:
    """Return what is wrong with a number; numbering plans change, so the last is a hint."""
    import phonenumbers as phones  # noqa: PLC0415  only a review needs it

    try:
        number = phones.parse(typed, country if country in phones.SUPPORTED_REGIONS else None)
    except phones.NumberParseException:
        return NOT_PHONE
    if not phones.is_possible_number(number):
        return NO_LENGTH
    return None if phones.is_valid_number(number) else NOT_GIVEN


def email(file: OrderFile) -> Iterator[Finding]:
    """Look at the e-mail address: whether it is one, not whether anybody reads it."""
    typed = file.order.email.strip()
    if not typed:
        yield found(Check.EMAIL, NO_EMAIL)
    elif not _email(typed):
        yield found(Check.EMAIL, NOT_EMAIL)


PLAIN = re.compile(r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*")
"""The names before the @ of nearly all addresses: none that a mailbox could not have."""


def _email(typed: str) -> bool:
    """Whether an address is one; of a plain one its domain decides, and domains come again."""
    name, _, domain = typed.partition("@")
    if PLAIN.fullmatch(name):
        return len(typed) <= MOST and _domain(domain)
    return _is_address(typed)


@lru_cache(1024)
def _domain(domain: str) -> bool:
    return _is_address(f"a@{domain}")


def _is_address(typed: str) -> bool:
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415  likewise

    try:
        validate_email(typed, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True
