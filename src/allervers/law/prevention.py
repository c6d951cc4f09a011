"""What the health insurance offers a person to stay well, on a day: vaccinations, check-ups, screenings, deliveries.

    flu_vaccination(Health(birth_date=date(1950, 1, 1)), date(2025, 11, 3)).status       # "yes"

Plain functions on typed inputs: a situation of the exchange format says nothing of sex, pregnancy, illness or past
care. None is *unknown*, and spreads: a finding is "unknown" only if what is missing could change it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allervers.law.counting import ONE_DAY, add_days, add_months
from allervers.law.lookup import Finding, Lookup, any_settled, settled, word
from allervers.law.operations import age_at
from allervers.law.parameters import Scale
from allervers.law.wording import day as in_french

FILE = "prevention"
FLU_RISKS = ("chronic_disease", "pregnant", "obesity", "near_fragile_person", "care_worker")
COVID_RISKS = (*FLU_RISKS, "trisomy_21", "psychiatric_disorder", "dementia")


@dataclass(frozen=True, slots=True)
class Health:
    """What the functions below ask of a person; None: unknown. ``sex`` is F or M.

    ``chronic_disease`` is one of the list of the vaccination campaign; ``near_fragile_person``: lives with an infant at
    risk or an immunodepressed person; ``care_worker``: health professional or home helper.
    """

    birth_date: date | None = None
    sex: str | None = None
    chronic_disease: bool | None = None
    pregnant: bool | None = None
    obesity: bool | None = None
    near_fragile_person: bool | None = None
    care_worker: bool | None = None
    lives_in_institution: bool | None = None
    trisomy_21: bool | None = None
    psychiatric_disorder: bool | None = None
    dementia: bool | None = None

    def age(self, day: date) -> int | None:
        return None if self.birth_date is None else age_at(self.birth_date, day)


# --- vaccinations ----------------------------------------------------------------------------------------------------


def flu_vaccination(of: Health, day: date, territory: str = "metropole") -> Finding:
    """Invited to be vaccinated against flu: the campaign is on, and the person is among those it aims at."""
    law = Lookup(FILE, day)
    campaign = law.figure("flu_campaign_mayotte" if territory == "mayotte" else "flu_campaign")
    risks = {name: getattr(of, name) for name in FLU_RISKS}
    if law.figure("flu_residents_of_institutions"):
        risks["lives_in_institution"] = of.lives_in_institution
    aimed_at, missing = any_settled(birth_date=_at_least(of, day, law.figure("flu_age")), **risks)
    holds, unknown = settled(campaign=campaign, aimed_at=aimed_at)
    reason = (
        "Personne visée par la campagne : vaccin pris en charge à 100 %." if aimed_at else "Il manque des réponses."
    )
    if campaign is None:
        missing, reason = (), "Dates de la campagne non publiées ici."
    elif not campaign:
        reason = "Pas de campagne en cours."
    elif aimed_at is False:
        reason = "Personne qui n'est pas visée par la campagne."
        if law.figure("flu_children_covered") and 2 <= of.age(day) <= 17:
            reason = "Enfant sans maladie : pas d'invitation, mais un vaccin pris en charge à 65 %."
    return _finding("flu", "Vaccination contre la grippe", holds, reason, law, missing if unknown else ())


def covid_vaccination(of: Health, day: date) -> Finding:
    """Advised to be vaccinated (or given a booster) against Covid."""
    law = Lookup(FILE, day)
    risks = {name: getattr(of, name) for name in (*COVID_RISKS, "lives_in_institution")}
    age = law.figure("covid_target_age")
    # In 2021 the booster was for every adult, and for them only.
    by_age = _at_least(of, day, age)
    advised, missing = (by_age, ("birth_date",)) if age < 60 else any_settled(birth_date=by_age, **risks)
    missing = missing if advised is None else ()
    reason = {
        True: "Vaccination conseillée.",
        False: "Personne qui n'est pas visée par la campagne.",
        None: "Il manque des réponses.",
    }[advised]
    if advised is False and law.figure("covid_for_anyone"):
        reason = "Pas d'invitation, mais vaccination sans frais pour qui la souhaite."
    return _finding("covid", "Vaccination contre le Covid", advised, reason, law, missing)


# --- teeth -----------------------------------------------------------------------------------------------------------


def dental_checkup(birth_date: date, day: date) -> Finding:
    """The dental check-up « M'T dents » of the age reached, open for a year from the birthday."""
    law = Lookup(FILE, day)
    age = age_at(birth_date, day)
    holds, _ = law.figure("dental_checkup_ages").at(age)
    label = "Examen bucco-dentaire « M'T dents »"
    if not holds:
        return _finding("dental", label, False, "Aucun examen à cet âge.", law)
    birthday = add_months(birth_date, 12 * age)
    until = add_months(birth_date, 12 * (age + 1)) - ONE_DAY
    months = law.figure("dental_care_after_checkup")
    reason = f"Examen des {age} ans, sans avance de frais ; soins dans les {months} mois qui suivent."
    return _finding("dental", label, True, reason, law, starts_on=birthday, ends_on=until)


def pregnancy_dental_exam(day: date, began_on: date | None = None, gave_birth_on: date | None = None) -> Finding:
    """From the fourth month of pregnancy to some time after the birth, by the rule of the day of the birth."""
    law = Lookup(FILE, gave_birth_on or day)
    starts = None if began_on is None else add_months(began_on, law.figure("pregnancy_dental_from"))
    ends = None
    if gave_birth_on:
        months = law.figure("pregnancy_dental_months_after_birth")
        ends = add_days(add_months(gave_birth_on, months), law.figure("pregnancy_dental_days_after_birth"))
    born = gave_birth_on is not None and gave_birth_on <= day
    holds, missing = settled(
        began_on=True if born else starts and starts <= day,
        gave_birth_on=day <= ends if ends else None if began_on and _longer_than_a_pregnancy(began_on, day) else True,
    )
    reason = {
        True: "Examen pris en charge à 100 % pendant cette période.",
        False: "Hors de la période de l'examen.",
        None: "Il manque le début de la grossesse ou la date de l'accouchement.",
    }[holds]
    label = "Examen bucco-dentaire de la femme enceinte"
    return _finding("pregnancy_dental", label, holds, reason, law, missing, starts, ends)


