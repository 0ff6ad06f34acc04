from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError

from chalicelib.adapters.aws.action import shortened
from chalicelib.adapters.aws.ledger import DynamoLedger
from chalicelib.adapters.aws.pages import page_key
from chalicelib.adapters.aws.store import Meter
from chalicelib.cli.fault import words
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Language
from chalicelib.ports.ledger import (
    LedgerBrokenError,
    LedgerBusyError,
    LedgerDeniedError,
    LedgerExistsError,
    LedgerMissingError,
    LedgerMovedError,
    Recording,
)
from chalicelib.sla.memory import ClockMemory, Memory, Seen
from tests.adapters.ledger_contract import (
    ADDRESS,
    HOUR,
    NINE,
    OPEN,
    REMINDER,
    LedgerContract,
    changed,
    reminder,
)
from tests.aws.desks import desk_on, new_desk, store_of


class TestDynamoLedger(LedgerContract):
    """The ledger's contract, on DynamoDB and S3."""


def objects(world):
    listed = world.s3.list_objects_v2(Bucket=world.bucket)
    return [found["Key"] for found in listed.get("Contents", ())]


def pages(store):
    return [row["sk"] for row in store.under("PAGE#")]


def test_there_is_no_ledger_before_it_is_made(store):
    assert not DynamoLedger(store).is_made()
    desk = desk_on(store)
    for ask in (desk.ledger.recall, desk.ledger.verify, desk.outbox.listed):
        with pytest.raises(LedgerMissingError):
            ask()


def test_a_ledger_is_made_once(store, desk):
    assert desk.ledger.is_made()
    with pytest.raises(LedgerExistsError):
        DynamoLedger.create(store, "w2", NINE)
    assert desk.ledger.recall().workbook == "w1"


def test_each_spreadsheet_has_a_ledger_of_its_own(world, desk):
    other = new_desk(store_of(world, "other"))
    other.record(live=True, intents=[REMINDER], memories={("cases", "C-1"): OPEN})
    assert desk.ledger.recall().memories == {}
    assert desk.outbox.listed() == []
    assert desk.ledger.digest(ADDRESS) != other.ledger.digest(ADDRESS)
    assert desk.ledger.digest(ADDRESS) == desk.ledger.digest(ADDRESS.upper())


def test_nothing_new_is_not_written(store, desk):
    news = {"memories": {("cases", "C-1"): OPEN}, "revision": "a", "intents": [REMINDER]}
    desk.record(**news)
    meter = Meter()
    desk_on(replace(store, meter=meter)).record(**news)
    assert set(meter.calls) == {"get_item", "query", "get_object", "batch_get_item"}
    assert meter.units.total() > 0


def test_only_the_newest_snapshot_stays(world, desk):
    for n in range(3):
        desk.record(memories={("cases", f"C-{n}"): OPEN})
    (key,) = objects(world)
    assert key.startswith("W/1AbC/snapshot/")
    assert len(desk.ledger.recall().memories) == 3


def test_who_was_refused_leaves_nothing_behind(world, store, desk):
    stale = desk.ledger.recall().head
    desk.record(entries=[changed("C-1")])
    late = Recording("r2", NINE, [changed("C-2")], {("cases", "C-2"): OPEN})
    with pytest.raises(LedgerMovedError):
        desk.ledger.record(late, stale)
    assert objects(world) == []
    assert len(pages(store)) == 2


def test_a_snapshot_that_was_superseded_while_it_was_fetched_is_no_harm(world, store, desk):
    desk.record(memories={("cases", "C-1"): OPEN})

    class Slow:
        def __init__(self):
            self.exceptions = world.s3.exceptions

        def get_object(self, **asked):
            if len(desk.ledger.recall().memories) == 1:
                desk.record(memories={("cases", "C-2"): OPEN})
            return world.s3.get_object(**asked)

    late = desk_on(replace(store, s3=Slow()))
    assert set(late.ledger.recall().memories) == {("cases", "C-1"), ("cases", "C-2")}


