"""What the two funds of the demonstration did for those whom nobody finds, for fourteen months: forums, workshops for
future parents, mornings at a partner's. Some do not say how many came, as in life."""

import datetime
from random import Random
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from allervers.domain.field_actions import origins, workflow
from allervers.domain.field_actions.models import FieldAction
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User
from allervers.domain.referrals.codes import DetectorFamily
from allervers.domain.referrals.models import Referral

WHY = "démonstration"
MONTHS = 14
MET = 8


class Kind(NamedTuple):
    """Actions that come back. `most`: persons informed at most; `helped`: the share of them who are."""

    public: str
    life_event: str
    place_kind: str
    place: str
    partners: str
    services: str
    outside_premises: bool
    most: int
    helped: float


KINDS = (
    Kind("young_fragile", "majority", "school", "Mission locale", "mission_locale", "misas prevention", True, 40, 0.3),
    Kind("young", "studies", "school", "Campus, rentrée", "CROUS", "misas reception health_centre", True, 180, 0.1),
    Kind("job_seekers", "job_loss", "partner", "Agence du centre", "france_travail", "misas rights", True, 30, 0.4),
    Kind("future_parents", "birth", "online", "", "caf", "misas communication", False, 90, 0.05),
    Kind("future_parents", "birth", "fund", "Accueil du siège", "caf", "misas reception", False, 25, 0.2),
    Kind("single_parents", "separation", "partner", "Maison des familles", "caf ccas", "social_service", True, 20, 0.5),
    Kind("prisoners", "release", "prison", "Maison d’arrêt", "spip", "misas rights", True, 12, 0.6),
    Kind("disability", "", "partner", "Foyer des Tilleuls", "association", "misas medical_service", True, 24, 0.3),
    Kind("carers", "care_of_another", "partner", "Café des aidants", "ccas association", "misas", True, 16, 0.3),
    Kind("bereaved", "bereavement", "", "", "", "rights", False, 60, 0.1),
    Kind("self_employed", "", "fund", "", "Urssaf", "partnerships", False, 18, 0.2),
    Kind("other", "", "public_space", "Marché du samedi", "restos_du_coeur", "misas reception", True, 55, 0.2),
)


def go_towards_people(accounts: dict[str, User]) -> None:
    """As the advisers of both funds, relative to this day."""
    _act(accounts["conseiller"], Random(21), each_month=4)
    _act(accounts["conseiller-montclair"], Random(22), each_month=1)
    _meet_people(accounts["conseiller"])


def _meet_people(adviser: User) -> None:
    """Some of those who were reported of late had been met at an action."""
    with acting_as(adviser, WHY):
        for referral in Referral.objects.filter(detector_family=DetectorFamily.INTERNAL)[:MET]:
            received_on = timezone.localdate(referral.received_at)
            action = FieldAction.objects.filter(outside_premises=True, held_on__lte=received_on).first()
            if action:
                origins.tie(referral, action)


def _act(adviser: User, rng: Random, *, each_month: int) -> None:
    today = timezone.localdate()
    with acting_as(adviser, WHY):
        for place in range(MONTHS * each_month):
            held_on = today - datetime.timedelta(days=2 + place * 30 // each_month + rng.randrange(5))
            key = UUID(int=rng.getrandbits(128), version=4)
            what = _said(rng, KINDS[place % len(KINDS)])
            workflow.record(adviser.organisation, key=key, author=adviser, held_on=held_on, **what)


def _said(rng: Random, kind: Kind) -> dict:
    informed = rng.randrange(kind.most // 3, kind.most)
    said = {name: getattr(kind, name) for name in ("public", "life_event", "place_kind", "place", "outside_premises")}
    said |= {"partners": kind.partners.split(), "services": kind.services.split()}
    said |= {"territorial_diagnosis": rng.random() < 1 / 3, "remote": kind.place_kind == "online" or None}
    if kind.public == "bereaved":  # letters
        said |= {"outgoing_contacts": True, "contacts_made": informed + 20, "targeted": informed + 20}
    if kind.public == "future_parents":
        said |= {"targeted": informed * 12, "satisfaction": rng.choice(("8", "8.5", "9"))}
    if rng.random() < 0.15:  # nobody counted
        return said
    appointments = rng.randrange(6) if rng.random() < 0.6 else None
    return said | {
        "informed": informed,
        "helped": round(informed * kind.helped),
        "individual_appointments": appointments,
    }
