"""Protections at Google: the columns they close to us, and who may edit a tab that is guarded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

ALL = 18_278
"""Columns that a tab can have."""
GMAIL = {"gmail.com", "googlemail.com"}


class Area(NamedTuple):
    """Some columns of a tab, from 0, the end excluded."""

    left: int
    right: int

    def covers(self, index: int) -> bool:
        """Whether a column lies in it."""
        return self.left <= index < self.right


class Guard(NamedTuple):
    """A protection over a whole tab."""

    warns: bool
    """It only asks whether one is sure, and stops nobody."""
    editors: frozenset[str] | None
    """Folded addresses of who may edit; None where Google does not tell us."""
    loose: bool
    """Whether a group or the whole domain may edit too, or parts of the tab are free."""
    says: str = ""
    """Its description."""
    id: int = 0

    def is_for(self, people: frozenset[str]) -> bool:
        """Whether nobody else may edit, as far as Google tells us."""
        others = set(map(account, self.editors or ())) - set(map(account, people))
        return not (self.warns or self.loose or others)

    def names(self, address: str) -> bool:
        """Whether somebody may edit; so may anybody where Google does not tell us."""
        return self.editors is None or account(address) in map(account, self.editors)


def account(address: str) -> str:
    """Return what tells accounts apart: no letter case, and at Gmail no dot either."""
    name, _, host = address.strip().casefold().rpartition("@")
    return f"{name.replace('.', '')}@gmail.com" if host in GMAIL else f"{name}@{host}"


def guards_of(sheet: Mapping[str, Any]) -> tuple[Guard, ...]:
    """Return the protections over a whole tab, as Google shows them."""
    areas = sheet.get("protectedRanges", ())
    return tuple(_guard(area) for area in areas if is_whole(area.get("range", {})))


def is_whole(area: Mapping[str, Any]) -> bool:
    """Whether a protection is over a whole tab."""
    return not any("Column" in name or "Row" in name for name in area)


def _guard(area: Mapping[str, Any]) -> Guard:
    told = area.get("editors")
    warns, free = bool(area.get("warningOnly")), area.get("unprotectedRanges")
    more = (told.get("groups"), told.get("domainUsersCanEdit")) if told else ()
    editors = None if told is None else frozenset(u.casefold() for u in told.get("users", ()))
    loose = bool(free) or any(more)
    return Guard(
        warns, editors, loose, area.get("description", ""), area.get("protectedRangeId", 0)
    )


def barred(sheet: Mapping[str, Any]) -> Iterator[Area]:
    """Yield the columns of a tab that we may not edit."""
    for area in sheet.get("protectedRanges", ()):
        if not area.get("warningOnly") and not area.get("requestingUserCanEdit"):
            found = area.get("range", {})
            if found.get("endRowIndex") == 1:
                continue  # headings are not ours to write anyway
            open_to_all = [columns(r) for r in area.get("unprotectedRanges", ()) if _is_long(r)]
            yield from _without(columns(found), open_to_all)


def columns(area: Mapping[str, Any]) -> Area:
    """Return the columns of a part of a tab."""
    return Area(area.get("startColumnIndex", 0), area.get("endColumnIndex", ALL))


def _is_long(area: Mapping[str, Any]) -> bool:
    """Whether a part of a tab holds all rows below the headings."""
    return area.get("startRowIndex", 0) <= 1 and "endRowIndex" not in area


def _without(area: Area, exempt: Sequence[Area]) -> Iterator[Area]:
    """Yield what is left of an area without the columns that are exempt from it."""
    left = area.left
    for one in sorted(exempt):
        if left < one.left:
            yield Area(left, min(one.left, area.right))
        left = max(left, one.right)
    if left < area.right:
        yield Area(left, area.right)
