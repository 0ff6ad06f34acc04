"""The package, deployed on the local cloud as ``make deploy`` does it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.cloud.ministack import MiniStack
from tests.cloud.places import PACKAGE, ROOT
from tests.cloud.sheets import OWNER, Sheets
from tests.cloud.team import APPROVER
from tests.intake.hints import KEY as HINTS

STAGE = "test"
NAME = f"aftersheet-{STAGE}"
DEPLOYS = 120
"""Seconds within which it is up."""
SENDER = "desk@shop.example"
GOOGLE_KEY, HINT_SECRETS = "aftersheet/test/google", "aftersheet/test/hints"


class Stack(NamedTuple):
    """A deployed stage."""

    cloud: MiniStack
    outputs: Mapping[str, str]

    def environment(self, function: str) -> dict[str, str]:
        """Return the environment that a function was given, and the way to this cloud."""
        told = self.cloud.client("lambda").get_function_configuration(
            FunctionName=f"{NAME}-{function}"
        )
        return {**told["Environment"]["Variables"], **self.cloud.environment}

    def rests(self) -> None:
        """Let nothing fire by itself any more: neither the minute nor the queues."""
        events, functions = self.cloud.client("events"), self.cloud.client("lambda")
        for rule in events.list_rules()["Rules"]:
            events.disable_rule(Name=rule["Name"])
        for way in functions.list_event_source_mappings()["EventSourceMappings"]:
            functions.update_event_source_mapping(UUID=way["UUID"], Enabled=False)

    def waiting(self, queue: str) -> int:
        """Return how many messages are in a queue of the outputs, in flight or not."""
        return self._count(self.outputs[queue])

    def dead(self, queue: str) -> int:
        """Return how many messages of a queue were given up, such as of ``runs``."""
        name = f"{NAME}-{queue}-dead{'' if queue == 'later' else '.fifo'}"
        return self._count(self.cloud.client("sqs").get_queue_url(QueueName=name)["QueueUrl"])

    def _count(self, url: str) -> int:
        names = [f"ApproximateNumberOfMessages{kind}" for kind in ("", "NotVisible", "Delayed")]
        found = self.cloud.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)
        return sum(int(found["Attributes"][name]) for name in names)

    def gives_up_after(self, times: int) -> None:
        """Let the runs queue give a message up sooner than the template says."""
        sqs, url = self.cloud.client("sqs"), self.outputs["RunsQueue"]
        told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])
        policy = json.loads(told["Attributes"]["RedrivePolicy"]) | {"maxReceiveCount": times}
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": json.dumps(policy)})

    def send_run(self, group: str, body: str) -> None:
        """Put a message into the runs queue by hand."""
        self.cloud.client("sqs").send_message(
            QueueUrl=self.outputs["RunsQueue"],
            MessageBody=body,
            MessageGroupId=group,
            MessageDeduplicationId=f"by-hand-{group}",
        )

    def url(self, path: str) -> str:
        """Return where a path of the API is asked for."""
        return f"{self.cloud.url}/restapis/{self.outputs['RestAPIId']}/api/_user_request_{path}"

    def allows_what_amazon_would(self) -> None:
        """Let the functions do what only this cloud, where it guards, would refuse them.

        It has no TLS, which the bucket asks for; and it does not see which identity a mail
        comes from, so that it asks for a permission on all of them.
        """
        self.cloud.client("s3").delete_bucket_policy(Bucket=self.outputs["Bucket"])
        told = self.cloud.client("lambda").get_function_configuration(
            FunctionName=f"{NAME}-deliver"
        )
        send = {"Effect": "Allow", "Action": "ses:SendEmail", "Resource": "*"}
        self.cloud.client("iam").put_role_policy(
            RoleName=told["Role"].rpartition("/")[2],
            PolicyName="mail",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [send]}),
        )

    def links(self, mail: Mapping[str, Any]) -> list[str]:
        """Return where the links of a mail to this stage's own address lead."""
        pages = re.escape(self.outputs["ApiUrl"]) + r"(q/\S+)"
        return [self.url(f"/{last}") for last in re.findall(pages, mail["BodyText"])]

    def questions(self) -> list[dict[str, Any]]:
        """Return what the table holds of questions, their answers with them."""
        found = self.cloud.client("dynamodb").scan(
            TableName=self.outputs["Table"],
            FilterExpression="begins_with(sk, :question)",
            ExpressionAttributeValues={":question": {"S": "QUESTION#"}},
        )
        return sorted(found["Items"], key=lambda one: str(one["sk"]))


def deployed(cloud: MiniStack, sheets: Sheets) -> Stack:
    """Deploy the package, its secrets first, as infra/README.md tells it."""
    keep = cloud.client("secretsmanager").create_secret
    keep(Name=GOOGLE_KEY, SecretString=sheets.key)
    keep(Name=HINT_SECRETS, SecretString=f"{HINTS.id}:{HINTS.secret}")
    cloud.client("sesv2").create_email_identity(EmailIdentity=SENDER)
    settings = {
        "sender": SENDER,
        "owner": OWNER,
        "approvers": APPROVER,
        "google-key": f"secret:{GOOGLE_KEY}",
        "hint-secrets": f"secret:{HINT_SECRETS}",
        "google-endpoint": sheets.server.url,
        "package": str(PACKAGE),
    }
    _deploy(cloud, settings)
    (stack,) = cloud.client("cloudformation").describe_stacks(StackName=NAME)["Stacks"]
    assert stack["StackStatus"].endswith("_COMPLETE"), stack
    return Stack(cloud, {out["OutputKey"]: out["OutputValue"] for out in stack["Outputs"]})


def _deploy(cloud: MiniStack, settings: Mapping[str, str]) -> None:
    options = [f"--{name}={value}" for name, value in settings.items()]
    done = subprocess.run(
        [sys.executable, ROOT / "infra/deploy.py", "--yes", "--stage", STAGE, *options],
        env={"PATH": os.environ["PATH"], **cloud.environment},
        capture_output=True,
        text=True,
        timeout=DEPLOYS,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
