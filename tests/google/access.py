"""Who may read and write which file, and edit which cells."""

from __future__ import annotations

from typing import Any

from tests.google.fault import ApiError, invalid
from tests.google.state import File, Rect, Spreadsheet, World

WRITERS = ("owner", "organizer", "fileOrganizer", "writer")
ROLES = (*WRITERS, "commenter", "reader")
PROTECTED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)

Bounds = tuple[int, int, int, int]
"""Top, bottom, left, right: indexes from 0, ends excluded."""


def role(world: World, file: File) -> str | None:
    """Return the best role that the caller has for a file, or None."""
    roles = {p.get("role") for p in file.permissions if _means(p, world.caller)}
    return next((name for name in ROLES if name in roles), None)


def _means(permission: dict[str, Any], address: str) -> bool:
    """Whether a permission is for an address: its own, its domain's or everybody's."""
    if permission.get("type") == "domain":
        return address.endswith("@" + permission.get("domain", ""))
    email = permission.get("emailAddress", "")
    return permission.get("type") == "anyone" or email.lower() == address.lower()


def reachable(world: World, id: str, *, write: bool = False) -> Spreadsheet:  # noqa: A002
    """Return a spreadsheet the caller may read, or write; 404 and 403 as Google answers them."""
    file, book = world.files.get(id), world.spreadsheets.get(id)
    if file is None and book is None:
        raise ApiError(404, "Requested entity was not found.")
    has = role(world, file) if file else "writer"
    if has is None or (write and has not in WRITERS):
        raise ApiError(403, "The caller does not have permission")
    if book is None:
        unsupported = "This operation is not supported for this document"
        raise ApiError(400, unsupported, "FAILED_PRECONDITION")
    return book


def may_edit(world: World, book: Spreadsheet, protection: dict[str, Any]) -> bool:
    """Whether a protection lets the caller edit: its editors and the owner may."""
    if protection.get("warningOnly"):
        return True
    editors = protection.get("editors", {})
    users = {user.lower() for user in editors.get("users", [])}
    if world.caller.lower() in users:
        return True
    file = world.files.get(book.id)
    has = role(world, file) if file else None
    return has == "owner" or bool(editors.get("domainUsersCanEdit") and has in WRITERS)


def guarded(world: World, book: Spreadsheet, sheet_id: int) -> bool:
    """Whether some protection of a tab stops the caller."""
    return any(not may_edit(world, book, entry) for entry in book.by_id(sheet_id).protected)


def check_editable(world: World, book: Spreadsheet, sheet_id: int, bounds: Bounds) -> None:
    """Refuse to change cells that are protected from the caller."""
    for entry in book.by_id(sheet_id).protected:
        if _hits(entry, sheet_id, bounds, book) and not may_edit(world, book, entry):
            raise invalid(PROTECTED)


def _hits(entry: dict[str, Any], sheet_id: int, bounds: Bounds, book: Spreadsheet) -> bool:
    """Whether a protection holds some cell within bounds that was not left open to all."""
    held = area(entry, book)
    if held is None or held.sheet != sheet_id or not overlaps(held, bounds):
        return False
    return not any(_covers(_rect(free), bounds) for free in entry.get("unprotectedRanges", ()))


def area(entry: dict[str, Any], book: Spreadsheet) -> Rect | None:
    """Return what is protected; None if the named range or table it goes by is gone."""
    if "namedRangeId" in entry:
        return book.named.get(entry["namedRangeId"], ("", None))[1]
    if "tableId" in entry:
        tables = (table for sheet in book.sheets for table in sheet.tables)
        found = next((t for t in tables if t["tableId"] == entry["tableId"]), None)
        return found and _rect(found["range"])
    return entry.get("rect")


def _rect(grid: Rect | dict[str, Any]) -> Rect:
    if isinstance(grid, Rect):
        return grid
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return Rect(grid.get("sheetId", 0), *(grid.get(name) for name in names))


def overlaps(rect: Rect, bounds: Bounds) -> bool:
    """Whether a rectangle and bounds on the same tab have a cell in common."""
    top, bottom, left, right = bounds
    return (
        (rect.bottom is None or top < rect.bottom)
        and (rect.right is None or left < rect.right)
        and bottom > (rect.top or 0)
        and right > (rect.left or 0)
    )


def _covers(rect: Rect, bounds: Bounds) -> bool:
    top, bottom, left, right = bounds
    return (
        (rect.top or 0) <= top
        and (rect.left or 0) <= left
        and (rect.bottom is None or bottom <= rect.bottom)
        and (rect.right is None or right <= rect.right)
    )
