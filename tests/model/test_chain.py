"""Law 9: the chain holds; what was altered, dropped, moved or cut off is found and named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.model.chain import (
    GENESIS,
    Fault,
    canonical,
    chained,
    entry_from,
    first_flaw,
    sealed,
)
from chalicelib.model.entry import Entry, EntryKind
from chalicelib.model.word import Language

LAW = settings(deadline=None)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBER = st.integers(-(2**53) + 1, 2**53 - 1)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBER | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=4,
)
INSTANT = st.timedeltas(timedelta(0), timedelta(days=40000)).map(
    datetime(1990, 1, 1, tzinfo=UTC).__add__
)
ENTRY = st.builds(
    Entry,
    st.sampled_from(EntryKind),
    INSTANT,
    TEXT,
    TEXT,
    TEXT,
    st.dictionaries(TEXT, JSON, max_size=3),
)
FIELDS = {
    "kind": st.sampled_from(EntryKind),
    "at": INSTANT,
    "run": TEXT,
    "tab": TEXT,
    "id": TEXT,
    "body": st.dictionaries(TEXT, JSON, max_size=3),
}


@st.composite
def chain_and_place(draw, least=1):
    """Draw a chain, and the index of one of its links."""
    links = chained(draw(st.lists(ENTRY, min_size=least, max_size=5)), GENESIS, 0)
    return links, draw(st.integers(0, len(links) - 1))


@st.composite
def other_entry(draw, entry):
    """Draw what an entry could be altered to: one field differs."""
    field = draw(st.sampled_from(sorted(FIELDS)))
    value = draw(FIELDS[field])
    changed = entry._replace(**{field: value})
    return (
        changed if canonical(changed) != canonical(entry) else entry._replace(run="?" + entry.run)
    )


@LAW
@given(st.lists(ENTRY, max_size=6), st.lists(ENTRY, max_size=6))
def test_a_chain_carried_on_is_one_chain(early, late):
    links = chained(early, GENESIS, 0)
    head = links[-1].hash if links else GENESIS
    links += chained(late, head, len(links))
    assert links == chained(early + late, GENESIS, 0)
    assert first_flaw(links, [GENESIS, head] + [link.hash for link in links]) is None


@LAW
@given(ENTRY)
def test_an_entry_is_read_back_from_its_canonical_form(entry):
    assert entry_from(canonical(entry)) == entry
    assert canonical(entry_from(canonical(entry))) == canonical(entry)


@LAW
@given(chain_and_place(), st.data())
def test_an_altered_entry_is_named(chain, data):
    links, place = chain
    entry = data.draw(other_entry(links[place].entry))
    links[place] = links[place]._replace(entry=entry)
    assert first_flaw(links) == (place + 1, Fault.ALTERED)


@LAW
@given(chain_and_place(least=2), st.data())
def test_an_altered_entry_with_a_new_hash_is_named(chain, data):
    links, place = chain
    entry = data.draw(other_entry(links[place].entry))
    known = [links[-1].hash]
    links[place : place + 1] = chained([entry], links[place].before, place)
    last = place == len(links) - 1
    named = (place + 2, Fault.CUT_OFF) if last else (place + 1, Fault.ALTERED)
    assert first_flaw(links, known) == named


@LAW
@given(chain_and_place(), st.sampled_from(["before", "hash"]))
def test_an_altered_hash_is_named(chain, field):
    links, place = chain
    for text in ("f" * 64, "", "no hash"):
        links[place] = links[place]._replace(**{field: text})
        assert first_flaw(links) == (place + 1, Fault.ALTERED)


@LAW
@given(chain_and_place())
def test_a_dropped_entry_is_named(chain):
    links, place = chain
    known = [links[-1].hash]
    del links[place]
    last = place == len(links)
    assert first_flaw(links, known) == (place + 1, Fault.CUT_OFF if last else Fault.MISSING)


@LAW
@given(chain_and_place(least=2), st.data())
def test_an_entry_in_another_place_is_named(chain, data):
    links, place = chain
    to = data.draw(st.integers(0, len(links) - 1).filter(lambda n: n != place))
    links.insert(to, links.pop(place))
    assert first_flaw(links) == (min(place, to) + 1, Fault.OUT_OF_ORDER)


@LAW
@given(chain_and_place(least=2), st.data())
def test_two_swapped_entries_are_named(chain, data):
    links, place = chain
    other = data.draw(st.integers(0, len(links) - 1).filter(lambda n: n != place))
    links[place], links[other] = links[other], links[place]
    assert first_flaw(links) == (min(place, other) + 1, Fault.OUT_OF_ORDER)


@LAW
@given(chain_and_place(), st.data())
def test_a_doubled_entry_is_named(chain, data):
    links, place = chain
    links.insert(data.draw(st.integers(place + 1, len(links))), links[place])
    assert first_flaw(links) == (place + 1, Fault.OUT_OF_ORDER)


@LAW
@given(chain_and_place())
def test_a_renumbered_chain_is_named_where_an_entry_is_gone(chain):
    links, place = chain
    known = [links[-1].hash]
    del links[place]
    links = [link._replace(number=n) for n, link in enumerate(links, 1)]
    last = place == len(links)
    assert first_flaw(links, known) == (place + 1, Fault.CUT_OFF if last else Fault.ALTERED)


@LAW
@given(chain_and_place())
def test_a_cut_off_tail_is_found_where_a_root_is_known(chain):
    links, place = chain
    known = [link.hash for link in links]
    assert first_flaw(links[:place]) is None
    assert first_flaw(links[:place], known) == (place + 1, Fault.CUT_OFF)


@LAW
@given(chain_and_place())
def test_a_history_written_anew_is_found_where_a_root_is_known(chain):
    links, place = chain
    entries = [link.entry for link in links]
    entries[place] = entries[place]._replace(run="forged" + entries[place].run)
    anew = chained(entries, GENESIS, 0)
    assert first_flaw(anew, [links[-1].hash]) == (len(links) + 1, Fault.CUT_OFF)


def test_the_hash_covers_the_place_and_what_stands_before():
    content = b"{}"
    hashes = {
        sealed(GENESIS, 1, content),
        sealed(GENESIS, 2, content),
        sealed("a" * 64, 1, content),
    }
    assert len(hashes) == 3
    assert sealed(GENESIS, 1, content) == sealed(GENESIS, 1, content)


def test_the_hash_of_a_link_stays_the_same_over_the_years():
    entry = Entry(EntryKind.RECORD, datetime(2026, 3, 2, 9, tzinfo=UTC), "r1", "cases", "C-1", {})
    (link,) = chained([entry], GENESIS, 0)
    assert link.hash == "b82e28d233e41924541c48306c5bca4e1ae5d68b33c37bc11cd9412cbd04b625"


def test_one_instant_has_one_canonical_form():
    here = datetime(2026, 3, 2, 17, tzinfo=timezone(timedelta(hours=8)))
    there = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert canonical(Entry(EntryKind.MODE, here, "")) == canonical(Entry(EntryKind.MODE, there, ""))


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        canonical(Entry(EntryKind.MODE, datetime(2026, 3, 2, 9), ""))  # noqa: DTZ001


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "{}", '{"kind": "else"}'])
def test_what_is_no_entry_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        entry_from(text)


@LAW
@given(st.dictionaries(TEXT, JSON))
def test_the_form_is_rfc_8785(body):
    entry = Entry(EntryKind.MODE, datetime(2026, 3, 2, 9, tzinfo=UTC), "", body=body)
    assert rfc8785.dumps(body) in canonical(entry)


def test_a_fault_is_said_in_both_languages():
    assert Fault.MISSING.said(Language.ZH) == "缺失"
