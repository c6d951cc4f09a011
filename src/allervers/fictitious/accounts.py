"""The organisations and accounts of the demonstration: one account per role, in the order of the thread."""

import time
from dataclasses import dataclass

import pyotp
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Q

from allervers.domain.credentials.models import Application
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.encryption import decrypt, encrypt
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.roles import Role

from .names import MAIL_DOMAIN, email

PREFIX = "demo-"
# The account that tries the second factor; its key opens nothing but a demonstration, and is told there.
WITH_SECOND_FACTOR = "administrateur-code"
SECOND_FACTOR_KEY = "ALLERVERSFICTIFALLERVERSFICTIFAA"
FUND, OTHER_FUND = "demo-cpam", "demo-cpam-2"
CREIC, SOCIAL_SERVICE = "demo-creic", "demo-service-social"

# code: (name, kind, detector category)
ORGANISATIONS = {
    FUND: ("CPAM de Valfleury (fictive)", "fund", ""),
    OTHER_FUND: ("CPAM de Montclair (fictive)", "fund", ""),
    "demo-ccas": ("CCAS de Valfleury (fictif)", "partner", "ccas"),
    "demo-hopital": ("Hôpital de Valfleury (fictif)", "partner", "hospital"),
    "demo-cabinet": ("Cabinet médical de Valfleury (fictif)", "health_professional", "general_practitioner"),
    CREIC: ("CREIC (fictif)", "handling_body", ""),
    SOCIAL_SERVICE: ("Service social de la Carsat (fictif)", "handling_body", ""),
    "demo-national": ("Assurance Maladie, vue nationale (fictive)", "national", ""),
}


@dataclass(frozen=True)
class Account:
    """Somebody to sign in as. `hint` says what can be tried; `detector_category` is for those inside a fund."""

    username: str
    role: Role
    organisation: str
    first_name: str
    last_name: str
    hint: str
    detector_category: str = ""


ACCOUNTS = (
    Account(
        *("partenaire", Role.PARTNER, "demo-ccas", "Anne-Sophie", "Exemple"),
        "Signalez une personne en difficulté, puis suivez vos signalements.",
    ),
    Account(
        *("partenaire-hopital", Role.PARTNER, "demo-hopital", "Loïc", "Fictif"),
        "Le même formulaire, avec le numéro de sécurité sociale : un hôpital a le droit de le saisir.",
    ),
    Account(
        *("hopital-api", Role.PARTNER, "demo-hopital", "Programme", "Fictif"),
        "Le compte du programme d’un hôpital, qui dépose des dossiers de droits : créez-lui un jeton.",
    ),
    Account(
        *("medecin", Role.HEALTH_PROFESSIONAL, "demo-cabinet", "Héloïse", "Hypothèse"),
        "Signalez un patient qui renonce à des soins.",
    ),
    Account(
        *("accueil", Role.INTERNAL_DETECTOR, FUND, "Théo", "Modèle"),
        "Au guichet, avec l’assuré devant vous : un signalement en deux étapes.",
        "reception",
    ),
    Account(
        *("conseiller", Role.ADVISER, FUND, "Noémie", "Témoin"),
        "Examinez les saisines, les urgentes d’abord ; accompagnez une personne jusqu’à la clôture.",
        "other_services",
    ),
    Account(
        *("responsable", Role.MANAGER, FUND, "Jean-Noël", "Spécimen"),
        "Suivez les chiffres de la caisse : ils bougent à chaque clôture.",
        "other_services",
    ),
    Account(
        *("national", Role.NATIONAL_ANALYST, "demo-national", "Éléonore", "Chimère"),
        "Voyez les chiffres de toutes les caisses, et le dossier de personne.",
    ),
    Account(
        *("protection-donnees", Role.DATA_PROTECTION_OFFICER, FUND, "Gaël", "Discret"),
        "Voyez qui a ouvert quelle page, et les prochains effacements.",
    ),
    Account(
        *("creic", Role.HANDLING_BODY_OFFICER, CREIC, "Inès", "Imaginaire"),
        "Ouvrez le dossier que la caisse vous a confié, et examinez les dossiers d’Européens inactifs.",
    ),
    Account(
        *("accueil-social", Role.SOCIAL_SERVICE_DESK, SOCIAL_SERVICE, "Cédric", "Brouillon"),
        "Examinez les demandes faites au service social : connue ou non, informer, orienter, donner un rendez-vous.",
        "social_service",
    ),
    Account(
        *("assistante-sociale", Role.SOCIAL_WORKER, SOCIAL_SERVICE, "Solène", "Légende"),
        "Ouvrez vos dossiers : la caisse n’en voit rien, sinon le jour d’un contact.",
        "social_service",
    ),
    Account(
        *("conseiller-montclair", Role.ADVISER, OTHER_FUND, "Rémi", "D'Ailleurs"),
        "Conseiller d’une autre caisse : il ne voit aucun dossier de Valfleury.",
        "other_services",
    ),
    Account(
        *("gestionnaire", Role.RIGHTS_OFFICER, FUND, "Aïcha", "Maquette"),
        "Examinez les dossiers de droits, les plus pressés d’abord : documents, décision, courrier.",
        "other_services",
    ),
    Account(
        *("mediatrice", Role.MEDIATOR, FUND, "Cécile", "L'Imaginée"),
        "Ouvrez les refus de soins : qui apprendra quoi, et ce qu’il reste à faire avant quel jour.",
        "other_services",
    ),
    Account(
        *("partenariats", Role.PARTNERSHIP_OFFICER, FUND, "Mehdi", "Figurant"),
        "Voyez quels partenaires signalent, et ce que cela donne.",
    ),
    Account(
        *("administratrice", Role.ADMINISTRATOR, FUND, "Agnès", "Prétendue"),
        "Créez un compte, fermez-en un autre.",
    ),
    Account(
        *(WITH_SECOND_FACTOR, Role.ADMINISTRATOR, FUND, "Björn", "Prudence"),
        "Connexion en deux temps : après le mot de passe, un code, donné sur la page.",
    ),
    Account(
        *("contacts-sortants", Role.CAMPAIGN_SENDER, FUND, "Kévin", "Mirage"),
        "Préparez une campagne, relisez dix messages, lisez ce que la précédente a changé.",
    ),
    Account(
        *("commission", Role.AID_COMMISSION_MEMBER, FUND, "Thérèse", "Utopie"),
        "Ouvrez la prochaine séance : des aides à décider, sans un seul nom.",
        "other_services",
    ),
)


