"""The public simulator: the start page, and one address a question, which carries the answers sealed (`seal`). They are
in no session, cookie, database or journal."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import quote, urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from allervers.law import KNOWN_RIGHTS

from .interview import NEXT, PARAMETER, RESULT, Interview
from .pages import PageForm
from .results import assumed, cards
from .seal import OPENS_FOR, Closed, Kept, unseal
from .words import LANGUAGES, Words

# Characters that most telephones still send as one message.
LONGEST_SMS = 1500


def _for_anybody(view: Callable) -> Callable:
    """No forgery is to be feared where nothing is written and nobody is known; so no cookie is needed either."""
    return csrf_exempt(login_not_required(never_cache(view)))


def of_interview(view: Callable) -> Callable:
    """Gives the view the interview that the address holds; where it holds none, says what to do."""

    @wraps(view)
    def opened(request: HttpRequest) -> HttpResponse:
        words = Words(request.GET.get("langue", "fr"))
        if PARAMETER not in request.GET:
            return _to_start(words)
        try:
            kept = unseal(request.GET[PARAMETER], timezone.localdate())
        except Closed as closed:
            context = {"words": words, "languages": links(words), "why": f"closed.{closed.why}"}
            return render(request, "simulator/closed.html", context, status=410 if closed.why == "expired" else 400)
        return view(request, Interview(kept, words))

    return opened


@_for_anybody
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What is asked and why; « Commencer » leads to the first question."""
    words = Words(request.GET.get("langue", "fr"))
    rights = [(words[f"right.{right}"], words[f"what.{right}"]) for right in KNOWN_RIGHTS if f"right.{right}" in words]
    first = Interview(Kept(NEXT, timezone.localdate()), words)
    first.go_to_next()
    context = {"words": words, "languages": links(words), "rights": rights, "first": address(first)}
    return render(request, "simulator/start.html", context)


@_for_anybody
@require_http_methods(["GET", "HEAD", "POST"])
@of_interview
def question(request: HttpRequest, interview: Interview) -> HttpResponse:
    """The question of the address; a button leads to the address of the page that it opens."""
    if request.method == "POST":
        return _pressed(request, interview)
    if interview.kept.page in (NEXT, RESULT):
        interview.go_to_next()
        return redirect(address(interview))
    return _asked(request, interview)


@_for_anybody
@require_http_methods(["GET", "HEAD", "POST"])
@of_interview
def result(request: HttpRequest, interview: Interview) -> HttpResponse:
    """What the answers open, whatever the page that the address was sealed for."""
    interview.kept.page = RESULT
    if request.method == "POST":
        return _pressed(request, interview)
    found, flow, words = cards(interview.flow), interview.flow, interview.words
    day = words.day(flow.day)
    folded = [card for card in found if card.tone == "no" and not card.after]
    context = {
        **interview.end(),
        "languages": links(words, interview),
        "call_back": call_back(interview),
        "to_oneself": to_oneself(request, interview),
        "yes": [card for card in found if card.tone == "yes"],
        "unknown": [card for card in found if card.tone == "unknown"],
        "near": [card for card in found if card.after],
        "no": folded,
        "no_told": words("result.no", n=len(folded)),
        "simulated_on": words("result.on", day=day),
        "law_told": words("result.law", day=day, version=found[0].law_version),
        "assumed": assumed(flow, found),
        "card_told": f"result.card.{flow.card}" if flow.card in ("old", "no") else "",
        "has_children": any(member.role == "child" for member in flow.people),
    }
    return render(request, "simulator/result.html", context)


def address(interview: Interview) -> str:
    """Where the page of the interview is."""
    name = "simulator-result" if interview.kept.page == RESULT else "simulator-question"
    return f"{reverse(name)}?{interview.query()}"


def _pressed(request: HttpRequest, interview: Interview) -> HttpResponse:
    if request.POST.get("do") == "restart":
        return _to_start(interview.words)
    if refused := interview.press(request.POST):
        return _asked(request, interview, refused)
    return redirect(address(interview))


def _asked(request: HttpRequest, interview: Interview, refused: list[PageForm] | None = None) -> HttpResponse:
    context = {**interview.question(refused), "call_back": call_back(interview)}
    return render(request, "simulator/question.html", context)


def to_oneself(request: HttpRequest, interview: Interview) -> list[tuple[str, str]]:
    """How to send the address of the result to oneself: « mail » or « sms », and the link that opens one's own program
    with the message written. Nothing leaves from here, and the message says nothing of the answers (decision 0094)."""
    words, found = interview.words, request.build_absolute_uri(address(interview))
    text = words("keep.text", day=words.day(interview.kept.day + OPENS_FOR), address=found)
    ways = [("mail", f"mailto:?{urlencode({'subject': words['keep.subject'], 'body': text}, quote_via=quote)}")]
    if len(text) <= LONGEST_SMS:
        ways.append(("sms", f"sms:?&{urlencode({'body': text}, quote_via=quote)}"))
    return ways


def call_back(interview: Interview) -> str:
    """Where to ask one's fund for a call, with the answers given so far."""
    return f"{reverse('simulator-call-back')}?{interview.query()}"


def _to_start(words: Words) -> HttpResponse:
    return redirect(reverse("simulator") + _language(words.code))


def links(words: Words, interview: Interview | None = None) -> list[tuple[str, str, str, str]]:
    """Code, name and tag of each language, and where the same page is in it."""
    return [
        (code, name, lang, f"?{interview.query(code)}" if interview else reverse("simulator") + _language(code))
        for code, name, lang in LANGUAGES
    ]


def _language(code: str) -> str:
    return "" if code == "fr" else f"?langue={code}"
