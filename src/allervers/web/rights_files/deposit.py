"""Depositing a file for somebody: the form, and what it knows of the person from where it was begun."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from allervers.domain.coverage.models import GapLine
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission
from allervers.domain.people.models import Person
from allervers.domain.pieces.refusals import AlreadyUsed
from allervers.domain.privacy import journal
from allervers.domain.rights_files import workflow
from allervers.domain.rights_files.models import RightsFile
from allervers.web.access import requires
from allervers.web.careful import posted
from allervers.web.intent import intent_of, one_intent

from . import known, remedy
from .deposit_form import MOST_OTHERS, DepositForm


@transaction.atomic
def _deposit(form: DepositForm, person: Person | None, line: GapLine | None, account: User) -> tuple[RightsFile, bool]:
    """Deposit the file; begun from a page of its person, it knows them; begun from a line, it ends that line."""
    file = form.file()
    of_its_person = person is not None and remedy.is_of(file, person)
    if of_its_person:
        file.person = person
    kept, is_new = workflow.deposit(file, form.read, author=account)
    if of_its_person and line:
        remedy.end(line, account)
    return kept, is_new


@requires(Permission.DEPOSIT_FILE)
@require_http_methods(["GET", "POST"])
@one_intent
def new(request: HttpRequest) -> HttpResponse:
    """A new file; once deposited, its page says which papers to bring. In the address: `personne`, of whom it is, or
    `rupture`, the line of « Ruptures à éviter » that it was begun from."""
    if request.method == "GET" and (written := RightsFile.objects.filter(pk=intent_of(request)).first()):
        return redirect("rights_files:file", written.pk)
    line = remedy.line_of(request)
    person = line.person if line else known.person_of(request)
    filled_in = {}
    if person:
        journal.note_reading(person, request.user, journal.RIGHTS_FILE)
        found = known.known_of(person, timezone.localdate())
        initial = known.initial(person, found, MOST_OTHERS) | (remedy.known(line) if line else {})
        filled_in = {"found": found, "initial": initial}
    form = DepositForm(**posted(request), **filled_in, author=request.user, intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            file, is_new = _deposit(form, person, line, request.user)
        except AlreadyUsed:
            form.add_error(None, "Ce formulaire a déjà servi pour un autre dossier. Rouvrez-le.")
        else:
            said = "est déposé : voici les documents à joindre" if is_new else "était déjà déposé"
            messages.success(request, f"Le dossier {file.reference} {said}.")
            return redirect("rights_files:file", file.pk)
    return render(request, "rights_files/new.html", {"form": form})
