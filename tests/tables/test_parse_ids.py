"""Which row is which record: ids typed, given, doubled, damaged."""

import pytest

from chalicelib.model.problem import Rank
from chalicelib.model.word import Language
from chalicelib.tables.cell import Flaw, Grid
from chalicelib.tables.parse import Terms, parse
from chalicelib.tables.workbook import TEAM
from tests.tables.rows import GOOD, HEADINGS, SHANGHAI, cases, grave, ids

SHARED = Terms(steady=False)


def test_without_the_id_column_nothing_is_read():
    parsed = cases(("open",), headings=("Status",))
    assert not parsed.records
    assert Rank.LAYOUT in {p.rank for p in parsed.problems if p.column == "id"}


def test_rows_that_share_an_id_are_left_alone_and_named():
    parsed = cases(GOOD, ("C-2", "", "new", 46083), GOOD, ("C-3", "", "new", 46083), GOOD)
    assert ids(parsed) == ["C-2", "C-3"]
    found = grave(parsed)
    assert [(p.row, p.id, p.rank) for p in found] == [(r, "C-1", Rank.ROW) for r in (2, 4, 6)]
    assert "2, 4, 6" in found[0].what.en
    assert not {"C-1"} & parsed.rows.keys()


def test_a_tab_pasted_twice_is_told_row_by_row():
    rows = [(f"C-{n}", "", "new", 46083) for n in range(1000)]
    parsed = cases(*rows, *rows)
    assert not parsed.records
    assert len(grave(parsed)) == 2000


def test_an_empty_id_is_given_and_the_same_on_the_next_run():
    row = (None, "inquiry", "new", "2026-03-02 14:05")
    first, again = cases(GOOD, row), cases(row)
    assert first.given.keys() == {3}
    assert [*first.given.values()] == [*again.given.values()]
    assert first.given[3].startswith("CASE-")
    assert ids(first) == ["C-1", first.given[3]]
    assert not grave(first)


def test_an_id_that_the_ledger_remembers_is_not_given_again():
    row = (None, "inquiry", "new", "2026-03-02 14:05")
    usual = cases(row).given[2]
    told = Terms(steady=False, remembered={("cases", usual), ("orders", "X")})
    other = cases(row, terms=told).given[2]
    assert other != usual
    assert cases(row, terms=told._replace(remembered={("orders", usual)})).given[2] == usual
    assert len(usual.partition("-")[2]) == 8


def test_where_rows_may_move_a_row_is_a_record_once_it_bears_its_id():
    row = (None, "inquiry", "new", "2026-03-02 14:05", None, "overdue", 46083)
    parsed = cases(GOOD, row, terms=SHARED)
    assert ids(parsed) == ["C-1"]
    assert parsed.rows == {"C-1": 2}
    assert parsed.given == cases(GOOD, row).given
    assert not parsed.stale
    named = cases(GOOD, (parsed.given[3], *row[1:]), terms=SHARED)
    assert ids(named) == ["C-1", parsed.given[3]]


def test_where_rows_may_move_doubled_and_damaged_ids_are_left_alone_as_ever():
    rows = (GOOD, GOOD, ("1.23E+15", *GOOD[1:]), (None, *GOOD[1:]))
    shared, still = cases(*rows, terms=SHARED), cases(*rows)
    assert shared.records == []
    assert ids(still) == [still.given[5]]
    assert shared.problems == still.problems
    assert shared.stale == still.stale == [2, 3, 4]


def test_a_given_id_does_not_hang_on_cells_that_are_ours_or_unknown():
    row = (None, "inquiry", "new", "2026-03-02 14:05", None)
    ours = ("on track", 46084, "Resolution", "because")
    plain = cases(row).given[2]
    assert plain == cases((*row, *ours)).given[2]
    assert plain == cases((*row, *ours, "x"), headings=(*HEADINGS, "Time left")).given[2]


def test_rows_that_are_alike_are_given_different_ids():
    row = (None, "", "new", "2026-03-02 14:05")
    parsed = cases(row, row, row)
    assert len({*parsed.given.values()}) == 3
    assert len(parsed.records) == 3


def test_a_given_id_is_never_one_that_is_taken():
    row = (None, "", "new", "2026-03-02 14:05")
    taken = cases(row).given[2]
    parsed = cases((taken, "", "new", 46083), row)
    assert parsed.given[3] != taken
    assert len(parsed.records) == 2


def test_rows_that_people_name_are_given_no_id():
    headings = TEAM.heading_row(Language.EN)
    rows = [headings, [None, "anna@example.com"], ["Li Na", "lina@example.com"]]
    parsed = parse(TEAM, Grid("Team", rows, {}), SHANGHAI)
    assert ids(parsed) == ["Li Na"]
    assert not parsed.given
    assert [(p.row, p.column, p.rank) for p in parsed.problems] == [(2, "id", Rank.ROW)]


@pytest.mark.parametrize("cell", ["1.23E+15", 12345678901234567.0])
def test_a_damaged_id_leaves_the_row_alone(cell):
    parsed = cases((cell, *GOOD[1:]), GOOD)
    assert ids(parsed) == ["C-1"]
    assert not parsed.given
    assert [(p.row, p.column) for p in grave(parsed)] == [(2, "id")]


@pytest.mark.parametrize(("flaw", "say"), [(Flaw.ERROR, "error"), (Flaw.MERGED, "merged")])
def test_cells_in_error_or_merged_are_named(flaw, say):
    parsed = cases(("C-1", "", "open", None), ("C-2", "", "open", 46083), flaws={(2, 4): flaw})
    assert ids(parsed) == ["C-1", "C-2"]
    (found,) = grave(parsed)
    assert (found.row, found.column) == (2, "opened")
    assert say in found.what.en
    assert parsed.unread == {"C-1": frozenset({"opened"})}


def test_an_id_in_error_leaves_the_row_alone():
    parsed = cases((None, "", "open", 46083), GOOD, flaws={(2, 1): Flaw.ERROR})
    assert ids(parsed) == ["C-1"]
    assert not parsed.given
