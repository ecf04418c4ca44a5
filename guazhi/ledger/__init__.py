"""The ledger of commands: append-only, hash-chained, read by the audit officer."""
