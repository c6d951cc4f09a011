"""Depositing a file for somebody: what is asked for, who asks, and what decides which papers go with it."""

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from allervers.domain.accompaniment.checks import TERRITORY_OF_DEPARTMENT
from allervers.domain.coverage.models import GapLine
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.roles import Permission
from allervers.domain.people import nir
from allervers.domain.people.texts import telephone, written_in_latin_letters
from allervers.domain.pieces.refusals import AlreadyUsed
from allervers.domain.privacy import journal
from allervers.domain.referrals.permissions import may_transmit_nir
from allervers.domain.rights_files import workflow
from allervers.domain.rights_files.codes import Channel, Right
from allervers.domain.rights_files.digests import digest_of
from allervers.domain.rights_files.models import RightsFile
from allervers.law import Situation, SituationError
from allervers.web.access import requires
from allervers.web.careful import Careful
from allervers.web.forms.countries import nationalities
from allervers.web.forms.dates import BirthDateField, TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of, one_intent

from . import remedy

ROLES = [("", "—"), ("spouse", "Conjoint, partenaire ou concubin"), ("child", "Enfant")]
MOST_OTHERS = 5


class DepositForm(Careful, forms.ModelForm):
    """The request and the person; `author` is the account that deposits."""

    holds_nir = frozenset({"nir"})

    id = MintedIdField()
    right = forms.ChoiceField(
        label="Que demande la personne ?",
        choices=Right.choices,
        widget=forms.RadioSelect,
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
    rsa = forms.ChoiceField(
        label="Le foyer reçoit-il le RSA ?",
        choices=[("", "Je ne sais pas"), ("yes", "Oui"), ("no", "Non")],
        required=False,
        widget=forms.RadioSelect,
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

    def __init__(self, *args, author: User, intent: uuid.UUID | None = None, known: dict | None = None, **options):
        super().__init__(*args, initial=({"id": intent} if intent else {}) | (known or {}), **options)
        self.author = author
        for name in ("birth_name", "usage_name", "first_name"):
            self.fields[name].validators.append(written_in_latin_letters)
        self.fields["phone"].validators.append(telephone)
        self.fields["channel"].choices = Channel.choices
        if not may_transmit_nir(author):
            del self.fields["nir"]
        if not self.for_somebody_else:
            del self.fields["basis"], self.fields["helper_may_receive_copies"]
        for place in range(1, MOST_OTHERS + 1):
            self.fields[f"role_{place}"] = forms.ChoiceField(label="Lien", choices=ROLES, required=False)
            self.fields[f"born_{place}"] = BirthDateField(label="Date de naissance", required=False)

    @property
    def for_somebody_else(self) -> bool:
        """A partner deposits for the person: both identities are kept."""
        return self.author.organisation.kind not in (Organisation.Kind.FUND, Organisation.Kind.HANDLING_BODY)

    def others(self) -> list[tuple]:
        """The two fields of each other person, for the page."""
        return [(self[f"role_{place}"], self[f"born_{place}"]) for place in range(1, MOST_OTHERS + 1)]

    def clean_nir(self) -> str:
        text = self.cleaned_data["nir"]
        return nir.clean_nir(text) if text else ""

    def clean(self):
        given = super().clean()
        for place in range(1, MOST_OTHERS + 1):
            role, born = given.get(f"role_{place}"), given.get(f"born_{place}")
            if role and not born and f"born_{place}" not in self.errors:
                self.add_error(f"born_{place}", "Indiquez sa date de naissance : les documents en dépendent.")
            if born and not role:
                self.add_error(f"role_{place}", "Dites qui est cette personne.")
        if self.for_somebody_else and not given.get("basis") and "basis" not in self.errors:
            self.add_error("basis", "Dites à quel titre vous déposez pour la personne.")
        if given.get("received_on") and given.get("birth_date") and given["birth_date"] > given["received_on"]:
            self.add_error("birth_date", "La personne serait née après sa demande.")
        if not self.errors:
            self._read_situation(given)
        return given

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
            for place in range(1, MOST_OTHERS + 1)
            if (role := given.get(f"role_{place}"))
        ]
        household = {"rsa": given["rsa"] == "yes"} if given.get("rsa") else {}
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
        # The browser's Back may send the same form with other answers: that is told, never passed over.
        file.deposit_digest = digest_of({name: given[name] for name in given if name != "id"})
        file.set_nir(given.get("nir", ""))
        if self.for_somebody_else:
            file.helper_organisation = self.author.organisation.name
            file.helper_name = str(self.author)
        return file


@transaction.atomic
def _deposit(form: DepositForm, line: GapLine | None, account: User) -> tuple[RightsFile, bool]:
    """Deposit the file; begun from a line of its person, it knows them, and ends the line."""
    file = form.file()
    of_its_person = line is not None and remedy.is_of_its_person(file, line)
    if of_its_person:
        file.person = line.person
    kept, is_new = workflow.deposit(file, form.read, author=account)
    if of_its_person:
        remedy.end(line, account)
    return kept, is_new


@requires(Permission.DEPOSIT_FILE)
@require_http_methods(["GET", "POST"])
@one_intent
def new(request: HttpRequest) -> HttpResponse:
    """A new file; once deposited, its page says which papers to bring. `rupture` in the address: the line of « Ruptures
    à éviter » that it was begun from."""
    if request.method == "GET" and (written := RightsFile.objects.filter(pk=intent_of(request)).first()):
        return redirect("rights_files:file", written.pk)
    sent = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
    line = remedy.line_of(request)
    if line:
        journal.note_reading(line.person, request.user, journal.RIGHTS_FILE)
    known = remedy.known(line) if line else None
    form = DepositForm(**sent, author=request.user, intent=intent_of(request), known=known)
    if request.method == "POST" and form.is_valid():
        try:
            file, is_new = _deposit(form, line, request.user)
        except AlreadyUsed:
            form.add_error(None, "Ce formulaire a déjà servi pour un autre dossier. Rouvrez-le.")
        else:
            said = "est déposé : voici les documents à joindre" if is_new else "était déjà déposé"
            messages.success(request, f"Le dossier {file.reference} {said}.")
            return redirect("rights_files:file", file.pk)
    return render(request, "rights_files/new.html", {"form": form})
