"""From the two files to the facts: staged, checked, written in one transaction.

As the owner of the tables (the application may read facts, not write them). A file with a line that cannot be is
refused whole; an accompaniment needs its referral, so accompaniments.csv falls with referrals.csv. An accompaniment
that is there already says of its referral what the referral says, whether accompaniments.csv is accepted or not.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from ...accompaniment.codes import Public, Specialty
from ...imports.layout import Layout, funds
from ...imports.refusals import Refusals
from ...imports.rules import check
from ...imports.staging import cut_short, stage
from ..models import AccompanimentFact, Fact, FileFact, ReferralFact
from . import layout, rules, trace
from .trace import ACCOMPANIMENT_ID, LOCK, REFERRAL_ID

YOUTH = 25

Told = Callable[[str, int, int | None], object]
"""Told what is being done, how much of it is done, and of how much (None: not known)."""


@dataclass
class FileReport:
    """What became of one file.

    `other_specialties`: lines with a speciality that the catalogue does not know. `followed`: accompaniments that were
    there, are not in this import, and had to follow their referral. `doubts`: what is brought in and told (French).
    """

    refusals: Refusals
    lines: int = 0
    new: int = 0
    changed: int = 0
    other_specialties: int = 0
    followed: int = 0
    doubts: list[str] = field(default_factory=list)

    @property
    def file(self) -> str:
        return self.refusals.file

    @property
    def is_refused(self) -> bool:
        return self.refusals.total > 0

    @property
    def unchanged(self) -> int:
        return 0 if self.is_refused else self.lines - self.new - self.changed


def import_folder(
    folder: Path, today: datetime.date, told: Told, *, dry_run: bool = False, again: bool = False
) -> list[FileReport]:
    """Read referrals.csv and accompaniments.csv of `folder`; the reports say what was written and what was refused.

    Lines are known again by their identifier within their fund: a second import writes what changed and nothing else.
    What stands already under another fund is refused, unless `again`. A dry run does everything, then takes it back.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        _wait_for_our_turn(cursor, told)
        referrals = _stage(cursor, folder, layout.referrals(today, *funds()), told)
        accompaniments = _stage(cursor, folder, layout.accompaniments(today), told)
        told("Contrôles", 0, None)
        check(cursor, rules.REFERRALS_SOURCE, rules.REFERRALS, referrals.refusals)
        check(cursor, rules.ACCOMPANIMENTS_SOURCE, rules.ACCOMPANIMENTS, accompaniments.refusals)
        for report in (referrals, accompaniments):
            report.doubts += rules.doubts(cursor, report.file, f"staged_{report.file.removesuffix('.csv')}")
        if not referrals.is_refused:
            check(cursor, rules.TOGETHER_SOURCE, rules.TOGETHER, accompaniments.refusals)
            kept = rules.kept_source(ACCOMPANIMENT_ID, replaced=not accompaniments.is_refused)
            check(cursor, kept, rules.KEPT, referrals.refusals)
            if not again:
                _refuse_under_another_fund(cursor, referrals)
        if referrals.is_refused:
            accompaniments.refusals.add(
                0, "", "aucun accompagnement n'est repris sans sa saisine", "un fichier referrals.csv accepté"
            )
        else:
            told("Écriture des saisines", 0, None)
            trace.remember(cursor)
            _write(cursor, ReferralFact, REFERRAL_FACTS, referrals)
        if not accompaniments.is_refused:
            told("Écriture des accompagnements", 0, None)
            _write(cursor, AccompanimentFact, ACCOMPANIMENT_FACTS, accompaniments)
        if referrals.changed:
            _follow(cursor, referrals)
        if not referrals.is_refused:
            told("Trace de l'import", 0, None)
            trace.leave(cursor, folder)
        if dry_run:
            transaction.set_rollback(True)
    return [referrals, accompaniments]


def _refuse_under_another_fund(cursor: CursorWrapper, referrals: FileReport) -> None:
    if found := trace.under_another_fund(cursor):
        count, code, number = found
        s = "s" if count > 1 else ""
        referrals.refusals.add(
            0,
            "fund_code",
            f"{count} ligne{s} déjà reprise{s} mot pour mot sous une autre caisse ({code}, import {number})",
            f"de retirer d'abord cet import (allervers import take-back {number}), ou --again si ce sont d'autres"
            " dossiers",
        )


