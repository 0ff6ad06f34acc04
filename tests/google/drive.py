"""Drive as gspread and the desk use it: files, permissions, comments, export, upload."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from typing import Any
from urllib.parse import unquote

from tests.google import discovery, drive_content, drive_files, drive_sharing, fields_mask
from tests.google.drive_fault import DriveError, bad
from tests.google.drive_files import Params, found
from tests.google.exchange import Answer
from tests.google.state import File, World

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One request to Drive."""

    world: World
    params: Params
    content: bytes
    content_type: str

    def body(self) -> Body:
        """Return the JSON that was sent."""
        try:
            return json.loads(self.content or b"{}")
        except ValueError:
            raise DriveError(400, "Parse Error", "parseError") from None

    def parts(self) -> tuple[Body, str, bytes]:
        """Return what was uploaded: about the file, and the type and bytes of what is in it."""
        if self.params.get("uploadType") == "media":
            return {}, self.content_type, self.content
        if self.params.get("uploadType") != "multipart":
            raise bad("Invalid upload type.", "uploadType")
        head = f"Content-Type: {self.content_type}\r\n\r\n".encode()
        about, media = message_from_bytes(head + self.content).get_payload()
        content = media.get_payload(decode=True)
        return json.loads(about.get_payload(decode=True)), media.get_content_type(), content


def answer(  # noqa: PLR0913, PLR0917 (what an HTTP request is made of)
    world: World, method: str, path: str, params: Params, body: bytes, content_type: str
) -> Answer:
    """Answer a request to Drive v3, or an upload to v2, which gspread still uses."""
    call = Call(world, params, body, content_type)
    for verb, pattern, function in _ROUTES:
        match = pattern.fullmatch(path) if verb == method else None
        if match:
            return _masked(function(call, *map(unquote, match.groups())), method, path, params)
    raise DriveError(404, "Not Found", "notFound")


def _masked(result: Answer | Body | None, method: str, path: str, params: Params) -> Answer:
    if isinstance(result, Answer):
        return result
    if result is None:
        return Answer(204, b"")
    known = discovery.match(method, path)
    if known:
        result = fields_mask.apply(params.get("fields"), result, known[0])
    return Answer(200, result)


def _list(call: Call) -> Body:
    return drive_files.listed(call.world, call.params)


def _get(call: Call, file_id: str) -> Body:
    file = found(call.world, file_id)
    if call.params.get("alt") == "media":
        message = (
            "Only files with binary content can be downloaded. Use Export with Docs Editors files."
        )
        raise DriveError(403, message, "fileNotDownloadable", "alt")
    return drive_files.brief(call.world, file, call.params)


def _create(call: Call) -> Body:
    file = drive_files.created(call.world, call.body())
    return drive_files.brief(call.world, file, call.params)


def _upload(call: Call) -> Body:
    about, mime, content = call.parts()
    file = drive_files.created(call.world, {"mimeType": mime, **about})
    _fill(call.world, file, mime, content)
    return drive_files.brief(call.world, file, call.params)


def _copy(call: Call, file_id: str) -> Body:
    file = drive_files.copied(call.world, found(call.world, file_id), call.body())
    return drive_files.brief(call.world, file, call.params)


def _update(call: Call, file_id: str) -> Body:
    file = found(call.world, file_id, write=True)
    drive_files.updated(call.world, file, call.body(), call.params)
    return drive_files.brief(call.world, file, call.params)


def _upload_into(call: Call, file_id: str) -> Body:
    file = found(call.world, file_id, write=True)
    about, mime, content = call.parts()
    drive_files.updated(call.world, file, about, call.params)
    _fill(call.world, file, mime, content)
    return drive_files.brief(call.world, file, call.params)


def _upload_into_v2(call: Call, file_id: str) -> Answer:
    _upload_into(call, file_id)
    whole = drive_files.shape(call.world, call.world.files[file_id])
    told = {"kind": "drive#file", "id": file_id, "title": whole["name"]}
    return Answer(
        200, {**told, "mimeType": whole["mimeType"], "modifiedDate": whole["modifiedTime"]}
    )


def _fill(world: World, file: File, mime: str, content: bytes) -> None:
    book = world.spreadsheets.get(file.id)
    if book:
        drive_content.imported(world, book, mime, content)


def _delete(call: Call, file_id: str) -> None:
    drive_files.deleted(call.world, found(call.world, file_id))


def _export(call: Call, file_id: str) -> Answer:
    file, mime = found(call.world, file_id), call.params.get("mimeType", "")
    book = call.world.spreadsheets.get(file.id)
    if book is None:
        raise DriveError(403, "Export only supports Docs Editors files.", "fileNotExportable")
    return Answer(200, drive_content.exported(book, mime), mime)


def _permissions(call: Call, file_id: str) -> Body:
    return drive_sharing.permissions(found(call.world, file_id), call.params)


def _share(call: Call, file_id: str) -> Body:
    file = found(call.world, file_id, write=True)
    return drive_sharing.shared(call.world, file, call.body(), call.params)


def _permission(call: Call, file_id: str, entry: str) -> Body:
    return drive_sharing.shown(drive_sharing.found(found(call.world, file_id), entry), call.params)


def _change_permission(call: Call, file_id: str, entry: str) -> Body:
    file = found(call.world, file_id, write=True)
    known = drive_sharing.found(file, entry)
    return drive_sharing.changed(call.world, file, known, (call.body(), call.params))


def _remove_permission(call: Call, file_id: str, entry: str) -> None:
    file = found(call.world, file_id, write=True)
    drive_sharing.removed(file, drive_sharing.found(file, entry))


def _comments(call: Call, file_id: str) -> Body:
    return drive_sharing.comments(found(call.world, file_id), call.params)


def _comment(call: Call, file_id: str) -> Body:
    file = found(call.world, file_id)
    return drive_sharing.commented(call.world, file, call.body(), call.params)


def _about(call: Call) -> Body:
    drive_sharing.need_fields(call.params)
    me = {"displayName": call.world.caller, "emailAddress": call.world.caller, "me": True}
    return {"kind": "drive#about", "user": {"kind": "drive#user", **me}}


_FILES = "/drive/v3/files"
_FILE = _FILES + "/([^/]+)"
_SHARED = _FILE + "/permissions"
_ROUTES: list[tuple[str, re.Pattern[str], Callable[..., Answer | Body | None]]] = [
    (verb, re.compile(path), function)
    for verb, path, function in (
        ("GET", "/drive/v3/about", _about),
        ("GET", _FILES, _list),
        ("POST", _FILES, _create),
        ("POST", "/upload" + _FILES, _upload),
        ("PATCH", "/upload" + _FILE, _upload_into),
        ("PUT", "/upload/drive/v2/files/([^/]+)", _upload_into_v2),
        ("GET", _FILE, _get),
        ("PATCH", _FILE, _update),
        ("DELETE", _FILE, _delete),
        ("POST", _FILE + "/copy", _copy),
        ("GET", _FILE + "/export", _export),
        ("GET", _SHARED, _permissions),
        ("POST", _SHARED, _share),
        ("GET", _SHARED + "/([^/]+)", _permission),
        ("PATCH", _SHARED + "/([^/]+)", _change_permission),
        ("DELETE", _SHARED + "/([^/]+)", _remove_permission),
        ("GET", _FILE + "/comments", _comments),
        ("POST", _FILE + "/comments", _comment),
    )
]
