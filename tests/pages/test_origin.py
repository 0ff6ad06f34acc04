"""From where an answer came: told so that nobody can be found by it."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.pages.origin import masked, origin
from tests.pages.questions import EN, ZH

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/17.4 Mobile/15E148 Safari/604.1"
)
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/124.0.0.0 Mobile Safari/537.36"
)
WECHAT = ANDROID + " MicroMessenger/8.0.49"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0"
GALAXY_TAB = ANDROID.replace("Mobile ", "")
IPAD = IPHONE.replace("iPhone;", "iPad;")
SAMSUNG = ANDROID.replace("Chrome/", "SamsungBrowser/25.0 Chrome/")


@pytest.mark.parametrize(
    ("address", "agent", "language", "said"),
    [
        ("203.0.113.77", IPHONE, EN, "203.0.113.*, phone, Safari"),
        ("203.0.113.77", IPHONE, ZH, "203.0.113.*，手机，Safari"),
        ("203.0.113.77", WECHAT, ZH, "203.0.113.*，手机，微信"),
        ("::ffff:203.0.113.77", EDGE, EN, "203.0.113.*, computer, Edge"),
        ("2001:db8:12:3456:789a::1", FIREFOX, EN, "2001:db8:12::/48, computer, Firefox"),
        ("", ANDROID, EN, "phone, Chrome"),
        ("127.0.0.1", GALAXY_TAB, EN, "127.0.0.*, tablet, Chrome"),
        ("127.0.0.1", IPAD, EN, "127.0.0.*, tablet, Safari"),
        ("127.0.0.1", SAMSUNG, EN, "127.0.0.*, phone, Samsung Internet"),
        ("fe80::1%eth0", "curl/8", EN, "fe80::/48"),
        ("no address", "<script>", EN, ""),
        ("203.0.113.77, 10.0.0.1", "", EN, ""),
    ],
)
def test_it_is_told_in_a_few_words(address, agent, language, said):
    assert origin(address, agent, language) == said


@given(st.ip_addresses(v=4))
def test_the_last_of_four_numbers_is_never_told(address):
    assert masked(str(address)) == ".".join(str(address).split(".")[:3]) + ".*"


@given(st.ip_addresses(v=6))
def test_of_a_long_address_48_bits_are_told(address):
    said = masked(str(address))
    if address.ipv4_mapped:
        assert said == masked(str(address.ipv4_mapped))
    else:
        assert ip_network(said).prefixlen == 48
        assert ip_address(address) in ip_network(said)


@given(st.text(), st.text())
def test_nothing_that_was_sent_is_copied(address, agent):
    parts = origin(address, agent, EN).split(", ")
    told = {"", "phone", "tablet", "computer", "Edge", "Opera", "Firefox", "Chrome", "Safari"}
    assert set(parts) - {masked(address)} <= told | {"WeChat", "DingTalk", "Samsung Internet"}
