"""Who somebody is (tokens) and what somebody may do and see (the permission matrix)."""
