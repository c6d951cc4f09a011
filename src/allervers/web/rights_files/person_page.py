"""The way of the person to their own page, as the fund gives it; and what the person wrote from there."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from allervers.domain.organisations.roles import Permission
from allervers.domain.outbox.codes import Channel
from allervers.domain.outbox.workflow import not_reachable
from allervers.domain.rights_files import letters, person_links, person_words
from allervers.domain.rights_files.models import PersonWord, RightsFile
from allervers.domain.rights_files.permissions import may_answer, may_give_access
from allervers.domain.rights_files.workflow import Refused
from allervers.web.access import requires
from allervers.web.exports import pdf_response

from .file import file_or_404, trail


@requires(Permission.SEE_FILE, of=file_or_404, may=may_give_access)
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """A new code: shown once, to be told or copied into a message; or printed at once as a letter."""
    context = {"file": file, "trail": trail(request.user, file, "Page de la personne"), "links": file.personlinks.all()}
    context["ways"] = _ways(file)
    if request.method == "POST":
        try:
            if request.POST.get("as") in Channel.values:
                return _sent(request, file, request.POST["as"])
            code, until = person_links.give(file)
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("rights_files:file", file.pk)
        address = request.build_absolute_uri(reverse("own_file:open"))
        if request.POST.get("as") == "letter":
            content = letters.of_access(file, person_links.written(code), address, until)
            return pdf_response(content, f"{file.reference.lower()}-acces.pdf", ours=True)
        link = _link_to(request)(code)
        context |= {"code": person_links.written(code), "link": link, "address": address, "until": until}
    response = render(request, "rights_files/person_page.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _link_to(request: HttpRequest) -> Callable[[str], str]:
    return lambda code: request.build_absolute_uri(reverse("own_file:open-link", args=[code]))


def _sent(request: HttpRequest, file: RightsFile, channel: str) -> HttpResponse:
    """The link leaves by itself; nobody here sees it."""
    person_links.send(file, channel, _link_to(request), author=request.user)
    messages.success(request, f"Le lien part par {Channel(channel).label} dans une minute. Il sert une seule fois.")
    return redirect("rights_files:person-page", file.pk)


def _ways(file: RightsFile) -> list[tuple[Channel, str]]:
    """Each channel, and why the person cannot be reached by it (empty where they can)."""
    if file.person is None:
        return []
    return [(channel, not_reachable(file.person, channel)) for channel in Channel]


def _word(request: HttpRequest, person_word_id: uuid.UUID) -> PersonWord:
    return get_object_or_404(PersonWord.objects.select_related("file"), pk=person_word_id)


@requires(Permission.EXAMINE_FILE, of=_word, may=may_answer, refused=Http404)
@require_POST
def note_read(request: HttpRequest, word: PersonWord) -> HttpResponse:
    """What the person wrote has been read by who examines."""
    if person_words.note_read(word, by=request.user):
        messages.success(request, "Le message est noté comme lu.")
    else:
        messages.info(request, "Ce message était déjà noté comme lu.")
    return redirect("rights_files:file", word.file_id)
