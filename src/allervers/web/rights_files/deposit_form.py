"""The form of a request: who asks, what, and what decides which papers go with it."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from allervers.domain.accompaniment.checks import TERRITORY_OF_DEPARTMENT
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.people import nir
from allervers.domain.people.texts import telephone, written_in_latin_letters
from allervers.domain.referrals.permissions import may_transmit_nir
from allervers.domain.rights_files.codes import ARRIVALS, Basis, Channel, Right
from allervers.domain.rights_files.digests import digest_of
from allervers.domain.rights_files.models import RightsFile
from allervers.domain.rights_files.proposals import Proposals
from allervers.law import Situation, SituationError
from allervers.law.operations import age_at
from allervers.web.careful import Careful, tidy_texts
from allervers.web.forms.countries import nationalities
from allervers.web.forms.dates import BirthDateField, TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.forms.widgets import RevealingRadioSelect

from . import known
from .questions import QUESTIONS, asked_for, details_of

ROLES = [("", "—"), ("spouse", "Conjoint, partenaire ou concubin"), ("child", "Enfant")]
MOST_OTHERS = 5
PLACES = range(1, MOST_OTHERS + 1)
OWN_TITLE_AGE = 16
NOTHING_KNOWN = Proposals()
# What a partner's kind already tells of the request; both can be changed.
BY_CATEGORY = {
    "hospital": {"channel": Channel.HOSPITAL, "basis": Basis.HOSPITAL},
    "association": {"channel": Channel.ASSOCIATION},
    "france_services": {"channel": Channel.FRANCE_SERVICES},
}


class DepositForm(Careful, forms.ModelForm):
    """The request and the person; `author` is the account that deposits."""

    holds_nir = frozenset({"nir"})

    id = MintedIdField()
    right = forms.ChoiceField(
        label="Que demande la personne ?",
        choices=Right.choices,
        widget=RevealingRadioSelect(reveals={right: right.replace("_", "-") for right in Right.values}),
        error_messages={"required": "Choisissez ce que la personne demande."},
    )
    received_on = TypedDateField(
        label="Demande reçue le",
        initial=timezone.localdate,
        help_text="Le jour où la demande est arrivée, ou celui où vous la remplissez avec la personne.",
        error_messages={"required": "Indiquez le jour de la demande."},
    )
    birth_date = BirthDateField(
        label="Date de naissance", error_messages={"required": "Indiquez la date de naissance."}
    )
    nir = forms.CharField(label="Numéro de sécurité sociale", required=False, max_length=30)
    nationality = forms.ChoiceField(
        label="Nationalité",
        choices=nationalities,
        error_messages={"required": "Choisissez : les documents à fournir en dépendent."},
    )

    class Meta:
        model = RightsFile
        fields = [
            *("right", "channel", "received_on", "birth_name", "usage_name", "first_name", "birth_date", "sex"),
            *("phone", "email", "postal_address", "care_need_certified", "basis", "helper_may_receive_copies"),
        ]
        labels = {
            "channel": "Comment la demande arrive-t-elle ?",
            "birth_name": "Nom de naissance",
            "usage_name": "Nom d’usage",
            "first_name": "Prénom",
            "phone": "Téléphone",
            "email": "Adresse électronique",
            "postal_address": "Adresse postale",
            "care_need_certified": "Un médecin certifie un besoin de soins : circuit prioritaire (AME)",
            "basis": "À quel titre déposez-vous ?",
            "helper_may_receive_copies": "La personne accepte que vous receviez la copie des courriers",
        }
        widgets = {"postal_address": forms.Textarea({"rows": 3})}

    def __init__(
        self,
        *args,
        author: User,
        intent: uuid.UUID | None = None,
        initial: dict | None = None,
        found: Proposals = NOTHING_KNOWN,
        **options,
    ):
        told = BY_CATEGORY.get(author.organisation.category, {}) | ({"id": intent} if intent else {})
        super().__init__(*args, initial=told | (initial or {}), **options)
        self.author, self.found = author, found
        for name, question in QUESTIONS.items():
            self.fields[name] = question.field()
        for paid in found.resources:
            self.fields[known.field_name(paid)] = known.field_of(paid)
            self.fields[known.field_name(paid)].required = False
        tidy_texts(self)
        for name in ("birth_name", "usage_name", "first_name"):
            self.fields[name].validators.append(written_in_latin_letters)
        self.fields["phone"].validators.append(telephone)
        self.fields["channel"].choices = [(channel, channel.label) for channel in ARRIVALS]
        if not may_transmit_nir(author):
            del self.fields["nir"]
        if not self.for_somebody_else:
            del self.fields["basis"], self.fields["helper_may_receive_copies"]
        else:
            self.fields["basis"].required = True
            self.fields["basis"].error_messages["required"] = "Dites à quel titre vous déposez pour la personne."
        for place in PLACES:
            self.fields[f"role_{place}"] = forms.ChoiceField(label="Lien", choices=ROLES, required=False)
            self.fields[f"born_{place}"] = BirthDateField(label="Date de naissance", required=False)

    @property
    def for_somebody_else(self) -> bool:
        """A partner deposits for the person: both identities are kept."""
        return self.author.organisation.kind not in (Organisation.Kind.FUND, Organisation.Kind.HANDLING_BODY)

    def others(self) -> list[tuple]:
        """The two fields of each other person, for the page."""
        return [(self[f"role_{place}"], self[f"born_{place}"]) for place in PLACES]

    def questions(self) -> list[tuple]:
        """The field of each question with the classes that show it for its rights, for the page."""
        return [
            (self[name], " ".join(f"reveal-{right.replace('_', '-')}" for right in sorted(question.rights)))
            for name, question in QUESTIONS.items()
        ]

    def paid(self) -> list:
        """The fields of what social bodies transmitted, for the page."""
        return [self[known.field_name(paid)] for paid in self.found.resources]

    @property
    def told(self) -> list[known.Told]:
        return known.told(self.found)

    def clean_nir(self) -> str:
        text = self.cleaned_data["nir"]
        return nir.clean_nir(text) if text else ""

    def clean(self):
        given = super().clean()
        for place in PLACES:
            role, born = given.get(f"role_{place}"), given.get(f"born_{place}")
            if role and not born and f"born_{place}" not in self.errors:
                self.add_error(f"born_{place}", "Indiquez sa date de naissance : les documents en dépendent.")
            if born and not role:
                self.add_error(f"role_{place}", "Dites qui est cette personne.")
        if given.get("received_on") and given.get("birth_date") and given["birth_date"] > given["received_on"]:
            self.add_error("birth_date", "La personne serait née après sa demande.")
        self._check_form(given)
        if not self.errors:
            self._read_situation(given)
        return given

    def _check_form(self, given: dict) -> None:
        """What the form of this right cannot do without."""
        right = given.get("right")
        for name, question in asked_for(right).items():
            if question.needed and not given.get(name) and name not in self.errors:
                self.add_error(name, question.needed)
        if given.get("attached_to") == "both" and right == Right.CHILD_ATTACHMENT and not given.get("second_parent"):
            self.add_error("second_parent", "Écrivez le nom de l’autre parent : les deux signent.")
        if right == Right.CHILD_ATTACHMENT and "child" not in [given.get(f"role_{place}") for place in PLACES]:
            self.add_error("role_1", "Dites quel enfant est à rattacher, avec sa date de naissance.")
        born, day = given.get("birth_date"), given.get("received_on")
        if right == Right.OWN_TITLE and born and day and age_at(born, day) < OWN_TITLE_AGE:
            self.add_error("birth_date", f"Cette demande se fait dès {OWN_TITLE_AGE} ans (formulaire S1110).")
        for paid in self.found.resources if right == Right.C2S else ():
            name = known.field_name(paid)
            if given.get(name) is None and name not in self.errors:
                self.add_error(name, "Écrivez le montant ; 0 si rien n’a été versé.")

    def _read_situation(self, given: dict) -> None:
        try:
            self.read = Situation.from_dict(self.situation(given))
        except SituationError as error:
            raise ValidationError(str(error)) from None

    def situation(self, given: dict) -> dict:
        """What the law library reads of these answers; what was not asked is not said."""
        fund = self.author.organisation.local_fund or self.author.organisation
        applicant = {
            "id": "p1",
            "role": "applicant",
            "birth_date": given["birth_date"].isoformat(),
            "nationality": given["nationality"],
        }
        others = [
            {"id": f"p{place + 1}", "role": role, "birth_date": given[f"born_{place}"].isoformat()}
            for place in PLACES
            if (role := given.get(f"role_{place}"))
        ]
        household = {}
        for name, question in asked_for(given["right"]).items():
            if question.place and given.get(name) not in (None, ""):
                question.place(household, applicant, given[name])
        if given["right"] == Right.C2S and self.found.resources:
            applicant["resources"] = known.resources_of(self.found, given)
        return {
            "date": given["received_on"].isoformat(),
            "territory": TERRITORY_OF_DEPARTMENT.get(fund.department, "metropole"),
            **household,
            "persons": [applicant, *others],
        }

    def file(self) -> RightsFile:
        """The file to deposit."""
        given, file = self.cleaned_data, self.instance
        file.id = given["id"]
        file.fund = self.author.organisation.local_fund or self.author.organisation
        file.situation = self.situation(given)
        file.details = details_of(given["right"], given)
        if proposed := known.kept(self.found, given, asked=asked_for(given["right"]).keys() | {"nationality"}):
            file.details["known"] = proposed
        # The browser's Back may send the same form with other answers: that is told, never passed over.
        file.deposit_digest = digest_of({name: given[name] for name in given if name != "id"})
        file.set_nir(given.get("nir", ""))
        if self.for_somebody_else:
            file.helper_organisation = self.author.organisation.name
            file.helper_name = str(self.author)
        return file
