"""Inactive nationals of the EU, the EEA and Switzerland: who examines the request for base rights.

The status says competence, not the right itself: whether rights are open is the answer of ``puma``, and of ``ame`` when
resources are not sufficient.
"""

from allervers.law.expression import all_of, any_of, case, of_applicant
from allervers.law.rules import Note, Right, Told, household, person, rule, rules_of

MEETING_2020 = "Assurance Maladie, réunion partenaires du 14 octobre 2020"
MEETING_2025 = "Assurance Maladie, réunion partenaires du 8 avril 2025"


@rule(household, source="L160-1 CSS ; ordonnance 96-1122 du 20 décembre 1996 (Mayotte)")
def eu_inactive_in_territory(territory):
    """La procédure s'applique dans ce territoire."""
    return territory != "mayotte"


@rule(person, source=(MEETING_2020, MEETING_2025))
def is_inactive(
    works_in_france,
    is_student,
    is_pensioner,
    keeps_worker_status,
    in_child_welfare,
    in_judicial_protection,
    puma_in_prison,
):
    """Inactif.

    Ni pensionné, ni étudiant, ni travailleur, ni ancien travailleur qui en garde la qualité ; un jeune confié relève de
    l'aide sociale à l'enfance, une personne écrouée du régime général.
    """
    return ~any_of(
        works_in_france,
        is_student,
        is_pensioner,
        in_child_welfare,
        in_judicial_protection,
        keeps_worker_status,
        puma_in_prison,
    )


@rule(person, source=(MEETING_2020, MEETING_2025))
def is_inactive_european(eu_inactive_in_territory, under_european_rules, is_inactive):
    """Européen inactif.

    La nationalité du demandeur décide, non le pays d'où il vient ni la nationalité de sa famille.
    """
    return all_of(eu_inactive_in_territory, under_european_rules, is_inactive)


@rule(
    household,
    source=(MEETING_2020, MEETING_2025),
    unit="text",
    words={
        "competent": "demande d'Européen inactif",
        "not_competent": "ne relève pas de la procédure des Européens inactifs",
    },
)
def eu_inactive_status(is_inactive_european):
    """Procédure des Européens inactifs."""
    return case((of_applicant(is_inactive_european), "competent"), otherwise="not_competent")


@rule(person, source=MEETING_2020)
def has_rights_left_elsewhere(ceam, s1, portability_answered, rights_elsewhere):
    """Carte européenne, S1 ou droits non épuisés dans le pays d'origine."""
    return any_of(ceam, s1, portability_answered & rights_elsewhere)


@rule(
    household,
    source=(MEETING_2020, MEETING_2025),
    unit="text",
    words={"creic": "CREIC (centre des ressortissants européens inactifs)", "fund": "caisse de résidence"},
)
def eu_inactive_handler(eu_card_holders_to_creic, has_rights_left_elsewhere):
    """Organisme qui instruit.

    Le CREIC ; en 2020, la caisse de résidence pour le titulaire d'une carte européenne ou de droits non épuisés.
    """
    elsewhere = of_applicant(has_rights_left_elsewhere)
    return case((eu_card_holders_to_creic, "creic"), (elsewhere, "fund"), otherwise="creic")


@rule(household, source=MEETING_2025)
def eu_inactive_competent(eu_inactive_status):
    """Le demandeur est un Européen inactif."""
    return eu_inactive_status == "competent"


