"""What the desk says when a workbook file cannot be used, and what to do about it."""

from __future__ import annotations

from chalicelib.model.word import Phrase


class UnfitError(Exception):
    """The content is no workbook the desk can use; carries words and the facts they name."""

    def __init__(self, words: Phrase, **facts: object) -> None:
        super().__init__(words)
        self._facts = facts

    def told(self, name: str) -> Phrase:
        """Return what to say about the file of that name."""
        told: Phrase = self.args[0]
        return told.fill(name=name, **self._facts)


MISSING = Phrase(
    "There is no workbook {name} in {folder}.{hint} Check the name and the folder.",
    "在 {folder} 中没有工作簿 {name}。{hint}请检查文件名和文件夹。",
)
NEAR = Phrase(" Did you mean {near}?", "您要找的是 {near} 吗？")
NO_HINT = Phrase("", "")
EMPTY = Phrase(
    "The file {name} is empty. Restore it from a backup or copy it again.",
    "文件 {name} 是空的。请从备份恢复，或重新复制一次。",
)
NO_WORKBOOK = Phrase(
    "The file {name} is no Excel workbook, whatever its name says. "
    "Open it in Excel or WPS and save it as .xlsx.",
    "文件 {name} 并不是 Excel 工作簿。请用 Excel 或 WPS 打开，另存为 .xlsx。",
)
OLD = Phrase(
    "The file {name} is in the old .xls format. Open it in Excel or WPS and save it as .xlsx.",
    "文件 {name} 是旧的 .xls 格式。请用 Excel 或 WPS 打开，另存为 .xlsx。",
)
BINARY = Phrase(
    "The file {name} is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx.",
    "文件 {name} 是二进制工作簿（.xlsb）。请用 Excel 打开，另存为 .xlsx。",
)
LOCKED_AWAY = Phrase(
    "The file {name} has a password. Open it, remove the password, and save it again.",
    "文件 {name} 设有密码。请打开它，取消密码后重新保存。",
)
CUT_SHORT = Phrase(
    "The file {name} is damaged or was not copied whole. "
    "Copy it again, or restore it from a backup.",
    "文件 {name} 已损坏或没有复制完整。请重新复制，或从备份恢复。",
)
PART_MISSING = Phrase(
    "The file {name} lacks a part that it names ({part}). "
    "Open it in Excel or WPS, let it repair the file, and save it again.",
    "文件 {name} 缺少它引用的部分（{part}）。请用 Excel 或 WPS 打开，修复后重新保存。",
)
ODD = Phrase(
    "The file {name} was written in an unusual way ({part}). "
    "Open it in Excel or WPS and save it again.",
    "文件 {name} 的写法不常见（{part}）。请用 Excel 或 WPS 打开后重新保存。",
)
OVERSIZE = Phrase(
    "The file {name} is unreasonably large inside. "
    "Copy the tabs you need into a new workbook and use that one.",
    "文件 {name} 解压后大得不合理。请把需要的工作表复制到新工作簿中使用。",
)
SPREAD = Phrase(
    "The tab {tab} of {name} reaches to row {row} and column {column}: a stray value stands far "
    "away. Press Ctrl+End to find it, delete those rows and columns, and save.",
    "{name} 的工作表 {tab} 一直延伸到第 {row} 行第 {column} 列：很远处有零散的内容。"
    "请按 Ctrl+End 找到它，删除多余的行列并保存。",
)
BUSY = Phrase(
    "The workbook {name} is open in a spreadsheet program. Save and close it; "
    "if nobody has it open, delete the file {lock}.",
    "工作簿 {name} 正在表格程序中打开。请保存并关闭；如果没有人打开它，请删除文件 {lock}。",
)
NO_WRITING = Phrase(
    "The workbook {name} cannot be written: it is open elsewhere or read-only.",
    "无法写入工作簿 {name}：它在别处打开着，或者是只读的。",
)
CHANGED = Phrase(
    "The workbook {name} was saved by somebody while the desk was working; nothing was written.",
    "工作簿 {name} 在处理期间被他人保存过；没有写入任何内容。",
)
