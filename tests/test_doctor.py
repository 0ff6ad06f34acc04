"""The doctor: what keeps the desk from a workbook, and what it says to do."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from chalicelib.adapters.checkup import Stand
from chalicelib.adapters.google.client import GoogleClient, Watch
from chalicelib.adapters.google.doctor import examine, same_clock
from chalicelib.adapters.google.doctor_look import Patient
from chalicelib.adapters.google.layout import Layout
from chalicelib.adapters.google.probe import probe, report
from chalicelib.automations.rules_gone import GONE
from chalicelib.cli.commands import command
from chalicelib.cli.make import make
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Language, Phrase
from chalicelib.settings import OWNER
from chalicelib.sla.zone import zone_named
from chalicelib.tables.cell import Fault, Sheets
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import CASES, POLICY, TABS
from chalicelib.tables.workbook_read import opened
from tests.google import person, transport
from tests.google.mishaps import Forbidden, LostResponse, Timeout
from tests.google.server import Answer, Service
from tests.google.small import OWNER as OWNS
from tests.google.state import Rect, Row
from tests.google.transport import BOT
from tests.google.weather import Weather
from tests.spread import ID, URL, at_google, book, desk_world, put, tab

STATE = CASES.fields["state"].heading.en


def run(*arguments, language=Language.EN, **more):
    done = CliRunner().invoke(
        command(Speech(language)), ["doctor", *map(str, arguments)], env={"COLUMNS": "200"}, **more
    )
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def findings(*arguments):
    done = run(*arguments, "--json")
    return {one["check"]["en"]: one for one in json.loads(done.stdout)}, done.exit_code


BOSS = "boss@shop.example"
RULES = [table for table in TABS if table.room is Room.RULES]


@pytest.fixture
def world():
    made = desk_world()
    for number, table in enumerate(RULES, start=900):
        guard = {"protectedRangeId": number, "editors": {"users": [BOSS, OWNS, BOT]}}
        sheet = tab(made, table.name.en)
        sheet.protected = [{**guard, "rect": Rect(sheet.id)}]
    return made


@pytest.fixture
def google(world, tmp_path, monkeypatch):
    monkeypatch.setenv(OWNER, BOSS)
    with at_google(world, tmp_path, monkeypatch) as service:
        service.after.append(says_may_edit)
        yield service


def says_may_edit(service, request, answer, n):
    """Let Drive tell the caller's rights, as Google does when asked."""
    del n
    if not request.path.startswith("/drive/v3/files/") or answer.status != 200:
        return None
    if "capabilities" not in request.query.get("fields", [""])[0]:
        return None
    roles = {p["role"] for p in service.world.files[ID].permissions if p["emailAddress"] == BOT}
    return Answer(200, {**answer.body, "capabilities": {"canEdit": bool(roles & {"writer"})}})


@pytest.mark.usefixtures("google")
def test_a_desk_in_order_keeps_nobody_busy():
    found, code = findings(URL)
    assert code == 0
    stands = {check: one["stand"] for check, one in found.items()}
    assert {
        stand
        for check, stand in stands.items()
        if check not in {"Format of ids", "Rules and settings"}
    } == {"fine"}
    assert list(found) == [
        "Access", "Tabs", "Headings", "Ids", "Rules and settings", "Cells to fix", "Writing",
        "Trash", "Time zone", "Locale", "Protection", "Rule tabs", "Column tags", "Size",
        "Format of ids", "Quota",
    ]  # fmt: skip
    assert "Nothing keeps the desk from its work." in run(URL).stdout
    assert "没有妨碍运行的问题。" in run(URL, language=Language.ZH).stdout


def test_the_doctor_changes_nothing_and_takes_few_calls(google, world):
    before = world.files[ID].version
    findings(URL)
    assert world.files[ID].version == before
    assert sum(n for name, n in google.calls.items() if name != "token") <= 10


def protect(world):
    person.ProtectColumn("Cases", STATE).do(world, book(world))


def nobodys(world):
    person.Unprotect("SLA").do(world, book(world))


def only_warned(world):
    tab(world, "Policy").protected[0]["warningOnly"] = True


def shared(world):
    tab(world, "Policy").protected[0]["editors"]["users"].append("ben@shop.example")


def whole_firm(world):
    tab(world, "Hours").protected[0]["editors"]["domainUsersCanEdit"] = True


def in_parts(world):
    sheet = tab(world, "Team")
    sheet.protected[0]["unprotectedRanges"] = [{"sheetId": sheet.id, "startColumnIndex": 8}]


def read_only(world):
    for permission in world.files[ID].permissions:
        if permission["emailAddress"] == BOT:
            permission["role"] = "reader"


def zone(world):
    person.ChangeZone("America/New_York").do(world, book(world))


def german(world):
    person.ChangeLocale("de_DE").do(world, book(world))


def trash(world):
    person.TrashFile().do(world, book(world))


def no_tab(world):
    person.DeleteTab("Cases").do(world, book(world))


def heading(world):
    person.RenameHeading("Cases", "Status", "Stat").do(world, book(world))


def damaged(world):
    put(tab(world, "Orders"), 2, 0, 1.2345678901234568e18)


