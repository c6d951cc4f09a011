"""What comes after a decision, for who examines: another decision in its place, controls, appeals, answers."""

import datetime
import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.organisations.roles import Permission
from allervers.domain.rights_files import appeals, controls, correcting, papers, queries, workflow
from allervers.domain.rights_files.codes import AppealAnswer, Condition, ControlEnd, ControlOrigin, Outcome
from allervers.domain.rights_files.models import Appeal, Control, Decision, RightsFile
from allervers.domain.rights_files.permissions import may_answer_appeal, may_examine, may_look_again
from allervers.domain.rights_files.queries import last_decision
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import ComingDateField, TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of, one_intent

from .examination import form_page
from .file import file_or_404


class Intended(Careful, forms.Form):
    """A form that writes one row, under the identifier of its address."""

    id = MintedIdField()

    def __init__(self, *args, intent: uuid.UUID | None = None, initial: dict | None = None, **options):
        super().__init__(*args, initial={**({"id": intent} if intent else {}), **(initial or {})}, **options)


def _why(label: str, missing: str, help_text: str = "", most: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": missing},
    )


class CorrectionForm(Intended):
    """`former` is the decision that the page showed: another one may have come in between."""

    former = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="Nouvelle décision",
        choices=[(Outcome.ACCEPTED, "Accord"), (Outcome.REFUSED, "Refus")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’accord ou le refus."},
    )
    received_on = TypedDateField(
        label="Jour où la demande a été reçue, s’il était faux",
        required=False,
        help_text="Le début du droit en dépend.",
    )
    fraud = forms.BooleanField(label="L’ancienne décision a été obtenue par fraude", required=False)
    reason = _why(
        "Motif",
        "Écrivez le motif de la décision : la personne le lira.",
        "En français simple : ce qui était faux, et ce qui est juste.",
    )


