"""Commands: load aggregates, let them decide, append what they decided. One module per capability."""
