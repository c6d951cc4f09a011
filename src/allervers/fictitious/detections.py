"""Two lists that the demonstration's funds were handed: persons to examine, some known since the first one."""

import datetime
from random import Random

from django.utils import timezone

from allervers.domain.detections import workflow
from allervers.domain.detections.identities import Who, sealed
from allervers.domain.detections.lists import take_in_fund
from allervers.domain.detections.models import Detection, ListedIdentity
from allervers.domain.detections.queries import to_examine
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User
from allervers.population.lists import Line

from . import names

WHY = "démonstration"
FIRST_LIST, SECOND_LIST = datetime.timedelta(days=47), datetime.timedelta(days=6)

RSA = ("rsa_without_c2s", "Le foyer reçoit le RSA, qui donne droit à la C2S gratuite, et ne l'a pas.", 1)
FREE = (
    "c2s_free_not_taken_up",
    "D'après les ressources connues, ce foyer de 3 a droit à la C2S gratuite et ne l'a pas : proposer de la demander.",
    2,
)
DOCTOR = ("ald_without_doctor", "En affection de longue durée et sans médecin traitant.", 1)
DENTIST = ("no_dentist_for_two_years", "Aucun soin dentaire depuis plus de deux ans.", 4)
BEREAVED = ("bereaved", "Un proche du foyer est décédé ces derniers mois : ses droits et ses démarches changent.", 2)
YOUNG = ("young_without_cover", "Moins de 26 ans, sans complémentaire santé connue.", 3)
MASKS = ("masks", "C2S ou AME ouverte : six masques par personne, foyer de 2.", 5)

# Number of the person → the reasons that the first and the second list give.
PERSONS = {
    40_021: ((RSA,), (RSA, DENTIST)),
    40_038: ((FREE,), (FREE,)),
    40_044: ((YOUNG,), ()),
    40_059: ((MASKS,), (MASKS,)),
    40_067: ((), (DOCTOR, FREE)),
    40_072: ((), (BEREAVED,)),
    40_085: ((), (YOUNG,)),
    40_093: ((DENTIST,), (DENTIST,)),
    40_108: ((), (RSA,)),
    40_113: ((), (FREE, DENTIST)),
}
SET_ASIDE = 40_059
# Whom the fund's own file names, so that they can be called.
NAMED = (40_038, 40_085, 40_093)


def hand_over_lists(adviser: User, shift: int = 0) -> None:
    """To the adviser's fund, as of this day; `shift` is added to the numbers, so that two funds differ."""
    today = timezone.localdate()
    with acting_as(adviser, WHY):
        for place, ago in enumerate((FIRST_LIST, SECOND_LIST)):
            lines = _lines(place, shift)
            take_in_fund(adviser.organisation, sorted({line[2] for line in lines}), [lines], today - ago)
            if place == 0:
                _set_aside(to_examine(adviser.organisation_id).get(person_number=SET_ASIDE + shift), adviser)
        for number in NAMED:
            _name(number + shift, adviser, today)


def _lines(place: int, shift: int) -> list[Line]:
    listed = [(number, reason) for number, lists in PERSONS.items() for reason in lists[place]]
    return [
        (number + shift, (number + shift) // 2, target, sentence, priority, row)
        for row, (number, (target, sentence, priority)) in enumerate(listed, start=1)
    ]


def _set_aside(detection: Detection, adviser: User) -> None:
    shown = {reason.pk for reason in detection.reasons.all()}
    workflow.set_aside(
        detection, adviser=adviser, reason="already_done", note="Masques remis à l'accueil.", shown=shown
    )


def _name(number: int, adviser: User, today: datetime.date) -> None:
    rng = Random(number)
    who = Who(
        birth_name=rng.choice(names.SURNAMES),
        first_name=rng.choice(names.FIRST_NAMES["F"]),
        birth_date=names.birth_date(rng, today).isoformat(),
        phone=names.phone(rng),
    )
    ListedIdentity.objects.create(
        fund_id=adviser.organisation_id,
        person_number=number,
        identity=sealed(who),
        may_be_called=True,
        imported_on=today,
    )
