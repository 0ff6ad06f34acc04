"""Remember: what a run saw of records and rules, as memories and ledger entries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from chalicelib.automations.plan import LAYOUT, REMINDERS, Facts, Plan, RecordKey, promise
from chalicelib.model.entry import Entry, EntryKind
from chalicelib.sla.clock import FRESH, Reading
from chalicelib.sla.history import Between, observe
from chalicelib.sla.keep import kept, unsent
from chalicelib.sla.memory import NOTHING, Memory, Seen, delta


class Sight(NamedTuple):
    """A record coming into sight: what is remembered of it, and since when it may differ."""

    memory: Memory
    at: Between


def sight(facts: Facts, key: RecordKey) -> Sight:
    """Return what is remembered of a record, and when it was last seen."""
    memory = facts.recalled.memories.get(key, NOTHING)
    if not (memory.seen or memory.clocks or memory.gone):  # a note of this very run at most
        return Sight(memory, Between(None, facts.now))
    tab = facts.recalled.memories.get((key[0], ""), NOTHING)
    last = memory.gone or tab.gone or facts.recalled.last_run
    return Sight(memory, Between(last, facts.now))


def observed(seen: Sight, record: Any, fields: Collection[str]) -> Memory:
    """Return the memory with this run's own observation added (ARCHITECTURE 1, step 3)."""
    ordered = fields if isinstance(fields, Sequence) else sorted(fields)
    return observe(seen.memory, record, ordered, seen.at)


def after(memory: Memory, readings: Sequence[Reading], at: Between) -> Memory:
    """Return the memory after a record's clocks were read."""
    changed = {}
    for reading in readings:
        name = reading.rule.clock
        before = memory.clocks.get(name, FRESH)
        now = kept(reading, before, at)
        if now is not before:
            changed[name] = now
    return memory._replace(clocks={**memory.clocks, **changed}) if changed else memory


def record(facts: Facts, key: RecordKey, memory: Memory, plan: Plan) -> None:
    """Ask for a changed memory to be kept."""
    before = facts.recalled.memories.get(key, NOTHING)
    if memory is not before and memory != before:
        plan.memories[key] = memory


def noted(facts: Facts, key: RecordKey, name: str) -> Any:
    """Return what an automation keeps of a record, or None."""
    return facts.recalled.memories.get(key, NOTHING).notes.get(name)


def note(facts: Facts, plan: Plan, key: RecordKey, **notes: Any) -> None:
    """Ask for what an automation keeps of a record, as JSON values by its name, to be kept."""
    before = plan.memories.get(key, facts.recalled.memories.get(key, NOTHING))
    if any(before.notes.get(name) != kept for name, kept in notes.items()):
        plan.memories[key] = before._replace(notes={**before.notes, **notes})


def taken_back(facts: Facts, plan: Plan) -> None:
    """Arm rungs again whose reminders the plan withdraws unsent, telling nothing in their place.

    Else a clock that is pressing once more, after a pause, a slip or a missing row, would
    count as told although nobody was.
    """
    told = {promise(i.key)[:3] for i in plan.intents if i.kind in REMINDERS}
    clocks = {i.key for i in facts.recalled.pending if i.kind in REMINDERS}
    for name in clocks.intersection(plan.withdrawn):
        key, clock, cycle, rung = promise(name)
        before = plan.memories.get(key, facts.recalled.memories.get(key, NOTHING))
        mine = before.clocks.get(clock, FRESH)
        armed = unsent(mine, {rung})
        if armed is not mine and mine.cycle == cycle and (key, clock, cycle) not in told:
            plan.memories[key] = before._replace(clocks={**before.clocks, clock: armed})


def absent(facts: Facts) -> Plan:
    """Note which records and tabs, known before, were not to be seen in this run."""
    out = Plan()
    known = facts.recalled.memories
    here = {rows.key: {record.id for record in rows.records} for rows in facts.tabs}
    for (tab, name), memory in known.items():
        if name and tab in here and memory.gone is None and name not in here[tab]:
            record(facts, (tab, name), memory._replace(gone=facts.recalled.last_run), out)
    for tab in {tab for tab, name in known if name}:
        memory = known.get((tab, ""), NOTHING)
        gone = None if tab in here else facts.recalled.last_run
        if (gone is None) != (memory.gone is None):
            record(facts, (tab, ""), memory._replace(gone=gone), out)
    return out


def marks(facts: Facts) -> dict[str, str]:
    """Return a digest of each rule tab, of one that is gone an empty one."""
    known = facts.recalled.memories
    gone = {tab: "" for tab in facts.names if was_marked(known, tab)}
    return {**gone, **facts.rulebook.marks}


def was_marked(memories: Mapping[RecordKey, Memory], tab: str) -> bool:
    """Whether a run before this one found a tab, and went by the rules on it."""
    return "mark" in memories.get((tab, ""), NOTHING).seen


def rules(facts: Facts) -> Plan:
    """Note which rule tabs changed, came or went since the last run; the ledger shows by which."""
    out = Plan()
    for tab, mark in marks(facts).items():
        key = (tab, "")
        before = facts.recalled.memories.get(key, NOTHING)
        history = before.seen.get("mark", ())
        if history and history[-1].value == mark:
            continue
        seen = Seen(mark, facts.recalled.last_run if history else None, facts.now)
        out.memories[key] = before._replace(seen={"mark": (*history, seen)})
    return out


@dataclass(frozen=True)
class Entries:
    """The ledger's entries of a plan: for each memory that changes, what changes in it.

    Made anew each time they are walked, for a first run has one of every record.
    """

    facts: Facts
    plan: Plan

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries, in the order in which the plan remembers."""
        known, facts = self.facts.recalled.memories, self.facts
        rulings = {*facts.rulebook.marks, LAYOUT[0]}
        for key, memory in self.plan.memories.items():
            ruling = key[0] in rulings or "mark" in memory.seen
            kind = EntryKind.RULES if ruling else EntryKind.RECORD
            body = delta(known.get(key, NOTHING), memory)
            yield Entry(kind, facts.now, facts.run, key[0], key[1], body)
