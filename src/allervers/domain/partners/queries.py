"""What can be asked of the agreements of a fund."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import CharField, F, Func, Q, QuerySet, TextChoices, Value
from django.db.models.functions import Concat

from ..field_actions.words import meant_by
from ..organisations.models import Organisation
from .codes import AgreementKind, Network
from .models import Agreement

SOON, NEAR = 90, 30
"""Days before the end at which a fund is warned: time to negotiate, then to sign."""


class State(TextChoices):
    """Where an agreement stands on a day; the addresses of screens hold these words."""

    IN_FORCE = "en-vigueur", "En vigueur"
    WITHIN_90 = "90-jours", "Finit dans les 90 jours"
    WITHIN_30 = "30-jours", "Finit dans les 30 jours"
    ENDED = "finies", "Finies"
    WITHDRAWN = "retirees", "Retirées"


def agreements_of(fund: Organisation) -> QuerySet[Agreement]:
    """All of the fund, the first to end first, with those that were withdrawn."""
    return Agreement.objects.filter(fund=fund)


def in_state(state: str, today: datetime.date) -> Q:
    """Those that stand so on this day; without a state, all that were not withdrawn."""
    if state == State.WITHDRAWN:
        return Q(withdrawn_at__isnull=False)
    there = Q(withdrawn_at=None)
    if state == State.ENDED:
        return there & Q(ends_on__lt=today)
    if state == State.IN_FORCE:
        return there & (Q(ends_on=None) | Q(ends_on__gte=today))
    if state in (State.WITHIN_90, State.WITHIN_30):
        days = SOON if state == State.WITHIN_90 else NEAR
        return there & Q(ends_on__range=(today, today + datetime.timedelta(days=days)))
    return there


def saying(agreements: QuerySet[Agreement], text: str) -> QuerySet[Agreement]:
    """Those whose partner, network, SIRET or identifier says this, in our words or theirs."""
    said = Concat(
        *("partner_name", Value("\n"), "network", Value("\n"), "siret", Value("\n"), "source_id"),
        output_field=CharField(),
    )
    meant = Q(network__in=meant_by(Network, text)) | Q(kind__in=meant_by(AgreementKind, text))
    digits = "".join(text.split())
    if digits.isdecimal():
        meant |= Q(siret__startswith=digits)
    return agreements.annotate(
        said=Func(said, function="unaccent"), wanted=Func(Value(text), function="unaccent")
    ).filter(Q(said__icontains=F("wanted")) | meant)


@dataclass(frozen=True)
class Standing:
    """How many agreements of a fund stand where. `networks`: of those in force, by network, the most first."""

    in_force: int
    within_90: int
    within_30: int
    ended: int
    networks: list[tuple[str, int]]


def standing(fund: Organisation, today: datetime.date) -> Standing:
    """Read once: a fund has some dozens."""
    dates = list(agreements_of(fund).filter(withdrawn_at=None).values_list("network", "ends_on"))
    ended = sum(ends_on is not None and ends_on < today for _, ends_on in dates)
    left = [(ends_on - today).days for _, ends_on in dates if ends_on is not None and ends_on >= today]
    networks = Counter(network for network, ends_on in dates if ends_on is None or ends_on >= today)
    return Standing(
        in_force=len(dates) - ended,
        within_90=sum(days <= SOON for days in left),
        within_30=sum(days <= NEAR for days in left),
        ended=ended,
        networks=sorted(networks.items(), key=lambda found: (-found[1], found[0])),
    )


def to_renew(fund: Organisation, today: datetime.date) -> int:
    """How many end within 90 days."""
    return agreements_of(fund).filter(in_state(State.WITHIN_90, today)).count()


def words_of(fund: Organisation) -> list[str]:
    """The networks that the fund has agreements with and that are not in our list."""
    used = agreements_of(fund).exclude(network__in=Network.values).order_by("network")
    return list(used.values_list("network", flat=True).distinct())


def alike(agreement: Agreement) -> QuerySet[Agreement]:
    """Others with the same partner that hold at the same time: one agreement that was noted twice, perhaps."""
    same = Agreement.objects.filter(fund=agreement.fund_id, network=agreement.network, withdrawn_at=None)
    same = (
        same.filter(siret=agreement.siret)
        if agreement.siret
        else same.filter(partner_name__iexact=agreement.partner_name)
    )
    if agreement.ends_on:
        same = same.filter(signed_on__lte=agreement.ends_on)
    return same.filter(Q(ends_on=None) | Q(ends_on__gte=agreement.signed_on)).exclude(pk=agreement.pk)
