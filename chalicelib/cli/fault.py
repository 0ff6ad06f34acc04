"""What stops a command, in words that say what to do next."""

from __future__ import annotations

from pathlib import Path

from chalicelib import ports
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Phrase
from chalicelib.runner import StrangeWorkbookError

STRANGE = Phrase(
    "This workbook is not the one the desk left: it was copied, restored or its Overview wiped.\n"
    "If it is a copy:               aftersheet adopt {file} --as-copy\n"
    "If it is to take its place:    aftersheet adopt {file}\n"
    "If it was moved: move the folder ending in .aftersheet along with it.",
    "此工作簿与系统上次留下的不一致：可能是副本、旧版本，或“总览”被清空。\n"
    "如果是副本：        aftersheet adopt {file} --as-copy\n"
    "如果要继续使用它：  aftersheet adopt {file}\n"
    "如果是移动位置：请把以 .aftersheet 结尾的文件夹一起移过来。",
)
SAYINGS: tuple[tuple[type[Exception], Phrase], ...] = (
    (StrangeWorkbookError, STRANGE),
    (
        ports.WorkbookChangedError,
        Phrase(
            "Somebody keeps saving the workbook: nothing was written; try again in a moment.",
            "有人正在保存工作簿：未写入任何内容，请稍后重试。",
        ),
    ),
    (
        ports.RunInProgressError,
        Phrase(
            "Another run works on this workbook: try again in a moment.",
            "另一次运行正在处理：请稍后重试。",
        ),
    ),
    (
        ports.LedgerBusyError,
        Phrase(
            "The ledger is held by another program: try again in a moment.",
            "台账被其他程序占用：请稍后重试。",
        ),
    ),
    (
        ports.LedgerMissingError,
        Phrase(
            "There is no ledger at {evidence}: run aftersheet sweep first.",
            "{evidence} 没有台账：请先运行 aftersheet sweep。",
        ),
    ),
    (
        ports.LedgerBrokenError,
        Phrase(
            "The ledger {evidence} cannot be read or written: check the disk, or restore it from a backup.",
            "台账 {evidence} 无法读写：请检查磁盘，或从备份恢复。",
        ),
    ),
)


def words(error: Exception, speech: Speech) -> str | None:
    """Return what to tell a person about an error; None for one that is a fault of ours."""
    own = next((arg for arg in error.args if isinstance(arg, Phrase)), None)
    evidence = next((str(arg) for arg in error.args if isinstance(arg, Path | str)), "")
    saying = next((said for kind, said in SAYINGS if isinstance(error, kind)), None)
    if saying is not None:
        return saying.fill(evidence=evidence, file="FILE").said(speech.language)
    if own is not None:
        return own.said(speech.language)
    if isinstance(error, ports.WorkbookError | ports.LedgerError):
        return f"{(type(error).__doc__ or '').partition(chr(10))[0]} {evidence}".strip()
    return None
