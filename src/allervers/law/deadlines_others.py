"""Dates of Mon espace santé, of the Covid vaccination of 2021, of child welfare, of accompaniment."""

from __future__ import annotations

from datetime import date

from allervers.law.counting import add_days, add_months
from allervers.law.deadlines_reckoning import Kind, Reckoning
from allervers.law.fields import a_date, one_of
from allervers.law.lookup import Lookup
from allervers.law.operations import age_at

ADULT, OLDER = 18, 65


def mes_notice(of: Reckoning) -> None:
    phase = of.given("phase")
    expires = add_months(of.day, of.figure("mes_pilot_code")) if phase == "pilot" else None
    of.gives("code_expires_on", expires or add_days(of.day, of.figure("mes_national_code")))
    of.gives("created_on", _mes_created(of, phase, of.day))


def mes_created_on(phase: str, notice_on: date, today: date) -> date:
    """When a space is created for whoever was told on ``notice_on`` and said nothing, as it stands ``today``.

    By the rule of the day of the notice, or by the one in force today where that one gives more time: a window that is
    made longer is so for those who are in it, one that is made shorter is not. Raises `SituationError` before the first
    rule.
    """
    days = {notice_on, max(notice_on, today)}
    return max(_mes_created(Lookup("deadlines", day), phase, notice_on) for day in days)


def _mes_created(of: Lookup, phase: str, notice_on: date) -> date:
    if phase == "pilot":
        month_later = add_months(notice_on, of.figure("mes_pilot_opposition"))
        return add_days(month_later, of.figure("mes_pilot_grace"))
    return add_days(notice_on, of.figure("mes_national_opposition"))


def covid_last_dose(of: Reckoning) -> None:
    of.in_order("birth_date", "date")
    if of.given("vaccine") == "janssen":
        _covid_booster(of, add_days(of.day, of.figure("covid_booster_after_janssen")))
        _covid_pass(of, add_days(of.day, of.figure("covid_pass_after_janssen")))
    else:
        _covid_booster(of, add_months(of.day, of.figure("covid_booster_after_dose")))
        _covid_pass(of, add_months(of.day, of.figure("covid_pass_after_dose")))
    if of.given("birth_date") is None:
        of.notes.append(
            "Délais seuls, faute de date de naissance : le rappel n'est ouvert à tous les adultes que le 27 novembre "
            "2021, et le passe n'en dépend que le 15 décembre 2021 (plus de 65 ans) ou le 15 janvier 2022."
        )


def _covid_booster(of: Reckoning, day: date) -> None:
    birth = of.given("birth_date")
    if birth:
        day = max(day, of.opening("covid_booster_for_adults"))
        day = day if age_at(birth, day) >= ADULT else None
    of.gives("booster_from", day)


def _covid_pass(of: Reckoning, day: date) -> None:
    """From 65 the pass hangs on the booster a month before it does for all: a birthday in between counts."""
    birth = of.given("birth_date")
    if birth:
        as_older = max(day, of.opening("covid_pass_needs_booster_from_65"), add_months(birth, 12 * OLDER))
        day = min(as_older, max(day, of.opening("covid_pass_needs_booster_for_adults")))
        day = day if age_at(birth, day) >= ADULT else None
    of.gives("pass_until", day)


def birth_in_child_welfare(of: Reckoning) -> None:
    of.gives("c2s_renewal_on", add_months(of.day, of.figure("child_welfare_c2s_renewal")))
    of.gives("majority_on", add_months(of.day, 12 * of.figure("majority")))
    of.gives("appointment_on", add_months(of.day, 12 * of.figure("child_welfare_appointment")))


def accompaniment_closed(of: Reckoning) -> None:
    of.gives("erase_on", add_months(of.day, of.figure("accompaniment_retention")))


KINDS = {
    "mes_notice": Kind(
        "Lettre d'information sur Mon espace santé", mes_notice, required={"phase": one_of("pilot", "national")}
    ),
    "covid_last_dose": Kind(
        "Dernière dose de vaccin contre le Covid",
        covid_last_dose,
        required={"vaccine": one_of("janssen", "other")},
        optional={"birth_date": a_date},
    ),
    "birth_in_child_welfare": Kind("Naissance d'un jeune confié", birth_in_child_welfare),
    "accompaniment_closed": Kind("Clôture d'un accompagnement", accompaniment_closed),
}
