"""The file as a whole: locks, saves in between, kills, and what must never be left behind."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chalicelib.adapters.xlsx.workbook import XlsxWorkbook
from chalicelib.ports.workbook import WorkbookBusyError, WorkbookChangedError, WorkbookMissingError
from chalicelib.tables.cell import Patch
from tests.adapters.xlsx_made import by_openpyxl

CASES = {"cases": ["Cases"]}
ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path):
    return by_openpyxl(tmp_path / "desk.xlsx", {"Cases": [["id", "state"], ["C-1", "open"]]})


def write(path, *patches):
    workbook = XlsxWorkbook(path)
    sheets = workbook.read(CASES)
    return workbook.write(sheets, [Patch("cases", *p[:2], None, p[2]) for p in patches])


def read(path):
    return XlsxWorkbook(path).read(CASES).grids["cases"]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_save_of_the_same_size_in_between_is_noticed(desk):
    workbook = XlsxWorkbook(desk)
    sheets = workbook.read(CASES)
    other, then = bytearray(desk.read_bytes()), desk.stat()
    other[12] ^= 1
    desk.write_bytes(other)
    os.utime(desk, ns=(then.st_atime_ns, then.st_mtime_ns))
    with pytest.raises(WorkbookChangedError, match=r"desk\.xlsx was saved by somebody"):
        workbook.write(sheets, [Patch("cases", 2, 2, None, "x")])
    assert desk.read_bytes() == other


@pytest.mark.parametrize("lock", ["~${0}", ".~{0}", ".~lock.{0}#", "~${2}", ".~{1}", ".~{2}"])
def test_an_open_workbook_can_be_read_but_not_written(tmp_path, lock):
    path = by_openpyxl(tmp_path / "after-sales.xlsx", {"Cases": [["id"]]})
    (tmp_path / lock.format(path.name, path.name[1:], path.name[2:])).touch()
    before = path.read_bytes()
    with pytest.raises(WorkbookBusyError, match="Save and close it") as caught:
        write(path, (1, 1, "x"))
    assert caught.value.args[0].exists()
    assert path.read_bytes() == before


def test_the_lock_of_a_neighbour_is_not_ours(tmp_path):
    path = by_openpyxl(tmp_path / "Q1cases-2026.xlsx", {"Cases": [["id"]]})
    by_openpyxl(tmp_path / "cases-2026.xlsx", {"Cases": [["id"]]})
    (tmp_path / "~$cases-2026.xlsx").touch()
    assert write(path, (1, 1, "x")).cells == 1


def test_a_missing_workbook_is_told_with_a_near_name(tmp_path, desk):
    assert desk.exists()
    with pytest.raises(WorkbookMissingError, match=r"Did you mean desk\.xlsx") as caught:
        XlsxWorkbook(tmp_path / "deks.xlsx").read(CASES)
    assert "desk.xlsx" in caught.value.args[1].zh
    with pytest.raises(WorkbookMissingError):
        XlsxWorkbook(tmp_path / "none" / "a.xlsx").read(CASES)


def test_permissions_stay_and_a_link_stays_a_link(tmp_path, desk):
    desk.chmod(0o640)
    link = tmp_path / "link.xlsx"
    link.symlink_to(desk)
    write(link, (2, 2, "x"))
    assert (stat.S_IMODE(desk.stat().st_mode), link.is_symlink()) == (0o640, True)
    assert read(desk).rows[1][1] == "x"


def test_what_a_killed_run_left_behind_is_swept_away(tmp_path, desk):
    (tmp_path / ".desk.xlsx.k1ll3d.aftersheet").write_bytes(b"PK half")
    (tmp_path / ".other.xlsx.k1ll3d.aftersheet").touch()
    assert read(desk).rows[1][1] == "open"
    write(desk, (2, 2, "x"))
    assert names(tmp_path) == [".other.xlsx.k1ll3d.aftersheet", "desk.xlsx"]


def test_a_failing_write_leaves_no_trace(tmp_path, desk, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    before = desk.read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(desk, (2, 2, "x"))
    assert (desk.read_bytes(), names(tmp_path)) == (before, ["desk.xlsx"])


def test_a_save_while_we_write_wins(desk, monkeypatch):
    def somebody_saves(number, real=os.fsync):
        desk.write_bytes(b"theirs")
        real(number)

    workbook = XlsxWorkbook(desk)
    sheets = workbook.read(CASES)
    monkeypatch.setattr(os, "fsync", somebody_saves)
    with pytest.raises(WorkbookChangedError):
        workbook.write(sheets, [Patch("cases", 2, 2, None, "x")])
    assert (desk.read_bytes(), names(desk.parent)) == (b"theirs", ["desk.xlsx"])


def test_a_refused_replacement_means_busy(desk, monkeypatch):
    def held(*_):
        raise PermissionError(13, "used by another program")

    monkeypatch.setattr(type(desk), "replace", held)
    with pytest.raises(WorkbookBusyError, match="open elsewhere or read-only"):
        write(desk, (2, 2, "x"))
    assert names(desk.parent) == ["desk.xlsx"]


WRITER = """
import sys
from pathlib import Path
from chalicelib.adapters.xlsx.workbook import XlsxWorkbook
from chalicelib.tables.cell import Patch
book = XlsxWorkbook(Path(sys.argv[1]))
for turn in range(100_000):
    sheets = book.read({"cases": ["Cases"]})
    book.write(sheets, [Patch("cases", row, 2, None, f"turn {turn}") for row in range(2, 400)])
    print(turn, flush=True)
"""


def test_a_kill_at_any_moment_leaves_a_whole_workbook(tmp_path):
    path = tmp_path / "desk.xlsx"
    by_openpyxl(path, {"Cases": [["id", "state"], *([f"C-{n}", "open"] for n in range(2, 400))]})
    for wait in (0.003, 0.011, 0.019):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, cwd=ROOT
        ) as writer:
            writer.stdout.readline()
            time.sleep(wait)
            writer.kill()
        assert len({row[1] for row in read(path).rows[1:]}) == 1
    write(path, (2, 2, "end"))
    assert names(tmp_path) == ["desk.xlsx"]
