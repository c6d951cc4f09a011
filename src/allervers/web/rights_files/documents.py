"""Papers on the screen: sending one, saying that it cannot be had, opening it, setting it aside."""

import uuid
from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pikepdf import PdfError

from allervers.domain.documents import intake
from allervers.domain.documents import workflow as documents
from allervers.domain.documents.models import Document
from allervers.domain.documents.sealing import Spoilt
from allervers.domain.documents.stamping import stamped
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import AlreadyUsed
from allervers.domain.privacy import journal
from allervers.domain.rights_files import held, papers, supplying, workflow
from allervers.domain.rights_files.codes import Intention, PaperState
from allervers.domain.rights_files.models import RequiredPaper, RightsFile, SuppliedPaper
from allervers.domain.rights_files.permissions import (
    may_complete,
    may_complete_line,
    may_read_paper,
    may_set_aside,
    may_take_up,
)
from allervers.web.access import requires
from allervers.web.careful import Careful, only_show_when_resumed, posted, tidy_texts
from allervers.web.exports import pdf_response
from allervers.web.forms.dates import TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.forms.files import NOT_STORED, TOO_HEAVY, FilesField, is_too_heavy
from allervers.web.intent import intent_of, one_intent

from .file import file_or_404, note_reading, trail


class DocumentForm(forms.Form):
    """What is sent, and which line of the list it answers to."""

    id = MintedIdField()
    line = forms.ModelChoiceField(
        RequiredPaper.objects.none(),
        label="Quel document ?",
        empty_label="Choisissez",
        error_messages={"required": "Dites à quelle ligne de la liste ce document répond."},
    )
    content = FilesField(
        label="Fichier",
        help_text="Un PDF, ou une ou plusieurs photos (elles formeront un seul document, dans l’ordre choisi). "
        f"{intake.MOST_BYTES // 1024**2} Mo au plus.",
    )
    dated_on = TypedDateField(label="Date écrite sur le document", required=False)
    intention = forms.ChoiceField(
        label="C’est un document",
        choices=[
            (Intention.FIRST, "de la liste"),
            (Intention.SECOND, "qui remplace, faute de mieux (seconde intention)"),
        ],
        initial=Intention.FIRST,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, file: RightsFile, intent: uuid.UUID | None = None, line: str = "", **options):
        super().__init__(*args, initial={**({"id": intent} if intent else {}), "line": line}, **options)
        self.fields["line"].queryset = file.requiredpapers.order_by("place")
        self.fields["line"].label_from_instance = lambda row: row.label
        tidy_texts(self)

    def clean(self) -> dict:
        given = super().clean()
        only_show_when_resumed(self)
        return given


@requires(Permission.SEE_FILE, of=file_or_404, may=may_complete)
@require_http_methods(["GET", "POST"])
@one_intent
def add(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """One more document in the file."""
    form = DocumentForm(**posted(request), file=file, intent=intent_of(request), line=request.GET.get("ligne", ""))
    if request.method == "POST" and is_too_heavy(request):
        form.add_error("content", TOO_HEAVY)
    elif request.method == "POST" and form.is_valid() and _keep(request, file, form):
        return redirect("rights_files:file", file.pk)
    context = {"form": form, "file": file, "trail": trail(request.user, file, "Ajouter un document")}
    return render(request, "rights_files/document.html", context)


def _keep(request: HttpRequest, file: RightsFile, form: DocumentForm) -> bool:
    """Whether the document is in the file; else the form says why not."""
    given = form.cleaned_data
    handed = supplying.Handed(given["line"].code, given["line"].of_person, given["dated_on"], given["intention"])
    try:
        document = store(file, given["id"], given["content"], handed, author=request.user)
    except AlreadyUsed:
        messages.info(request, "Ce document était déjà enregistré : rien n’a été écrit une deuxième fois.")
        return True
    except intake.Refused as refusal:
        form.add_error("content", str(refusal))
    except workflow.Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    except OSError:
        form.add_error(None, NOT_STORED)
    if form.errors:
        return False
    messages.success(request, f"Le document est enregistré ({document.pages} page{'s' * (document.pages > 1)}).")
    return True


def store(
    file: RightsFile, document_id: uuid.UUID, content: Iterable[UploadedFile], handed: supplying.Handed, *, author: User
) -> Document:
    """Keep what was sent as one document of the file, whole or not at all; raises what `keep` and `supply` refuse."""
    received = [each.read() for each in content]
    with transaction.atomic():
        document = documents.keep(
            intake.read(received),
            document_id=document_id,
            fund_id=file.fund_id,
            author=author,
            digest=documents.digest_of(received, file.fund_id),
        )
        supplying.supply(file, document, handed, author=author)
    return document


class ImpossibleForm(Careful, forms.Form):
    """Why a paper cannot be had: a hospital attests it, the person has lost everything…"""

    line = forms.ModelChoiceField(RequiredPaper.objects.none(), label="Quel document ?", empty_label="Choisissez")
    why = forms.CharField(
        label="Pourquoi ne peut-il pas être fourni ?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Écrivez pourquoi, en quelques mots."},
    )

    def __init__(self, *args, file: RightsFile, line: str = "", **options):
        super().__init__(*args, initial={"line": line}, **options)
        self.fields["line"].queryset = file.requiredpapers.order_by("place")
        self.fields["line"].label_from_instance = lambda row: row.label


