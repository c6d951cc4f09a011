"""Turning to the social service: from the page of a person, for somebody typed in, or for whoever calls 36 46."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.organisations.models import Organisation, Service, User
from allervers.domain.organisations.queries import active_funds
from allervers.domain.organisations.services import served_funds, services_of, serving
from allervers.domain.people import nir
from allervers.domain.people.models import Identity, Language, Person
from allervers.domain.people.texts import telephone, written_in_latin_letters
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from allervers.domain.referrals.permissions import may_transmit_nir
from allervers.domain.social_service import workflow
from allervers.domain.social_service.models import SocialServiceReferral
from allervers.domain.social_service.permissions import REFER, may_refer
from allervers.domain.social_service.queries import sent_by
from allervers.law.social_service import needs
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import BirthDateField, TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.forms.widgets import PhoneInput
from allervers.web.intent import intent_of, one_intent

PER_PAGE = 25
ALREADY_SENT = "Cette demande était déjà envoyée. Elle n’a pas été enregistrée une seconde fois."


class RequestForm(Careful, forms.Form):
    """What is asked of the social service, with the agreement of the person."""

    id = MintedIdField()
    need = forms.ChoiceField(
        label="Pour quoi ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce qui est demandé au service social."},
    )
    what_for = forms.CharField(
        label="Ce qui est demandé, et ce qui a déjà été fait",
        help_text="Vous et le service social seuls le lirez. Pas de diagnostic ni de numéro de sécurité sociale.",
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Écrivez en quelques mots ce qui est demandé."},
    )
    agreed = forms.BooleanField(
        label="La personne est d’accord pour que le service social reçoive cette demande",
        error_messages={"required": "Sans l’accord de la personne, la demande ne peut pas être transmise."},
    )
    agreed_on = TypedDateField(
        label="Date de son accord",
        initial=timezone.localdate,
        error_messages={"required": "Indiquez le jour où la personne a donné son accord."},
    )

    def __init__(self, *args, intent: UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)
        offered = needs(timezone.localdate())
        self.fields["need"].choices = [(f"{need.axis}/{need.offer}", need.label) for need in offered]

    def said(self) -> dict:
        """What the workflow is told, beside who it is about."""
        given = self.cleaned_data
        axis, _, offer = given["need"].partition("/")
        return {"key": given["id"], "axis": axis, "offer": offer} | {
            name: given[name] for name in ("what_for", "agreed_on")
        }


class IdentityForm(RequestForm):
    """The same for somebody whose page is not at hand: who they are, and their fund where it is not obvious."""

    holds_nir = frozenset({"nir"})
    field_order = [
        *("id", "birth_name", "first_name", "birth_date", "phone", "email", "postal_address", "language"),
        *("interpreter_needed", "nir", "fund", "need", "what_for", "agreed", "agreed_on"),
    ]

    birth_name = forms.CharField(label="Nom de naissance", max_length=100, validators=[written_in_latin_letters])
    first_name = forms.CharField(label="Prénom", max_length=100, validators=[written_in_latin_letters])
    birth_date = BirthDateField(
        label="Date de naissance", help_text="Vide si vous ne la connaissez pas.", required=False
    )
    phone = forms.CharField(
        label="Téléphone", max_length=30, required=False, validators=[telephone], widget=PhoneInput()
    )
    email = forms.EmailField(label="Adresse électronique", required=False)
    postal_address = forms.CharField(
        label="Adresse postale", max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )
    language = forms.ChoiceField(label="Langue parlée", choices=Language.choices, initial=Language.FRENCH)
    interpreter_needed = forms.BooleanField(label="Besoin d’un interprète", required=False)

    def __init__(self, *args, user: User, **options):
        super().__init__(*args, **options)
        if may_transmit_nir(user):
            self.fields["nir"] = forms.CharField(label="Numéro de sécurité sociale", max_length=40, required=False)
        funds = funds_of(user)
        self.only_fund = funds[0] if len(funds) == 1 else None
        if self.only_fund is None:
            self.fields["fund"] = forms.ModelChoiceField(
                Organisation.objects.filter(pk__in=[fund.pk for fund in funds]),
                label="Caisse de la personne",
                empty_label="Choisissez la caisse",
                error_messages={"required": "Choisissez la caisse de la personne."},
            )
        self.order_fields(self.field_order)

    def clean_nir(self) -> str:
        number = self.cleaned_data["nir"]
        return nir.clean_nir(number) if number else ""

    def clean(self):
        given = super().clean()
        if not any(given.get(way) or way in self.errors for way in ("phone", "email", "postal_address")):
            self.add_error("phone", "Indiquez au moins un moyen de joindre la personne.")
        return given

    @property
    def fund(self) -> Organisation:
        return self.only_fund or self.cleaned_data["fund"]

    def identity(self) -> dict:
        """The fields of `Identity`, the NIR as it is stored."""
        names = {field.name for field in Identity._meta.fields}
        said = SocialServiceReferral(**{name: value for name, value in self.cleaned_data.items() if name in names})
        said.set_nir(self.cleaned_data.get("nir", ""))
        return {name: getattr(said, name) for name in names}


def funds_of(user: User) -> list[Organisation]:
    """For whose insured persons an account turns to a social service: its own fund, that of its structure, or all
    those that its service receives."""
    at = user.organisation
    if at.kind == Organisation.Kind.FUND:
        return [at]
    if at.local_fund_id:
        return [at.local_fund]
    found = {fund.pk: fund for service in services_of(user) for fund in served_funds(service)}
    return list(found.values()) or list(active_funds())


@requires(REFER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def new(request: HttpRequest) -> HttpResponse:
    """Somebody typed in: by a partner, a desk, or the service itself for whoever calls."""
    form = IdentityForm(**posted(request), user=request.user, intent=intent_of(request))
    return _ask(request, form, lambda: {"fund": form.fund, "identity": form.identity()})


def person_or_404(request: HttpRequest, person_id: UUID) -> Person:
    """A person whom the database shows to the account."""
    return get_object_or_404(Person.objects.select_related("fund"), pk=person_id)


@requires(REFER, of=person_or_404, may=may_refer)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def of_person(request: HttpRequest, person: Person) -> HttpResponse:
    """From the page of a person: who they are is known."""
    form = RequestForm(**posted(request), intent=intent_of(request))
    about = {"fund": person.fund, "identity": workflow.identity_of(person), "person": person}
    return _ask(request, form, lambda: about, person=person)


def _ask(request: HttpRequest, form: RequestForm, about, person: Person | None = None) -> HttpResponse:
    if request.method != "POST" and sent_by(request.user).filter(pk=intent_of(request)).exists():
        messages.info(request, ALREADY_SENT)
        return redirect("social_service:sent")
    if request.method == "POST" and form.is_valid():
        try:
            made, now = workflow.refer(author=request.user, **about(), **form.said())
        except AlreadyUsed as refusal:
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, f"La demande est transmise : {made.service}." if now else ALREADY_SENT)
            return redirect("casework:person", person.pk) if person else redirect("social_service:sent")
    back = reverse("casework:person", args=[person.pk]) if person else reverse("social_service:sent")
    above = {"label": person.full_name, "url": back} if person else {"label": "Mes demandes", "url": back}
    context = {
        "form": form,
        "person": person,
        "back": back,
        "service": person and serving(person.fund_id, Service.Kind.SOCIAL_SERVICE),
        "trail": [above, {"label": "Adresser au service social"}],
    }
    return render(request, "social_service/refer.html", context)


@requires(REFER)
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What this account asked of a social service, the latest first: what it wrote, nothing of what became of it."""
    page = Paginator(sent_by(request.user).prefetch_related("shares"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "social_service/sent.html", {"page": page})
