"""What a mediator gathers and asks: who the professional is, evidence, agreements, letters, the answer."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.care_refusals import handling, letters, workflow
from allervers.domain.care_refusals.codes import Agreement, Means, Practice, Recipient
from allervers.domain.care_refusals.models import CareRefusal, CareRefusalSending
from allervers.domain.care_refusals.permissions import MEDIATE, may_mediate, may_mediate_part
from allervers.domain.privacy import journal
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.exports import pdf_response
from allervers.web.forms.dates import TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of, one_intent

from .file import form_page, refusal_or_404
from .report import AnswersForm

WHO_LEARNS = "Lisez à la personne qui recevra quoi : rien ne part sans son accord, destinataire par destinataire."


class MintedForm(Careful, forms.Form):
    """A form that adds a row."""

    id = MintedIdField()

    def __init__(self, *args, intent: UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)


class EvidenceForm(MintedForm):
    kind = forms.ChoiceField(
        label="Indice", choices=Practice.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’indice."},
    )  # fmt: skip
    seen_on = TypedDateField(label="Constaté le", error_messages={"required": "Indiquez le jour."})
    means = forms.ChoiceField(
        label="Connu par", choices=Means.choices, widget=forms.RadioSelect,
        error_messages={"required": "Dites comment vous le savez."},
    )  # fmt: skip
    note = forms.CharField(label="Précision", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))


class AgreementForm(MintedForm):
    recipient = forms.ChoiceField(
        label="Destinataire", choices=Recipient.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez le destinataire."},
    )  # fmt: skip
    agreement = forms.ChoiceField(
        label="Ce que dit la personne", choices=Agreement.choices, widget=forms.RadioSelect,
        error_messages={"required": "Dites ce que la personne accepte."},
    )  # fmt: skip
    said_on = TypedDateField(label="Dit le", error_messages={"required": "Indiquez le jour."})


class SendForm(MintedForm):
    recipient = forms.ChoiceField(
        label="À qui ?", choices=Recipient.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez le destinataire."},
    )  # fmt: skip
    named = forms.TypedChoiceField(
        label="Avec le nom de la personne ?", choices=(("no", "Sans son nom"), ("yes", "Avec son nom")),
        coerce=lambda said: said == "yes", widget=forms.RadioSelect,
        error_messages={"required": "Dites si le courrier nomme la personne."},
    )  # fmt: skip


class AnswerForm(MintedForm):
    received_on = TypedDateField(label="Reçue le", error_messages={"required": "Indiquez le jour."})
    text = forms.CharField(
        label="Ce que dit le professionnel", max_length=4000, widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Écrivez sa réponse."},
    )  # fmt: skip


@requires(MEDIATE, of=refusal_or_404, may=may_mediate, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def identify(request: HttpRequest, refusal: CareRefusal) -> HttpResponse:
    """Who the professional is, and the answers that were missing."""
    initial = {name: getattr(refusal, name) for name in AnswersForm.base_fields}
    form = AnswersForm(**posted(request), initial=initial)
    return form_page(request, refusal, form, "Compléter", lambda given: workflow.identify(refusal, **given))


@requires(MEDIATE, of=refusal_or_404, may=may_mediate, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def add_evidence(request: HttpRequest, refusal: CareRefusal) -> HttpResponse:
    """One sign more, open or disguised."""
    form = EvidenceForm(**posted(request), intent=intent_of(request))
    return form_page(request, refusal, form, "Un indice", _write(handling.add_evidence, refusal, request))


@requires(MEDIATE, of=refusal_or_404, may=may_mediate, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def agree(request: HttpRequest, refusal: CareRefusal) -> HttpResponse:
    """What the person accepts for one recipient."""
    form = AgreementForm(**posted(request), intent=intent_of(request))
    write = _write(handling.agree, refusal, request)
    return form_page(request, refusal, form, "L’accord de la personne", write, WHO_LEARNS)


@requires(MEDIATE, of=refusal_or_404, may=may_mediate, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def send(request: HttpRequest, refusal: CareRefusal) -> HttpResponse:
    """A letter, to a recipient that the person accepts."""
    form = SendForm(**posted(request), intent=intent_of(request))
    return form_page(request, refusal, form, "Écrire un courrier", _write(handling.send, refusal, request))


@requires(MEDIATE, of=refusal_or_404, may=may_mediate, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def note_answer(request: HttpRequest, refusal: CareRefusal) -> HttpResponse:
    """What the professional says of it."""
    form = AnswerForm(**posted(request), intent=intent_of(request))
    return form_page(
        request, refusal, form, "La réponse du professionnel", _write(handling.note_answer, refusal, request)
    )


def _write(act, refusal: CareRefusal, request: HttpRequest):
    def write(given):
        said = {name: value for name, value in given.items() if name != "id"}
        act(refusal, key=given["id"], by=request.user, **said)

    return write


def sending_or_404(request: HttpRequest, care_sending_id: UUID) -> CareRefusalSending:
    """A letter of a file of the account's service."""
    return get_object_or_404(CareRefusalSending.objects.select_related("refusal__person"), pk=care_sending_id)


@requires(MEDIATE, of=sending_or_404, may=may_mediate_part, refused=Http404)
@require_safe
def letter(request: HttpRequest, sending: CareRefusalSending) -> HttpResponse:
    """The letter as it left, to print."""
    if sending.refusal.person_id:
        journal.note_reading(sending.refusal.person, request.user, journal.CARE_REFUSAL)
    return pdf_response(letters.pdf(sending), f"{sending.refusal.reference.lower()}.pdf", ours=True)
