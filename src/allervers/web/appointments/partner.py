"""Whoever reported a person takes an appointment for them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods

from allervers.domain.appointments import partners, workflow
from allervers.domain.appointments.codes import Kind
from allervers.domain.appointments.permissions import BOOK_FOR_REPORTED, may_book_for
from allervers.domain.appointments.queries import Offer
from allervers.domain.appointments.slots import Slot
from allervers.domain.appointments.words import when, whereabouts
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.queries import reported_by
from allervers.web.access import requires
from allervers.web.careful import posted
from allervers.web.intent import intent_of, one_intent

from .booking import SlotForm


class PartnerForm(SlotForm):
    """The same, said without the names of agents; what is chosen is read again for the fund."""

    def offer(self, offered: list[Offer]) -> None:
        super().offer(offered)
        self.fields["slot"].widget.choices = [(each.slot.key, _said(each.slot)) for each in offered]

    def clean_slot(self) -> str:
        return self.cleaned_data["slot"]


def _said(slot: Slot) -> str:
    return f"{capfirst(when(slot.local_start))}, {whereabouts(slot.opening)}. {Kind(slot.opening.kind).label}"


def _sent(request: HttpRequest, referral_id: UUID) -> Referral:
    """A referral that this account sent."""
    return get_object_or_404(reported_by(request.user).select_related("fund"), pk=referral_id)


@requires(BOOK_FOR_REPORTED, of=_sent, may=may_book_for, refused=Http404)
@require_http_methods(["GET", "POST"])
@one_intent
def book(request: HttpRequest, referral: Referral) -> HttpResponse:
    """The moments that the fund opened; the one that is chosen, or the next ones where somebody was faster."""
    form = PartnerForm(**posted(request), offered=partners.offered(referral), intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = partners.book(referral, given["slot"], appointment_id=given["id"], author=request.user)
        except workflow.Taken as refusal:
            form.add_error("slot", f"{refusal} Voici les prochains.")
            # `refusal.instead` is of the fund's whole agenda: a partner is shown the hours opened to partners alone.
            form.offer(partners.offered(referral))
        except (Refused, AlreadyUsed) as refusal:
            form.add_error("slot" if refusal.field == "slot" else None, str(refusal))
        else:
            messages.success(request, f"Rendez-vous le {when(made.local_start)}. La personne en est prévenue.")
            return redirect("detector:detail", referral.pk)
    context = {"form": form, "referral": referral, "there_are": bool(form.fields["slot"].widget.choices)}
    return render(request, "appointments/partner.html", context)
