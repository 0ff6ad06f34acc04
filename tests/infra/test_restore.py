"""A restored table: nothing happens on it by itself, and it takes the stage's place."""

from datetime import timedelta

import boto3
import pytest
from click.testing import CliRunner
from replace import replaced
from restore import Restored, restore

from chalicelib.adapters.aws.clients import Clients
from chalicelib.adapters.aws.register import DynamoRegister
from chalicelib.adapters.aws.store import Store
from tests.adapters.ledger_contract import HOUR, NINE, OPEN, REMINDER, reminder
from tests.aws.desks import desk_on, new_desk
from tests.aws.world import World, make_table

THEN = "aftersheet-test-then"
NOON = NINE + 3 * HOUR
BOOK, OTHER, UNMADE = "1AbC", "2DeF", "3GhI"


@pytest.fixture
def dynamodb(cloud):
    return cloud.client("dynamodb")


@pytest.fixture
def store(cloud, dynamodb):
    """Return the place of a workbook in the restored table; the bucket is the stage's."""
    make_table(World(Clients(cloud.region), THEN, ""))
    s3, bucket = cloud.client("s3"), cloud.memory["Bucket"]
    place = {"LocationConstraint": cloud.region}
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=place)
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    return Store(dynamodb, s3, THEN, bucket, BOOK)


@pytest.fixture
def desk(store):
    """Return a live desk that had two mails to send by noon and one for the evening."""
    made = new_desk(store)
    made.record(live=True)
    evening = reminder("C-3", release=NOON + HOUR)
    made.record(
        intents=[REMINDER, reminder("C-2", to="bo@shop.example"), evening],
        memories={("cases", "C-1"): OPEN},
    )
    return made


@pytest.fixture(autouse=True)
def register(dynamodb, store):
    """Return the register of the restored table; two of its workbooks never ran."""
    kept = DynamoRegister(dynamodb, store.table)
    for name in (BOOK, OTHER, UNMADE):
        kept.add(name, f"Shop {name}", NINE)
    return kept


def calmed(cloud, table=THEN, now=NOON):
    return list(Restored(cloud, table, now).calm())


def test_every_workbook_rests_before_anything_runs_on_it(cloud, register):
    calmed(cloud)
    assert [book.paused for book in register.listed()] == [True] * 3
    assert register.due(NOON + timedelta(days=9)) == []


def test_what_was_to_be_sent_by_then_waits_for_a_person(cloud, desk):
    said = calmed(cloud)
    assert desk.statuses() == {"C-1": "claimed", "C-2": "claimed", "C-3": "pending"}
    assert len({claim.mail for claim in desk.outbox.in_doubt()}) == 2
    assert f"Shop {BOOK} {BOOK}: 2 mails are in doubt; it goes on in a shadow run." in said
    assert f"Shop {OTHER} {OTHER}: nothing is remembered of it." in said


def test_what_fell_due_since_is_told_to_nobody(cloud, desk):
    calmed(cloud)
    desk.record(intents=[reminder("C-4")], at=NOON)
    assert desk.statuses()["C-4"] == "shadow"
    assert desk.ledger.verify() is None


def test_once_live_again_a_mail_that_was_to_come_later_goes_out(cloud, desk):
    calmed(cloud)
    assert desk.outbox.released(NOON + HOUR) == []
    desk.record(live=True)
    assert [intent.id for intent in desk.outbox.released(NOON + HOUR)] == ["C-3"]


@pytest.mark.usefixtures("desk")
def test_a_snapshot_that_was_deleted_since_is_there_again(cloud, store):
    (kept,) = store.s3.list_objects_v2(Bucket=store.bucket, Prefix="W/")["Contents"]
    store.s3.delete_object(Bucket=store.bucket, Key=kept["Key"])
    said = calmed(cloud)
    assert said[0] == "3 workbooks rest; 1 deleted objects are there again."
    assert desk_on(store).ledger.recall().memories == {("cases", "C-1"): OPEN}


def test_to_do_it_again_changes_nothing(cloud, desk):
    calmed(cloud)
    before = desk.statuses(), desk.ledger.recall().head
    assert calmed(cloud)[0] == "3 workbooks rest; 0 deleted objects are there again."
    assert (desk.statuses(), desk.ledger.recall().head) == before


def test_it_takes_the_place_of_the_stages_table(cloud, dynamodb):
    make_table(World(Clients(cloud.region), cloud.name, ""))
    DynamoRegister(dynamodb, cloud.name).add("newer", "Newer", NINE)
    calmed(cloud)
    replaced(cloud, THEN)
    books = DynamoRegister(dynamodb, cloud.name).listed()
    assert [(book.spreadsheet, book.paused) for book in books] == [
        (BOOK, True),
        (OTHER, True),
        (UNMADE, True),
    ]
    ends = dynamodb.describe_time_to_live(TableName=cloud.name)["TimeToLiveDescription"]
    assert ends["TimeToLiveStatus"] in {"ENABLED", "ENABLING"}
    told = dynamodb.describe_continuous_backups(TableName=cloud.name)
    recovery = told["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"


def test_a_table_that_a_stage_runs_on_is_left_alone(cloud, register):
    boto3.client("cloudformation").create_stack(StackName=cloud.name, TemplateBody=TEMPLATE)
    asked = ["--stage", "test", "--table", THEN, "--into-place"]
    shown = CliRunner().invoke(restore, asked)
    assert shown.exit_code == 1
    assert "make destroy STAGE=test" in shown.output
    assert not any(book.paused for book in register.listed())


TEMPLATE = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}'


def test_it_is_asked_before_a_table_is_deleted(cloud, dynamodb):
    make_table(World(Clients(cloud.region), cloud.name, ""))
    asked = ["--stage", "test", "--table", THEN, "--into-place"]
    shown = CliRunner().invoke(restore, asked, input="n\n")
    assert f"Delete {cloud.name}" in shown.output
    assert dynamodb.list_backups()["BackupSummaries"] == []


def test_a_table_that_is_not_there_is_said(cloud):
    shown = CliRunner().invoke(restore, ["--stage", cloud.stage, "--table", "gone"])
    assert shown.exit_code == 1
    assert "Error: gone: " in shown.output
    assert "ResourceNotFound" in shown.output
