"""The rules of the field: aggregates that decide, facts that record. No clock, no database, no framework."""
