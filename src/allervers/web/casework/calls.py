"""A call that was just made, noted in one click from a list or from the person's page, and taken back in another."""

import datetime
import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.codes import Channel, ContactResult
from allervers.domain.accompaniment.models import Accompaniment, Contact
from allervers.domain.accompaniment.permissions import may_correct, may_triage, may_work_in
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import Refused
from allervers.domain.referrals.models import Referral
from allervers.law.working_days import add_working_days
from allervers.web import undo
from allervers.web.access import requires
from allervers.web.templatetags.design import day

from .forms import file_or_404

EXAMINED = "Cette saisine a été examinée entre-temps : rien n’a été écrit."
LONGEST = 500
RESULTS = (ContactResult.REACHED, ContactResult.NO_ANSWER)


@requires(Permission.ACCOMPANY, of=file_or_404, may=may_work_in)
@require_POST
def note(request: HttpRequest, file: Accompaniment) -> HttpResponse:
    """A call to the person of an open file: `result` reached or not answered, under the identifier `id`."""
    return _note(request, file.referral, reverse("casework:person", args=[file.person_id]))


def _mine(request: HttpRequest, referral_id: uuid.UUID) -> Referral:
    """Of the account's fund, held until the call is written."""
    mine = Referral.objects.select_for_update().filter(fund_id=request.user.organisation_id)
    return get_object_or_404(mine, pk=referral_id)


@requires(Permission.TRIAGE, of=_mine)
@require_POST
def note_waiting(request: HttpRequest, referral: Referral) -> HttpResponse:
    """The same for a referral that waits in the inbox of the account's fund."""
    page = reverse("casework:triage", args=[referral.pk])
    if not may_triage(request.user, referral):
        messages.warning(request, EXAMINED)
        return HttpResponseRedirect(page)
    return _note(request, referral, page)


def _note(request: HttpRequest, referral: Referral, page: str) -> HttpResponse:
    back = back_of(request, page)
    result, key = request.POST.get("result"), _identifier(request.POST.get("id", ""))
    if result not in RESULTS or key is None:
        messages.warning(request, "Rien n’a été noté : utilisez les boutons de la page.")
        return HttpResponseRedirect(back)
    if Contact.objects.filter(pk=key, referral=referral, author=request.user).exists():
        messages.info(request, "Cet appel était déjà noté : rien n’a été écrit une deuxième fois.")
        return HttpResponseRedirect(back)
    again = add_working_days(timezone.localdate(), 1) if result == ContactResult.NO_ANSWER else None
    try:
        contact = workflow.note_contact(
            referral,
            contact_id=key,
            author=request.user,
            at=timezone.now().replace(second=0, microsecond=0),
            channel=Channel.PHONE,
            incoming=False,
            result=result,
            note="",
            next_on=again,
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return HttpResponseRedirect(back)
    taken_back = reverse("casework:take-back-contact", args=[contact.pk])
    undo.done(request, _told(again), undo=taken_back, back=back)
    return HttpResponseRedirect(back)


def _told(again: datetime.date | None) -> str:
    if again:
        return f"Appel sans réponse noté, à rappeler le {day(again)}."
    return "Appel noté : la personne a été jointe."


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _contact(request: HttpRequest, contact_id: uuid.UUID) -> Contact:
    return get_object_or_404(Contact.objects.select_related("referral"), pk=contact_id)


@requires(Permission.ACCOMPANY, of=_contact)
@require_POST
def take_back(request: HttpRequest, contact: Contact) -> HttpResponse:
    """The contact was noted by mistake."""
    file = Accompaniment.objects.filter(referral_id=contact.referral_id).first()
    page = reverse("casework:person", args=[file.person_id]) if file and file.person_id else reverse("casework:inbox")
    if not may_correct(request.user, contact, file):
        messages.warning(request, "Ce contact ne peut plus être retiré.")
        return HttpResponseRedirect(back_of(request, page))
    try:
        with transaction.atomic():
            workflow.take_back_contact(contact)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Le contact est retiré : il n’a pas eu lieu.")
    return HttpResponseRedirect(back_of(request, page))


def back_of(request: HttpRequest, page: str) -> str:
    """The page of this site where the button was; `page` where none is said."""
    asked = request.POST.get("back", "")
    ours = len(asked) < LONGEST and asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours else page
