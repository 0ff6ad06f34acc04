"""Requests of every kind, made up from Google's schemas, with values that often make sense."""

from tests.google import discovery
from tests.google_server.batch_bench import Bench, grid, lines

NAMES = ("A", "x", "Sheet1", "ids")
FORMULAS = ("=A1", "=SUM(A:B)", "=Sheet1!B2")
MASKS = ("*", "*", "*", "note", "title", "", "userEnteredValue", "nothing")
WORDS = {"fields": MASKS, "sheetId": (0, 0, 0, 0, 7, 9)}
KINDS = {
    "integer": range(-1, 9),
    "number": (0, 0.5, 1),
    "boolean": (True, False),
    "string": NAMES,
    "object": ({},),
    "any": ({},),
}
DEEP = 5


class Maker:
    """Makes up requests with a source of random choices."""

    def __init__(self, dice):
        self.dice = dice

    def request(self):
        """Return one request of any kind."""
        kinds = discovery.schemas("sheets")["Request"]["properties"]
        kind = self.dice.choice(sorted(kinds))
        return {kind: self.message(kinds[kind]["$ref"], 0)}

    def message(self, name, depth):
        """Return an object of a schema with some of its properties."""
        fields = discovery.schemas("sheets")[name].get("properties", {})
        share = 0.8 if depth < 2 else 0.55
        known = [key for key in fields if not key.startswith("dataSource")]
        asked = [key for key in known if self.dice.random() < share]
        if depth > DEEP:
            asked = [key for key in asked if "$ref" not in fields[key]]
        if name == "ExtendedValue":
            asked = asked[:1]
        return {key: self.value(key, fields[key], depth) for key in asked}

    def value(self, key, spec, depth):
        """Return a value for a property."""
        if "$ref" in spec:
            return self.message(spec["$ref"], depth + 1)
        if spec["type"] == "array":
            count = self.dice.choice((0, 1, 1, 2)) if depth <= DEEP else 0
            return [self.value(key, spec["items"], depth + 1) for _ in range(count)]
        return self.plain(key, spec)

    def plain(self, key, spec):
        """Return a plain value."""
        known = [word for word in spec.get("enum", ()) if not word.endswith("UNSPECIFIED")]
        choices = known or WORDS.get(key)
        if choices is None and key.endswith("Id") and spec["type"] == "integer":
            choices = (1, 2)
        if choices is None:
            choices = FORMULAS if "ormula" in key else KINDS[spec["type"]]
        return self.dice.choice(choices)


def furnished():
    """Return a bench with one of everything that requests can be about, by ids they may hit."""
    bench = Bench(8, 6)
    bench.write("A1", [["a", "b", "=A1"], [1, 2, "=SUM(A:B)"]])
    colour, place = {"rowProperties": {"firstBandColor": {"red": 1}}}, {"position": {}}
    rule = {"booleanRule": {"condition": {"type": "BLANK"}}, "ranges": [grid("A1:B2")]}
    status, body = bench.ask(
        {"addSheet": {"properties": {"sheetId": 7, "title": "Other"}}},
        {"addChart": {"chart": {"chartId": 1, "spec": {"title": "c"}, **place}}},
        {"addSlicer": {"slicer": {"slicerId": 2, "spec": {"dataRange": grid("A1:B2")}, **place}}},
        {"addFilterView": {"filter": {"filterViewId": 1, "range": grid("A1:B2")}}},
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 1, "range": grid("F1")}}},
        {"addNamedRange": {"namedRange": {"namedRangeId": "x", "name": "n", "range": grid("A1")}}},
        {"addBanding": {"bandedRange": {"bandedRangeId": 1, "range": grid("A1:B2"), **colour}}},
        {"addTable": {"table": {"tableId": "ids", "range": grid("D4:E6")}}},
        {"addConditionalFormatRule": {"rule": rule}},
        {"addDimensionGroup": {"range": lines("ROWS", 1, 3)}},
    )
    assert status == 200, body
    return bench
