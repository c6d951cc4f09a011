"""What the person agreed to and what they oppose, and who sees their file: one page, beside theirs."""

import uuid
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain import consents
from allervers.domain.consents import Consent, Source, workflow
from allervers.domain.consents.codes import SAID_TO_SOMEBODY, How
from allervers.domain.consents.permissions import may_record
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission
from allervers.domain.people.models import Person
from allervers.domain.privacy import circle
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of, one_intent

from .forms import Place, form_page, person_or_404

WHICH = "quoi"
TITLE = "Accords et oppositions"
# By whether it is an opposition: what may be written, and what holds.
BUTTONS = {
    False: {False: "Retirer l’accord", True: "Noter l’accord"},
    True: {False: "Noter l’opposition", True: "Lever l’opposition"},
}
STATES = {False: {True: "D’accord", False: "Pas d’accord"}, True: {True: "Pas d’opposition", False: "S’y oppose"}}


@dataclass(frozen=True)
class Line:
    """One agreement as the page shows it."""

    consent: Consent
    source: Source
    by: str

    @property
    def state(self) -> str:
        return STATES[self.source.is_opposition][self.consent.given]

    @property
    def button(self) -> str:
        answer = self.consent.other_answer
        return "" if answer is None else BUTTONS[self.source.is_opposition][answer]


@requires(Permission.SEE_PERSON, of=person_or_404)
@require_safe
def show(request: HttpRequest, person: Person) -> HttpResponse:
    """By purpose and recipient, with day, author and way; then who sees the file, and how often it was opened."""
    found = consents.of_person(person)
    authors = User.objects.in_bulk({each.by for each in found if each.by})
    context = {
        "person": person,
        "title": TITLE,
        "lines": [
            Line(each, consents.source_of(each.purpose), str(authors.get(each.by) or each.by_whom)) for each in found
        ],
        # A body that handles one file does not see who else there is.
        "circle": circle.of_person(person) if person.fund_id == request.user.organisation_id else [],
        "may_change": may_record(request.user, person),
        "trail": Place.of_person(person).trail(TITLE),
    }
    return render(request, "casework/consents.html", context)


class ChangeForm(Careful, forms.Form):
    """How the person said it, and when."""

    id = MintedIdField()
    how = forms.ChoiceField(
        label="Comment la personne l’a-t-elle dit ?",
        choices=[(how.value, how.label) for how in SAID_TO_SOMEBODY],
        widget=forms.RadioSelect({"class": "in-columns"}),
        error_messages={"required": "Dites comment la personne l’a dit."},
    )
    on = TypedDateField(
        label="Quel jour ?",
        help_text="Celui de l’appel, de la visite, ou de l’arrivée du courrier.",
        error_messages={"required": "Indiquez le jour où la personne l’a dit."},
    )

    def __init__(self, *args, intent: uuid.UUID | None, **options):
        initial = {"on": timezone.localdate(), "how": How.PHONE} | ({"id": intent} if intent else {})
        super().__init__(*args, initial=initial, **options)


@requires(Permission.ACCOMPANY, of=person_or_404, may=may_record)
@require_http_methods(["GET", "POST"])
@one_intent
def change(request: HttpRequest, person: Person) -> HttpResponse:
    """Asked again before it is written, with what stops. Without one that exists, the page of all of them."""
    consent = consents.found(person, request.GET.get(WHICH, ""))
    if consent is None:
        messages.warning(request, "Choisissez dans la liste l’accord qui change.")
        return redirect("casework:consents", person.pk)
    source = consents.source_of(consent.purpose)
    # Sent again by the browser, it was written: the same answer is asked of the workflow, which says so.
    given = request.POST.get("given") == "yes" if request.method == "POST" else bool(consent.other_answer)
    form = ChangeForm(**posted(request), intent=intent_of(request))

    def save(said: dict) -> str:
        key, how, on = said["id"], said["how"], said["on"]
        workflow.change(person, consent, given=given, key=key, how=how, on=on, by=request.user)
        return "C’est noté." if given else f"C’est noté. {source.stops}"

    button = BUTTONS[source.is_opposition][given]
    return form_page(
        request, form, person, title=f"{button} : {source.in_a_sentence}", submit=button, save=save,
        template="casework/consent_change.html", recipient=consent.recipient, stops="" if given else source.stops,
        given=given,
    )  # fmt: skip
