"""The workbook's file: read whole, replaced whole, never while a spreadsheet program has it."""

from __future__ import annotations

import difflib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from chalicelib.adapters.xlsx.words import BUSY, CHANGED, MISSING, NEAR, NO_HINT, NO_WRITING
from chalicelib.model.word import Phrase
from chalicelib.ports.workbook import WorkbookBusyError, WorkbookChangedError, WorkbookMissingError

_SUFFIX = ".aftersheet"
_OWNER_MARKS = ("~$", ".~")
"""How Excel and WPS begin the name of the file that says a workbook is open."""
_SHORTENED = 8
"""From how many letters on the first one or two make room for the mark."""


def content_of(path: Path) -> bytes:
    """Return the file's bytes; raise WorkbookMissingError, naming a file that is close."""
    if not path.is_file():
        words = MISSING.fill(name=path.name, folder=path.parent.absolute(), hint=_hint(path))
        raise WorkbookMissingError(path, words)
    return path.read_bytes()


def _hint(path: Path) -> Phrase:
    names = [p.name for p in path.parent.glob("*.xls*")] if path.parent.is_dir() else []
    near = difflib.get_close_matches(path.name, names, n=1)
    return NEAR.fill(near=near[0]) if near else NO_HINT


def stamp_of(content: bytes) -> str:
    """Return what names this state of a file: every byte counts."""
    return hashlib.sha256(content).hexdigest()


def lock_of(path: Path) -> Path | None:
    """Return the file by which a spreadsheet program says that it has the workbook open."""
    return next((lock for lock in _locks(path) if lock.exists()), None)


def _locks(path: Path) -> Iterator[Path]:
    yield path.with_name(f".~lock.{path.name}#")
    yield from (path.with_name(mark + path.name) for mark in _OWNER_MARKS)
    for dropped in (1, 2):
        rest = path.name[dropped:]
        if len(path.stem) >= _SHORTENED and not path.with_name(rest).exists():
            yield from (path.with_name(mark + rest) for mark in _OWNER_MARKS)


def free_content_of(path: Path, stamp: str) -> bytes:
    """Return the bytes of a workbook that is closed, writable, and as the stamp says, or raise."""
    lock = lock_of(path)
    if lock:
        raise WorkbookBusyError(lock, BUSY.fill(name=path.name, lock=lock.name))
    content = content_of(path)
    if stamp_of(content) != stamp:
        raise WorkbookChangedError(path, CHANGED.fill(name=path.name))
    if not os.access(path, os.W_OK):
        raise WorkbookBusyError(path, NO_WRITING.fill(name=path.name))
    return content


def replace(path: Path, content: bytes, stamp: str) -> None:
    """Put new content in the file's place in one step, if it is still as the stamp says."""
    target = path.resolve()
    sweep(target)
    with _temporary(target) as fresh:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _dress(fresh, target)
        free_content_of(path, stamp)
        _swap(fresh, target)
    _settle(target.parent)


def sweep(path: Path) -> None:
    """Remove what a run that was killed while writing left behind."""
    for stale in path.parent.iterdir():
        if stale.name.startswith(f".{path.name}.") and stale.name.endswith(_SUFFIX):
            stale.unlink(missing_ok=True)


@contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    try:
        number, name = tempfile.mkstemp(_SUFFIX, f".{path.name}.", path.parent)
    except PermissionError as error:
        raise WorkbookBusyError(path, NO_WRITING.fill(name=path.name)) from error
    os.close(number)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _dress(fresh: Path, path: Path) -> None:
    shutil.copymode(path, fresh)
    owner = path.stat()
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(fresh, owner.st_uid, owner.st_gid)


def _swap(fresh: Path, path: Path) -> None:
    try:
        fresh.replace(path)
    except PermissionError as error:
        raise WorkbookBusyError(path, NO_WRITING.fill(name=path.name)) from error
    except FileNotFoundError as error:
        raise WorkbookChangedError(path, CHANGED.fill(name=path.name)) from error


def _settle(folder: Path) -> None:
    """Make the new name survive a power cut, where the system lets a folder be opened."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