def loose(world):
    put(tab(world, "Cases"), 2, 0, "C-1")


def huge(world):
    sheet = tab(world, "Orders")
    sheet.columns *= 60
    sheet.rows += [Row()] * 7000


def nobody(world):
    team = tab(world, "Team")
    team.rows[1:] = [Row() for _ in team.rows[1:]]


def rule(world):
    put(tab(world, "SLA"), 2, 4, "soon")


@pytest.mark.parametrize(
    "case",
    [
        (protect, "Protection", "mend", f"Cases: {STATE}"),
        (protect, "Protection", "mend", BOT),
        (nobodys, "Rule tabs", "look", "may edit: SLA"),
        (nobodys, "Rule tabs", "look", "aftersheet new --google again"),
        (only_warned, "Rule tabs", "look", "whoever may edit the spreadsheet may edit: Policy"),
        (shared, "Rule tabs", "look", "others than the owner may edit: Policy"),
        (shared, "Rule tabs", "look", BOSS),
        (whole_firm, "Rule tabs", "look", "others than the owner may edit: Hours"),
        (in_parts, "Rule tabs", "look", "others than the owner may edit: Team"),
        (read_only, "Writing", "mend", BOT),
        (zone, "Time zone", "mend", "America/New_York"),
        (zone, "Time zone", "mend", "Asia/Shanghai"),
        (german, "Locale", "look", "12,50"),
        (trash, "Trash", "mend", "Google Drive"),
        (no_tab, "Tabs", "mend", "Cases"),
        (heading, "Headings", "mend", "Cases: Status"),
        (heading, "Headings", "mend", "edit#gid="),
        (damaged, "Ids", "mend", "Orders 2"),
        (loose, "Format of ids", "look", "Cases"),
        (huge, "Size", "mend", "10,000,000"),
        (nobody, "Rules and settings", "mend", "aftersheet check"),
        (rule, "Rules and settings", "mend", "aftersheet check"),
    ],
    ids=lambda case: f"{case[0].__name__}-{case[3]}",
)
@pytest.mark.usefixtures("google")
def test_what_keeps_the_desk_away_is_named_with_what_to_do(world, case):
    change, check, stand, says = case
    change(world)
    found, code = findings(URL)
    one = found[check]
    assert one["stand"] == stand
    assert says in one["how"]["en"] + one["to_do"]["en"] + one["link"]
    assert one["to_do"]["zh"]
    assert code == (1 if stand == "mend" else 0)


@pytest.mark.usefixtures("google")
def test_where_no_owner_is_known_it_is_said_where_to_name_one(world, monkeypatch):
    nobodys(world)
    monkeypatch.setenv(OWNER, "")
    found, _ = findings(URL)
    for language in ("en", "zh"):
        assert OWNER in found["Rule tabs"]["to_do"][language]


@pytest.mark.usefixtures("google")
def test_a_sheet_that_is_not_shared_says_with_whom_to_share_it(world):
    person.RevokeAccess().do(world, book(world))
    found, code = findings(URL)
    assert (list(found), code) == (["Access"], 1)
    assert BOT in found["Access"]["to_do"]["en"]
    assert BOT in found["Access"]["to_do"]["zh"]


@pytest.mark.usefixtures("google")
def test_a_sheet_that_is_not_there_is_said_so():
    found, code = findings("1" + "x" * 43)
    assert (list(found), code) == (["Access"], 1)
    assert "no spreadsheet of that id" in found["Access"]["to_do"]["en"]


@pytest.mark.usefixtures("google")
def test_an_excel_file_that_google_shows_is_told_from_a_spreadsheet(world):
    del world.spreadsheets[ID]
    found, _ = findings(URL)
    assert "Save as Google Sheets" in found["Access"]["to_do"]["en"]


def test_whatever_else_keeps_the_desk_from_writing_is_passed_on():
    shrunk = Phrase("The grid was cut.", "表格区域被缩小。")
    read = opened(
        Sheets({}, "", steady=False, faults=[Fault("cases", "", shrunk)]), datetime.now(UTC)
    )
    layout = Layout("", "en_US", "UTC", (), {}, (), trashed=False)
    seen = Patient(layout, read, may_write=True, formats={}, address=BOT, calls={})
    found = list(examine(seen))
    assert [one.check.en for one in found if one.stand is Stand.MEND] == ["Layout"]
    assert shrunk in [one.how for one in found]


def test_zones_are_compared_by_the_time_they_show():
    shanghai = zone_named("Asia/Shanghai")
    assert same_clock(shanghai, zone_named("Asia/Chongqing"))
    assert not same_clock(shanghai, None)
    assert not same_clock(zone_named("Europe/London"), zone_named("Africa/Abidjan"))


def test_a_workbook_on_disk_is_looked_at_as_far_as_it_applies(tmp_path):
    place = tmp_path / "desk.xlsx"
    make(place, Language.EN, sample=True)
    found, code = findings(place)
    assert list(found) == [
        "Access",
        "Tabs",
        "Headings",
        "Ids",
        "Rules and settings",
        "Cells to fix",
    ]
    assert (found["Access"]["stand"], code) == ("fine", 1)
    assert "Orders" in found["Ids"]["how"]["en"]
    assert [p.name for p in tmp_path.iterdir()] == ["desk.xlsx"]


