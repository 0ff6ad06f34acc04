"""Rule tabs at Google are the owner's: set-up closes them, others are refused, and it stays so."""

from __future__ import annotations

import gspread
import pytest

from chalicelib.adapters.google.dress_guard import RULES
from chalicelib.adapters.google.guard import account
from chalicelib.adapters.google.layout import layout_of
from chalicelib.adapters.google.setup import set_up_as
from chalicelib.adapters.google.setup_rules import LET_EDIT, NO_OWNER, OPENED, STRANGE_OWNER
from chalicelib.adapters.google.setup_wish import Asked
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language, Phrase
from chalicelib.tables.defaults import default_rows, home
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY, SETTINGS
from tests.adapters.set_up_made import ANNA, USUAL, Shared, of, small_tabs, wrote
from tests.google import transport
from tests.google.person import DeleteColumn, Ours, ProtectTab, TypeCell, Unprotect
from tests.google.transport import BOT

EN, ZH = Language.EN, Language.ZH
BOSS, BEN = "boss@shop.example", "ben@shop.example"
SPOKEN = ((", ", EN), ("、", ZH))
RULE_TABS = [table for table in USUAL if table.room is Room.RULES]
RECORDS = [table for table in USUAL if table.room is Room.RECORDS]


@pytest.fixture(autouse=True, scope="module")
def few_rows():
    """Tabs of few rows, so that the test server has less to do."""
    with small_tabs(overview=40):
        yield


class Desk(Shared):
    """A spreadsheet of Anna's; Ben may edit it, and so may the boss, who owns the shop."""

    language = EN

    @classmethod
    def shared(cls):
        desk = cls()
        permissions = desk.service.world.files[desk.book.id].permissions
        for n, address in enumerate((BOSS, BEN), start=70):
            person = {"id": str(n), "type": "user", "role": "writer", "emailAddress": address}
            permissions.append(person)
        return desk

    @classmethod
    def guarded(cls, owner=BOSS, language=EN):
        desk = cls.shared()
        desk.language = language
        desk.done = desk.again(owner)
        return desk

    def double(self):
        made = super().double()
        made.language = self.language
        return made

    def again(self, owner=BOSS, contents=None):
        asked = Asked(self.language, contents, owner, BOT)
        return self.watched(Ours(), lambda: set_up_as(asked, self.client, self.book.id))

    def guards(self, table):
        return self.tab(table.name.said(self.language)).protected

    def column_of_keys(self):
        settings = self.tab("Settings")
        return [settings.value(row, 0) for row in range(len(settings.rows))]

    def as_(self, address):
        """Return the spreadsheet as somebody's own program opens it."""
        self.service.bot = address
        client = gspread.authorize(None, session=transport.session(self.service))
        return client.open_by_key(self.book.id)


@pytest.fixture(scope="module")
def made(few_rows):  # noqa: ARG001
    return Desk.guarded()


@pytest.fixture
def desk(made):
    return made.double()


def is_boss_only(entry):
    people = set(entry.get("editors", {}).get("users", ()))
    return not entry.get("warningOnly") and people == {BOSS, ANNA, BOT}


@pytest.mark.parametrize("language", [EN, ZH], ids=str)
def test_set_up_closes_every_rule_tab_and_no_other_in_one_write(language):
    desk = Desk.guarded(language=language)
    assert (wrote(desk.done), sum(desk.done.calls.values())) == (1, 7)
    for table in RULE_TABS:
        (guard,) = desk.guards(table)
        assert is_boss_only(guard), table.key
        assert (guard["rect"].left, guard["rect"].top) == (None, None)
        assert guard["description"] == f"{RULES.said(language)} ({BOSS})"
    records = (guard for table in RECORDS for guard in desk.guards(table))
    assert all(guard["warningOnly"] for guard in records)
    assert desk.done.rules == LET_EDIT.fill(people=", ".join(sorted((ANNA, BOSS, BOT))))
    assert all(not tab.said for tab in desk.done.tabs)


def test_a_second_run_finds_nothing_to_do(desk):
    again = desk.again()
    assert (wrote(again), again.changed, sum(again.calls.values())) == (0, False, 3)


@pytest.mark.parametrize("table", RULE_TABS, ids=lambda table: table.key)
def test_nobody_else_edits_a_rule(desk, table):
    tab = desk.as_(BEN).worksheet(table.name.en)
    for deed in (
        lambda: tab.update_acell("B2", "mine"),
        lambda: tab.delete_rows(2),
        lambda: tab.insert_row(["mine"], 2),
        lambda: tab.append_row(["mine"]),
        lambda: tab.spreadsheet.del_worksheet(tab),
    ):
        with pytest.raises(gspread.exceptions.APIError, match="protected cell"):
            deed()