@rule(
    household,
    source=(MEETING_2020, MEETING_2025),
    unit="text",
    words={
        "inactive_european": "Ressortissant européen ni pensionné, ni étudiant, ni travailleur.",
        "not_in_territory": "Mayotte a son propre régime : s'adresser à la caisse de sécurité sociale de Mayotte.",
        "french": "Français : la caisse de résidence examine les droits de base.",
        "not_european_family": "Membre non européen de la famille d'un Européen : il ne relève pas du CREIC ; sa "
        "caisse applique les conditions de séjour du citoyen européen.",
        "not_european": "La nationalité du demandeur décide : un autre étranger relève des règles ordinaires de sa "
        "caisse, même avec un titre délivré par un pays européen.",
        "works": "Travaille en France : droits de base à ce titre, par sa caisse.",
        "student": "Étudiant : n'est pas un inactif, sa caisse examine ses droits.",
        "pensioner": "Pensionné : n'est pas un inactif, la caisse de résidence examine ses droits.",
        "keeps_worker_status": "Garde la qualité de travailleur : n'est pas un inactif, sa caisse examine ses droits.",
        "child_welfare": "Confié à l'aide sociale à l'enfance ou à la justice : sa caisse ouvre ses droits.",
        "prison": "Écroué : la caisse de l'établissement ouvre ses droits au régime général.",
    },
)
def eu_inactive_basis(
    is_inactive_european,
    eu_inactive_in_territory,
    nationality,
    under_european_rules,
    joined_insured,
    works_in_france,
    is_student,
    is_pensioner,
    in_child_welfare,
    in_judicial_protection,
    puma_in_prison,
):
    """Motif."""
    return of_applicant(
        case(
            (is_inactive_european, "inactive_european"),
            (~eu_inactive_in_territory, "not_in_territory"),
            (nationality == "french", "french"),
            (~under_european_rules & (joined_insured == "eu_citizen"), "not_european_family"),
            (~under_european_rules, "not_european"),
            (works_in_france, "works"),
            (is_student, "student"),
            (is_pensioner, "pensioner"),
            (in_child_welfare | in_judicial_protection, "child_welfare"),
            (puma_in_prison, "prison"),
            otherwise="keeps_worker_status",
        )
    )


# --- when a note is told --------------------------------------------------------------------------------------------


@rule(household, source=MEETING_2020)
def eu_inactive_without_resources(is_inactive_european, european_may_reside):
    """Européen inactif sans droit au séjour."""
    return of_applicant(is_inactive_european & ~european_may_reside)


@rule(household, source=MEETING_2025)
def eu_inactive_joins_insured(is_inactive_european, joins):
    """Européen inactif qui rejoint un assuré."""
    return of_applicant(is_inactive_european & (joins != "nobody"))


@rule(household, source=MEETING_2025)
def eu_inactive_without_certificate(is_inactive_european, end_of_rights_certificate, portability_answered):
    """Européen inactif sans attestation de fin de droits."""
    return of_applicant(all_of(is_inactive_european, ~end_of_rights_certificate, ~portability_answered))


@rule(household, source=MEETING_2025)
def eu_inactive_letter_no_longer_counts(eu_inactive_without_certificate, eu_written_statement_accepted):
    """Une déclaration sur l'honneur ne compte pas."""
    return eu_inactive_without_certificate & ~eu_written_statement_accepted


RIGHT = Right(
    name="eu_inactive",
    label="Européens inactifs (CREIC)",
    rules=rules_of(globals()),
    status=eu_inactive_status,
    amounts={},
    judges_applicant=True,
    basis=eu_inactive_basis,
    values={"handled_by": Told(eu_inactive_handler, when=eu_inactive_competent)},
    asks_for=(eu_inactive_status,),
    notes=(
        "La réponse dit qui instruit la demande ; l'ouverture des droits est jugée avec la PUMa, et l'AME à défaut.",
        Note(
            "Les ressources du foyer ne sont pas jugées suffisantes : les droits de base seront refusés, l'AME est à "
            "examiner. La loi connaît d'autres droits au séjour : famille d'un Européen qui travaille ou a des "
            "ressources "
            "(L233-1 4° CESEDA), enfants scolarisés et parent qui en a la garde (R233-10), qualité de travailleur "
            "gardée (R233-7), séjour permanent avant cinq ans de qui a cessé de travailler en France pour sa retraite "
            "ou une incapacité (R234-4) ; et un montant plus bas n'est pas un refus automatique (R233-1).",
            when=eu_inactive_without_resources,
        ),
        Note(
            "Sur le téléservice, l'assuré rejoint se déclare dans la partie « personne hébergeant » ; ses ressources "
            "comptent, quelle que soit sa nationalité.",
            when=eu_inactive_joins_insured,
        ),
        Note(
            "À défaut d'attestation de fin de droits, la personne l'explique dans une lettre jointe au dossier.",
            when=eu_inactive_without_certificate,
            figure="eu_written_statement_accepted",
        ),
        Note(
            "Une déclaration sur l'honneur ne compte pas : sans attestation de fin de droits, le pays d'origine est "
            "interrogé, et son silence pendant {} vaut absence de droits.",
            when=eu_inactive_letter_no_longer_counts,
            figure="eu_portability_silence",
        ),
    ),
)
