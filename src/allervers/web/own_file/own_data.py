"""What the person agreed to, who sees their file, and how they change their mind."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain import consents
from allervers.domain.access_requests import workflow as access
from allervers.domain.access_requests.codes import Delivery, Way
from allervers.domain.access_requests.models import AccessRequest
from allervers.domain.consents import Consent, workflow
from allervers.domain.organisations.context import acting_for
from allervers.domain.people.models import Person
from allervers.domain.pieces.refusals import Refused
from allervers.domain.privacy import circle
from allervers.domain.rights_files.models import RightsFile
from allervers.domain.rights_files.person_words import person_of
from allervers.web.intent import intent_of, one_intent
from allervers.web.pieces.copy import KINDS, READABLE, copy_response

from .visit import of_visit, shown, words_of
from .words import Words

WHICH = "quoi"
READ = "la personne lit ce que sa caisse sait d’elle"


@dataclass(frozen=True)
class Line:
    """One agreement in the words of the page; `answer` is what the button says, empty where nothing changes here."""

    key: str
    what: str
    recipient: str
    state: str
    since: str
    answer: str


@of_visit
@require_safe
def show(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Everything that may be shown beside the file; of a person who is not known yet, who sees the file alone."""
    words = words_of(request)
    with acting_for(file.fund, READ):
        person = person_of(file)
        lines = [_line(each, words) for each in consents.of_person(person)] if person else []
        viewers = circle.of_person(person) if person else circle.of_rights_file(file)
        copy = _copy(last_of_file(file), words, may_take=person is not None)
    context = {"lines": lines, "viewers": [_viewer(each, words) for each in viewers], "copy": copy}
    return shown(request, "own_file/data.html", **context)


def _copy(asked: AccessRequest | None, words: Words, *, may_take: bool) -> dict:
    """Where their request stands: what is told, and which buttons there are.

    What is not shown beside the file is not taken from here either: the fund hands the copy over.
    """
    receipt = _receipt(asked, words) if asked and asked.delivered_at else []
    if asked is None or (asked.closed_at and asked.expires_at <= timezone.now()):
        return {"told": [*receipt, *words.lines("copy.lead")], "may_ask": True}
    if asked.prepared_at is None or not may_take or asked.way != Way.OWN_PAGE:
        told = receipt or [words("copy.asked", day=words.day(asked.asked_on), due=words.day(asked.due_on))]
        return {"told": told}
    told = [*receipt, words["copy.again"]] if receipt else [words("copy.ready", day=words.day(asked.expires_at))]
    return {"told": told, "kinds": [(kind, words[f"copy.{kind}"]) for kind in KINDS]}


def _receipt(asked: AccessRequest, words: Words) -> list[str]:
    day = words.day(asked.delivered_at)
    return [words("copy.received", day=day, number=asked.reference), words("copy.digest", digest=asked.digest)]


def _line(consent: Consent, words: Words) -> Line:
    answer = _answer(consent)
    return Line(
        key=consent.key,
        what=words[f"consent.{consent.purpose}"],
        recipient=consent.recipient,
        state=words["consent.yes" if consent.given else "consent.no"],
        since=words("consent.since", day=words.day(consent.since)) if consent.since else "",
        answer="" if answer is None else words["consent.agree" if answer else "consent.withdraw"],
    )


def _answer(consent: Consent) -> bool | None:
    """The other answer, where the person may give it alone."""
    answer = consent.other_answer
    return None if answer and not consents.source_of(consent.purpose).agrees_alone else answer


def _viewer(viewer: circle.Viewer, words: Words) -> dict:
    times = words("seen.times", count=viewer.reads, day=words.day(viewer.last_read)) if viewer.reads else ""
    return {
        "body": viewer.body,
        "sees": words[f"sees.{viewer.sees}"],
        "roles": [words[f"role.{role}"] for role in viewer.roles],
        "times": times,
    }


def _found(file: RightsFile, key: str) -> tuple[Person, Consent] | None:
    with acting_for(file.fund, READ):
        person = person_of(file)
        consent = person and consents.found(person, key)
    return (person, consent) if consent and _answer(consent) is not None else None


@one_intent
@of_visit
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Asked again, with what stops; then written at once."""
    words = words_of(request)
    found = _found(file, request.GET.get(WHICH, ""))
    if found is None:  # written already, or nothing that can be changed here
        return redirect("own_file:data")
    person, consent = found
    answer = _answer(consent)
    key = intent_of(request)
    # The button says which answer it is of: what was changed meanwhile is not turned round.
    if request.method == "POST" and key and request.POST.get("given") == str(answer):
        try:
            workflow.change_by_the_person(person, consent, given=answer, key=key)
        except Refused:
            messages.warning(request, words["consent.not_possible"])
        else:
            messages.success(request, words["consent.done"])
        return redirect("own_file:data")
    context = {
        "title": words["consent.agree" if answer else "consent.withdraw"],
        "what": words[f"consent.{consent.purpose}"],
        "recipient": consent.recipient,
        "told": [] if answer else words.lines(f"consent.{consent.purpose}.stops"),
        "given": str(answer),
    }
    return shown(request, "own_file/consent.html", **context)


@one_intent
@of_visit
@require_http_methods(["GET", "POST"])
def ask_copy(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Ask for everything: the code and the birth date have said who asks. Of a person whom nobody has recognised yet
    there is this file alone, which the page shows."""
    words, key = words_of(request), intent_of(request)
    with acting_for(file.fund, READ):
        person = Person.objects.select_related("fund").filter(pk=file.person_id).first()
        if person is None:
            messages.info(request, words["copy.nobody"])
            return redirect("own_file:data")
        if request.method == "POST" and key:
            try:
                asked = access.ask_by_the_person(person, key=key)
            except Refused:
                messages.info(request, words["copy.already"])
            else:
                messages.success(request, words("copy.done", day=words.day(asked.due_on)))
            return redirect("own_file:data")
    return shown(request, "own_file/ask_copy.html")


@of_visit
@require_POST
def copy(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """One of the two files: the first one taken is the delivery, and the page is its receipt."""
    words = words_of(request)
    with acting_for(file.fund, READ):
        asked = last_of_file(file)
        if person_of(file) is None or asked is None or asked.way != Way.OWN_PAGE:
            return redirect("own_file:data")
        try:
            content = access.content_of(asked)
            access.deliver(asked, delivery=Delivery.OWN_PAGE, by=None)
        except Refused:
            messages.warning(request, words["copy.gone"])
            return redirect("own_file:data")
    return copy_response(content, request.POST.get("kind", READABLE), asked.reference)


def last_of_file(file: RightsFile) -> AccessRequest | None:
    """The latest request of the person of this file."""
    return AccessRequest.objects.filter(person_id=file.person_id).order_by("-recorded_at").first()
