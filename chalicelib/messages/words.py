"""The words of the desk's mails, in both languages."""

from __future__ import annotations

from chalicelib.model.word import Phrase

OVERDUE = Phrase("Overdue", "已超时")
DUE_SOON = Phrase("Due soon", "即将到期")
LOOK = Phrase("Please look", "请查看")
LAYOUT = Phrase("Sheet layout broken", "表格结构损坏")
UNREAD = Phrase("Rules cannot be read", "规则无法读取")
SHADOW = Phrase("Shadow run summary", "试运行小结")
APPROVAL = Phrase("Approval asked", "请您审批")
RULES = Phrase("Rules changed", "规则已变更")
ANSWERED = Phrase("Answer", "答复")

N_OVERDUE = Phrase("{n} overdue", "{n} 项已超时")
N_DUE_SOON = Phrase("{n} due soon", "{n} 项即将到期")
N_LOOK = Phrase("{n} to look at", "{n} 项待查看")
N_APPROVAL = Phrase("{n} to approve or refuse", "{n} 项待审批")
N_RULES = Phrase("{n} to confirm", "{n} 项待确认")
N_UNREAD = Phrase("{n} of the rules cannot be read", "{n} 处规则无法读取")
N_ANSWERED = Phrase("{n} answered", "{n} 项已答复")
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
DECIDE = Phrase("Approve or refuse", "批准或拒绝")
RATE = Phrase("Rate us", "评价")
LOOK_AT_RULES = Phrase("Look at the change", "查看变更")
ANSWER = Phrase("Answer", "答复")
WHY = Phrase("Why: ", "依据：")
TIMES = Phrase("Times are given in {zone}.", "时间均按 {zone} 显示。")
HOW_TO_END = Phrase(
    "Update the row in the sheet and the reminders about it end by themselves.",
    "在表格中更新对应的行后，相关提醒会自动停止。",
)
ONCE = Phrase(
    "A link to answer by is for you alone: whoever has it answers in your name, once. Opening it"
    " changes nothing yet.",
    "答复链接仅供您本人使用：持有链接的人可代您答复，且只计一次。仅打开链接不会改变任何内容。",
)
HERE = Phrase(
    "It opens on the machine that keeps the workbook, while aftersheet serve FILE runs there.",
    "链接需在保存工作簿的电脑上打开，且该电脑正在运行 aftersheet serve 文件。",
)
NO_WAY = Phrase(
    "This desk has no pages to answer on: whoever runs it sets AFTERSHEET_PAGES_URL, or runs"
    " aftersheet serve FILE.",
    "本售后台尚未启用答复页面：请管理员设置 AFTERSHEET_PAGES_URL，或运行 aftersheet serve 文件。",
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

RATE_SUBJECT = Phrase("How did we do? – {sender}", "您对我们的服务满意吗？ – {sender}")
RATE_SUMMARY = Phrase("How did we do?", "您对我们的服务满意吗？")
RATE_ABOUT = Phrase("This is what it was about:", "我们近期为您处理了以下事项：")
RATE_ASK = Phrase(
    "We would like to know how well we looked after you. It takes a few seconds: choose one of five,"
    " and add a word if you like.",
    "想请您评价一下我们的服务。只需几秒：五项选一，也可以留言。",
)
RATE_REFERENCE = Phrase("Our reference: {id}", "我们的编号：{id}")
RATE_BYE = Phrase("Kind regards", "顺祝生活愉快！")
RATE_FREE = Phrase(
    "You need not answer: we ask only once. Please keep the link to yourself.",
    "如不便评价，请忽略本邮件：我们只邀请一次。请勿转发链接。",
)
