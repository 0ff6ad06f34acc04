"""What the doctor says of a spreadsheet."""

from __future__ import annotations

from chalicelib.model.word import Phrase

WRITING = Phrase("Writing", "写入")
EDITOR = Phrase("{bot} may edit", "{bot} 可以编辑")
READ_ONLY = Phrase("may be read only", "只读")
CANNOT_TELL = Phrase("Google does not say whether the desk may edit", "Google 未说明能否编辑")
SHARE = Phrase(
    "share the spreadsheet with {bot} as an editor", "请把表格共享给 {bot}，权限为“编辑者”"
)

TRASH = Phrase("Trash", "回收站")
TRASHED = Phrase("the spreadsheet is in the trash", "该表格在回收站中")
NOT_TRASHED = Phrase("not in the trash", "不在回收站中")
RESTORE = Phrase("take it out of the trash in Google Drive", "请在 Google 云端硬盘中恢复")

ZONE = Phrase("Time zone", "时区")
ZONES_DIFFER = Phrase(
    "the spreadsheet is on {sheet}, the Settings tab on {desk}",
    "表格为 {sheet}，“设置”中为 {desk}",
)
SET_ZONE = Phrase(
    "File > Settings > Time zone: {desk}, or change the Settings tab",
    "文件 > 设置 > 时区：{desk}，或修改“设置”工作表",
)

LOCALE = Phrase("Locale", "语言区域")
COMMAS = Phrase(
    "people type 12,50 there: amounts that stay text are listed by aftersheet check",
    "该区域使用小数逗号（12,50）：变成文本的金额会由 aftersheet check 列出",
)
SET_LOCALE = Phrase("File > Settings > Locale: {locale}", "文件 > 设置 > 语言区域：{locale}")

PROTECTION = Phrase("Protection", "保护")
NOT_BARRED = Phrase("no column of ours is closed to us", "需要写入的列均可写入")
BARRED = Phrase("closed to us: {columns}", "无法写入：{columns}")
LET_IN = Phrase(
    "Data > Protect sheets and ranges: add {bot} to those who may edit",
    "数据 > 保护工作表和范围：把 {bot} 加入可编辑者",
)

RULE_TABS = Phrase("Rule tabs", "规则表")
GUARDED = Phrase("nobody but the owner may edit them", "仅店主可编辑")
UNGUARDED = Phrase(
    "whoever may edit the spreadsheet may edit: {tabs}", "任何能编辑表格的人都可修改：{tabs}"
)
GUARD = Phrase(
    "with AFTERSHEET_OWNER set to the owner's address, run aftersheet new --google again, with"
    " this spreadsheet",
    "请把 AFTERSHEET_OWNER 设为店主邮箱，再对本表格运行 aftersheet new --google",
)
OTHERS = Phrase("others than the owner may edit: {tabs}", "店主以外的人也可修改：{tabs}")
TAKE_OFF = Phrase(
    "Data > Protect sheets and ranges: leave {owner} and {bot} alone to edit the whole tab",
    "数据 > 保护工作表和范围：整张工作表只保留 {owner} 和 {bot} 可编辑",
)

LAYOUT = Phrase("Layout", "布局")
MEND_LAYOUT = Phrase("until then nothing is written there", "在此之前不会写入该处")

TAGS = Phrase("Column tags", "列标记")
TAGGED = Phrase(
    "{have} of {of} columns of ours bear one; the others get theirs when first written",
    "{of} 个由系统填写的列中已有 {have} 个；其余在首次写入时添加",
)
ASTRAY = Phrase("{astray} astray, {doubled} doubled", "错位 {astray} 个，重复 {doubled} 个")
NEXT_RUN = Phrase("nothing: the next run puts them right", "无需处理：下次运行会自动补齐")

SIZE = Phrase("Size", "大小")
SIZE_IS = Phrase(
    "{cells} cells, {share} of the 10,000,000 allowed",
    "{cells} 个单元格，占上限 10,000,000 的 {share}",
)
TRIM = Phrase(
    "delete empty rows and columns, or move closed records to another spreadsheet",
    "请删除空行空列，或把已结束的记录移到其他表格",
)

PLAIN = Phrase("Format of ids", "编号格式")
ALL_PLAIN = Phrase("plain text", "纯文本")
NOT_PLAIN = Phrase("not plain text: {tabs}", "不是纯文本：{tabs}")
SET_PLAIN = Phrase(
    "select the id column, Format > Number > Plain text: long ids and leading zeros are lost otherwise",
    "选中编号列，格式 > 数字 > 纯文本：否则长编号和前导零会丢失",
)

QUOTA = Phrase("Quota", "配额")
QUOTA_LEFT = Phrase(
    "this check took {calls} calls; it leaves {reads} reads and {writes} writes of 60 for this minute",
    "本次检查调用 {calls} 次；本分钟 60 次中还剩读取 {reads} 次、写入 {writes} 次",
)
BUSY = Phrase(
    "Google asked to wait {times} times: other programs may share this key",
    "Google 要求等待 {times} 次：可能有其他程序共用该密钥",
)