@requires(Permission.SEE_FILE, of=file_or_404, may=may_complete)
@require_http_methods(["GET", "POST"])
def impossible(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """A paper that cannot be had is told, with its reason, and is not awaited any more."""
    form = ImpossibleForm(**posted(request), file=file, line=request.GET.get("ligne", ""))
    if request.method == "POST" and form.is_valid():
        row = form.cleaned_data["line"]
        try:
            supplying.declare_impossible(
                file, supplying.Handed(row.code, row.of_person), why=form.cleaned_data["why"], author=request.user
            )
        except workflow.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "C’est noté : ce document n’est plus attendu.")
            return redirect("rights_files:file", file.pk)
    title = "Un document impossible à fournir"
    context = {
        "form": form,
        "file": file,
        "title": title,
        "submit": "Enregistrer",
        "trail": trail(request.user, file, title),
    }
    return render(request, "rights_files/form.html", context)


def _line(request: HttpRequest, required_paper_id: int) -> RequiredPaper:
    return get_object_or_404(RequiredPaper.objects.select_related("file"), pk=required_paper_id)


@requires(Permission.SEE_FILE, of=_line, may=may_complete_line)
@require_POST
def not_concerned(request: HttpRequest, row: RequiredPaper) -> HttpResponse:
    """« Ne concerne pas la personne »: for a line whose condition the situation left open."""
    try:
        supplying.not_concerned(row, author=request.user)
    except workflow.Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"« {row.label} » ne concerne pas la personne : la ligne quitte la liste.")
    return redirect("rights_files:file", row.file_id)


def _supplied(request: HttpRequest, supplied_document_id: uuid.UUID) -> SuppliedPaper:
    """By the identifier of its document."""
    return get_object_or_404(
        SuppliedPaper.objects.select_related("document", "file", "required"), document_id=supplied_document_id
    )


@requires(Permission.EXAMINE_FILE, of=_supplied, may=may_read_paper, refused=Http404)
@require_safe
def read(request: HttpRequest, supplied: SuppliedPaper) -> HttpResponse:
    """The document itself, as an attachment: never shown by the browser in our place. A copy of an identity paper bears
    the file's reference."""
    if not supplied.document.is_openable:
        return _not_openable(request, supplied, supplied.document.get_scan_display())
    try:
        content = documents.content_of(supplied.document)
        if papers.is_of_identity(supplied.required.code):
            content = stamped(content, f"{supplied.file.reference} — copie reçue pour ce seul dossier")
    except (OSError, Spoilt):
        return _not_openable(request, supplied, "le document ne peut pas être lu, un contrôle le signale")
    except PdfError:
        return _not_openable(request, supplied, "la marque du dossier ne s’y pose pas ; demandez une photo")
    note_reading(request, supplied.file, journal.DOCUMENT)
    response = pdf_response(content, f"{supplied.file.reference.lower()}-{supplied.required.code}.pdf")
    response["Content-Security-Policy"] = "sandbox"
    return response


def _not_openable(request: HttpRequest, supplied: SuppliedPaper, why: str) -> HttpResponse:
    messages.warning(request, f"Ce document ne s’ouvre pas : {why}.")
    return redirect("rights_files:file", supplied.file_id)


@requires(Permission.EXAMINE_FILE, of=_line, may=may_take_up, refused=Http404)
@require_POST
def take_up(request: HttpRequest, row: RequiredPaper) -> HttpResponse:
    """Join to this line the paper that another file of the person holds."""
    try:
        line = held.take_up(row.file, row, document_id=uuid.uuid4(), author=request.user)
    except workflow.Refused as refusal:
        messages.warning(request, str(refusal))
    except (OSError, Spoilt):
        messages.error(request, NOT_STORED)
    else:
        messages.success(request, f"Le document est repris du dossier {line.supplied.taken_from}.")
    return redirect("rights_files:file", row.file_id)


@requires(Permission.EXAMINE_FILE, of=_supplied, may=may_set_aside, refused=Http404)
@require_POST
def set_aside(request: HttpRequest, supplied: SuppliedPaper) -> HttpResponse:
    """Illegible, or out of date: its line is awaited again."""
    try:
        supplying.set_aside(supplied, request.POST.get("state", ""), author=request.user)
    except workflow.Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        word = PaperState(request.POST["state"]).label
        messages.success(request, f"« {supplied.required.label} » est noté : {word}. Il reste dans le dossier.")
    return redirect("rights_files:file", supplied.file_id)
