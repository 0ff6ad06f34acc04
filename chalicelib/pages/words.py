"""The words of the pages, in both languages."""

from __future__ import annotations

from typing import NamedTuple

from chalicelib.model.question import NO, YES, QuestionKind
from chalicelib.model.word import Phrase


class Choice(NamedTuple):
    """One way to answer, as it is offered and as it is told afterwards."""

    value: str
    offered: Phrase
    told: Phrase


class Ask(NamedTuple):
    """How a question of one kind is asked."""

    lead: Phrase
    choices: tuple[Choice, ...]
    box: Phrase
    """What is to be written into the box for words."""
    hint: Phrase
    missing: Phrase
    """What to do where nothing was chosen."""
    thanks: Phrase
    """What is said over an answer that was taken."""
    needs_words: tuple[str, ...] = ()
    """Choices that count only with words."""


def _rated(value: str, en: str, zh: str) -> Choice:
    return Choice(value, Phrase(en, zh), Phrase(f"{value} of 5: {en.lower()}", f"{value} 分：{zh}"))


DECIDED = Phrase("Your answer was taken", "已收到您的答复")
ASKS = {
    QuestionKind.APPROVAL: Ask(
        Phrase("Your approval is asked for.", "此事需要您审批。"),
        (
            Choice(YES, Phrase("Approve", "批准"), Phrase("Approved", "已批准")),
            Choice(NO, Phrase("Refuse", "拒绝"), Phrase("Refused", "已拒绝")),
        ),
        Phrase("Reason", "理由"),
        Phrase(
            "To refuse, say why: whoever asked reads it.", "拒绝时请填写理由，申请人会看到这段话。"
        ),
        Phrase("Press Approve or Refuse.", "请按“批准”或“拒绝”。"),
        DECIDED,
        needs_words=(NO,),
    ),
    QuestionKind.RULES: Ask(
        Phrase(
            "Rules of the desk were changed. The change counts once you confirm it.",
            "售后规则有改动，经您确认后才会生效。",
        ),
        (
            Choice(YES, Phrase("Confirm", "确认"), Phrase("Confirmed", "已确认")),
            Choice(NO, Phrase("Reject", "驳回"), Phrase("Rejected", "已驳回")),
        ),
        Phrase("Note", "备注"),
        Phrase("Optional.", "可不填。"),
        Phrase("Press Confirm or Reject.", "请按“确认”或“驳回”。"),
        DECIDED,
    ),
    QuestionKind.RATING: Ask(
        Phrase(
            "One choice is enough. It goes straight to the people who looked after you.",
            "只需选择一项。您的评价会直接转达给为您服务的同事。",
        ),
        (
            _rated("1", "Very poor", "很不满意"),
            _rated("2", "Poor", "不满意"),
            _rated("3", "Fair", "一般"),
            _rated("4", "Good", "满意"),
            _rated("5", "Very good", "非常满意"),
        ),
        Phrase("Anything you would like to add?", "还有什么想告诉我们吗？"),
        Phrase(
            "Optional. Please leave out card numbers and passwords.",
            "可不填。请勿填写银行卡号或密码。",
        ),
        Phrase("Please choose one of the five.", "请从五项中选择一项。"),
        Phrase("Thank you!", "谢谢您的评价！"),
    ),
}

SEND = Phrase("Send", "提交")
SCALE = Phrase("Your rating", "您的评价")
REASON_MISSING = Phrase(
    "Nothing was recorded yet: write the reason, then press Refuse again.",
    "尚未提交：请填写理由，然后再按“拒绝”。",
)
CHOICE_MISSING = Phrase("Nothing was recorded yet. {missing}", "尚未提交。{missing}")
FAULT = Phrase("Please correct: {title}", "请更正：{title}")
FOR = Phrase("For {name}.", "答复人：{name}。")
UNTIL = Phrase("Answers count until {time} ({zone}).", "请在 {time}（{zone}）之前答复。")
ALONE = Phrase(
    "Whoever has this link answers in your name: do not pass it on.",
    "持有此链接的人可代您答复，请勿转发。",
)

AT = Phrase("Recorded {time} ({zone}).", "记录时间：{time}（{zone}）。")
ONCE = Phrase(
    "An answer counts once and cannot be changed here. You can close this page.",
    "每个问题只能答复一次，此处无法更改。您可以关闭本页。",
)
AGAIN = Phrase("This was answered before; nothing was changed.", "此前已有答复，本次未作任何更改。")


class Notice(NamedTuple):
    """What is told where nothing is asked: why a link does nothing, and what to do."""

    heading: Phrase
    said: Phrase


WELCOME = Notice(
    Phrase("Aftersheet is running here", "Aftersheet 正在运行"),
    Phrase(
        "This is where the links in the desk's mails lead: to approve, to confirm a rule change, to"
        " rate. Open one from a mail; there is nothing else to see here.",
        "售后台邮件中的链接在此打开：审批、确认规则变更、评价。请从邮件中打开链接；此页没有其他内容。",
    ),
)
FORGED = Notice(
    Phrase("This link is not valid", "链接无效"),
    Phrase(
        "It may have been cut off. Open it again from the mail, whole.",
        "链接可能不完整。请从邮件中重新打开完整的链接。",
    ),
)
EXPIRED = Notice(
    Phrase("This link has expired", "链接已过期"),
    Phrase(
        "Nothing was changed. If it still matters, answer the mail that it came with.",
        "未作任何更改。如仍需处理，请直接回复原邮件。",
    ),
)
UNKNOWN = Notice(
    Phrase("This is no longer asked", "该问题已不再需要答复"),
    Phrase(
        "It was settled or taken back. Nothing was changed, and there is nothing to do.",
        "此事已处理或已撤回。未作任何更改，您无需再做什么。",
    ),
)
CLOSED = Notice(
    Phrase("There is nothing here", "此处没有内容"),
    Phrase("This desk takes no answers by link.", "本售后台未启用链接答复。"),
)
LATER = Notice(
    Phrase("Please try again in a minute", "请稍后再试"),
    Phrase(
        "Your answer could not be looked up or recorded just now.",
        "目前暂时无法读取或记录您的答复。",
    ),
)
TOO_LONG = Notice(
    Phrase("That was too long", "内容过长"),
    Phrase(
        "Nothing was recorded. Go back and write less: 1000 characters are kept.",
        "尚未提交。请返回并缩短内容：最多保留 1000 个字符。",
    ),
)
STRANGE = Notice(
    Phrase("That cannot be read", "无法读取提交的内容"),
    Phrase(
        "Nothing was recorded. Open the link again from the mail and use the page's own buttons.",
        "尚未提交。请从邮件中重新打开链接，并使用页面上的按钮。",
    ),
)

COMMA = Phrase(", ", "，")
PHONE = Phrase("phone", "手机")
TABLET = Phrase("tablet", "平板")
COMPUTER = Phrase("computer", "电脑")
WECHAT = Phrase("WeChat", "微信")
DINGTALK = Phrase("DingTalk", "钉钉")
