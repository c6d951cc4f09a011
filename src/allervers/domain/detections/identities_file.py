"""identities.csv: who the numbers of lists are, from the fund's own system. Read whole, then kept, or nothing is.

Works as the application's role, in the context of the fund. Numbers that no list of the fund holds are counted and not
kept. The same file twice changes nothing; a later one corrects.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from ..imports import contacts
from ..imports.fields import OLDEST, boolean, day
from ..imports.layout import Column, Layout
from ..imports.reading import Told, rows
from ..imports.refusals import Refusals, Unreadable
from ..organisations.context import acting_for
from ..organisations.models import Organisation
from ..people.models import Language
from .codes import Status
from .identities import Who, opened, sealed
from .models import Detection, ListedIdentity

NAME = "detections"
LONGEST = {"birth_name": 100, "first_name": 100, "postal_address": 300}
LARGEST_NUMBER = 2**63 - 1
UNKNOWN = r"\N"


@dataclass
class Report:
    """What became of the file; `not_listed`: numbers that no list of the fund holds, not kept."""

    refusals: Refusals
    lines: int = 0
    kept: int = 0
    unchanged: int = 0
    not_listed: int = 0
    not_called: int = 0

    @property
    def is_refused(self) -> bool:
        return self.refusals.total > 0


def bring_in(
    path: Path, fund: Organisation, today: datetime.date, told: Told = lambda done, size: None, *, dry_run: bool = False
) -> Report:
    """Read the file and keep it, or refuse it whole. A dry run does everything, then takes it back."""
    report = Report(Refusals(path.name))
    said: dict[int, dict[str, str]] = {}
    for line, values in rows(path, Layout(path.name, _columns(today)), report.refusals, told):
        report.lines += 1
        number = int(values["person_ref"])
        if number in said:
            report.refusals.add(line, "person_ref", "ce numéro est déjà plus haut", "une ligne par personne")
        said[number] = values
    if report.is_refused:
        return report
    with transaction.atomic(), acting_for(fund, f"import de {path.name}"):
        _keep(fund, said, today, report)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _keep(fund: Organisation, said: dict[int, dict[str, str]], today: datetime.date, report: Report) -> None:
    with connection.cursor() as cursor:
        # The lists and their erasure hold this too.
        cursor.execute("select pg_advisory_xact_lock(hashtext('lists of detections'))")
    waiting = Detection.objects.filter(fund=fund, status=Status.WAITING, is_listed=True)
    listed = set(waiting.values_list("person_number", flat=True))
    there = {one.person_number: one for one in ListedIdentity.objects.filter(fund=fund, purpose=NAME)}
    for number, values in said.items():
        if number not in listed:
            report.not_listed += 1
            continue
        who, may_be_called = _who(values), _may_be_called(values)
        report.not_called += not may_be_called
        known = there.get(number)
        if known and known.may_be_called == may_be_called and opened(known) == who:
            report.unchanged += 1
            continue
        ListedIdentity.objects.update_or_create(
            fund=fund,
            purpose=NAME,
            person_number=number,
            defaults={"identity": sealed(who), "may_be_called": may_be_called, "imported_on": today},
        )
        report.kept += 1


def _who(values: dict[str, str]) -> Who:
    named = {name: value for name, value in values.items() if name in Who.__dataclass_fields__ and value != UNKNOWN}
    return Who(**{**named, "language": named.get("language") or Language.FRENCH.value})


def _may_be_called(values: dict[str, str]) -> bool:
    """Nobody is called whom the file says to oppose or to be dead, nor who has no telephone."""
    return bool(values["phone"]) and "t" not in (values["opposed"], values["deceased"])


# --- Columns ----------------------------------------------------------------------------------------------------------


def _columns(today: datetime.date) -> tuple[Column, ...]:
    return (
        Column("person_ref", _number, varied=True),
        Column("birth_name", _text("birth_name", required=True), varied=True),
        Column("first_name", _text("first_name", required=True), varied=True),
        Column("birth_date", day(today, OLDEST, optional=True, secret=True), varied=True),
        Column("phone", contacts.phone, varied=True),
        Column("email", contacts.email, varied=True),
        Column("postal_address", _text("postal_address"), varied=True),
        Column("language", contacts.language),
        Column("opposed", boolean),
        Column("deceased", boolean),
    )


def _number(cell: str) -> str:
    """No message quotes it: it is the number of a person."""
    if not (cell.isascii() and cell.isdecimal()) or int(cell) > LARGEST_NUMBER:
        raise Unreadable("numéro non reconnu", "des chiffres seulement")
    return cell


def _text(name: str, *, required: bool = False):
    def read(cell: str) -> str:
        text = " ".join(cell.split())
        if (required and not text) or len(text) > LONGEST[name] or not text.isprintable():
            problem = "le champ est vide" if not text else "texte trop long ou illisible"
            raise Unreadable(problem, f"{LONGEST[name]} caractères au plus")
        return text

    return read
