"""From the page of a person: looking again at a base right that was open before there was a file."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from allervers.domain.accompaniment.checks import TERRITORY_OF_DEPARTMENT
from allervers.domain.organisations.roles import Permission
from allervers.domain.people.models import Person
from allervers.domain.pieces.refusals import AlreadyUsed
from allervers.domain.privacy import journal
from allervers.domain.rights_files import controls, known_rights, papers, workflow
from allervers.domain.rights_files.codes import PaperState
from allervers.domain.rights_files.permissions import may_control_right
from allervers.domain.rights_files.proposals import proposals
from allervers.law import Situation
from allervers.web.access import requires
from allervers.web.careful import posted
from allervers.web.intent import intent_of, one_intent

from .afterwards import ControlForm

TITLE = "Contrôler un droit déjà ouvert"


def _person(request: HttpRequest, person_id: uuid.UUID) -> Person:
    return get_object_or_404(Person.objects.select_related("fund"), pk=person_id)


@requires(Permission.EXAMINE_FILE, of=_person, may=may_control_right)
@require_http_methods(["GET", "POST"])
@one_intent
def control(request: HttpRequest, person: Person) -> HttpResponse:
    """Write to the person about the base right that is open, and make the file that holds what follows."""
    if request.method == "GET":
        journal.note_reading(person, request.user, journal.RIGHTS_FILE)
    back = reverse("casework:person", args=[person.pk])
    if person.birth_date is None:
        messages.warning(request, "Notez d’abord la date de naissance de la personne : les documents en dépendent.")
        return redirect(back)
    today = timezone.localdate()
    period = known_rights.open_right(person, today)
    if period is None:
        messages.warning(request, "Aucun droit de base n’est ouvert aujourd’hui : il n’y a rien à contrôler.")
        return redirect(back)
    if held := known_rights.file_of(period):
        return redirect("rights_files:file", held.pk)
    file = known_rights.file_for(person, _situation(person), author=request.user, key=intent_of(request))
    listed = papers.lines_of(file, Situation.from_dict(file.situation))
    form = ControlForm(
        **posted(request),
        intent=file.id,
        listed=[papers.Line(required, PaperState.MISSING, None) for required in listed],
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        look = controls.Look(given["origin"], given["condition"], given["asked"], tuple(given["codes"]))
        file.id = given["id"]
        try:
            begun = known_rights.control(file, look, workflow.Asked(request.user, uuid.uuid5(file.id, "control")))
        except AlreadyUsed:
            form.add_error(None, "Ce formulaire a déjà servi. Rouvrez-le depuis la page de la personne.")
        except workflow.Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            day = f"{begun.answer_due_on:%d/%m/%Y}"
            messages.success(request, f"Le courrier est écrit : la réponse est attendue jusqu’au {day} au moins.")
            return redirect("rights_files:file", begun.file_id)
    context = {
        "form": form, "file": file, "title": TITLE, "submit": "Écrire à la personne", "back": back,
        "period": period, "trail": [{"label": person.full_name, "url": back}, {"label": TITLE}],
    }  # fmt: skip
    return render(request, "rights_files/control_right.html", context)


def _situation(person: Person) -> dict:
    """What is known of the person today; the rest is unknown, and its papers say on which condition they are asked."""
    today = timezone.localdate()
    known = proposals(person, today).values()
    applicant = {"id": "p1", "role": "applicant", "birth_date": person.birth_date.isoformat()}
    if known.get("nationality"):
        applicant["nationality"] = known["nationality"]
    return {
        "date": today.isoformat(),
        "territory": TERRITORY_OF_DEPARTMENT.get(person.fund.department, "metropole"),
        "persons": [applicant],
    }
