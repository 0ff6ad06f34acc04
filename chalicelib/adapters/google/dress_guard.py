"""Rule tabs are the owner's: how they are closed to everybody else (ARCHITECTURE 2).

A protection over the whole tab lets the owner edit it, and the desk, whose account makes it;
Google itself never shuts out whoever owns the spreadsheet. While nobody is known as the owner it
only warns, and is made good once somebody is. What people protect themselves stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chalicelib.adapters.google.dress import Dress, Request
from chalicelib.adapters.google.guard import Guard, guards_of
from chalicelib.model.word import Phrase

RULES = Phrase("Aftersheet: the rules are the shop owner's to change", "Aftersheet：规则由店主修改")


def guarding(dress: Dress, shape: Mapping[str, Any]) -> Iterator[Request]:
    """Yield how a rule tab comes to be guarded as it should be; nothing if it is."""
    there = guards_of(shape)
    stale = [guard for guard in there if _is_stale(guard, dress)]
    if any(guard not in stale and not (dress.editors and guard.warns) for guard in there):
        return
    for guard in stale:
        yield {"deleteProtectedRange": {"protectedRangeId": guard.id}}
    yield _guarded(dress)


def _is_stale(guard: Guard, dress: Dress) -> bool:
    """Whether a guard of ours does not let the owner edit, or stops nobody although it could."""
    if guard.says not in RULES or not dress.editors:
        return False
    owner = dress.editors[0].casefold()
    return guard.warns or (guard.editors is not None and owner not in guard.editors)


def _guarded(dress: Dress) -> Request:
    how: Request = (
        {"editors": {"users": [*dress.editors]}} if dress.editors else {"warningOnly": True}
    )
    said = {"range": {"sheetId": dress.sheet}, "description": RULES.said(dress.language)}
    return {"addProtectedRange": {"protectedRange": {**said, **how}}}


def names_owner(request: Request) -> bool:
    """Whether a request says who may edit."""
    return "editors" in request.get("addProtectedRange", {}).get("protectedRange", {})


def unguarded(requests: Sequence[Request]) -> list[Request]:
    """Return a tab's requests where Google does not take the owner's address: a guard only warns.

    What guards the tab already stays.
    """
    if not any(map(names_owner, requests)):
        return [*requests]
    if any("deleteProtectedRange" in one for one in requests):
        kinds = {"deleteProtectedRange", "addProtectedRange"}
        return [one for one in requests if not kinds & one.keys()]
    return [_warning(one) if names_owner(one) else one for one in requests]


def _warning(request: Request) -> Request:
    area = request["addProtectedRange"]["protectedRange"]
    said = {key: told for key, told in area.items() if key != "editors"}
    return {"addProtectedRange": {"protectedRange": {**said, "warningOnly": True}}}
