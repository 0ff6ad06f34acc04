"""The parts of a workbook: which file inside the zip is which tab."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from chalicelib.adapters.xlsx.words import BINARY, NO_WORKBOOK, OVERSIZE, PART_MISSING, UnfitError
from chalicelib.adapters.xlsx.xml import Edit, Tag, outside_end, prefix, rewritten, shadow, spliced
from chalicelib.adapters.xlsx.xml import tags as tags_of
from chalicelib.adapters.xlsx.zip import MOST_BYTES, entries, inflated, measured, packed

_BEFORE_CALC = (b"definedNames", b"externalReferences", b"functionGroups", b"sheets")
"""Where the settings of calculation may follow, nearest first."""


class Relation(NamedTuple):
    """One part pointing at another."""

    id: str
    kind: str
    target: str


class Parts:
    """The parts of one workbook's content, each inflated at most once."""

    def __init__(self, content: bytes) -> None:
        self._entries = entries(content)
        self._names = {_plain(name): name for name in self._entries}
        self._inflated: dict[str, bytes] = {}

    def xml(self, part: str) -> bytes:
        """Return a part's content; raise UnfitError when it is not there."""
        name = self._name(part)
        if name not in self._inflated:
            self._inflated[name] = inflated(self._entries[name])
        return self._inflated[name]

    def has(self, part: str) -> bool:
        """Return whether the part is there."""
        return _plain(part) in self._names

    def _name(self, part: str) -> str:
        if not self.has(part):
            raise UnfitError(PART_MISSING, part=part)
        return self._names[_plain(part)]

    def weigh(self) -> None:
        """Raise UnfitError if the parts together are unreasonably large inside."""
        total = 0
        for name, entry in self._entries.items():
            kept = self._inflated.get(name)
            total += measured(entry) if kept is None else len(kept)
            if total > MOST_BYTES:
                raise UnfitError(OVERSIZE)

    @cached_property
    def book(self) -> str:
        """The name of the part that lists the tabs."""
        if not self.has("_rels/.rels"):
            raise UnfitError(NO_WORKBOOK)
        for _, kind, target in self.relations(""):
            if kind.endswith("/officeDocument"):
                return self._checked(target)
        raise UnfitError(NO_WORKBOOK)

    def _checked(self, target: str) -> str:
        if target.endswith(".bin"):
            raise UnfitError(BINARY)
        if b"workbook" not in self.xml(target)[:4000]:
            raise UnfitError(NO_WORKBOOK)
        return target

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The part of each worksheet by the tab's title, in the order of the tabs."""
        targets = {
            r.id: r.target for r in self.relations(self.book) if r.kind.endswith("/worksheet")
        }
        seen = shadow(self.xml(self.book))
        listed = [(t.get(b"name"), _relation(t)) for t in tags_of(seen, prefix(seen) + b"sheet")]
        return {title: targets[key] for title, key in listed if key in targets}

    @cached_property
    def since_1904(self) -> bool:
        """Whether the workbook counts its days from 1904."""
        seen = shadow(self.xml(self.book))
        said = next((t.get(b"date1904") for t in tags_of(seen, prefix(seen) + b"workbookPr")), "")
        return said in ("1", "true")

    def relations(self, part: str) -> list[Relation]:
        """Return what a part points at inside the workbook; ``""`` is the workbook itself."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", name + ".rels")
        if not self.has(path):
            return []
        seen = shadow(self.xml(path))
        found = tags_of(seen, prefix(seen) + b"Relationship")
        return [
            Relation(t.get(b"Id"), t.get(b"Type"), _target(folder, t.get(b"Target")))
            for t in found
            if t.get(b"TargetMode") != "External"
        ]

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts of one kind that a part points at."""
        return [r.target for r in self.relations(part) if r.kind.endswith("/" + kind)]

    def packed(self, changed: dict[str, bytes]) -> bytes:
        """Return the whole workbook with some parts changed, to be recalculated on opening."""
        new = {self._name(part): xml for part, xml in changed.items()}
        new[self._name(self.book)] = recalculating(self.xml(self.book))
        kept = {n: xml for n, xml in new.items() if xml != self._inflated.get(n)}
        return packed(self._entries, kept)


def recalculating(xml: bytes) -> bytes:
    """Return the workbook part with the wish to recalculate when it is opened."""
    seen = shadow(xml)
    name = prefix(seen) + b"calcPr"
    found = next(tags_of(seen, name), None)
    if found is None:
        return spliced(xml, [_calculation(seen, name)])
    if found.get(b"fullCalcOnLoad") in ("1", "true"):
        return xml
    tag = rewritten(name, found, {b"fullCalcOnLoad": "1"})
    return spliced(xml, [(found.start, found.end, tag)])


def _calculation(seen: bytes, name: bytes) -> Edit:
    ahead = prefix(seen)
    for before in _BEFORE_CALC:
        found = next(tags_of(seen, ahead + before), None)
        if found:
            end = outside_end(seen, ahead + before, found)
            return (end, end, b"<" + name + b' fullCalcOnLoad="1"/>')
    raise UnfitError(PART_MISSING, part="sheets")


def _relation(found: Tag) -> str:
    said = (name for name in found.names() if name.endswith(b":id"))
    return found.get(next(said, b"id"))


def _target(folder: str, target: str) -> str:
    path = unquote(target).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
