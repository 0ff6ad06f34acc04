"""Repeats: what several cases have in common is told, in whatever order they come."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.policy.repeats import ENOUGH, MOST, Common, Occurrence, repeats


def case(name, topic="wrong size", **common):
    return Occurrence(name, topic, tuple((Common[k.upper()], v) for k, v in common.items()))


def test_three_cases_of_one_article_and_topic_are_a_repeat():
    cases = [case(f"C-{n}", sku="TS-RED-M", country="DE") for n in (3, 1)]
    assert repeats(cases) == []
    assert repeats([*cases, case("C-2", " Wrong  SIZE", sku="ts-red-m")]) == [
        (Common.SKU, "TS-RED-M", "wrong size", ("C-1", "C-2", "C-3")),
    ]


def test_another_topic_an_empty_one_and_the_same_case_twice_do_not_count():
    cases = [case("C-1", sku="A"), case("C-1", sku="A"), case("C-2", "late", sku="A")]
    assert repeats([*cases, case("C-3", "", sku="A"), case("C-4", sku="")]) == []


def test_a_case_with_two_carriers_counts_for_both():
    both = Occurrence("C-9", "late", ((Common.CARRIER, "DHL"), (Common.CARRIER, "UPS")))
    cases = [case(f"C-{n}", "late", carrier="DHL") for n in (1, 2)]
    assert [one.name for one in repeats([*cases, both])] == ["DHL"]


OCCURRENCES = st.builds(
    lambda number, topic, sku, country: case(f"C-{number}", topic, sku=sku, country=country),
    st.integers(1, 30),
    st.sampled_from(["late", "Late", "damaged", ""]),
    st.sampled_from(["A", "B", "C", "D", "E", "F", "G", ""]),
    st.sampled_from(["DE", "US"]),
)


@given(st.lists(OCCURRENCES, max_size=60, unique_by=lambda one: one.case), st.randoms())
def test_order_does_not_matter_and_the_most_frequent_are_told(occurrences, random):
    found = repeats(occurrences)
    random.shuffle(occurrences)
    assert repeats(occurrences) == found
    assert all(len(one.cases) >= ENOUGH for one in found)
    assert max(Counter(one.kind for one in found).values(), default=0) <= MOST
    for kind in Common:
        counts = [len(one.cases) for one in found if one.kind is kind]
        assert counts == sorted(counts, reverse=True)
