"""What an officer does with a file: take it up, ask for papers, decide; and what ends it otherwise."""

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import AlreadyUsed
from allervers.domain.rights_files import deciding, examining, held, papers, recognising, workflow
from allervers.domain.rights_files.applied import node
from allervers.domain.rights_files.codes import Outcome, Right
from allervers.domain.rights_files.models import PapersRequest, RequiredPaper, RightsFile, SuppliedPaper
from allervers.domain.rights_files.permissions import may_complete, may_examine, may_revoke
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of, one_intent

from .file import file_or_404, trail


@requires(Permission.EXAMINE_FILE, of=file_or_404, may=may_examine)
@require_POST
def examine(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """One button: this officer takes the file up; where its person may be known already, it is asked first."""
    if recognising.perhaps_known(file, request.user):
        return redirect("rights_files:who", file.pk)
    try:
        file = examining.examine(file, workflow.Asked(request.user))
    except workflow.Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"Le dossier est {file.get_status_display()}.")
    return redirect("rights_files:file", file.pk)


class PapersForm(Careful, forms.Form):
    """The lines that miss, to be ticked; all of them at first."""

    id = MintedIdField()
    lines = forms.TypedMultipleChoiceField(
        coerce=int,
        label="Documents à demander",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un document."},
    )

    def __init__(
        self,
        *args,
        listed: list[papers.Line],
        elsewhere: dict[int, SuppliedPaper],
        intent: uuid.UUID | None = None,
        **options,
    ):
        missing = [line.required for line in listed if not line.is_there]
        ticked = [str(row.pk) for row in missing if not row.condition and row.pk not in elsewhere]
        super().__init__(*args, initial={**({"id": intent} if intent else {}), "lines": ticked}, **options)
        self.fields["lines"].choices = [(str(row.pk), _asked_as(row, elsewhere.get(row.pk))) for row in missing]


def _asked_as(row: RequiredPaper, elsewhere: SuppliedPaper | None) -> str:
    """What the person has sent already is not asked of them again: it is taken up from there."""
    return f"{row.label} — déjà au dossier {elsewhere.file.reference} : reprenez-le" if elsewhere else row.label


@requires(Permission.EXAMINE_FILE, of=file_or_404, may=may_examine)
@require_http_methods(["GET", "POST"])
@one_intent
def ask(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Ask for what misses, by a letter that is written at once."""
    listed = papers.lines(file)
    if papers.is_opposable(listed) or all(line.is_there for line in listed):
        messages.warning(request, "Rien ne manque dans ce dossier : il ne peut pas être renvoyé comme incomplet.")
        return redirect("rights_files:file", file.pk)
    elsewhere = held.proposed(file, listed)
    form = PapersForm(**posted(request), listed=listed, elsewhere=elsewhere, intent=intent_of(request))

    def save(given: dict) -> str:
        asked = workflow.Asked(request.user, given["id"])
        request_made = examining.ask_papers(file, given["lines"], asked)
        return f"Le courrier est écrit : les documents sont attendus jusqu’au {request_made.answer_due_on:%d/%m/%Y}."

    return form_page(request, file, form, "Demander des documents", "Demander ces documents", save)


class DecisionForm(Careful, forms.Form):
    """An outcome and its reason, which the person reads."""

    id = MintedIdField()
    outcome = forms.ChoiceField(
        label="Décision",
        choices=[(Outcome.ACCEPTED, "Accord"), (Outcome.REFUSED, "Refus")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’accord ou le refus."},
    )
    reason = forms.CharField(
        label="Motif",
        help_text="En français simple : la personne le lit dans son courrier. Un refus dit la règle et les faits.",
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Écrivez le motif de la décision : la personne le lira."},
    )

    def __init__(self, *args, intent: uuid.UUID | None = None, proposed: str = "", **options):
        super().__init__(*args, initial={**({"id": intent} if intent else {}), "outcome": proposed}, **options)


PROPOSED = {
    Right.C2S: {"free": "accepted", "contribution": "accepted", "none": "refused"},
    Right.AME: {"entitled": "accepted", "not_entitled": "refused"},
}


@requires(Permission.EXAMINE_FILE, of=file_or_404, may=may_examine)
@require_http_methods(["GET", "POST"])
@one_intent
def decide(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Decide beside what the calculation proposes, with its explanation; who the person is comes first."""
    if request.method == "GET" and recognising.perhaps_known(file, request.user):
        return redirect("rights_files:who", file.pk)
    answer = deciding.judged(file)
    proposed = PROPOSED.get(file.right, {}).get(answer.status, "") if answer else ""
    form = DecisionForm(**posted(request), intent=intent_of(request), proposed=proposed)

    def save(given: dict) -> str:
        asked = workflow.Asked(request.user, given["id"], why=given["reason"])
        decision = deciding.decide(file, given["outcome"], asked)
        if decision.c2s_class == "contribution":
            return "L’accord est enregistré : le droit commencera quand le bulletin d’adhésion sera revenu."
        return "La décision est enregistrée, et son courrier est écrit."

    proposal = answer and {"answer": answer, "explanation": node(answer.explanation.to_json())}
    return form_page(
        request, file, form, "Décider", "Enregistrer la décision", save, "rights_files/decide.html", proposal=proposal
    )


class WhyForm(Careful, forms.Form):
    why = forms.CharField(
        label="Pourquoi ?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Écrivez pourquoi, en quelques mots."},
    )


@requires(Permission.SEE_FILE, of=file_or_404, may=may_complete)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """The person does not ask any more."""

    def save(given: dict) -> str:
        workflow.withdraw(file, workflow.Asked(request.user, why=given["why"]))
        return "Le dossier est retiré. Ce qu’il contient est gardé."

    return form_page(request, file, WhyForm(**posted(request)), "Retirer le dossier", "Retirer", save)


def _asked_for(request: HttpRequest, papers_request_id: uuid.UUID) -> PapersRequest:
    return get_object_or_404(PapersRequest.objects.select_related("file"), pk=papers_request_id)


@requires(Permission.EXAMINE_FILE, of=_asked_for, may=may_revoke)
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, asked_for: PapersRequest) -> HttpResponse:
    """Take a request for papers back."""

    def save(given: dict) -> str:
        examining.revoke_request(asked_for, workflow.Asked(request.user, why=given["why"]))
        return "La demande de documents est annulée."

    file = asked_for.file
    return form_page(
        request, file, WhyForm(**posted(request)), "Annuler la demande de documents", "Annuler la demande", save
    )


def form_page(
    request: HttpRequest,
    file: RightsFile,
    form: forms.Form,
    title: str,
    submit: str,
    save: Callable[[dict], str],
    template: str = "rights_files/form.html",
    back: str = "",
    **context,
) -> HttpResponse:
    """Show the form; once it is right, save, say so and go back to the file, or to `back`. What is refused becomes its
    sentence."""
    back = back or reverse("rights_files:file", args=[file.pk])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if "id" in given and workflow.done_already(file, workflow.Asked(request.user, given["id"])):
                done = "C’était déjà enregistré : rien n’a été écrit une deuxième fois."
            else:
                done = save(given)
        except AlreadyUsed:
            form.add_error(None, "Ce formulaire a déjà servi. Rouvrez-le depuis le dossier.")
        except workflow.Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(back)
    shown = {"form": form, "file": file, "title": title, "submit": submit, "back": back}
    return render(request, template, {"trail": trail(request.user, file, title), **context, **shown})
