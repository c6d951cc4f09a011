"""All the papers that somebody has in their hands, sent at once: a file beside each line of the list."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from allervers.domain.documents import intake
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from allervers.domain.rights_files import papers, supplying
from allervers.domain.rights_files.models import RequiredPaper, RightsFile
from allervers.domain.rights_files.permissions import may_complete
from allervers.web.access import requires
from allervers.web.careful import posted
from allervers.web.forms.files import NOT_STORED, FilesField, is_too_heavy
from allervers.web.intent import intent_of, one_intent

from .documents import store
from .file import file_or_404, trail

TOO_HEAVY = f"Ensemble, ces documents sont trop lourds : {intake.MOST_BYTES // 1024**2} Mo au plus en une fois."
NO_FILE = "Choisissez au moins un fichier, sur la ligne du document."


class SeveralForm(forms.Form):
    """A file for each of these lines; any may be left empty, not all."""

    mark_optional = False

    def __init__(self, *args, lines: list[RequiredPaper], **options):
        super().__init__(*args, **options)
        self.lines = {f"line-{line.pk}": line for line in lines}
        for name, line in self.lines.items():
            label = line.label[:1].upper() + line.label[1:]
            self.fields[name] = FilesField(label=label, help_text=line.detail, required=False)

    def clean(self) -> dict:
        given = super().clean()
        if not self.errors and not any(given.values()):
            raise forms.ValidationError(NO_FILE)
        return given

    def forget(self, there: set[int]) -> None:
        """Ask no more for what is there."""
        for name, line in self.lines.items():
            if line.pk in there and name not in self.errors:
                del self.fields[name]


@requires(Permission.SEE_FILE, of=file_or_404, may=may_complete)
@require_http_methods(["GET", "POST"])
@one_intent
def add(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Each file is kept or refused by itself: one that cannot be read takes none of the others with it."""
    # What was sent once is still a field: sent again by a second click, it is found, not doubled.
    form = SeveralForm(**posted(request), lines=[line.required for line in papers.lines(file)])
    if request.method == "POST" and is_too_heavy(request):
        form.add_error(None, TOO_HEAVY)
    elif request.method == "POST" and form.is_valid():
        kept = [_keep(request, file, form, name) for name, content in list(form.cleaned_data.items()) if content]
        _tell(request, sum(kept))
        if not form.errors:
            return redirect("rights_files:file", file.pk)
    form.forget({line.required.pk for line in papers.lines(file) if line.is_there})
    context = {"form": form, "file": file, "trail": trail(request.user, file, "Ajouter plusieurs documents")}
    return render(request, "rights_files/documents.html", context)


def _keep(request: HttpRequest, file: RightsFile, form: SeveralForm, name: str) -> bool:
    """Whether a document came with this call; the form says why one was refused."""
    line = form.lines[name]
    key = uuid.uuid5(intent_of(request) or uuid.uuid4(), name)
    try:
        store(file, key, form.cleaned_data[name], supplying.Handed(line.code, line.of_person), author=request.user)
    except AlreadyUsed:
        return False
    except (intake.Refused, Refused) as refusal:
        form.add_error(name, str(refusal))
    except OSError:
        form.add_error(name, NOT_STORED)
    return name not in form.errors


def _tell(request: HttpRequest, kept: int) -> None:
    if kept:
        several = "s sont enregistrés" if kept > 1 else " est enregistré"
        messages.success(request, f"{kept} document{several}.")
