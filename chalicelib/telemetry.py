"""What the operator of a desk in the cloud sees: logs as JSON lines, and figures (EMF).

Logs hold no personal data: what looks like an address, a phone or a card is veiled. A figure
costs nothing to send; it is a line of the log, which the metrics are made from.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger, Metrics

SERVICE = "POWERTOOLS_SERVICE_NAME"
NAMESPACE = "Aftersheet"
SPOKEN = ("message", "exception", "refused", "why_later")
"""What of a log line was written in words, and may quote somebody."""
UNITS = {"LagSeconds": "Seconds"}
"""The unit of a figure that is no count."""


@cache
def log() -> Logger:
    """Return the logger of the whole desk; the first call sets it up."""
    from aws_lambda_powertools import Logger as Made  # noqa: PLC0415

    made = Made(service="chalicelib", json_serializer=veiled_line, serialize_stacktrace=False)
    made.append_keys(service=os.environ.get(SERVICE, "aftersheet"))
    return made


def named_lines(event: Any, answer: Callable[[Any], Any]) -> Any:
    """Let every log line of a trigger name the request it belongs to: a middleware of chalice."""
    context = getattr(event, "lambda_context", None) or getattr(event, "context", None)
    name = getattr(context, "aws_request_id", "")
    log().append_keys(request=name)
    return answer(event)


def veiled_line(line: dict[str, Any]) -> str:
    """Return a log line as JSON, its words veiled."""
    from chalicelib.model.mask_text import text  # noqa: PLC0415

    said = {name: text(str(line[name])) for name in SPOKEN if name in line}
    return json.dumps({**line, **said}, ensure_ascii=False, default=str)


@cache
def _metrics() -> Metrics:
    from aws_lambda_powertools import Metrics as Made  # noqa: PLC0415

    return Made(namespace=NAMESPACE, service=os.environ.get(SERVICE, "aftersheet"))


def count(**figures: float) -> None:
    """Send figures, named as in infra/README.md; of the desk as a whole, never of one team."""
    metrics = _metrics()
    for name, value in figures.items():
        metrics.add_metric(name=name, unit=UNITS.get(name, "Count"), value=value)
    metrics.flush_metrics()
