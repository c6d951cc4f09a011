"""What of each table of persons is in the copy that a person is given, and why not where it is not.

A table that comes must stand here: a test reads the list of all of them. Left out everywhere: who works for the fund by
name (their role and their body are told), keyed digests and search keys, and free texts that somebody else wrote of the
person (decision 0111): they may speak of others, so the officer reads them before they are given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Model, QuerySet

from ..coverage.codes import GapKind
from ..coverage.remedies import REMEDIES
from ..outbox.models import Message
from ..outbox.pieces import shown
from ..people.models import Person
from ..privacy.journal import PROTECTED

NOTES = "texte écrit par quelqu’un d’autre : il peut parler d’autres personnes"
OTHERS = "il parle d’autres personnes"


@dataclass(frozen=True)
class Told:
    """Rows of a table that are in the copy: those that `path` leads from to the person.

    `without`: fields that are not, each with its reason. `told`: what is computed of a row in place of a field, or
    beside them, by French name. `narrowed`: rows of the person that are not told.
    """

    title: str
    path: str
    without: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, tuple[str, Callable]] = field(default_factory=dict)
    narrowed: Callable[[QuerySet], QuerySet] = lambda rows: rows
    with_: tuple[str, ...] = ()


def own_part(situation: Mapping | None) -> dict | None:
    """Of a situation, what is said of the applicant and of the household as a whole; nothing of its other members."""
    if not situation:
        return None
    whole = {name: value for name, value in situation.items() if not isinstance(value, list | dict)}
    mine = [one for one in situation.get("persons", ()) if one.get("role") == "applicant"]
    return {**whole, "persons": mine}


def _message(message: Message) -> str:
    return shown(message)


_OF_FILE = "file__person"
_OF_ACCOMPANIMENT = "accompaniment__person"
_OF_REFERRAL = "referral__accompaniment__person"

TOLD: dict[str, Told] = {
    # --- Who the person is
    "people_person": Told(
        "Identité et coordonnées",
        "pk",
        without={"protected_since": "dit de vive voix"},
        told={"nir": ("numéro de sécurité sociale", lambda person: person.nir_in_clear)},
    ),
    "consents_consentchange": Told("Accords et oppositions : changements", "person"),
    "outbox_opposition": Told("Messages refusés", "person"),
    "outbox_message": Told(
        "Messages envoyés",
        "person",
        without={"cause": "référence interne"},
        told={"text": ("texte", _message)},
    ),
    # --- Reported and accompanied
    "referrals_referral": Told(
        "Signalements",
        "accompaniment__person",
        without={
            **dict.fromkeys(("detector_name", "detector_email", "detector_phone"), OTHERS),
            **dict.fromkeys(("note", "urgent_reason"), NOTES),
        },
    ),
    "accompaniment_accompaniment": Told(
        "Accompagnements", "person", without=dict.fromkeys(("closure_note", "pause_why"), NOTES)
    ),
    "accompaniment_contact": Told("Contacts avec vous", _OF_REFERRAL, without={"note": NOTES}),
    "accompaniment_action": Told("Actions", _OF_ACCOMPANIMENT, without=dict.fromkeys(("note", "result"), NOTES)),
    "accompaniment_note": Told(
        "Ce que vous avez dit de vos besoins et de vos objectifs",
        _OF_ACCOMPANIMENT,
        narrowed=lambda rows: rows.exclude(kind="note"),
    ),
    "accompaniment_rightscheck": Told(
        "Vérifications d’un droit",
        _OF_ACCOMPANIMENT,
        without={"answer": "le calcul parle de tout le foyer"},
        told={"situation": ("situation", lambda check: own_part(check.situation))},
    ),
    "detections_detection": Told(
        "Repérages dans les listes de la caisse", _OF_REFERRAL, without={"set_aside_note": NOTES}
    ),
    "detections_detectionreason": Told("Motifs de ces repérages", "detection__referral__accompaniment__person"),
    "detections_detectioncall": Told("Appels après un repérage", "detection__referral__accompaniment__person"),
    "field_actions_actionreferral": Told(
        "Actions de la caisse où vous avez été rencontré",
        _OF_REFERRAL,
        told={"action": ("action", lambda row: str(row.action))},
        with_=("action",),
    ),
    "appointments_appointment": Told(
        "Rendez-vous",
        "person",
        without={"why": NOTES, "slot": "référence interne"},
        told={"place": ("lieu", lambda met: met.opening.place.name)},
        with_=("opening__place",),
    ),
    "appointments_suspension": Told("Rendez-vous suspendus", "person"),
    "appointments_waiting": Told(
        "Attente d’un rendez-vous", "person", told={"place": ("lieu", lambda row: row.place.name)}, with_=("place",)
    ),
    "appointments_personlink": Told("Codes donnés pour un rendez-vous", "appointment__person"),
    # --- Rights
    "coverage_coverageperiod": Told("Droits connus", "person"),
    "coverage_coveragestatement": Told("Droits : ce que chaque source a dit", "person"),
    "coverage_endedright": Told("Droits terminés", "person"),
    "coverage_gapline": Told(
        "Droits à renouveler ou à surveiller",
        "person",
        without={"note": NOTES, "cause": "référence interne"},
        told={
            "kind": ("ce qui peut arriver", lambda line: GapKind(line.kind).label),
            "remedies": ("ce qu’il faut faire", lambda line: [REMEDIES[code].label for code in line.remedies]),
        },
    ),
    "coverage_knowncircumstance": Told("Situations connues", "person"),
    "coverage_monthlyresource": Told("Ressources connues", "person"),
    "coverage_otherbenefit": Told("Prestations connues", "person"),
    "coverage_reliance": Told(
        "Ce qui a été décidé d’après ces droits", "person", without={"reference": "référence interne"}
    ),
    "rights_files_rightsfile": Told(
        "Demandes de droits",
        "person",
        without={"helper_name": OTHERS, "details": OTHERS, "deposit_digest": "empreinte technique"},
        told={"situation": ("situation", lambda file: own_part(file.situation))},
    ),
    "rights_files_step": Told("Étapes de vos demandes", _OF_FILE, without={"why": NOTES, "asked_digest": "empreinte"}),
    "rights_files_decision": Told(
        "Décisions",
        _OF_FILE,
        without={"answer": "le calcul parle de tout le foyer"},
        told={"situation": ("situation", lambda decision: own_part(decision.situation))},
    ),
    "rights_files_requiredpaper": Told("Papiers à fournir", _OF_FILE, without={"of_person": OTHERS}),
    "rights_files_papersrequest": Told("Demandes de papiers", _OF_FILE),
    "rights_files_suppliedpaper": Told(
        "Papiers reçus", _OF_FILE, told={"label": ("papier", lambda paper: paper.required.label)}, with_=("required",)
    ),
    "rights_files_letter": Told("Lettres", _OF_FILE, without={"cause": "référence interne"}),
    "rights_files_sending": Told("Envoi des lettres", _OF_FILE),
    "rights_files_control": Told("Contrôles d’un droit", _OF_FILE),
    "rights_files_appeal": Told("Contestations", _OF_FILE),
    "rights_files_personword": Told("Messages que vous avez écrits", _OF_FILE),
    "rights_files_personlink": Told("Codes donnés pour votre page", _OF_FILE),
    # --- Who read
    "privacy_reading": Told(
        "Consultations de votre dossier", "person_id", narrowed=lambda rows: rows.exclude(what=PROTECTED)
    ),
    "social_service_socialservicecontact": Told("Contacts avec le service social", "person"),
    "access_requests_accessrequest": Told("Demandes d’accès à vos données", "person"),
}

_SOCIAL = (
    "Le service social garde ses dossiers fermés au reste de la caisse, et leurs notes scellées : personne ici ne les "
    "lit. Demandez-les au service social."
)
_AID = (
    "Le service des aides financières garde ses dossiers fermés au reste de la caisse. Demandez-les à ce service ; ses "
    "décisions vous ont été envoyées par lettre."
)
_REFUSALS = "Le service des refus de soins garde ses dossiers fermés au reste de la caisse. Demandez-les à ce service."
_NUMBERS = "Des nombres, sans personne."
_DESK = "Lieux et horaires de la caisse, qui ne parlent de personne."
_BETWEEN_BODIES = "Les conventions de la caisse avec d’autres organismes, qui ne parlent de personne."
_PROGRAMME = (
    "Ce que vous avez répondu à un programme de toute la population, ou ce qu’il vous a envoyé : il connaît des "
    "numéros, sans votre nom. Votre reçu, votre espace ou l’envoi vous le dit."
)
_CAMPAIGN = (
    "Un numéro du système de la caisse, sans nom : aucun lien ne mène d’ici à vous. Demandez-le au service qui envoie."
)
_NO_LINK = "Un numéro d’une liste de la caisse : aucun lien ne mène d’ici à vous."
_PROTECTED = (
    "Ce qui protège une personne en danger ne s’écrit pas dans un fichier : la personne chargée de la protection des "
    "données le dit de vive voix."
)
_IMPORT = "La trace d’un fichier reçu : ce qu’il a apporté est dit plus haut."
_HISTORY = (
    "L’historique des modifications répète les valeurs dites plus haut, telles qu’elles étaient avant. Demandez-le à "
    "la personne chargée de la protection des données."
)

NOT_TOLD: dict[str, str] = {
    **dict.fromkeys(
        [
            f"social_service_socialservice{name}"
            for name in (
                *("referral", "queue", "file", "interview", "step", "note", "notekey", "key", "access", "share"),
                *("group", "participant"),
            )
        ],
        _SOCIAL,
    ),
    **dict.fromkeys(
        [
            f"financial_aid_financialaid{name}"
            for name in (
                *("request", "funder", "paper", "agendaline", "vote", "decision", "ratification", "letter", "payee"),
                *("payment", "effect", "link"),
            )
        ],
        _AID,
    ),
    **dict.fromkeys(
        [f"financial_aid_financialaid{name}" for name in ("budget", "movement", "batch", "session", "seat")], _NUMBERS
    ),
    **dict.fromkeys(
        [
            f"care_refusals_carerefusal{name}"
            for name in ("", "answer", "consent", "evidence", "link", "sending", "step")
        ],
        _REFUSALS,
    ),
    "care_refusals_carerefusalreturn": _NUMBERS,
    "field_actions_fieldaction": _NUMBERS,
    **dict.fromkeys(["partners_agreement", "partners_agreementyear"], _BETWEEN_BODIES),
    **dict.fromkeys(["surveys_survey", "surveys_fundanswer"], _BETWEEN_BODIES),
    **dict.fromkeys([f"directory_{name}" for name in ("structure", "pair", "acquaintance")], _BETWEEN_BODIES),
    **dict.fromkeys(["protection_protection", "protection_keeper", "protection_protectedreading"], _PROTECTED),
    "protection_sealedcontact": _PROTECTED,
    **dict.fromkeys([f"campaigns_{n}" for n in ("campaign", "member", "sending", "outcome", "letterbatch")], _CAMPAIGN),
    **dict.fromkeys([f"programmes_{n}" for n in ("enrolment", "programmeanswer", "parcel", "voucher")], _PROGRAMME),
    "programmes_programmecount": _NUMBERS,
    "outbox_stoppedaddress": "L’empreinte d’un numéro de personne que la caisse ne connaisse.",
    "detections_listedidentity": _NO_LINK,
    **dict.fromkeys([f"appointments_{name}" for name in ("place", "room", "opening", "calendarfeed")], _DESK),
    "accompaniment_absence": "Les congés d’un agent.",
    "accompaniment_handover": "Une proposition d’un agent à un autre. Qui vous accompagne est dit plus haut.",
    "coverage_liveswith": "Avec qui vous vivez : ces lignes disent l’identité d’autres personnes.",
    "rights_files_letterbatch": _NUMBERS,
    "rights_files_requestedpaper": "Quels papiers ont été demandés ensemble : chacun est dit plus haut.",
    "documents_document": "Le contenu des papiers que vous avez envoyés : demandez-en une copie à la caisse.",
    **dict.fromkeys(["imports_fileimport", "imports_fileimporttakenback", "imports_importedrow"], _IMPORT),
    "privacy_erasure": _NUMBERS,
    "access_requests_accesscopy": "Cette copie elle-même.",
    **dict.fromkeys(
        [f"figures_{name}" for name in ("countedmonth", "changedmonth", "keptedition", "importedfact")], _NUMBERS
    ),
    **dict.fromkeys(["figures_caseworkimport", "figures_importtakenback"], _NUMBERS),
}

# Of tables that say nothing of the person who reads the copy.
OF_NOBODY = {_NUMBERS, _DESK, _IMPORT, _BETWEEN_BODIES} | {
    NOT_TOLD[table] for table in ("accompaniment_absence", "outbox_stoppedaddress", "access_requests_accesscopy")
}


def why_not(model: type[Model]) -> str:
    """Why rows of this table are not in the copy; empty where they are."""
    if model._meta.db_table in TOLD:
        return ""
    if hasattr(model, "pgh_tracked_model"):
        return _HISTORY
    if model._meta.app_label == "figures":
        return _NUMBERS
    return NOT_TOLD[model._meta.db_table]


def rows_of(person: Person, table: str) -> QuerySet:
    """The rows of a table that are the person's, as the database shows them to the context."""
    told = TOLD[table]
    model = next(each for each in apps.get_models() if each._meta.db_table == table)
    rows = model.objects.filter(**{told.path: person.pk}).select_related(*told.with_)
    return told.narrowed(rows)
