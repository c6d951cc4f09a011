"""How far a command is, on standard error when it is a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error when it is a terminal, told of parts done out of all."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, parts: bar.update(task, completed=done, total=parts)


@contextmanager
def steps() -> Iterator[Callable[[str, int, int | None], None]]:
    """A line for each step on standard error when it is a terminal, with a bar where its length is known."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        tasks = {}

        def told(step: str, done: int, total: int | None) -> None:
            if step not in tasks:
                for former in tasks.values():
                    bar.update(former, total=1, completed=1)
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done)

        yield told
