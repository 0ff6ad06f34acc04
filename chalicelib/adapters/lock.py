"""One run at a time: a lock that the kernel takes back when its holder is gone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from chalicelib.ports.ledger import RunInProgressError

if sys.platform == "win32":
    import msvcrt

    def _seize(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _free(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _seize(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _free(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def single_run(path: Path) -> Iterator[None]:
    """Hold the lock of a workbook, or raise RunInProgressError at once.

    The lock is on a file beside it, ``<name>.lock``, which stays: a file that nobody
    holds locks nobody out, and removing it would let two runs in.
    """
    place = path.with_name(f"{path.name}.lock")
    with place.open("ab") as file:
        try:
            _seize(file)
        except OSError as error:
            raise RunInProgressError(place) from error
        try:
            yield
        finally:
            _free(file)
