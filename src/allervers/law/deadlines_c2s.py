"""Dates of the C2S: opened, renewed, joined, left, refused for a debt (L861-5 and R861-16 to R861-36 CSS)."""

from __future__ import annotations

from datetime import date

from allervers.law.counting import ONE_DAY, add_days, add_months, first_of_next_month, last_day, last_of_month
from allervers.law.deadlines_reckoning import Kind, Reckoning
from allervers.law.fields import a_boolean, a_date, one_of
from allervers.law.operations import age_at

MAJORITY = 18


def request_complete(of: Reckoning) -> None:
    of.gives("silence_accepts_on", add_months(of.day, of.figure("c2s_silence_accepts")))


def free_decision(of: Reckoning) -> None:
    of.in_order("requested_on", "date")
    _year(of, _follows_previous(of, "c2s_late_decision_keeps_renewal"))


def adhesion_received(of: Reckoning) -> None:
    of.in_order("requested_on", "date")
    of.in_order("requested_on", "sent_on")
    of.in_order("sent_on", "date")
    sent = of.given("sent_on")
    if sent and of.day > add_months(sent, of.figure("c2s_adhesion_within")):
        of.notes.append("Reçue plus de trois mois après l'envoi du bulletin : une nouvelle demande est nécessaire.")
        _no_right(of)
        return
    _year(of, _follows_previous(of, "c2s_late_adhesion_keeps_renewal") and _adhesion_in_time(of))


def _adhesion_in_time(of: Reckoning) -> bool:
    """A renewal that was asked for in time is broken by an adhesion that comes a month after the end, or later."""
    previous = of.given("previous_ends_on")
    if of.day <= previous or of.day < add_months(previous, of.figure("c2s_late_adhesion_keeps_renewal")):
        return True
    of.notes.append("Reçue un mois ou plus après la fin du droit : le nouveau droit ne le suit pas sans interruption.")
    return False


def _follows_previous(of: Reckoning, lateness: str) -> bool:
    """Whether the right is renewed without a break: asked for in time, or early enough for the director to allow it."""
    previous, requested = of.given("previous_ends_on"), of.given("requested_on")
    if not previous:
        return False
    if requested:
        if requested > add_months(previous, -of.figure("c2s_renewal_due_before")) and requested <= previous:
            of.figure("c2s_late_request_keeps_renewal")
            of.notes.append("Demande déposée à moins de deux mois de la fin : la caisse peut éviter l'interruption.")
        return requested <= previous
    return of.day <= previous or of.day < add_months(previous, of.figure(lateness))


def _year(of: Reckoning, follows_previous: bool) -> None:
    if follows_previous:
        of.figure("c2s_renewal_starts_next_day")
        _from(of, of.given("previous_ends_on") + ONE_DAY)
    else:
        of.figure("c2s_starts_first_of_next_month")
        _from(of, first_of_next_month(of.day))


def _from(of: Reckoning, start: date) -> None:
    starts = of.gives("starts_on", start)
    of.gives("ends_on", last_day(start, of.figure("c2s_duration")), after=starts)


def _no_right(of: Reckoning) -> None:
    starts = of.gives("starts_on", None)
    of.gives("ends_on", None, after=starts)


def adhesion_sent(of: Reckoning) -> None:
    of.gives("adhesion_due_on", add_months(of.day, of.figure("c2s_adhesion_within")))


def urgent_request(of: Reckoning) -> None:
    of.figure("c2s_urgent_from_month_of_request")
    since = of.given("base_rights_from")
    _from(of, max(of.day.replace(day=1), since) if since else of.day.replace(day=1))
    of.notes.append("Accordée à qui paraît remplir les conditions ; retirée si la vérification montre le contraire.")


def hospital_request(of: Reckoning) -> None:
    """The admission stands for the request (official questions and answers), so the right starts with its month."""
    of.in_order("admitted_on", "date")
    of.in_order("admitted_on", "discharged_on")
    of.in_order("discharged_on", "date")
    asked_in_time = of.day <= add_months(of.given("admitted_on"), of.figure("c2s_hospital_request_within"))
    discharged = of.given("discharged_on")
    if discharged:
        asked_in_time &= of.day <= add_months(discharged, of.figure("c2s_hospital_discharged_within"))
    if of.given("class") == "contribution":
        asked_in_time &= of.figure("c2s_hospital_with_contribution")
    if asked_in_time:
        of.figure("c2s_urgent_from_month_of_request")
        _from(of, of.given("admitted_on").replace(day=1))
    else:
        of.notes.append("Pas de rétroactivité : le droit commence selon la règle ordinaire, après la décision.")
        _no_right(of)


