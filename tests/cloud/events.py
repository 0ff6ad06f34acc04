"""Events as the services of AWS send them to a function."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from chalicelib.intake.signature import Posted

ACCOUNT = "123456789012"
REGION = "us-east-1"
Body = dict[str, Any]


def tick(at: datetime) -> Body:
    """Return the event of a rule that fires at times."""
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/aftersheet-dispatch"],
        "detail": {},
    }


def messages(queue: str, *bodies: str, group: str = "", count: int = 1) -> Body:
    """Return messages of a queue, as a function gets them; ``group`` makes it a FIFO queue."""
    return {"Records": [_message(queue, n, body, (group, count)) for n, body in enumerate(bodies)]}


def _message(queue: str, number: int, body: str, way: tuple[str, int]) -> Body:
    group, count = way
    fifo = {
        "SequenceNumber": f"{18850496460467696128 + number}",
        "MessageGroupId": group,
        "MessageDeduplicationId": f"d-{number}",
    }
    return {
        "messageId": f"059f36b4-87a3-44ab-83d2-66197{number:07}",
        "receiptHandle": f"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a-{number}",
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": str(count),
            "SentTimestamp": "1545082649183",
            "SenderId": "AIDAIENQZJOLO23YVJ4VO",
            "ApproximateFirstReceiveTimestamp": "1545082649185",
            **(fifo if group else {}),
        },
        "messageAttributes": {},
        "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}",
        "awsRegion": REGION,
    }


def published(said: Mapping[str, Any]) -> Body:
    """Return what a topic passes on of something that was published to it."""
    topic = f"arn:aws:sns:{REGION}:{ACCOUNT}:aftersheet-mail-events"
    notice = {
        "Type": "Notification",
        "MessageId": str(uuid4()),
        "TopicArn": topic,
        "Subject": "Amazon SES Email Event Notification",
        "Message": json.dumps(said),
        "Timestamp": "2026-03-04T02:30:00.000Z",
        "SignatureVersion": "1",
        "Signature": "EXAMPLE",
        "SigningCertUrl": "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-x.pem",
        "UnsubscribeUrl": "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe",
        "MessageAttributes": {},
    }
    record = {"EventVersion": "1.0", "EventSubscriptionArn": f"{topic}:2bcfbf39", "Sns": notice}
    return {"Records": [{"EventSource": "aws:sns", **record}]}


def asked(method: str, path: str, posted: Posted | None = None, **named: str) -> Body:
    """Return a request as a REST API (payload version 1.0) proxies it.

    ``named`` are the parts of the path in braces.
    """
    headers = {"Host": "desk.example", "X-Forwarded-Proto": "https"}
    headers |= {"Content-Type": "application/json", **posted.headers} if posted else {}
    return {
        "resource": path,
        "path": path.format(**named),
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": named or None,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": path,
            "httpMethod": method,
            "path": f"/api{path.format(**named)}",
            "stage": "api",
            "protocol": "HTTP/1.1",
            "requestId": str(uuid4()),
            "identity": {"sourceIp": "203.0.113.7", "userAgent": "Google-Apps-Script"},
        },
        "body": b64encode(posted.body).decode() if posted else None,
        "isBase64Encoded": posted is not None,
    }


def bounced(mail: str, addresses: Sequence[str], kind: str = "Permanent") -> Body:
    """Return SES's event of a mail that could not be delivered; ``mail`` is SES's own id of it."""
    return {
        "eventType": "Bounce",
        "bounce": {
            "feedbackId": "01000170c9d2b1f6-bounce-000000",
            "bounceType": kind,
            "bounceSubType": "General",
            "bouncedRecipients": [
                {
                    "emailAddress": address,
                    "action": "failed",
                    "status": "5.1.1",
                    "diagnosticCode": "smtp; 550 5.1.1 user unknown",
                }
                for address in addresses
            ],
            "timestamp": "2026-03-04T02:31:00.000Z",
            "reportingMTA": "dsn; a8-70.smtp-out.amazonses.com",
        },
        "mail": _mail(mail, addresses),
    }


def _mail(mail: str, addresses: Sequence[str]) -> Body:
    return {
        "timestamp": "2026-03-04T02:30:00.000Z",
        "source": "desk@shop.example",
        "sourceArn": f"arn:aws:ses:{REGION}:{ACCOUNT}:identity/desk@shop.example",
        "sendingAccountId": ACCOUNT,
        "messageId": mail,
        "destination": [*addresses],
        "headersTruncated": False,
        "headers": [],
        "commonHeaders": {"to": [*addresses]},
        "tags": {"ses:operation": ["SendEmail"], "ses:configuration-set": ["aftersheet-test"]},
    }
