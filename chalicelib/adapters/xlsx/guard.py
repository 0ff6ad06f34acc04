"""Turns away what is no workbook, in words a shop owner can act on."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile

from python_calamine import CalamineError

from chalicelib.adapters.xlsx.words import (
    CUT_SHORT,
    EMPTY,
    LOCKED_AWAY,
    NO_WORKBOOK,
    OLD,
    UnfitError,
)
from chalicelib.ports.workbook import WorkbookBrokenError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGE = (BadZipFile, CalamineError, NotImplementedError, ValueError, struct.error, zlib.error)


def check_kind(content: bytes) -> None:
    """Raise UnfitError unless the bytes begin as those of an .xlsx do."""
    if not content:
        raise UnfitError(EMPTY)
    if content.startswith(_OLE):
        raise UnfitError(LOCKED_AWAY if _ENCRYPTED in content else OLD)
    if not content.startswith(b"PK"):
        raise UnfitError(NO_WORKBOOK)


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn every sign of an unusable file into WorkbookBrokenError."""
    try:
        yield
    except UnfitError as error:
        raise WorkbookBrokenError(path, error.told(path.name)) from error
    except _DAMAGE as error:
        raise WorkbookBrokenError(path, CUT_SHORT.fill(name=path.name)) from error