def ending(of: Reckoning) -> None:
    of.gives("renewal_opens_on", add_months(of.day, -of.figure("c2s_renewal_opens_before")))
    of.gives("renewal_due_on", add_months(of.day, -of.figure("c2s_renewal_due_before")))
    if of.given("automatic"):
        of.gives("renewal_notice_due_on", add_months(of.day, -of.figure("c2s_automatic_notice_before")))


def automatic_renewal_notice(of: Reckoning) -> None:
    of.gives("silence_renews_on", add_months(of.day, of.figure("c2s_automatic_silence_renews")))


def renunciation_received(of: Reckoning) -> None:
    of.gives("ends_on", last_of_month(of.day) if of.figure("c2s_renunciation") else None)


def request_after_renunciation(of: Reckoning) -> None:
    of.in_order("renounced_ends_on", "date")
    renounced = of.given("renounced_ends_on")
    within = of.figure("c2s_return_within")
    if within is not None and of.day <= add_months(renounced, within):
        of.notes.append("Vaut pour la C2S gratuite ; avec participation, le mois qui suit la réception du paiement.")
        _from(of, of.day.replace(day=1))
    else:
        of.notes.append("Le droit commence selon la règle ordinaire, le premier jour du mois qui suit la décision.")
        _no_right(of)


def child_joins(of: Reckoning) -> None:
    """What is left of the household's right, from the first of the month as for every cover (L861-5, fifth paragraph):
    the article says how long the child is covered, not from when, and a decree could not depart from the law there."""
    of.in_order("date", "household_ends_on")
    limit, birth = of.figure("c2s_child_joins_under"), of.given("birth_date")
    of.in_order("birth_date", "date")
    age = age_at(birth, of.day) if birth else None
    if age is not None and age >= limit:
        of.notes.append(f"À {limit} ans ou plus, la personne rejoint le foyer comme un adulte : c2s_adult_joins.")
        _no_right(of)
        return
    if age is None or age >= MAJORITY:
        of.notes.append("Un enfant majeur paie sa participation si le foyer en paie une ; un mineur n'en paie pas.")
    of.figure("c2s_child_joins_first_of_next_month")
    start, end = first_of_next_month(of.day), of.given("household_ends_on")
    if start > end:
        of.notes.append("Le droit du foyer finit ce mois-ci : l'enfant est à inscrire dans le renouvellement.")
        _no_right(of)
        return
    of.notes.append(
        "Le mois qui suit est celui de la déclaration de l'arrivée ; si la situation l'exige, une naissance surtout, "
        "la caisse peut ouvrir le droit dès le premier jour de ce mois-ci (L861-5 CSS)."
    )
    starts = of.gives("starts_on", start)
    of.gives("ends_on", end, after=starts)


def adult_joins(of: Reckoning) -> None:
    of.in_order("date", "household_ends_on")
    during_right = of.figure("c2s_adult_joins_during_right")
    household_ends = of.given("household_ends_on")
    if not during_right or of.given("eligible") is False:
        of.notes.append(
            "Le droit du foyer continue jusqu'à son terme."
            if during_right
            else "Avant le 1er avril 2022, un adulte ne rejoignait le droit du foyer qu'au renouvellement."
        )
        starts = of.gives("starts_on", None)
        of.gives("ends_on", household_ends, after=starts)
        return
    if of.given("eligible") is None:
        of.notes.append("Si le foyer agrandi remplit les conditions ; sinon son droit continue jusqu'à son terme.")
    of.notes.append("Avec participation, le mois se compte depuis la réception du bulletin et du moyen de paiement.")
    _year(of, follows_previous=False)
    start = of.dates[0]
    of.gives("previous_right_ends_on", min(household_ends, start.day - ONE_DAY), after=start)


def households_join(of: Reckoning) -> None:
    """Two rights of what is one household now become one when the first is renewed (R861-18 III)."""
    of.in_order("previous_ends_on", "other_ends_on")
    of.in_order("requested_on", "date")
    become_one, other_ends = of.figure("c2s_two_rights_become_one"), of.given("other_ends_on")
    if not become_one or of.given("eligible") is False:
        of.notes.append("Chaque droit continue jusqu'à son terme.")
        starts = of.gives("starts_on", None)
        of.gives("ends_on", of.given("previous_ends_on"), after=starts)
        of.gives("other_right_ends_on", other_ends, after=starts)
        return
    if of.given("eligible") is None:
        of.notes.append("Si le nouveau foyer remplit les conditions ; sinon chaque droit continue jusqu'à son terme.")
    of.notes.append("Qui refuse le droit commun garde le sien jusqu'à son terme.")
    _year(of, _follows_previous(of, "c2s_late_decision_keeps_renewal"))
    start = of.dates[0]
    of.gives("other_right_ends_on", min(other_ends, start.day - ONE_DAY), after=start)


