"""A referral read back: the same parts and the same words as the form that was filled."""

from allervers.domain.field_actions.origins import action_of
from allervers.domain.people.models import Language
from allervers.domain.referrals.codes import ActionEngaged, ConsentMode, ForgoneCare, ForgoneCause, Reason
from allervers.domain.referrals.models import Referral
from allervers.web.templatetags.design import day, phone


def sections(referral: Referral, *, to_detector: bool = True) -> list[dict]:
    """Parts with a title and rows for `design/summary_list.html`; the NIR is masked. The first is the person.

    It speaks to the detector (« vous »), or to the adviser who examines the referral.
    """
    parts = [
        ("La personne", _person(referral)),
        ("Pourquoi", _reasons(referral)),
        ("Déjà engagé", _already_done(referral)),
        ("Qui signale", _detector(referral)),
        ("Son accord", _consent(referral, to_detector)),
    ]
    return [{"title": title, "rows": [_row(*row) for row in rows]} for title, rows in parts]


def _row(label: str, value: str, missing: str = "Non renseigné") -> dict:
    return {"label": label, "value": value, "missing": missing}


def _listed(codes, choices, other: str = "") -> str:
    labels = [choices(code).label for code in codes]
    if other:
        labels[-1] = f"{labels[-1]} : {other}"  # « autre » is the last of every list
    return "\n".join(labels)


def _yes_no(value: bool) -> str:
    return "Oui" if value else "Non"


def _person(referral):
    language = referral.get_language_display()
    if referral.language == Language.OTHER and referral.language_note:
        language = referral.language_note
    rows = [
        ("Nom de naissance", referral.birth_name),
        ("Nom d’usage", referral.usage_name),
        ("Prénom", referral.first_name),
        ("Date de naissance", day(referral.birth_date)),
        ("Sexe", referral.get_sex_display()),
        ("Téléphone", phone(referral.phone)),
        ("Adresse électronique", referral.email),
        ("Adresse postale", referral.postal_address),
        ("Langue parlée", language),
        ("Interprète", "Nécessaire" if referral.interpreter_needed else "Non demandé"),
        ("Caisse", str(referral.fund)),
    ]
    if referral.nir_encrypted:
        rows.insert(5, ("Numéro de sécurité sociale", referral.nir_masked))
    return rows


def _reasons(referral):
    rows = [("Cadre", _listed(referral.reasons, Reason))]
    if action := action_of(referral):
        rows.append(("Rencontrée lors d’une action", f"{action}, {action.place}" if action.place else str(action)))
    if referral.concerns_forgone_care:
        rows += [
            ("Soins non réalisés", _listed(referral.forgone_care, ForgoneCare, referral.forgone_care_other)),
            ("Depuis", referral.get_forgone_since_display(), "Ne sait pas"),
            ("Causes", _listed(referral.forgone_causes, ForgoneCause, referral.forgone_causes_other)),
        ]
    return [*rows, ("Urgence partenaire", referral.urgent_reason if referral.urgent else "Non")]


def _already_done(referral):
    return [
        ("Actions", _listed(referral.actions_engaged, ActionEngaged, referral.actions_engaged_other), "Aucune"),
        ("Utile à savoir", referral.note, "Rien de plus"),
    ]


def _detector(referral):
    return [
        ("Nom", referral.detector_name),
        ("Service ou structure", referral.detector_service),
        ("Catégorie", f"{referral.get_detector_family_display()}, {referral.detector_category_label}"),
        ("Adresse électronique", referral.detector_email),
        ("Téléphone", phone(referral.detector_phone)),
    ]


def _consent(referral, to_detector):
    given = {ConsentMode.SIGNED: "Formulaire signé", ConsentMode.REMOTE: "Donné à distance"}
    return [
        ("Accord", f"{given[referral.consent_mode]}, le {day(referral.consent_on)}"),
        (
            "Vous informer des suites" if to_detector else "Informer le détecteur des suites",
            _yes_no(referral.feedback_consent),
        ),
        ("Opposition aux études", _yes_no(referral.studies_opposed)),
    ]
