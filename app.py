"""Every trigger, on one page: what fires, and which automation answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from chalice.app import Chalice, CloudWatchEvent, Rate, Response

from chalicelib.wiring import container_desk
from chalicelib.wiring_intake import hinted

app = Chalice(app_name="aftersheet")


@app.schedule(Rate(1, unit=Rate.MINUTES), name="sla_sweep")
def on_sla_sweep(event: CloudWatchEvent) -> dict[str, Any]:
    """Every minute: read the clocks, write the rows, tell who must know."""
    return container_desk().run("sla_sweep", now=datetime.fromisoformat(event.time)).summary()


@app.route("/hint", methods=["POST"], content_types=["*/*"])
def on_hint() -> Response:
    """Mark a sheet that says it was edited, so that it is looked at soon."""
    return Response("", status_code=hinted(app.current_request, now=datetime.now(UTC)))
