"""Reading and writing one cell, for the tests of the codecs."""

from zoneinfo import ZoneInfo

import pytest

from chalicelib.model.word import Language
from chalicelib.tables.codec import Locale
from chalicelib.tables.saying import Unreadable

BERLIN = Locale(zone=ZoneInfo("Europe/Berlin"))
SHANGHAI = Locale(Language.ZH, ZoneInfo("Asia/Shanghai"), "CNY")


def read(codec, cell, locale=BERLIN, noted=None):
    return codec.reader(locale, {} if noted is None else noted)(cell)


def refused(codec, cell, locale=BERLIN):
    with pytest.raises(Unreadable) as found:
        read(codec, cell, locale)
    return found.value.what


def written(codec, value, locale=BERLIN):
    return codec.writer(locale)(value)
