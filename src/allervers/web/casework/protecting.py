"""Protecting a person in danger: who may still read how to reach them, reading it, and ending the protection."""

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from allervers.domain.organisations.models import User
from allervers.domain.people.models import Person
from allervers.domain.privacy import journal
from allervers.domain.protection import workflow
from allervers.domain.protection.codes import Danger
from allervers.domain.protection.models import Protection
from allervers.domain.protection.permissions import PROTECT, may_change, may_open, may_protect, may_read
from allervers.domain.protection.queries import lasting, may_be_named
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.fields import MintedIdField
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent

from .forms import WhyForm, form_page, person_or_404, trail

TITLE = "Protéger une personne en danger"
LEAD = (
    "Dès l’enregistrement, le téléphone et les adresses disparaissent de toutes les pages, des courriers, des exports "
    "et de l’espace des partenaires, et plus aucun message ne part seul. Seules les personnes désignées les lisent, en "
    "disant pourquoi."
)
# Said on the page of the protection: where what was sealed stood.
SOURCES = {
    "people_person": "Fiche de la personne",
    "referrals_referral": "Saisine",
    "rights_files_rightsfile": "Dossier de droits",
    "social_service_socialservicereferral": "Demande au service social",
}


class _Keepers(forms.TypedMultipleChoiceField):
    """Accounts of the fund that can be named."""

    def __init__(self, **options):
        super().__init__(
            coerce=int, required=False, widget=forms.CheckboxSelectMultiple({"class": "in-columns"}), **options
        )

    def offer(self, accounts: list[User]) -> None:
        self.known = {one.pk: one for one in accounts}
        self.choices = [(one.pk, f"{one} ({one.get_role_display().split(' ')[0].lower()})") for one in accounts]

    def chosen(self, keys: list[int]) -> list[User]:
        return [self.known[key] for key in keys]


class ProtectForm(Careful, forms.Form):
    """Which danger, and who besides the author reads how to reach the person."""

    id = MintedIdField()
    danger = forms.ChoiceField(
        label="Quel danger ?",
        choices=Danger.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites quel est le danger."},
    )
    note = forms.CharField(
        label="Précisions",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Lues par les personnes désignées et par les responsables.",
        error_messages={"required": "Écrivez en quelques mots ce qui a été dit, et par qui."},
    )
    keepers = _Keepers(
        label="Qui d’autre doit pouvoir joindre la personne ?",
        help_text="Vous êtes désigné d’office. Le moins possible.",
    )

    def __init__(self, *args, user: User, intent: uuid.UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)
        self.fields["keepers"].offer([one for one in may_be_named(user.organisation) if one != user])


class NameForm(Careful, forms.Form):
    """Who reads from now on."""

    keepers = _Keepers(label="Peuvent lire les coordonnées")

    def __init__(self, *args, protection: Protection, user: User, **options):
        named = [each.account_id for each in protection.keepers.all() if each.removed_at is None]
        super().__init__(*args, initial={"keepers": named}, **options)
        self.fields["keepers"].offer(may_be_named(user.organisation))


@requires(PROTECT, of=person_or_404, may=may_open)
@require_http_methods(["GET", "POST"])
@one_intent
def protect(request: HttpRequest, person: Person) -> HttpResponse:
    """The protection of a person: placed where there is none; else read, entrusted to others, ended (`what`)."""
    if person.protected_since is None:
        return _place(request, person)
    found = lasting(person)
    if found is None:  # neither named nor a manager: that there is one is all they know
        return render(request, "casework/protected.html", _shown(person))
    if request.method == "POST":
        return _DO.get(request.POST.get("what", ""), _page)(request, person, found)
    return _page(request, person, found)


def _place(request: HttpRequest, person: Person) -> HttpResponse:
    if not may_protect(request.user, person):
        raise PermissionDenied
    form = ProtectForm(**posted(request), user=request.user, intent=intent_of(request))

    def save(given: dict) -> str:
        keepers = form.fields["keepers"].chosen(given["keepers"])
        workflow.protect(person, key=given["id"], danger=given["danger"], note=given["note"], keepers=keepers)
        return "La personne est protégée : ses coordonnées ne se lisent plus ici."

    return form_page(request, form, person, title=TITLE, submit="Protéger", save=save, lead=LEAD)


def _read(request: HttpRequest, person: Person, protection: Protection) -> HttpResponse:
    """What is sealed, in this answer alone."""
    if not may_read(request.user, protection):
        raise PermissionDenied
    form = WhyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, person, protection, reading=form)
    journal.note_reading(person, request.user, journal.PROTECTED)
    found = workflow.read(protection, form.cleaned_data["why"])
    contacts = [{"source": SOURCES[source], **kept} for source, kept in found]
    response = _page(request, person, protection, contacts=contacts)
    response["Cache-Control"] = "no-store"
    return response


def _name(request: HttpRequest, person: Person, protection: Protection) -> HttpResponse:
    if not may_change(request.user, protection):
        raise PermissionDenied
    form = NameForm(request.POST, request.FILES, protection=protection, user=request.user)
    if form.is_valid():
        with refusals_in(form):
            workflow.name(protection, form.fields["keepers"].chosen(form.cleaned_data["keepers"]))
    if form.errors:
        return _page(request, person, protection, naming=form)
    messages.success(request, "La liste des personnes désignées est à jour.")
    return redirect("casework:protect", person.pk)


def _end(request: HttpRequest, person: Person, protection: Protection) -> HttpResponse:
    if not may_change(request.user, protection):
        raise PermissionDenied
    form = WhyForm(request.POST, request.FILES, prefix="end")
    if not form.is_valid():
        return _page(request, person, protection, ending=form)
    workflow.end(protection, form.cleaned_data["why"])
    messages.success(request, "La protection est levée : les coordonnées se lisent de nouveau.")
    return redirect("casework:person", person.pk)


_DO = {"read": _read, "name": _name, "end": _end}


def _page(
    request: HttpRequest,
    person: Person,
    protection: Protection,
    *,
    contacts: list[dict] | None = None,
    reading: WhyForm | None = None,
    naming: NameForm | None = None,
    ending: WhyForm | None = None,
) -> HttpResponse:
    user, context = request.user, _shown(person)
    readings = list(protection.protectedreadings.select_related("account"))
    context |= {"protection": protection, "readings": readings, "contacts": contacts}
    context |= {"keepers": protection.keepers.select_related("account").filter(removed_at=None)}
    if may_read(user, protection):
        context["reading"] = reading or WhyForm()
    if may_change(user, protection):
        context["naming"] = naming or NameForm(protection=protection, user=user)
        context["ending"] = ending or WhyForm(prefix="end")
    context["form"] = reading or naming or ending
    return render(request, "casework/protected.html", context)


def _shown(person: Person) -> dict:
    return {"person": person, "trail": trail(person, "Coordonnées protégées")}
