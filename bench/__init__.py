"""The figures that changes are held against. Run by ``make bench`` and ``make bench-large``."""
