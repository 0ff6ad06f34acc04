"""A shared sheet in strict mode: faces are looked up on the Desk tab, rows may move."""

from chalicelib.model.setting import SettingKey
from chalicelib.tables.cell import Flaw, Sheets, folded, plain
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY, DESK, SETTINGS, TABS
from chalicelib.tables.workbook_read import opened
from tests.laws.desks import MONDAY
from tests.memory import MemoryWorkbook, at

FACED = [table for table in TABS if table.faced]


class StrictBook(MemoryWorkbook):
    """Shows below each heading of a face what the Desk tab holds; a cell typed there blocks it."""

    def __init__(self, book):
        super().__init__(book.tabs, book.locale)
        self.link = "https://docs.google.com/spreadsheets/d/1abc/edit#gid={}"
        self.strays = []
        """What was written into a row of people, ids that the desk gives aside."""
        self.typed(SETTINGS, SettingKey.STRICT.said(book.locale.language), value="yes")

    def read(self, titles):
        """Return the tabs as a browser shows them."""
        sheets = super().read(titles)
        grids = dict(sheets.grids)
        for n, (key, grid) in enumerate(sheets.grids.items()):
            flaws = look_up(BY_KEY[key], grid.rows, faces(sheets)) if BY_KEY[key].faced else {}
            grids[key] = grid._replace(flaws=flaws, link=self.link.format(n))
        return Sheets(grids, sheets.stamp, steady=False)

    def write(self, sheets, patches):
        """Write, and keep what strays."""
        read = opened(sheets, MONDAY)
        self.strays += [p for p in patches if read.settings.strict and strays(read, p)]
        named = sum(
            p.column - 1 == read.parsed[p.tab].at.get("id")
            for p in patches
            if p.id == "" and read.parsed[p.tab].given
        )
        return super().write(sheets, patches)._replace(named=named)

    def shows(self, table, key="state"):
        """Return what the faces of a tab's rows show, by id."""
        rows = self.read({table.key: table.titles(), DESK.key: DESK.titles()}).grids[table.key].rows
        name, face = self.column(table, "id"), self.column(table, key)
        return {at(row, name): at(row, face) for row in rows[1:]}


def strays(read, patch):
    """Whether a patch goes into a row of people without giving it an id."""
    tab = read.parsed[patch.tab]
    given = patch.column - 1 == tab.at.get("id") and tab.given.get(patch.row) == patch.value
    return tab.table.room is not Room.DESK and not (given and patch.seen in (None, ""))


def faces(sheets):
    """Return the cells of the Desk tab by key and heading; the first of a key counts."""
    headings, *rows = sheets.grids[DESK.key].rows if DESK.key in sheets.grids else [[]]
    keys = [DESK.headings.get(folded(cell), "") for cell in headings]
    found = {}
    for row in rows:
        cells = {key: at(row, n) for n, key in enumerate(keys)}
        found.setdefault(plain(cells.get("key")).casefold(), cells)
    return found


def look_up(table, rows, known):
    """Let each lookup of a tab spill, or show an error; return the flaws."""
    keys = [table.headings.get(folded(cell)) for cell in rows[0]] if rows else []
    places = {c.key: keys.index(c.key) for c in table.desk if c.key in keys}
    flaws = {}
    for key, index in places.items():
        if any(at(row, index) is not None for row in rows[1:]):
            rows[0][index] = ""
            flaws[1, index + 1] = Flaw.ERROR
        elif "id" in keys:
            for row in rows[1:]:
                row.extend([None] * (index + 1 - len(row)))
                name = " ".join(plain(at(row, keys.index("id"))).split())
                row[index] = known.get(f"{table.key}/{name}".casefold(), {}).get(key)
    return flaws
