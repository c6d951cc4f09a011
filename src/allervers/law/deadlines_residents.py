"""Dates of base rights, AME, urgent care and refusals of care."""

from __future__ import annotations

from datetime import date, timedelta

from allervers.law.counting import ONE_DAY, add_days, add_months, last_day, last_of_month
from allervers.law.countries import is_european
from allervers.law.deadlines_reckoning import Kind, Reckoning
from allervers.law.fields import SituationError, a_boolean, a_date, a_nationality, one_of

# --- base rights ----------------------------------------------------------------------------------------------------


def residence_title_expired(of: Reckoning) -> None:
    if is_european(of.event["nationality"], of.day):
        of.figure("rights_maintained_for_europeans")
        until = of.gives("rights_maintained_until", None)
        of.gives("may_be_maintained_until", None, after=until)
        of.gives("earliest_closing_on", None, after=until)
        return
    day = _maintained_until(of, of.day)
    until = of.gives("rights_maintained_until", day)
    of.figure("rights_maintained_to_end_of_month")
    of.gives("may_be_maintained_until", last_of_month(day), after=until)
    of.gives("earliest_closing_on", add_days(day, of.figure_on("puma_closing_after_maintained", day)), after=until)


def _maintained_until(of: Reckoning, title_ended: date) -> date:
    figure = "rights_maintained_after_removal_order" if of.given("removal_order") else "rights_maintained_after_title"
    return add_months(title_ended, of.figure_on(figure, title_ended))


def puma_control_notice(of: Reckoning) -> None:
    of.gives("answer_due_on", add_months(of.day, of.figure("puma_control_answer")))


def puma_closing_notice(of: Reckoning) -> None:
    of.in_order("title_expired_on", "date")
    of.in_order("established_on", "date")
    after_letter = add_days(of.day, of.figure("puma_closing_after_notice"))
    if of.given("ground") == "residence" and of.figure("puma_lost_residence_closes_at_once"):
        established = of.given("established_on")
        if established is None:
            raise SituationError("established_on", "champ absent, attendu le jour que le contrôle établit, AAAA-MM-JJ")
        closes = of.gives("closes_on", established)
        of.gives("card_invalid_from", after_letter, after=closes)
        return
    ended = of.given("title_expired_on")
    if of.given("ground") == "regularity" and ended:
        until = _maintained_until(of, ended)
        after_letter = max(after_letter, add_days(until, of.figure("puma_closing_after_maintained")))
    admitted = of.given("ame_admitted_on")
    if admitted and of.given("c2s_open") is None:
        raise SituationError("c2s_open", "champ absent, attendu true ou false : la C2S ouverte change le jour")
    if admitted and not of.given("c2s_open") and of.figure("puma_ame_brings_closing_forward"):
        after_letter = min(after_letter, admitted - ONE_DAY)
    of.gives("closes_on", after_letter)


def eu_portability_requested(of: Reckoning) -> None:
    days = of.figure("eu_portability_silence")
    of.gives("presumed_no_rights_on", None if days is None else add_days(of.day, days))


# --- AME ------------------------------------------------------------------------------------------------------------


def ame_deposit(of: Reckoning) -> None:
    of.figure("ame_starts_on_deposit")
    start, care = of.day, of.given("care_on")
    if care and care < of.day and (of.day - care).days <= of.figure("ame_retroactivity"):
        start = care
    starts = of.gives("starts_on", start)
    end = last_day(start, of.figure("ame_duration"))
    ends = of.gives("ends_on", end, after=starts)
    of.gives("renewal_alert_on", add_months(end, -of.figure("ame_renewal_alert_before")), after=ends)


def ame_documents_requested(of: Reckoning) -> None:
    of.gives("answer_due_on", add_days(of.day, of.figure("ame_documents_answer")))
    of.gives("closed_without_follow_up_on", add_days(of.day, of.figure("ame_documents_closing")))


def ame_care_need_certified(of: Reckoning) -> None:
    of.gives("decision_due_on", add_days(of.day, of.figure("ame_priority_decision")))


def ame_first_admission(of: Reckoning) -> None:
    months = of.figure("ame_programmed_care_wait")
    of.gives("programmed_care_from", of.day if months is None else add_months(of.day, months))


def ame_prior_agreement_requested(of: Reckoning) -> None:
    of.gives("silence_accepts_on", add_days(of.day, of.figure("ame_prior_agreement_silence")))


# --- refusals of care -----------------------------------------------------------------------------------------------


def care_refusal_complaint(of: Reckoning) -> None:
    of.gives("acknowledgement_due_on", add_days(of.day, of.figure("care_refusal_acknowledgement")))
    of.gives("hearing_due_on", add_months(of.day, of.figure("care_refusal_hearing")))
    conciliation = of.gives("conciliation_due_on", add_months(of.day, of.figure("care_refusal_conciliation")))
    summons = conciliation.day - timedelta(of.figure("care_refusal_summons_before"))
    of.gives("summons_due_on", summons, after=conciliation)


KINDS = {
    "residence_title_expired": Kind(
        "Fin du titre de séjour",
        residence_title_expired,
        required={"nationality": a_nationality},
        optional={"removal_order": a_boolean},
    ),
    "puma_control_notice": Kind("Contrôle des droits de base : lettre reçue", puma_control_notice),
    "puma_closing_notice": Kind(
        "Lettre qui annonce la fermeture des droits de base (jour de l'envoi)",
        puma_closing_notice,
        optional={
            "ground": one_of("residence", "regularity"),
            "title_expired_on": a_date,
            "removal_order": a_boolean,
            "established_on": a_date,
            "ame_admitted_on": a_date,
            "c2s_open": a_boolean,
        },
    ),
    "eu_portability_requested": Kind("Droits demandés au pays d'origine", eu_portability_requested),
    "ame_deposit": Kind("Dépôt d'une demande d'AME", ame_deposit, optional={"care_on": a_date}),
    "ame_documents_requested": Kind("Documents demandés pour l'AME", ame_documents_requested),
    "ame_care_need_certified": Kind("Besoin de soins certifié pour l'AME", ame_care_need_certified),
    "ame_first_admission": Kind("Première admission d'un adulte à l'AME", ame_first_admission),
    "ame_prior_agreement_requested": Kind(
        "Accord préalable demandé pour des soins programmés (AME)", ame_prior_agreement_requested
    ),
    "care_refusal_complaint": Kind("Plainte pour refus de soins reçue", care_refusal_complaint),
}
