"""A referral that waits: what it says, who the person may be, and what becomes of it.

A known person is never attached silently: the adviser says « c'est la même personne » or « une nouvelle personne ».
"""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.codes import ContactResult
from allervers.domain.accompaniment.models import Accompaniment, Contact
from allervers.domain.accompaniment.permissions import may_correct, may_triage
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission
from allervers.domain.people.matching import candidates, hold_persons
from allervers.domain.people.workflow import learn_from
from allervers.domain.privacy.journal import note_reading
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.queries import waiting_alike
from allervers.web.access import requires
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent
from allervers.web.pieces import beside
from allervers.web.pieces.referral import sections

from .comparison import candidates_for
from .contacts import ALREADY_NOTED, ContactForm
from .triage_forms import AcceptForm, CloseForm
from .words import spoken_language

READING = "Comparaison avec une saisine"
ALIKE_SHOWN = 10


def _mine(request: HttpRequest, referral_id: uuid.UUID) -> Referral:
    """The fund is asked for here: the account may also see referrals that it sent to other funds itself."""
    mine = Referral.objects.filter(fund_id=request.user.organisation_id)
    return get_object_or_404(mine.prefetch_related("contacts__author", "fund"), pk=referral_id)


@requires(Permission.TRIAGE, of=_mine)
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def show(request: HttpRequest, referral: Referral) -> HttpResponse:
    """One referral of the account's fund. What is posted says which of the three forms it comes from (`what`)."""
    what = request.POST.get("what") if request.method == "POST" else None
    if not may_triage(request.user, referral):
        return _already_triaged(request, referral, what)
    if what == "accept":
        hold_persons(referral.fund_id)  # before looking who the person may be
    page = Triage(request, referral, what)
    if done := page.write():
        return done
    if what:
        # What was refused may have been so because somebody else was faster.
        referral.refresh_from_db(fields=["triaged_at"])
        if referral.triaged_at:
            return _already_triaged(request, referral, what)
    return page.render()