def death(of: Reckoning) -> None:
    of.in_order("date", "household_ends_on")
    of.figure("c2s_ends_at_death")
    of.gives("ends_on", of.day)
    stays = of.figure("c2s_household_kept_after_death")
    of.gives("others_end_on", of.given("household_ends_on") if stays else None)


def departure(of: Reckoning) -> None:
    of.figure("c2s_ends_at_departure")
    of.gives("ends_on", of.day)


def unpaid_notice(of: Reckoning) -> None:
    due = of.gives("payment_due_on", add_days(of.day, of.figure("c2s_unpaid_payment")))
    of.figure("c2s_suspended_first_of_next_month")
    of.gives("suspended_from", first_of_next_month(due.day), after=due)


def suspension_notice(of: Reckoning) -> None:
    of.gives("payment_due_on", add_days(of.day, of.figure("c2s_suspension_observations")))


def closed_for_debt(of: Reckoning) -> None:
    of.gives("new_request_from", add_months(of.day, of.figure("c2s_debt_bars_for")))


RENEWAL = {"previous_ends_on": a_date, "requested_on": a_date}
KINDS = {
    "c2s_request_complete": Kind("Dossier complet de demande de C2S reçu", request_complete),
    "c2s_free_decision": Kind("Décision de C2S gratuite", free_decision, optional=RENEWAL),
    "c2s_adhesion_sent": Kind("Bulletin d'adhésion à la C2S envoyé", adhesion_sent),
    "c2s_adhesion_received": Kind(
        "Adhésion à la C2S reçue, avec le moyen de paiement",
        adhesion_received,
        optional={**RENEWAL, "sent_on": a_date},
    ),
    "c2s_urgent_request": Kind(
        "Demande de C2S quand la situation presse", urgent_request, optional={"base_rights_from": a_date}
    ),
    "c2s_hospital_request": Kind(
        "Demande de C2S d'une personne hospitalisée",
        hospital_request,
        required={"admitted_on": a_date},
        optional={"discharged_on": a_date, "class": one_of("free", "contribution")},
    ),
    "c2s_end": Kind("Fin de la C2S", ending, optional={"automatic": a_boolean}),
    "c2s_automatic_renewal_notice": Kind(
        "Lettre qui annonce un renouvellement automatique de la C2S", automatic_renewal_notice
    ),
    "c2s_renunciation_received": Kind("Renonciation à la C2S reçue", renunciation_received),
    "c2s_request_after_renunciation": Kind(
        "Nouvelle demande de C2S après y avoir renoncé",
        request_after_renunciation,
        required={"renounced_ends_on": a_date},
    ),
    "c2s_child_joins": Kind(
        "Enfant qui arrive dans un foyer couvert par la C2S",
        child_joins,
        required={"household_ends_on": a_date},
        optional={"birth_date": a_date},
    ),
    "c2s_adult_joins": Kind(
        "Adulte qui rejoint un foyer couvert par la C2S (jour de la décision)",
        adult_joins,
        required={"household_ends_on": a_date},
        optional={"eligible": a_boolean},
    ),
    "c2s_households_join": Kind(
        "Deux foyers couverts par la C2S n'en font plus qu'un (jour de la décision de renouvellement)",
        households_join,
        required={"previous_ends_on": a_date, "other_ends_on": a_date},
        optional={"requested_on": a_date, "eligible": a_boolean},
    ),
    "c2s_death": Kind("Décès d'une personne couverte par la C2S", death, required={"household_ends_on": a_date}),
    "c2s_departure": Kind("Départ de France d'une personne couverte par la C2S", departure),
    "c2s_unpaid_notice": Kind("Lettre sur deux mois de participation impayés", unpaid_notice),
    "c2s_suspension_notice": Kind("Lettre qui suspend la C2S pour impayés", suspension_notice),
    "c2s_closed_for_debt": Kind("Fin de la C2S pour participations impayées", closed_for_debt),
}
