"""What the demonstration says, in English and in Chinese."""

from __future__ import annotations

from chalicelib.model.word import Phrase

FIRST = Phrase(
    "looks at the sheet for the first time: a shadow run, nobody is mailed but the owner.",
    "第一次查看表格：试运行，除店主外不发邮件。",
)
LIVE = Phrase("has looked at the states and goes live.", "看过各项状态，正式启用。")
AGAIN = Phrase(
    "does anything; the same instant is run once more, as by a doubled timer.",
    "操作；同一时刻再运行一次，如同定时器重复触发。",
)
LOOKS = Phrase("looks again, as every quarter of an hour.", "照例每刻钟查看一次。")
MEANWHILE = Phrase(
    "(between the desk's reading and its writing)",
    "（就在系统读取之后、写入之前）",
)
GOOGLE = Phrase("Google", "Google")
LOSES = Phrase(
    "writes what the desk sends, and its answer is lost on the way.",
    "写入了系统的内容，但答复在途中丢失。",
)
STUMBLES = Phrase(
    "answers 503 and then 429: the desk waits and asks again.",
    "先后返回 503 和 429：系统等待后重新请求。",
)
SET_UP = Phrase(
    "{tabs} tabs set up in an empty spreadsheet that the owner shared: {calls}",
    "在店主共享的空白表格中建好 {tabs} 个工作表：{calls}",
)
CALLS = Phrase(
    "calls to Google: {reads} to read, {writes} to write, {drive} to Drive, of them {retries} tried again",
    "调用 Google：读取 {reads}，写入 {writes}，云端硬盘 {drive}，其中重试 {retries}",
)
STRAYED = Phrase(
    "{n} values had landed on rows that had just moved, and were put right in the same run",
    "{n} 个值落在刚移动过的行上，同一次运行内已改正",
)
CONFLICTS = Phrase(
    "{n} values found no place and are tried again next time",
    "{n} 个值没有找到位置，下次再试",
)
UNSURE = Phrase(
    "nobody knows whether it was written: nothing more is written for five minutes, then it is looked at",
    "不确定是否已写入：五分钟内不再写入，之后再核对",
)
WAITING = Phrase("{n} values wait for the next run", "{n} 个值等待下次运行")
SHUT_OUT = Phrase(
    "The desk is shut out: the spreadsheet is not shared with it any more. It touches nothing and tries again.",
    "系统无法访问：表格不再共享给它。不做任何改动，稍后再试。",
)
STOPPED = Phrase("The run stops: {words}", "运行中止：{words}")

TOTALS = Phrase("The day in figures", "全天统计")
COUNTED = Phrase("What", "项目"), Phrase("Figure", "数值")
RUNS = Phrase("runs of the desk", "系统运行次数")
STOPPED_RUNS = Phrase("… of them stopped: the desk was shut out", "……其中因无法访问而中止")
EDITS = Phrase(
    "edits by people, {n} of them between our reading and our writing",
    "人员操作，其中 {n} 次发生在读取与写入之间",
)
CELLS = Phrase("cells written", "写入单元格")
MENDED = Phrase(
    "values that landed on a moved row, put right at once", "落在已移动行上、当即改正的值"
)
WRONG = Phrase("values on a wrong row, or wrong, at the end", "最终位置或内容有误的值")
TRESPASSES = Phrase("cells of people that the desk changed", "被系统改动的人员单元格")
MAILS = Phrase("mails sent", "发送邮件")
PROMISES = Phrase("reminders told in them", "邮件中的提醒")
TWICE = Phrase("mails or reminders that went out twice", "重复发送的邮件或提醒")
AWRY = Phrase(
    "answers of the test server that Google would not give", "测试服务器给出的、Google 不会给的答复"
)

SPENT = Phrase("Calls to Google", "Google 调用次数")
KINDS = (
    Phrase("By", "场合"),
    Phrase("Read", "读取"),
    Phrase("Write", "写入"),
    Phrase("Drive", "云端硬盘"),
    Phrase("Tried again", "重试"),
)
BY_SET_UP = Phrase("set-up, once", "建表（一次）")
BY_USUAL = Phrase("a run, as usual", "一次运行（通常）")
BY_DEAREST = Phrase("a run, at most", "一次运行（最多）")
BY_SAME = Phrase("a run with nothing to say", "一次运行（无变化）")
BY_ALL = Phrase("the whole day", "全天")

LOOK = Phrase("Now look:", "现在可以查看：")
WORKBOOK = Phrase("the sheet, downloaded   {path}", "下载的表格  {path}")
OUTBOX = Phrase("the mails               {path}", "邮件        {path}")
LEDGER = Phrase("the ledger              {path}", "台账        {path}")
