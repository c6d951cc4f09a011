"""What is done by when, and how it ends."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from allervers.domain.care_refusals import handling, workflow
from allervers.domain.care_refusals.codes import MEDIATION, CareObtained, EndReason
from allervers.domain.care_refusals.models import CareRefusal, CareRefusalStep
from allervers.domain.care_refusals.permissions import MEDIATE, may_mediate, may_mediate_part
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import ComingDateField, TypedDateField
from allervers.web.intent import intent_of, one_intent

from .acts import MintedForm
from .file import form_page, refusal_or_404

LODGED = (
    "Les quatre délais de la loi s’inscrivent comme étapes à dater : accusé de réception, convocations, conciliation."
)


class LodgeForm(Careful, forms.Form):
    on = TypedDateField(label="Plainte reçue le", error_messages={"required": "Indiquez le jour de réception."})


class PlanForm(MintedForm):
    kind = forms.ChoiceField(
        label="Étape", choices=[(kind.value, kind.label) for kind in MEDIATION], widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’étape."},
    )  # fmt: skip
    due_on = ComingDateField(label="Avant le", error_messages={"required": "Indiquez le jour."})


class DoForm(Careful, forms.Form):
    done_on = TypedDateField(label="Faite le", error_messages={"required": "Indiquez le jour."})
    outcome = forms.CharField(
        label="Ce qui en est sorti", max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )


class ResolveForm(Careful, forms.Form):
    care_obtained = forms.ChoiceField(
        label="La personne a-t-elle obtenu le soin ?", choices=CareObtained.choices, widget=forms.RadioSelect,
        error_messages={"required": "Dites si le soin a été obtenu : sans cela un dossier n’est pas résolu."},
    )  # fmt: skip
    obtained_on = TypedDateField(label="Obtenu le", help_text="Vide si le soin n’a pas été obtenu.", required=False)


class CloseForm(Careful, forms.Form):
    reason = forms.ChoiceField(
        label="Pourquoi rien de plus n’est fait", choices=EndReason.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez pourquoi."},
    )  # fmt: skip


def step_or_404(request: HttpRequest, care_step_id: UUID) -> CareRefusalStep:
    """A step of a file of the account's service."""
    return get_object_or_404(CareRefusalStep.objects.select_related("refusal__person"), pk=care_step_id)


@requires(MEDIATE, of=refusal_or_404, may=may_mediate, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lodge(request: HttpRequest, refusal: CareRefusal) -> HttpResponse:
    """It is a complaint: the delays of the law begin."""
    form = LodgeForm(**posted(request))
    return form_page(
        request, refusal, form, "Recevoir la plainte", lambda given: handling.lodge(refusal, **given), LODGED
    )


@requires(MEDIATE, of=refusal_or_404, may=may_mediate, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def plan(request: HttpRequest, refusal: CareRefusal) -> HttpResponse:
    """A step of the mediation."""

    def write(given):
        handling.plan(refusal, key=given["id"], kind=given["kind"], due_on=given["due_on"])

    return form_page(
        request, refusal, PlanForm(**posted(request), intent=intent_of(request)), "Prévoir une étape", write
    )


@requires(MEDIATE, of=step_or_404, may=may_mediate_part, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, step: CareRefusalStep) -> HttpResponse:
    """It is done, and what came of it."""
    form = DoForm(**posted(request), initial={"done_on": step.done_on, "outcome": step.outcome})
    return form_page(
        request, step.refusal, form, f"Étape : {step.get_kind_display()}", lambda given: handling.do(step, **given)
    )


@requires(MEDIATE, of=refusal_or_404, may=may_mediate, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resolve(request: HttpRequest, refusal: CareRefusal) -> HttpResponse:
    """What became of the care."""
    form = ResolveForm(**posted(request))
    return form_page(
        request, refusal, form, "Dire ce qu’est devenu le soin", lambda given: workflow.resolve(refusal, **given)
    )


@requires(MEDIATE, of=refusal_or_404, may=may_mediate, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, refusal: CareRefusal) -> HttpResponse:
    """Nothing more is done, and why."""
    form = CloseForm(**posted(request))
    return form_page(request, refusal, form, "Clore sans suite", lambda given: workflow.close(refusal, **given))
