"""Vaccines withdrawn with a voucher, as pharmacies tell it, and the reminder of who has not come.

A file is kept whole or refused whole where a line cannot be read. A voucher is used once: of two withdrawals the first
by its day stands, and what is kept stands, so that bringing a file in twice changes nothing.
"""

import csv
import datetime
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest

from ..imports.fields import EARLIEST, day, quoted
from ..imports.layout import Column, Layout
from ..imports.reading import Told
from ..imports.refusals import SHOWN, Refusals, Unreadable
from ..imports.staging import stage
from ..organisations.context import running_programmes
from ..pieces.refusals import Refused
from . import provisional, seasons
from .models import Programme, Voucher

REMIND_AFTER = datetime.timedelta(days=30)
"""A voucher is recalled once it is older than that: our choice, no text says it."""
_PHARMACY = re.compile(r"[A-Z0-9-]{1,12}")  # too short for the number of a person


@dataclass
class Report:
    """What became of the lines. `unknown`: codes of no voucher; `early`: days before the letter's; `late`: days after
    the season; `elsewhere`: vouchers that were used another day or in another place. `told`: of the first of those that
    are not kept, the line and why (French)."""

    refusals: Refusals
    lines: int = 0
    kept: int = 0
    unchanged: int = 0
    unknown: int = 0
    early: int = 0
    late: int = 0
    elsewhere: int = 0
    told: list[str] = field(default_factory=list)


WHY = {
    "unknown": "ce code n’est celui d’aucun bon de ce programme",
    "early": "retrait d’avant le jour de la lettre",
    "late": "retrait d’après la fin de la saison",
    "elsewhere": "bon déjà utilisé, un autre jour ou dans une autre pharmacie",
}


def bring_in(programme: Programme, path: Path, today: datetime.date, told: Told = lambda done, size: None) -> Report:
    """Keep what a file says. The season's last day is the law's of now: a season made longer leaves time."""
    report = Report(Refusals(path.name))
    layout = Layout(
        "withdrawals.csv",
        (
            Column("code", _digest_for(programme), "bytea", varied=True),
            Column("withdrawn_on", day(today, EARLIEST), "date"),
            Column("pharmacy", _pharmacy),
        ),
    )
    with running_programmes("programme withdrawals"), connection.cursor() as cursor:
        report.lines = stage(cursor, path, layout, report.refusals, told, fate="text")
        if not report.refusals.total:
            _keep(cursor, programme, report)
    return report


def _keep(cursor, programme: Programme, report: Report) -> None:
    season = programme.season
    key = {
        "programme": programme.pk,
        "end_general": seasons.last_day(season, in_mayotte=False),
        "end_mayotte": seasons.last_day(season, in_mayotte=True),
        "latest": seasons.latest(season),
    }
    cursor.execute(_HOLD, key)
    cursor.execute(_FATE, key)
    cursor.execute("select fate, count(*) from staged_withdrawals group by 1")
    fates = dict(cursor.fetchall())
    for fate in ("kept", "unchanged", *WHY):
        setattr(report, fate, fates.get(fate, 0))
    cursor.execute(
        "select line, fate from staged_withdrawals where fate = any(%s) order by line limit %s", [list(WHY), SHOWN]
    )
    report.told = [f"{report.refusals.file}, ligne {line} : {WHY[fate]}" for line, fate in cursor.fetchall()]
    cursor.execute(_CHANGE, key)


