"""What a team sets for the whole desk, and what each setting means."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chalicelib.model.word import Phrase, Word


class SettingKey(Word):
    """A row of the Settings tab, by the name it goes by."""

    LANGUAGE = "Language", "语言"
    ZONE = "Time zone", "时区"
    CURRENCY = "Currency", "币种"
    DESK = "Desk name", "客服台名称"
    OWNER = "Owner's e-mail", "店主邮箱"
    REMINDER_LIMIT = "Most reminders in one run", "单次最多提醒数"
    STRICT = "Strict mode", "严格模式"
    RATINGS = "Ask for ratings", "请求评价"

    @property
    def meaning(self) -> Phrase:
        """What the setting does."""
        return MEANINGS[self]


MEANINGS: Mapping[SettingKey, Phrase] = MappingProxyType(
    {
        SettingKey.LANGUAGE: Phrase(
            "In which language the desk writes into this workbook: English or Chinese.",
            "系统在本表格中使用的语言：英文或中文。",
        ),
        SettingKey.ZONE: Phrase(
            "The zone of every time typed in this workbook, e.g. Asia/Shanghai.",
            "本表格中所有时间所在的时区，例如 Asia/Shanghai。",
        ),
        SettingKey.CURRENCY: Phrase(
            "The desk's own currency, which rules mean where they name none; records name theirs. Three"
            " letters, e.g. USD.",
            "系统币种，规则未注明币种时采用；各记录须自行填写币种。三个字母，例如 USD。",
        ),
        SettingKey.DESK: Phrase(
            "What mails call this desk, e.g. the name of the shop.",
            "邮件中对本客服台的称呼，例如店铺名称。",
        ),
        SettingKey.OWNER: Phrase(
            "Who is told when the rules change, and asked before the desk goes live.",
            "规则变更时通知谁、正式启用前询问谁。",
        ),
        SettingKey.REMINDER_LIMIT: Phrase(
            "A run that would plan more reminders than this holds them until a person releases them.",
            "一次运行计划的提醒超过此数时先暂缓，待人工放行。",
        ),
        SettingKey.STRICT: Phrase(
            "Google Sheets only. yes: the desk writes nothing into your rows; states stand on the tab"
            " Desk and your tabs look them up. Set the sheet up again after changing it.",
            "仅适用于 Google 表格。是：系统不在您的行中写入任何内容，状态写在“客服台”表中，"
            "由各表查找显示。更改后请重新设置表格。",
        ),
        SettingKey.RATINGS: Phrase(
            "yes or empty: a customer whose case was closed is asked once, by mail, how it went; no:"
            " nobody is asked.",
            "是或留空：工单关闭后发邮件请客户评价一次；否：不请求评价。",
        ),
    }
)
