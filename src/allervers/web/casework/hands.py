"""Proposing a file to a colleague, answering, being away, and the manager's reassignment of several files."""

import uuid
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from allervers.domain.accompaniment import hands
from allervers.domain.accompaniment.models import Absence, Accompaniment, Handover
from allervers.domain.accompaniment.permissions import REASSIGN, may_accompany, may_work_in
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import Refused
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import ComingDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent

from .contacts import CLOSED
from .forms import WhyForm, back_to, file_or_404, form_page, not_possible_now

MOST_AT_ONCE = 500


class ColleagueField(forms.TypedChoiceField):
    """A colleague of the account, who accompanies too."""

    def __init__(self, label: str):
        super().__init__(
            label=label,
            coerce=int,
            error_messages={"required": "Choisissez un collègue.", "invalid_choice": hands.NOT_A_COLLEAGUE},
        )

    def offer(self, colleagues: list[User]) -> None:
        self.known = {one.pk: one for one in colleagues}
        self.choices = [("", "Choisissez"), *((one.pk, str(one)) for one in colleagues)]


class ProposeForm(WhyForm):
    """To whom, and why."""

    id = MintedIdField()
    to = ColleagueField("À quel collègue ?")
    field_order = ["id", "to", "why"]

    def __init__(self, *args, user: User, intent: uuid.UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)
        self.fields["to"].offer(hands.colleagues(user))


@requires(Permission.ACCOMPANY, of=file_or_404, may=may_work_in)
@require_http_methods(["GET", "POST"])
@one_intent
def propose(request: HttpRequest, file: Accompaniment) -> HttpResponse:
    """Ask a colleague of the fund to take the file. It stays whose it is until they accept."""
    if file.fund_id != request.user.organisation_id:
        return not_possible_now(request, file.person, "Seule la caisse propose ses dossiers à ses conseillers.")
    if not may_accompany(request.user, file):
        return not_possible_now(request, file.person, CLOSED)
    form = ProposeForm(**posted(request), user=request.user, intent=intent_of(request))

    def save(given: dict) -> str:
        to = form.fields["to"].known[given["to"]]
        hands.propose(file, key=given["id"], to=to, why=given["why"], by=request.user)
        return f"Le dossier est proposé à {to}. Il reste à son conseiller jusqu’à sa réponse."

    return form_page(
        request, form, file.person, title="Proposer le dossier à un collègue", submit="Proposer", save=save
    )


def _handover(request: HttpRequest, handover_id: uuid.UUID) -> Handover:
    return get_object_or_404(Handover.objects.select_related("accompaniment__person"), pk=handover_id)


@requires(Permission.ACCOMPANY, of=_handover)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, handover: Handover) -> HttpResponse:
    """Accept in one click, refuse with a reason (a page), or take one's own proposal back (`what`)."""
    person, what = handover.accompaniment.person, request.POST.get("what")
    try:
        if request.method == "POST" and what == "accept":
            hands.answer(handover, by=request.user, accepted=True)
            messages.success(request, "Ce dossier est maintenant le vôtre.")
            return back_to(person)
        if request.method == "POST" and what == "withdraw":
            hands.withdraw(handover, by=request.user)
            messages.success(request, "La proposition est retirée.")
            return back_to(person)
    except Refused as refusal:
        return not_possible_now(request, person, str(refusal))
    if handover.answered_at or handover.to_id != request.user.pk:
        return not_possible_now(request, person, "Cette proposition n’attend pas votre réponse.")
    form = WhyForm(**posted(request))

    def save(given: dict) -> str:
        hands.answer(handover, by=request.user, accepted=False, why=given["why"])
        return "Le dossier est refusé : il reste à son conseiller."

    return form_page(request, form, person, title="Refuser le dossier proposé", submit="Refuser", save=save)


class AbsenceForm(Careful, forms.Form):
    """When, and who stands in."""

    id = MintedIdField()
    first_on = ComingDateField(label="Du", help_text="Par exemple lundi ou 28/12.")
    last_on = ComingDateField(label="Au", help_text="Ce jour compris.")
    stand_in = ColleagueField("Qui vous remplace ?")

    def __init__(self, *args, user: User, intent: uuid.UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)
        self.fields["stand_in"].offer(hands.colleagues(user))

    def clean(self):
        given = super().clean()
        if given.get("first_on") and given.get("last_on") and given["last_on"] < given["first_on"]:
            self.add_error("last_on", "Le dernier jour vient après le premier.")
        return given


@requires(Permission.ACCOMPANY)
@require_http_methods(["GET", "POST"])
@one_intent
def away(request: HttpRequest) -> HttpResponse:
    """One's own absences: a colleague then finds the files in their day. Ended by a button (`end`)."""
    if ended := request.POST.get("end"):
        return _back(request, ended)
    form = AbsenceForm(**posted(request), user=request.user, intent=intent_of(request))
    if form.is_valid():
        given = form.cleaned_data
        with refusals_in(form):
            stand_in = form.fields["stand_in"].known[given["stand_in"]]
            days = {"first_on": given["first_on"], "last_on": given["last_on"]}
            hands.be_away(request.user, key=given["id"], stand_in=stand_in, **days)
        if not form.errors:
            messages.success(request, f"C’est noté : {stand_in} trouvera vos dossiers dans sa journée.")
            return redirect("casework:away")
    context = {"form": form, "absences": hands.absences(request.user).select_related("stand_in")}
    return render(request, "casework/away.html", context)


def _back(request: HttpRequest, ended: str) -> HttpResponse:
    try:
        hands.be_back(get_object_or_404(Absence, pk=uuid.UUID(ended)), by=request.user)
    except ValueError:
        raise Http404 from None
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "L’absence est terminée.")
    return redirect("casework:away")


class ReassignForm(WhyForm):
    """Which files, to whom, why."""

    to = ColleagueField("Réaffecter à")
    field_order = ["to", "why"]

    def __init__(self, *args, user: User, **options):
        super().__init__(*args, **options)
        self.fields["to"].offer([*hands.colleagues(user), *([user] if user.may(Permission.ACCOMPANY) else [])])


@requires(REASSIGN)
@require_POST
def reassign(request: HttpRequest) -> HttpResponse:
    """Several files of the fund to one adviser: a page tells what became of each."""
    form = ReassignForm(request.POST, request.FILES, user=request.user)
    files = [one for one in map(_identifier, request.POST.getlist("file")) if one][:MOST_AT_ONCE]
    # The list as it was narrowed: of the address, its own filters alone.
    narrowed = {name: request.GET[name] for name in ("conseiller", "sans_contact") if name in request.GET}
    back = f"{reverse('casework:open-files')}?{urlencode({'whose': 'all', **narrowed})}"
    if request.user.organisation.kind != Organisation.Kind.FUND or not files or not form.is_valid():
        wrong = next((error for errors in form.errors.values() for error in errors), "Cochez au moins un dossier.")
        messages.warning(request, f"Rien n’est changé. {wrong}")
        return redirect(back)
    given = form.cleaned_data
    to = form.fields["to"].known[given["to"]]
    became = hands.reassign(files, to=to, by=request.user, why=given["why"])
    named = Accompaniment.objects.filter(pk__in=became).select_related("person").in_bulk()
    rows = [(named[key].person if key in named else None, told) for key, told in became.items()]
    return render(request, "casework/reassigned.html", {"rows": rows, "to": to, "back": back})


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
