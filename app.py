"""Every trigger, on one page: what fires, and what answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from chalice.app import (
    Chalice,
    CloudWatchEvent,
    Rate,
    Response,
    SNSEvent,
    SQSEvent,
)

from chalicelib import doors, telemetry

app = Chalice(app_name="aftersheet")
app.register_middleware(telemetry.named_lines)
app.register_middleware(doors.uncollected)


@app.schedule(Rate(1, unit=Rate.MINUTES), name="dispatch")
def on_minute(_: CloudWatchEvent) -> dict[str, int]:
    """Every minute: ask for a run of each workbook whose time has come."""
    return doors.dispatch(datetime.now(UTC))


@app.on_sqs_message(queue="runs", batch_size=1, name="run")
def on_run(event: SQSEvent) -> dict[str, Any]:
    """Look at a workbook: read the clocks, write the rows, record who must know."""
    return doors.run(event.to_dict(), datetime.now(UTC))


@app.on_sqs_message(queue="deliveries", batch_size=1, name="deliver")
def on_delivery(event: SQSEvent) -> dict[str, Any]:
    """Send what a workbook's people are to be told by now, one mail each."""
    return doors.deliver(event.to_dict(), datetime.now(UTC))


@app.on_sqs_message(queue="later", batch_size=10, name="later")
def on_ring(event: SQSEvent) -> dict[str, Any]:
    """Look again at what could not be done at once, or was to settle first."""
    return doors.ring(event.to_dict(), datetime.now(UTC))


@app.on_sns_message(topic="mail-events", name="mail_event")
def on_mail_event(event: SNSEvent) -> dict[str, int]:
    """Take in what became of a mail: accepted, bounced, complained of."""
    return doors.mail_event(event.message, datetime.now(UTC))


@app.route("/hint", methods=["POST"], content_types=["*/*"])
def on_hint() -> Response:
    """Mark a sheet that says it was edited, so that it is looked at soon."""
    return Response("", status_code=doors.hinted(app.current_request, datetime.now(UTC)))


@app.route("/q/{token}", methods=["GET", "HEAD", "POST"], content_types=["*/*"])
def on_question(token: str) -> Response:
    """Show a question to whoever was sent its link, and take the answer, once."""
    return doors.question(app.current_request, token, datetime.now(UTC))


@app.route("/health", methods=["GET"])
def on_health() -> dict[str, str]:
    """Say that the desk answers, and which stage it is."""
    return doors.health()
