"""Structures brought in from a file of data·inclusion v1 (formats §9).

Staged, then compared: new, changed, gone, back. A structure is known again by its identifier; the same file twice
changes nothing. One that its source no longer has is marked, never deleted; a file that lacks most of a source is taken
for a part of it, and nothing is marked then. Two lines that may be one structure are proposed once (`pairs.py`).
"""

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg.types.json import Jsonb

from ..imports.refusals import Refusals
from ..imports.staging import analyze
from ..imports.whole import Report
from .pairs import propose
from .reading import NETWORKS, Found, columns_ignored, structures

Told = Callable[[str, int, int | None], object]
ENOUGH = 0.5
"""Of the structures of a source, what a file must have at least to be read as the whole of it."""

_FIELDS = {
    "source": "source", "name": "nom", "updated_on": "date_maj", "description": "description",
    "source_url": "lien_source", "siret": "siret", "municipality": "commune", "postal_code": "code_postal",
    "municipality_code": "code_insee", "address": "adresse", "address_more": "complement_adresse",
    "longitude": "longitude", "latitude": "latitude", "phone": "telephone", "email": "courriel", "website": "site_web",
    "opening_hours": "horaires_accueil", "accessibility_url": "accessibilite_lieu",
}  # fmt: skip
_MAY_BE_UNKNOWN = ("longitude", "latitude")
_COLUMNS = (*_FIELDS, "department", "networks", "not_understood")


@dataclass
class StructuresReport(Report):
    """What became of a file of structures. `gone`: marked as no longer in their source; `back`: found in it again;
    `set_aside`: field → how many structures have something in it that cannot be used; `proposed`: new questions."""

    gone: int = 0
    back: int = 0
    set_aside: dict[str, int] = field(default_factory=dict)
    proposed: int = 0


def bring_in(path: Path, today: datetime.date, told: Told, *, dry_run: bool = False) -> StructuresReport:
    """Read the file and keep it, or refuse it whole. A dry run does everything, then takes it back."""
    report = StructuresReport(Refusals(path.name))
    words, set_aside, lines = Counter(), Counter(), {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("lock table directory_structure in share row exclusive mode")
        columns = ("source_id", *_COLUMNS)
        cursor.execute("select stage_lines('structures', %s, %s)", [list(columns), _TYPES])
        with cursor.copy(f"copy staged_structures ({', '.join(columns)}) from stdin") as copy:
            copy.set_types(_TYPES)
            for found in structures(path, report.refusals, partial(told, "Lecture")):
                if _is_the_first(found, lines, report.refusals):
                    copy.write_row(_row(found))
                words.update(word for word in found.networks if word not in NETWORKS)
                set_aside.update(list(found.not_understood))
        report.lines = len(lines)
        if not report.is_refused:
            report.unknown_words = {"reseaux_porteurs": dict(words.most_common())} if words else {}
            report.set_aside = dict(set_aside.most_common())
            if ignored := columns_ignored(path):
                report.doubts.append(f"{path.name} : colonnes non lues : {', '.join(sorted(ignored))}")
            told("Écriture", 0, None)
            _keep(cursor, today, report)
        if dry_run or report.is_refused:
            transaction.set_rollback(True)
    return report


def _is_the_first(found: Found, lines: dict[str, int], refusals: Refusals) -> bool:
    known = lines.setdefault(found.values["id"], found.line)
    if known != found.line:
        refusals.add(found.line, "id", f"déjà à la ligne {known}", "une ligne par structure")
    return known == found.line


def _row(found: Found) -> list:
    values = found.values
    said = {name: values[of_schema] for name, of_schema in _FIELDS.items()}
    told = [said[name] if name in _MAY_BE_UNKNOWN else said[name] or "" for name in _FIELDS]
    where = department(values["code_insee"] or "", values["code_postal"] or "")
    return [values["id"], *told, where, sorted(found.networks), Jsonb(found.not_understood)]


def department(municipality_code: str, postal_code: str) -> str:
    """The department of a commune, by its INSEE code, else by its postal code; empty when neither is known."""
    code = municipality_code or postal_code
    if not municipality_code and postal_code.startswith("20"):
        return "2A" if postal_code < "20200" else "2B"
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def _keep(cursor: CursorWrapper, today: datetime.date, report: StructuresReport) -> None:
    analyze(cursor, "staged_structures")
    cursor.execute(_BACK)
    (report.back,) = cursor.fetchone()
    cursor.execute(_WRITE)
    report.new, report.changed = cursor.fetchone()
    cursor.execute(_MISSING)
    for source, missing, known in cursor.fetchall():
        if missing > known * (1 - ENOUGH):
            report.doubts.append(
                f"{report.refusals.file} : {missing} structures de « {source} » sur {known} n'y sont pas ; le fichier "
                "est pris pour une partie de cette source, et aucune n'est marquée comme disparue"
            )
            continue
        cursor.execute(_GONE, [today, source])
        report.gone += cursor.rowcount
    report.proposed = propose(cursor)


_TYPES = [
    "text",
    *({"updated_on": "date", "longitude": "float8", "latitude": "float8"}.get(name, "text") for name in _FIELDS),
    *("text", "text[]", "jsonb"),
]
_BACK = """
    with back as (
        update directory_structure known set gone_since = null
        from staged_structures staged
        where staged.source_id = known.source_id and known.gone_since is not null returning 1)
    select count(*) from back"""
_WRITE = f"""
    with written as (
        insert into directory_structure as known (source_id, {", ".join(_COLUMNS)})
        select source_id, {", ".join(_COLUMNS)} from staged_structures
        on conflict (source_id) do update
        set ({", ".join(_COLUMNS)}) = ({", ".join(f"excluded.{name}" for name in _COLUMNS)})
        where ({", ".join(f"known.{name}" for name in _COLUMNS)})
              is distinct from ({", ".join(f"excluded.{name}" for name in _COLUMNS)})
        returning xmax = 0 as is_new)
    select count(*) filter (where is_new), count(*) filter (where not is_new) from written"""
_MISSING = """
    select known.source, count(*) filter (where staged.source_id is null), count(*)
    from directory_structure known left join staged_structures staged on staged.source_id = known.source_id
    where known.gone_since is null and known.source in (select source from staged_structures)
    group by known.source having count(*) filter (where staged.source_id is null) > 0 order by known.source"""
_GONE = """
    update directory_structure set gone_since = %s
    where gone_since is null and source = %s and source_id not in (select source_id from staged_structures)"""
