"""Rows that follow from those of several read models, put together when they are read."""
