"""Read models: built from the log by one follower, disposable, each table with its history twin."""
