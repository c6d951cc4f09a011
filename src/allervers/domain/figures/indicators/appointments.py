"""Appointments: how many, what became of them, and who did not come."""

import datetime

from ...appointments.codes import ATTENDANCES, Origin, State
from ...referrals.codes import DetectorFamily, PartnerCategory
from ..catalogue import Basis, indicator
from ..facts.appointment import AppointmentFact
from ..shapes import Breakdown, Count, Population, Share
from .additions import SUMS

TITLE = "Rendez-vous"
SINCE = datetime.date(2026, 11, 29)
MET = Population(AppointmentFact, "met_on")
KNOWN = MET.where(state__in=[state.value for state in ATTENDANCES])
BASIS = Basis("Rendez-vous dont le jour est dans la période.", "Aucune exclusion.")
OF_KNOWN = Basis(
    "Rendez-vous de la période honorés, ou auxquels la personne n'est pas venue sans prévenir.",
    "Les rendez-vous annulés ou excusés, et ceux dont l'issue n'est pas notée.",
)


def _in_state(state: str) -> Population:
    return (KNOWN if state in ATTENDANCES else MET).where(state=state)


def _missed(among: Population) -> Share:
    return Share(among.where(state=State.NO_SHOW.value), among=among)


_BY_ORIGIN = [_missed(KNOWN.where(origin=origin)) for origin in Origin.values]
_OF_PARTNERS = KNOWN.where(detector_family=DetectorFamily.PARTNER.value)
_BY_PARTNER = {code: _missed(_OF_PARTNERS.where(detector_category=code)) for code in PartnerCategory.values}
SUMS += [
    (_OF_PARTNERS, [share.among for share in _BY_PARTNER.values()]),
    (_missed(_OF_PARTNERS).of, [share.of for share in _BY_PARTNER.values()]),
    (KNOWN, [_in_state(state.value) for state in ATTENDANCES]),
    (KNOWN, [share.among for share in _BY_ORIGIN]),
    (_missed(KNOWN).of, [share.of for share in _BY_ORIGIN]),
]


@indicator("Rendez-vous", BASIS, SINCE)
def appointments():
    """Nombre de rendez-vous dont le jour est dans la période, quoi qu'ils soient devenus. Déplacé, un rendez-vous
    compte une fois, au jour où il a été déplacé."""
    return Count(MET)


@indicator("Rendez-vous selon ce qu'ils sont devenus", BASIS, SINCE)
def appointments_by_state():
    """Nombre de rendez-vous de la période, selon ce qu'ils sont devenus : honoré, absence sans prévenir, excusé par la
    personne, annulé par le service. « Prévu » : à venir, ou passé sans que personne ait noté l'issue."""
    return Breakdown(State, {code: Count(_in_state(code)) for code in State.values}, whole=MET)


@indicator("Part des absences sans prévenir", OF_KNOWN, SINCE)
def appointments_no_show_share():
    """Part des rendez-vous auxquels la personne n'est pas venue sans avoir prévenu, parmi ceux où elle était attendue
    et dont l'issue est notée."""
    return _missed(KNOWN)


@indicator("Part des absences sans prévenir selon l'origine du rendez-vous", OF_KNOWN, SINCE)
def appointments_no_show_share_by_origin():
    """Part des rendez-vous auxquels la personne n'est pas venue sans avoir prévenu, selon qui a choisi le moment : un
    conseiller, un partenaire ou la personne."""
    return Breakdown(Origin, dict(zip(Origin.values, _BY_ORIGIN, strict=True)))


@indicator("Part des absences sans prévenir selon le réseau partenaire", OF_KNOWN, SINCE)
def appointments_no_show_share_by_partner():
    """Part des rendez-vous auxquels la personne n'est pas venue sans avoir prévenu, selon le réseau du partenaire qui
    l'avait signalée. Seuls comptent les rendez-vous donnés dans un accompagnement venu d'un partenaire."""
    return Breakdown(PartnerCategory, _BY_PARTNER)
