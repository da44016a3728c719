"""Performance management for Indonesian civil servants: every target, rating and revision is an immutable fact."""

__version__ = "0.1.0"
