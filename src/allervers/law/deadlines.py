"""The dates that follow from an event: when a right starts and ends, when an answer is due, when a file is erased.

    deadlines({"kind": "c2s_end", "date": "2024-06-30"})
    # {"kind": …, "date": …, "renewal_opens_on": "2024-02-29", "renewal_due_on": "2024-04-30", "sources": {…}, …}

The rule is that of the day of the event, read in ``parameters/deadlines.yaml``. Months are counted to the same day
number, else to the last day of the month. A date that is null follows from nothing: the law gave none at that date, or
gives none to that person; its source says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from allervers.law.counting import ONE_DAY, add_days, add_months, first_of_next_month, last_day, last_of_month
from allervers.law.countries import is_european
from allervers.law.fields import (
    SituationError,
    a_boolean,
    a_date,
    a_nationality,
    a_text,
    one_of,
    read_fields,
    shown,
)
from allervers.law.lookup import Lookup
from allervers.law.operations import age_at
from allervers.law.parameters import Dated, lowest
from allervers.law.reading import documents
from allervers.law.registry import law

ADULT, OLDER = 18, 65


class Deadline(NamedTuple):
    """A date that follows from an event (``day`` None: none follows), and the figures that it rests on."""

    name: str
    label: str
    day: date | None
    figures: tuple[Dated, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(figure.source for figure in self.figures))

    @property
    def confidence(self) -> str:
        return lowest(*(figure.confidence for figure in self.figures))


class Reckoning(Lookup):
    """An event that was read, under the law of its day; notes what each date used."""

    def __init__(self, event: Mapping[str, object]):
        super().__init__("deadlines", event["date"])
        self.event = event
        self.dates: list[Deadline] = []
        self.notes: list[str] = []

    def gives(self, name: str, day: date | None, after: Deadline | None = None) -> Deadline:
        """``day`` follows from the figures read since the last date, and from those of ``after`` if counted from it."""
        figures = (*(after.figures if after else ()), *self.taken())
        self.dates.append(Deadline(name, LABELS[name], day, figures))
        return self.dates[-1]


LABELS = {
    "starts_on": "Début du droit",
    "ends_on": "Dernier jour du droit",
    "renewal_opens_on": "Renouvellement possible à partir du",
    "renewal_due_on": "Renouvellement à déposer au plus tard le",
    "renewal_alert_on": "Lettre qui rappelle le renouvellement",
    "answer_due_on": "Documents à renvoyer au plus tard le",
    "closed_without_follow_up_on": "Demande classée sans suite le",
    "decision_due_on": "Décision attendue au plus tard le",
    "rights_maintained_until": "Droits de base maintenus jusqu'au",
    "closes_on": "Fermeture des droits de base le",
    "presumed_no_rights_on": "Sans réponse, plus de droits présumés à l'étranger le",
    "code_expires_on": "Fin de validité du code provisoire",
    "created_on": "Création de l'espace sans opposition le",
    "booster_from": "Rappel possible à partir du",
    "pass_until": "Passe valable sans rappel jusqu'au",
    "c2s_renewal_on": "Renouvellement de la C2S (17 ans et 10 mois) le",
    "majority_on": "Majorité le",
    "appointment_on": "Rendez-vous proposé (19 ans) le",
    "erase_on": "Dossier effacé le",
}


# --- one function per kind of event --------------------------------------------------------------------------------


def c2s_free_decision(of: Reckoning) -> None:
    _c2s_year(of, "c2s_late_decision_keeps_renewal")


def c2s_adhesion_received(of: Reckoning) -> None:
    _c2s_year(of, "c2s_late_adhesion_keeps_renewal")


def _c2s_year(of: Reckoning, lateness: str) -> None:
    previous = of.event.get("previous_ends_on")
    if previous and (of.day <= previous or of.day < add_months(previous, of.figure(lateness))):
        of.figure("c2s_renewal_starts_next_day")
        start = previous + ONE_DAY
    else:
        of.figure("c2s_starts_first_of_next_month")
        start = first_of_next_month(of.day)
    starts = of.gives("starts_on", start)
    of.gives("ends_on", last_day(start, of.figure("c2s_duration")), after=starts)


def c2s_end(of: Reckoning) -> None:
    of.gives("renewal_opens_on", add_months(of.day, -of.figure("c2s_renewal_opens_before")))
    of.gives("renewal_due_on", add_months(of.day, -of.figure("c2s_renewal_due_before")))


def c2s_renunciation_received(of: Reckoning) -> None:
    of.gives("ends_on", last_of_month(of.day) if of.figure("c2s_renunciation") else None)


def ame_deposit(of: Reckoning) -> None:
    of.figure("ame_starts_on_deposit")
    start, care = of.day, of.event.get("care_on")
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


def residence_title_expired(of: Reckoning) -> None:
    if is_european(of.event["nationality"], of.day):
        of.figure("rights_maintained_for_europeans")
        of.gives("rights_maintained_until", None)
        return
    months = of.figure("rights_maintained_after_removal_order") if of.event.get("removal_order") else None
    of.gives("rights_maintained_until", add_months(of.day, months or of.figure("rights_maintained_after_title")))


def puma_closing_notice(of: Reckoning) -> None:
    of.gives("closes_on", add_days(of.day, of.figure("puma_closing_after_notice")))


def eu_portability_requested(of: Reckoning) -> None:
    days = of.figure("eu_portability_silence")
    of.gives("presumed_no_rights_on", None if days is None else add_days(of.day, days))


def mes_notice(of: Reckoning) -> None:
    if of.event["phase"] == "pilot":
        of.gives("code_expires_on", add_months(of.day, of.figure("mes_pilot_code")))
        month_later = add_months(of.day, of.figure("mes_pilot_opposition"))
        of.gives("created_on", add_days(month_later, of.figure("mes_pilot_grace")))
        return
    of.gives("code_expires_on", add_days(of.day, of.figure("mes_national_code")))
    of.gives("created_on", add_days(of.day, of.figure("mes_national_opposition")))


def covid_last_dose(of: Reckoning) -> None:
    if of.event["vaccine"] == "janssen":
        _covid_booster(of, add_days(of.day, of.figure("covid_booster_after_janssen")))
        _covid_pass(of, add_days(of.day, of.figure("covid_pass_after_janssen")))
    else:
        _covid_booster(of, add_months(of.day, of.figure("covid_booster_after_dose")))
        _covid_pass(of, add_months(of.day, of.figure("covid_pass_after_dose")))
    if of.event.get("birth_date") is None:
        of.notes.append(
            "Délais seuls, faute de date de naissance : le rappel n'est ouvert à tous les adultes que le 27 novembre "
            "2021, et le passe n'en dépend que le 15 décembre 2021 (plus de 65 ans) ou le 15 janvier 2022."
        )


def _covid_booster(of: Reckoning, day: date) -> None:
    birth = of.event.get("birth_date")
    if birth:
        day = max(day, of.opening("covid_booster_for_adults"))
        day = day if age_at(birth, day) >= ADULT else None
    of.gives("booster_from", day)


def _covid_pass(of: Reckoning, day: date) -> None:
    birth = of.event.get("birth_date")
    if birth:
        older = age_at(birth, day) >= OLDER
        rule = "covid_pass_needs_booster_from_65" if older else "covid_pass_needs_booster_for_adults"
        day = max(day, of.opening(rule))
        day = day if age_at(birth, day) >= ADULT else None
    of.gives("pass_until", day)


def birth_in_child_welfare(of: Reckoning) -> None:
    of.gives("c2s_renewal_on", add_months(of.day, of.figure("child_welfare_c2s_renewal")))
    of.gives("majority_on", add_months(of.day, 12 * of.figure("majority")))
    of.gives("appointment_on", add_months(of.day, 12 * of.figure("child_welfare_appointment")))


def accompaniment_closed(of: Reckoning) -> None:
    of.gives("erase_on", add_months(of.day, of.figure("accompaniment_retention")))


# --- reading an event ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """A kind of event: its French name, the function that finds its dates, the fields it has besides ``date``."""

    label: str
    reckon: Callable[[Reckoning], None]
    required: Mapping[str, Callable] = field(default_factory=dict)
    optional: Mapping[str, Callable] = field(default_factory=dict)


KINDS = {
    "c2s_free_decision": Kind("Décision de C2S gratuite", c2s_free_decision, optional={"previous_ends_on": a_date}),
    "c2s_adhesion_received": Kind(
        "Adhésion à la C2S reçue, avec le moyen de paiement",
        c2s_adhesion_received,
        optional={"previous_ends_on": a_date},
    ),
    "c2s_end": Kind("Fin de la C2S", c2s_end),
    "c2s_renunciation_received": Kind("Renonciation à la C2S reçue", c2s_renunciation_received),
    "ame_deposit": Kind("Dépôt d'une demande d'AME", ame_deposit, optional={"care_on": a_date}),
    "ame_documents_requested": Kind("Documents demandés pour l'AME", ame_documents_requested),
    "ame_care_need_certified": Kind("Besoin de soins certifié pour l'AME", ame_care_need_certified),
    "residence_title_expired": Kind(
        "Fin du titre de séjour",
        residence_title_expired,
        required={"nationality": a_nationality},
        optional={"removal_order": a_boolean},
    ),
    "puma_closing_notice": Kind("Lettre qui annonce la fermeture des droits de base", puma_closing_notice),
    "eu_portability_requested": Kind("Droits demandés au pays d'origine", eu_portability_requested),
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
EXPECTED = {a_date: "une date AAAA-MM-JJ", a_nationality: "un code de pays ISO à deux lettres (FR, IT…)"}


def reckon(event: object, origin: str = "") -> Reckoning:
    """Read and check an event, and find its dates. Raises `SituationError`, preceded by ``origin``."""
    try:
        of = Reckoning(_read(event))
        KINDS[of.event["kind"]].reckon(of)
    except OverflowError:
        raise SituationError("date", f"date impossible {shown(of.day)}, trop loin pour compter", origin) from None
    except SituationError as error:
        raise (error.found_in(origin) if origin else error) from None
    return of


def deadlines(event: Mapping[str, object]) -> dict[str, object]:
    """The event, the dates that follow from it (ISO text, or None), and where they come from.

    ``sources`` gives for each date its legal texts, confidence, and the day from which its rule applies. Raises
    `SituationError`, a ``ValueError`` of one line of French naming the field.
    """
    return told(reckon(event))


def told(of: Reckoning) -> dict[str, object]:
    """What `deadlines` answers, of an event already reckoned."""
    given = {name: value.isoformat() if isinstance(value, date) else value for name, value in of.event.items()}
    dates = {each.name: each.day and each.day.isoformat() for each in of.dates}
    sources = {each.name: _source(each) for each in of.dates}
    notes = {"notes": of.notes} if of.notes else {}
    return {**given, **dates, "sources": sources, **notes, "law_version": law().version}


def _source(deadline: Deadline) -> dict[str, object]:
    return {
        "sources": list(deadline.sources),
        "confidence": deadline.confidence,
        "valid_from": max(figure.valid_from for figure in deadline.figures).isoformat(),
    }


def _read(event: object) -> dict[str, object]:
    if not isinstance(event, Mapping):
        raise SituationError("", f"attendu un événement (kind, date…), reçu {shown(event)}")
    if event.get("kind") is None:
        raise SituationError("kind", f"champ absent, attendu : {', '.join(KINDS)}")
    kind = KINDS[one_of(*KINDS)(event["kind"], "kind")]
    required = {"kind": a_text, "date": a_date, **kind.required}
    fields = read_fields(event, {"id": a_text, **required, **kind.optional}, "")
    for name, parser in required.items():
        if fields.get(name) is None:
            raise SituationError(name, f"champ absent, attendu {_expected(parser)}")
    return fields


def _expected(parser: Callable) -> str:
    return EXPECTED.get(parser) or ", ".join(parser.schema["enum"])


def read(text: str, name: str) -> Iterator[tuple[str, object]]:
    """The events of a file, each with its place (« cas.yaml, événement 2 »). Raises `SituationError`."""
    if not text.strip():
        raise SituationError("", "aucun événement, attendu une liste YAML ou JSON", name)
    for document in documents(text, name, item="événement"):
        if isinstance(document.content, SituationError):
            raise document.content
        if isinstance(document.content, list):
            for place, event in enumerate(document.content, 1):
                yield f"{document.origin}, événement {place}", event
        else:
            yield document.origin, document.content
