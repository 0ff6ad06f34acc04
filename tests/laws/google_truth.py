"""What must be so of a desk on Google Sheets once the weather has cleared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from chalicelib.tables.cell import Patch, folded, plain
from chalicelib.tables.layout import laid_out
from chalicelib.tables.workbook import BY_KEY, TABS
from tests.adapters.workbook_contract import level
from tests.google.person import CutColumn, SwapColumns, Trespass
from tests.google.state import Sheet
from tests.laws.google_desk import Office

ID_HEADINGS = {table.fields["id"].heading.en for table in TABS if "id" in table.fields}


def strays(office: Office) -> list[tuple[str, int, str, Any]]:
    """Return values of ours in rows that bear no id, or one that another bears too."""
    return [found for tab in office.book.sheets for found in _strays(tab)]


def _strays(tab: Sheet) -> list[tuple[str, int, str, Any]]:
    table = next((t for t in TABS if t.faced and tab.title in t.name), None)
    if table is None:
        return []
    at = laid_out(table, [cell and cell.value for cell in tab.rows[0].cells]).at
    if "id" not in at:
        return []
    names = Counter(plain(tab.value(n, at["id"])) for n in range(1, len(tab.rows)))
    return [
        (tab.title, n + 1, column.key, tab.value(n, at[column.key]))
        for n in range(1, len(tab.rows))
        for name in (plain(tab.value(n, at["id"])),)
        for column in table.desk
        if column.key in at and tab.value(n, at[column.key]) not in (None, "")
        if not name or names[name] > 1
    ]


def stands_true(office: Office) -> None:
    """Fail unless every value of ours is where it belongs, and nothing of people was touched."""
    assert trespasses(office) == []
    left = [p for p in office.left() if not _merged(office, p)]
    assert left == []
    assert [s for s in strays(office) if folded(s[3])] == []
    assert [key for key, times in office.post.told.items() if times > 1] == []
    assert office.post.in_doubt() == []


def trespasses(office: Office) -> list[Trespass]:
    """Return which cells of people were changed; an id of ours may come if it goes again."""
    given = office.workbook.given
    found = [t for t in office.person.trespasses() if not {_text(t.was), _text(t.now)} & given]
    if any(isinstance(line.action, CutColumn | SwapColumns) for line in office.person.diary):
        found = _not_put_back(office, found)
    return [*found, *(stray for tab in office.book.sheets for stray in _ids_astray(tab, given))]


def _not_put_back(office: Office, found: Sequence[Trespass]) -> list[Trespass]:
    """Return the cells that were changed, without those that then were changed back.

    No write asks for a heading: where cells of columns change places in the moment before one,
    what it hit is put back at once. (An empty id may be filled by anybody, so that is not seen.)
    """
    left: list[Trespass] = []
    for one in found:
        back = (o for o in left if (o.tab, o.was, o.now) == (one.tab, one.now, one.was))
        first = next(back, None)
        if first:
            left.remove(first)
        elif one.now is not None or not _is_id_there(office, one):
            left.append(one)
    return left


def _is_id_there(office: Office, one: Trespass) -> bool:
    tab = office.book.by_title(one.tab)
    heads = [cell and cell.value for cell in tab.rows[0].cells] if tab else []
    at = heads.index(one.heading) if one.heading in ID_HEADINGS & {*heads} else None
    return at is not None and any(
        row.cell(at) and row.cell(at).value == _text(one.was) for row in tab.rows
    )


def _text(seen: tuple[str, Any] | None) -> Any:
    return seen and seen[1]


def _ids_astray(tab: Sheet, given: set[str]) -> Iterator[Trespass]:
    """Yield ids of ours that stand alone in a row, or under the heading of another column."""
    heading = tab.value(0, 0) and [cell and cell.value for cell in tab.rows[0].cells]
    ours = next((t for t in TABS if t.faced and tab.title in t.name), None)
    for number, row in enumerate(tab.rows[1:] if ours and heading else (), start=2):
        filled = [(n, cell.value) for n, cell in enumerate(row.cells) if cell and cell.value]
        for n, value in filled:
            if value in given and (len(filled) == 1 or heading[n] != ours.fields["id"].heading.en):
                yield Trespass(tab.title, number, heading[n], None, ("str", value))


def _merged(office: Office, patch: Patch) -> bool:
    """Whether a cell was swallowed by a merged area, where Google keeps nothing."""
    titles = {folded(t) for t in BY_KEY[patch.tab].titles()}
    tab = next(s for s in office.book.sheets if folded(s.title) in titles)
    return any(
        m.top < patch.row <= m.bottom and m.left < patch.column <= m.right
        and (patch.row, patch.column) != (m.top + 1, m.left + 1)
        for m in tab.merges
    )  # fmt: skip


Faces = dict[str, list[Any]]
"""What our columns show, by id; only of ids that stand once."""


def faces_wanted(office: Office, tab: str) -> Faces:
    """Return what the records of a tab should show after the last write, as it was asked."""
    assert office.workbook.seen is not None
    rows = [list(row) for row in office.workbook.seen.grids[tab].rows]
    width = len(rows[0])
    rows = [row + [None] * (width - len(row)) for row in rows]
    for patch in office.workbook.asked:
        if patch.tab == tab and patch.column - 1 != laid_out(BY_KEY[tab], rows[0]).at["id"]:
            rows[patch.row - 1][patch.column - 1] = patch.value
    return _faces(tab, rows)


def faces_shown(office: Office, tab: str) -> Faces:
    """Return what the records of a tab show now."""
    found = office.book.by_title(BY_KEY[tab].name.en)
    width = len(found.columns)
    return _faces(tab, [[found.value(n, i) for i in range(width)] for n in range(len(found.rows))])


def _faces(tab: str, rows: Sequence[Sequence[Any]]) -> Faces:
    at = laid_out(BY_KEY[tab], rows[0]).at
    times = Counter(plain(row[at["id"]]) for row in rows[1:])
    return {
        plain(row[at["id"]]): [level(row[at[column.key]]) for column in BY_KEY[tab].desk]
        for row in rows[1:]
        if times[plain(row[at["id"]])] == 1
    }