class Triage:
    """The page with its three forms, of which one at most was sent."""

    def __init__(self, request: HttpRequest, referral: Referral, what: str | None):
        self.request = request
        self.referral = referral
        self.what = what
        intent = intent_of(request)
        self.attempt = ContactForm(*self._sent("attempt"), referral=referral, intent=intent, prefix="attempt")
        self.accept = self._accept_form()
        self.close = CloseForm(*self._sent("close"), attempts=workflow.attempts_without_success(referral))

    def _sent(self, name: str) -> tuple:
        return (self.request.POST, self.request.FILES) if self.what == name else (None, None)

    def _accept_form(self) -> AcceptForm:
        found = candidates_for(self.referral, candidates(self.referral, self.referral.fund_id))
        return AcceptForm(*self._sent("accept"), referral=self.referral, candidates=found)

    @property
    def forms(self) -> list:
        """The one that was sent, if any."""
        return [form for form in (self.attempt, self.accept, self.close) if form.is_bound]

    def write(self) -> HttpResponse | None:
        """Do what was sent and say where to go; None when nothing was sent, or when it is wrong or refused."""
        writers = {self.attempt: self._attempt, self.accept: self._accept, self.close: self._close}
        done = None
        for form in self.forms:
            if form.is_valid():
                with refusals_in(form):
                    done = writers[form]()
                if form is self.accept and not done:
                    self._ask_again()
        return done

    def _ask_again(self) -> None:
        """An acceptance was refused: somebody may have written this person meanwhile, who must be shown."""
        refused = self.accept.errors
        self.accept = self._accept_form()
        for sentences in refused.values():
            for sentence in sentences:
                self.accept.add_error(None, sentence)

    def _attempt(self) -> HttpResponse:
        # The same form sent twice at once: the second waits here, then finds what the first wrote.
        Referral.objects.select_for_update().get(pk=self.referral.pk)
        if self.referral.contacts.filter(pk=self.attempt.cleaned_data["id"], **self.attempt.what()).exists():
            messages.info(self.request, ALREADY_NOTED)
            return redirect("casework:triage", self.referral.pk)
        workflow.note_contact(
            self.referral,
            contact_id=self.attempt.cleaned_data["id"],
            author=self.request.user,
            **self.attempt.what(),
        )
        messages.success(self.request, "Le contact est noté.")
        return redirect("casework:triage", self.referral.pk)

    def _accept(self) -> HttpResponse:
        chosen = self.accept.chosen
        accompaniment = workflow.accept(
            self.referral,
            adviser=self.request.user,
            person=chosen and chosen.person,
            themes=self.accept.cleaned_data["themes"],
        )
        if chosen:
            learn_from(chosen.person, self.referral, self.accept.learned)
        messages.success(self.request, "La saisine est acceptée, l’accompagnement est ouvert.")
        return redirect("casework:person", accompaniment.person_id)

    def _close(self) -> HttpResponse:
        wanted = self.close.cleaned_data
        workflow.close_in_triage(self.referral, adviser=self.request.user, reason=wanted["reason"], note=wanted["note"])
        messages.success(self.request, "La saisine est close sans accompagnement.")
        return redirect("casework:inbox")

    def render(self) -> HttpResponse:
        for candidate in self.accept.candidates:
            note_reading(candidate.person, self.request.user, READING)
        alike = list(waiting_alike(self.referral)[: ALIKE_SHOWN + 1])
        person_section, *other_sections = sections(self.referral, to_detector=False)
        context = {
            "referral": self.referral,
            "age": self.referral.age_on(timezone.localdate()),
            "language": spoken_language(self.referral),
            "person_section": person_section,
            "other_sections": other_sections,
            "attempt": self.attempt,
            "accept": self.accept,
            "close": self.close,
            "forms": self.forms,
            "alike": alike[:ALIKE_SHOWN],
            "alike_more": len(alike) > ALIKE_SHOWN,
            "contacts": [_entry(contact, self.request.user) for contact in self.referral.contacts.all()],
            "waiting_days": (timezone.localdate() - timezone.localdate(self.referral.received_at)).days,
            "trail": trail(self.referral),
            "beside": beside.referrals(self.request.user, self.referral),
        }
        return render(self.request, "casework/triage.html", context)


def _entry(contact: Contact, user: User) -> dict:
    """For `design/timeline.html`."""
    return {
        "date": contact.at,
        "kind": contact.get_channel_display(),
        "title": contact.get_result_display(),
        "tag": "success" if contact.result == ContactResult.REACHED else "neutral",
        "body": contact.note,
        "author": contact.author,
        "corrected_at": contact.corrected_at,
        "links": [{"label": "Corriger", "url": reverse("casework:correct-contact", args=[contact.pk])}]
        if may_correct(user, contact, None)
        else [],
    }


def trail(referral: Referral) -> list[dict]:
    """Where the page stands, for its head."""
    return [{"label": "Saisines à examiner", "url": reverse("casework:inbox")}, {"label": referral.full_name}]


def _already_triaged(request: HttpRequest, referral: Referral, what: str | None) -> HttpResponse:
    """Say what became of the referral. A form that was sent writes nothing more, and leads where the first one led."""
    accompaniment = Accompaniment.objects.filter(referral=referral).prefetch_related("person", "adviser").first()
    if what is None:
        context = {"referral": referral, "accompaniment": accompaniment, "trail": trail(referral)}
        return render(request, "casework/triaged.html", context)
    if accompaniment and accompaniment.adviser_id == request.user.pk:
        if what == "accept" and accompaniment.person_id:
            messages.info(request, "Cette saisine était déjà acceptée : rien n’a été écrit une deuxième fois.")
            return redirect("casework:person", accompaniment.person_id)
        if what == "close" and not accompaniment.opened_on:
            messages.info(request, "Cette saisine était déjà close : rien n’a été écrit une deuxième fois.")
            return redirect("casework:inbox")
    messages.warning(request, "Cette saisine a été examinée entre-temps : rien n’a été écrit.")
    return redirect("casework:triage", referral.pk)
