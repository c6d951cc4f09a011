"""One request made to a social service: who, what for, whether they are known; the first level's answer, interviews."""

import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.organisations.models import Service, User
from allervers.domain.organisations.roles import Role
from allervers.domain.organisations.services import members_of
from allervers.domain.pieces.refusals import Refused
from allervers.domain.privacy import journal
from allervers.domain.social_service import notes, workflow
from allervers.domain.social_service.codes import Answer, State, Way
from allervers.domain.social_service.models import (
    SocialServiceAccess,
    SocialServiceFile,
    SocialServiceInterview,
    SocialServiceReferral,
)
from allervers.domain.social_service.permissions import ANSWER, may_follow, may_settle, may_work_on
from allervers.domain.social_service.queries import known
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import ComingDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.forms.widgets import RevealingRadioSelect
from allervers.web.intent import intent_of, one_intent

OUTCOMES = {
    State.HELD: "C’est noté : l’entretien a eu lieu.",
    State.NO_SHOW: "C’est noté : la personne n’est pas venue.",
    State.CANCELLED: "L’entretien est annulé.",
}


class AnswerForm(Careful, forms.Form):
    """What the first level makes of a request."""

    required_when_shown = {"oriented_to", "worker", "starts_on", "starts_at"}

    id = MintedIdField()
    analysis = forms.CharField(
        label="Analyse de la situation",
        help_text="Les membres du service social seuls la lisent.",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    answer = forms.ChoiceField(
        label="Quelle suite ?",
        choices=Answer.choices,
        widget=RevealingRadioSelect(reveals={Answer.ORIENTED: "other", Answer.BOOKED: "appointment"}),
        error_messages={"required": "Dites quelle suite est donnée à la demande."},
    )
    oriented_to = forms.CharField(label="Vers quel organisme ?", max_length=200, required=False)
    worker = forms.ModelChoiceField(User.objects.none(), label="Avec qui ?", required=False, empty_label="Choisissez")
    starts_on = ComingDateField(label="Quel jour ?", required=False)
    starts_at = forms.TimeField(
        label="À quelle heure ?",
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Écrivez une heure : 09:00."},
    )
    way = forms.ChoiceField(
        label="Comment ?",
        choices=Way.choices,
        initial=Way.ON_SITE,
        required=False,
        widget=forms.RadioSelect({"class": "in-columns"}),
    )

    def __init__(self, *args, service: Service, intent: UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)
        self.fields["worker"].queryset = members_of(service).filter(role=Role.SOCIAL_WORKER)

    def clean(self):
        given = super().clean()
        if given.get("answer") == Answer.ORIENTED and not given.get("oriented_to"):
            self.add_error("oriented_to", "Dites vers quel organisme la personne est orientée.")
        if given.get("answer") == Answer.BOOKED:
            asked = {
                "way": "Dites comment la personne est reçue.",
                "worker": "Dites qui reçoit la personne.",
                "starts_on": "Dites quel jour.",
                "starts_at": "Dites à quelle heure.",
            }
            for name, sentence in asked.items():
                if not given.get(name) and given.get(name) != datetime.time() and name not in self.errors:
                    self.add_error(name, sentence)
        return given

    def said(self) -> dict:
        """What the workflow is told."""
        given = self.cleaned_data
        told = {name: given[name] for name in ("answer", "analysis", "oriented_to")} | {"key": given["id"]}
        if given["answer"] == Answer.BOOKED:
            moment = timezone.make_aware(datetime.datetime.combine(given["starts_on"], given["starts_at"]))
            told |= {"worker": given["worker"], "starts_at": moment, "way": given["way"]}
        return told


def request_or_404(request: HttpRequest, social_referral_id: UUID) -> SocialServiceReferral:
    """A request that the database shows to the account: of its service, or its own."""
    found = SocialServiceReferral.objects.select_related("fund", "service", "author__organisation")
    return get_object_or_404(found, pk=social_referral_id)


def interview_or_404(request: HttpRequest, interview_id: UUID) -> SocialServiceInterview:
    """An interview of the account's service."""
    return get_object_or_404(SocialServiceInterview.objects.select_related("file"), pk=interview_id)


@requires(ANSWER, of=request_or_404, may=may_work_on, refused=Http404)
@never_cache
@require_safe
@one_intent
def show(request: HttpRequest, asked: SocialServiceReferral) -> HttpResponse:
    """The page; each opening is written into the journal of reads where the person is known to the fund."""
    return _page(request, asked)


@requires(ANSWER, of=request_or_404, may=may_work_on, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, asked: SocialServiceReferral) -> HttpResponse:
    """Informed, oriented, booked, declined or not reached."""
    if request.method != "POST":
        return redirect("social_service:request", asked.pk)
    form = AnswerForm(**posted(request), service=asked.service)
    if form.is_valid():
        try:
            made = workflow.answer(asked, by=request.user, **form.said())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, f"C’est noté : {made.get_answer_display().lower()}.")
            return redirect("social_service:request", asked.pk)
    return _page(request, asked, form)


def _page(request: HttpRequest, asked: SocialServiceReferral, form: AnswerForm | None = None) -> HttpResponse:
    file = SocialServiceFile.objects.select_related("answered_by", "worker").filter(referral=asked).first()
    found = known(asked)
    if person_id := asked.person_id or found.person_id:
        journal.note_reading_of(asked.fund_id, person_id, request.user, journal.SOCIAL_SERVICE_FILE)
    if file is None and form is None:
        form = AnswerForm(service=asked.service, intent=intent_of(request))
    context = {
        "asked": asked,
        "age": asked.age_on(timezone.localdate()),
        "file": file,
        "known": found,
        "form": form,
        "interviews": file.interviews.select_related("worker") if file else (),
        "steps": file.steps.all() if file else (),
        "notes": notes.shown_to(request.user, file) if file else (),
        "shares": asked.shares.select_related("author") if file else (),
        "accesses": SocialServiceAccess.objects.filter(file=file).select_related("account") if file else (),
        "follows": file is not None and may_follow(request.user, file),
        "now": timezone.now(),
        "trail": [{"label": "Service social", "url": reverse("social_service:desk")}, {"label": asked.full_name}],
    }
    return render(request, "social_service/request.html", context)


@requires(ANSWER, of=interview_or_404, may=may_settle, refused=Http404)
@require_POST
def outcome(request: HttpRequest, interview: SocialServiceInterview) -> HttpResponse:
    """Who came, in one click."""
    state = request.POST.get("state", "")
    try:
        if state not in OUTCOMES:
            raise Refused("Rien n’a été noté : choisissez a eu lieu, absent ou annulé.")
        workflow.settle(interview, state)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, OUTCOMES[State(state)])
    return redirect("social_service:request", interview.file.referral_id)
