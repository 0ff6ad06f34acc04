"""Filed: whether an entry of On file names a kind of evidence as lying there, not as awaited."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

PHOTO = (
    r"(?:(?:photo|photograph|pic|picture|image|img|foto|snapshot|screenshot)s?(?![a-zà-ÿ])"
    r"|照片|相片|图片|图像|截图|实拍图?|实物[图照]|开箱[图照])"
)
"""How people call a photo."""
_BOX = r"(?:(?:packag(?:ing|e)|packing|carton|box|wrapping)(?:s|es)?(?![a-zà-ÿ])|(?:外?包装|外箱|纸箱|外盒)[箱盒]?)"
_PACKAGING = (
    rf"(?:(?<![a-zà-ÿ]){_BOX}(?:[\s的-]*(?:{PHOTO})|[照图])"
    rf"|(?<![a-zà-ÿ]){PHOTO}(?:\W+(?!(?:without|no|not|but|except)\b)[a-z]+){{0,5}}?\W+{_BOX}"
    rf"|{PHOTO}[\s含带及和与的(]+{_BOX})"
)
"""A photo of what the goods came in."""

_SPOKEN = re.compile(r"(?<![a-z])(?:photo|picture)s?(?![a-z])|照片|图片|相片")
"""What a row calls a photo, so that any word for it will do."""
_WRAPPED = re.compile(_PACKAGING)
_BETWEEN = (
    "a|an|any|the|more|further|new|clear|clearer|better|good|usable|enough|real|customer|buyer"
    "|customer's|buyer's|product|item|damage|fault|packaging|package|packing|box|outer|of|for|from"
    "|on|to|be|send|provide|upload|and|or|nor|received|got|get|have|sent|provided|video|yet"
)
_BEFORE = re.compile(
    r"(?<![a-z0-9.])(?:no|not|0|zero|without|missing|lacks?|lacking|await|awaiting|wait|waiting"
    r"|pending|requested|request|requesting|asked|ask|asking|needs?|needed|requires?|required|will"
    rf"|promised|never|n/a|(?:ha(?:ve|s|d)|do|does|did|is|are|was|were|could|would|wo|ca)n['\u2019]t)(?:\W+(?:{_BETWEEN}|{PHOTO}))*\W+$"
    r"|(?:没有?|无|未|缺少?|缺乏|欠|待|等待?|尚无|暂无|需要?|索要|索取|催|拒绝|不愿|不肯)"
    r"(?:收到|收|提供|上传|补充|补发|补传|补|发送|发来|发|传|拍|寄|给|交|见|有|到|任何|更多|清晰|客户|买家"
    rf"|顾客|问题|商品|产品|破损|外?包装|外箱|纸箱|视频|的|和|及|或|{PHOTO}|\s)*+$"
)
"""No such evidence, right before its name: no photos, waiting for clear photos, 待补照片."""
_AFTER = re.compile(
    rf"^(?:[^\w.]*(?:of (?:the |its )?(?:fault|damage|product|item|goods|{_BOX})|are|is|were|was"
    r"|still|have|has|had|been|all|both|yet|from|customer|buyer"
    rf"|by|to|be|and|or|{_BOX}|{PHOTO})(?![a-z]))*[^\w.]*(?:not(?!\W+(?:only|just|of)\b)|missing"
    r"|requested(?!\W+(?:and|&)\W+)|pending|await\w*|outstanding|needed|required|asked(?!\W+and\W)|lacking"
    r"|never|refused|promised|will|to follow|to come|tbd|tbc|todo|none|no\W*$"
    r"|(?:haven|hasn|weren|wasn|aren|isn)['\u2019]t)(?![a-z])"
    r"|^\W*\?|^[\s:(/和及与]*(?:视频|还|仍|尚|均|都|也|暂时?|一直|客户|买家|顾客|是|还是|\s)*"
    r"(?:[未没](?:$|\W|[有收提上到发传补拍给寄交见齐])|无(?:$|\W|法)|缺(?![件角口])|欠|已?索[要取]|已?催"
    r"|待(?:$|\W|[补收传提上发客定])|等待|等客户|后补|稍后|需要?补)"
)
"""No such evidence, right behind its name: photos requested, 照片未提供."""
REACH = 60
"""How far around a name its denial is looked for."""


@lru_cache(8192)
def is_filed(names: frozenset[str], entry: str) -> bool:
    """Whether a folded entry names one of these kinds, and says neither none nor not yet."""
    return any(
        not _BEFORE.search(entry[max(0, found.start() - REACH) : found.start()])
        and not _AFTER.match(entry[found.end() : found.end() + REACH])
        for found in _pattern(names).finditer(entry)
    )


@lru_cache(1024)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(_ways(names), key=len, reverse=True)))


def _ways(names: Iterable[str]) -> Iterable[str]:
    for name in filter(None, names):
        if _WRAPPED.search(name):
            yield _PACKAGING
        elif _SPOKEN.fullmatch(name):
            yield from (_PACKAGING, rf"(?<![a-zà-ÿ]){PHOTO}")
        else:
            yield _whole(name)


def _whole(name: str) -> str:
    """Return the expression of a name: Latin words whole, one or many; others anywhere."""
    said = PHOTO.join(map(re.escape, _SPOKEN.split(name.removesuffix("s"))))
    before = r"(?<![a-zà-ÿ])" if _is_latin(name[0]) else ""
    return before + said + ("(?:s|es)?(?![a-zà-ÿ])" if _is_latin(name[-1]) else "")


def _is_latin(sign: str) -> bool:
    return "a" <= sign <= "z" or "à" <= sign <= "ÿ"
