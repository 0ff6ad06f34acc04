"""Lines in compressed blocks: read one by one, and replaced one by one."""

import gzip
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.aws.blocks import LINES, blocks, opened
from chalicelib.adapters.aws.revision import Revision
from chalicelib.adapters.aws.snapshot import Snapshots
from chalicelib.model.entry import Entry, EntryKind
from chalicelib.ports.ledger import LedgerBrokenError, Recording
from chalicelib.sla.memory import Memory, Seen, delta
from tests.adapters.ledger_contract import NINE
from tests.aws.desks import new_desk, store_of
from tests.aws.world import quick

MB = 1024 * 1024


@pytest.fixture
def near():
    with quick() as world:
        yield store_of(world)


def remembered(n):
    return Memory({"status": (Seen(f"value {n}", None, NINE),)})


def many(count, first=0):
    return {("orders", f"O-{n:06}"): remembered(n) for n in range(first, first + count)}


def revised(body, changes):
    """Return the next snapshot's body, and whether it is another."""
    revision = Revision(changes)
    after = b"".join(revision.of(opened(body) if body else ()))
    return after, revision.differs


def bodies(body):
    return [block.body for block in opened(body)]


@pytest.mark.parametrize("count", [1, LINES - 1, LINES, LINES + 1, 3 * LINES])
def test_lines_come_back_block_by_block(count):
    lines = [f"line {n} 工单" for n in range(count)]
    body = b"".join(blocks(lines))
    texts = [block.text for block in opened(body)]
    assert "\n".join(texts).split("\n") == lines
    assert len(texts) == -(-count // LINES)
    assert bodies(body) == list(blocks(lines))
    assert gzip.decompress(body).decode() == "".join(texts)


def test_no_lines_make_no_block():
    assert list(blocks([])) == []


@pytest.mark.parametrize("spoil", [lambda _: b"", lambda b: b[:-1], lambda b: b + b"x"])
def test_a_body_that_is_not_whole_is_refused(spoil):
    body = b"".join(blocks(["one", "two"]))
    with pytest.raises(ValueError, match=r"."):
        list(opened(spoil(body)))


def test_blocks_in_which_nothing_changes_stay_as_they_are():
    before, _ = revised(b"", many(3 * LINES))
    after, differs = revised(before, {("orders", f"O-{LINES + 7:06}"): remembered(1)})
    assert differs
    same = [old == new for old, new in zip(bodies(before), bodies(after), strict=True)]
    assert same == [True, False, True]


def test_what_is_as_it_was_makes_no_other_snapshot():
    before, _ = revised(b"", many(LINES + 1))
    assert revised(before, many(10)) == (before, False)


def test_new_records_fill_the_last_block_up():
    body = b""
    for n in range(LINES + 20):
        body, _ = revised(body, many(1, n))
    assert [block.text.count("\n") + 1 for block in opened(body)] == [LINES, 20]


TEXTS = st.text(st.sampled_from('a"\\, []\n\u2028工'), max_size=4)
CHANGES = st.dictionaries(st.tuples(TEXTS, TEXTS), st.integers(0, 3).map(remembered))


@given(st.lists(CHANGES, max_size=4))
def test_a_snapshot_holds_what_all_changes_leave(steps):
    with quick() as world:
        store, known, key = store_of(world), {}, ""
        for number, changes in enumerate(steps):
            known |= changes
            key = Snapshots(store).staged(key, changes, number) or key
            found = Snapshots(store).memories(key)
            assert list(found.items()) == list(known.items())


def test_a_line_that_is_none_breaks_the_snapshot(near):
    near.keep("there", b"".join(blocks(["[nonsense]"])))
    with pytest.raises(LedgerBrokenError):
        Snapshots(near).memories("there")
    with pytest.raises(LedgerBrokenError):
        Snapshots(near).staged("there", many(1), 2)


class Walked:
    """Entries of memories, made anew each time they are walked."""

    def __init__(self, memories):
        self.memories = memories

    def __iter__(self):
        for (tab, id_), memory in self.memories.items():
            body = delta(Memory(), memory)
            yield Entry(EntryKind.RECORD, NINE, "r1", tab, id_, body)


def test_what_a_first_run_saw_never_stands_in_memory_as_a_whole(near):
    desk, memories = new_desk(near), many(2500)
    head = desk.ledger.recall().head
    tracemalloc.start()
    try:
        desk.ledger.record(Recording("r1", NINE, Walked(memories), memories), head)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2 * MB
    assert desk.ledger.recall().memories == memories
    assert len(desk.kinds()) == 2501
