"""Entrusting a file to another body, and taking it back."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.accompaniment.permissions import HAND_OVER, may_entrust
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.queries import active_funds, handling_bodies
from allervers.web.access import requires
from allervers.web.careful import posted

from .forms import WhyForm, file_or_404, form_page, not_possible_now

NOT_OPEN = "Cet accompagnement est clos : il ne peut plus être confié."


class HandOverForm(WhyForm):
    """To whom, and why. That body will see this file, and no other file of the person."""

    body = forms.TypedChoiceField(
        label="À qui confier ce dossier ?",
        coerce=int,
        error_messages={
            "required": "Choisissez un organisme.",
            "invalid_choice": "Cet organisme n’existe pas ou n’existe plus. Choisissez-le dans la liste.",
        },
    )
    field_order = ["body", "why"]

    def __init__(self, *args, file: Accompaniment, **options):
        super().__init__(*args, **options)
        self.bodies = {body.pk: body for body in handling_bodies()}
        funds = {fund.pk: fund for fund in active_funds() if fund.pk != file.fund_id}
        self.fields["body"].choices = [
            ("", "Choisissez"),
            ("Organismes qui traitent pour des caisses", [(pk, str(body)) for pk, body in self.bodies.items()]),
            ("Autres caisses", [(pk, str(fund)) for pk, fund in funds.items()]),
        ]
        self.bodies |= funds

    def clean_body(self) -> Organisation:
        return self.bodies[self.cleaned_data["body"]]


@requires(HAND_OVER, of=file_or_404, may=may_entrust)
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, file: Accompaniment) -> HttpResponse:
    """Let another body handle this file; the fund keeps it and keeps seeing it."""
    if request.method == "GET" and not file.is_open:
        return not_possible_now(request, file.person, NOT_OPEN)
    form = HandOverForm(**posted(request), file=file)

    def save(given: dict) -> str:
        if given["body"].pk != file.handled_by_id:
            workflow.hand_over(file, body=given["body"], why=given["why"])
        return f"Le dossier est confié à {given['body']}."

    return form_page(
        request,
        form,
        file.person,
        title="Confier le dossier",
        undo=reverse("casework:take-back", args=[file.pk]),
        submit="Confier le dossier",
        save=save,
        lead="Cet organisme verra ce dossier et l’identité de la personne, mais aucun autre de ses dossiers. Vous "
        "continuez à le voir et pouvez le reprendre.",
    )


@requires(HAND_OVER, of=file_or_404, may=may_entrust)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, file: Accompaniment) -> HttpResponse:
    """The fund handles the file itself again; a closed file too is taken from the eyes of the other body."""
    if file.handled_by_id is None:
        return not_possible_now(request, file.person, "Ce dossier n’est confié à personne.")
    form = WhyForm(**posted(request))

    def save(given: dict) -> str:
        workflow.take_back(file, why=given["why"])
        return "Votre caisse traite de nouveau ce dossier."

    return form_page(
        request,
        form,
        file.person,
        title="Reprendre le dossier",
        submit="Reprendre le dossier",
        save=save,
        lead=f"{file.handled_by} ne verra plus ce dossier.",
    )
