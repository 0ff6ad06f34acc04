"""A page poured into its template, and the headers that keep it to itself."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from chalicelib.pages.page import Asking, Page

if TYPE_CHECKING:
    from jinja2 import Environment

STYLE = "style.css.j2"
SHUT = {
    "Cache-Control": "no-store",
    "Content-Type": "text/html; charset=utf-8",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
"""A link must not leak: nothing is stored, listed, framed, or told to the next page."""
ONLY_SECURE = {"Strict-Transport-Security": "max-age=31536000"}


def render(page: Page) -> str:
    """Return the page as HTML."""
    name = "asking.html.j2" if isinstance(page, Asking) else "telling.html.j2"
    return _environment().get_template(name).render(page=page)


def headers(*, secure: bool) -> dict[str, str]:
    """Return what stands over every page; ``secure`` where it is reached by https."""
    return {**SHUT, "Content-Security-Policy": _policy(), **(ONLY_SECURE if secure else {})}


@cache
def _policy() -> str:
    """Return what a browser may do with a page: show our style, and send the form back to us."""
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self';"
        " frame-ancestors 'none'; base-uri 'none'"
    )


@cache
def _environment() -> Environment:
    """Return the templates, read once; only a page that is shown meets jinja2."""
    from jinja2 import DictLoader, Environment, StrictUndefined  # noqa: PLC0415
    from markupsafe import Markup  # noqa: PLC0415

    made = Environment(
        loader=DictLoader(_templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["style"] = Markup(_style())  # noqa: S704 - ours: no word of anybody is in it
    return made


def _style() -> str:
    return _templates()[STYLE]


@cache
def _templates() -> dict[str, str]:
    """Return the templates that ship beside this file, by name."""
    shelf = files("chalicelib.pages").joinpath("templates")
    return {
        leaf.name: leaf.read_text(encoding="utf-8").strip()
        for leaf in shelf.iterdir()
        if leaf.name.endswith(".j2")
    }