def _longer_than_a_pregnancy(began_on: date, day: date) -> bool:
    return day > add_months(began_on, 10)


# --- appointments and screenings -------------------------------------------------------------------------------------


def prevention_appointment(birth_date: date, day: date, done_on: tuple[date, ...] = ()) -> Finding:
    """« Mon bilan prévention »: once in each band of ages."""
    law = Lookup(FILE, day)
    band = _band(law.figure("prevention_appointment_bands"), age_at(birth_date, day))
    label = "Rendez-vous « Mon bilan prévention »"
    if band is None:
        return _finding("prevention_appointment", label, False, "Aucun rendez-vous à cet âge.", law)
    first, last = band
    if any(first <= age_at(birth_date, each) <= last for each in done_on if each <= day):
        return _finding("prevention_appointment", label, False, "Déjà fait dans cette tranche d'âge.", law)
    reason = f"Un rendez-vous entre {first} et {last} ans, pris en charge à 100 %, sans invitation."
    starts, ends = add_months(birth_date, 12 * first), add_months(birth_date, 12 * (last + 1)) - ONE_DAY
    return _finding("prevention_appointment", label, True, reason, law, starts_on=starts, ends_on=ends)


SCREENINGS = {
    "breast": ("Dépistage du cancer du sein", "F"),
    "colorectal": ("Dépistage du cancer colorectal", None),
    "cervical": ("Dépistage du cancer du col de l'utérus", "F"),
}


def cancer_screening(kind: str, of: Health, day: date, last_on: date | None = None) -> Finding:
    """A screening is due: right sex and age, and the interval since the last one is over.

    The second cervical exam, one year after the first, is not told apart from the others.
    """
    law = Lookup(FILE, day)
    label, sex = SCREENINGS[kind]
    age = of.age(day)
    ages: Scale = law.figure(f"{kind}_screening_ages")
    conditions = {
        "sex": True if sex is None else None if of.sex is None else of.sex == sex,
        "birth_date": None if age is None else _band(ages, age) is not None,
    }
    concerned, missing = settled(**conditions)
    if not concerned:
        reason = "Personne qui n'est pas concernée." if concerned is False else "Âge ou sexe inconnu."
        return _finding(f"{kind}_screening", label, concerned, reason, law, missing)
    interval = law.figure(f"{kind}_screening_interval")
    months = interval.at(age)[0] if isinstance(interval, Scale) else interval
    due = None if last_on is None else add_months(last_on, months)
    reason = "À faire : aucun examen connu." if due is None else f"Un examen tous les {months} mois."
    return _finding(f"{kind}_screening", label, due is None or due <= day, reason, law, starts_on=due)


# --- deliveries ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Masks:
    """Washable masks sent to a household in autumn 2020."""

    finding: Finding
    number: int


def masks(day: date, persons: int, rights_open_on: tuple[date, ...]) -> Masks:
    """Six for each person, of any age, of a household whose C2S, ACS or AME was open on the reference day."""
    law = Lookup(FILE, day)
    reference = law.opening("masks_rights_day")
    number = law.figure("masks_each") * persons if reference in rights_open_on else 0
    sending = law.figure("masks_sending")
    if not number:
        reason = f"Aucun droit (C2S, ACS, AME) ouvert le {in_french(reference)}."
    elif sending:
        reason = "Envoi en cours, par la poste."
    else:
        reason = "Envoi terminé ou pas commencé ; masques non reçus : demander au CCAS ou au CIAS."
    starts = law.opening("masks_sending")
    return Masks(_finding("masks", "Masques lavables", bool(number), reason, law, starts_on=starts), number)


@dataclass(frozen=True, slots=True)
class EuropeanCard:
    """``asked_by``: last day to ask for the card itself; else a certificate, valid until ``certificate_until``."""

    asked_by: date
    certificate: bool
    certificate_until: date | None
    finding: Finding


def european_card(departure: date, day: date) -> EuropeanCard:
    """The European card is asked for fifteen days before leaving; later, a provisional certificate stands for it."""
    law = Lookup(FILE, day)
    asked_by = add_days(departure, -law.figure("european_card_before_departure"))
    late = day > asked_by
    # The certificate is counted from the day on which it is asked for: the source gives its length only.
    until = add_months(day, law.figure("european_card_provisional")) if late else None
    reason = (
        "Départ trop proche : certificat provisoire."
        if late
        else "La carte arrive à temps si elle est demandée ce jour."
    )
    label = "Carte européenne d'assurance maladie"
    return EuropeanCard(asked_by, late, until, _finding("european_card", label, True, reason, law))


def _finding(
    code: str,
    label: str,
    holds: bool | None,
    reason: str,
    law: Lookup,
    missing: tuple[str, ...] = (),
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Finding:
    return Finding(code, label, word(holds), reason, law.taken(), starts_on, ends_on, missing)


def _at_least(of: Health, day: date, age: int) -> bool | None:
    reached = of.age(day)
    return None if reached is None else reached >= age


def _band(bands: Scale, age: int) -> tuple[int, int] | None:
    """First and last age of the band that holds ``age``."""
    bounds = zip(bands.thresholds, bands.figures, strict=True)
    return next(((first, last) for first, last in bounds if first <= age <= last), None)
