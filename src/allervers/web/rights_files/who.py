"""Before a file is examined: is its person known already? Side by side, and never decided by the machine."""

from dataclasses import dataclass

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from allervers.domain.organisations.roles import Permission
from allervers.domain.people.matching import ELEMENTS, Match
from allervers.domain.people.models import Person
from allervers.domain.rights_files import examining, recognising, workflow
from allervers.domain.rights_files.models import RightsFile
from allervers.domain.rights_files.permissions import may_examine
from allervers.web.access import requires
from allervers.web.careful import Careful, posted

from .examination import form_page
from .file import file_or_404

NEW = "new"


@dataclass(frozen=True)
class Candidate:
    """A known person beside the applicant, in words; `files`: how many rights files they have."""

    person: Person
    agreeing: str
    differing: str
    files: int


class WhoForm(Careful, forms.Form):
    who = forms.ChoiceField(
        label="Qui est-ce ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si la personne est déjà connue, ou nouvelle."},
    )

    def __init__(self, *args, found: list[Match], **options):
        super().__init__(*args, **options)
        known = [(str(match.person.pk), f"C’est {match.person.full_name}") for match in found]
        self.fields["who"].choices = [*known, (NEW, "Aucune d’elles : c’est une personne nouvelle")]


@requires(Permission.EXAMINE_FILE, of=file_or_404, may=may_examine)
@require_http_methods(["GET", "POST"])
def who(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Say who the applicant is, which takes the file up."""
    found = recognising.perhaps_known(file, request.user)
    if not found and request.method == "GET":
        return redirect("rights_files:file", file.pk)
    form = WhoForm(**posted(request), found=found)

    def save(given: dict) -> str:
        if given["who"] != NEW:
            known = next(match.person for match in found if str(match.person.pk) == given["who"])
            recognising.recognise(file, known, request.user)
        taken = examining.examine(file, workflow.Asked(request.user))
        return f"Le dossier est {taken.get_status_display()}."

    return form_page(
        request, file, form, "La personne est-elle déjà connue ?", "Prendre en charge", save, "rights_files/who.html",
        candidates=_candidates(found),
    )  # fmt: skip


def _candidates(found: list[Match]) -> list[Candidate]:
    persons = Person.objects.filter(pk__in=[match.person.pk for match in found])
    files = dict(persons.annotate(files=Count("rights_files")).values_list("pk", "files"))
    return [
        Candidate(match.person, _named(match.agreeing), _named(match.differing), files.get(match.person.pk, 0))
        for match in found
    ]


def _named(elements: list[str]) -> str:
    return ", ".join(ELEMENTS[element] for element in elements)
