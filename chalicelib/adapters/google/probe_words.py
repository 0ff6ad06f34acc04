"""The questions of the probe, and what may come out."""

from __future__ import annotations

from chalicelib.model.word import Phrase

TITLE = Phrase("What Google Sheets really does", "Google 表格的实际行为")
PREFACE = Phrase(
    "Measured {at} on a scratch tab, which was removed. Nothing of the spreadsheet itself, no id"
    " and no content, stands in this report.",
    "于 {at} 在临时工作表上测得，该工作表已删除。本报告不含表格的编号和任何内容。",
)
QUESTION, ANSWER = Phrase("Question", "问题"), Phrase("Answer", "结果")

SORT = Phrase("Row metadata after sortRange", "sortRange 之后的行元数据")
FILTER = Phrase("Row metadata after a sort by the basic filter", "按基本筛选器排序之后的行元数据")
INSERTED = Phrase(
    "Column metadata after a column was inserted before", "在前面插入一列之后的列元数据"
)
MOVED = Phrase("Column metadata after the column was moved", "移动该列之后的列元数据")
CUT = Phrase("Column metadata after the column was cut and pasted", "剪切粘贴该列之后的列元数据")
COPIED = Phrase("Column metadata on a duplicated tab", "复制出的工作表上的列元数据")
NO_MATCH = Phrase(
    "batchUpdateByDataFilter with a filter that matches nothing",
    "batchUpdateByDataFilter 的筛选条件没有匹配项",
)
FILLS = Phrase("findReplace of ^\\s*$ on an empty cell", "findReplace 用 ^\\s*$ 替换空单元格")
TEXT = Phrase("findReplace of text by 0012", "findReplace 把文本替换为 0012")
TEXT_PLAIN = Phrase(
    "findReplace of text by 0012 in a plain-text cell", "findReplace 在纯文本单元格中替换为 0012"
)
LOCATION = Phrase(
    "updateDeveloperMetadata answers with the location", "updateDeveloperMetadata 的答复含位置"
)
READS = Phrase("Latency of a read", "读取延迟")
WRITES = Phrase("Latency of a write", "写入延迟")
LATE = Phrase("A write whose answer was not waited for", "不等待答复的写入")

FOLLOWS = Phrase("follows the content", "随内容移动")
STAYS = Phrase("stays where it was", "留在原处")
LOST = Phrase("is gone", "已消失")
STRAYS = Phrase("stands neither where it was nor with the content", "既不在原处也不随内容")
UNMOVED = Phrase("nothing was moved", "内容没有移动")
NO_COPY = Phrase("the copy has none", "副本上没有")
SAME_COPY = Phrase("the copy has it too, under another id", "副本上也有，编号不同")
ACCEPTED = Phrase("accepted; cells written: {cells}", "被接受；写入单元格：{cells}")
REFUSED = Phrase("refused: {words}", "被拒绝：{words}")
FAILED = Phrase("not measured: {words}", "未测得：{words}")
FILLED = Phrase("fills it: {cell}", "会填入：{cell}")
LEFT_EMPTY = Phrase("leaves it empty", "保持为空")
STILL_TEXT = Phrase("it stays text", "仍为文本")
NOW_NUMBER = Phrase("it becomes a number", "变成数字")
UNCHANGED = Phrase("nothing was replaced", "没有替换")
YES, NO = Phrase("yes", "是"), Phrase("no", "否")
TIMES = Phrase(
    "median {median} ms, worst {worst} ms of {n}", "{n} 次：中位数 {median} 毫秒，最慢 {worst} 毫秒"
)
ANSWERED = Phrase("was answered before the timeout", "在超时之前已得到答复")
LANDED = Phrase(
    "landed between {since} s and {until} s after it was sent",
    "发出后 {since} 至 {until} 秒之间生效",
)
NEVER = Phrase("had not landed after {until} s", "{until} 秒后仍未生效")
SKIPPED = Phrase("not measured (--quick)", "未测（--quick）")
LEFT = Phrase(
    "The scratch tab '{title}' could not be taken away: delete it yourself.",
    "临时工作表“{title}”未能删除：请手动删除。",
)