def test_a_lost_snapshot_is_a_broken_ledger(world, store, desk):
    desk.record(memories={("cases", "C-1"): OPEN})
    (key,) = objects(world)
    world.s3.put_object(Bucket=world.bucket, Key=key, Body=b"nonsense")
    with pytest.raises(LedgerBrokenError):
        desk_on(store).ledger.recall()
    world.s3.delete_object(Bucket=world.bucket, Key=key)
    with pytest.raises(LedgerBrokenError):
        desk_on(store).ledger.recall()


def test_any_record_id_comes_back(store, desk):
    ids = ['"', "\\", '\\"', "a,b", "工单", "\n", "\u2028", '", "x', "]", ""]
    memories = {("ca\tses", id_): OPEN for id_ in ids}
    desk.record(memories=memories)
    fresh = desk_on(store)
    fresh.record(memories={("cases", "C-1"): OPEN})
    assert desk_on(store).ledger.recall().memories == memories | {("cases", "C-1"): OPEN}


def test_long_keys_and_ids_fit(desk):
    long = replace(reminder("C-1"), key="w1/cases/" + "长" * 900)
    desk.record(live=True, intents=[long])
    mail = "m" * 2000
    assert desk.outbox.claim(mail, [long.key], NINE)
    assert [claim.mail for claim in desk.outbox.in_doubt()] == [mail]
    desk.outbox.sent(mail, NINE)
    assert desk.statuses() == {"C-1": "sent"}
    assert len(shortened("长" * 900).encode()) == 64


def test_what_does_not_fit_into_an_entry_goes_into_the_bucket(world, desk):
    many = [changed(f"C-{n}") for n in range(9000)]
    desk.record(entries=many)
    (key,) = objects(world)
    assert key.startswith("W/1AbC/page/000000000002-")
    assert len(desk.kinds()) == 9001
    assert desk.ledger.verify() is None
    world.s3.put_object(Bucket=world.bucket, Key=key, Body=b"nonsense")
    assert desk.ledger.verify() == (2, "altered")


def test_fifty_thousand_memories_come_back(world, store, desk):
    memories = {("orders", f"O-{n:06}"): remembered(n) for n in range(50_000)}
    began = time.perf_counter()
    desk.record(memories=memories)
    recorded = time.perf_counter()
    known = desk_on(store).ledger.recall().memories
    recalled = time.perf_counter()
    assert known == memories
    (key,) = objects(world)
    size = world.s3.head_object(Bucket=world.bucket, Key=key)["ContentLength"]
    print(f"{size:,} B, {recorded - began:.2f} s, {recalled - recorded:.2f} s")  # noqa: T201


def remembered(n):
    at = NINE + timedelta(seconds=n * 37 % 9973)
    seen = {"status": (Seen("new", None, at), Seen("open", at, at + HOUR))}
    return Memory(seen, {"reply": ClockMemory(1, (1,), (), "8 h", at + 3 * HOUR)})


@pytest.mark.parametrize(
    "case",
    [
        (lambda rows: rows[1].update(body={"B": b"x"}), (2, "altered")),
        (lambda rows: rows[1].update(body=rows[2]["body"]), (2, "missing")),
        (lambda rows: rows.pop(2), (3, "missing")),
        (lambda rows: rows.pop(0), (1, "missing")),
        (lambda rows: rows.pop(), (5, "cut off")),
        (lambda rows: rows.clear(), (1, "cut off")),
        (
            lambda rows: rows.append({**rows[4], "sk": {"S": "PAGE#000000000009"}}),
            (5, "out of order"),
        ),
    ],
)
def test_what_was_done_to_the_table_is_found_and_named(world, store, desk, case):
    change, flaw = case
    for n in range(1, 5):
        desk.record(entries=[changed(f"C-{n}")])
    tampered(world, store, change)
    assert desk.ledger.verify() == flaw


