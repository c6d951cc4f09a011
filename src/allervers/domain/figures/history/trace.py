"""What each import wrote and what was there before, so that it can be taken back, whole or file by file.

As the owner of the tables, like the import. A *file* is a referral with its accompaniment: both go back together.
"""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Count, Max, Q

from ...imports.trace import NotTakenBack, Undone, who
from ...organisations.models import Organisation
from ..models import AccompanimentFact, CaseworkImport, Fact, ImportedFact, ImportTakenBack, ReferralFact

# One import, or one taken back, at a time in one database, whoever starts it.
LOCK = 4_716_213_905

TRACE = ImportedFact._meta.db_table


def identifier(kind: str, fund: str, number: str) -> str:
    """SQL for a fact's identifier: always the same for the same line of the same fund, and it does not show the
    line's."""
    return _digest(f"concat_ws('/', '{kind}', {fund}, {number})")


def digest_of(line: str) -> str:
    """SQL for the digest of a staged line without its fund and its place: the same history has it under any fund."""
    return _digest(f"(to_jsonb({line}) - array['line', 'unreadable', 'fund_code'])::text")


def _digest(text: str) -> str:
    return f"substr(encode(sha256(convert_to({text}, 'UTF8')), 'hex'), 1, 32)::uuid"


def digest_of_folder(folder: Path) -> str:
    """Of the two files, byte for byte."""
    found = hashlib.sha256()
    for name in ("accompaniments.csv", "referrals.csv"):
        if (folder / name).is_file():
            with (folder / name).open("rb") as opened:
                found.update(hashlib.file_digest(opened, "sha256").digest())
    return found.hexdigest()


# --- What an import leaves --------------------------------------------------------------------------------------------

# Of a staged referral: the identifiers of its two facts.
REFERRAL_ID = identifier("referral", "fund_code", "referral_id")
# A referral has one accompaniment at most: by its referral it is known again, and found when the referral changes.
ACCOMPANIMENT_ID = identifier("accompaniment", "fund_code", "referral_id")
OF_STAGED = ((ReferralFact, REFERRAL_ID, "before_referrals"), (AccompanimentFact, ACCOMPANIMENT_ID, "before_others"))


def under_another_fund(cursor: CursorWrapper) -> tuple[int, str, int] | None:
    """How many staged referrals stand already, word for word, under another fund; its code and the import's number."""
    cursor.execute(f"""
        select count(distinct staged.line), min(fund.code), min(kept.brought_by_id)
        from staged_referrals staged
        join {TRACE} kept on kept.line = {digest_of("staged")} and kept.fund_id <> staged.fund_code
        join {Organisation._meta.db_table} fund on fund.id = kept.fund_id
        where kept.taken_back_id is null
    """)
    count, code, number = cursor.fetchone()
    return (count, code, number) if count else None


def remember(cursor: CursorWrapper) -> None:
    """Before anything is written: the facts that the staged referrals concern, as they are."""
    for facts, key, table in OF_STAGED:
        cursor.execute(f"""
            create temporary table {table} on commit drop as
            select fact.* from staged_referrals join {facts._meta.db_table} fact on fact.id = {key}
        """)


def leave(cursor: CursorWrapper, folder: Path) -> CaseworkImport:
    """After everything is written: who imported what, and each fact that is new or not as it was."""
    made = CaseworkImport.objects.create(by=who(), folder=digest_of_folder(folder))
    for facts, key, before in OF_STAGED:
        line = digest_of("staged") if facts is ReferralFact else "null"
        cursor.execute(
            f"""
            insert into {TRACE} (brought_by_id, fund_id, file, fact, of_accompaniment, line, before)
            select %s, staged.fund_code, {REFERRAL_ID}, fact.id, {facts is AccompanimentFact}, {line}, to_jsonb(former)
            from staged_referrals staged
            join {facts._meta.db_table} fact on fact.id = {key}
            left join {before} former on former.id = fact.id
            where former.id is null or to_jsonb(former) <> to_jsonb(fact)
            """,
            [made.pk],
        )
    return made


# --- Taking back ------------------------------------------------------------------------------------------------------


