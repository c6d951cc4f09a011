"""On whose behalf the database is read and written.

Row-level security reads three settings that live as long as the transaction: the organisation, the account, and
whether the account sees the national facts. Without them every table of persons looks empty. The same context gives
the audit triggers who writes and why.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.db import connection, transaction

from .roles import Permission, may

# The last one is set by pghistory before each write; a block that ends must leave none of it behind.
_SETTINGS = ("app.organisation_id", "app.user_id", "app.scope", "pghistory.context_metadata")


def _exchange(values: tuple[str, ...]) -> tuple[str, ...]:
    """Set the settings until the end of the transaction and give the former ones."""
    with connection.cursor() as cursor:
        cursor.execute("select " + ", ".join("coalesce(current_setting(%s, true), '')" for _ in _SETTINGS), _SETTINGS)
        former = cursor.fetchone()
        cursor.execute(
            "select " + ", ".join("set_config(%s, %s, true)" for _ in _SETTINGS),
            [part for pair in zip(_SETTINGS, values, strict=True) for part in pair],
        )
    return former


@contextmanager
def _acting(organisation_id: int | None, user_id: int | None, scope: str, why: str) -> Iterator[None]:
    values = (str(organisation_id or ""), str(user_id or ""), scope, "")
    with transaction.atomic(), pghistory.context() as trail:
        # Nested, it is the one and same context: what is put into it must be taken back.
        around = dict(trail.metadata)
        trail.metadata.update(user=user_id, organisation=organisation_id, why=why)
        former = _exchange(values)
        try:
            yield
        finally:
            trail.metadata.clear()
            trail.metadata.update(around)
        # Releasing a savepoint does not undo a local setting: a nested use must put back what it found.
        if not connection.needs_rollback:
            _exchange(former)


def acting_as(user, why: str):
    """Work as this account: it sees the files that its organisation owns or handles, and what it reported itself.

    `why` is recorded with every write. The whole block is one transaction.
    """
    scope = "national" if may(user, Permission.NATIONAL_FIGURES) else ""
    return _acting(user.organisation_id, user.pk, scope, why)


def acting_for(organisation, why: str):
    """Work for an organisation without an account: a job, a command."""
    return _acting(organisation.pk, None, "", why)


def seeing_nation(why: str):
    """Read the facts of every fund without an account, as a command does; no person's file is seen."""
    return _acting(None, None, "national", why)


def running_programmes(why: str):
    """Work on the programmes of the whole population, of every fund: a command, the page where anybody answers. Rows of
    programmes alone are seen, which name nobody."""
    return _acting(None, None, "programmes", why)


def because(why: str) -> None:
    """Say more precisely why the writes that follow in this context are made; recorded with each of them."""
    # Called without `with`, this adds to the context that is open, and does nothing where there is none.
    pghistory.context(why=why)


class ContextMiddleware:
    """Every request is one transaction, on behalf of the account that is signed in.

    A response of 500 and above takes back all that the request wrote. Streaming responses run after the
    transaction: they must open `acting_as` themselves.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            with _acting(None, None, "", f"{request.method} sans compte"):
                return self._answer(request)
        with acting_as(request.user, f"{request.method}"):
            return self._answer(request)

    def process_view(self, request, view, args, kwargs):
        because(f"{request.method} {request.resolver_match.view_name}")

    def _answer(self, request):
        response = self.get_response(request)
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response
