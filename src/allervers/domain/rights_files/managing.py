"""Who manages a C2S: the fund, or a body of the minister's list of the year that the household chooses (L861-4 and
L861-7 CSS). Until somebody says which one, it is not known; the right does not wait for it.
"""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from ..imports.layout import Column, Layout
from ..imports.reading import rows
from ..imports.refusals import Refusals, Unreadable
from ..organisations.context import because
from ..pieces.refusals import Refused
from .codes import Right
from .models import ManagingBody, RightsFile
from .workflow import locked, settle

CHOSEN = "managing_body"
FIRST_YEAR = 2019  # the C2S
LONGEST = 100


def chosen(file: RightsFile) -> str:
    """Empty where nobody has said it."""
    return file.details.get(CHOSEN, "")


def proposed(file: RightsFile, year: int) -> list[str]:
    """The fund, then the bodies of the year by name."""
    bodies = ManagingBody.objects.filter(year=year).order_by("name").values_list("name", flat=True)
    return [file.fund.name[:LONGEST], *bodies]


def may_be_chosen(file: RightsFile) -> bool:
    """A C2S that is asked for, until its days are written."""
    return file.right == Right.C2S and not file.is_ended


@transaction.atomic
def choose(file: RightsFile, name: str) -> RightsFile:
    """Keep which body the household chose; empty takes it back."""
    because("organisme gestionnaire de la C2S")
    now = locked(file)
    if not may_be_chosen(now):
        raise Refused("L’organisme gestionnaire se choisit tant que la demande de C2S est en cours.")
    if name and name not in proposed(now, timezone.localdate().year):
        raise Refused("Cet organisme n’est pas sur la liste de cette année.", "body")
    now.details = {key: value for key, value in now.details.items() if key != CHOSEN} | ({CHOSEN: name} if name else {})
    settle(now)
    return now


@dataclass
class Report:
    """What became of a list: how many bodies it names, of which years."""

    refusals: Refusals
    bodies: int = 0
    years: tuple[int, ...] = ()


def bring_in(path: Path, *, dry_run: bool = False) -> Report:
    """Take the list of `year;name` lines as that of its years, or refuse it whole; the same one twice changes nothing.

    As the owner. What was chosen from a former list stays.
    """
    report = Report(Refusals(path.name))
    listed = set()
    for line, values in rows(path, _LAYOUT, report.refusals, lambda done, size: None):
        body = int(values["year"]), values["name"]
        if body in listed:
            report.refusals.add(line, "name", "cet organisme est déjà plus haut", "une ligne par organisme et année")
        listed.add(body)
    report.bodies, report.years = len(listed), tuple(sorted({year for year, _ in listed}))
    if report.refusals.total or dry_run:
        return report
    with transaction.atomic():
        ManagingBody.objects.filter(year__in=report.years).delete()
        ManagingBody.objects.bulk_create(ManagingBody(year=year, name=name) for year, name in sorted(listed))
    return report


def _year(cell: str) -> str:
    if not cell.isascii() or not cell.isdecimal() or not FIRST_YEAR <= int(cell[:5]) <= timezone.localdate().year + 1:
        raise Unreadable("année impossible", f"une année de {FIRST_YEAR} à l’an prochain")
    return cell


def _name(cell: str) -> str:
    name = " ".join(cell.split())
    if not name or len(name) > LONGEST or not name.isprintable():
        raise Unreadable("nom vide, trop long ou illisible", f"un nom de {LONGEST} caractères au plus")
    return name


_LAYOUT = Layout("managing_bodies.csv", (Column("year", _year), Column("name", _name, varied=True)))