@pytest.mark.parametrize(
    "case",
    [({"links": {"N": "1"}}, (2, "out of order")), ({"head": {"S": "ab"}}, (2, "altered"))],
)
def test_a_head_that_does_not_fit_is_found(world, store, desk, case):
    change, flaw = case
    desk.record(entries=[changed("C-1")])
    head = raw(world, store, "HEAD")[0]
    world.dynamodb.put_item(TableName=world.table, Item=head | change)
    assert desk.ledger.verify() == flaw


def test_a_page_beyond_the_end_is_not_written_over(world, store, desk):
    tampered(world, store, lambda rows: rows.append({**rows[0], "sk": {"S": page_key(2)}}))
    with pytest.raises(LedgerBrokenError):
        desk.record(entries=[changed("C-1")])
    assert desk.ledger.verify() == (1, "out of order")


def raw(world, store, prefix):
    return world.dynamodb.query(
        TableName=world.table,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues={":pk": {"S": store.pk}, ":prefix": {"S": prefix}},
    )["Items"]


def tampered(world, store, change):
    rows = raw(world, store, "PAGE#")
    for row in rows:
        key = {name: row[name] for name in ("pk", "sk")}
        world.dynamodb.delete_item(TableName=world.table, Key=key)
    change(rows)
    for row in rows:
        world.dynamodb.put_item(TableName=world.table, Item=row)


def test_a_forgotten_person_is_not_in_the_table(world, desk):
    desk.record(live=True, intents=[REMINDER])
    desk.outbox.claim("m1", [REMINDER.key], NINE)
    desk.outbox.sent("m1", NINE)
    everything = lambda: str(world.dynamodb.scan(TableName=world.table)["Items"])  # noqa: E731
    assert ADDRESS in everything()
    desk.outbox.forget_sent(NINE + HOUR)
    for personal in (ADDRESS, "Ann Lee", "ann.lee", REMINDER.about, REMINDER.why):
        assert personal not in everything()


def failing(error):
    class Failing:
        def __getattr__(self, name):
            def fail(**_):
                raise error

            return fail

    return Failing()


def refused(code, status=400):
    told = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(told, "Query")


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (refused("ProvisionedThroughputExceededException"), LedgerBusyError),
        (refused("ThrottlingException"), LedgerBusyError),
        (refused("InternalServerError", 500), LedgerBusyError),
        (refused("Strange", 503), LedgerBusyError),
        (EndpointConnectionError(endpoint_url="there"), LedgerBusyError),
        (refused("ResourceNotFoundException"), LedgerBrokenError),
        (refused("AccessDeniedException"), LedgerDeniedError),
        (refused("UnrecognizedClientException"), LedgerBrokenError),
        (NoCredentialsError(), LedgerBrokenError),
    ],
)
def test_what_aws_cannot_do_is_busy_or_broken(store, error, ours):
    with pytest.raises(ours) as caught:
        DynamoLedger(replace(store, dynamodb=failing(error))).recall()
    assert "1AbC" in str(caught.value)


@pytest.mark.parametrize("language", Language, ids=str)
def test_a_permission_that_is_lacking_is_named_for_what_it_is(store, language):
    told = {"Error": {"Code": "AccessDenied"}, "ResponseMetadata": {"HTTPStatusCode": 403}}
    barred = replace(store, s3=failing(ClientError(told, "PutObject")))
    with pytest.raises(LedgerDeniedError) as caught:
        barred.keep("W/1AbC/7", b"snapshot")
    said = words(caught.value, Speech(language))
    assert "PutObject" in said
    assert f"{store.bucket}/W/1AbC/7" in said
    assert {Language.EN: "does not permit", Language.ZH: "不允许"}[language] in said


def test_a_bucket_that_is_not_there_is_broken(store, desk):
    wrong = desk_on(replace(store, bucket="no-such-bucket-of-ours"))
    with pytest.raises(LedgerBrokenError):
        wrong.record(memories={("cases", "C-1"): OPEN})
    assert desk.ledger.recall().last_run is None
