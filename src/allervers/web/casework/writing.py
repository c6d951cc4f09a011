"""The line at the head of the timeline: a contact, a note, what the person wants, an action, written in place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.codes import NoteKind
from allervers.domain.accompaniment.models import Accompaniment, Action, Contact, Note
from allervers.domain.accompaniment.permissions import may_accompany
from allervers.domain.accompaniment.usual_actions import THEME_OF_ACTION
from allervers.domain.organisations.roles import Permission
from allervers.domain.people.models import Person
from allervers.web.access import requires
from allervers.web.forms.dates import said_back
from allervers.web.forms.refusals import refusals_in

from . import person as page
from .forms import back_to, person_or_404
from .line_form import LineForm, What

ALREADY = "C’était déjà enregistré : rien n’a été écrit une deuxième fois."


@requires(Permission.ACCOMPANY, of=person_or_404)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, person: Person) -> HttpResponse:
    """Write the line and come back to the page; refused, the same page says why, with what was typed."""
    files = writable(request, person)
    if request.method != "POST" or not files:
        if request.method == "POST":
            messages.warning(request, "Aucun accompagnement en cours où écrire pour cette personne.")
        return back_to(person)
    form = LineForm(request.POST, request.FILES, files=files)
    if form.is_valid():
        with refusals_in(form):
            told = _write(request, form)
        if not form.errors:
            messages.success(request, f"{told} {said_back(form)}".strip())
            return back_to(person)
    return page.shown(request, person, line=form)


def writable(request: HttpRequest, person: Person) -> list[Accompaniment]:
    """The person's open files in which the account may write, the latest first."""
    files = Accompaniment.objects.filter(person=person, opened_on__isnull=False, closed_on=None).order_by("-opened_on")
    return [file for file in files.select_related("referral") if may_accompany(request.user, file)]


def _write(request: HttpRequest, form: LineForm) -> str:
    given, file, author = form.cleaned_data, form.chosen, request.user
    if any(model.objects.filter(pk=given["id"]).exists() for model in (Contact, Action, Note)):
        return ALREADY
    if given["what"] == What.CONTACT:
        workflow.note_contact(
            file.referral,
            contact_id=given["id"],
            author=author,
            at=timezone.now().replace(second=0, microsecond=0),
            incoming=False,
            note=given["text"],
            **{name: given[name] for name in ("channel", "result", "next_on")},
        )
        return "Le contact est noté."
    if given["what"] == What.ACTION:
        label = given["usual"]
        what = {"label": label, "theme": THEME_OF_ACTION[label].value, "due_on": given["due_on"], "note": given["text"]}
        workflow.plan_action(file, action_id=given["id"], author=author, **what)
        return "L’action est ajoutée."
    kind = NoteKind(given["what"])
    workflow.write_note(file, note_id=given["id"], author=author, kind=kind, text=given["text"])
    return f"{kind.label} : c’est noté."
