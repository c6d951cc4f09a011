"""What no field of a situation shows alone: days in the wrong order, answers that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from allervers.law.fields import SituationError

if TYPE_CHECKING:
    from allervers.law.situation import Person, Situation

# Two statuses that nobody has at once.
CONTRADICTORY = (
    ("refugee", "subsidiary_protection"),
    ("under_minority_assessment", "protected_adult"),
    ("under_minority_assessment", "pensioner"),
    ("treaty_exempt_resident", "refugee"),
    ("treaty_exempt_resident", "subsidiary_protection"),
    ("treaty_exempt_resident", "in_paid_training"),
)
# The income of a year is declared from April of the next: before, no notice says it.
DECLARED_FROM_MONTH = 4
# The notice of the year before last is replaced by the next at the latest two years after its own year.
OLDEST_NOTICE = 2


def check_agreement(situation: Situation) -> None:
    """Raise `SituationError` for the first contradiction."""
    request = situation.date
    if situation.awarded_on is not None and situation.awarded_on < request:
        raise SituationError("awarded_on", f"décision du {situation.awarded_on}, avant la demande du {request}")
    closed = situation.unpaid_c2s_closed_on
    if closed is not None and not situation.unpaid_c2s_contributions:
        raise SituationError(
            "unpaid_c2s_closed_on", "fin d'un droit impayé, attendu « unpaid_c2s_contributions » à true"
        )
    if closed is not None and closed > request:
        raise SituationError("unpaid_c2s_closed_on", f"fin de droit le {closed}, après la demande du {request}")
    admitted, discharged = situation.hospital_admitted_on, situation.hospital_discharged_on
    if admitted is not None and admitted > request:
        raise SituationError("hospital_admitted_on", f"entrée le {admitted}, après la demande du {request}")
    if discharged is not None and (admitted is None or discharged < admitted):
        raise SituationError(
            "hospital_discharged_on", f"sortie le {discharged}, attendu une entrée ce jour-là ou avant"
        )
    if discharged is not None and discharged > request:
        raise SituationError("hospital_discharged_on", f"sortie le {discharged}, après la demande du {request}")
    for place, person in enumerate(situation.persons):
        for field, problem in _of_person(person, request):
            raise SituationError(f"persons[{place}].{field}", problem)


def _of_person(person: Person, request: date) -> Iterator[tuple[str, str]]:
    for one, other in CONTRADICTORY:
        if one in person.statuses and other in person.statuses:
            yield "statuses", f"« {one} » et « {other} » se contredisent, attendu l'un ou l'autre"
    if person.lives_as_couple and person.role not in ("child", "other_dependant"):
        yield "lives_as_couple", "se dit d'un enfant ou d'une personne à charge qui vit au foyer avec son concubin"
    since = person.sick_leave_since
    if since is not None and since > request:
        yield "sick_leave_since", f"arrêt de travail le {since}, après la demande du {request}"
    yield from _of_notice(person.last_tax_notice, request)


def _of_notice(notice: dict | None, request: date) -> Iterator[tuple[str, str]]:
    if notice is None:
        return
    year = notice.get("year")
    if year is None:
        yield "last_tax_notice.year", "champ absent, attendu l'année des revenus de l'avis d'imposition"
        return
    latest = request.year - (1 if request.month >= DECLARED_FROM_MONTH else 2)
    expected = (
        f"attendu {request.year - 2} ou {request.year - 1}" if latest == request.year - 1 else f"attendu {latest}"
    )
    if year > latest:
        yield "last_tax_notice.year", f"aucun avis sur les revenus de {year} n'existe au {request}, {expected}"
    elif year < request.year - OLDEST_NOTICE:
        yield "last_tax_notice.year", f"l'avis sur les revenus de {year} n'est plus le dernier au {request}, {expected}"
