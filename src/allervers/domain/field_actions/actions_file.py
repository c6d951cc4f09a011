"""actions.csv: the field actions of one or several funds, from another tool.

Staged, checked, then written fund by fund in its context, in one transaction; a file with a line that cannot be read is
refused whole. An action is known again by its identifier within its fund: the same file twice changes nothing, a line
that changed replaces what was brought in before. Words that are not ours are kept and told.
"""

import datetime
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import TextChoices

from ..imports.fields import NULL, as_exported, boolean, code, count, day, fund, identifier, open_word, quoted, words
from ..imports.layout import Column, Layout, funds
from ..imports.refusals import Refusals, Unreadable
from ..imports.rules import Rule, check
from ..imports.staging import cut_short, stage
from ..imports.whole import Report
from ..organisations.context import acting_for
from ..organisations.models import Organisation
from ..referrals.codes import PartnerCategory
from .codes import ActionPublic, LifeEvent, PlaceKind, Team
from .models import BEST, FIRST_DAY, LONGEST_WORD, MOST, MOST_WORDS

Told = Callable[[str, int, int | None], object]
_MARK = re.compile(r"\d{1,2}(\.\d{1,2})?")
KNOWN_WORDS: dict[str, type[TextChoices]] = {
    "life_event": LifeEvent,
    "place_kind": PlaceKind,
    "partners": PartnerCategory,
    "services": Team,
}
"""The words of open columns that screens have a French name for."""
REPEATED = Rule(
    "action_id", "earlier is not null", "déjà à la ligne {} pour cette caisse", "une ligne par action", "earlier"
)


def layout(today: datetime.date) -> Layout:
    """The columns of the format, in their order."""
    some = count(MOST)
    return Layout(
        "actions.csv",
        (
            Column("action_id", as_exported(identifier), varied=True),
            Column("fund_code", fund(*funds()), "bigint"),
            Column("held_on", day(today, FIRST_DAY), "date"),
            Column("public", code(ActionPublic)),
            Column("life_event", as_exported(open_word(LONGEST_WORD, optional=True))),
            Column("place_kind", as_exported(open_word(LONGEST_WORD, optional=True))),
            Column("outside_premises", boolean, "boolean"),
            Column("remote", boolean, "boolean"),
            Column("partners", as_exported(words(LONGEST_WORD, MOST_WORDS)), "text[]"),
            Column("services", as_exported(words(LONGEST_WORD, MOST_WORDS)), "text[]"),
            Column("territorial_diagnosis", boolean, "boolean"),
            Column("outgoing_contacts", contacts),
            *(Column(name, some, "integer") for name in ("targeted", "informed", "helped", "individual_appointments")),
            Column("satisfaction", mark, "numeric(4,2)"),
        ),
    )


def contacts(cell: str) -> str:
    """Whether an action was made by contacts to persons, or how many there were: tools say one or the other."""
    if cell in ("true", "false"):
        return cell
    try:
        return count(MOST)(cell)
    except Unreadable:
        raise Unreadable(quoted(cell), f"true, false, un nombre entier de 0 à {MOST}, ou rien") from None


def mark(cell: str) -> str:
    """A mark on ten."""
    if not cell:
        return NULL
    if not _MARK.fullmatch(cell) or float(cell) > BEST:
        raise Unreadable(quoted(cell), f"une note de 0 à {BEST}, par exemple 8.4, ou rien")
    return cell


def bring_in(path: Path, today: datetime.date, told: Told, *, dry_run: bool = False) -> Report:
    """Read the file and keep it, or refuse it whole. A dry run does everything, then takes it back."""
    report, file = Report(Refusals(path.name)), layout(today)
    with transaction.atomic(), connection.cursor() as cursor:
        report.lines = stage(cursor, path, file, report.refusals, partial(told, "Lecture"))
        source = f"""select *, nullif(first_value(line) over (partition by fund_code, action_id order by line), line)
                     as earlier from {file.table} where fund_code is not null and action_id is not null"""
        check(cursor, source, [REPEATED], report.refusals)
        if not report.is_refused:
            report.doubts = [*cut_short(cursor, path, file, path.name), *_more_helped(cursor, file.table, path.name)]
            report.doubts += _withdrawn(cursor, file.table, path.name)
            report.unknown_words = _unknown_words(cursor, file.table)
            _keep(cursor, file.table, report, told)
        if dry_run or report.is_refused:
            transaction.set_rollback(True)
    return report


