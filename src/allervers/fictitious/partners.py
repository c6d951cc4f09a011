"""Agreements of the fund of the demonstration: some end soon, one has ended, some were signed without an end."""

import datetime
from random import Random
from uuid import UUID

from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User
from allervers.domain.partners import workflow

WHY = "démonstration"

# network, kind, partner, days since it was signed, days until it ends
SIGNED = (
    ("caf", "national", "Caf de Valfleury", 1_000, 21),
    ("ccas", "local", "CCAS de Valfleury", 700, 74),
    ("ccas", "local", "CCAS de Rivebelle", 400, 330),
    ("france_travail", "national", "", 900, None),
    ("restos_du_coeur", "national", "Restos du Cœur, centre de Valfleury", 500, 230),
    ("croix_rouge", "national", "Croix-Rouge, unité locale", 1_200, -35),
    ("emmaus", "national", "Communauté Emmaüs de Valfleury", 320, 780),
    ("udaf", "national", "Udaf", 640, 455),
    ("mission_locale", "local", "Mission locale de Valfleury", 210, 520),
    ("carsat", "tripartite", "Carsat et département : jeunes de l’aide sociale à l’enfance", 150, 945),
    ("Bus bleu", "local", "Le Bus bleu, santé itinérante", 90, 275),
)


def sign_agreements(manager: User) -> None:
    """As the manager, relative to this day."""
    rng, today = Random(31), timezone.localdate()
    with acting_as(manager, WHY):
        for network, kind, name, since, left in SIGNED:
            workflow.record(
                manager.organisation,
                key=UUID(int=rng.getrandbits(128), version=4),
                author=manager,
                network=network,
                kind=kind,
                partner_name=name,
                siret="",
                signed_on=today - datetime.timedelta(days=since),
                ends_on=None if left is None else today + datetime.timedelta(days=left),
            )
