"""Builds what is kept of a workbook in the cloud: enough to send its mails."""

from __future__ import annotations

from chalicelib.desk import Kept
from chalicelib.settings import Spreadsheet
from chalicelib.wiring.answers import way_of
from chalicelib.wiring.cloud import clients, clock, cloud, store_of


def kept(spreadsheet: str) -> Kept:
    """Return what is kept of a workbook; whoever writes holds its lease."""
    from chalicelib.adapters.aws.lease import DynamoLease  # noqa: PLC0415
    from chalicelib.adapters.aws.ledger import DynamoLedger  # noqa: PLC0415
    from chalicelib.adapters.aws.outbox import DynamoOutbox  # noqa: PLC0415
    from chalicelib.adapters.aws.ses import SesMailer  # noqa: PLC0415

    store, at = store_of(spreadsheet), cloud()
    lease = DynamoLease(store, clock)
    mailer = SesMailer(
        clients().ses, clients().dynamodb, at.table, spreadsheet, at.configuration_set
    )
    return Kept(
        ledger=DynamoLedger(store, lease),
        outbox=DynamoOutbox(store, lease),
        mailer=mailer,
        address=at.sender,
        alone=lease.held,
        way=way_of(Spreadsheet(spreadsheet)),
    )
