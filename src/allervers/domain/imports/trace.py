"""What each import of rows about persons wrote, and how it is taken back: decision 0037.

`traced` works as the application's role, the rest as the owner of the tables.
"""

import hashlib
import os
import pwd
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError, connection, models, transaction
from django.db.models import Count, Max, Q, QuerySet

from .models import FileImport, FileImportTakenBack, ImportedRow

# One import taken back at a time in one database, whoever starts it, and none while files come in: several may.
LOCK = 4_716_213_906


class NotTakenBack(Exception):
    """Why nothing was taken back: one clear French line."""


def who() -> str:
    """The account of the operating system that runs the command."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return "commande"


@contextmanager
def traced(kind: str, path: Path) -> Iterator[None]:
    """What the block writes is written by a new import of this file, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        cursor.execute("select pg_advisory_xact_lock_shared(%s)", [LOCK])
        cursor.execute("select begin_import(%s, %s, %s)", [kind, who(), digest])
        yield
        # A setting of the transaction outlives a savepoint that is released.
        if not connection.needs_rollback:
            cursor.execute("select set_config('app.import', '', true)")


@dataclass(frozen=True)
class Undone:
    """Rows that are gone and rows that are again what they were before."""

    deleted: int
    restored: int


def take_back(number: int, why: str, tables: Iterable[type[models.Model]], *, dry_run: bool = False) -> Undone:
    """Put back what the import `number` changed in `tables`; an import that is under way is waited for.

    Raises `NotTakenBack` where there is nothing to take back, or where a later import changed or needs the same rows.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        made = FileImport.objects.filter(pk=number).first()
        if made is None:
            raise NotTakenBack(f"import {number} : inconnu, attendu un numéro que donne « allervers import list »")
        if FileImportTakenBack.objects.filter(import_made=made).exists():
            raise NotTakenBack(f"import {number} : rien à retirer, tout l'a déjà été")
        _refuse_later(made)
        FileImportTakenBack.objects.create(import_made=made, by=who(), why=why)
        try:
            counts = [_put_back(cursor, table, made) for table in tables]
        except IntegrityError as error:
            raise NotTakenBack(
                f"import {number} : un import plus récent a ajouté des lignes qui ne vont pas avec celles d'avant,"
                " attendu de le retirer d'abord"
            ) from error
        if dry_run:
            transaction.set_rollback(True)
    return Undone(sum(deleted for deleted, _ in counts), sum(restored for _, restored in counts))


def _refuse_later(made: FileImport) -> None:
    others = ImportedRow.objects.filter(brought_by__gt=made.pk, brought_by__taken_back=None)
    same = made.rows.filter(relation=models.OuterRef("relation"), row=models.OuterRef("row"))
    later = others.filter(models.Exists(same)).aggregate(rows=Count("pk"), last=Max("brought_by"))
    if count := later["rows"]:
        s = "s" if count > 1 else ""
        raise NotTakenBack(
            f"import {made.pk} : {count} ligne{s} changée{s} depuis par un autre import, attendu de retirer d'abord"
            f" l'import {later['last']}"
        )


def _put_back(cursor, table: type[models.Model], made: FileImport) -> tuple[int, int]:
    name, trace = table._meta.db_table, ImportedRow._meta.db_table
    columns = [connection.ops.quote_name(field.column) for field in table._meta.concrete_fields]
    former = ", ".join(f"former.{column}" for column in columns)
    of_import = "kept.brought_by_id = %s and kept.relation = %s and kept.row = was.id::text"
    cursor.execute(
        f"delete from {name} was using {trace} kept where {of_import} and kept.before is null", [made.pk, name]
    )
    deleted = cursor.rowcount
    # A column that the table has got since keeps what it holds.
    cursor.execute(
        f"""update {name} was set ({", ".join(columns)}) =
              (select {former} from jsonb_populate_record(was, kept.before) former)
            from {trace} kept where {of_import} and kept.before is not null""",
        [made.pk, name],
    )
    return deleted, cursor.rowcount


def imports() -> QuerySet[FileImport]:
    """Every import, the first one first, with its rows counted: `new` and `changed`."""
    return (
        FileImport.objects.annotate(
            new=Count("rows", filter=Q(rows__before__isnull=True)),
            changed=Count("rows", filter=Q(rows__before__isnull=False)),
        )
        .select_related("taken_back")
        .order_by("pk")
    )
