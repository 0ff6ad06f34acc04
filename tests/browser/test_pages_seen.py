"""The pages as people meet them: on a phone, at a desk, by keyboard alone, without script."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.pages.questions import APPROVAL, EN, RATING, RULES, ZH, question
from tests.pages.served import now, served

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
SCREENS = {"phone": PHONE, "desktop": DESKTOP}
PICTURES = Path(__file__).parents[2] / "build" / "pages"
"""What the pages looked like, for people to look at."""
LEAST = 44
"""Pixels that a finger finds."""

EVERYWHERE = pytest.mark.parametrize(
    "seen", [("phone", EN), ("phone", ZH), ("desktop", EN), ("desktop", ZH)], ids="-".join
)
TWICE = pytest.mark.parametrize("seen", [("phone", ZH), ("desktop", EN)], ids="-".join)


@contextmanager
def opened(browser, tmp_path, *questions, **told):
    """Open a question in a browser that runs no script; whatever it complains of fails the test."""
    complaints = []
    room = {"java_script_enabled": False, "viewport": PHONE, "has_touch": True, **told}
    with served(tmp_path / "desk.xlsx", *questions) as desk:
        context = browser.new_context(**room, locale=str(questions[0].language))
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("console", lambda line: complaints.append(line.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(desk.url(questions[0]))
        yield page, desk
        context.close()
    strange = [one for one in complaints if "status of 4" not in one]
    assert strange == []


SIZES = """root => [root.scrollWidth, ...[...root.querySelectorAll('button, .step, textarea')].map(
    one => Math.min(one.offsetWidth, one.offsetHeight))]"""


def fits(page):
    """Assert that nothing hangs over the edge, and that fingers find what is to be pressed."""
    wide, *sizes = page.locator("html").evaluate(SIZES)
    assert wide <= page.viewport_size["width"]
    assert [size for size in sizes if size < LEAST] == []


def tab_to(page, target):
    """Press Tab until something has the focus; whoever sees it is shown that it has."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if target.evaluate("it => it === document.activeElement"):
            assert outlined(target)
            return
    pytest.fail("it cannot be reached by the keyboard")


def outlined(target):
    row = "(it.closest('.step') || it)"
    return target.evaluate(f"it => parseFloat(getComputedStyle({row}).outlineWidth)") >= 2


def picture(page, name):
    """Keep what the page looks like, once it is known to fit."""
    fits(page)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@EVERYWHERE
def test_pages_are_readable_and_taken_by_a_finger(browser, tmp_path, seen):
    screen, language = seen
    shown = (APPROVAL, RATING) if screen == "phone" else (RULES, RATING)
    kinds = [question(kind, language, now()) for kind in shown]
    with opened(browser, tmp_path, *kinds, viewport=SCREENS[screen]) as (page, desk):
        for asked in kinds:
            name = f"{asked.kind.name.lower()}-{screen}-{language}"
            page.goto(desk.url(asked))
            picture(page, name)
            page.locator("label.step, button").nth(3 if asked.kind is RATING else 0).tap()
            if asked.kind is RATING:
                page.locator("button").tap()
            page.wait_for_selector(".answer")
            picture(page, f"{name}-answered")
            assert desk.answer(asked).choice == ("4" if asked.kind is RATING else "yes")


@TWICE
def test_it_is_approved_by_keyboard_alone(browser, tmp_path, seen):
    screen, language = seen
    asked = question(APPROVAL, language, now())
    with opened(browser, tmp_path, asked, viewport=SCREENS[screen]) as (page, desk):
        tab_to(page, page.locator("button[value=yes]"))
        page.keyboard.press("Enter")
        page.wait_for_selector(".answer")
        assert page.locator(".answer").inner_text() == {EN: "Approved", ZH: "已批准"}[language]
        assert desk.answer(asked).choice == "yes"
        page.reload()
        assert page.locator("form").count() == 0


@TWICE
def test_it_is_refused_with_a_reason_by_keyboard_alone(browser, tmp_path, seen):
    screen, language = seen
    asked = question(APPROVAL, language, now())
    with opened(browser, tmp_path, asked, viewport=SCREENS[screen]) as (page, desk):
        tab_to(page, page.locator("button[value=no]"))
        page.keyboard.press("Space")
        page.wait_for_selector("[role=alert]")
        picture(page, f"reason-{screen}-{language}")
        assert desk.answer(asked) is None
        assert page.locator("textarea").evaluate("it => it === document.activeElement")
        page.keyboard.type("太贵 <b>")
        tab_to(page, page.locator("button[value=no]"))
        page.keyboard.press("Enter")
        page.wait_for_selector("blockquote")
        picture(page, f"refused-{screen}-{language}")
        assert page.locator("blockquote").inner_text() == "太贵 <b>"
        assert (desk.answer(asked).choice, desk.answer(asked).words) == ("no", "太贵 <b>")


@TWICE
def test_a_buyer_rates_by_keyboard_alone(browser, tmp_path, seen):
    screen, language = seen
    asked = question(RATING, language, now())
    with opened(browser, tmp_path, asked, viewport=SCREENS[screen]) as (page, desk):
        tab_to(page, page.locator("button"))
        page.keyboard.press("Enter")
        page.wait_for_selector("[role=alert]")
        picture(page, f"unrated-{screen}-{language}")
        assert page.locator("input").first.evaluate("it => it === document.activeElement")
        page.keyboard.press("Space")
        for _ in range(4):
            page.keyboard.press("ArrowDown")
        assert outlined(page.locator("input").last)
        tab_to(page, page.locator("textarea"))
        page.keyboard.type("👍 谢谢")
        tab_to(page, page.locator("button"))
        page.keyboard.press("Enter")
        page.wait_for_selector("blockquote")
        assert (desk.answer(asked).choice, desk.answer(asked).words) == ("5", "👍 谢谢")


def test_who_goes_back_and_sends_again_is_told_that_nothing_was_changed(browser, tmp_path):
    asked = question(RATING, EN, now())
    with opened(browser, tmp_path, asked) as (page, desk):
        page.locator("label.step").last.tap()
        page.locator("button").tap()
        page.wait_for_selector("h1:has-text('Thank you')")
        page.go_back()
        if page.locator("form").count():  # a browser may have kept the page it showed before
            page.locator("label.step").first.tap()
            page.locator("button").tap()
            page.wait_for_selector("text=nothing was changed")
        picture(page, "again-phone-en")
        assert desk.answer(asked).choice == "5"


def test_at_night_it_is_dark(browser, tmp_path):
    asked = question(APPROVAL, ZH, now())
    with opened(browser, tmp_path, asked, color_scheme="dark") as (page, _):
        main = page.locator("main").evaluate("it => getComputedStyle(it).backgroundColor")
        assert main == "rgb(27, 34, 44)"
        page.locator("button").last.tap()
        page.wait_for_selector("[role=alert]")
        picture(page, "dark-reason")


def test_long_words_and_a_cut_off_link_fit_a_phone(browser, tmp_path):
    long = "https://example.com/" + "a" * 200
    lines = ((long, long), ("“很长的标签”" * 12, "数" * 300))
    asked = question(now=now(), title="退" * 80, desk="x" * 90, lines=lines)
    with opened(browser, tmp_path, asked) as (page, desk):
        picture(page, "long-phone")
        page.goto(desk.url(asked)[:-2])
        picture(page, "cut-off-phone")
        assert page.locator("h1").all_inner_texts() == ["This link is not valid", "链接无效"]
