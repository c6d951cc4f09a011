"""The person's own way to their file: a code given by the fund, used once, with the birth date.

The code is in a link or at the bottom of a letter. Opening the link uses nothing up (programs that read mail open all
links): only the right birth date does, and then a new code is told, to come back with. The database knows codes and
visits by their hashes, and says itself which file a visit sees (`sql/person_link_open.sql`, `sql/visited_file_id.sql`).
"""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import User
from ..outbox import workflow as outbox
from ..outbox.codes import State
from ..outbox.models import Message
from ..outbox.templates import templates
from ..people.visits import Opened, begun_by, digest_of_code, digest_of_visit, new_code, typed, written
from ..pieces.refusals import Refused
from .models import RightsFile

LASTS = datetime.timedelta(days=90)
VISIT_LASTS = datetime.timedelta(minutes=30)  # without a page

__all__ = ["Opened", "end_visit", "give", "open_with", "typed", "visiting", "written"]


def give(file: RightsFile) -> tuple[str, datetime.datetime]:
    """A new code for the person of this file, and until when it opens; those given before open nothing any more.

    In clear here alone: whoever asks hands it over. Raises `Refused` where the birth date is not known.
    """
    because("accès donné à la personne")
    code, until = new_code(), timezone.now() + LASTS
    if not _ask("select person_link_give(%s, %s, %s)", file.pk, digest_of_code(code), until):
        raise Refused("La date de naissance manque au dossier : sans elle, la personne ne peut pas ouvrir sa page.")
    waiting = Message.objects.filter(cause__startswith=_cause(file), person=file.person_id, state=State.WAITING)
    for message in waiting.select_for_update():
        outbox.settle(message, State.WITHDRAWN, "un autre code a été donné")
    return code, until


@transaction.atomic
def send(file: RightsFile, channel: str, link_to: Callable[[str], str], *, author: User) -> Message:
    """A new code, in a link by SMS or e-mail; `link_to` gives the address of a code. Raises `Refused`.

    Its text is kept until it leaves, and shown to nobody.
    """
    if file.person is None:
        raise Refused("Prenez d’abord le dossier en charge : un message part à une personne que la caisse connaît.")
    message_id, template = uuid4(), templates()["own_page"]
    return outbox.write(
        file.person,
        template,
        message_id=message_id,
        cause=f"{_cause(file)}{message_id}",
        channel=channel,
        language="en" if file.language == "en" else "fr",
        values={"fund": str(file.fund), "link": link_to(give(file)[0])},
        author=author,
    )


def _cause(file: RightsFile) -> str:
    return f"own_page:{file.pk}:"


def open_with(code: str, birth_date: datetime.date) -> Opened | None:
    """Begin a visit; None where nothing opens, whatever the reason: a code that never was, is used, too old, or another
    birth date (which counts as a try)."""
    opened = begun_by(code)
    found = _ask(
        "select person_link_open(%s, %s, %s, %s, %s)",
        *(digest_of_code(code), birth_date, digest_of_visit(opened.key), timezone.now() + VISIT_LASTS),
        digest_of_code(opened.next_code),
    )
    return opened if found else None


@contextmanager
def visiting(key: str) -> Iterator[RightsFile | None]:
    """Inside this block the database shows the file of the visit, and nothing else; None once the visit is over.

    In a transaction; whoever is signed in at the same browser sees what they see otherwise too.
    """
    digest = digest_of_visit(key)
    found = _ask("select person_visit_goes_on(%s, %s)", digest, timezone.now() + VISIT_LASTS)
    _ask("select set_config('app.visit_digest', %s, true)", digest.hex())
    try:
        yield RightsFile.objects.select_related("fund", "handled_by").filter(pk=found).first() if found else None
    finally:
        if not connection.needs_rollback:
            _ask("select set_config('app.visit_digest', '', true)")


def end_visit(key: str) -> None:
    """The key opens nothing any more."""
    _ask("select person_visit_end(%s)", digest_of_visit(key))


def _ask(sql: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
