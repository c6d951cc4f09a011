"""Lines of the directory that may be one structure: somebody looks, and says."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from allervers.domain.directory import queries, workflow
from allervers.domain.directory.models import Pair
from allervers.domain.directory.permissions import KEEP
from allervers.web.access import requires

from .said import Row, networks_of

PER_PAGE = 20
ANSWERS = {"oui": True, "non": False, "reprendre": None}
_SAID = {
    True: "C’est la même structure : l’annuaire n’en montre plus qu’une.",
    False: "Ce sont deux structures : la question ne sera plus posée.",
    None: "La réponse est reprise : la question est de nouveau posée.",
}


def pair_or_404(request: HttpRequest, pair_id: int) -> Pair:
    """A pair of the department of the account's fund: who works elsewhere cannot know. A fund that has no department
    looks everywhere."""
    here = queries.fund_of(request.user).department
    near = Pair.objects.filter(Q(first__department=here) | Q(second__department=here)) if here else Pair.objects
    return get_object_or_404(near.select_related("first", "second"), pk=pair_id)


@requires(KEEP)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Questions of the department, the surest first, then what was answered, which can be taken back."""
    department = queries.fund_of(request.user).department
    page = Paginator(queries.questions(department), PER_PAGE).get_page(request.GET.get("page"))
    answered = Pair.objects.exclude(is_same=None)
    if department:
        answered = answered.filter(first__department=department)
    context = {
        "page": page,
        "number": page.paginator.count,
        "pairs": [{"pair": pair, "sides": [_side(pair.first), _side(pair.second)]} for pair in page],
        "answered": answered.select_related("first", "second", "answered_by").order_by("-answered_at")[:PER_PAGE],
        "trail": [{"label": "Annuaire", "url": reverse("directory:structures")}, {"label": "Doublons possibles"}],
    }
    return render(request, "directory/doubles.html", context)


def _side(structure) -> dict:
    return {"structure": structure, "networks": networks_of(structure), "where": Row(structure, None).where}


@requires(KEEP, of=pair_or_404)
@require_POST
def answer(request: HttpRequest, pair: Pair) -> HttpResponse:
    """Yes, no, or the answer is taken back."""
    said = request.POST.get("reponse", "")
    if said in ANSWERS:
        workflow.answer(pair, ANSWERS[said], request.user)
        messages.success(request, _SAID[ANSWERS[said]])
    else:
        messages.error(request, "Dites si c’est la même structure, ou si ce sont deux structures.")
    return redirect("directory:doubles")
