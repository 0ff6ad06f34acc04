"""What the desk says of a cell that it cannot read: what is wrong, and the mend."""

from __future__ import annotations

from chalicelib.model.word import Phrase


class Unreadable(Exception):  # noqa: N818  # it is a finding about a cell, not a fault of ours
    """A cell does not hold what its column asks for; carries the words for the person."""

    def __init__(self, what: Phrase) -> None:
        super().__init__(what.en)
        self.what = what


EMPTY = Phrase("is empty: fill it in", "为空：请填写")
NO_DATE = Phrase(
    "'{cell}' is not a date and time: write it like 2026-03-02 14:05",
    "“{cell}”不是日期时间：请写成 2026-03-02 14:05",
)
NO_SUCH_DAY = Phrase(
    "'{cell}' names a day that does not exist: check day and month",
    "“{cell}”不是存在的日期：请检查日和月",
)
FAR_DAY = Phrase(
    "'{cell}' is too far away to be meant: check the year, or leave the cell empty",
    "“{cell}”离现在太远：请检查年份，或留空",
)
WHICH_DAY = Phrase(
    "'{cell}' can be read as two dates: write it like 2026-03-02",
    "“{cell}”可以理解为两个日期：请写成 2026-03-02",
)
TWICE = Phrase(
    "{cell} happens twice that night (clocks go back): the first is meant",
    "{cell} 当晚出现两次（夏令时结束）：按第一次计算",
)
NEVER = Phrase(
    "{cell} does not exist that night (clocks go forward): {read} is meant",
    "{cell} 当晚不存在（夏令时开始）：按 {read} 计算",
)
NO_CHOICE = Phrase("'{cell}' is not one of: {choices}", "“{cell}”不在可选值内：{choices}")
DID_YOU_MEAN = Phrase(
    "'{cell}' is not known: did you mean '{near}'?", "没有“{cell}”：是“{near}”吗？"
)
DAMAGED_ID = Phrase(
    "'{cell}' is an id that the spreadsheet turned into a number: set the column to plain text"
    " and type the id again",
    "“{cell}”是被表格变成数字的编号：请把该列设为纯文本后重新输入",
)
DOUBLED_ID = Phrase(
    "'{cell}' stands in rows {rows}: give each row its own id; until then neither is touched",
    "“{cell}”出现在第 {rows} 行：请为每行使用不同编号；在此之前都不处理",
)
NO_NUMBER = Phrase("'{cell}' is not a number", "“{cell}”不是数字")
NO_WHOLE = Phrase("'{cell}' is not a whole number", "“{cell}”不是整数")
OWN_COLUMN = Phrase(
    "'{cell}' is not a number: write {mend}, and {currency} under Currency",
    "“{cell}”不是数字：请写成 {mend}，并在“币种”列填写 {currency}",
)
DECIMAL_COMMA = Phrase(
    "'{cell}' has a decimal comma: write {mend}", "“{cell}”使用了小数逗号：请写成 {mend}"
)
NO_MONEY = Phrase(
    "'{cell}' is not an amount with a currency: write 12.50 EUR",
    "“{cell}”不是带币种的金额：请写成 12.50 EUR",
)
NO_CURRENCY = Phrase(
    "'{cell}' is not a currency: write three letters, e.g. USD",
    "“{cell}”不是币种：请填写三个字母，例如 USD",
)
NO_LIMIT = Phrase(
    "'{cell}' is not an amount: leave the cell empty for no limit",
    "“{cell}”不是金额：不设上限时请留空",
)
NO_YES_NO = Phrase("'{cell}' is neither yes nor no", "“{cell}”不是“是”或“否”")
NO_EMAIL = Phrase("'{cell}' is not an e-mail address", "“{cell}”不是电子邮箱地址")
NO_SPAN = Phrase(
    "'{cell}' is not a length of time: write 3 min, 72 h or 15 days",
    "“{cell}”不是时长：请写成 3 分钟、72 小时 或 15 天",
)
TOO_LONG = Phrase(
    "holds {length} characters: more than {most} cannot be kept; shorten it",
    "含 {length} 个字符：最多 {most} 个，请缩短",
)
ERROR_CELL = Phrase(
    "shows an error (#…): mend the formula or type the value",
    "显示错误（#…）：请修正公式或直接输入",
)
MERGED_CELL = Phrase(
    "is part of a merged area: unmerge it, so that every row has its own cell",
    "属于合并单元格：请取消合并，让每行有自己的单元格",
)
NO_HEADING = Phrase(
    "the heading '{heading}' is missing: put it back into row 1",
    "缺少表头“{heading}”：请放回第 1 行",
)
OPTIONAL_HEADING = Phrase(
    "there is no column '{heading}': nothing is read from it; add it if you want to use it",
    "没有“{heading}”列：不读取该项；需要时请添加",
)
DOUBLED_HEADING = Phrase(
    "the heading '{heading}' stands in columns {columns}: keep one; until then the column"
    " is neither read nor written",
    "表头“{heading}”出现在 {columns} 列：请只留一个；在此之前不读也不写该列",
)
NO_TAB = Phrase(
    "the tab '{tab}' is missing: put it back or rename it; what depends on it stands still",
    "缺少工作表“{tab}”：请恢复或改回名称；相关功能暂停",
)
OPTIONAL_TAB = Phrase(
    "there is no tab '{tab}': what it would say is not said; to get it, copy it from a new"
    " workbook (aftersheet new other.xlsx)",
    "没有“{tab}”工作表：不使用该表；需要时请从新工作簿复制（aftersheet new other.xlsx）",
)
NOT_OURS = Phrase(
    "the desk writes this cell, but a formula, an error or a merged area stands there: clear it",
    "此单元格由系统填写，但其中有公式、错误或合并区域：请清除",
)
LOOKUP_BLOCKED = Phrase(
    "strict mode: the lookup '{heading}' is blocked: clear what was typed below it",
    "严格模式：“{heading}”的查找公式被挡住：请清除其下方手工填写的内容",
)
LOOKUP_GONE = Phrase(
    "strict mode: the lookup '{heading}' is not in row 1: set the sheet up again, which puts it back",
    "严格模式：第 1 行缺少“{heading}”的查找公式：请重新设置表格，公式会自动恢复",
)
SHOWS_OTHERWISE = Phrase(
    "strict mode: '{heading}' does not show what the tab '{desk}' holds: set the sheet up again,"
    " which puts the lookup back",
    "严格模式：“{heading}”显示的内容与“{desk}”不一致：请重新设置表格，查找公式会自动恢复",
)
ALIKE = Phrase(
    "strict mode: '{cell}' differs from another id in upper and lower case only, which a lookup"
    " cannot tell apart: rename one; until then neither shows a state",
    "严格模式：“{cell}”与另一编号仅大小写不同，查找时无法区分：请改名；在此之前两者都不显示状态",
)
FILE_NOT_STRICT = Phrase(
    "strict mode works in Google Sheets only: in a file the desk writes into the rows as usual",
    "严格模式仅适用于 Google 表格：文件中系统照常写入各行",
)
WHOLE_WORKBOOK = Phrase("the whole workbook", "整个工作簿")
