"""Rule tabs are the owner's: how they are closed to everybody else (ARCHITECTURE 2).

A protection over the whole tab lets the owner edit it, and the desk, whose account makes it;
Google itself never shuts out whoever owns the spreadsheet. While nobody is known as the owner it
only warns, and is made good once somebody is. What people protect themselves stays as it is.
Whom it was made for stands in its description, since Google may know that owner by another address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chalicelib.adapters.google.dress import Dress, Request
from chalicelib.adapters.google.guard import Guard, account, guards_of
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
    """Whether a guard of ours is not for the owner, or stops nobody although it could."""
    ours = any(guard.says.startswith(words) for words in RULES)
    if not (ours and dress.editors):
        return False
    owner = dress.editors[0]
    return guard.warns or not (guard.names(owner) or _is_made_for(guard, owner))


def _is_made_for(guard: Guard, owner: str) -> bool:
    """Whether Google took an owner's address, whatever it calls that account in its editors."""
    return account(guard.says.rpartition(" (")[2].removesuffix(")")) == account(owner)


def _guarded(dress: Dress) -> Request:
    where, says = {"range": {"sheetId": dress.sheet}}, RULES.said(dress.language)
    if not dress.editors:
        how: Request = {"description": says, "warningOnly": True}
    else:
        whose = f"{says} ({dress.editors[0]})"
        how = {"description": whose, "editors": {"users": [*dress.editors]}}
    return {"addProtectedRange": {"protectedRange": {**where, **how}}}


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
    how = {"description": area["description"].rpartition(" (")[0], "warningOnly": True}
    return {"addProtectedRange": {"protectedRange": {"range": area["range"], **how}}}
