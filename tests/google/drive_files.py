"""Drive's files: listed, made, copied, changed, deleted."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.google.access import WRITERS, role
from tests.google.drive_fault import bad, forbidden, not_found
from tests.google.drive_query import search
from tests.google.state import File, Spreadsheet, World, blank_sheet

SHEETS = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
BRIEF = ("kind", "id", "name", "mimeType")
"""What is told of a file when no fields are asked for."""
Params = dict[str, str]


def found(world: World, file_id: str, *, write: bool = False) -> File:
    """Return a file the caller may see, or change; 404 or 403 otherwise."""
    adopt(world)
    file = world.files.get(file_id)
    has = role(world, file) if file else None
    if file is None or has is None:
        raise not_found(file_id)
    if write and has not in WRITERS:
        raise forbidden(file_id)
    return file


def adopt(world: World) -> None:
    """Give every spreadsheet that was put there without one a file that the caller may write."""
    for book in world.spreadsheets.values():
        if book.id not in world.files:
            own = permission(world.caller, "writer")
            world.files[book.id] = File(book.id, book.title, permissions=[own])


def permission(address: str, name: str) -> dict[str, Any]:
    """Return a permission for one person."""
    return {
        "kind": "drive#permission", "id": person_id(address), "type": "user", "role": name,
        "emailAddress": address, "displayName": address.partition("@")[0],
        "deleted": False, "pendingOwner": False,
    }  # fmt: skip


def person_id(address: str) -> str:
    """Return the id that permissions for an address have: the same in every file."""
    return f"{int(hashlib.sha256(address.lower().encode()).hexdigest(), 16) % 10**20:020d}"


def shape(world: World, file: File) -> dict[str, Any]:
    """Return a file as Drive shows it in full."""
    owners = [p for p in file.permissions if p.get("role") == "owner"]
    return {
        "kind": "drive#file",
        "id": file.id,
        "name": name_of(world, file),
        "mimeType": file.mime,
        "parents": file.parents,
        "trashed": file.trashed,
        "createdTime": file.created,
        "modifiedTime": file.modified,
        "version": str(file.version),
        "spaces": ["drive"],
        "owners": [_user(world, p.get("emailAddress", "")) for p in owners],
        "ownedByMe": role(world, file) == "owner",
        "shared": len(file.permissions) > 1,
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit",
        "permissionIds": [p["id"] for p in file.permissions if "id" in p],
        **({} if file.description is None else {"description": file.description}),
    }


def name_of(world: World, file: File) -> str:
    """Return a file's name: of a spreadsheet its title."""
    book = world.spreadsheets.get(file.id)
    return book.title if book else file.name


def _user(world: World, address: str) -> dict[str, Any]:
    return {
        "kind": "drive#user", "displayName": address.partition("@")[0],
        "emailAddress": address, "me": address.lower() == world.caller.lower(),
        "permissionId": person_id(address),
    }  # fmt: skip


def brief(world: World, file: File, params: Params) -> dict[str, Any]:
    """Return what is told of a file: everything for a mask to choose from, or the little usual."""
    whole = shape(world, file)
    return whole if params.get("fields") else {name: whole[name] for name in BRIEF}


def listed(world: World, params: Params) -> dict[str, Any]:
    """Answer files.list: pages of what the search finds among the caller's files."""
    adopt(world)
    for file in world.files.values():
        file.name = name_of(world, file)
    fits = search(params.get("q", ""))
    files = [f for f in world.files.values() if role(world, f) is not None and fits(f)]
    files = _in_order(files, params.get("orderBy", "modifiedTime desc"))
    start, size = _page(params)
    answer: dict[str, Any] = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": [brief(world, file, params) for file in files[start : start + size]],
    }
    if start + size < len(files):
        answer["nextPageToken"] = f"~!!~{start + size}"
    return answer