def demo_accounts() -> list[dict[str, str]]:
    """What the sign-in page of a demonstration proposes: the accounts that are open, in the order of the thread."""
    known = [account.username for account in ACCOUNTS]
    there = {
        account.username: account
        for account in User.objects.filter(
            username__in=known, organisation__code__startswith=PREFIX, is_active=True
        ).select_related("organisation")
    }
    return [
        {
            "username": account.username,
            "role_label": there[account.username].get_role_display(),
            "hint": f"{there[account.username].organisation} — {account.hint}",
        }
        for account in ACCOUNTS
        if account.username in there
    ]


# A locality that does not exist, and the number that calls no fund in particular.
_CONTACT = {"postal_address": "1 PLACE DES EXEMPLES\n99001 VALFLEURY", "phone": "36 46"}


def create_organisations() -> dict[str, Organisation]:
    """The organisations, by code; detectors report to the first fund."""
    made = {}
    for code, (name, kind, category) in ORGANISATIONS.items():
        local_fund = made[FUND] if category else None
        contact = _CONTACT if kind in ("fund", "handling_body") else {}
        made[code] = Organisation.objects.create(
            code=code, name=name, kind=kind, category=category, local_fund=local_fund, **contact
        )
    return made


def create_accounts(organisations: dict[str, Organisation]) -> dict[str, User]:
    """The accounts, by user name, all with the demonstration's password."""
    # Hashing well takes long on purpose: once for all of them.
    password = make_password(settings.DEMO_PASSWORD)
    made = {}
    with acting_for(organisations[FUND], "démonstration"):
        for account in ACCOUNTS:
            made[account.username] = User.objects.create(
                username=account.username,
                password=password,
                organisation=organisations[account.organisation],
                role=account.role,
                first_name=account.first_name,
                last_name=account.last_name,
                email=email(account.first_name, account.last_name),
                detector_category=account.detector_category,
                phone="01 99 00 12 34",
            )
    account = made[WITH_SECOND_FACTOR]
    with acting_as(account, "démonstration"):
        Application.objects.create(account=account, secret_encrypted=encrypt(SECOND_FACTOR_KEY), last_step=0)
    return made


def demo_code(account: User) -> dict[str, str] | None:
    """In a demonstration, what somebody without the application types for the account that asks for it: the code of
    now, or the next one when it has served already."""
    if not settings.DEMO or account.username != WITH_SECOND_FACTOR:
        return None
    application = Application.objects.filter(account=account).first()
    if not application or decrypt(application.secret_encrypted) != SECOND_FACTOR_KEY:
        return None
    step = max(int(time.time()) // 30, application.last_step + 1)
    return {"key": SECOND_FACTOR_KEY, "code": pyotp.TOTP(SECOND_FACTOR_KEY).generate_otp(step)}


def not_fictitious() -> bool:
    """Whether the database holds an account of somebody who may exist.

    Accounts that a visitor of the demonstration made there, at the fictitious fund's partners too, are not.
    """
    fictitious = User.objects.filter(
        Q(organisation__code__startswith=PREFIX)
        | Q(organisation__local_fund__code__startswith=PREFIX)
        | Q(email__endswith=f"@{MAIL_DOMAIN}")
    )
    return User.objects.exclude(pk__in=fictitious).exists()
