"""The agreements of one or several funds, from another tool (formats §9).

Staged, checked, then written fund by fund in its context, in one transaction; a file with a line that cannot be read is
refused whole. An agreement is known again by its identifier within its fund: the same file twice changes nothing, a
line that changed replaces what was brought in before. A network that is not ours is kept as it is written, and told.
"""

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from ..imports.fields import as_exported, code, day, fund, holds_a_number, identifier, open_word, quoted
from ..imports.layout import Column, Layout, funds
from ..imports.refusals import Refusals, Unreadable
from ..imports.rules import Rule, check
from ..imports.staging import cut_short, stage
from ..imports.whole import Report
from ..organisations.context import acting_for
from ..organisations.models import Organisation
from . import words
from .codes import AgreementKind, Network
from .models import FIRST_DAY, LAST_DAY, LONGEST_NAME, LONGEST_WORD

Told = Callable[[str, int, int | None], object]
RULES = (
    Rule(
        "agreement_id",
        "earlier is not null",
        "déjà à la ligne {} pour cette caisse",
        "une ligne par convention",
        "earlier",
    ),
    Rule(
        "ends_on",
        "ends_on < signed_on",
        "la convention finirait avant d'être signée, le {}",
        "le jour de la signature ou après, ou rien",
        "signed_on",
    ),
)


def layout(today: datetime.date) -> Layout:
    """The columns of the format, in their order."""
    return Layout(
        "agreements.csv",
        (
            Column("agreement_id", as_exported(identifier), varied=True),
            Column("fund_code", fund(*funds()), "bigint"),
            Column("network", as_exported(network)),
            Column("kind", code(AgreementKind)),
            Column("signed_on", day(today, FIRST_DAY), "date"),
            Column("ends_on", day(today, FIRST_DAY, ahead=LAST_DAY - today, optional=True), "date"),
            Column("partner_name", as_exported(name), varied=True),
            Column("siret", siret, varied=True),
        ),
    )


def network(cell: str) -> str:
    """One of our networks, by its code or name, or the word of another tool."""
    return open_word(LONGEST_WORD)(words.network(cell))


def name(cell: str) -> str:
    """What the partner is called, or nothing where the network says it all."""
    text = " ".join(cell.split())
    if len(text) > LONGEST_NAME or not text.isprintable() or holds_a_number(text):
        raise Unreadable(quoted(text), f"le nom d'un organisme, {LONGEST_NAME} caractères au plus, sans numéro")
    return text.replace("\\", "\\\\")


def siret(cell: str) -> str:
    """The establishment's number, with or without spaces, or nothing."""
    digits = "".join(cell.split())
    if digits and not words.is_siret(digits):
        raise Unreadable(
            f"« {cell} » n'est pas un SIRET" if len(digits) <= 14 and digits.isdecimal() else quoted(cell),
            "quatorze chiffres dont la clé est juste, ou rien",
        )
    return digits


def bring_in(path: Path, today: datetime.date, told: Told, *, dry_run: bool = False) -> Report:
    """Read the file and keep it, or refuse it whole. A dry run does everything, then takes it back."""
    report, file = Report(Refusals(path.name)), layout(today)
    with transaction.atomic(), connection.cursor() as cursor:
        report.lines = stage(cursor, path, file, report.refusals, partial(told, "Lecture"))
        source = f"""select *, nullif(first_value(line) over (partition by fund_code, agreement_id order by line), line)
                     as earlier from {file.table}"""
        check(cursor, source, RULES, report.refusals)
        if not report.is_refused:
            report.doubts = [*cut_short(cursor, path, file, path.name), *_withdrawn(cursor, file.table, path.name)]
            report.unknown_words = _unknown_words(cursor, file.table)
            _keep(cursor, file.table, report, told)
        if dry_run or report.is_refused:
            transaction.set_rollback(True)
    return report


def _withdrawn(cursor: CursorWrapper, table: str, file: str) -> list[str]:
    """What was withdrawn here stays so, whatever the other tool still counts."""
    lines = []
    for fund_id in _funds_of(cursor, table):
        with acting_for(Organisation(pk=fund_id), f"import de {file}"):
            cursor.execute(
                f"""select line from {table} join partners_agreement known on known.fund_id = fund_code
                    and known.source_id = agreement_id where fund_code = %s and known.withdrawn_at is not null""",
                [fund_id],
            )
            lines += [line for (line,) in cursor.fetchall()]
    if not lines:
        return []
    return [f"{file}, ligne {min(lines)} : convention retirée sur l'écran, elle reste retirée ({len(lines)} en tout)"]


def _unknown_words(cursor: CursorWrapper, table: str) -> dict[str, dict[str, int]]:
    cursor.execute(
        f"select network, count(*) from {table} where network <> all(%s) group by network order by 2 desc, network",
        [Network.values],
    )
    found = dict(cursor.fetchall())
    return {"network": found} if found else {}


def _funds_of(cursor: CursorWrapper, table: str) -> list[int]:
    cursor.execute(f"select distinct fund_code from {table} order by fund_code")
    return [fund_id for (fund_id,) in cursor.fetchall()]


def _keep(cursor: CursorWrapper, table: str, report: Report, told: Told) -> None:
    fund_ids = _funds_of(cursor, table)
    for done, fund_id in enumerate(fund_ids):
        told("Écriture", done, len(fund_ids))
        with acting_for(Organisation(pk=fund_id), f"import de {report.refusals.file}"):
            cursor.execute(_WRITE.format(table=table), [fund_id])
            written = [is_new for (is_new,) in cursor.fetchall()]
            report.new += sum(written)
            report.changed += len(written) - sum(written)


_COLUMNS = ("network", "kind", "signed_on", "ends_on", "partner_name", "siret")
_WRITE = f"""
    insert into partners_agreement as known (id, fund_id, source_id, withdrawn_why, {", ".join(_COLUMNS)})
    select gen_random_uuid(), fund_code, agreement_id, '', {", ".join(_COLUMNS)}
    from {{table}} where fund_code = %s
    on conflict (fund_id, source_id)
    do update set ({", ".join(_COLUMNS)}) = ({", ".join(f"excluded.{name}" for name in _COLUMNS)})
    where ({", ".join(f"known.{name}" for name in _COLUMNS)})
          is distinct from ({", ".join(f"excluded.{name}" for name in _COLUMNS)})
    returning xmax = 0"""
