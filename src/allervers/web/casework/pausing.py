"""A file of which nothing is asked for a while, and its resumption."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.accompaniment.permissions import may_accompany, may_work_in
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import Refused
from allervers.web.access import requires
from allervers.web.careful import posted
from allervers.web.forms.dates import ComingDateField

from .contacts import CLOSED
from .forms import WhyForm, back_to, file_or_404, form_page, not_possible_now


class PauseForm(WhyForm):
    """Why, and until when if one knows."""

    until = ComingDateField(
        label="Jusqu’au",
        help_text="Par exemple +15 j ou 28/12 : le dossier revient ce jour-là. Sans date, reprenez-le vous-même.",
        required=False,
    )


@requires(Permission.ACCOMPANY, of=file_or_404, may=may_work_in)
@require_http_methods(["GET", "POST"])
def pause(request: HttpRequest, file: Accompaniment) -> HttpResponse:
    """Nothing of this file stands in the adviser's day until then."""
    if not may_accompany(request.user, file):
        return not_possible_now(request, file.person, CLOSED)
    form = PauseForm(**posted(request))

    def save(given: dict) -> str:
        workflow.pause(file, why=given["why"], until=given["until"])
        return "L’accompagnement est en pause."

    return form_page(request, form, file.person, title="Mettre en pause", submit="Mettre en pause", save=save)


@requires(Permission.ACCOMPANY, of=file_or_404, may=may_work_in)
@require_POST
def resume(request: HttpRequest, file: Accompaniment) -> HttpResponse:
    """The pause is over."""
    try:
        workflow.resume(file)
    except Refused as refusal:
        return not_possible_now(request, file.person, str(refusal))
    messages.success(request, "L’accompagnement reprend.")
    return back_to(file.person)