def _page(params: Params) -> tuple[int, int]:
    size = int(params.get("pageSize", "100"))
    if not 1 <= size <= 1000:
        raise bad("Invalid value. Values must be within the range: [1, 1000]", "pageSize")
    token = params.get("pageToken") or "~!!~0"
    if not token.startswith("~!!~") or not token[4:].isdigit():
        raise bad("Invalid Value", "pageToken")
    return int(token[4:]), size


def _in_order(files: list[File], orders: str) -> list[File]:
    keys = {
        "name": lambda file: file.name.lower(),
        "modifiedTime": lambda file: file.modified,
        "createdTime": lambda file: file.created,
        "folder": lambda file: file.mime != FOLDER,
    }
    for order in reversed(orders.split(",")):
        name, _, way = order.strip().partition(" ")
        if name not in keys:
            raise bad("Invalid Value", "orderBy")
        files = sorted(files, key=keys[name], reverse=way == "desc")
    return files


def stamp(world: World) -> str:
    """Return the world's time as Drive writes it."""
    now = world.clock().astimezone(UTC)
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def created(world: World, body: dict[str, Any]) -> File:
    """Make a file, and the empty spreadsheet in it if it is one."""
    name, mime = body.get("name") or "Untitled", body.get("mimeType", "application/octet-stream")
    file = _new_file(world, name, mime, body.get("parents"))
    file.description = body.get("description")
    if mime == SHEETS:
        book = Spreadsheet(file.id, name, zone="Etc/GMT", clock=_clock(world))
        book.sheets = [blank_sheet(0, "Sheet1")]
        world.spreadsheets[file.id] = book
    return file


def _clock(world: World) -> Callable[[], datetime]:
    """Return the world's clock, also if it is given another one later."""
    return lambda: world.clock()  # noqa: PLW0108


def _new_file(world: World, name: str, mime: str, parents: list[str] | None) -> File:
    now, own = stamp(world), permission(world.caller, "owner")
    for parent in parents or ():
        if parent != "root" and parent not in world.files:
            raise not_found(parent)
    file = File(
        world.new_file_id(), name, mime, list(parents or ["root"]),
        created=now, modified=now, permissions=[own],
    )  # fmt: skip
    world.files[file.id] = file
    return file


def copied(world: World, source: File, body: dict[str, Any]) -> File:
    """Copy a file; a spreadsheet with everything in it, developer metadata under the same ids."""
    name = body.get("name") or f"Copy of {name_of(world, source)}"
    file = _new_file(world, name, source.mime, body.get("parents") or source.parents)
    file.description = body.get("description", source.description)
    book = world.spreadsheets.get(source.id)
    if book:
        twin = copy.deepcopy(book, {id(book.clock): book.clock})
        twin.id, twin.title = file.id, name
        world.spreadsheets[file.id] = twin
    return file


def updated(world: World, file: File, body: dict[str, Any], params: Params) -> File:
    """Change a file's name, place, description or whether it lies in the trash."""
    if "trashed" in body and role(world, file) != "owner":
        raise forbidden(file.id)
    if "name" in body:
        _rename(world, file, body["name"])
    file.trashed = body.get("trashed", file.trashed)
    file.description = body.get("description", file.description)
    gone = set(filter(None, params.get("removeParents", "").split(",")))
    new = [parent for parent in params.get("addParents", "").split(",") if parent]
    file.parents = [p for p in file.parents if p not in gone and p not in new] + new
    touch(world, file)
    return file


def _rename(world: World, file: File, name: str) -> None:
    file.name = name
    book = world.spreadsheets.get(file.id)
    if book:
        book.title = name


def touch(world: World, file: File) -> None:
    """Note that a file has changed."""
    file.modified = stamp(world)
    file.version += 1


def deleted(world: World, file: File) -> None:
    """Delete a file for good; only its owner may."""
    if role(world, file) != "owner":
        raise forbidden(file.id)
    del world.files[file.id]
    world.spreadsheets.pop(file.id, None)
