"""An account, its role, its end; a partner organisation."""

import secrets

from django import forms
from django.core.exceptions import ValidationError

from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.permissions import roles_in
from allervers.domain.organisations.queries import managed_organisations
from allervers.domain.organisations.roles import Role
from allervers.domain.referrals.codes import OF_ACCOUNTS, HealthProfessionalCategory, PartnerCategory
from allervers.web.careful import Careful

STATES = {"ouverts": "Comptes ouverts", "fermes": "Comptes fermés", "tous": "Tous les comptes"}
SERVICES = [("", "Aucun : ses signalements comptent dans « Autres services »"), *OF_ACCOUNTS]
SERVICE_LABEL = "Service sous lequel ses signalements sont comptés"
NO_SERVICE = "Un détecteur interne a un service : ses signalements y sont comptés."


def _why() -> forms.CharField:
    return forms.CharField(
        label="Pourquoi ?",
        max_length=200,
        help_text="Ce motif reste dans l'histoire du compte, avec votre nom.",
        error_messages={"required": "Écrivez pourquoi, en quelques mots."},
    )


class FilterForm(forms.Form):
    """Which accounts the list shows."""

    mark_optional = False

    etat = forms.ChoiceField(
        label="État",
        choices=list(STATES.items()),
        required=False,
        error_messages={"invalid_choice": "Choisissez un état de la liste."},
    )
    organisme = forms.ModelChoiceField(
        label="Organisme",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Tous les organismes",
        error_messages={"invalid_choice": "Choisissez un organisme de la liste."},
    )

    def __init__(self, data, *, administrator: User):
        super().__init__(data)
        self.fields["organisme"].queryset = managed_organisations(administrator)

    def narrow(self, accounts):
        asked = self.cleaned_data if self.is_valid() else {}
        state = asked.get("etat") or "ouverts"
        if state != "tous":
            accounts = accounts.filter(is_active=state == "ouverts")
        return accounts.filter(organisation=asked["organisme"]) if asked.get("organisme") else accounts


class SearchForm(Careful, forms.Form):
    """Names travel in the body of the request, never in an address."""

    holds_nir = frozenset({"q"})  # kept nowhere

    q = forms.CharField(
        label="Nom, identifiant ou organisme",
        max_length=100,
        error_messages={"required": "Écrivez un nom, un identifiant ou un organisme."},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class AccountForm(Careful, forms.Form):
    """A new account: for whom, where, to do what."""

    organisation = forms.ModelChoiceField(
        label="Organisme", queryset=Organisation.objects.none(), empty_label="Choisissez un organisme"
    )
    role = forms.ChoiceField(label="Rôle", choices=[("", "Choisissez un rôle"), *Role.choices])
    detector_category = forms.ChoiceField(
        label=SERVICE_LABEL, choices=SERVICES, required=False, help_text="Sans objet pour un partenaire."
    )
    first_name = forms.CharField(label="Prénom", max_length=150)
    last_name = forms.CharField(label="Nom", max_length=150)
    username = forms.CharField(
        label="Identifiant",
        max_length=150,
        help_text="Ce que la personne écrira pour se connecter. Lettres, chiffres et . - _ @ + ; sans espace.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.EmailField(label="Adresse électronique", required=False)
    service = forms.CharField(label="Service ou équipe", max_length=100, required=False)
    phone = forms.CharField(label="Téléphone professionnel", max_length=30, required=False)

    def __init__(self, data=None, *, administrator: User, initial=None):
        super().__init__(data, initial=initial)
        self.fields["organisation"].queryset = managed_organisations(administrator).filter(is_active=True)

    def clean(self):
        data = super().clean()
        organisation, role = data.get("organisation"), data.get("role")
        if organisation and role and role not in roles_in(organisation):
            fitting = ", ".join(f"« {each.label} »" for each in roles_in(organisation))
            raise ValidationError({"role": f"Ce rôle n'existe pas dans cet organisme. Possibles : {fitting}."})
        if role == Role.INTERNAL_DETECTOR and not data.get("detector_category"):
            raise ValidationError({"detector_category": NO_SERVICE})
        if organisation and organisation.category:
            data["detector_category"] = ""  # a partner's referrals are counted under its own category
        return data


class RoleForm(Careful, forms.Form):
    """Another role in the same organisation."""

    role = forms.ChoiceField(label="Nouveau rôle")
    detector_category = forms.ChoiceField(label=SERVICE_LABEL, choices=SERVICES, required=False)
    why = _why()

    def __init__(self, data=None, *, account: User):
        known = {"role": account.role, "detector_category": account.detector_category}
        super().__init__(data, initial=known, auto_id="role_%s")
        self.fields["role"].choices = [(role.value, role.label) for role in roles_in(account.organisation)]

    @property
    def has_choice(self) -> bool:
        """A partner has one role only."""
        return len(self.fields["role"].choices) > 1

    def clean(self):
        data = super().clean()
        if data.get("role") == Role.INTERNAL_DETECTOR and not data.get("detector_category"):
            raise ValidationError({"detector_category": NO_SERVICE})
        return data


class WhyForm(Careful, forms.Form):
    """The reason of a closure or a reopening."""

    def __init__(self, data=None):
        super().__init__(data, auto_id="state_%s")

    why = _why()


class PartnerForm(Careful, forms.Form):
    """A partner organisation or a practice that reports to the fund. Its code is minted with the form."""

    code = forms.RegexField(r"^d-[0-9a-f]{16}$", widget=forms.HiddenInput)
    name = forms.CharField(label="Nom de l'organisme", max_length=200, help_text="Par exemple : CCAS de Valfleury.")
    network = forms.ChoiceField(
        label="Réseau ou profession",
        help_text="Ses signalements seront comptés sous cette catégorie.",
        choices=[
            ("", "Choisissez"),
            ("Partenaires", [(f"partner:{code}", label) for code, label in PartnerCategory.choices]),
            (
                "Professionnels de santé",
                [(f"health_professional:{code}", label) for code, label in HealthProfessionalCategory.choices],
            ),
        ],
    )

    @staticmethod
    def minted() -> dict:
        return {"code": f"d-{secrets.token_hex(8)}"}

    @property
    def kind_and_category(self) -> tuple[str, str]:
        kind, category = self.cleaned_data["network"].split(":")
        return kind, category
