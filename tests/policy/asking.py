"""Cells as people write them in either language, and a slow judge of what they ask."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st

from chalicelib.model.money import Money
from chalicelib.model.word import Phrase, Word
from chalicelib.policy.input import Input, InputKind


class Fault(Word):
    """What can be wrong with goods."""

    DAMAGED = "damaged", "破损"
    NOT_RECEIVED = "not received", "未收到"
    WRONG = "wrong goods", "发错货"


def an(key: str, kind: InputKind, **more: Any) -> Input:
    return Input(key, Phrase(key.title(), key.title()), kind, **more)


AMOUNT = an("amount", InputKind.MONEY)
COUNT = an("count", InputKind.NUMBER)
COUNTRY = an("country", InputKind.TEXT)
FAULT = an("fault", InputKind.CHOICE, choices=Fault)
OPENED = an("opened", InputKind.YES_NO)
BOUGHT = an("bought", InputKind.DATE)
AGE = an("age", InputKind.DAYS)
TAGS = an("tags", InputKind.WORDS)
INPUTS = (AMOUNT, COUNT, COUNTRY, FAULT, OPENED, BOUGHT, AGE, TAGS)

DAY = date(2026, 3, 1)
TEXTS = ("de", "fr", "中国", "hong kong")
VALUES: dict[InputKind, st.SearchStrategy[Any]] = {
    InputKind.NUMBER: st.integers(0, 24).map(lambda n: Decimal(n) / 2),
    InputKind.MONEY: st.builds(
        Money, st.integers(0, 24).map(lambda n: Decimal(n) / 2), st.sampled_from(("USD", "CNY"))
    ),
    InputKind.DATE: st.integers(0, 12).map(lambda n: DAY + timedelta(n)),
    InputKind.DAYS: st.integers(0, 12),
    InputKind.TEXT: st.sampled_from(TEXTS),
    InputKind.CHOICE: st.sampled_from(Fault),
    InputKind.YES_NO: st.booleans(),
    InputKind.WORDS: st.sampled_from(TEXTS),
}


class Part(NamedTuple):
    """A comparison with one value, or a range between two."""

    sign: str
    low: Any
    high: Any = None

    def holds(self, value: Any) -> bool:
        if isinstance(value, Money):
            mine = self._replace(low=self.low.amount, high=self.high and self.high.amount)
            return value.currency == self.low.currency and mine.holds(value.amount)
        if self.sign[0] in "[(":
            above = value >= self.low if self.sign[0] == "[" else value > self.low
            return above and (value <= self.high if self.sign[1] == "]" else value < self.high)
        return {
            "=": value == self.low,
            "<": value < self.low,
            "<=": value <= self.low,
            ">": value > self.low,
            ">=": value >= self.low,
        }[self.sign]


class Ask(NamedTuple):
    """What a cell asks; no parts and nothing else: anything."""

    kind: InputKind
    parts: tuple[Any, ...] = ()
    negated: bool = False
    unknown: bool = False

    def holds(self, value: Any) -> bool:
        """Whether a value suits, said as plainly as can be."""
        if not self.parts and not self.unknown:
            return True
        if value is None or (value == "" and self.kind is InputKind.TEXT):
            return self.unknown and not self.negated
        if self.kind is InputKind.MONEY and self.parts:
            parts = [p for p in self.parts if p.low.currency == value.currency]
            return bool(parts) and any(p.holds(value) for p in parts) != self.negated
        if self.kind is InputKind.WORDS:
            touched = any(p in value for p in self.parts) or (self.unknown and not value)
            return touched != self.negated
        return any(_holds(p, value) for p in self.parts) != self.negated


def _holds(part: Any, value: Any) -> bool:
    return part.holds(value) if isinstance(part, Part) else part == value


# Writing what is asked


SIGNS = {
    "<=": (("<= ", "≤", "at most ", "up to "), ("<=", "≤ ", "至多", "不超过 ", "＜＝")),
    "<": (("< ", "under ", "less than "), ("<", "少于", "低于 ", "＜")),
    ">=": ((">= ", "≥", "at least "), (">=", "≥ ", "至少", "不少于")),
    ">": (("> ", "over ", "more than "), (">", "超过", "高于 ", "＞")),
    "=": (("", "= "), ("", "＝", "等于")),
}
JOINTS = (("..", " .. ", "~", "–", " to "), ("..", "~", "至", "到", "～"))
COMMAS = ((", ", " | ", "; ", "\n"), ("，", "、", "； ", "\n"))
NOTS = (("not ", "not: ", "NOT "), ("非 ", "不是", "非："))
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


class Pen(NamedTuple):
    """A hand that writes cells: 0 in English, 1 in Chinese; its style picks among spellings."""

    language: int
    style: int

    def cell(self, ask: Ask) -> str:
        parts = [*map(self._part, ask.parts), *self._unknown(ask)]
        if not parts:
            return self._pick((("", "-", "any"), ("", "任意", "不限")))
        text = self._pick(COMMAS).join(parts)
        if not ask.negated:
            return text
        wrapped = len(ask.parts) + ask.unknown > 1
        return self._pick(NOTS) + (f"({text})" if wrapped else text)

    def _unknown(self, ask: Ask) -> list[str]:
        words = (("unknown", "empty"), ("未知", "空"))
        return [self._pick(words)] if ask.unknown else []

    def _part(self, part: Any) -> str:
        if not isinstance(part, Part):
            return self._name(part)
        if part.sign[0] not in "[(":
            return self._pick(SIGNS[part.sign]) + self._value(part.low)
        opened, shut = ("", "") if part.sign == "[]" and self.style % 2 else part.sign
        joint = self._pick(JOINTS)
        return f"{opened}{self._value(part.low)}{joint}{self._value(part.high)}{shut}"

    def _value(self, value: Any) -> str:
        if isinstance(value, Money):
            return f"{value.amount} {value.currency}"
        if isinstance(value, date):
            chinese = f"{value.year}年{value.month}月{value.day}日"
            return chinese if self.language else value.isoformat()
        if isinstance(value, Decimal):
            return (
                str(value).translate(WIDE) if self.language and self.style % 3 == 0 else str(value)
            )
        return f"{value}{self._pick(((' days', ' d'), ('天', ' 天')))}"

    def _name(self, name: Any) -> str:
        if isinstance(name, bool):
            return ("yes", "no", "是", "否")[2 * self.language + (not name)]
        if isinstance(name, Word):
            return name.zh if self.language else name.value.upper()
        return f'"{name}"' if self.style % 2 else name.upper()

    def _pick(self, spellings: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
        mine = spellings[self.language]
        return mine[self.style % len(mine)]


# Making up what is asked


@st.composite
def asks(draw: st.DrawFn, kind: InputKind) -> Ask:
    """Draw what a cell asks."""
    named = kind in (InputKind.TEXT, InputKind.CHOICE, InputKind.YES_NO, InputKind.WORDS)
    part = VALUES[kind] if named else parts(kind)
    most = 1 if kind is InputKind.YES_NO else 2
    found = draw(st.lists(part, min_size=0, max_size=most, unique=True))
    if len(found) > 1 and not named:
        found = [p for p in found if p.sign in ("[]", "=")] or found[:1]
    unknown = not found or draw(st.integers(0, 3)) == 0
    return Ask(kind, tuple(found), draw(st.booleans()), unknown)


@st.composite
def parts(draw: st.DrawFn, kind: InputKind) -> Part:
    sign = draw(st.sampled_from(("<=", "<", ">=", ">", "=", "[]", "[]", "[)", "(]")))
    low, high = draw(VALUES[kind]), draw(VALUES[kind])
    if sign[0] not in "[(":
        return Part(sign, low)
    if isinstance(low, Money):
        high = Money(high.amount, low.currency)
    if low == high:
        return Part("=", low)
    return Part(sign, *sorted((low, high)))


pens = st.builds(Pen, st.integers(0, 1), st.integers(0, 11))


def values(mine: Input) -> st.SearchStrategy[Any]:
    """Draw a value that a record may have."""
    if mine.kind is InputKind.WORDS:
        return st.none() | st.frozensets(st.sampled_from((*TEXTS, "it")), max_size=3)
    one = VALUES[mine.kind]
    if mine.kind is InputKind.TEXT:
        one = st.sampled_from((*TEXTS, "", "ＤＥ", " Hong  Kong ", "it"))
    if mine.kind is InputKind.MONEY:
        one |= st.just(Money(Decimal(3), "EUR"))
    return st.none() | one


def records(inputs: tuple[Input, ...] = INPUTS) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({mine.key: values(mine) for mine in inputs})


def as_compared(mine: Input, value: Any) -> Any:
    """Return a text as the judge compares it."""
    if mine.kind is InputKind.TEXT and value is not None:
        return {"ＤＥ": "de", " Hong  Kong ": "hong kong"}.get(value, value)
    return value
