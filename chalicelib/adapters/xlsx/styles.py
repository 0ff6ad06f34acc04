"""Cell styles: finds the twin of a style that shows an instant, or adds it once."""

from __future__ import annotations

import re
from typing import NamedTuple

from chalicelib.adapters.xlsx.words import PART_MISSING, UnfitError
from chalicelib.adapters.xlsx.xml import (
    Edit,
    Tag,
    inside_end,
    opening,
    prefix,
    quoted,
    rewritten,
    shadow,
    span,
    spliced,
    tags,
)

FORMAT = "yyyy-mm-dd hh:mm"
_FIRST_OWN = 164
"""Numbers below are built into spreadsheet programs."""
_BUILT_IN_DATES = frozenset([*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58])
_SILENT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a format only prints: quoted and escaped text, gaps, fillers, colours and locales."""


class Xf(NamedTuple):
    """One cell style: its tag and what stands inside."""

    tag: Tag
    inside: bytes

    def look(self) -> tuple[object, ...]:
        """Return all of the style but its number format."""
        told = sorted((n, self.tag.get(n)) for n in self.tag.names())
        return (*(p for p in told if p[0] not in (b"numFmtId", b"applyNumberFormat")), self.inside)


class Styles:
    """The styles part of one workbook."""

    def __init__(self, xml: bytes) -> None:
        self._xml, self._seen = xml, shadow(xml)
        self._prefix = prefix(self._seen)
        block = span(self._seen, self._prefix + b"cellXfs")
        if block is None:
            raise UnfitError(PART_MISSING, part="cellXfs")
        self._block, self._block_end = block
        self._formats = self._read_formats()
        self._xfs = self._read_xfs()
        self._added: list[bytes] = []
        self._twins: dict[int, int] = {}

    def _read_formats(self) -> dict[int, str]:
        block = span(self._seen, self._prefix + b"numFmts")
        if block is None:
            return {}
        found = tags(self._seen, self._prefix + b"numFmt", block[0].end, block[1])
        return {int(t.get(b"numFmtId")): t.get(b"formatCode") for t in found}

    def _read_xfs(self) -> list[Xf]:
        name = self._prefix + b"xf"
        found = tags(self._seen, name, self._block.end, self._block_end)
        return [Xf(t, self._xml[t.end : inside_end(self._seen, name, t)].strip()) for t in found]

    def dated(self, style: int) -> int:
        """Return the style itself if it shows a date, else its twin that does."""
        if style not in self._twins:
            base = self._xfs[style] if style < len(self._xfs) else self._xfs[0]
            self._twins[style] = style if self._shows_date(base) else self._twin(base)
        return self._twins[style]

    def _shows_date(self, xf: Xf) -> bool:
        number = int(xf.tag.get(b"numFmtId", "0"))
        return number in _BUILT_IN_DATES or shows_date(self._formats.get(number, ""))

    def _twin(self, base: Xf) -> int:
        wanted = str(self._own_format())
        for index, xf in enumerate(self._xfs):
            if xf.tag.get(b"numFmtId") == wanted and xf.look() == base.look():
                return index
        return self._add(base, wanted)

    def _add(self, base: Xf, number: str) -> int:
        name = self._prefix + b"xf"
        tag = rewritten(name, base.tag, {b"numFmtId": number, b"applyNumberFormat": "1"})
        self._added.append(tag if base.tag.closed else tag + base.inside + b"</" + name + b">")
        found = opening(name).match(tag)
        twin = Tag(0, len(tag), found[1].rstrip(b"/") if found else b"", base.tag.closed)
        self._xfs.append(Xf(twin, base.inside))
        return len(self._xfs) - 1

    def _own_format(self) -> int:
        for number, code in self._formats.items():
            if code.replace("\\", "") == FORMAT:
                return number
        number = max([_FIRST_OWN - 1, *self._formats]) + 1
        self._formats[number] = FORMAT
        return number

    def xml(self) -> bytes:
        """Return the styles part with what was added; unchanged if nothing was."""
        if not self._added:
            return self._xml
        name = self._prefix + b"cellXfs"
        tag = rewritten(name, self._block, {b"count": str(len(self._xfs))})
        new = b"".join(self._added)
        edits = [(self._block.start, self._block.end, tag), (self._block_end, self._block_end, new)]
        return spliced(self._xml, [*self._format_edits(), *edits])

    def _format_edits(self) -> list[Edit]:
        name, known = self._prefix + b"numFmts", self._read_formats()
        new = b"".join(self._format_tag(n) for n in self._formats if n not in known)
        if not new:
            return []
        count = {b"count": str(len(self._formats))}
        block = span(self._seen, name)
        if block is None or block[0].closed:
            return [self._format_block(name, block[0] if block else None, new)]
        tag = rewritten(name, block[0], count)
        return [(block[0].start, block[0].end, tag), (block[1], block[1], new)]

    def _format_block(self, name: bytes, old: Tag | None, new: bytes) -> Edit:
        """Return the edit that makes the list of formats, first of all as the schema wants."""
        whole = b'<%b count="1">%b</%b>' % (name, new, name)
        if old:
            return (old.start, old.end, whole)
        root = next(tags(self._seen, self._prefix + b"styleSheet"))
        return (root.end, root.end, whole)

    def _format_tag(self, number: int) -> bytes:
        ids = (self._prefix, quoted(str(number)), quoted(self._formats[number]))
        return b"<%bnumFmt numFmtId=%b formatCode=%b/>" % ids


def shows_date(code: str) -> bool:
    """Return whether a number format shows the day: it asks for a year or a day."""
    spoken = _SILENT.sub("", code.split(";", maxsplit=1)[0]).lower()
    return "y" in spoken or "d" in spoken