def take_back(number: int, why: str, line: str = "", fund: str = "", *, dry_run: bool = False) -> Undone:
    """Put back what the import `number` changed, or what it changed of one file: the referral `line` of `fund` (code).

    Raises `NotTakenBack` where there is nothing to take back, or where a later import changed the same file.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        made = CaseworkImport.objects.filter(pk=number).first()
        if made is None:
            raise NotTakenBack(f"import {number} : inconnu, attendu un numéro que donne « allervers import list »")
        standing = ImportedFact.objects.filter(brought_by=made, taken_back=None)
        of_file = f"ligne {line} de la caisse {fund}, " if line else ""
        if line:
            standing = standing.filter(file=_file(cursor, line, fund))
        if not standing.exists():
            raise NotTakenBack(f"import {number} : {of_file}rien à retirer, rien n'a été écrit ou tout l'a déjà été")
        _refuse_later(made, standing, of_file)
        done = ImportTakenBack.objects.create(import_made=made, by=who(), why=why)
        standing.update(taken_back=done)
        undone = [_put_back(cursor, facts, done) for facts in (AccompanimentFact, ReferralFact)]
        if dry_run:
            transaction.set_rollback(True)
    return Undone(sum(deleted for deleted, _ in undone), sum(restored for _, restored in undone))


def _file(cursor: CursorWrapper, line: str, fund: str) -> str:
    known = Organisation.objects.filter(kind=Organisation.Kind.FUND, code=fund).first()
    if known is None:
        raise NotTakenBack(f"--fund {fund} : caisse inconnue, attendu les trois chiffres de son code")
    cursor.execute(f"select {identifier('referral', '%s::bigint', '%s::text')}", [known.pk, line])
    return cursor.fetchone()[0]


def _refuse_later(made: CaseworkImport, standing, of_file: str) -> None:
    later = ImportedFact.objects.filter(brought_by__gt=made.pk, taken_back=None, file__in=standing.values("file"))
    told = later.aggregate(files=Count("file", distinct=True), last=Max("brought_by"))
    if count := told["files"]:
        s = "s" if count > 1 else ""
        raise NotTakenBack(
            f"import {made.pk} : {of_file}{count} dossier{s} changé{s} depuis par un autre import, attendu de retirer"
            f" d'abord l'import {told['last']}"
        )


def _put_back(cursor: CursorWrapper, facts: type[Fact], done: ImportTakenBack) -> tuple[int, int]:
    table, kind = facts._meta.db_table, facts is AccompanimentFact
    columns = [field.column for field in facts._meta.concrete_fields]
    former = ", ".join(f"former.{column}" for column in columns)
    cursor.execute(
        f"""delete from {table} was using {TRACE} kept where kept.taken_back_id = %s and kept.of_accompaniment = %s
            and kept.fact = was.id and kept.before is null""",
        [done.pk, kind],
    )
    deleted = cursor.rowcount
    # A column that the table has got since keeps what it holds.
    cursor.execute(
        f"""update {table} was set ({", ".join(columns)}) =
              (select {former} from jsonb_populate_record(was, kept.before) former)
            from {TRACE} kept where kept.taken_back_id = %s and kept.of_accompaniment = %s
            and kept.fact = was.id and kept.before is not null""",
        [done.pk, kind],
    )
    return deleted, cursor.rowcount


# --- What was imported and taken back ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listed:
    """An import: facts that it added and changed, how many of both were taken back since, and each time why."""

    number: int
    at: datetime.datetime
    by: str
    folder: str
    funds: list[str]
    new: int
    changed: int
    taken_back: int
    times: list[ImportTakenBack]


def imports() -> Iterator[Listed]:
    """Every import, the first one first."""
    counted = CaseworkImport.objects.annotate(
        new=Count("facts", filter=Q(facts__before__isnull=True)),
        changed=Count("facts", filter=Q(facts__before__isnull=False)),
        undone=Count("facts", filter=Q(facts__taken_back__isnull=False)),
    )
    for each in counted.order_by("pk").prefetch_related("times"):
        funds = each.facts.values_list("fund__code", flat=True).distinct().order_by("fund__code")
        yield Listed(
            each.pk, each.at, each.by, each.folder, list(funds), each.new, each.changed, each.undone,
            sorted(each.times.all(), key=lambda one: one.pk),
        )  # fmt: skip
