"""What every command that needs the database does around its work."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def database() -> Iterator[None]:
    """Django is set up, the database answers, its tables and the list of funds are up to date.

    What had to be started for it is stopped at the end. Models are imported inside the block, not before.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allervers.config.settings")
    import django

    from allervers.config.database import as_owner, available, prepare

    with available():
        django.setup()
        from django.db import connections

        from allervers.domain.organisations.loading import load_funds

        try:
            prepare()
            with as_owner():
                load_funds()
            yield
        finally:
            connections.close_all()