@requires(Permission.EXAMINE_FILE, of=file_or_404, may=may_examine)
@require_http_methods(["GET", "POST"])
@one_intent
def correct(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Take a new decision in the place of the one that holds."""
    held = last_decision(file)
    if held is None:
        messages.warning(request, "Ce dossier n’a pas encore de décision à corriger.")
        return redirect("rights_files:file", file.pk)
    form = CorrectionForm(**posted(request), intent=intent_of(request), initial={"former": held.pk})

    def save(given: dict) -> str:
        former = get_object_or_404(Decision.objects.select_related("file"), pk=given["former"], file=file)
        wanted = correcting.Correction(given["outcome"], given["received_on"], given["fraud"])
        correcting.correct(former, wanted, workflow.Asked(request.user, given["id"], why=given["reason"]))
        return "La nouvelle décision est enregistrée. L’ancienne est gardée, et le courrier est écrit."

    return form_page(
        request, file, form, "Corriger la décision", "Enregistrer la nouvelle décision", save,
        "rights_files/correct.html", held=held,
    )  # fmt: skip


class ControlForm(Intended):
    origin = forms.ChoiceField(label="Origine du contrôle", choices=ControlOrigin.choices, widget=forms.RadioSelect)
    condition = forms.ChoiceField(label="Condition vérifiée", choices=Condition.choices, widget=forms.RadioSelect)
    asked = _why(
        "Ce que vous vérifiez, et pourquoi",
        "Écrivez ce que vous vérifiez : la personne le lira.",
        "En français simple : la personne le lit dans son courrier.",
        1000,
    )
    codes = forms.MultipleChoiceField(
        label="Documents à demander de nouveau",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un document."},
    )

    def __init__(self, *args, listed: list[papers.Line], **options):
        super().__init__(*args, **options)
        labels = {line.required.code: line.required.label for line in listed}
        self.fields["codes"].choices = list(labels.items())


@requires(Permission.EXAMINE_FILE, of=file_or_404, may=may_examine)
@require_http_methods(["GET", "POST"])
@one_intent
def control(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Begin the control of a base right, by letter."""
    if not controls.may_be_controlled(file, last_decision(file)):
        messages.warning(request, "Seul un droit de base ouvert, qui n’est pas déjà contrôlé, se contrôle.")
        return redirect("rights_files:file", file.pk)
    form = ControlForm(**posted(request), intent=intent_of(request), listed=papers.lines(file))

    def save(given: dict) -> str:
        look = controls.Look(given["origin"], given["condition"], given["asked"], tuple(given["codes"]))
        begun = controls.begin(file, look, workflow.Asked(request.user, given["id"]))
        return f"Le courrier est écrit : la réponse est attendue jusqu’au {begun.answer_due_on:%d/%m/%Y} au moins."

    return form_page(request, file, form, "Contrôler le droit", "Écrire à la personne", save)


class ControlEndForm(Careful, forms.Form):
    end = forms.ChoiceField(
        label="Suite du contrôle",
        choices=[(ControlEnd.KEPT, "Le droit est maintenu"), (ControlEnd.CLOSED, "Le droit est fermé")],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si le droit est maintenu ou fermé."},
    )
    reason = _why("Motif", "Écrivez le motif : la personne le lira.", "Ce qui a été vérifié, et ce qui en ressort.")
    leaves_on = ComingDateField(
        label="Pour fermer : jour où la lettre part", required=False, help_text="Le délai court de ce jour."
    )
    established_on = TypedDateField(
        label="Pour fermer : depuis quand la condition n’est plus remplie",
        required=False,
        help_text="Obligatoire si la personne n’habite plus en France.",
    )
    title_expired_on = TypedDateField(
        label="Pour fermer : dernier jour du titre de séjour, s’il a fini", required=False
    )


def _control(request: HttpRequest, control_id: uuid.UUID) -> Control:
    return get_object_or_404(Control.objects.select_related("file"), pk=control_id)


@requires(Permission.EXAMINE_FILE, of=_control, may=may_look_again)
@require_http_methods(["GET", "POST"])
def end_control(request: HttpRequest, found: Control) -> HttpResponse:
    """Keep the right, or close it: the days of the closing and of the card are the law's."""
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    form = ControlEndForm(**posted(request), initial={"leaves_on": tomorrow})

    def save(given: dict) -> str:
        asked = workflow.Asked(request.user, why=given["reason"])
        if given["end"] == ControlEnd.KEPT:
            controls.keep(found, asked)
            return "Le contrôle est terminé : le droit est maintenu."
        closing = controls.Closing(
            given["leaves_on"] or timezone.localdate(), given["established_on"], given["title_expired_on"]
        )
        closed = controls.close(found, closing, asked)
        return (
            f"Le droit finit le {closed.closes_on:%d/%m/%Y}, et la carte s’invalide à partir du "
            f"{closed.card_invalid_from:%d/%m/%Y}. Le courrier est écrit."
        )

    template = "rights_files/control.html"
    return form_page(request, found.file, form, "Terminer le contrôle", "Enregistrer", save, template, control=found)


@requires(Permission.EXAMINE_FILE, of=_control, may=may_look_again)
@require_POST
def note_card(request: HttpRequest, found: Control) -> HttpResponse:
    """The card of a closed right is on the list of oppositions."""
    try:
        new = controls.note_card(found, by=request.user)
    except workflow.Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "La carte est notée invalidée." if new else "C’était déjà noté.")
    return redirect("rights_files:file", found.file_id)


class AppealForm(Intended):
    key = forms.ChoiceField(
        label="Contre quoi ?", widget=forms.RadioSelect, error_messages={"required": "Dites ce qui est contesté."}
    )
    received_on = TypedDateField(label="Reçu le", initial=timezone.localdate)
    text = _why(
        "Ce que la personne conteste, et pourquoi", "Écrivez pourquoi la personne n’est pas d’accord.", "", 4000
    )

    def __init__(self, *args, open_to: list[appeals.Contestable], **options):
        super().__init__(*args, **options)
        self.fields["key"].choices = [
            (each.key, f"{each.against.label}, du {each.on:%d/%m/%Y}") for each in open_to if each.is_open
        ]


