"""Who may do what: one table, read by the screens, the documentation and the tests.

A permission says what a *role* may ask for. Which *files* it is asked for is decided by the database
(row-level security: the file's owner or its handler), never by the role.
"""

from django.db.models import TextChoices


class Role(TextChoices):
    INTERNAL_DETECTOR = "internal_detector", "Détecteur interne (accueil, téléphone, service médical…)"
    PARTNER = "partner", "Partenaire"
    HEALTH_PROFESSIONAL = "health_professional", "Professionnel de santé"
    ADVISER = "adviser", "Conseiller de la Mission accompagnement santé"
    RIGHTS_OFFICER = "rights_officer", "Gestionnaire de droits"
    HANDLING_BODY_OFFICER = "handling_body_officer", "Agent d'un organisme qui traite pour une caisse"
    MANAGER = "manager", "Responsable de la Mission accompagnement santé"
    PARTNERSHIP_OFFICER = "partnership_officer", "Chargé de partenariats"
    CAMPAIGN_SENDER = "campaign_sender", "Chargé de contacts sortants"
    SOCIAL_SERVICE_DESK = "social_service_desk", "Premier niveau du service social"
    SOCIAL_WORKER = "social_worker", "Assistant de service social"
    AID_COMMISSION_MEMBER = "aid_commission_member", "Membre de la commission d'action sociale"
    MEDIATOR = "mediator", "Médiateur"
    NATIONAL_ANALYST = "national_analyst", "Analyste national"
    ADMINISTRATOR = "administrator", "Administrateur"
    DATA_PROTECTION_OFFICER = "data_protection_officer", "Délégué à la protection des données"


class Permission(TextChoices):
    SEE_DAY = "see_day", "Voir sa journée : ce qui est à faire, à rappeler, ce qui a bougé"
    REFER = "refer", "Signaler une personne et suivre ses propres signalements"
    TRIAGE = "triage", "Voir les saisines à examiner, les accepter ou les clore"
    SEE_PERSON = "see_person", "Chercher une personne et ouvrir sa page"
    ACCOMPANY = "accompany", "Accompagner : contacts, actions, vérification C2S, clôture"
    NATIONAL_FIGURES = "national_figures", "Voir les chiffres nationaux"
    DEPOSIT_FILE = "deposit_file", "Déposer un dossier de droits pour une personne et le suivre"
    SEE_FILE = "see_file", "Ouvrir un dossier de droits"
    EXAMINE_FILE = "examine_file", "Examiner les dossiers de droits, demander des documents, décider"
    USE_API = "use_api", "Créer des jetons pour qu’un programme agisse au nom du compte"
    SEE_PRIVACY = "see_privacy", "Voir le journal des consultations et les effacements à venir"
    MANAGE_ACCOUNTS = "manage_accounts", "Créer et fermer les comptes de son organisme"
    SEE_ACCOUNT_CHANGES = "see_account_changes", "Voir ce qui a été fait aux comptes de son organisme, et par qui"


ALLOWED: dict[str, frozenset[Role]] = {
    Permission.SEE_DAY: frozenset(
        {
            *(Role.ADVISER, Role.MANAGER, Role.RIGHTS_OFFICER, Role.HANDLING_BODY_OFFICER),
            *(Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER),
        }
    ),
    Permission.REFER: frozenset(
        {
            Role.INTERNAL_DETECTOR,
            Role.PARTNER,
            Role.HEALTH_PROFESSIONAL,
            Role.ADVISER,
            Role.RIGHTS_OFFICER,
            Role.MANAGER,
            Role.SOCIAL_SERVICE_DESK,
            Role.SOCIAL_WORKER,
            Role.MEDIATOR,
        }
    ),
    Permission.TRIAGE: frozenset({Role.ADVISER, Role.MANAGER}),
    Permission.SEE_PERSON: frozenset(
        {
            Role.ADVISER,
            Role.RIGHTS_OFFICER,
            Role.HANDLING_BODY_OFFICER,
            Role.MANAGER,
            Role.SOCIAL_SERVICE_DESK,
            Role.SOCIAL_WORKER,
            Role.DATA_PROTECTION_OFFICER,
        }
    ),
    Permission.ACCOMPANY: frozenset(
        {Role.ADVISER, Role.MANAGER, Role.HANDLING_BODY_OFFICER, Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER}
    ),
    Permission.NATIONAL_FIGURES: frozenset({Role.NATIONAL_ANALYST}),
    Permission.DEPOSIT_FILE: frozenset(
        {Role.PARTNER, Role.INTERNAL_DETECTOR, Role.ADVISER, Role.RIGHTS_OFFICER, Role.SOCIAL_WORKER}
    ),
    Permission.SEE_FILE: frozenset(
        {
            *(Role.PARTNER, Role.INTERNAL_DETECTOR, Role.ADVISER, Role.RIGHTS_OFFICER, Role.SOCIAL_WORKER),
            *(Role.HANDLING_BODY_OFFICER, Role.MANAGER),
        }
    ),
    Permission.EXAMINE_FILE: frozenset({Role.RIGHTS_OFFICER, Role.HANDLING_BODY_OFFICER}),
    Permission.USE_API: frozenset(
        {
            Role.MANAGER,
            Role.PARTNERSHIP_OFFICER,
            Role.NATIONAL_ANALYST,
            Role.PARTNER,
            Role.RIGHTS_OFFICER,
            Role.HANDLING_BODY_OFFICER,
        }
    ),
    Permission.SEE_PRIVACY: frozenset({Role.DATA_PROTECTION_OFFICER}),
    Permission.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
    Permission.SEE_ACCOUNT_CHANGES: frozenset({Role.MANAGER, Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR}),
}


class OwnPermission(str):
    """A permission that a domain declares beside its nouns (`declare`); used as those of `Permission` are."""

    label: str

    __slots__ = ("label",)


OPENS_FILES: set[Permission | OwnPermission] = {Permission.SEE_PERSON, Permission.TRIAGE, Permission.ACCOMPANY}
"""Those that show who somebody is: accounts that have one of them are watched (`changes`)."""


def declare(code: str, label: str, *roles: Role, opens_files: bool = False) -> OwnPermission:
    """Enter a permission of a domain into the table, from its `permissions.py`, found when applications are loaded.

    `label` is what it opens, in French; `opens_files`: it shows who somebody is. A code is declared once: it stands in
    documents and in the trail.
    """
    if code in ALLOWED:
        raise ValueError(f"the permission {code!r} is declared twice")
    permission = OwnPermission(code)
    permission.label = label
    ALLOWED[permission] = frozenset(roles)
    if opens_files:
        OPENS_FILES.add(permission)
    return permission


def known() -> list[Permission | OwnPermission]:
    """Every permission, those of this file first, then those that domains declare, by code: in which order domains are
    loaded tells nobody anything."""
    return [*Permission, *sorted(each for each in ALLOWED if isinstance(each, OwnPermission))]


def may(user, permission: Permission | OwnPermission) -> bool:
    """A signed-in, active account may do what the table gives to its role; nobody else may do anything."""
    return bool(user.is_authenticated and user.is_active and user.role in ALLOWED[permission])
