"""Who a file is shared with, and what people remark on it."""

from __future__ import annotations

from typing import Any

from tests.google.access import role
from tests.google.drive_fault import DriveError, bad, forbidden
from tests.google.drive_files import Params, permission, person_id, stamp
from tests.google.state import File, World

BRIEF = ("kind", "id", "type", "role")
ROLES = ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader")
Body = dict[str, Any]


def permissions(file: File, params: Params) -> Body:
    """Answer permissions.list."""
    listed = [shown(entry, params) for entry in file.permissions]
    return {"kind": "drive#permissionList", "permissions": listed}


def shown(entry: Body, params: Params) -> Body:
    """Return a permission in full for a mask to choose from, or the little usual."""
    whole = {"kind": "drive#permission", "id": _id(entry), **entry}
    return whole if params.get("fields") else {name: whole[name] for name in BRIEF}


def _id(entry: Body) -> str:
    if entry.get("type") == "anyone":
        return "anyoneWithLink"
    address = entry.get("emailAddress") or entry.get("domain", "")
    return entry.get("id") or person_id(address) + ("k" if entry.get("type") == "domain" else "")


def _whose(entry: Body) -> tuple[Any, str]:
    """Return whom a permission is for."""
    return entry.get("type"), (entry.get("emailAddress") or entry.get("domain") or "").lower()


def found(file: File, permission_id: str) -> Body:
    """Return the permission with an id; 404 if there is none."""
    for entry in file.permissions:
        if _id(entry) == permission_id:
            return entry
    message = f"Permission not found: {permission_id}."
    raise DriveError(404, message, "notFound", "permissionId")


def shared(world: World, file: File, body: Body, params: Params) -> Body:
    """Answer permissions.create: a new entry, or another role for who had one."""
    entry = _entry(body)
    _check_ownership(entry["role"], params)
    if entry["role"] == "owner":
        _hand_over(world, file)
    before = [p for p in file.permissions if _whose(p) == _whose(entry)]
    entry["id"] = _id(before[0] if before else entry)
    file.permissions = [p for p in file.permissions if p not in before] + [entry]
    return shown(entry, params)


def _entry(body: Body) -> Body:
    kind, name = body.get("type"), body.get("role")
    if kind not in ("user", "group", "domain", "anyone"):
        raise bad("The permission type field is required.", "permission.type")
    if name not in ROLES:
        raise bad("The permission role field is required.", "permission.role")
    if kind in ("user", "group"):
        address = body.get("emailAddress") or ""
        if "@" not in address:
            raise bad(
                "The specified emailAddress is invalid or not applicable for the given permission type.",
                "permission.emailAddress",
            )
        return {**permission(address, name), "type": kind}
    entry = {"kind": "drive#permission", "type": kind, "role": name}
    if kind == "domain":
        entry |= {"domain": body.get("domain") or "", "displayName": body.get("domain") or ""}
    return {**entry, "allowFileDiscovery": bool(body.get("allowFileDiscovery"))}


def _check_ownership(name: str | None, params: Params) -> None:
    if name == "owner" and params.get("transferOwnership", "").lower() != "true":
        message = (
            "The transferOwnership parameter must be enabled when the permission role is 'owner'."
        )
        raise DriveError(403, message, "forbidden", "transferOwnership")


def _hand_over(world: World, file: File) -> None:
    """Make the owner a writer: there is one owner only."""
    if role(world, file) != "owner":
        raise forbidden(file.id)
    file.permissions = [
        {**p, "role": "writer"} if p.get("role") == "owner" else p for p in file.permissions
    ]


def changed(world: World, file: File, entry: Body, request: tuple[Body, Params]) -> Body:
    """Answer permissions.update: another role, or an owner to be."""
    body, params = request
    name = body.get("role", entry.get("role"))
    new = {**entry, "role": name}
    if "pendingOwner" in body:
        new["pendingOwner"] = body["pendingOwner"]
    if name == "owner" != entry.get("role"):
        _check_ownership(name, params)
        _accept(world, file, entry)
        new["pendingOwner"] = False
    where = next(i for i, p in enumerate(file.permissions) if _id(p) == _id(entry))
    file.permissions[where] = new
    return shown(new, params)


def _accept(world: World, file: File, entry: Body) -> None:
    """Let the file have another owner: its owner may say so, or who was made the owner to be."""
    mine = entry.get("emailAddress", "").lower() == world.caller.lower()
    if not (mine and entry.get("pendingOwner")) and role(world, file) != "owner":
        raise forbidden(file.id)
    file.permissions = [
        {**p, "role": "writer"} if p.get("role") == "owner" else p for p in file.permissions
    ]


def removed(file: File, entry: Body) -> None:
    """Take a permission away; the owner's stays."""
    if entry.get("role") == "owner":
        raise forbidden(file.id)
    file.permissions = [p for p in file.permissions if _id(p) != _id(entry)]


def need_fields(params: Params) -> None:
    """400 without ``fields``: some methods answer nothing by default."""
    if not params.get("fields"):
        message = "The 'fields' parameter is required for this method."
        raise DriveError(400, message, "required", "fields")


def comments(file: File, params: Params) -> Body:
    """Answer comments.list, newest first."""
    need_fields(params)
    deleted_too = params.get("includeDeleted", "").lower() == "true"
    kept = [c for c in reversed(file.comments) if deleted_too or not c.get("deleted")]
    return {"kind": "drive#commentList", "comments": kept}


def commented(world: World, file: File, body: Body, params: Params) -> Body:
    """Answer comments.create."""
    need_fields(params)
    if not body.get("content"):
        raise bad("Comment content is required.", "comment.content")
    now = stamp(world)
    given = {name: body[name] for name in ("content", "anchor") if name in body}
    comment = {
        "kind": "drive#comment", "id": f"AAAB{next(world.next_id)}", "createdTime": now,
        "modifiedTime": now, "deleted": False, "resolved": False, "replies": [],
        "author": {"kind": "drive#user", "displayName": world.caller, "me": True},
        "htmlContent": body["content"], **given,
    }  # fmt: skip
    file.comments.append(comment)
    return comment