@requires(Permission.EXAMINE_FILE, of=file_or_404, may=may_examine)
@require_http_methods(["GET", "POST"])
@one_intent
def appeal(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Note an appeal that came by another way than the person's page."""
    open_to = appeals.contestable(file)
    if request.method == "GET" and not any(each.is_open for each in open_to):
        messages.warning(request, "Rien ne se conteste dans ce dossier aujourd’hui, ou un recours est déjà reçu.")
        return redirect("rights_files:file", file.pk)
    form = AppealForm(**posted(request), intent=intent_of(request), open_to=open_to)

    def save(given: dict) -> str:
        asked = workflow.Asked(request.user, given["id"])
        kept = appeals.lodge(file, given["key"], given["text"], asked, received_on=given["received_on"])
        day = appeals.what_follows(kept).silence_rejects_on
        return f"Le recours est noté : sans réponse le {day:%d/%m/%Y}, il est rejeté."

    return form_page(request, file, form, "Noter un recours", "Noter le recours", save)


class AnswerForm(Careful, forms.Form):
    answer = forms.ChoiceField(
        label="Réponse",
        choices=[(AppealAnswer.UPHELD, "Recours accepté"), (AppealAnswer.REJECTED, "Recours rejeté")],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si le recours est accepté ou rejeté."},
    )
    reason = _why("Motif", "Écrivez le motif de la réponse : la personne le lira.", "En français simple.")


def _appeal(request: HttpRequest, appeal_id: uuid.UUID) -> Appeal:
    return get_object_or_404(Appeal.objects.select_related("file", "decision", "control"), pk=appeal_id)


@requires(Permission.EXAMINE_FILE, of=_appeal, may=may_answer_appeal)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, found: Appeal) -> HttpResponse:
    """Keep what the board, or the fund, answered."""
    form = AnswerForm(**posted(request))

    def save(given: dict) -> str:
        done = appeals.answer(found, given["answer"], workflow.Asked(request.user, why=given["reason"]))
        if done.answer == AppealAnswer.UPHELD and done.decision_id:
            return "La réponse est enregistrée. Corrigez maintenant la décision."
        return "La réponse est enregistrée, et son courrier est écrit."

    papers_on = queries.papers_after([found]).get(found.pk)
    context = {"appeal": found, "follows": appeals.what_follows(found, papers_on), "papers_on": papers_on}
    return form_page(
        request, found.file, form, "Répondre au recours", "Enregistrer", save, "rights_files/answer.html", **context
    )


@requires(Permission.EXAMINE_FILE)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits after decisions: answers to appeals, controls, cards, decisions to correct; the earliest day first."""
    today = timezone.localdate()
    lodged = list(queries.appeals_to_answer(request.user))
    came = queries.papers_after(lodged)
    rows = [
        *(
            (
                appeals.what_follows(each, came.get(each.pk)).silence_rejects_on,
                each.file,
                f"Recours contre {each.get_against_display()}",
            )
            for each in lodged
        ),
        *(
            (each.answer_due_on, each.file, f"Contrôle : {each.get_condition_display()}")
            for each in queries.controls_to_end(request.user)
        ),
        *(
            (each.card_invalid_from, each.file, "Carte Vitale à invalider")
            for each in queries.cards_to_note(request.user, today)
        ),
        *(
            (each.answered_on, each.file, "Décision à corriger : recours accepté")
            for each in queries.decisions_to_correct(request.user)
        ),
    ]
    rows.sort(key=lambda row: (row[0], row[1].reference))
    return render(request, "rights_files/afterwards.html", {"rows": rows, "today": today})
