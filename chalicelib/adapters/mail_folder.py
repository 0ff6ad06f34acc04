"""Mails as files in a folder: each an .eml, all of them to look at in index.html."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256
from pathlib import Path

from chalicelib.adapters.mail_preview import Shown, page
from chalicelib.messages.mail import Mail


class MailFolder:
    """A Mailer that writes files; a mail counts once its .eml is there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._shown: dict[str, Shown] = {}

    def send(self, mail: Mail) -> None:
        """Write the mail, unless it is there already, and the index anew."""
        if not self.knows(mail.id):
            self._path.mkdir(parents=True, exist_ok=True)
            _put(self._path / _file_name(mail), mail.raw, part=f".{_safe(mail.id)}.part")
        self.refresh()

    def knows(self, mail: str) -> bool:
        """Whether the mail's file is there: never in doubt; the index then shows it too."""
        found = next(self._path.glob(f"*-{_safe(mail)}.eml"), None)
        if found and not self._shows(found):
            self.refresh()  # a run was cut short between the two
        return found is not None

    def _shows(self, mail: Path) -> bool:
        index = self._path / "index.html"
        return index.exists() and index.stat().st_mtime_ns >= mail.stat().st_mtime_ns

    def refresh(self) -> None:
        """Write index.html from the .eml files, the newest first."""
        names = sorted((path.name for path in self._path.glob("*.eml")), reverse=True)
        self._shown = {name: self._shown.get(name) or self._read(name) for name in names}
        index = page(list(self._shown.values())).encode("utf-8", "replace")
        _put(self._path / "index.html", index, part=".index.part")

    def _read(self, name: str) -> Shown:
        return shown(name, (self._path / name).read_bytes())


def shown(name: str, raw: bytes) -> Shown:
    """Return what the index shows of a file; one that is no mail, its name."""
    mail = message_from_bytes(raw, policy=default)
    try:
        return Shown(
            file=name,
            subject=str(mail["Subject"] or name),
            to=str(mail["To"] or ""),
            at=_instant(raw),
            text=_part(mail, "plain"),
            html=_part(mail, "html"),
        )
    except (ValueError, LookupError, TypeError):
        return Shown(file=name, subject=name)


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""


def _instant(raw: bytes) -> datetime | None:
    date = message_from_bytes(raw, policy=default)["Date"]
    return date.datetime if date else None


def _file_name(mail: Mail) -> str:
    """Return <instant>-<receiver>-<id>.eml: sorts by time, found by its id."""
    at = _instant(mail.raw)
    when = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if at else "undated"
    receiver = re.sub(r"[^A-Za-z0-9.@_+]+", "_", mail.to)[:60]
    return f"{when}-{receiver}-{_safe(mail.id)}.eml"


def _safe(id_: str) -> str:
    """Return the id if it can stand in a file name, else its digest."""
    if re.fullmatch(r"[A-Za-z0-9]{1,64}", id_):
        return id_
    return sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()


def _put(path: Path, content: bytes, part: str) -> None:
    """Write a file whole or not at all: beside it first, then in its place."""
    draft = path.with_name(part)
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    with suppress(PermissionError):  # Windows opens no folders, and needs not
        _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make the folder's newest name survive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
