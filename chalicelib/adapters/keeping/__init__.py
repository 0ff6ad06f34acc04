"""What a ledger and its outbox do alike, whatever they are kept in; nothing here keeps anything."""
