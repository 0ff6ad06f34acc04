"""The demonstration on a shared spreadsheet: what it promises to show is what happens."""

import openpyxl
import pytest

from chalicelib.model.word import Language
from tests.google.demo_day import MORNING, play
from tests.google.story import busy_day

UNTIL = {
    Language.EN: MORNING.replace(hour=9, minute=15),
    Language.ZH: MORNING.replace(hour=9, minute=0),
}
"""The first of the day is enough: sorting, a copied id, a row without one."""


@pytest.fixture(scope="module", params=list(Language), ids=str)
def played(request, tmp_path_factory):
    shown, folder = [], tmp_path_factory.mktemp("demo") / "google"
    return (
        request.param,
        folder,
        play(folder, request.param, shown.append, UNTIL[request.param]),
        shown,
    )


def test_no_value_is_on_a_wrong_row_and_no_cell_of_people_was_changed(played):
    _, _, figures, _ = played
    assert figures.wrong == 0
    assert list(figures.trespasses) == []
    assert figures.flaw is None


def test_no_mail_goes_out_twice(played):
    _, folder, figures, _ = played
    assert figures.twice == 0
    assert len(list((folder / "outbox").glob("*.eml"))) == len(figures.mails) > 1


def test_people_do_act_between_a_reading_and_a_writing(played):
    _, _, figures, _ = played
    strayed = sum(done.report.written.strayed for done in figures.swept)
    assert figures.between > 0
    assert strayed > 0


def test_a_run_with_nothing_to_say_costs_one_read(played):
    _, _, figures, _ = played
    assert figures.runs[-1].calls == {"reads": 1}
    assert max(run.calls["writes"] for run in figures.runs) <= 4


def test_everything_people_did_is_told_in_the_language_of_the_sheet(played):
    language, _, _, shown = played
    text = "\n".join(map(str, shown))
    for moment in busy_day(language, MORNING.date()):
        if moment.at <= UNTIL[language].replace(tzinfo=None):
            assert moment.said.said(language) in text


def test_it_leaves_the_sheet_as_a_file_to_open(played):
    language, folder, _, _ = played
    book = openpyxl.load_workbook(folder / "desk.xlsx")
    assert book.sheetnames[0] == {Language.EN: "Overview", Language.ZH: "总览"}[language]
    assert (folder / "outbox" / "index.html").is_file()


def test_the_server_answered_as_google_does(played):
    _, _, figures, _ = played
    assert list(figures.violations) == []
