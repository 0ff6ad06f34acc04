"""What the doctor says of rule tabs: whether they are the owner's alone to edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chalicelib.adapters.checkup import Finding, Stand, named
from chalicelib.adapters.google import doctor_words as words
from chalicelib.adapters.google.doctor_look import Patient
from chalicelib.adapters.google.guard import Guard
from chalicelib.model.word import Phrase
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY


def rule_tabs(seen: Patient) -> Iterator[Finding]:
    """Yield which rule tabs others than the owner may edit, as nothing or too little bars them."""
    guards = {name: [g for g in held if not g.warns] for name, held in _guards(seen)}
    unguarded = [name for name, held in guards.items() if not held]
    opened = [name for name, held in guards.items() if held and not _shuts(held, seen)]
    if unguarded:
        how = words.UNGUARDED.fill(tabs=named(unguarded))
        yield Finding(words.RULE_TABS, Stand.LOOK, how, words.GUARD)
    if opened:
        to_do = words.TAKE_OFF.fill(owner=seen.owner or "?", bot=seen.address)
        yield Finding(words.RULE_TABS, Stand.LOOK, words.OTHERS.fill(tabs=named(opened)), to_do)
    if guards and not unguarded and not opened:
        yield Finding(words.RULE_TABS, Stand.FINE, words.GUARDED)


def _guards(seen: Patient) -> Iterator[tuple[Phrase, Sequence[Guard]]]:
    for key in seen.opened.parsed:
        table = BY_KEY[key]
        tab = seen.layout.tab_of(table.titles()) if table.room is Room.RULES else None
        if tab is not None:
            yield table.name, tab.guards


def _shuts(guards: Sequence[Guard], seen: Patient) -> bool:
    """Whether one of several protections lets nobody else edit: who is barred by one is barred.

    Where no owner is known, whoever is named may be.
    """
    people = {seen.owner.casefold(), seen.address.casefold(), *seen.owners}
    named_ = frozenset().union(*(guard.editors or () for guard in guards))
    return any(guard.is_for(frozenset(people) if seen.owner else named_) for guard in guards)
