"""Deploying: what is asked for, what is kept, what is said when it cannot be."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import boto3
import deploy
import pytest
import ready
import release
import stack
from botocore.exceptions import ClientError, NoCredentialsError, NoRegionError
from click import ClickException
from click.testing import CliRunner
from cloud import plain_words
from destroy import forgotten

SENDER = "desk@shop.example"
GIVEN = {"Sender": SENDER, "Owner": "boss@shop.example", "GoogleKey": "secret:aftersheet/google"}
ASKED = {"Sender": {}, "GoogleKey": {}, "Stage": {}}


@pytest.fixture
def package(tmp_path):
    (tmp_path / "deployment.zip").write_bytes(b"zip")
    (tmp_path / "sam.yaml").write_text("CodeUri: ./deployment.zip\n")
    return tmp_path


def test_a_release_is_kept_under_its_hash_and_found_again(cloud, package):
    made = release.put(cloud, package)
    assert made == release.get(cloud, made.id) == release.put(cloud, package)
    assert "s3://aftersheet-releases-123456789012-eu-central-1/" in made.template


def test_another_zip_or_another_template_is_another_release(cloud, package):
    first = release.put(cloud, package).id
    (package / "deployment.zip").write_bytes(b"other")
    second = release.put(cloud, package).id
    (package / "sam.yaml").write_text("CodeUri: ./deployment.zip\nA: 1\n")
    assert len({first, second, release.put(cloud, package).id}) == 3
    assert len(boto3.client("s3").list_objects_v2(Bucket=release.bucket(cloud))["Contents"]) == 5


def test_cloudformation_reads_a_release_where_it_is_kept_however_long_it_is(cloud, package):
    long = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}, "Description": "x" * 60_000}
    (package / "sam.yaml").write_text(json.dumps(long))
    made = release.put(cloud, package)
    assert made.url == release.get(cloud, made.id).url
    wish = stack.Wish("CREATE", {"TemplateURL": made.url}, [])
    name = stack.proposed(cloud, wish)
    assert [change["LogicalResourceId"] for change in stack.changes(cloud, name)] == ["Topic"]


def test_a_release_that_was_never_made_is_said(cloud):
    with pytest.raises(ClickException, match="There is no release nope"):
        release.get(cloud, "nope")


def test_a_package_that_was_not_made_is_said(cloud, tmp_path):
    with pytest.raises(ClickException, match="make package"):
        release.put(cloud, tmp_path)


def test_what_is_missing_is_said_with_what_to_do(cloud):
    assert list(ready.complaints(cloud, {})) == [
        "Sender is not known yet: add SENDER=desk@your-shop.com",
        "Owner is not known yet: add OWNER=you@your-shop.com",
        "GoogleKey is not known yet: add GOOGLE_KEY=secret:aftersheet/google",
    ]
    sender, key = ready.complaints(cloud, GIVEN)
    assert "aws sesv2 create-email-identity --email-identity desk@shop.example" in sender
    assert "aws secretsmanager create-secret --name aftersheet/google" in key


def test_a_key_in_a_file_is_not_in_the_cloud(cloud):
    given = GIVEN | {"Identity": SENDER, "GoogleKey": "/home/me/key.json"}
    assert list(ready.complaints(cloud, given)) == [
        "GoogleKey must be secret:NAME or ssm:/NAME, for a file is not in the cloud"
    ]


def test_secrets_that_are_there_are_no_reason_to_complain(cloud):
    boto3.client("secretsmanager").create_secret(Name="aftersheet/google", SecretString="{}")
    boto3.client("ssm").put_parameter(Name="/hints", Value="x", Type="SecureString")
    given = GIVEN | {"Identity": SENDER, "HintSecrets": "ssm:/hints"}
    assert list(ready.complaints(cloud, given)) == []


def test_settings_are_those_of_before_where_none_are_given():
    before = {"Parameters": [{"ParameterKey": "Sender", "ParameterValue": "old@shop.example"}]}
    assert deploy.known(before) == {"Sender": "old@shop.example"}
    assert deploy.known(None) == {}
    assert deploy.parameters({"Parameters": ASKED}, {"Sender": "a@b.c", "Gone": "x"}) == [
        {"ParameterKey": "Sender", "ParameterValue": "a@b.c"}
    ]


DEFAULTS = {"Approvers": "", "RunsAMinute": "20"}
PARAMETERS = {
    **{name: {"Type": "String"} for name in ("Stage", "Release", *GIVEN)},
    **{name: {"Type": "String", "Default": text} for name, text in DEFAULTS.items()},
}
SET = {**GIVEN, "Approvers": "ann@shop.example", "RunsAMinute": "30"}


def typed(*options):
    """Return the settings that somebody gives the command."""
    made = deploy.deploy.make_context("deploy", ["--stage", "test", *options])
    names = ("stage", "back", "package", "yes")
    return deploy.said({key: text for key, text in made.params.items() if key not in names})


@pytest.mark.parametrize(
    ("options", "given"),
    [
        ([], {}),
        (["--approvers="], {"Approvers": ""}),
        (["--approvers", ""], {"Approvers": ""}),
        (["--runs-a-minute="], {"RunsAMinute": ""}),
        (["--approvers=b@c.example"], {"Approvers": "b@c.example"}),
    ],
    ids=str,
)
def test_what_is_given_empty_is_given_and_an_empty_environment_gives_nothing(
    monkeypatch, options, given
):
    monkeypatch.setenv("AFTERSHEET_APPROVERS", "")
    assert typed(*options) == given


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({}, {}),
        ({"Approvers": ""}, {"Approvers": ""}),
        ({"RunsAMinute": ""}, {"RunsAMinute": "20"}),
        ({"Approvers": "b@c.example"}, {"Approvers": "b@c.example"}),
    ],
    ids=str,
)
def test_what_is_not_given_stays_and_what_is_emptied_has_its_default(cloud, package, given, left):
    topic = {"Topic": {"Type": "AWS::SNS::Topic"}}
    (package / "sam.yaml").write_text(json.dumps({"Parameters": PARAMETERS, "Resources": topic}))
    deploy.deployed(cloud, release.put(cloud, package), {**SET, "Stage": "test"}, ask=False)
    (package / "deployment.zip").write_bytes(b"another")
    settings = {**deploy.known(stack.found(cloud)), **given}
    deploy.deployed(cloud, release.put(cloud, package), settings, ask=False)
    assert {**SET, **left}.items() <= deploy.known(stack.found(cloud)).items()


def test_what_cannot_be_done_without_is_not_emptied(cloud):
    before = {"Parameters": [{"ParameterKey": "Owner", "ParameterValue": GIVEN["Owner"]}]}
    with pytest.raises(ClickException, match="Owner is not known yet: add OWNER="):
        deploy.settled(cloud, {"Owner": ""}, before)
    with pytest.raises(ClickException, match="Not ready to deploy") as caught:
        deploy.settled(cloud, {}, before)
    assert "Owner" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "asked", "told"),
    [
        (["APPROVERS="], {}, "--approvers ''"),
        (
            ["APPROVERS=a@shop.example, b@c.example"],
            {},
            "--approvers 'a@shop.example, b@c.example'",
        ),
        ([], {"APPROVERS": "ann@shop.example"}, "--approvers 'ann@shop.example'"),
        ([], {"APPROVERS": ""}, ""),
        ([], {}, ""),
    ],
)
def test_make_hands_on_what_is_given_on_its_command_line_be_it_empty(given, asked, told):
    made = subprocess.run(
        [shutil.which("make"), "-n", "deploy", "RELEASE=x", *given],
        cwd=Path(deploy.__file__).parents[1],
        env={"PATH": os.environ["PATH"], **asked},
        capture_output=True,
        text=True,
        check=True,
    )
    line = next(line for line in made.stdout.splitlines() if "infra/deploy.py" in line)
    assert line.partition("--release x")[2].strip() == told


def test_what_failed_first_is_told_with_a_remedy():
    failed = [
        {"LogicalResourceId": "Table", "ResourceStatusReason": "Resource creation cancelled"},
        {"LogicalResourceId": "Bucket", "ResourceStatusReason": "shop already exists"},
    ]
    said = stack.explained(failed)
    assert "Bucket: shop already exists" in said
    assert "choose another STAGE" in said
    assert "Table" not in said
    assert stack.explained([]) == f"  {stack.OTHERWISE}"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NoRegionError(), "AWS_REGION"),
        (NoCredentialsError(), "AWS_PROFILE"),
        (ClientError({"Error": {"Code": "ExpiredToken"}}, "GetCallerIdentity"), "log in again"),
        (ClientError({"Error": {"Code": "AccessDenied"}}, "PutItem"), "AWS refused"),
    ],
)
def test_what_keeps_us_from_aws_is_said_in_words(error, said):
    with pytest.raises(ClickException, match=said), plain_words():
        raise error


def test_nobody_is_deployed_to_without_the_needed_settings(cloud):
    shown = CliRunner().invoke(deploy.deploy, ["--stage", "test", "--yes"], env={})
    assert shown.exit_code == 1
    assert "Not ready to deploy" in shown.output
    assert stack.found(cloud) is None


def test_to_forget_deletes_the_table_and_every_version_in_the_bucket(cloud):
    s3, dynamodb, name = boto3.client("s3"), boto3.client("dynamodb"), cloud.memory["Bucket"]
    place = {"LocationConstraint": cloud.region}
    s3.create_bucket(Bucket=name, CreateBucketConfiguration=place)
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    for body in (b"1", b"2"):
        s3.put_object(Bucket=name, Key="W/1", Body=body)
    s3.delete_object(Bucket=name, Key="W/1")
    dynamodb.create_table(
        TableName=cloud.memory["Table"],
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    )
    assert deploy.is_kept(cloud, cloud.memory["Table"])
    forgotten(cloud)
    forgotten(cloud)
    assert not deploy.is_kept(cloud, cloud.memory["Table"])
    assert s3.list_buckets()["Buckets"] == []
