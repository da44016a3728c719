"""PostgreSQL: the embedded server, how to reach a database, and the versioned migrations of the log."""
