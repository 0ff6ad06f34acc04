"""Countries as two letters, and the regions that rules may name in their place."""

from __future__ import annotations

import re

from chalicelib.model.word import folded_text

EU = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
        "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    }
)  # fmt: skip
"""The member states of the European Union."""
REGIONS = {"EU": EU}
"""Regions by the word that rules name them with."""
ANYWHERE = "*"
"""Stands for any other country."""
CODE = re.compile("[a-z]{2}")

_CALLED = """
EU: European Union, 欧盟
AE: United Arab Emirates, UAE, 阿联酋, 阿拉伯联合酋长国
AR: Argentina, 阿根廷
AT: Austria, Österreich, 奥地利
AU: Australia, 澳大利亚, 澳洲
BE: Belgium, Belgique, België, 比利时
BG: Bulgaria, 保加利亚
BR: Brazil, Brasil, 巴西
CA: Canada, 加拿大
CH: Switzerland, Schweiz, Suisse, 瑞士
CL: Chile, 智利
CN: China, 中国, 中国大陆
CO: Colombia, 哥伦比亚
CY: Cyprus, 塞浦路斯
CZ: Czechia, Czech Republic, 捷克
DE: Germany, Deutschland, 德国
DK: Denmark, Danmark, 丹麦
EE: Estonia, 爱沙尼亚
EG: Egypt, 埃及
ES: Spain, España, 西班牙
FI: Finland, Suomi, 芬兰
FR: France, 法国
GB: United Kingdom, UK, Great Britain, Britain, England, Northern Ireland, 英国
GR: Greece, 希腊
HK: Hong Kong, 香港, 中国香港
HR: Croatia, 克罗地亚
HU: Hungary, 匈牙利
ID: Indonesia, 印度尼西亚, 印尼
IE: Ireland, Republic of Ireland, 爱尔兰
IL: Israel, 以色列
IN: India, 印度
IS: Iceland, 冰岛
IT: Italy, Italia, 意大利
JP: Japan, 日本
KR: South Korea, Republic of Korea, 韩国
LT: Lithuania, 立陶宛
LU: Luxembourg, 卢森堡
LV: Latvia, 拉脱维亚
MO: Macao, Macau, 澳门, 中国澳门
MT: Malta, 马耳他
MX: Mexico, México, 墨西哥
MY: Malaysia, 马来西亚
NG: Nigeria, 尼日利亚
NL: Netherlands, The Netherlands, Holland, Nederland, 荷兰
NO: Norway, Norge, 挪威
NZ: New Zealand, 新西兰
PE: Peru, 秘鲁
PH: Philippines, 菲律宾
PL: Poland, Polska, 波兰
PT: Portugal, 葡萄牙
RO: Romania, 罗马尼亚
RU: Russia, 俄罗斯
SA: Saudi Arabia, 沙特阿拉伯, 沙特
SE: Sweden, Sverige, 瑞典
SG: Singapore, 新加坡
SI: Slovenia, 斯洛文尼亚
SK: Slovakia, 斯洛伐克
TH: Thailand, 泰国
TR: Turkey, Türkiye, 土耳其
TW: Taiwan, 台湾, 中国台湾
UA: Ukraine, 乌克兰
US: United States, United States of America, USA, 美国
VN: Vietnam, 越南
ZA: South Africa, 南非
"""
NAMES = {
    folded_text(name): line[:2]
    for line in _CALLED.strip().splitlines()
    for name in line[3:].split(",")
}
"""Countries that goods usually go to, and regions, by what people call them, folded."""
_WORDS = "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True))
_NAMED = re.compile(rf"(?<![a-z])(?:{_WORDS})(?![a-z])", re.IGNORECASE)


def country_code(text: str) -> str:
    """Return a country as two letters, whether it is written so or by a usual name; else nothing."""
    name = folded_text(text)
    return NAMES.get(name) or (name.upper() if CODE.fullmatch(name) else "")


def place(name: str) -> str:
    """Return a country or a region by its letters; what is neither, in capitals."""
    return country_code(name) or name.strip().upper()


def coded(text: str) -> str:
    """Return a text in which usual names of countries and regions are two letters."""
    return _NAMED.sub(lambda match: NAMES[folded_text(match[0])], text)


def places(country: str) -> tuple[str, ...]:
    """Return under which names rows speak of a country, the nearest first: DE, EU, *."""
    code = place(country)
    around = (name for name, members in REGIONS.items() if code in members)
    return (code, *around, ANYWHERE) if code else (ANYWHERE,)
