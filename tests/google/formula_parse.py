"""A formula's text as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tests.google.formula_tokens import FormulaSyntaxError, Reference, Token, reference, tokens
from tests.google.number_locale import locale_of


class Literal(NamedTuple):
    """A number, a text, or an error that stands in the formula."""

    value: object


class Name(NamedTuple):
    """TRUE, FALSE, or the name of a range."""

    name: str


class Call(NamedTuple):
    """A function, or an operator by the name of the function it stands for."""

    name: str
    args: tuple[Node, ...]


class Grid(NamedTuple):
    """An array literal: rows of nodes."""

    rows: tuple[tuple[Node, ...], ...]


Node = Literal | Name | Call | Grid | Reference | None
"""None is an argument left out."""

OPERATORS = (
    {"=": "EQ", "<>": "NE", "<": "LT", "<=": "LTE", ">": "GT", ">=": "GTE"},
    {"&": "CONCAT"},
    {"+": "ADD", "-": "MINUS"},
    {"*": "MULTIPLY", "/": "DIVIDE"},
    {"^": "POW"},
)
"""Loosest first; all of them group from the left."""
END = Token("end", "")


@lru_cache(maxsize=65536)
def parse(formula: str, locale: str) -> Node:
    """Return the tree of a formula with its '='; raises FormulaSyntaxError."""
    decimal = locale_of(locale).decimal
    found = [token for token in tokens(formula[1:], decimal) if token.kind != "space"]
    return Parser(found, comma_decimal=decimal == ",").whole()


@lru_cache(maxsize=65536)
def references(formula: str, locale: str) -> tuple[Reference, ...]:
    """Return all the references in a formula; none if it cannot be read."""
    try:
        return tuple(_references(parse(formula, locale)))
    except FormulaSyntaxError:
        return ()


def _references(node: Node) -> Iterator[Reference]:
    if isinstance(node, Reference):
        yield node
    parts = node.args if isinstance(node, Call) else ()
    if isinstance(node, Grid):
        parts = tuple(part for row in node.rows for part in row)
    for part in parts:
        yield from _references(part)


class Parser:
    """Reads tokens by recursive descent."""

    def __init__(self, found: list[Token], *, comma_decimal: bool) -> None:
        self._tokens = [*found, END]
        self._at = 0
        self._between = {";"} if comma_decimal else {",", ";"}
        self._beside = "\\" if comma_decimal else ","

    def whole(self) -> Node:
        """Return the tree of all the tokens."""
        node = self._level(0)
        if self._next != END:
            raise FormulaSyntaxError(self._next.text)
        return node

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _expect(self, sign: str) -> None:
        if self._take().text != sign:
            raise FormulaSyntaxError(sign)

    def _level(self, level: int) -> Node:
        if level == len(OPERATORS):
            return self._signed()
        node = self._level(level + 1)
        while self._next.kind == "sign" and self._next.text in OPERATORS[level]:
            name = OPERATORS[level][self._take().text]
            node = Call(name, (node, self._level(level + 1)))
        return node

    def _signed(self) -> Node:
        if self._next.text == "-":
            self._take()
            return Call("UMINUS", (self._signed(),))
        if self._next.text == "+":
            self._take()
            return self._signed()
        node = self._atom()
        while self._next.text == "%":
            self._take()
            node = Call("UNARY_PERCENT", (node,))
        return node

    def _atom(self) -> Node:
        kind, text = self._take()
        if kind == "number":
            return Literal(float(text.replace(",", ".")))
        if kind == "text":
            return Literal(text[1:-1].replace('""', '"'))
        if kind == "area":
            return reference(text)
        if kind == "error":
            return Call("ERROR", (Literal(text[text.rindex("#") :]),))
        return self._call(text) if kind == "name" else self._bracket(text)

    def _bracket(self, sign: str) -> Node:
        if sign == "(":
            node = self._level(0)
            self._expect(")")
            return node
        if sign == "{":
            return self._grid()
        raise FormulaSyntaxError(sign)

    def _call(self, name: str) -> Node:
        if self._next.text != "(":
            return Name(name)
        self._take()
        args = []
        while self._next.text != ")":
            args.append(None if self._next.text in self._between else self._level(0))
            if self._next.text in self._between and self._tokens[self._at + 1].text == ")":
                args.append(None)
            if self._next.text != ")":
                self._separator()
        self._take()
        return Call(name.upper(), tuple(args))

    def _separator(self) -> None:
        if self._take().text not in self._between:
            raise FormulaSyntaxError("separator")

    def _grid(self) -> Grid:
        rows = [[self._level(0)]]
        while self._next.text != "}":
            mark = self._take().text
            if mark == self._beside:
                rows[-1].append(self._level(0))
            elif mark == ";":
                rows.append([self._level(0)])
            else:
                raise FormulaSyntaxError(mark)
        self._take()
        return Grid(tuple(map(tuple, rows)))
