"""The secrets of the hint: several at once, none by default, and none ever shown."""

import pytest

from chalicelib.intake.keys import HINT_SECRETS, HintSecretsError, hint_keys
from chalicelib.intake.signature import Key

OLD = "old-secret-0123456789-0123456789-0123456789"
NEW = "new:secret=0123456789/0123456789+0123456789"


def test_the_old_and_the_new_secret_stand_side_by_side():
    text = f" 2026-01:{OLD} , k_2:{NEW} "
    assert hint_keys({HINT_SECRETS: text}) == (Key("2026-01", OLD), Key("k_2", NEW))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "set AFTERSHEET_HINT_SECRETS"),
        ("", "set AFTERSHEET_HINT_SECRETS"),
        ("  ", "set AFTERSHEET_HINT_SECRETS"),
        (OLD, "write entry 1"),
        (f"k1:{OLD},", "write entry 2"),
        (f"k1:{OLD},k 2:{NEW}", "write entry 2"),
        (f":{OLD}", "write entry 1"),
        (f"{'k' * 33}:{OLD}", "write entry 1"),
        (f"k1:{OLD} {OLD}", "write entry 1"),
        (f"k1:密{OLD}", "write entry 1"),
        (f"k1:{OLD[:31]}", "at least 32"),
        (f"k1:{OLD},k2:{NEW[:31]}", "entry 2 .* at least 32"),
    ],
)
def test_a_setting_that_is_not_right_is_named_and_not_shown(text, says):
    with pytest.raises(HintSecretsError, match=says) as caught:
        hint_keys({} if text is None else {HINT_SECRETS: text})
    assert "secret-0" not in str(caught.value)


def test_32_characters_will_do():
    assert hint_keys({HINT_SECRETS: f"k1:{OLD[:32]}"}) == (Key("k1", OLD[:32]),)


def test_a_key_shows_its_name_and_not_its_secret():
    key = Key("k1", OLD)
    assert {repr(key), str(key), f"{key}", repr((key,))[1:-2]} == {"<key k1>"}
