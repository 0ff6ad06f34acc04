"""Stands for the ledger of a desk that never ran: knows nothing, and keeps nothing."""

from __future__ import annotations

from chalicelib.ports.ledger import Mode, Recollection


class NoLedger:
    """Enough of a ledger for a run that only looks."""

    def recall(self) -> Recollection:
        """Return that nothing is known."""
        return Recollection("", "", Mode(live=False, since=None), None, (), {}, ())