def _wait_for_our_turn(cursor: CursorWrapper, told: Told) -> None:
    cursor.execute("select pg_try_advisory_xact_lock(%s)", [LOCK])
    if not cursor.fetchone()[0]:
        told("Attente de la fin d'un autre import", 0, None)
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])


def _stage(cursor: CursorWrapper, folder: Path, file: Layout, told: Told) -> FileReport:
    report = FileReport(Refusals(file.file))
    reading = f"Lecture de {file.file}"
    path = folder / file.file
    report.lines = stage(cursor, path, file, report.refusals, lambda done, size: told(reading, done, size))
    if not report.is_refused:
        report.doubts = cut_short(cursor, path, file, file.file)
    return report


def _age() -> str:
    return "extract(year from age(received_on, birth_date))::smallint"


# Column of the fact → where it is in the staged files, when it has not the same name there.
OF_BOTH = {"fund_id": "fund_code", "age": _age(), "studies_opposed": "false", "imported": "true"}
REFERRAL_FACTS = (
    "staged_referrals",
    {**OF_BOTH, "id": REFERRAL_ID, "urgent": "false"},
)
ACCOMPANIMENT_FACTS = (
    "staged_accompaniments accompaniment join staged_referrals using (referral_id)",
    {
        **OF_BOTH,
        "id": ACCOMPANIMENT_ID,
        # As the closing form does: whoever is under 25 at the referral is of this public.
        "publics": f"""case when {_age()} < {YOUTH} and '{Public.UNDER_25.value}' <> all(publics)
                       then array_prepend('{Public.UNDER_25.value}', publics) else publics end""",
    },
)


def _write(cursor: CursorWrapper, facts: type[Fact], staged: tuple[str, dict[str, str]], report: FileReport) -> None:
    source, named = staged
    columns = [field.column for field in facts._meta.concrete_fields]
    kept = ", ".join(columns)
    cursor.execute(f"""
        with written as (
          insert into {facts._meta.db_table} as fact ({kept})
          select {", ".join(named.get(column, column) for column in columns)} from {source}
          on conflict (id) do update set ({kept}) = ({", ".join(f"excluded.{column}" for column in columns)})
          where ({", ".join(f"fact.{column}" for column in columns)})
                is distinct from ({", ".join(f"excluded.{column}" for column in columns)})
          returning xmax = 0 as is_new
        )
        select count(*) filter (where is_new), count(*) filter (where not is_new) from written
    """)
    report.new, report.changed = cursor.fetchone()
    if facts is AccompanimentFact:
        cursor.execute(f"select count(*) from staged_accompaniments where '{Specialty.OTHER.value}' = any(specialties)")
        report.other_specialties = cursor.fetchone()[0]
    if report.new or report.changed:
        cursor.execute(f"analyze {facts._meta.db_table}")


def _follow(cursor: CursorWrapper, report: FileReport) -> None:
    """What accompaniments say of their referral, where it changed and their own line did not come with it.

    Under 25 is told by the age alone: whoever leaves that age leaves that public.
    """
    columns = [field.column for field in FileFact._meta.get_fields() if field.column != "id"]
    youth = f"'{Public.UNDER_25.value}'"
    cursor.execute(f"""
        update {AccompanimentFact._meta.db_table} as fact
        set ({", ".join(columns)}, publics) = ({", ".join(f"said.{name}" for name in columns)},
          case when said.age < {YOUTH} and {youth} <> all(fact.publics) then array_prepend({youth}, fact.publics)
               when said.age >= {YOUTH} and fact.age < {YOUTH} then array_remove(fact.publics, {youth})
               else fact.publics end)
        from (select {REFERRAL_ID} as referral, {ACCOMPANIMENT_ID} as accompaniment from staged_referrals) pair
        join {ReferralFact._meta.db_table} said on said.id = pair.referral
        where fact.id = pair.accompaniment and ({", ".join(f"fact.{name}" for name in columns)})
              is distinct from ({", ".join(f"said.{name}" for name in columns)})
    """)
    report.followed = cursor.rowcount
