"""The parts of the template that are ours: names, queues, logs, alarms, settings."""

import json
import re
from pathlib import Path

import pytest
import template

from chalicelib import settings, settings_cloud
from chalicelib.intake.keys import HINT_SECRETS

ROOT = Path(__file__).parents[2]
PARTS = [template.read(ROOT / "infra" / part) for part in template.PARTS]
WHOLE = template.joined(PARTS)
RESOURCES = WHOLE["Resources"]
FUNCTIONS = ("Dispatch", "Run", "Deliver", "Later", "MailEvent", "APIHandler")
CONSUMERS = {"Run": "RunsQueue", "Deliver": "DeliveriesQueue", "Later": "LaterQueue"}
NAMES = re.compile(r"(Table|Bucket|Queue|Topic|LogGroup|Alarm|Dashboard|Function)?Name$")
METRICS = {
    "Runs", "Failures", "Rows", "Problems", "Conflicts", "GoogleCalls", "Mails", "InDoubt",
    "Undelivered", "LagSeconds",
}  # fmt: skip


def of(kind):
    return {name: one["Properties"] for name, one in RESOURCES.items() if one.get("Type") == kind}


ALARMS = of("AWS::CloudWatch::Alarm")


def test_a_name_stands_in_one_part_only():
    with pytest.raises(ValueError, match="Table"):
        template.joined([PARTS[0], {"Resources": {"Table": {}}}])


def test_every_name_says_its_stage_so_that_two_live_in_one_account():
    named = [
        (one["Type"], value["Fn::Sub"])
        for one in RESOURCES.values()
        for key, value in one["Properties"].items()
        if "Type" in one
        and NAMES.fullmatch(key)
        and key not in {"MetricName", "ConfigurationSetName"}
    ]
    assert len(named) > len(FUNCTIONS) * 2
    assert all("${Stage}" in name for _, name in named)
    assert len(set(named)) == len(named)


def test_what_remembers_stays_and_can_be_taken_back():
    for kept in ("Table", "Bucket"):
        assert RESOURCES[kept]["DeletionPolicy"] == "RetainExceptOnCreate"
        assert RESOURCES[kept]["UpdateReplacePolicy"] == "Retain"
    table, bucket = RESOURCES["Table"]["Properties"], RESOURCES["Bucket"]["Properties"]
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
    assert bucket["VersioningConfiguration"]["Status"] == "Enabled"
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}


@pytest.mark.parametrize(("function", "queue"), CONSUMERS.items())
def test_a_message_is_hidden_longer_than_its_function_runs(function, queue):
    hidden = RESOURCES[queue]["Properties"]["VisibilityTimeout"]
    assert hidden > RESOURCES[function]["Properties"]["Timeout"]


