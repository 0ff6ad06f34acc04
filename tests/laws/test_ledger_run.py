"""Law 9 over whole histories: the chain holds, tells all that is remembered, and names nobody."""

from __future__ import annotations

import json
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.model.entry import EntryKind
from chalicelib.sla.memory import NOTHING, fold, to_json
from tests.fate import Fate
from tests.laws.desks import SOME
from tests.laws.history import (
    BUYER,
    World,
    cases,
    fields,
    promises,
    shifts,
    statuses,
    steps,
    targets,
)
from tests.laws.promises import CREW
from tests.memory import BOSS

edits = st.one_of(
    st.tuples(st.just("status"), cases, statuses),
    st.tuples(st.just("instant"), cases, fields, shifts),
    st.tuples(st.just("clear"), cases, fields),
    st.tuples(st.just("move"), cases),
    st.tuples(st.just("double"), cases),
    st.tuples(st.just("amend"), promises, targets),
    st.tuples(st.just("crash"), st.integers(1, 9), st.booleans()),
    st.tuples(st.just("run"), steps),
)


def lived(history):
    """Return a world after a history of edits and runs."""
    world = World()
    does = {
        "status": lambda name, status: world.typed(name, status=status),
        "instant": lambda name, field, shift: world.typed(name, **{field: world.now + shift}),
        "clear": lambda name, field: world.typed(name, **{field: None}),
        "move": world.moved,
        "double": world.doubled,
        "amend": lambda number, length: world.amended(number, target=length),
        "crash": lambda left, before: world.runs(Fate(left, before)),
        "run": lambda step: (world.passes(step), world.runs()),
    }
    for what, *how in history:
        does[what](*how)
        if what != "crash":
            world.runs()
    return world


@SOME
@given(st.lists(edits, min_size=3, max_size=20))
def test_the_chain_holds_and_tells_what_is_remembered(history):
    with closing(lived(history)) as world:
        known = world.ledger.recall()
        assert world.ledger.verify([known.head]) is None
        links = list(world.ledger.links())
        assert memories(links) == chained(known.memories, world.ledger.digest)
        names_nobody(links)


def memories(links):
    """Return what the entries about records, rules and layouts add up to."""
    out = {}
    for _, entry, *_ in links:
        if entry.kind in (EntryKind.RECORD, EntryKind.RULES):
            key = (entry.tab, entry.id)
            out[key] = fold(out.get(key, NOTHING), entry.body)
    return {key: to_json(memory) for key, memory in out.items()}


def chained(known, digest):
    """Return memories as the chain tells them: the digest of each private text in its place."""

    def hidden(found):
        return {"digest": digest(found["private"])} if found.keys() == {"private"} else found

    return {
        key: json.loads(json.dumps(to_json(memory)), object_hook=hidden)
        for key, memory in known.items()
    }


PEOPLE = [*BUYER.values(), *(p.email for p in CREW), *(p.id for p in CREW), BOSS]


def names_nobody(links):
    said = json.dumps([[link.entry.tab, link.entry.id, link.entry.body] for link in links])
    told = json.loads(said.casefold())
    assert [who for who in PEOPLE if who.casefold() in json.dumps(told, ensure_ascii=False)] == []
