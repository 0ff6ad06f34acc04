"""The tabs on judgement, read: what they say, and what is said of a cell that says nothing."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from chalicelib.model.case import Category, Remedy
from chalicelib.model.money import Money
from chalicelib.model.person import Role
from chalicelib.model.problem import Rank
from chalicelib.model.region import EU, places
from chalicelib.model.returns import Condition
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.model.word import Language
from chalicelib.policy.book import NO_BOOK
from chalicelib.policy.lines import Check, Payer
from chalicelib.policy.rule import broken_above
from chalicelib.tables.cell import Grid, Sheets
from chalicelib.tables.judged_by import OF_POLICY
from chalicelib.tables.workbook import BY_KEY
from chalicelib.tables.workbook_read import opened

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
UNKNOWN = {mine.key: None for mine in OF_POLICY}


def read(currency="USD", language=Language.EN, **tabs):
    """Return the workbook whose tabs hold these rows, each a dict of cells by column."""
    held = {"settings": [{"id": "Currency", "value": currency}], **tabs}
    grids = {key: grid(BY_KEY[key], rows, language) for key, rows in held.items()}
    return opened(Sheets(grids, ""), NOW)


def grid(table, rows, language):
    lines = [[row.get(column.key) for column in table.columns] for row in rows]
    return Grid(table.name.said(language), [table.heading_row(language), *lines], {})


def said(found, tab):
    return [(p.row, p.column, p.rank) for p in found.problems if p.tab == tab and p.row]


def words(found, tab):
    return " | ".join(p.what.en for p in found.problems if p.tab == tab and p.row)


def policy(*rows, **more):
    """Return a workbook with these rows of Policy; each allows a coupon unless it says otherwise."""
    usual = {"remedies": "coupon"}
    return read(policy=[{"id": f"P{n}", **usual, **row} for n, row in enumerate(rows, 1)], **more)


def decided(found, **values):
    """Return which row of Policy decides on a record of which only these values are known."""
    return found.policies.policy.decide({**UNKNOWN, **values}).rules


# --- where no tab is ---


def test_a_workbook_without_these_tabs_judges_nothing():
    found = read()
    assert found.policies == NO_BOOK
    silent = {"policy", "evidence", "authority", "checks", "markets", "products", "library"}
    about = [p for p in found.problems if p.tab in silent]
    assert {p.tab for p in about} == silent
    assert {p.rank for p in about} == {Rank.LOW}
    assert all("there is no tab" in p.what.en for p in about)


def test_a_tab_without_rows_judges_nothing():
    found = read(policy=[], evidence=[], checks=[], routes=[], authority=[])
    assert (found.policies.policy, found.policies.evidence, found.policies.routes) == (None,) * 3
    assert (found.policies.checks, found.policies.checked) == (None, frozenset())
    assert found.policies.authority == {}


# --- policy ---


@pytest.mark.parametrize(
    ("cells", "fits", "fits_not"),
    [
        ({"category": "logistics, 支付类"}, {"category": Category.PAYMENT}, {"category": Category.OTHER}),
        ({"topic": "Late, damaged"}, {"topic": "late"}, {"topic": "lost"}),
        ({"topic": 'lost, "not received"'}, {"topic": "not received"}, {"topic": "received"}),
        ({"country": "EU, GB"}, {"country": "AT"}, {"country": "US"}),
        ({"country": "eu"}, {"country": "EU"}, {"country": "GB"}),
        ({"country": "欧盟"}, {"country": "FR"}, {"country": "CH"}),
        ({"country": "not EU, US"}, {"country": "BR"}, {"country": "IE"}),
        ({"days": "8..30 天"}, {"days": 8}, {"days": 31}),
        ({"days": "<= 14, unknown"}, {"days": None}, {"days": 15}),
        ({"value": "<= 15"}, {"value": Money(Decimal(15), "USD")}, {"value": Money(Decimal(9), "EUR")}),
        ({"parcel": "lost, 破损"}, {"parcel": ShipmentStatus.DAMAGED}, {"parcel": None}),
        ({"evidence": "yes"}, {"evidence": True}, {"evidence": None}),
        ({"repeats": ">= 3"}, {"repeats": 3}, {"repeats": 2}),
        ({"condition": "used"}, {"condition": Condition.USED}, {"condition": Condition.AS_NEW}),
        ({"product_class": "not food"}, {"product_class": "battery"}, {"product_class": "Food"}),
    ],
    ids=str,
)  # fmt: skip
def test_a_row_fits_as_its_cells_say(cells, fits, fits_not):
    found = policy(cells)
    assert said(found, "policy") == []
    assert (decided(found, **fits), decided(found, **fits_not)) == (("P1",), ())


def test_the_first_row_that_fits_decides_and_those_set_aside_do_not():
    found = policy({"active": "no"}, {"country": "DE"}, {"active": "yes"}, {})
    assert (decided(found, country="DE"), decided(found, country="FR")) == (("P2",), ("P3",))


def test_a_row_allows_what_its_cells_say():
    found = policy(
        {"remedies": "补发, partial refund, reship", "cap": "30 %", "postage": "卖家", "goods_back": "no"},
        {"country": "DE", "remedies": "gift", "cap": "20 USD", "buyer_text": "Thank you."},
    )  # fmt: skip
    first, second = found.policies.policy.outcomes
    assert (first.remedies, first.share) == ((Remedy.RESHIP, Remedy.PARTIAL), Decimal("0.3"))
    assert (first.cap, first.postage, first.goods_back) == (None, Payer.SELLER, False)
    assert (second.share, second.cap) == (None, Money(Decimal(20), "USD"))
    assert (second.postage, second.goods_back, second.buyer_text) == (None, None, "Thank you.")


@pytest.mark.parametrize(
    ("column", "cell", "mend"),
    [
        ("remedies", "refnd", "did you mean 'refund'"),
        ("remedies", None, "fill it in"),
        ("cap", "30", "write 30 % or 20 USD"),
        ("cap", 0.3, "write 30 % or 20 USD"),
        ("cap", "130 %", "up to 100 %"),
        ("cap", "0%", "above 0 %"),
        ("cap", "a lot", "write 12.50 EUR"),
        ("cap", "-5 USD", "below zero"),
        ("postage", "byuer", "did you mean 'buyer'"),
        ("goods_back", "perhaps", "neither yes nor no"),
        ("active", "perhaps", "neither yes nor no"),
        ("category", "logistic", "did you mean 'logistics'"),
        ("days", "7-14", "7..14"),
        ("days", datetime(2026, 7, 14), "plain text"),  # noqa: DTZ001  # as a sheet holds it
        ("days", 46217.0, "7..14"),
        ("days", "14..7", "7..14"),
        ("country", "EU,,GB", "remove the extra separator"),
        ("parcel", "arrived", "is not one of"),
        ("evidence", "sometimes", "neither yes nor no"),
    ],
)
def test_a_cell_that_says_nothing_leaves_its_row_out_and_names_the_mend(column, cell, mend):
    found = policy({column: cell}, {})
    assert said(found, "policy") == [(2, column, Rank.LAYOUT)]
    assert mend in words(found, "policy")
    assert found.policies.policy.ids == ("P2",)


def test_a_lost_column_of_conditions_stops_the_table_as_its_rows_would_fit_too_much():
    table = BY_KEY["policy"]
    rows = [["Rule ID", "Allowed remedies"], ["P1", "refund"]]
    found = opened(Sheets({"policy": Grid(table.name.en, rows, {})}, ""), NOW)
    assert found.policies.policy is None
    lost = {p.column for p in found.problems if p.tab == "policy" and p.rank is Rank.LAYOUT}
    assert lost == {*UNKNOWN, "active", "cap", "goods_back"}


@pytest.mark.parametrize("key", ["active", "cap", "goods_back"])
def test_without_what_keeps_money_back_nothing_is_granted(key):
    table = BY_KEY["policy"]
    columns = [c for c in table.columns if c.key != key]
    cells = {"id": "P1", "remedies": "refund"}
    rows = [[c.heading.en for c in columns], [cells.get(c.key) for c in columns]]
    found = opened(Sheets({"policy": Grid(table.name.en, rows, {})}, ""), NOW)
    assert found.policies.policy is None
    heading = table.fields[key].heading.en
    (wrong,) = [p for p in found.problems if p.tab == "policy" and p.rank is Rank.LAYOUT]
    assert (wrong.column, f"the heading '{heading}' is missing" in wrong.what.en) == (key, True)


def test_a_lost_column_of_outcomes_is_done_without():
    table = BY_KEY["policy"]
    columns = [c for c in table.columns if c.key not in {"buyer_text", "source"}]
    rows = [[c.heading.zh for c in columns], ["P1", *[None] * 11, "仅退款", *[None] * 3]]
    found = opened(Sheets({"policy": Grid(table.name.en, rows, {})}, ""), NOW)
    assert decided(found) == ("P1",)


def test_a_cap_in_another_currency_is_pointed_out_and_holds():
    found = policy({"cap": "20 EUR"}, currency="USD")
    assert said(found, "policy") == [(2, "cap", Rank.LOW)]
    assert found.policies.policy.outcomes[0].cap == Money(Decimal(20), "EUR")


# --- evidence ---


def test_all_rows_of_evidence_that_fit_count():
    found = read(
        evidence=[
            {"id": "E1", "category": "product", "needs": "order number, SKU"},
            {"id": "E2", "category": "product", "topic": "damaged", "needs": "照片、包装照片"},
            {"id": "E3", "needs": "question", "active": "no"},
        ]
    )
    table = found.policies.evidence
    both = table.decide({"category": Category.PRODUCT, "topic": "damaged"})
    assert both.outcomes == (("order number", "SKU"), ("照片", "包装照片"))
    assert table.decide({"category": Category.OTHER, "topic": "damaged"}).outcomes == ()


# --- authority ---


def authority(*rows):
    return read(authority=[{"id": f"A{n}", **row} for n, row in enumerate(rows, 1)])


def test_authority_says_what_a_role_may_grant_and_who_decides_above_it():
    found = authority(
        {
            "role": "初级客服",
            "remedies": "gift, coupon",
            "cap": 50,
            "next": "lead",
            "minutes": "15",
        },
        {"role": "lead"},
    )
    junior, lead = (found.policies.authority[role] for role in (Role.JUNIOR, Role.LEAD))
    assert junior.remedies == {Remedy.GIFT, Remedy.COUPON}
    assert (junior.cap, junior.next) == (Money(Decimal(50), "USD"), Role.LEAD)
    assert junior.patience == timedelta(minutes=15)
    assert (lead.remedies, lead.cap, lead.next) == (frozenset(), None, None)
    assert lead.patience == timedelta(minutes=30)
    assert said(found, "authority") == []


@pytest.mark.parametrize(
    ("rows", "place", "mend"),
    [
        ([{"role": "lead"}, {"role": "主管"}], (3, "role"), "row 2 says already"),
        ([{"role": "lead", "next": "manager"}], (2, "next"), "give it a row"),
        ([{"role": "lead", "next": "lead"}], (2, "next"), "nobody would decide"),
        ([{"role": "boss"}], (2, "role"), "is not one of"),
        ([{"role": None}], (2, "role"), "fill it in"),
        ([{"role": "lead", "remedies": "money"}], (2, "remedies"), "is not one of"),
        ([{"role": "lead", "cap": "fifty"}], (2, "cap"), "not an amount"),
        ([{"role": "lead", "cap": -1}], (2, "cap"), "below zero"),
        ([{"role": "lead", "minutes": -1}], (2, "minutes"), "below zero"),
    ],
)
def test_a_row_of_authority_that_says_nothing_is_named(rows, place, mend):
    found = authority(*rows)
    assert [(row, column) for row, column, _ in said(found, "authority")] == [place]
    assert mend in words(found, "authority")


def test_a_cap_that_cannot_be_read_never_means_no_limit():
    assert authority({"role": "junior agent", "cap": "fifty"}).policies.authority == {}


def test_a_circle_of_roles_is_cut_wherever_it_is_met():
    found = authority(
        {"role": "junior agent", "next": "senior agent"},
        {"role": "senior agent", "next": "lead"},
        {"role": "lead", "next": "senior agent"},
    )
    book = found.policies.authority
    assert [column for _, column, _ in said(found, "authority")] == ["next", "next"]
    assert [book[r].next for r in (Role.JUNIOR, Role.SENIOR, Role.LEAD)] == [
        Role.SENIOR,
        None,
        None,
    ]


# --- orders ---


def test_checks_are_those_with_a_row_and_countries_choose_among_them():
    found = read(
        checks=[
            {"id": "K1", "check": "postcode", "outcome": "hold"},
            {"id": "K2", "check": "phone", "countries": "EU", "outcome": "flag", "ask": "Ask."},
            {"id": "K3", "check": "电话", "outcome": "放行"},
            {"id": "K4", "check": "email", "outcome": "approved"},
            {"id": "K5", "check": "stock", "outcome": "hold", "active": "no"},
        ]
    )
    book = found.policies
    assert book.checked == frozenset(Check)  # K1 may have asked for any of them
    german = book.checks.decide({"check": Check.PHONE, "countries": "DE"})
    other = book.checks.decide({"check": Check.PHONE, "countries": None})
    assert (german.rules, other.rules) == (("K2",), ("K3",))
    assert german.outcomes[0].ask == "Ask."
    assert [(row, c) for row, c, _ in said(found, "checks")] == [(2, "check"), (5, "check"), (5, "outcome")]  # fmt: skip


def test_a_broken_row_is_known_by_what_of_it_can_be_read_and_by_where_it_stands():
    found = policy(
        {"country": "DE"},
        {"country": "FR", "remedies": "refnd"},
        {"country": "EU,,GB"},
        {"country": "EU,,GB", "active": "no"},
        {},
    )
    broken, asked = found.policies.policy_broken, lambda **values: {**UNKNOWN, **values}
    assert broken.ids == ("P2", "P3")
    assert broken_above(broken, found.policies.policy, asked(country="DE")) == ()
    assert broken_above(broken, found.policies.policy, asked(country="FR")) == ("P2", "P3")
    assert broken_above(broken, found.policies.policy, asked(country="CN")) == ("P3",)
    assert policy({"country": "DE"}).policies.policy_broken is None


def test_rows_that_share_an_id_are_broken_rows():
    found = policy({"id": "P7", "country": "FR"}, {"id": "P7", "country": "DE"}, {})
    for country, rows in (("DE", ("P7",)), ("CN", ())):
        asked = {**UNKNOWN, "country": country}
        assert broken_above(found.policies.policy_broken, found.policies.policy, asked) == rows


def test_markets_are_known_by_their_country():
    found = read(
        markets=[
            {"id": "de", "withdrawal_days": 14, "prohibited": "seeds, meat", "postcode": "否"},
            {"id": "*", "postcode": "99999"},
            {"id": "Germany"},
            {"id": "DE"},
        ]
    )
    markets = found.policies.markets
    assert markets.keys() == {"DE", "*"}
    assert (markets["DE"].withdrawal_days, markets["DE"].prohibited) == (14, ("seeds", "meat"))
    assert (markets["DE"].postcode, markets["*"].postcode) == ("no", "99999")
    assert [(row, c) for row, c, _ in said(found, "markets")] == [(4, "id"), (5, "id")]


@pytest.mark.parametrize(
    ("country", "names"),
    [("de", ("DE", "EU", "*")), ("US", ("US", "*")), (" ", ("*",)), ("GB", ("GB", "*"))],
)
def test_a_country_is_spoken_of_under_these_names(country, names):
    assert places(country) == names
    assert len(EU) == 27


def test_routes_are_offered_where_they_go_and_take_all_of_a_parcel():
    found = read(
        routes=[
            {"id": "Line", "countries": "EU", "attributes": "not battery", "cost": "12 EUR"},
            {"id": "Post", "days_least": 5, "days_most": 9, "handling": "2 days"},
            {"id": "Odd", "days_least": 9, "days_most": 5},
        ]
    )
    table = found.policies.routes
    plain = table.decide({"countries": "FR", "attributes": ("toys",)})
    battery = table.decide({"countries": "FR", "attributes": ("toys", "battery")})
    assert (plain.rules, battery.rules) == (("Line", "Post"), ("Post",))
    assert plain.outcomes[0].cost == Money(Decimal(12), "EUR")
    assert [(row, c) for row, c, _ in said(found, "routes")] == [(4, "days_least")]


def test_products_are_found_however_their_sku_is_written():
    found = read(products=[{"id": "TS-Red", "price": "9.90", "currency": "USD", "stock": 3}])
    product = found.policies.products["ts-red"]
    assert (product.money, product.stock) == (Money(Decimal("9.90"), "USD"), 3)


# --- deadlines ---


def deadline(**cells):
    usual = {"tab": "Disputes", "start": "Opened", "limit": "10 days"}
    return read(deadlines=[{"id": "D1", **usual, **cells}])


@pytest.mark.parametrize(
    ("cells", "span", "business_days"),
    [
        ({}, timedelta(days=10), 0),
        ({"limit": "48 h", "reckoning": "calendar days"}, timedelta(hours=48), 0),
        ({"limit": "3 个工作日"}, None, 3),
        ({"limit": "3 days", "reckoning": "工作日"}, None, 3),
        ({"limit": None}, None, 0),
    ],
)
def test_a_deadline_says_from_when_and_how_long(cells, span, business_days):
    found = deadline(**cells)
    (one,) = found.policies.deadlines
    assert (one.tab, one.field, one.span, one.business_days) == ("disputes", "opened", span, business_days)  # fmt: skip
    assert said(found, "deadlines") == []


def test_a_deadline_without_a_tab_is_for_reading_only():
    found = deadline(tab=None, start=None, limit="ask the bank")
    assert (found.policies.deadlines, said(found, "deadlines")) == ((), [])


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"tab": "Team"}, "tab"),
        ({"start": None}, "start"),
        ({"start": "Begun"}, "start"),
        ({"start": "Status"}, "start"),
        ({"start": "Status = won"}, "start"),
        ({"start": "Opened; Decided"}, "start"),
        ({"limit": "soon"}, "limit"),
        ({"limit": "3 days before"}, "limit"),
        ({"limit": "48 h", "reckoning": "business days"}, "limit"),
        ({"limit": "3 business days", "reckoning": "calendar days"}, "limit"),
        ({"verify": "perhaps"}, "verify"),
    ],
)
def test_a_deadline_that_cannot_be_counted_is_named_and_left_out(cells, column):
    found = deadline(**cells)
    assert said(found, "deadlines") == [(2, column, Rank.LAYOUT)]
    assert found.policies.deadlines == ()


# --- words, marks ---


def test_phrases_and_keywords_come_as_they_stand():
    found = read(
        phrases=[{"id": "W1", "words": "no questions asked, 无条件退款"}, {"id": "W2"}],
        keywords=[{"id": "T1", "words": "late", "category": "logistics", "topic": "late"}],
    )
    assert [line.words for line in found.policies.phrases] == [("no questions asked", "无条件退款")]
    assert [line.category for line in found.policies.keywords] == [Category.LOGISTICS]
    assert said(found, "phrases") == [(3, "words", Rank.LAYOUT)]


def test_a_changed_tab_has_another_mark_which_the_ledger_is_told_of():
    before, after = policy({"cap": "20 USD"}), policy({"cap": "200 USD"})
    assert before.policies.marks.keys() == {"policy"}
    assert before.policies.marks != after.policies.marks
    for found in (before, after):
        assert found.rulebook.marks["policy"] == found.policies.marks["policy"]
    assert policy({"cap": "20 USD"}).policies.marks == before.policies.marks


@pytest.mark.parametrize("cell", ["Germany, EU", "德国、欧盟", "EU", "European Union"])
def test_countries_of_a_rule_may_be_names(cell):
    found = policy({"country": cell})
    assert said(found, "policy") == []
    assert decided(found, country="DE") == decided(found, country="FR") == ("P1",)
    assert decided(found, country="US") == ()


@pytest.mark.parametrize("cell", ["Germany", "德国", "not (US, 法国)"])
def test_a_rule_for_one_country_may_name_it(cell):
    found = policy({"country": cell})
    assert said(found, "policy") == []
    assert decided(found, country="DE") == ("P1",)
    assert decided(found, country="FR") == ()
