"""What a tab that is there with headings still lacks; what it has stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from chalicelib.adapters.google import dress as dressing
from chalicelib.adapters.google.dress import Dress, Request
from chalicelib.adapters.google.dress_front import charts
from chalicelib.adapters.google.dress_looks import bars, covers, looks, strayed, warnings
from chalicelib.adapters.google.dress_rules import drops, tones
from chalicelib.adapters.google.dress_seen import Columns, Mark, Seen
from chalicelib.adapters.google.dress_strict import new_lookups, tops
from chalicelib.adapters.google.dress_wish import TabPlan, Wish, inserted, more_rows
from chalicelib.adapters.google.places import tagged
from chalicelib.model.word import Phrase
from chalicelib.tables import saying
from chalicelib.tables.layout import letters
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import OVERVIEW

RENAMED = Phrase(
    "the heading '{heading}' in column {column} was changed: write it back",
    "{column} 列的表头“{heading}”被改动：请改回",
)
OWN_ROWS = Phrase("it was there before: no rows were put in", "此工作表原已存在：未加入任何行")


def completed(
    table: Table[Any], seen: Seen, found: tuple[Columns, Sequence[Mark]], wish: Wish
) -> TabPlan:
    """Return what a tab with headings lacks; what it has stays as it is."""
    where, marks = found
    new = {key: seen.end + n for n, key in enumerate(where.missing)}
    at, lookups = {**where.at, **new}, new_lookups(table, wish)
    dress = Dress(table, seen.sheet, wish.language, at, (), lookups, wish.editors)
    faces = tops(table, seen, found, wish)
    lost = [key for key in tagged(table) if not _is_marked(dress, key, marks)]
    lost = [key for key in lost if key in dress.at]
    rest = [
        *more_rows(table, seen, wish),
        *_more_columns(dress, seen, list(new), wish),
        *_unmarked(dress, where, marks),
        *(dressing.column_tag(dress, key) for key in lost),
        *strayed(seen.shape, _ours(table, where)),
        *_own_formats(dress, seen, [key for key in lost if key in where.at]),
        *warnings(dress, seen.shape, [k for k in dressing.guarded(table) if k in dress.at]),
        *_first_met(dress, seen, seen.end + len(new)),
    ]
    own_rows = [OWN_ROWS] if wish.sample and table.key in wish.rows else []
    said = [*_wrong(table, where, faces.back), *faces.said, *own_rows]
    return TabPlan(table, added=where.missing, said=said, rest=rest, tops=faces.tops)


def _ours(table: Table[Any], where: Columns) -> set[int]:
    """Return where our columns stand, those too whose heading is wrong at present."""
    keys = set(dressing.guarded(table))
    doubled = {at for key, places in where.doubled.items() if key in keys for at in places}
    return doubled | {at for key, at in {**where.at, **where.renamed}.items() if key in keys}


def _wrong(table: Table[Any], where: Columns, back: Collection[str]) -> Iterator[Phrase]:
    for key, places in where.doubled.items():
        columns = ", ".join(map(letters, places))
        yield saying.DOUBLED_HEADING.fill(heading=table.fields[key].heading, columns=columns)
    for key, place in where.renamed.items():
        if key not in back:
            yield RENAMED.fill(heading=table.fields[key].heading, column=letters(place))


def _more_columns(dress: Dress, seen: Seen, new: Sequence[str], wish: Wish) -> Iterator[Request]:
    """Yield how missing columns come to stand behind all others, and under the filter."""
    if not new:
        return
    yield inserted(dress.sheet, seen.end, len(new))
    yield from dressing.headings(dress, new)
    yield from dressing.bodies(dress, new, drops(dress.table, wish.names, dress.language))
    old = seen.shape.get("basicFilter")
    ends = old["range"].get("endColumnIndex", seen.end) if old else 0
    if old and ends >= len(seen.headings) and not bars(seen.shape):
        yield dressing.filter_over(dress, seen.end + len(new), old)
    if _is_met(dress, seen.shape) and not bars(seen.shape):
        yield from tones(dress, seen.shape, new)


def _is_marked(dress: Dress, key: str, marks: Sequence[Mark]) -> bool:
    wanted = (f"{dress.table.key}.{key}", dress.sheet, dress.at.get(key))
    return any((mark.value, mark.sheet, mark.place) == wanted for mark in marks)


def _unmarked(dress: Dress, where: Columns, marks: Sequence[Mark]) -> Iterator[Request]:
    """Yield how marks of this tab come off columns, and copies of it, that are not theirs."""
    right: dict[str, int | None] = {
        f"{dress.table.key}.{key}": at for key, at in (*where.at.items(), *where.renamed.items())
    }
    right[dress.table.key] = None
    seen: set[str] = set()
    for mark in sorted(marks):
        if mark.value not in right:
            continue
        if (mark.sheet, mark.place) != (dress.sheet, right[mark.value]) or mark.value in seen:
            by = {"developerMetadataLookup": {"metadataId": mark.id}}
            yield {"deleteDeveloperMetadata": {"dataFilter": by}}
        else:
            seen.add(mark.value)


def _own_formats(dress: Dress, seen: Seen, keys: Sequence[str]) -> list[Request]:
    """Let ids show as text and our instants as dates, where we may."""
    barred = bars(seen.shape)
    free = [key for key in keys if not any(covers(area, dress.at[key]) for area in barred)]
    return dressing.number_formats(dress, free)


def _is_met(dress: Dress, shape: Mapping[str, Any]) -> bool:
    """Whether the tab bears our tag: what people changed of its looks since then stays."""
    values = [tag.get("metadataValue") for tag in shape.get("developerMetadata", ())]
    return dress.table.key in values


def _first_met(dress: Dress, seen: Seen, end: int) -> Iterator[Request]:
    if _is_met(dress, seen.shape):
        return
    yield dressing.tab_tag(dress)
    if bars(seen.shape):
        return  # bands, filters and colours reach over columns that we may not touch
    yield from looks(dress, seen.shape, end)
    if dress.table is OVERVIEW and {"topic", "figure"} <= dress.at.keys():
        yield from charts(dress, seen.shape)
