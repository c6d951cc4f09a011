"""Writes the volume by COPY: as the owner of the tables, without their triggers, everything or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import accumulate, pairwise
from random import Random

import pghistory
from django.db import connection, transaction
from django.utils import timezone

from allervers.config.database import as_owner
from allervers.config.local import Unusable
from allervers.domain.figures.editions import bring_up_to_date
from allervers.domain.figures.facts import declared
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.queries import active_funds
from allervers.domain.organisations.roles import Role
from allervers.domain.referrals.models import Referral

from .accounts import PREFIX, not_fictitious
from .names import MAIL_DOMAIN
from .volume import COLUMNS, Lines, Volume, portions

REFERRALS_PER_ADVISER = 1_500
NO_PASSWORD = "!"  # nobody signs in with these accounts


def load_volume(
    referrals: int, accompaniments: int, seed: int, progress: Callable[[int], object] = lambda done: None
) -> None:
    """Write that many files over the funds of the national list; `progress` is told the referrals just written.

    Audit trails are not written. Raises Unusable when the database holds anything else than a demonstration.
    """
    with as_owner(), transaction.atomic():
        _refuse_unless_empty()
        with _bare_tables():
            for lines in portions(_volumes(referrals, accompaniments, seed)):
                _copy(lines)
                progress(len(lines["referrals_referral"]))
            _write_facts()
    with as_owner(), connection.cursor() as cursor:
        for table in (*COLUMNS, *(facts._meta.db_table for facts in declared())):
            cursor.execute(f"vacuum (analyze) {table}")
    bring_up_to_date()


def _funds() -> list[Organisation]:
    return list(active_funds().exclude(code__startswith=PREFIX).order_by("code"))


def _refuse_unless_empty() -> None:
    if not_fictitious():
        raise Unusable(
            "Cette base contient de vrais comptes : aucun dossier fictif n'y est ajouté. "
            "Choisir un autre dossier avec ALLERVERS_DATA, ou une autre base avec DATABASE_URL."
        )
    if Referral.objects.exclude(fund__code__startswith=PREFIX).exists():
        raise Unusable(
            "Cette base contient déjà des dossiers hors de la démonstration : le volume ne se charge qu'une fois. "
            "Choisir un autre dossier avec ALLERVERS_DATA, ou une autre base avec DATABASE_URL."
        )


def _volumes(referrals: int, accompaniments: int, seed: int) -> list[Volume]:
    """One for each fund: a few funds are large, most are not; the sums are exact."""
    rng, funds = Random(f"{seed}:funds"), _funds()
    weights = list(accumulate(rng.lognormvariate(0, 0.75) for _ in funds))
    bounds = [0, *(round(referrals * weight / weights[-1]) for weight in weights)]
    return [
        Volume(
            fund.pk,
            fund.code,
            _advisers(fund, end - start),
            seed=seed,
            today=timezone.localdate(),
            referrals=end - start,
            accompaniments=end * accompaniments // referrals - start * accompaniments // referrals,
        )
        for fund, (start, end) in zip(funds, pairwise(bounds), strict=True)
    ]


def _advisers(fund: Organisation, referrals: int) -> list[int]:
    """Accounts to write the files' pieces: no password opens them."""
    accounts = [
        User(
            username=f"volume-{fund.code}-{number}",
            first_name="Conseiller",
            last_name=f"Fictif {fund.code}-{number}",
            email=f"volume-{fund.code}-{number}@{MAIL_DOMAIN}",
            password=NO_PASSWORD,
            organisation=fund,
            role=Role.ADVISER,
        )
        for number in range(1, 2 + referrals // REFERRALS_PER_ADVISER)
    ]
    with pghistory.context(why="volume fictif"):
        return [account.pk for account in User.objects.bulk_create(accounts)]


@contextmanager
def _bare_tables() -> Iterator[None]:
    """Inside this block the tables take COPY, which row-level security refuses even to their owner, and run no
    trigger; indexes and foreign keys are made again, and so checked, at the end: much faster than row by row."""
    names = [*COLUMNS, *(facts._meta.db_table for facts in declared())]
    with connection.cursor() as cursor:
        cursor.execute("set local maintenance_work_mem = '256MB'")
        cursor.execute(_KEYS_AND_INDEXES, [names, names])
        laid_aside = cursor.fetchall()
        for name in names:
            cursor.execute(f"alter table {name} no force row level security, disable trigger user")
        for drop, _ in laid_aside:
            cursor.execute(drop)
        yield
        for _, create in laid_aside:
            cursor.execute(create)
        for name in names:
            cursor.execute(f"alter table {name} force row level security, enable trigger user")


# How to drop and to make again, as PostgreSQL itself writes them: foreign keys, then what is only an index.
_KEYS_AND_INDEXES = """
    select format('alter table %%s drop constraint %%I', conrelid::regclass, conname),
           format('alter table %%s add constraint %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    from pg_constraint where contype = 'f' and conrelid = any(%s::regclass[])
    union all
    select format('drop index %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    from pg_index where not indisunique and indrelid = any(%s::regclass[])
"""


def _copy(lines: Lines) -> None:
    with connection.cursor() as cursor:
        for table, rows in lines.items():
            with cursor.copy(f"copy {table} ({', '.join(COLUMNS[table])}) from stdin") as copy:
                copy.write("".join(rows))


def _write_facts() -> None:
    """The facts of all files outside of the demonstration, whose facts its triggers have written."""
    with connection.cursor() as cursor:
        for facts in declared():
            columns = ", ".join(field.column for field in facts._meta.concrete_fields)
            cursor.execute(
                f"""insert into {facts._meta.db_table} ({columns})
                    select {columns} from ({facts.declaration.view}) said
                    where fund_id <> all(select id from organisations_organisation where code like %s)""",
                [f"{PREFIX}%"],
            )
        # The triggers that mark what is to be counted are laid aside here.
        cursor.execute("select facts_mark_all()")
