"""Lint: what is found wrong with whole tables, and that it is just what is wrong."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.policy.cover import Budget
from chalicelib.policy.input import InputKind
from chalicelib.policy.lint import MOST, FindingKind, lint
from chalicelib.policy.rule import HitPolicy, Row, compiled
from tests.policy.asking import AMOUNT, FAULT, TAGS, Fault, an

COUNT = an("count", InputKind.NUMBER, whole=True, known=True)
RATE = an("rate", InputKind.NUMBER)
PLACE = an("place", InputKind.TEXT, domain=frozenset({"DE", "FR"}), known=True)
COUNTRY = an("country", InputKind.TEXT)
OPENED = an("opened", InputKind.YES_NO)
KNOWN_FAULT = FAULT._replace(known=True)


def table(inputs, *rows, hit=HitPolicy.FIRST):
    keys = [mine.key for mine in inputs]
    made = compiled(
        inputs,
        [Row(f"R{n}", dict(zip(keys, row, strict=True)), n) for n, row in enumerate(rows, 1)],
        hit,
        "USD",
    )
    assert made.faults == []
    return made.table


def told(*found):
    return [(f.kind.value, f.rules, f.what.en) for f in found]


def found(inputs, *rows, hit=HitPolicy.FIRST):
    return told(*lint(table(inputs, *rows, hit=hit)))


@pytest.mark.parametrize(
    ("inputs", "rows", "values"),
    [
        ((COUNT,), [("0..7",), ("9..14",), ("> 14",)], "Count 8"),
        ((RATE,), [("0..7",), ("8..14",), ("> 14",), ("unknown",)], "Rate 7.5"),
        ((RATE,), [("<= 7",), ("> 7",)], "Rate unknown"),
        ((an("age", InputKind.DAYS, known=True),), [("0..7",), ("> 8 days",)], "Age 8"),
        ((AMOUNT,), [(">= 0 USD",), ("unknown",)], "Amount 1 XXX"),
        ((AMOUNT._replace(domain=frozenset({"USD"})),), [("<= 50",), ("> 60",), ("unknown",)], "Amount 51 USD"),
        ((AMOUNT._replace(domain=frozenset({"USD", "EUR"})),), [(">= 0 USD",), ("unknown",)], "Amount 1 EUR"),
        ((PLACE, OPENED), [("DE", ""), ("FR", "yes"), ("FR", "unknown")], "Place fr, Opened no"),
        ((COUNTRY,), [("DE, FR",), ("unknown",)], "Country anything else"),
        ((KNOWN_FAULT,), [("damaged, 发错货",)], "Fault not received"),
        ((an("bought", InputKind.DATE, known=True),), [("< 2026-01-05",), ("> 2026-01-06",)], "Bought 2026-01-05"),
        ((TAGS._replace(known=True),), [("a",), ("b",), ("not (a, b, c)",)], "Tags c"),
        ((TAGS._replace(known=True),), [("a",), ("not (empty, a)",)], "Tags none"),
        ((COUNT, PLACE), [], "Count 1, Place de"),
        ((KNOWN_FAULT, COUNT), [("damaged", ""), ("not received", "not 1"), ("wrong goods", "")],
         "Fault not received, Count 1"),
    ],
)  # fmt: skip
def test_a_gap_is_told_with_an_example(inputs, rows, values):
    assert found(inputs, *rows) == [("gap", (), f"no row answers: {values}")]


@pytest.mark.parametrize(
    ("inputs", "rows"),
    [
        ((COUNT,), [("0..7",), ("8..14",), ("> 14",)]),
        ((RATE,), [("< 7",), ("7",), ("> 7",), ("unknown",)]),
        ((an("age", InputKind.DAYS, known=True),), [("0..7",), (">= 8 days",)]),
        ((PLACE,), [("DE",), ("not DE",)]),
        ((KNOWN_FAULT,), [("damaged",), ("not received, wrong goods",)]),
        ((OPENED,), [("yes",), ("no",), ("unknown",)]),
        ((COUNT, PLACE), [("<= 7", "DE"), ("> 7", "DE"), ("", "FR")]),
    ],
)
@pytest.mark.parametrize("hit", HitPolicy)
def test_a_table_that_parts_all_values_is_clean(inputs, rows, hit):
    assert found(inputs, *rows, hit=hit) == []


def test_a_row_below_one_that_answers_all_of_it_is_never_reached():
    rows = [("<= 20", ""), ("<= 10", "DE"), ("", "")]
    ((kind, rules, what),) = found((COUNT, PLACE), *rows)
    assert (kind, rules) == ("never reached", ("R2", "R1"))
    assert "rows above answer all it asks for: R1" in what


def test_a_row_that_others_cover_together_is_never_reached():
    rows = [("<= 7", ""), ("> 5", "DE"), ("> 6", "FR"), ("5..9", ""), ("", "")]
    ((kind, rules, _), last) = found((COUNT, PLACE), *rows)
    assert (kind, rules) == ("never reached", ("R4", "R1", "R2", "R3"))
    assert last[:2] == ("never reached", ("R5", "R1", "R2", "R3", "R4"))[:2]


def test_rows_that_clash_are_told_in_pairs_with_an_example():
    rows = [("<= 7", ""), ("> 5", "DE"), ("> 7", "FR")]
    ((kind, rules, what),) = found((COUNT, PLACE), *rows, hit=HitPolicy.UNIQUE)
    assert (kind, rules) == ("clash", ("R1", "R2"))
    assert what == "R1 and R2 both answer: Count 6, Place de"


def test_many_clashes_are_told_in_part():
    several = found((COUNT,), *[("",)] * 12, hit=HitPolicy.UNIQUE)
    assert len(several) == MOST + 1
    assert several[-1] == ("clash", (), "16 more pairs of rows clash")


@pytest.mark.parametrize(
    ("inputs", "cell", "words"),
    [
        ((COUNT,), "< 0", "R1 asks for Count below zero, which no record has"),
        ((an("age", InputKind.DAYS, known=True),), "-7..-1", "below zero"),
        ((PLACE,), "DER | FR", "R1 asks for Place der, which no record has: did you mean 'de'?"),
        ((AMOUNT._replace(domain=frozenset({"USD"})),), "1 EUR", "R1 asks for Amount EUR"),
        ((KNOWN_FAULT,), "not (damaged, not received, wrong goods)", "R1 never fits"),
    ],
)
def test_values_that_no_record_has_are_told(inputs, cell, words):
    first = lint(table(inputs, (cell,), ("",)))[0]
    assert (first.kind, first.rules) == (FindingKind.IMPOSSIBLE, ("R1",))
    assert words in first.what.en


def test_values_below_zero_may_occur():
    margin = an("margin", InputKind.NUMBER, negative=True, known=True)
    assert found((margin,), ("< 0",), (">= 0",)) == []
    assert found((margin,), (">= 0",))[0][2] == "no row answers: Margin -1"


def test_it_is_said_when_not_everything_was_looked_at():
    wide = [an(f"n{n}", InputKind.NUMBER) for n in range(6)]
    rows = [[f"{r + c}..{r + 2 * c + 1}" for c in range(6)] for r in range(12)]
    kinds = [f.kind for f in lint(table(wide, *rows, [""] * 6), Budget(3))]
    assert kinds == [FindingKind.UNCHECKED, FindingKind.UNCHECKED]
    tags = ", ".join(f"t{n}" for n in range(20))
    several = [(f"t{n}",) for n in range(20)] + [(f"not ({tags})",)]
    assert found((TAGS,), *several)[0][0] == "not checked"


# Law: with inputs of few values every record can be tried, and lint says just what that shows


SMALL = (KNOWN_FAULT, PLACE, COUNT._replace(key="n"), TAGS._replace(known=True))
CELLS = (
    ("", "damaged", "not damaged", "未收到, wrong goods", "not received"),
    ("", "DE", "not DE", "DE, FR", "XX"),
    ("", "<= 1", "> 1", "1..2", "not 2", "< 0"),
    ("", "a", "not a", "a, b", "empty", "not (empty, b)"),
)
EVERY = [
    dict(zip((mine.key for mine in SMALL), values, strict=True))
    for values in product(
        Fault, ("DE", "fr"), range(5), [set(s) for n in range(4) for s in combinations("abc", n)]
    )
]
small_rows = st.lists(st.tuples(*map(st.sampled_from, CELLS)), max_size=5)


def kinds(findings, kind):
    return [finding for finding in findings if finding.kind is kind]


@given(small_rows, st.booleans())
def test_lint_under_first_says_just_what_every_record_shows(rows, rest):
    made = table(SMALL, *rows, *[("", "", "", "")] * rest)
    findings = lint(made)
    decided = [made.decide(record).rules for record in EVERY]
    assert bool(kinds(findings, FindingKind.GAP)) == (() in decided)
    reached = {name for rules in decided for name in rules}
    dead = {f.rules[0] for f in kinds(findings, FindingKind.SHADOWED)}
    dead |= {
        f.rules[0] for f in kinds(findings, FindingKind.IMPOSSIBLE) if "never fits" in f.what.en
    }
    assert dead == set(made.ids) - reached
    for gap in kinds(findings, FindingKind.GAP):
        assert made.decide(gap.example).rules == ()


@given(small_rows)
def test_lint_under_unique_says_just_what_every_record_shows(rows):
    made = table(SMALL, *rows, hit=HitPolicy.UNIQUE)
    findings = lint(made)
    decisions = [made.decide(record) for record in EVERY]
    pairs = {pair for d in decisions for pair in combinations(d.clash, 2)}
    assert {f.rules for f in kinds(findings, FindingKind.CLASH)} == pairs
    undecided = any(not d.rules and not d.clash for d in decisions)
    assert bool(kinds(findings, FindingKind.GAP)) == undecided
    for clash in kinds(findings, FindingKind.CLASH):
        assert set(clash.rules) <= set(made.decide(clash.example).clash)
    if not findings:
        assert all(decision.rules for decision in decisions)


ends = st.lists(st.integers(0, 30).map(lambda n: n / 2), min_size=1, max_size=4, unique=True).map(
    sorted
)


@given(ends, st.lists(st.booleans(), min_size=4, max_size=4), st.integers(0, 64))
def test_a_line_cut_into_ranges_is_clean_until_one_is_taken_out(points, closed, lost):
    """Parts of a line, each end belonging to the part on its left or on its right."""
    cells = [f"<{'=' * closed[0]} {points[0]}"]
    for (low, mine), (high, next_one) in zip(zip(points, closed), zip(points[1:], closed[1:])):  # noqa: B905
        cells.append(f"{'(' if mine else '['}{low}..{high}{']' if next_one else ')'}")
    cells += [f">{'=' * (not closed[len(points) - 1])} {points[-1]}", "unknown"]
    rows = [(cell,) for cell in cells if cell != "< 0.0"]
    assert lint(table((RATE,), *rows, hit=HitPolicy.UNIQUE)) == []
    del rows[lost % len(rows)]
    (gap,) = lint(table((RATE,), *rows, hit=HitPolicy.UNIQUE))
    assert gap.kind is FindingKind.GAP
    assert table((RATE,), *rows).decide(gap.example).rules == ()
