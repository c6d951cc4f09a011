"""Letters on their way to the printer: what waits, what somebody must see to, and the batches that were made."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from allervers.domain.organisations.roles import Permission
from allervers.domain.rights_files import sending
from allervers.domain.rights_files.models import Letter, LetterBatch
from allervers.domain.rights_files.permissions import may_hand_letter
from allervers.domain.rights_files.tasks import ask_for_a_batch
from allervers.domain.rights_files.workflow import Refused
from allervers.web.access import requires
from allervers.web.exports import pdf_response

from .file import letter_or_404

PER_PAGE = 25
HERE = "Courriers à envoyer"


@requires(Permission.EXAMINE_FILE)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What waits for the next batch of this account's organisation, and its batches, the newest first."""
    batches = LetterBatch.objects.filter(sender=request.user.organisation)
    context = {
        "outlook": sending.outlook(request.user.organisation),
        "page": Paginator(batches, PER_PAGE).get_page(request.GET.get("page")),
        "has_folder": bool(settings.LETTERS),
    }
    return render(request, "rights_files/batches.html", context)


@requires(Permission.EXAMINE_FILE)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """One button: what waits leaves as a batch, made by the worker; one that was not handed over is tried again."""
    ask_for_a_batch(request.user.organisation)
    messages.success(request, "Le lot se fait. Rouvrez cette page dans une minute pour le voir.")
    return redirect("rights_files:batches")


def batch_or_404(request: HttpRequest, letter_batch_id: int) -> LetterBatch:
    """Of the account's own organisation: nobody else sees its letters (row-level security)."""
    return get_object_or_404(LetterBatch, pk=letter_batch_id, sender=request.user.organisation)


@requires(Permission.EXAMINE_FILE, of=batch_or_404)
@require_safe
def batch(request: HttpRequest, found: LetterBatch) -> HttpResponse:
    """One batch: its PDF files, its manifest, and each letter that it holds."""
    sendings = found.sendings.select_related("letter", "file").defer("letter__content", "file__situation")
    title = str(found).capitalize()
    context = {
        "batch": found,
        "title": title,
        "parts": [{"name": sending.part_name(place), "place": place, **part} for place, part in enumerate(found.parts)],
        "page": Paginator(sendings.order_by("part", "place"), PER_PAGE).get_page(request.GET.get("page")),
        "trail": [{"label": HERE, "url": reverse("rights_files:batches")}, {"label": title}],
    }
    return render(request, "rights_files/batch.html", context)


@requires(Permission.EXAMINE_FILE, of=batch_or_404)
@require_safe
def part(request: HttpRequest, found: LetterBatch) -> HttpResponse:
    """One PDF of a batch, printed again from the words that were kept: the same to the byte, or not at all."""
    place = _place(request, found)
    try:
        content = sending.part_again(found, place)
    except sending.Changed as fault:
        messages.warning(request, f"{fault} Imprimez-les un par un, depuis la liste ci-dessous.")
        return redirect("rights_files:batch", found.pk)
    return pdf_response(content, f"{sending.name_of(found)}-{sending.part_name(place)}")


def _place(request: HttpRequest, found: LetterBatch) -> int:
    typed = request.GET.get("partie", "0")
    if not typed.isdecimal() or len(typed) > 5 or int(typed) >= len(found.parts):
        raise Http404
    return int(typed)


@requires(Permission.EXAMINE_FILE, of=batch_or_404)
@require_safe
def manifest(request: HttpRequest, found: LetterBatch) -> HttpResponse:
    """The lines that the printer ticks: where each letter stands; nobody's name."""
    name = f"{sending.name_of(found)}-manifeste.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    content = sending.manifest(found).encode("utf-8-sig")
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@requires(Permission.EXAMINE_FILE, of=batch_or_404)
@require_POST
def handed_over(request: HttpRequest, found: LetterBatch) -> HttpResponse:
    """Somebody gave the files of the batch to the printer."""
    if sending.note_handed_over(found, timezone.localdate()):
        messages.success(request, f"Le {found} est noté comme remis à l’imprimeur.")
    else:
        messages.info(request, f"Le {found} était déjà noté comme remis, le {found.handed_over_on:%d/%m/%Y}.")
    return redirect("rights_files:batch", found.pk)


@requires(Permission.EXAMINE_FILE, of=letter_or_404, may=may_hand_letter, refused=Http404)
@require_POST
def by_hand(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Somebody gave a letter to the person, or posted it: it leaves in no batch."""
    try:
        sending.handed_to_the_person(letter, author=request.user, today=timezone.localdate())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"Le courrier du dossier {letter.file.reference} est noté comme remis.")
    return redirect("rights_files:batches")
