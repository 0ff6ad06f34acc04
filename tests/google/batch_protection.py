"""Requests about protected ranges and named ranges."""

from __future__ import annotations

import re

from tests.google import a1, access
from tests.google.batch_fields import masked, paths
from tests.google.batch_job import Job, Reply, Spec
from tests.google.fault import invalid
from tests.google.sheet_shape import ranged
from tests.google.state import Rect, Sheet

NAME = re.compile(r"[^\W\d]\w{0,249}")
CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|true|false", re.IGNORECASE)


def add(job: Job, spec: Spec) -> Reply:
    """Protect a range or a sheet (addProtectedRange)."""
    entry = _entry(job, spec.get("protectedRange", {}))
    sheet = job.book.by_id(entry["rect"].sheet)
    wanted = entry.get("protectedRangeId")
    if wanted is not None and _find(job, wanted, missing_ok=True):
        raise invalid(f"A protected range with id {wanted} already exists.")
    entry["protectedRangeId"] = job.new_id() if wanted is None else wanted
    sheet.protected = [*sheet.protected, entry]
    return {"protectedRange": _shape(entry)}


def _shape(entry: Spec) -> Spec:
    return {**ranged(entry), "requestingUserCanEdit": True}


def _entry(job: Job, given: Spec) -> Spec:
    """Return a protection as it is kept: with its place, and with its editors if it has any."""
    entry = {k: v for k, v in given.items() if k not in {"range", "requestingUserCanEdit"}}
    entry["rect"] = _place(job, given)
    if entry.get("warningOnly"):
        if entry.get("editors"):
            raise invalid("Editors cannot be set on a protected range that only warns.")
        return {key: value for key, value in entry.items() if key != "editors"}
    entry["editors"] = _editors(job, entry.get("editors", {}))
    return entry


def _editors(job: Job, given: Spec) -> Spec:
    """Return the editors, the owner of the file and whoever asks always among them."""
    file = job.world.files.get(job.book.id)
    owners = (
        [p.get("emailAddress") for p in file.permissions if p["role"] == "owner"] if file else []
    )
    strange = next((user for user in given.get("users", []) if "@" not in user), None)
    if strange is not None:
        raise invalid(f"Invalid user: {strange}")
    users = [*given.get("users", []), *filter(None, owners), job.world.caller]
    return {**given, "users": list({user.lower(): user for user in users}.values())}


def _place(job: Job, given: Spec) -> Rect:
    if "namedRangeId" in given:
        return _named(job, given["namedRangeId"])[1]
    if "tableId" in given:
        found = access.area(given, job.book)
        if found is None:
            raise invalid(f"No table with id: {given['tableId']}")
        return found
    if "range" not in given:
        raise invalid("One of 'range', 'namedRangeId' and 'tableId' must be set.")
    return job.rect(given["range"])


def update(job: Job, spec: Spec) -> Reply:
    """Change a protection (updateProtectedRange)."""
    given = spec.get("protectedRange", {})
    sheet, old = _find(job, given.get("protectedRangeId"))
    _check_editor(job, old)
    where = paths(spec.get("fields"), "ProtectedRange")
    new = masked(ranged(old), given, where) | {"protectedRangeId": old["protectedRangeId"]}
    if new.get("warningOnly") and ("editors",) not in where:
        new.pop("editors", None)
    if old.get("warningOnly") and not new.get("warningOnly") and "editors" not in new:
        new["editors"] = {"users": _all_editors(job)}
    entry = _entry(job, new)
    if entry["rect"].sheet != sheet.id:
        raise invalid("A protected range cannot be moved to another sheet.")
    sheet.protected = [entry if other is old else other for other in sheet.protected]


def _all_editors(job: Job) -> list[str]:
    """Return whoever may edit the file: all of them may when a warning becomes a protection."""
    file = job.world.files.get(job.book.id)
    permissions = file.permissions if file else []
    return [p["emailAddress"] for p in permissions
            if p["role"] in access.WRITERS and "emailAddress" in p]  # fmt: skip


def delete(job: Job, spec: Spec) -> Reply:
    """Take a protection away (deleteProtectedRange)."""
    sheet, old = _find(job, spec.get("protectedRangeId"))
    _check_editor(job, old)
    sheet.protected = [other for other in sheet.protected if other is not old]


def _check_editor(job: Job, entry: Spec) -> None:
    if not access.may_edit(job.world, job.book, entry):
        raise invalid(access.PROTECTED)


def _find(job: Job, wanted: int | None, *, missing_ok: bool = False) -> tuple[Sheet, Spec] | None:
    for sheet in job.book.sheets:
        for entry in sheet.protected:
            if entry["protectedRangeId"] == (wanted or 0):
                job.undo.sheet(sheet)
                return sheet, entry
    if missing_ok:
        return None
    raise invalid(f"No protected range with id: {wanted or 0}")


def add_named(job: Job, spec: Spec) -> Reply:
    """Give a range a name (addNamedRange)."""
    given = spec.get("namedRange", {})
    name, rect = given.get("name", ""), job.rect(given.get("range"))
    _check_name(job, name)
    wanted = given.get("namedRangeId") or str(job.new_id())
    if wanted in job.book.named:
        raise invalid(f"A named range with id {wanted} already exists.")
    job.book.named = {**job.book.named, wanted: (name, rect)}
    return {"namedRange": _named_shape(wanted, name, rect)}


def _named_shape(wanted: str, name: str, rect: Rect) -> Spec:
    return {"namedRangeId": wanted, "name": name, "range": a1.to_grid(rect)}


def _check_name(job: Job, name: str, but: str = "") -> None:
    if not NAME.fullmatch(name) or CELL_LIKE.fullmatch(name):
        raise invalid(f"Invalid name for a named range: {name}")
    taken = (other for key, (other, _) in job.book.named.items() if key != but)
    if name.lower() in (other.lower() for other in taken):
        raise invalid(
            f"Cannot add named range with name {name}, a named range with that name already exists."
        )


def update_named(job: Job, spec: Spec) -> Reply:
    """Change a named range (updateNamedRange)."""
    given = spec.get("namedRange", {})
    key = given.get("namedRangeId", "")
    name, rect = _named(job, key)
    where = paths(spec.get("fields"), "NamedRange")
    new = masked(_named_shape(key, name, rect), given, where)
    _check_name(job, new.get("name", ""), but=key)
    job.book.named = {**job.book.named, key: (new["name"], job.rect(new.get("range")))}


def delete_named(job: Job, spec: Spec) -> Reply:
    """Take a name away (deleteNamedRange)."""
    gone = spec.get("namedRangeId", "")
    _named(job, gone)
    job.book.named = {key: pair for key, pair in job.book.named.items() if key != gone}


def _named(job: Job, wanted: str) -> tuple[str, Rect]:
    found = job.book.named.get(wanted)
    if found is None:
        raise invalid(f"No named range with id: {wanted}")
    return found


HANDLERS = {
    "addProtectedRange": add,
    "updateProtectedRange": update,
    "deleteProtectedRange": delete,
    "addNamedRange": add_named,
    "updateNamedRange": update_named,
    "deleteNamedRange": delete_named,
}
