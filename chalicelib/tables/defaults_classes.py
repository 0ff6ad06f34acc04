"""The words for product classes that the rules of a new workbook use, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.model.word import Language
from chalicelib.policy.rule import HitPolicy, Row, compiled
from chalicelib.tables.defaults import home, judgement_lines
from chalicelib.tables.judged_by import OF_POLICY, OF_ROUTES

CLASSES = {"policy": OF_POLICY, "routes": OF_ROUTES}
NAMES = frozenset({"product_class", "attributes"})


def usual_classes() -> frozenset[str]:
    """Return the words, folded: that no article has such a class is no mistake of anybody."""
    return frozenset(word for language in Language for word in _used(language))


def _used(language: Language) -> Iterator[str]:
    lines = judgement_lines(language)
    for tab, inputs in CLASSES.items():
        (asked,) = (one for one in inputs if one.key in NAMES)
        rows = [Row(line.id, {asked.key: getattr(line, asked.key)}, None) for line in lines[tab]]
        table, _ = compiled((asked,), rows, HitPolicy.COLLECT, home(language).currency)
        for (meaning,) in table.meanings:
            yield from (part for part in meaning.parts if isinstance(part, str))