@pytest.mark.parametrize("queue", CONSUMERS.values())
def test_a_message_that_fails_four_times_waits_a_fortnight_for_a_person(queue):
    properties = RESOURCES[queue]["Properties"]
    dead = RESOURCES[properties["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]]
    assert properties["RedrivePolicy"]["maxReceiveCount"] == 4
    assert dead["Properties"]["MessageRetentionPeriod"] == 14 * 86_400
    assert dead["Properties"].get("FifoQueue") == properties.get("FifoQueue")
    assert properties["SqsManagedSseEnabled"] is dead["Properties"]["SqsManagedSseEnabled"] is True


def test_news_of_mails_that_were_given_up_wait_as_long():
    kept = RESOURCES["MailEvent"]["Properties"]["EventInvokeConfig"]
    (queue, _) = kept["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"]
    assert RESOURCES[queue]["Properties"]["MessageRetentionPeriod"] == 14 * 86_400


def test_somebody_is_told_of_every_dead_letter():
    dead = {name for name in of("AWS::SQS::Queue") if name.endswith("Dead")}
    watched = {
        alarm["Dimensions"][0]["Value"]["Fn::GetAtt"][0]
        for alarm in ALARMS.values()
        if alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    }
    assert watched == dead
    assert len(dead) == len(CONSUMERS) + 1


def test_figures_of_our_own_are_no_more_than_are_free():
    assert len(METRICS) <= 10


@pytest.mark.parametrize("function", CONSUMERS)
def test_only_the_messages_that_failed_come_back(function):
    (event,) = RESOURCES[function]["Properties"]["Events"].values()
    assert event["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_log_is_kept_for_thirty_days_and_bears_its_functions_name(function):
    properties = RESOURCES[function]["Properties"]
    logs = RESOURCES[properties["LoggingConfig"]["LogGroup"]["Ref"]]["Properties"]
    name = properties["FunctionName"]["Fn::Sub"]
    assert logs == {"LogGroupName": {"Fn::Sub": f"/aws/lambda/{name}"}, "RetentionInDays": 30}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_somebody_is_told_when_a_function_breaks_off(function):
    watched = [a for a in ALARMS.values() if a["MetricName"] == "Errors"]
    assert {"Name": "FunctionName", "Value": {"Ref": function}} in [
        dimension for alarm in watched for dimension in alarm["Dimensions"]
    ]


def test_an_alarm_watches_what_is_sent_and_tells_the_operator():
    for alarm in ALARMS.values():
        assert alarm["AlarmActions"] == [{"Ref": "OpsTopic"}]
        if alarm["Namespace"] == "Aftersheet":
            assert alarm["MetricName"] in METRICS
            assert [d["Name"] for d in alarm["Dimensions"]] == ["service"]


def test_every_alarm_says_in_the_handbook_what_it_means():
    said = (ROOT / "infra/README.md").read_text(encoding="utf-8")
    for alarm in ALARMS.values():
        name = alarm["AlarmName"]["Fn::Sub"].removeprefix("aftersheet-${Stage}-")
        family = f"{name.partition('-')[0]}-…"
        assert f"| `{name}` |" in said or f"| `{family}` |" in said


def test_every_setting_of_a_deployment_stands_in_the_handbook():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    given = re.findall(r"\(call given,(\w+),", makefile)
    said = (ROOT / "infra/README.md").read_text(encoding="utf-8")
    assert len(given) > 5
    assert [name for name in given if f"| `{name}` |" not in said] == []


def test_every_setting_of_the_cloud_is_given_to_the_functions():
    given = WHOLE["Globals"]["Function"]["Environment"]["Variables"]
    asked = {
        value
        for module in (settings_cloud, settings)
        for value in vars(module).values()
        if isinstance(value, str) and value.startswith("AFTERSHEET_")
    }
    here = {settings.WORKBOOK, settings.HOME, settings.SMTP}
    assert asked - here - {settings.PAGES_URL} | {HINT_SECRETS} <= given.keys()


def test_who_makes_links_knows_where_the_pages_are_and_the_api_needs_nobody_for_it():
    own = {
        name: RESOURCES[name]["Properties"].get("Environment", {}).get("Variables", {})
        for name in FUNCTIONS
    }
    told = {name for name, variables in own.items() if settings.PAGES_URL in variables}
    assert told == {"Deliver", "Run"}
    assert own["Deliver"] == own["Run"]
    assert (
        WHOLE["Outputs"]["ApiUrl"]["Value"]["Fn::Sub"].rstrip("/")
        == (own["Deliver"][settings.PAGES_URL]["Fn::Sub"])
    )
    shared = {"Globals": WHOLE["Globals"], "APIHandler": RESOURCES["APIHandler"]}
    assert "RestAPI" not in json.dumps(shared)


def test_the_secret_of_links_is_one_that_links_take():
    made = RESOURCES["LinkSecret"]["Properties"]["GenerateSecretString"]
    assert made == {"PasswordLength": 64, "ExcludePunctuation": True, "ExcludeCharacters": ","}
    assert made["PasswordLength"] >= settings.SHORTEST_SECRET
    given = WHOLE["Globals"]["Function"]["Environment"]["Variables"][settings.LINK_SECRETS]
    assert settings_cloud.is_reference(given["Fn::Sub"])


def test_what_the_packager_made_is_written_without_anchors_and_windows(tmp_path):
    same = {"a": 1}
    window = {"MaximumBatchingWindowInSeconds": 0, "BatchSize": 1}
    events = {"Events": {"E": {"Properties": window}}}
    made = {"Resources": {"F": {"Properties": events}, "A": same, "B": same}}
    template.write(template.mended(made), tmp_path / "sam.yaml")
    text = (tmp_path / "sam.yaml").read_text()
    assert "&" not in text
    assert "Window" not in text
    assert template.read(tmp_path / "sam.yaml")["Resources"]["B"] == same