_HOLD = """
    with held as (select v.person from programmes_voucher v
                  where v.programme_id = %(programme)s and v.code_digest in (select code from staged_withdrawals)
                  order by v.person for update)
    select count(*) from held
"""
# First what could be kept; of it, the first by its day is, and what says the same again changes nothing.
_FATE = """
    with could as (
      select l.line, l.code, l.withdrawn_on, l.pharmacy, v.withdrawn_on as known_on, v.pharmacy as known_at, case
        when v.person is null then 'unknown'
        when l.withdrawn_on < v.sent_on then 'early'
        when l.withdrawn_on > coalesce(
          greatest(v.valid_until, case when v.in_mayotte then %(end_mayotte)s::date else %(end_general)s::date end),
          %(latest)s::date) then 'late'
        end as fate
      from staged_withdrawals l
        left join programmes_voucher v on v.programme_id = %(programme)s and v.code_digest = l.code),
    first as (
      select *, row_number() over uses as place, first_value(withdrawn_on) over uses as first_on,
             first_value(pharmacy) over uses as first_at
      from could where fate is null window uses as (partition by code order by withdrawn_on, line))
    update staged_withdrawals s set fate = coalesce(c.fate, case
      when c.known_on is null and f.place = 1 then 'kept'
      when (c.withdrawn_on, c.pharmacy) = case when c.known_on is null then (f.first_on, f.first_at)
                                               else (c.known_on, c.known_at::text) end
      then 'unchanged'
      else 'elsewhere' end)
    from could c left join first f using (line)
    where c.line = s.line
"""
# What was printed as the last day moves where the season was made longer, never back.
_CHANGE = """
    update programmes_voucher v
    set withdrawn_on = s.withdrawn_on, pharmacy = s.pharmacy,
        valid_until = greatest(v.valid_until, case when v.in_mayotte then %(end_mayotte)s::date
                                                   else %(end_general)s::date end)
    from staged_withdrawals s
    where s.fate = 'kept' and v.programme_id = %(programme)s and v.code_digest = s.code
"""


def _digest_for(programme: Programme):
    """Reads a code, and gives its digest: nothing is staged in clear."""

    def read(cell: str) -> str:
        if not cell.strip():
            raise Unreadable("le champ est vide", "le code du bon")
        return rf"\\x{provisional.digest(programme.pk, provisional.normalised(cell)).hex()}"

    return read


def _pharmacy(cell: str) -> str:
    if not _PHARMACY.fullmatch(cell):
        raise Unreadable(quoted(cell), "le numéro de la pharmacie, 12 signes au plus : A à Z, 0 à 9, tiret")
    return cell


# --- Reminders -------------------------------------------------------------------------------------------------------


def remind(programme: Programme, on: datetime.date, file: Path) -> int:
    """Write the reminders of a day, for those whose voucher is older than `REMIND_AFTER` and may still be used; how
    many there are. Each voucher is recalled once; the same day again writes the same file, whatever stopped the first.

    No code: it is known to nobody but the letter. Raises `Refused` on a day that is of no season of this programme.
    """
    season = programme.season
    under_way = seasons.under_way(season, on)
    if not under_way:
        raise Refused(f"--date {on} : ce jour n’est pas de la saison {seasons.said(season)}, aucune relance ne part")
    mine = Voucher.objects.filter(programme=programme, exclusion="", withdrawn_on=None)
    with running_programmes("programme remind"):
        for in_mayotte in under_way:
            due = mine.filter(reminded_on=None, sent_on__lt=on - REMIND_AFTER, in_mayotte=in_mayotte)
            until = Value(seasons.last_day(season, in_mayotte), DateField())
            due.update(reminded_on=on, valid_until=Greatest("valid_until", until))
    draft = file.with_name(f".{file.name}.draft")
    count = 0
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as opened, running_programmes("programme remind"):
        out = csv.writer(opened, delimiter=";", lineterminator="\n")
        out.writerow(["person_id", "fund_code", "cohort", "notice", "sent_on", "valid_until"])
        listed = mine.filter(reminded_on=on).order_by("person").annotate(fund_code=F("fund__code"))
        said = listed.values_list("person", "fund_code", "cohort", "notice", "sent_on", "valid_until")
        for row in said.iterator():
            out.writerow(["" if cell is None else cell for cell in row])
            count += 1
    draft.replace(file)
    return count
