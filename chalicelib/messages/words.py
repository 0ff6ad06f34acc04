"""The words of the desk's mails, in both languages."""

from __future__ import annotations

from chalicelib.model.word import Phrase

OVERDUE = Phrase("Overdue", "已超时")
DUE_SOON = Phrase("Due soon", "即将到期")
LOOK = Phrase("Please look", "请查看")
LAYOUT = Phrase("Sheet layout broken", "表格结构损坏")
SHADOW = Phrase("Shadow run summary", "试运行小结")

N_OVERDUE = Phrase("{n} overdue", "{n} 项已超时")
N_DUE_SOON = Phrase("{n} due soon", "{n} 项即将到期")
N_LOOK = Phrase("{n} to look at", "{n} 项待查看")
N_ESCALATED = Phrase("{told} ({n} escalated)", "{told}（其中 {n} 项升级）")

ESCALATED = Phrase("escalated to you", "已升级给您")
ESCALATED_SUBJECT = Phrase("{state}, escalated", "{state}并升级")

IS_DUE = Phrase("due {time}", "截止 {time}")
WAS_DUE = Phrase("was due {time}", "截止 {time}")
CLOCK_IS_DUE = Phrase("{clock} due {time}", "{clock}，截止 {time}")
CLOCK_WAS_DUE = Phrase("{clock} was due {time}", "{clock}，截止 {time}")

COLON = Phrase(": ", "：")
COMMA = Phrase(", ", "，")
DOT = Phrase(" · ", " · ")
DASH = Phrase(" – ", " – ")

HELLO = Phrase("Hello {name},", "{name}，您好：")
HELLO_YOU = Phrase("Hello,", "您好：")
OPEN = Phrase("Open the place in the sheet", "在表格中打开该处")
WHY = Phrase("Why: ", "依据：")
TIMES = Phrase("Times are given in {zone}.", "时间均按 {zone} 显示。")
HOW_TO_END = Phrase(
    "Update the row in the sheet and the reminders about it end by themselves.",
    "在表格中更新对应的行后，相关提醒会自动停止。",
)
SENT_BY = Phrase("Sent by Aftersheet for {sender}.", "本邮件由 Aftersheet 代 {sender} 发送。")

DAY = Phrase("{weekday} {day} {month} {time}", "{month}{day}日{weekday} {time}")
DAY_AND_YEAR = Phrase(
    "{weekday} {day} {month} {year} {time}", "{year}年{month}{day}日{weekday} {time}"
)
WEEKDAYS = (
    Phrase("Mon", "周一"),
    Phrase("Tue", "周二"),
    Phrase("Wed", "周三"),
    Phrase("Thu", "周四"),
    Phrase("Fri", "周五"),
    Phrase("Sat", "周六"),
    Phrase("Sun", "周日"),
)
MONTHS = tuple(
    Phrase(name, f"{number}月")
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
)
