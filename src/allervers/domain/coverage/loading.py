"""From coverage.csv to what is believed: every line read and checked before the first is kept, all or nothing.

Works as the application's role, fund after fund in its context, in one transaction. Lines of persons whom the fund's
casework does not know are counted and not kept: this is no copy of the fund's database.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from ..imports.fields import NULL, choice, code, day, fund
from ..imports.layout import Column, Layout, funds
from ..imports.reading import records
from ..imports.refusals import Refusals, Unreadable
from ..organisations.context import acting_for
from ..organisations.models import Organisation
from ..people import nir
from ..people.models import Person
from .beliefs import FOR_EVER, Kind, Statement
from .codes import C2sClass, Right
from .models import CoverageStatement
from .workflow import Stated, learn, period_of

LONGEST_BODY = 100
OLDEST = datetime.date(1945, 10, 4)
"""The day of the social security: an older right is a slip of the keyboard."""
AT_ONCE = 20_000
Told = Callable[[str, int, int | None], object]
_WRONG = {
    "no_key": "la clé manque (deux derniers chiffres)",
    "length": "le numéro n'a pas 15 caractères",
    "key": "la clé ne correspond pas au numéro",
}


@dataclass
class CoverageReport:
    """What became of the file; `unknown_persons`: lines of persons whom the casework does not know, not kept."""

    refusals: Refusals
    lines: int = 0
    new: int = 0
    unknown_persons: int = 0

    @property
    def is_refused(self) -> bool:
        return self.refusals.total > 0

    @property
    def unchanged(self) -> int:
        return 0 if self.is_refused else self.lines - self.new - self.unknown_persons


@dataclass(frozen=True)
class _Line:
    number: int
    digest: bytes
    right: str
    statement: Statement


def import_coverage(path: Path, today: datetime.date, told: Told, *, dry_run: bool = False) -> CoverageReport:
    """Read the file, refuse it whole or keep what it states; the same file twice changes nothing."""
    report = CoverageReport(Refusals(path.name))
    by_fund = _read(path, today, report, told)
    if report.is_refused:
        return report
    with transaction.atomic():
        for done, (fund_id, lines) in enumerate(sorted(by_fund.items())):
            told("Écriture", done, len(by_fund))
            with acting_for(Organisation(pk=fund_id), f"import de {path.name}"):
                _take_in(fund_id, lines, report)
        if dry_run or report.is_refused:
            transaction.set_rollback(True)
    return report


def _layout(path: Path, today: datetime.date) -> Layout:
    active, old = funds()
    return Layout(
        path.name,
        (
            Column("fund_code", fund(active, old)),
            Column("nir", _nir, varied=True),
            Column("right", code(Right)),
            Column("class", choice({"": "", **{known: known for known in C2sClass.values}})),
            Column("starts_on", day(datetime.date.max, OLDEST)),
            Column("ends_on", day(datetime.date.max, OLDEST, optional=True)),
            Column("managing_body", _body),
            Column("known_on", day(today, OLDEST)),
        ),
    )


def _nir(cell: str) -> str:
    """The digest of the number: nothing else of it is kept, and a message never quotes it."""
    try:
        return nir.digest(nir.clean_nir(cell)).hex()
    except ValidationError as error:
        mangled = "E+" in cell.upper()
        problem = "numéro abîmé par un tableur" if mangled else _WRONG.get(error.code, "numéro impossible")
        raise Unreadable(problem, "les 15 caractères du numéro de sécurité sociale, en texte") from None


def _body(cell: str) -> str:
    if len(cell) > LONGEST_BODY or not cell.isprintable():
        raise Unreadable("texte trop long ou illisible", f"{LONGEST_BODY} caractères au plus")
    return cell.strip()


def _read(path: Path, today: datetime.date, report: CoverageReport, told: Told) -> dict[int, list[_Line]]:
    layout, by_fund = _layout(path, today), defaultdict(list)
    remembered: list[dict[str, str]] = [{} for _ in layout.columns]
    for number, cells in records(path, layout, report.refusals, lambda done, size: told("Lecture", done, size)):
        report.lines += 1
        values = dict(_values(number, cells, layout, remembered, report.refusals))
        if len(values) == len(layout.columns) and (line := _line(number, values, report.refusals)):
            by_fund[int(values["fund_code"])].append(line)
    return by_fund


def _values(number: int, cells, layout: Layout, remembered, refusals: Refusals) -> Iterator[tuple[str, str]]:
    for column, cell, known in zip(layout.columns, cells, remembered, strict=True):
        try:
            value = known.get(cell)
            if value is None:
                value = column.read(cell)
                if not column.varied:
                    known[cell] = value
            yield column.name, value
        except Unreadable as error:
            refusals.add(number, column.name, error.problem, error.expected)


def _line(number: int, values: dict[str, str], refusals: Refusals) -> _Line | None:
    right, of_class = values["right"], values["class"]
    if right == Right.C2S and not of_class:
        refusals.add(number, "class", "la classe de la C2S manque", "free ou contribution")
    elif right != Right.C2S and of_class:
        refusals.add(number, "class", f"« {right} » n'a pas de classe", "rien")
    starts_on = datetime.date.fromisoformat(values["starts_on"])
    ends_on = FOR_EVER if values["ends_on"] == NULL else datetime.date.fromisoformat(values["ends_on"])
    if ends_on < starts_on:
        refusals.add(number, "ends_on", f"{ends_on} précède le début, {starts_on}", "le dernier jour du droit")
        return None
    known_on = datetime.date.fromisoformat(values["known_on"])
    kind = Kind(of_class, values["managing_body"])
    return _Line(number, bytes.fromhex(values["nir"]), right, Statement(known_on, starts_on, ends_on, kind))


def _take_in(fund_id: int, lines: list[_Line], report: CoverageReport) -> None:
    persons = _persons({line.digest for line in lines})
    kept = [line for line in lines if line.digest in persons]
    report.unknown_persons += len(lines) - len(kept)
    _refuse_contradictions(kept, persons, report.refusals)
    if not report.is_refused:
        report.new += learn(fund_id, (Stated(persons[line.digest], line.right, line.statement) for line in kept))


def _persons(digests: set[bytes]) -> dict[bytes, object]:
    found, asked = {}, sorted(digests)
    for place in range(0, len(asked), AT_ONCE):
        rows = Person.objects.filter(nir_digest__in=asked[place : place + AT_ONCE]).values_list("nir_digest", "pk")
        found |= {bytes(digest): pk for digest, pk in rows}
    return found


def _refuse_contradictions(lines: list[_Line], persons: dict[bytes, object], refusals: Refusals) -> None:
    """Two statements of one day on one right, which overlap and are not the same: nobody can say which one is right."""
    said: dict[tuple, list[tuple[int, Statement]]] = defaultdict(list)
    earlier = CoverageStatement.objects.filter(
        person_id__in=set(persons.values()), known_on__in={line.statement.known_on for line in lines}
    )
    for row in earlier:
        period = period_of(row)
        stated = Statement(row.known_on, period.starts_on, period.ends_on, period.kind)
        said[row.person_id, row.right, row.known_on].append((0, stated))
    for line in lines:
        new = line.statement
        known = said[persons[line.digest], line.right, new.known_on]
        for number, other in known:
            if other != new and other.starts_on <= new.ends_on and new.starts_on <= other.ends_on:
                place = f"la ligne {number}" if number else "ce qui a déjà été repris"
                refusals.add(
                    line.number, "starts_on", f"chevauche {place}, su le même jour",
                    "des périodes qui ne se chevauchent pas, ou un known_on plus récent pour corriger",
                )  # fmt: skip
                break
        known.append((line.number, new))
