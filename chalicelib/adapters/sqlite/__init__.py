"""One SQLite file: the ledger and outbox of a desk, and its inbox."""
