"""``python -m allervers`` is the command ``allervers``."""

from allervers.cli import main

main()
