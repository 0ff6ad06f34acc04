"""The little XML that patching needs: tags and attributes by their bytes, nothing rebuilt."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from chalicelib.adapters.xlsx.words import ODD, UnfitError

Edit = tuple[int, int, bytes]
"""Replace the bytes from start to end by others."""

_OPAQUE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_DECLARED = 4
"""Beyond the ``<?xml`` that opens a part, a byte order mark included."""
_ATTRIBUTE = re.compile(rb"""([^\s=/<>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_INSIDE = rb"""((?:[^"'>]++|"[^"]*+"|'[^']*+')*+)"""
_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.\-]*):)?[A-Za-z_]")


class Tag(NamedTuple):
    """An opening tag: where it stands and what it says."""

    start: int
    end: int
    attributes: bytes
    closed: bool
    """True for ``<c/>``."""

    def get(self, name: bytes, default: str = "") -> str:
        """Return one attribute's text."""
        for key, quoted in _ATTRIBUTE.findall(self.attributes):
            if key == name:
                return html.unescape(quoted[1:-1].decode())
        return default

    def names(self) -> list[bytes]:
        """Return the names of the attributes."""
        return [key for key, _ in _ATTRIBUTE.findall(self.attributes)]


def shadow(xml: bytes) -> bytes:
    """Return the same bytes with comments and CDATA blanked, so that every offset holds.

    Refuses what could hide a tag: other encodings than UTF-8, and entity definitions.
    """
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in xml[:200]:
        raise UnfitError(ODD, part="UTF-16")
    if b"<!" not in xml and xml.find(b"<?", _DECLARED) < 0:
        return xml
    blanked = _OPAQUE.sub(lambda found: b" " * len(found[0]), xml)
    if b"<!" in blanked:
        raise UnfitError(ODD, part="DOCTYPE")
    return blanked


def prefix(seen: bytes) -> bytes:
    """Return the namespace prefix of the root element with its colon: ``b"x:"`` or ``b""``."""
    root = _ROOT.search(seen)
    return root[1] + b":" if root and root[1] else b""


@cache
def opening(name: bytes) -> re.Pattern[bytes]:
    """Return the pattern of an opening tag; group 1 holds attributes and a closing slash."""
    return re.compile(rb"<" + re.escape(name) + rb"(?=[\s/>])" + _INSIDE + rb">")


def tag(found: re.Match[bytes]) -> Tag:
    """Return what an opening tag says."""
    inside = found[1]
    return Tag(found.start(), found.end(), inside.rstrip(b"/"), inside.endswith(b"/"))


def tags(seen: bytes, name: bytes, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """Yield the opening tags of a name between two offsets."""
    stop = len(seen) if end is None else end
    return (tag(found) for found in opening(name).finditer(seen, start, stop))


def scattered(seen: bytes, name: bytes, start: int, end: int) -> Iterator[re.Match[bytes]]:
    """Yield opening tags that stand far apart, faster than one pattern over all of it."""
    pattern, mark = opening(name), b"<" + name
    at = seen.find(mark, start, end)
    while at >= 0:
        found = pattern.match(seen, at)
        if found:
            yield found
        at = seen.find(mark, at + 1, end)


def span(seen: bytes, name: bytes) -> tuple[Tag, int] | None:
    """Return the first element of a name and where its inside ends, or None."""
    first = next(tags(seen, name), None)
    if first is None:
        return None
    return first, inside_end(seen, name, first)


def inside_end(seen: bytes, name: bytes, first: Tag) -> int:
    """Return the offset of an element's closing tag, or the tag's end when it has none."""
    if first.closed:
        return first.end
    end = seen.find(b"</" + name, first.end)
    if end < 0:
        raise UnfitError(ODD, part=name.decode())
    return end


def outside_end(seen: bytes, name: bytes, first: Tag) -> int:
    """Return the offset right behind an element."""
    if first.closed:
        return first.end
    return seen.index(b">", inside_end(seen, name, first)) + 1


def rewritten(name: bytes, found: Tag, changes: Mapping[bytes, str | None]) -> bytes:
    """Return a tag with attributes set, or left out where the change is None."""
    kept = [(k, v) for k, v in _ATTRIBUTE.findall(found.attributes) if k not in changes]
    new = [(k, quoted(v)) for k, v in changes.items() if v is not None]
    inside = b"".join(b" " + k + b"=" + v for k, v in kept + new)
    return b"<" + name + inside + (b"/>" if found.closed else b">")


def quoted(text: str) -> bytes:
    """Return an attribute's text in double quotes."""
    return b'"' + html.escape(text, quote=True).encode() + b'"'


def spliced(xml: bytes, edits: Sequence[Edit]) -> bytes:
    """Return the bytes with all edits made; edits at one offset keep their order."""
    parts, position = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[0]):
        parts += [xml[position:start], new]
        position = end
    return b"".join([*parts, xml[position:]])