def _more_helped(cursor: CursorWrapper, table: str, name: str) -> list[str]:
    """Whoever was helped was also met: more helped than informed may be a slip, and may be another way to count."""
    cursor.execute(f"select min(line), count(*) from {table} where helped > informed")
    line, lines = cursor.fetchone()
    return [f"{name}, ligne {line} : plus de personnes aidées qu'informées ({lines} en tout)"] if lines else []


def _withdrawn(cursor: CursorWrapper, table: str, name: str) -> list[str]:
    """What was withdrawn here stays so, whatever the other tool still counts."""
    cursor.execute(f"select array_agg(distinct fund_code) from {table}")
    (fund_ids,) = cursor.fetchone()
    lines = []
    for fund_id in fund_ids or []:
        with acting_for(Organisation(pk=fund_id), f"import de {name}"):
            cursor.execute(
                f"""select line from {table} join field_actions_fieldaction known on known.fund_id = fund_code
                    and known.source_id = action_id where fund_code = %s and known.withdrawn_at is not null""",
                [fund_id],
            )
            lines += [line for (line,) in cursor.fetchall()]
    if not lines:
        return []
    return [f"{name}, ligne {min(lines)} : action retirée sur l'écran, elle reste retirée ({len(lines)} en tout)"]


def _unknown_words(cursor: CursorWrapper, table: str) -> dict[str, dict[str, int]]:
    found = {}
    for column, known in KNOWN_WORDS.items():
        each = f"unnest({column})" if column in ("partners", "services") else f"unnest(array[{column}])"
        cursor.execute(
            f"""select word, count(*) from {table}, {each} as word where word <> '' and word <> all(%s)
                group by word order by 2 desc, word""",
            [known.values],
        )
        if words_of := dict(cursor.fetchall()):
            found[column] = words_of
    return found


def _keep(cursor: CursorWrapper, table: str, report: Report, told: Told) -> None:
    cursor.execute(f"select distinct fund_code from {table} order by fund_code")
    fund_ids = [fund_id for (fund_id,) in cursor.fetchall()]
    for done, fund_id in enumerate(fund_ids):
        told("Écriture", done, len(fund_ids))
        with acting_for(Organisation(pk=fund_id), f"import de {report.refusals.file}"):
            cursor.execute(_WRITE.format(table=table), [fund_id])
            written = [is_new for (is_new,) in cursor.fetchall()]
            report.new += sum(written)
            report.changed += len(written) - sum(written)


_READ = {
    **dict.fromkeys(("public", "life_event", "place_kind", "outside_premises", "remote", "partners", "services"), ""),
    "territorial_diagnosis": "",
    "outgoing_contacts": """case when outgoing_contacts in ('true', 'false') then outgoing_contacts::boolean
                                 else outgoing_contacts::integer > 0 end""",
    "contacts_made": "case when outgoing_contacts ~ '^[0-9]+$' then outgoing_contacts::integer end",
    **dict.fromkeys(("targeted", "informed", "helped", "individual_appointments", "satisfaction"), ""),
}
_COLUMNS = ("held_on", *_READ)
_WRITE = f"""
    insert into field_actions_fieldaction as known (id, fund_id, source_id, place, withdrawn_why, {", ".join(_COLUMNS)})
    select gen_random_uuid(), fund_code, action_id, '', '', {", ".join(_READ.get(name) or name for name in _COLUMNS)}
    from {{table}} where fund_code = %s
    on conflict (fund_id, source_id) where source_id <> ''
    do update set ({", ".join(_COLUMNS)}) = ({", ".join(f"excluded.{name}" for name in _COLUMNS)})
    where ({", ".join(f"known.{name}" for name in _COLUMNS)})
          is distinct from ({", ".join(f"excluded.{name}" for name in _COLUMNS)})
    returning xmax = 0"""
