"""A real browser for the pages; without one the tests say so and stand aside."""

import shutil

import pytest

from chalicelib.settings import LINK_SECRETS, PAGES_URL

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser():
    """Return Chromium, as Debian or its maker packs it."""
    api = pytest.importorskip("playwright.sync_api", reason="the package playwright is not there")
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium fonts-noto-cjk")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found)
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    """Set nothing, so that the desk makes its own secret."""
    monkeypatch.delenv(LINK_SECRETS, raising=False)
    monkeypatch.delenv(PAGES_URL, raising=False)