def test_records_stay_everybodys_and_the_owner_edits_rules(desk):
    ben = desk.as_(BEN)
    for table in RECORDS:
        ben.worksheet(table.name.en).update_acell("A2", "K-1")
    for owner in (BOSS, ANNA):
        desk.as_(owner).worksheet("SLA").update_acell("B2", owner)
        assert desk.tab("SLA").value(1, 1) == owner


def test_a_person_who_owns_the_spreadsheet_goes_on_editing_rules(desk):
    desk.does(TypeCell("SLA", 2, "Clock", "Answer"))
    assert desk.cell("SLA", 2, "Clock").value == "Answer"


def test_the_desk_itself_is_not_shut_out(desk):
    layout = layout_of(desk.client, desk.book.id)
    assert [tab.title for tab in layout.tabs if tab.barred] == []
    desk.as_(BOT).worksheet("Team").update_acell("A2", "Ben")


@pytest.mark.parametrize("key", ["sla", "settings"])
def test_a_guard_that_somebody_took_off_comes_back(desk, key):
    desk.does(Unprotect(BY_KEY[key].name.en))
    again = desk.again()
    assert (wrote(again), of(again, key).changed) == (1, True)
    assert [is_boss_only(guard) for guard in desk.guards(BY_KEY[key])] == [True]
    assert [tab.table.key for tab in again.tabs if tab.changed] == [key]


def test_a_tab_that_lacks_columns_is_completed_and_guarded(desk):
    desk.does(Unprotect("Policy"), DeleteColumn("Policy", "Active"))
    again = desk.again()
    assert [is_boss_only(guard) for guard in desk.guards(BY_KEY["policy"])] == [True]
    assert "Active" in desk.headings("Policy")
    assert of(again, "policy").added


def test_what_people_open_to_others_stays_and_what_they_close_themselves_too(desk):
    (guard,) = desk.guards(BY_KEY["hours"])
    guard["editors"] = {"users": [*guard["editors"]["users"], BEN]}
    desk.does(Unprotect("Team"), ProtectTab("Team"))
    again = desk.again()
    assert (wrote(again), desk.guards(BY_KEY["hours"])) == (0, [guard])
    assert "protected against the desk" in of(again, "team").said[0].en


def test_another_owner_takes_the_place_of_the_one_before(desk):
    again = desk.again("new.boss@shop.example")
    assert wrote(again) == 1
    for table in RULE_TABS:
        (guard,) = desk.guards(table)
        assert set(guard["editors"]["users"]) == {"new.boss@shop.example", ANNA, BOT}


def with_owner(address):
    rows = dict(default_rows(home(EN)))
    cells = [SETTINGS.render(row, home(EN)) for row in rows["settings"]]
    key = SettingKey.OWNER.said(EN)
    return rows | {"settings": [[r[0], address, *r[2:]] if r[0] == key else r for r in cells]}


def test_settings_that_set_up_itself_makes_name_the_owner_where_none_is_pinned():
    desk = Desk.shared()
    desk.again("", with_owner(BOSS))
    assert all(is_boss_only(guard) for table in RULE_TABS for guard in desk.guards(table))
    desk = Desk.shared()
    desk.again(BOSS, with_owner(BEN))
    assert all(is_boss_only(guard) for table in RULE_TABS for guard in desk.guards(table))


def all_warn(tables):
    en, zh = (words.join(table.name.said(by) for table in tables) for words, by in SPOKEN)
    return NO_OWNER.fill(tabs=Phrase(en, zh))


def test_without_a_pinned_owner_rule_tabs_warn_until_one_is():
    desk = Desk.shared()
    done = desk.again("")
    assert (wrote(done), done.rules) == (1, all_warn(RULE_TABS))
    assert all(guard["warningOnly"] for table in RULE_TABS for guard in desk.guards(table))
    again = desk.again("")
    assert (wrote(again), again.rules) == (0, all_warn(RULE_TABS))
    third = desk.again()
    assert wrote(third) == 1
    for table in RULE_TABS:
        assert [is_boss_only(guard) for guard in desk.guards(table)] == [True]
    assert BOSS in third.rules.en


