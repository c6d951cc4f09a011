"""The C2S check question by question: the pages of the public simulator, in the file of a person.

It begins with what is known of the household. The answers travel sealed in the address, which opens in this file alone;
nothing is written before « Enregistrer dans le dossier », and only if the answer decides.
"""

import uuid

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from allervers.domain.accompaniment.checks import last_situation, record_check
from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.accompaniment.permissions import may_accompany
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import Refused, sentence
from allervers.domain.privacy import journal
from allervers.law import SituationError
from allervers.web.access import requires
from allervers.web.intent import PARAMETER as INTENT
from allervers.web.intent import intent_of, one_intent
from allervers.web.simulator import entry
from allervers.web.simulator.household import situation
from allervers.web.simulator.interview import NEXT, PARAMETER, RESULT, Interview
from allervers.web.simulator.results import assumed, cards
from allervers.web.simulator.seal import Closed, Kept, unseal
from allervers.web.simulator.words import Words

from .c2s import checked_file
from .forms import trail

RIGHT = "c2s"


@requires(Permission.ACCOMPANY, of=checked_file, may=may_accompany)
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def questions(request: HttpRequest, accompaniment: Accompaniment) -> HttpResponse:
    """A question, or the answer at the end of them; « Enregistrer » writes it into the file."""
    if written := accompaniment.checks.filter(pk=intent_of(request)).first():
        messages.info(request, "Cette vérification est déjà enregistrée.")
        return redirect("casework:c2s-result", written.pk)
    try:
        interview = _interview(request, accompaniment)
    except Closed as closed:
        context = {"why": closed.why, **_place(accompaniment, "Vérifier la C2S")}
        return render(request, "casework/c2s_closed.html", context, status=410 if closed.why == "expired" else 400)
    if request.method == "POST" and request.POST.get("do") == "record":
        return _recorded(request, accompaniment, interview)
    if request.method == "POST":
        if refused := interview.press(request.POST):
            return _question(request, accompaniment, interview, refused)
        return redirect(_address(request, accompaniment, interview))
    if interview.kept.page == NEXT:
        interview.go_to_next()
        return redirect(_address(request, accompaniment, interview))
    journal.note_reading(accompaniment.person, request.user, journal.CHECK)
    if interview.kept.page == RESULT:
        return _end(request, accompaniment, interview)
    return _question(request, accompaniment, interview)


def _interview(request: HttpRequest, accompaniment: Accompaniment) -> Interview:
    """As the address holds it; from what is known of the household where it holds none."""
    today, owner = timezone.localdate(), str(accompaniment.pk)
    if PARAMETER in request.GET:
        kept = unseal(request.GET[PARAMETER], today, owner)
    else:
        person = accompaniment.person
        known = entry.known(person.birth_date, accompaniment.fund.department, last_situation(person))
        kept = Kept(NEXT, today, known, owner)
    return Interview(kept, Words(request.GET.get("langue", "fr")), [RIGHT])


def _address(request: HttpRequest, accompaniment: Accompaniment, interview: Interview) -> str:
    path = reverse("casework:c2s-questions", args=[accompaniment.pk])
    return f"{path}?{INTENT}={intent_of(request) or uuid.uuid4()}&{interview.query()}"


def _question(request: HttpRequest, accompaniment: Accompaniment, interview: Interview, refused=None) -> HttpResponse:
    context = {**interview.question(refused), **_place(accompaniment, "Vérifier la C2S")}
    return render(request, "casework/c2s_question.html", context)


def _end(request: HttpRequest, accompaniment: Accompaniment, interview: Interview, status: int = 200) -> HttpResponse:
    found = cards(interview.flow)
    context = {
        **interview.end(),
        **_place(accompaniment, "Vérifier la C2S"),
        "card": found[0],
        "assumed": assumed(interview.flow, found),
        "day": interview.kept.day,
    }
    return render(request, "casework/c2s_answer.html", context, status=status)


def _recorded(request: HttpRequest, accompaniment: Accompaniment, interview: Interview) -> HttpResponse:
    """Write the check; an answer that does not decide is not one (`NotDecided`, a `Refused`)."""
    described = situation(interview.flow.given, interview.kept.day)
    check_id = intent_of(request) or uuid.uuid4()
    try:
        made = record_check(accompaniment, check_id=check_id, right=RIGHT, situation=described, author=request.user)
    except (Refused, SituationError) as refusal:
        messages.error(request, str(refusal))
    except IntegrityError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, "La vérification est enregistrée dans le dossier.")
        return redirect("casework:c2s-result", made.pk)
    interview.kept.page = RESULT
    return redirect(_address(request, accompaniment, interview))


def _place(accompaniment: Accompaniment, here: str) -> dict:
    person = accompaniment.person
    return {"accompaniment": accompaniment, "person": person, "trail": trail(person, here)}