def test_a_rule_tab_that_is_gone_since_the_desk_ran_is_missed(tmp_path):
    place = tmp_path / "desk.xlsx"
    make(place, Language.EN, sample=False)
    without(place, "Evidence")
    assert findings(place)[0]["Tabs"]["stand"] == "fine"  # it can do without, and never had it
    done = CliRunner().invoke(command(Speech(Language.EN)), ["sweep", str(place)])
    assert done.exception is None, done.output
    without(place, "Policy")
    tabs = findings(place)[0]["Tabs"]
    assert (tabs["stand"], tabs["how"]["en"]) == ("mend", "missing: Policy")
    assert "put them back" in tabs["to_do"]["en"]
    checked = CliRunner().invoke(command(Speech(Language.EN)), ["check", "--json", str(place)])
    assert [p["what"] for p in json.loads(checked.stdout) if p["tab"] == "Policy"][-1:] == [
        dict(zip(("en", "zh"), GONE["policy"].fill(tab=POLICY.name), strict=True))
    ]


def without(place, title):
    """Delete a tab, as a person would in Excel."""
    book = load_workbook(place)
    del book[title]
    book.save(place)


def test_a_workbook_that_is_no_workbook_is_said_so(tmp_path):
    place = tmp_path / "desk.xlsx"
    place.write_text("mine")
    found, code = findings(place)
    assert (list(found), found["Access"]["stand"], code) == (["Access"], "mend", 1)
    assert findings(tmp_path / "none.xlsx")[1] == 1


@pytest.mark.usefixtures("google")
@pytest.mark.parametrize(
    ("follows", "said"), [(True, "follows the content"), (False, "stays where it was")]
)
def test_the_probe_tells_whether_row_metadata_follows_a_sort(world, follows, said):
    world.metadata_follows_sort = follows
    before = [sheet.title for sheet in book(world).sheets]
    done = run("--probe", "--yes", "--quick", URL)
    assert done.exit_code == 0
    answers = dict(
        line.strip("| ").split(" | ") for line in done.stdout.splitlines() if " | " in line
    )
    assert answers["Row metadata after sortRange"] == said
    assert answers["Row metadata after a sort by the basic filter"] == said
    assert answers["Column metadata after the column was moved"] == "follows the content"
    assert answers["Column metadata after the column was cut and pasted"] == "stays where it was"
    assert answers["A write whose answer was not waited for"] == "not measured (--quick)"
    assert "median" in answers["Latency of a write"]
    assert [sheet.title for sheet in book(world).sheets] == before


@pytest.mark.usefixtures("google")
def test_the_report_shows_neither_id_nor_content_nor_address():
    for language in Language:
        said = run("--probe", "--yes", "--quick", URL, language=language).stdout
        for secret in (ID, BOT, "Cases", "Desk"):
            assert secret not in said


def test_the_probe_asks_first(google):
    done = run("--probe", "--quick", URL, input="n\n")
    assert done.exit_code == 1
    assert "scratch tab" in done.stderr
    assert google.calls["sheets.spreadsheets.batchUpdate"] == 0


def test_a_file_cannot_be_probed(tmp_path):
    done = run("--probe", "--yes", tmp_path / "desk.xlsx")
    assert (done.exit_code, "Only a Google spreadsheet" in done.stderr) == (1, True)


def measured(weather, world):
    service = Service(world)
    weather.over(service)
    clock = weather.clock
    client = GoogleClient(transport.session(service), Watch(clock.monotonic, clock.sleep))
    return client, service


def raw_write():
    """Return the number of the request that is sent without waiting for its answer."""
    counted = Service(desk_world())
    counting = Weather().over(counted)
    client = GoogleClient(
        transport.session(counted), Watch(counting.clock.monotonic, counting.clock.sleep)
    )
    probe(client, ID, quick=True)
    return counting.n


@pytest.mark.parametrize(
    ("lands", "said"),
    [(100.0, "landed between"), (None, "had not landed after 180 s")],
)
def test_a_write_that_lands_late_is_waited_for(world, lands, said):
    n = raw_write()
    weather = Weather.script({n: Timeout(lands)}, patience=0.02)
    client, _ = measured(weather, world)
    answers = {a.question.en: a.what.en for a in probe(client, ID, quick=False)}
    found = answers["A write whose answer was not waited for"]
    assert said in found
    if lands:
        numbers = [float(word) for word in found.split() if word[0].isdigit()]
        assert numbers[0] <= lands + 1
        assert numbers[1] >= lands


def test_an_experiment_that_fails_says_so_and_the_others_go_on(world):
    client, _ = measured(Weather.script({2: Forbidden(), 3: LostResponse()}), world)
    answers = probe(client, ID, quick=True)
    said = report(answers, "2026-03-04 09:00 UTC", Language.EN)
    assert said.count("not measured:") == 2
    assert "Latency of a read | median" in said
    assert not [sheet.title for sheet in book(world).sheets if "probe" in sheet.title]
