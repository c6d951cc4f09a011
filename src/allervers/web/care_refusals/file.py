"""One file: what is told, what the law makes of it, who may learn of it, what was done."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allervers.domain.care_refusals import queries, workflow
from allervers.domain.care_refusals.codes import LinkKind, Recipient, State
from allervers.domain.care_refusals.models import CareRefusal
from allervers.domain.care_refusals.permissions import MEDIATE, may_mediate
from allervers.domain.pieces.refusals import Refused
from allervers.domain.privacy import journal
from allervers.law.care_refusals import QUESTIONS
from allervers.web.access import requires
from allervers.web.forms.refusals import refusals_in


def refusal_or_404(request: HttpRequest, care_refusal_id: UUID) -> CareRefusal:
    """A file that the database shows to the account: never one of a party with whom it declared a link."""
    rows = CareRefusal.objects.select_related("person", "referral", "author", "holder", "fund", "service")
    return get_object_or_404(rows, pk=care_refusal_id)


def trail(refusal: CareRefusal, here: str = "") -> list[dict]:
    """Desk, file, and the page below it."""
    above = [{"label": "Refus de soins", "url": reverse("care_refusals:desk")}]
    if not here:
        return [*above, {"label": refusal.reference}]
    page = reverse("care_refusals:file", args=[refusal.pk])
    return [*above, {"label": refusal.reference, "url": page}, {"label": here}]


@requires(MEDIATE, of=refusal_or_404, may=may_mediate, refused=Http404)
@never_cache
@require_safe
def show(request: HttpRequest, refusal: CareRefusal) -> HttpResponse:
    """The page; each opening is written into the journal of reads."""
    if refusal.person_id:
        journal.note_reading(refusal.person, request.user, journal.CARE_REFUSAL)
    finding, said = queries.judged(refusal), queries.agreements(refusal)
    steps = list(refusal.carerefusalsteps.all())
    for step in steps:
        step.is_late = queries.late(step)
    context = {
        "refusal": refusal,
        "who": queries.who(refusal),
        "finding": finding,
        "missing": [QUESTIONS[name] for name in finding.missing] if finding else [],
        "agreements": [(Recipient(code).label, consent) for code, consent in said.items()],
        "evidence": refusal.carerefusalevidences.all(),
        "sendings": refusal.carerefusalsendings.all(),
        "answers": refusal.carerefusalanswers.all(),
        "steps": steps,
        "others": queries.same_professional(refusal),
        "works": refusal.state == State.IN_HAND,
        "links": LinkKind.choices,
        "trail": trail(refusal),
    }
    return render(request, "care_refusals/file.html", context)


@requires(MEDIATE, of=refusal_or_404, may=may_mediate, refused=Http404)
@require_POST
def take(request: HttpRequest, refusal: CareRefusal) -> HttpResponse:
    """The mediator answers for it; one that ended is opened again."""
    try:
        workflow.take(refusal, by=request.user)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "Ce dossier est entre vos mains.")
    return redirect("care_refusals:file", refusal.pk)


@requires(MEDIATE, of=refusal_or_404, may=may_mediate, refused=Http404)
@require_POST
def declare_link(request: HttpRequest, refusal: CareRefusal) -> HttpResponse:
    """The mediator knows a party: the file is shown to them no more."""
    kind = request.POST.get("link", "")
    if kind not in LinkKind.values:
        messages.warning(request, "Rien n’a été noté : dites qui vous connaissez.")
        return redirect("care_refusals:file", refusal.pk)
    workflow.declare_link(refusal, kind, by=request.user)
    messages.success(request, f"C’est noté : {refusal.reference} revient à un autre médiateur.")
    return redirect("care_refusals:desk")


def form_page(request: HttpRequest, refusal: CareRefusal, form: forms.Form, title: str, write, lead="") -> HttpResponse:
    """Show the form; once it is written, back to the file."""
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            write(form.cleaned_data)
        if not form.errors:
            messages.success(request, "C’est enregistré.")
            return redirect("care_refusals:file", refusal.pk)
    context = {"form": form, "refusal": refusal, "title": title, "lead": lead, "trail": trail(refusal, title)}
    return render(request, "care_refusals/form.html", context)