def test_nobody_becomes_the_editor_of_rules_by_typing_an_address_into_settings():
    desk = Desk.shared()
    desk.again("")
    row = desk.column_of_keys().index(SettingKey.OWNER.said(EN))
    desk.as_(BEN).worksheet("Settings").update_acell(f"B{row + 1}", BEN)
    desk.service.bot = BOT
    done = desk.again("")
    assert (wrote(done), done.rules) == (0, all_warn(RULE_TABS))
    desk.does(Unprotect("Policy"))
    desk.again("")
    assert all(guard["warningOnly"] for table in RULE_TABS for guard in desk.guards(table))
    assert BEN not in str([desk.guards(table) for table in RULE_TABS])


def test_without_a_pinned_owner_guards_stay_and_it_is_said_whom_they_name(desk):
    desk.does(Unprotect("Policy"))
    done = desk.again("")
    people = LET_EDIT.fill(people=", ".join(sorted((ANNA, BOSS, BOT))))
    policy = [BY_KEY["policy"]]
    assert done.rules.en == f"{all_warn(policy).en}\n{people.en}"
    assert done.rules.zh == f"{all_warn(policy).zh}\n{people.zh}"
    assert [guard["warningOnly"] for guard in desk.guards(BY_KEY["policy"])] == [True]
    assert [is_boss_only(guard) for guard in desk.guards(BY_KEY["sla"])] == [True]


def test_guards_that_a_group_or_exempted_parts_get_round_are_named(desk):
    for key in ("hours", "team"):
        desk.guards(BY_KEY[key])[0]["editors"]["domainUsersCanEdit"] = True
    done = desk.again()
    assert wrote(done) == 0
    said = OPENED.fill(tabs=Phrase("Hours, Team", "工作时间、团队"))
    assert [words.splitlines()[1:] for words in done.rules] == [[said.en], [said.zh]]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ann.Lee@Gmail.com", "annlee@googlemail.com", True),
        ("ann.lee@shop.example", "annlee@shop.example", False),
        ("ann.lee@shop.example", "Ann.Lee@Shop.example", True),
        ("ann@gmail.com", "ann@shop.example", False),
    ],
)
def test_gmail_goes_by_letters_alone_and_other_hosts_by_dots_too(one, other, same):
    assert (account(one) == account(other)) is same


def given_back(desk, *people):
    """Let Google call those who may edit rules by other addresses than they were given."""
    for table in RULE_TABS:
        for guard in desk.guards(table):
            guard["editors"] = {"users": [*people]}


@pytest.mark.parametrize(
    ("owner", "people"),
    [
        ("the.boss@gmail.com", ("theboss@googlemail.com", ANNA, BOT)),
        (BOSS, ("boss.canonical@shop.example", ANNA, BOT)),
        (BOSS, (ANNA, BOT)),
    ],
    ids=["gmail", "alias", "alias of whoever owns the file"],
)
def test_an_owner_whom_google_knows_by_another_address_is_guarded_once(owner, people):
    desk = Desk.guarded(owner)
    given_back(desk, *people)
    again = desk.again(owner)
    assert (wrote(again), again.changed, sum(again.calls.values())) == (0, False, 3)
    assert all(person in again.rules.en for person in people)


def test_guards_that_say_not_whom_they_are_for_go_by_who_may_edit(desk):
    for table in RULE_TABS:
        for guard in desk.guards(table):
            guard["description"] = RULES.en
    assert wrote(desk.again()) == 0
    given_back(desk, BEN, ANNA, BOT)
    assert wrote(desk.again()) == 1
    for table in RULE_TABS:
        assert [is_boss_only(guard) for guard in desk.guards(table)] == [True]


def test_an_owner_that_google_does_not_take_keeps_no_tab_from_being_built():
    desk = Desk.shared()
    done = desk.again("the boss")
    assert desk.titles() == [table.name.en for table in USUAL]
    assert all(guard["warningOnly"] for table in RULE_TABS for guard in desk.guards(table))
    for guard in (guard for table in RULE_TABS for guard in desk.guards(table)):
        assert guard["description"] == RULES.en
    for said, words in zip(done.rules, STRANGE_OWNER, strict=True):
        assert words.partition("{")[0] in said
        assert "Invalid user: the boss" in said
    before = desk.service.world.files[desk.book.id].version
    again = desk.again("the boss")
    assert (again.changed, "Invalid user" in again.rules.en) == (False, True)
    assert desk.service.world.files[desk.book.id].version == before


def test_an_owner_that_google_does_not_take_leaves_the_guard_that_stands(desk):
    done = desk.again("the boss")
    assert "Invalid user" in done.rules.en
    assert done.rules.en.endswith(f"edit: {ANNA}, {BOSS}, {BOT}.")
    for table in RULE_TABS:
        assert [is_boss_only(guard) for guard in desk.guards(table)] == [True]
