"""``python -m kinerja``: the command line."""

from kinerja.cli import main

main()
