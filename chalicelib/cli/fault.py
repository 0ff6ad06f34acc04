"""What stops a command, in words that say what to do next."""

from __future__ import annotations

from pathlib import Path

from chalicelib import settings
from chalicelib.adapters.google.access import KeyBrokenError
from chalicelib.adapters.smtp import SmtpPlaceError
from chalicelib.cli.fault_settings import SETTING_SAYINGS
from chalicelib.cli.speech import Speech
from chalicelib.facts import StrangeWorkbookError
from chalicelib.model.word import Phrase
from chalicelib.ports import ledger, workbook
from chalicelib.ports.questions import QuestionsError

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
A_FILE = Phrase("FILE", "文件")
WHERE_KEYS_ARE = Phrase(
    "\nA key is made in the Google Cloud console: turn on the Google Sheets API and the Google"
    " Drive API, then IAM & Admin > Service Accounts > Keys > Add key > JSON. Set"
    " AFTERSHEET_GOOGLE_KEY to the path of that file, and share the spreadsheet with the"
    " account's address (client_email in it) as an editor.",
    "\n密钥在 Google Cloud 控制台生成：先启用 Google Sheets API 和 Google Drive API，再依次打开"
    "“IAM 和管理”>“服务账号”>“密钥”>“添加密钥”> JSON。把 AFTERSHEET_GOOGLE_KEY 设为该文件的路径，"
    "并把表格共享给该账号的邮箱（文件中的 client_email），权限为“编辑者”。",
)
PLACE_SAYINGS: tuple[tuple[type[Exception], Phrase], ...] = (
    (
        SmtpPlaceError,
        Phrase(
            "AFTERSHEET_SMTP: write smtp://user:password@host:587, or smtps:// for port 465.",
            "AFTERSHEET_SMTP 应写成 smtp://用户:密码@主机:587，465 端口请用 smtps://。",
        ),
    ),
    (
        ledger.LeaseLostError,
        Phrase(
            "Another run took this workbook over: nothing more was recorded; try again.",
            "该表格已由另一次运行接管：未再记录任何内容，请重试。",
        ),
    ),
)
HOST_SAYINGS: tuple[tuple[type[Exception], Phrase], ...] = (
    (
        workbook.WorkbookRefusedError,
        Phrase(
            "Google refuses access ({evidence}).\nShare the spreadsheet with {address} as an"
            " editor, and see that the key has not been deleted.",
            "Google 拒绝访问（{evidence}）。\n请把表格共享给 {address}，权限为“编辑者”，"
            "并确认密钥未被删除。",
        ),
    ),
    (
        workbook.WorkbookLaterError,
        Phrase(
            "Google is busy or asks to wait ({evidence}): nothing was written; try again in two minutes.",
            "Google 繁忙或要求等待（{evidence}）：未写入任何内容，请两分钟后重试。",
        ),
    ),
    (
        workbook.WorkbookUnsureError,
        Phrase(
            "No answer came to a write ({evidence}): it may or may not be done. Nothing more is"
            " written for 180 seconds; then run the command again, and it is checked first.",
            "一次写入没有收到答复（{evidence}）：可能已完成，也可能没有。180 秒内不再写入；"
            "之后请再次运行，系统会先核对。",
        ),
    ),
)
NO_SPREADSHEET = Phrase(
    "There is no spreadsheet of that id, or it is not shared with {address}: share it with that"
    " address as an editor, or copy its address from the browser again.",
    "没有该编号的表格，或尚未共享给 {address}：请共享给该邮箱（编辑者），或重新复制网址。",
)
OFFICE = Phrase(
    "That is an Excel file shown by Google, not a Google spreadsheet: open it and choose"
    " File > Save as Google Sheets, then use the new one's address.",
    "这是由 Google 打开的 Excel 文件，不是 Google 表格：请打开后选择"
    "“文件”>“另存为 Google 表格”，再使用新表格的网址。",
)
OFFICE_SIGN = "not supported for this document"
SAYINGS: tuple[tuple[type[Exception], Phrase], ...] = (
    *HOST_SAYINGS,
    *PLACE_SAYINGS,
    (StrangeWorkbookError, STRANGE),
    (
        workbook.WorkbookChangedError,
        Phrase(
            "Somebody keeps saving the workbook: nothing was written; try again in a moment.",
            "有人正在保存工作簿：未写入任何内容，请稍后重试。",
        ),
    ),
    (
        ledger.RunInProgressError,
        Phrase(
            "Another run works on this workbook: try again in a moment.",
            "另一次运行正在处理：请稍后重试。",
        ),
    ),
    (
        ledger.LedgerBusyError,
        Phrase(
            "The ledger is held by another program: try again in a moment.",
            "台账被其他程序占用：请稍后重试。",
        ),
    ),
    (
        ledger.LedgerMissingError,
        Phrase(
            "There is no ledger at {evidence}: run aftersheet sweep first.",
            "{evidence} 没有台账：请先运行 aftersheet sweep。",
        ),
    ),
    (
        ledger.LedgerBrokenError,
        Phrase(
            "The ledger {evidence} cannot be read or written: check the disk, or restore it from a backup.",
            "台账 {evidence} 无法读写：请检查磁盘，或从备份恢复。",
        ),
    ),
    (
        QuestionsError,
        Phrase(
            "The questions in {evidence} cannot be read or written: try again, or check the disk.",
            "{evidence} 中的待答事项无法读写：请重试，或检查磁盘。",
        ),
    ),
)


def words(error: Exception, speech: Speech) -> str | None:
    """Return what to tell a person about an error; None for one that is a fault of ours."""
    if isinstance(error, settings.SettingError | KeyBrokenError):
        return _of_setting(error, speech)
    own = next((arg for arg in error.args if isinstance(arg, Phrase)), None)
    evidence = next((str(arg) for arg in error.args if isinstance(arg, Path | str)), "")
    saying = _of_host(error, evidence) or next(
        (said for kind, said in SAYINGS if isinstance(error, kind)), None
    )
    if saying is not None:
        known = {"evidence": evidence, "file": A_FILE, "address": _address()}
        return saying.fill(**known).said(speech.language)
    if own is not None:
        return own.said(speech.language)
    if isinstance(error, workbook.WorkbookError | ledger.LedgerError):
        return f"{(type(error).__doc__ or '').partition(chr(10))[0]} {evidence}".strip()
    return None


def _of_host(error: Exception, evidence: str) -> Phrase | None:
    """Return what Google means where its words do not say."""
    if isinstance(error, workbook.WorkbookMissingError) and not isinstance(error.args[0], Path):
        return NO_SPREADSHEET
    if isinstance(error, workbook.WorkbookError) and OFFICE_SIGN in evidence:
        return OFFICE
    return None


def _of_setting(error: Exception, speech: Speech) -> str:
    """Return what to set, and where a key is to be had where one is wanted."""
    name = str(error.args[0]) if error.args else settings.KEY
    what = next(said for kind, said in SETTING_SAYINGS if isinstance(error, kind))
    hint = WHERE_KEYS_ARE.said(speech.language) if name == settings.KEY else ""
    return what.fill(evidence=name).said(speech.language) + hint


def _address() -> str:
    """Return the address to share a spreadsheet with."""
    from chalicelib.wiring.desk import google_settings  # noqa: PLC0415

    try:
        return google_settings().key.address
    except settings.SettingError:
        return "client_email"
