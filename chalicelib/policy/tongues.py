"""Tongues: languages that customers write in, by the names teams give them."""

from __future__ import annotations

import re

from chalicelib.model.word import folded_text

CHINESE = (
    *("中文", "汉语", "漢語", "普通话", "普通話", "国语", "國語", "华语", "華語"),
    *("简体中文", "簡體中文", "繁体中文", "繁體中文", "简体", "繁體"),
)
NAMES = (
    ("en", "english", "英语", "英文"),
    ("zh", "zh-cn", "chinese", "mandarin", *CHINESE),
    ("de", "german", "deutsch", "德语", "德文"),
    ("fr", "french", "français", "法语", "法文"),
    ("es", "spanish", "español", "西班牙语", "西语"),
    ("it", "italian", "italiano", "意大利语"),
    ("pt", "portuguese", "português", "葡萄牙语", "葡语"),
    ("ru", "russian", "русский", "俄语", "俄文"),
    ("ja", "japanese", "日本語", "日语", "日文"),
    ("ko", "korean", "한국어", "韩语", "韩文"),
    ("ar", "arabic", "العربية", "阿拉伯语"),
    ("nl", "dutch", "nederlands", "荷兰语"),
    ("pl", "polish", "polski", "波兰语"),
    ("tr", "turkish", "türkçe", "土耳其语"),
)
REGION = re.compile(r"\s*[-_(（.]")
"""Where the name of a language ends and that of a country begins."""
ALIKE = {folded_text(name): names[0] for names in NAMES for name in names}


def tongue(name: str) -> str:
    """Return a language by one name for all of its names; one not known here by its own.

    A locale is the language it begins with: de-DE, zh_TW.
    """
    said = folded_text(name)
    return ALIKE.get(said) or ALIKE.get(REGION.split(said, maxsplit=1)[0], said)
