"""``allervers demo-volume``, and what ``serve --demo`` loads."""

import typer

app = typer.Typer()


def load_demo() -> None:
    """See `allervers.fictitious.demo`, which can only be imported once Django is set up."""
    from allervers.fictitious import demo

    demo.load_demo()
