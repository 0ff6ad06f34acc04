"""Mail templates: MJML, which people edit, compiled to the HTML that ships."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from mjml import mjml2html

MESSAGES = Path(__file__).resolve().parent.parent / "chalicelib" / "messages"

_TEXT = {"css-class", "color", "font-family", "font-size", "font-weight", "line-height", "padding"}
KNOWN: dict[str, set[str]] = {
    "mjml": {"lang"},
    "mj-head": set(),
    "mj-title": set(),
    "mj-preview": set(),
    "mj-attributes": set(),
    "mj-all": {"font-family"},
    "mj-raw": set(),
    "mj-style": set(),
    "mj-body": {"background-color", "width", "css-class"},
    "mj-section": {"background-color", "padding", "css-class"},
    "mj-column": {"padding", "inner-border-left"},
    "mj-text": _TEXT,
    "meta": {"name", "content"},
    "div": {"class", "style"},
    "span": {"class", "style"},
    "strong": {"style"},
    "a": {"class", "href", "style"},
    "br": set(),
}
"""Every tag and attribute our sources use: the compiler lets misspelled ones pass."""


class UnknownMarkupError(Exception):
    """A source uses a tag or attribute not in KNOWN; carries what and where."""


class RemoteFontError(Exception):
    """The compiler fetches a font from the web: the source names its family."""


def rendered() -> dict[Path, str]:
    """Return every compiled mail template by the path it belongs at."""
    sources = sorted((MESSAGES / "mjml").glob("*.mjml.j2"))
    return {_target(source): compiled(source.read_text(encoding="utf-8")) for source in sources}


def _target(source: Path) -> Path:
    return MESSAGES / "templates" / source.name.replace(".mjml.j2", ".html.j2")


def compiled(source: str) -> str:
    """Return a source's HTML; raise UnknownMarkupError or RemoteFontError."""
    strangers = list(unknown(source))
    if strangers:
        raise UnknownMarkupError(strangers)
    html = mjml2html(source)
    if "fonts.googleapis" in html:
        raise RemoteFontError
    lines = (line.rstrip() for line in html.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def unknown(source: str) -> Iterator[str]:
    """Yield each tag and attribute the source should not hold, with its line."""
    reader = _Reader()
    reader.feed(source)
    for line, tag, attribute in reader.seen:
        if tag not in KNOWN:
            yield f"line {line}: <{tag}>"
        elif attribute and attribute not in KNOWN[tag]:
            yield f"line {line}: <{tag} {attribute}>"


class _Reader(HTMLParser):
    """Lists the tags and attributes of a source."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[int, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        self.seen.extend([(line, tag, ""), *((line, tag, name) for name, _ in attrs)])
