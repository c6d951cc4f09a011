"""What is to do for the person: adding an action, marking it done or dropped, taking that back."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from allervers.domain.accompaniment import corrections, workflow
from allervers.domain.accompaniment.codes import ActionStatus, CareType, Specialty, Theme
from allervers.domain.accompaniment.models import Accompaniment, Action
from allervers.domain.accompaniment.permissions import may_accompany, may_mark, may_work_in
from allervers.domain.accompaniment.usual_actions import THEME_OF_ACTION, USUAL_ACTIONS
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import Refused
from allervers.web import undo
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import ComingDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.forms.widgets import RevealingSelect
from allervers.web.intent import intent_of, one_intent

from .contacts import CLOSED, CORRECTION_TOLD
from .forms import already_saved, back_to, file_or_404, form_page, not_possible_now

OTHER = "other"


def usual_choices(themes: list[str]) -> list:
    """The usual actions by theme; the themes of the accompaniment come first."""
    order = sorted(USUAL_ACTIONS, key=lambda theme: theme not in themes)
    return [(theme.label, [(label, label) for label in USUAL_ACTIONS[theme]]) for theme in order]


class ActionForm(Careful, forms.Form):
    """One of the usual actions, or another with its theme."""

    required_when_shown = {"label", "theme"}

    id = MintedIdField()
    usual = forms.ChoiceField(
        label="Quelle action ?",
        widget=RevealingSelect(reveals={OTHER: "other"}),
        error_messages={
            "required": "Choisissez une action.",
            "invalid_choice": "Cette action n’est pas dans la liste. Choisissez « Autre action » pour l’écrire.",
        },
    )
    label = forms.CharField(label="Que faut-il faire ?", max_length=200, required=False)
    theme = forms.ChoiceField(
        label="Thématique", choices=Theme.choices, required=False, widget=forms.RadioSelect({"class": "in-columns"})
    )
    due_on = ComingDateField(
        label="À faire pour le",
        help_text="Par exemple 28/11, demain ou +15 j. Après cette date, l’action est signalée en retard.",
        required=False,
    )
    done = forms.BooleanField(label="C’est déjà fait", required=False)
    care_type = forms.ChoiceField(label="Quel soin ?", choices=[("", "Non précisé"), *CareType.choices], required=False)
    specialty = forms.ChoiceField(
        label="Chez quel professionnel ?", choices=[("", "Non précisé"), *Specialty.choices], required=False
    )
    note = forms.CharField(label="Précisions", max_length=2000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args, themes: list[str], intent: uuid.UUID | None = None, initial=None, **options):
        minted = {"id": intent} if intent else {}
        super().__init__(*args, initial={**minted, **(initial or {})}, **options)
        self.fields["usual"].choices = [("", "Choisissez"), *usual_choices(themes), (OTHER, "Autre action")]

    def clean(self):
        given = super().clean()
        if given.get("usual") == OTHER:
            if not given.get("label") and "label" not in self.errors:
                self.add_error("label", "Écrivez l’action.")
            if not given.get("theme") and "theme" not in self.errors:
                self.add_error("theme", "Choisissez une thématique.")
        elif given.get("label") and given.get("usual"):
            self.add_error("label", "Choisissez plus haut « Autre action », ou videz cette réponse.")
        theme = given.get("theme") if given.get("usual") == OTHER else THEME_OF_ACTION.get(given.get("usual"))
        if theme and theme != Theme.CARE and (given.get("care_type") or given.get("specialty")):
            self.add_error("care_type", "Un soin ne se précise que pour une action sur les soins.")
        return given

    def what(self) -> dict:
        """What is written of the action; what is already done has no day to come."""
        given = self.cleaned_data
        usual = given["usual"]
        return {
            "label": given["label"] if usual == OTHER else usual,
            "theme": given["theme"] if usual == OTHER else THEME_OF_ACTION[usual].value,
            "due_on": None if given.get("done") else given["due_on"],
            **{name: given[name] for name in ("note", "care_type", "specialty")},
        }


class CorrectionForm(ActionForm):
    """The words of an action; whether it is done is said by its buttons."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        del self.fields["done"]


def _action(request: HttpRequest, action_id: uuid.UUID) -> Action:
    return get_object_or_404(Action, pk=action_id)


@requires(Permission.ACCOMPANY, of=file_or_404, may=may_work_in)
@require_http_methods(["GET", "POST"])
@one_intent
def add(request: HttpRequest, file: Accompaniment) -> HttpResponse:
    """One action more in the file, to do or already done."""
    if request.method == "GET":
        if written := file.actions.filter(pk=intent_of(request)).first():
            return already_saved(request, file, written, "Ajouter une action")
        if not file.is_open:
            return not_possible_now(request, file.person, CLOSED)
    form = ActionForm(**posted(request), themes=file.themes, intent=intent_of(request))

    def save(given: dict) -> str:
        if file.actions.filter(pk=given["id"], **form.what()).exists():
            return "Cette action était déjà enregistrée : rien n’a été écrit une deuxième fois."
        workflow.plan_action(file, action_id=given["id"], author=request.user, done=given["done"], **form.what())
        return "L’action est notée comme faite." if given["done"] else "L’action est ajoutée."

    return form_page(
        request,
        form,
        file.person,
        title="Ajouter une action",
        submit="Enregistrer l’action",
        save=save,
        template="casework/person_action.html",
    )


@requires(Permission.ACCOMPANY, of=_action, may=may_mark)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, action: Action) -> HttpResponse:
    """An action as it should have been written: by its author, on the same day, in an open file."""
    file = action.accompaniment
    refusal = corrections.why_not_correctable(request.user, action)
    if refusal or not may_accompany(request.user, file):
        return not_possible_now(request, file.person, refusal or CLOSED)
    is_usual = THEME_OF_ACTION.get(action.label) == action.theme
    written = {name: getattr(action, name) for name in ("due_on", "note", "care_type", "specialty")}
    written |= {"usual": action.label} if is_usual else {"usual": OTHER, "label": action.label, "theme": action.theme}
    form = CorrectionForm(**posted(request), themes=file.themes, intent=action.pk, initial=written)

    def save(given: dict) -> str:
        changed = corrections.correct(action, author=request.user, **form.what())
        return "L’action est corrigée." if changed else "Rien n’a changé dans cette action."

    return form_page(
        request,
        form,
        file.person,
        title="Corriger une action",
        lead=CORRECTION_TOLD,
        submit="Enregistrer la correction",
        save=save,
        template="casework/person_action.html",
    )


_SENTENCES = {
    ActionStatus.DONE: "« {label} » est notée comme faite.",
    ActionStatus.FAILED: "« {label} » n’a pas abouti.",
    ActionStatus.DROPPED: "« {label} » est abandonnée.",
    ActionStatus.TO_DO: "« {label} » est de nouveau à faire.",
}


@requires(Permission.ACCOMPANY, of=_action, may=may_mark)
@require_http_methods(["GET", "POST"])
def status(request: HttpRequest, action: Action) -> HttpResponse:
    """Done, dropped, or to do again, by one button of the person's page (where a reload brings back)."""
    file: Accompaniment = action.accompaniment
    wanted = request.POST.get("status")
    if request.method == "POST" and wanted in ActionStatus.values:
        before = action.status
        try:
            workflow.mark_action(action, status=wanted)
        except Refused as refusal:
            return not_possible_now(request, file.person, str(refusal))
        told = _SENTENCES[ActionStatus(wanted)].format(label=action.label)
        if before == wanted:
            messages.success(request, told)
        else:
            undo.done(request, told, undo=request.path, status=before)
    return back_to(file.person)
