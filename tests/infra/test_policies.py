"""What each function may do in the account: this table, and nothing beyond it."""

import json
from pathlib import Path

import pytest

CHALICE = Path(__file__).parents[2] / ".chalice"
CONFIG = json.loads((CHALICE / "config.json").read_text())

LOG = {"logs:CreateLogStream", "logs:PutLogEvents"}
TAKE = {
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:ChangeMessageVisibility",
}
STATE = {
    "dynamodb:GetItem",
    "dynamodb:BatchGetItem",
    "dynamodb:Query",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
    "dynamodb:ConditionCheckItem",
}
SECRET = {"secretsmanager:GetSecretValue", "ssm:GetParameter"}
OUR_SECRET = {"secretsmanager:GetSecretValue"}
READ, WRITE, CHANGE = "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"
OPEN, OBJECTS = "${Table.Arn}/index/open", "${Bucket.Arn}/W/*"
MAY = {
    "dispatch": {
        "DispatchLogs": LOG,
        "${Table.Arn}/index/wake": {"dynamodb:Query"},
        "Table": {READ, CHANGE},
        "RunsQueue": {"sqs:SendMessage"},
    },
    "run": {
        "RunLogs": LOG,
        "Table": STATE,
        OPEN: {"dynamodb:Query"},
        OBJECTS: {"s3:GetObject", "s3:PutObject", "s3:DeleteObject"},
        "Bucket": {"s3:ListBucket"},
        "GoogleKey": SECRET,
        "RunsQueue": TAKE,
        "DeliveriesQueue": {"sqs:SendMessage"},
        "LaterQueue": {"sqs:SendMessage"},
    },
    "deliver": {
        "DeliverLogs": LOG,
        "Table": STATE,
        OPEN: {"dynamodb:Query"},
        OBJECTS: {"s3:GetObject", "s3:DeleteObject"},
        "identity/${Identity}": {"ses:SendEmail", "ses:SendRawEmail"},
        "configuration-set/${MailSettings}": {"ses:SendEmail", "ses:SendRawEmail"},
        "DeliveriesQueue": TAKE,
        "LaterQueue": {"sqs:SendMessage"},
        "LinkSecret": OUR_SECRET,
    },
    "later": {
        "LaterLogs": LOG,
        "Table": {READ},
        "LaterQueue": TAKE | {"sqs:SendMessage"},
        "RunsQueue": {"sqs:SendMessage"},
    },
    "mail_event": {
        "MailEventLogs": LOG,
        "Table": {READ, WRITE, CHANGE},
        "MailEventsDead": {"sqs:SendMessage"},
    },
    "api_handler": {
        "APILogs": LOG,
        "Table": {READ, WRITE, CHANGE},
        "LaterQueue": {"sqs:SendMessage"},
        "HintSecrets": SECRET,
        "LinkSecret": OUR_SECRET,
    },
}
WILD = {
    "/W/*": "the objects of all workbooks, for their ids are not known beforehand",
    "-??????": "what Secrets Manager puts behind every name",
}
"""Ends of resources that match more than one, and why they must."""


def policy(function):
    return json.loads(
        (CHALICE / CONFIG["lambda_functions"][function]["iam_policy_file"]).read_text()
    )


def statements(function):
    """Return a policy's statements, those under a condition too."""
    for statement in policy(function)["Statement"]:
        yield statement["Fn::If"][1] if "Fn::If" in statement else statement


def listed(value):
    return value if isinstance(value, list) else [value]


def resource(value):
    """Return what a resource is called in the template, or how its name ends."""
    if "Ref" in value:
        return value["Ref"]
    if "Fn::GetAtt" in value:
        return value["Fn::GetAtt"][0]
    name = value["Fn::Sub"]
    if isinstance(name, list):
        return name[1]["Name"]["Fn::Select"][1]["Fn::Split"][1]["Ref"]
    return name.rpartition("${AWS::AccountId}:")[2]


def test_every_function_has_a_policy_of_its_own():
    files = [function["iam_policy_file"] for function in CONFIG["lambda_functions"].values()]
    assert CONFIG["lambda_functions"].keys() == MAY.keys()
    assert set(files) == {path.name for path in CHALICE.glob("policy-*.json")}
    assert len(set(files)) == len(files)
    assert CONFIG["autogen_policy"] is False


@pytest.mark.parametrize("function", MAY)
def test_a_function_may_do_what_the_table_says_and_nothing_else(function):
    found = {}
    for statement in statements(function):
        for value in listed(statement["Resource"]):
            found.setdefault(resource(value), set()).update(statement["Action"])
    assert found == MAY[function]


@pytest.mark.parametrize("function", MAY)
def test_a_statement_only_allows_and_names_what(function):
    for statement in statements(function):
        assert statement.keys() == {"Sid", "Effect", "Action", "Resource"}
        assert statement["Effect"] == "Allow"
        assert not any("*" in action for action in listed(statement["Action"]))


@pytest.mark.parametrize("function", MAY)
def test_no_resource_is_wild_but_where_it_must_be(function):
    for statement in statements(function):
        for value in listed(statement["Resource"]):
            named = value.get("Fn::Sub", "")
            text = named[0] if isinstance(named, list) else named
            end = next((end for end in WILD if text.endswith(end)), "")
            assert not set("*?") & set(text.removesuffix(end))
