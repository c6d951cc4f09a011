"""What no field of a situation shows alone: days in the wrong order, answers that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from allervers.law.counting import add_months
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
    ("treaty_exempt_resident", "under_minority_assessment"),
    ("removal_order", "refugee"),
    ("removal_order", "subsidiary_protection"),
    ("removal_order", "treaty_exempt_resident"),
    ("foreign_scheme", "under_minority_assessment"),
)
# The income of a year is declared from April of the next: before, no notice says it.
DECLARED_FROM_MONTH = 4
# The notice of the year before last is replaced by the next at the latest two years after its own year.
OLDEST_NOTICE = 2
# What happens to a person between birth and the request, and what may come later (a title ends, a job begins).
UNTIL_THE_REQUEST = {
    "residence_since": "arrivée",
    "lawful_residence_since": "séjour légal",
    "stay_irregular_since": "séjour irrégulier",
    "puma_open_since": "droits de base ouverts",
    "sick_leave_since": "arrêt de travail",
    "last_job.started_on": "travail commencé",
    "last_job.ended_on": "travail fini",
    "previous_scheme.portability_requested_on": "droits demandés",
}
WHATEVER_THE_REQUEST = {
    "residence_title.expires_on": "fin du titre de séjour",
    "employment_start": "travail",
    "unemployment_benefit_granted_on": "chômage accordé",
    "care_received_on": "soins",
}
# A right refused and won back in court is awarded late; later than so many months, a slip of the keyboard.
LATEST_AWARD = 120
# A year that follows one renewed four months before its end (L861-5 and R861-18 CSS), in months.
LONGEST_HELD = 16
# There was no C2S before (loi 2018-1203, art. 52).
FIRST_C2S = date(2019, 11, 1)


def check_agreement(situation: Situation) -> None:
    """Raise `SituationError` for the first contradiction."""
    request = situation.date
    if situation.awarded_on is not None and situation.awarded_on < request:
        raise SituationError("awarded_on", f"décision du {situation.awarded_on}, avant la demande du {request}")
    if situation.awarded_on is not None and situation.awarded_on > add_months(request, LATEST_AWARD):
        problem = f"décision du {situation.awarded_on}, plus de {LATEST_AWARD // 12} ans après la demande du {request}"
        raise SituationError("awarded_on", problem)
    closed = situation.unpaid_c2s_closed_on
    if closed is not None and not situation.unpaid_c2s_contributions:
        raise SituationError(
            "unpaid_c2s_closed_on", "fin d'un droit impayé, attendu « unpaid_c2s_contributions » à true"
        )
    if closed is not None and closed > request:
        raise SituationError("unpaid_c2s_closed_on", f"fin de droit le {closed}, après la demande du {request}")
    if closed is not None and closed < FIRST_C2S:
        raise SituationError("unpaid_c2s_closed_on", f"fin de droit le {closed}, avant la C2S, née le {FIRST_C2S}")
    if situation.c2s_suspended and not situation.unpaid_c2s_contributions:
        raise SituationError("c2s_suspended", "suspension pour impayés, attendu « unpaid_c2s_contributions » à true")
    if situation.c2s_suspended and closed is not None:
        raise SituationError("c2s_suspended", f"droit suspendu mais fini le {closed}, attendu l'un ou l'autre")
    previous = situation.previous_c2s_ends_on
    if previous is not None and previous > add_months(request, LONGEST_HELD):
        raise SituationError(
            "previous_c2s_ends_on",
            f"fin de C2S le {previous}, plus de {LONGEST_HELD} mois après la demande du {request}",
        )
    admitted, discharged = situation.hospital_admitted_on, situation.hospital_discharged_on
    if admitted is not None and admitted > request:
        raise SituationError("hospital_admitted_on", f"entrée le {admitted}, après la demande du {request}")
    if discharged is not None and (admitted is None or discharged < admitted):
        raise SituationError(
            "hospital_discharged_on", f"sortie le {discharged}, attendu une entrée ce jour-là ou avant"
        )
    if discharged is not None and discharged > request:
        raise SituationError("hospital_discharged_on", f"sortie le {discharged}, après la demande du {request}")
    for field, problem in _before_everybody(situation):
        raise SituationError(field, problem)
    for place, person in enumerate(situation.persons):
        for field, problem in _of_person(person, request):
            raise SituationError(f"persons[{place}].{field}", problem)


def _before_everybody(situation: Situation) -> Iterator[tuple[str, str]]:
    """Nobody of the household was born when that happened to one of them."""
    births = [person.birth_date for person in situation.persons]
    if None in births:
        return
    for field, said in (("previous_c2s_ends_on", "fin de C2S"), ("hospital_admitted_on", "entrée")):
        day = getattr(situation, field)
        if day is not None and day < min(births):
            yield field, f"{said} le {day}, avant la naissance du plus âgé du foyer, le {min(births)}"


def _of_person(person: Person, request: date) -> Iterator[tuple[str, str]]:
    for one, other in CONTRADICTORY:
        if one in person.statuses and other in person.statuses:
            yield "statuses", f"« {one} » et « {other} » se contredisent, attendu l'un ou l'autre"
    if person.lives_as_couple and person.role not in ("child", "other_dependant"):
        yield "lives_as_couple", "se dit d'un enfant ou d'une personne à charge qui vit au foyer avec son concubin"
    if person.works_outside_prison and "prisoner" not in person.statuses and "statuses" not in person.asked:
        yield "works_outside_prison", "se dit d'une personne écrouée, attendu « prisoner » parmi « statuses »"
    yield from _of_a_life(person, request)
    job = person.last_job or {}
    started, ended = job.get("started_on"), job.get("ended_on")
    if started is not None and ended is not None and started > ended:
        yield "last_job.started_on", f"travail commencé le {started}, après sa fin le {ended}"
    lawful = person.lawful_residence_since
    if lawful is not None and person.residence_since is not None and lawful < person.residence_since:
        yield "lawful_residence_since", f"séjour légal depuis le {lawful}, avant l'arrivée du {person.residence_since}"
    yield from _of_notice(person.last_tax_notice, request)
    yield from _of_quarters(person.new_business or {}, request)


def _of_a_life(person: Person, request: date) -> Iterator[tuple[str, str]]:
    """Nothing happens to somebody before birth, nor has happened after the request that tells of it."""
    birth = person.birth_date
    for field, said in (UNTIL_THE_REQUEST | WHATEVER_THE_REQUEST).items():
        of, _, part = field.partition(".")
        day = getattr(person, of)
        if part:
            day = (day or {}).get(part)
        if day is None:
            continue
        if birth is not None and day < birth:
            yield field, f"{said} le {day}, attendu une date depuis la naissance, le {birth}"
        if field in UNTIL_THE_REQUEST and day > request:
            yield field, f"{said} le {day}, après la demande du {request}"


def quarters_before(request: date) -> list[date]:
    """The first days of the four civil quarters before the request, the last first (R861-15 CSS)."""
    number = request.year * 4 + (request.month - 1) // 3
    return [date(each // 4, each % 4 * 3 + 1, 1) for each in range(number - 1, number - 5, -1)]


def quarter_text(quarter: date) -> str:
    return f"{quarter.year}-T{quarter.month // 3 + 1}"


def _of_quarters(business: dict, request: date) -> Iterator[tuple[str, str]]:
    """Each quarter since the activity began, of the four before the request."""
    listed = [each.get("quarter") for each in business.get("quarters") or ()]
    if not listed:
        return
    known = quarters_before(request)
    told = ", ".join(map(quarter_text, known))
    if business.get("turnover") is not None:
        yield "new_business.turnover", "total donné à côté de « quarters », attendu l'un ou l'autre"
    for place, quarter in enumerate(listed):
        if quarter not in known or quarter in listed[:place]:
            yield f"new_business.quarters[{place}].quarter", f"attendu une fois chacun des trimestres {told}"
    if missing := set(known[: len(listed)]) - set(listed):
        absent = quarter_text(max(missing))
        yield "new_business.quarters", f"{absent} absent, attendu chaque trimestre depuis le début de l'activité"


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
