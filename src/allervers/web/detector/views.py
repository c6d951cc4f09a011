"""What a detector does: report a person, hand over the letter, see what became of their referrals."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.appointments.models import Appointment
from allervers.domain.appointments.partners import taken
from allervers.domain.appointments.permissions import may_book_for
from allervers.domain.appointments.words import when, whereabouts
from allervers.domain.field_actions import origins
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import AlreadyUsed
from allervers.domain.privacy import journal
from allervers.domain.referrals import letters, queries
from allervers.domain.referrals.codes import ConsentMode, DetectorFamily
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.permissions import may_read_letter, what_the_detector_may_know
from allervers.domain.referrals.workflow import detector_of, send
from allervers.web.access import requires
from allervers.web.exports import pdf_response
from allervers.web.forms.referral import ReferralForm
from allervers.web.intent import intent_of, one_intent
from allervers.web.pieces.referral import sections
from allervers.web.pieces.search import SHOWN, SearchForm, own_result
from allervers.web.simulator import entry as simulator

PER_PAGE = 25
ALREADY_SENT = "Ce signalement était déjà envoyé. Il n’a pas été enregistré une seconde fois."


@requires(Permission.REFER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def new(request):
    """The form; once sent, the page of the referral, also when the browser goes back to the form."""
    if request.method != "POST" and (sent := queries.reported_by(request.user).filter(pk=intent_of(request)).first()):
        messages.info(request, ALREADY_SENT)
        return redirect("detector:detail", pk=sent.pk)
    intent = intent_of(request)
    form = ReferralForm(request.POST or None, request.FILES or None, sender=request.user, intent=intent)
    if form.actions:
        form.initial["action"] = request.GET.get("action")  # from the page of an action
    if request.method == "POST" and form.is_valid():
        try:
            referral, written_now = send(form.referral(), sender=request.user)
            if written_now and form.action:
                origins.tie(referral, form.action)
        except AlreadyUsed:
            form.was_already_used()
        else:
            if written_now:
                messages.success(
                    request, f"Le signalement est envoyé à la Mission accompagnement santé : {referral.fund}."
                )
            else:
                messages.info(request, ALREADY_SENT)
            return redirect("detector:detail", pk=referral.pk)
    context = {"form": form, "shorter": _is_shorter(form), "today": timezone.localdate()}
    return render(request, "detector/new.html", context)


def _is_shorter(form: ReferralForm) -> bool:
    """An internal detector first sees only what must be typed; the rest is filled or can be left, and is folded."""
    family, _ = detector_of(form.sender)
    return family == DetectorFamily.INTERNAL and not form.is_bound and form["fund"].value() is not None


@requires(Permission.REFER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request):
    """The referrals that this account sent, the newest first, with what may be known of each; what is posted is
    searched among them alone, and never stands in an address."""
    form = SearchForm(request.POST, request.FILES) if request.method == "POST" else SearchForm()
    if form.is_valid():
        found = queries.of_reporter(form.cleaned_data["typed"], user=request.user, how_many=SHOWN + 1)
        results = [own_result(referral) for referral in found]
        context = {"form": form, "results": results[:SHOWN], "shown": SHOWN, "has_more": len(results) > SHOWN}
        return render(request, "detector/mine.html", context | {"searched": True})
    page = Paginator(queries.reported_by(request.user), PER_PAGE).get_page(request.GET.get("page"))
    prefetch_related_objects(page.object_list, "fund")
    follow_up = queries.follow_up(page.object_list)
    rows = [(referral, what_the_detector_may_know(referral, follow_up)) for referral in page.object_list]
    return render(request, "detector/mine.html", {"page": page, "rows": rows, "form": form})


def _sent(request, pk: UUID) -> Referral:
    """A referral that this account sent."""
    return get_object_or_404(queries.reported_by(request.user), pk=pk)


def _referral(request, pk: UUID) -> Referral:
    return get_object_or_404(Referral, pk=pk)


@requires(Permission.REFER, of=_sent)
@never_cache
@require_safe
def detail(request, referral: Referral):
    """One referral as it was sent, what may be known of it, and what remains to do."""
    known = what_the_detector_may_know(referral, queries.follow_up([referral]))
    may_book = may_book_for(request.user, referral) and bool(known.relevant) and not known.closed
    context = {
        "referral": referral,
        "known": known,
        "may_book": may_book,
        "appointments": [_appointment(one) for one in taken(referral)] if may_book else [],
        "remote": referral.consent_mode == ConsentMode.REMOTE,
        "sections": sections(referral),
        "simulator_address": simulator.address(referral.birth_date, referral.fund.department),
    }
    return render(request, "detector/detail.html", context)


def _appointment(found: Appointment) -> str:
    """« mardi 1er décembre 2026 à 9 h 30, Agence du Centre (guichet 2), 1 rue… : prévu »"""
    state = found.get_state_display()
    return f"{when(found.local_start)}, {whereabouts(found.opening)} : {state[0].lower()}{state[1:]}"


@requires(Permission.REFER, of=_referral, may=may_read_letter, refused=Http404)
@require_safe
def letter(request, referral: Referral):
    """The letter that confirms the accompaniment to somebody who agreed to it at a distance."""
    if file := Accompaniment.objects.filter(referral=referral, person__isnull=False).first():
        journal.note_reading(file.person, request.user, journal.LETTER)
    return pdf_response(letters.confirmation(referral), "courrier-de-confirmation.pdf", ours=True)


@requires(Permission.REFER, of=_sent)
@require_safe
def consent_form(request, referral: Referral | None = None):
    """The form that the person signs: blank before a referral, with their details after it."""
    return pdf_response(letters.consent_form(request.user.organisation, referral), "accord-a-signer.pdf", ours=True)
