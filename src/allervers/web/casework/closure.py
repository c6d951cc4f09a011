"""Closing an accompaniment with a reason and what was obtained, and taking a closure back."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.accompaniment import letters, workflow
from allervers.domain.accompaniment.closing import too_few, why_not
from allervers.domain.accompaniment.codes import (
    SUCCESSES,
    ActionStatus,
    C2sAtEnd,
    CareType,
    ClosureReason,
    Outcome,
    Public,
    Theme,
)
from allervers.domain.accompaniment.models import Accompaniment, Action
from allervers.domain.accompaniment.permissions import may_print_closure, may_reopen, may_work_in
from allervers.domain.organisations.roles import Permission
from allervers.domain.privacy import journal
from allervers.domain.privacy.retention import erase_on
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.exports import pdf_response
from allervers.web.forms.fields import CodesField, YesNoField
from allervers.web.forms.widgets import RevealingCheckboxes, RevealingRadioSelect
from allervers.web.templatetags.design import day

from .forms import WhyForm, file_or_404, form_page, not_possible_now
from .obtained import obtained, why

IN_COLUMNS = {"class": "in-columns"}
YOUNG = 25
# What is not known at the end stays unknown: nobody answers for the person.
UNKNOWN = "Inconnu"


class ClosureForm(Careful, forms.Form):
    """Why the accompaniment ends, what the person obtained, and what is known of their rights at the end."""

    required_when_shown = {"outcomes", "gp_declared_at_end", "c2s_at_end", "ald_exemption_at_end"}

    reason = forms.ChoiceField(
        label="Pourquoi l’accompagnement se termine-t-il ?",
        choices=ClosureReason.choices,
        widget=RevealingRadioSelect(reveals=dict.fromkeys(SUCCESSES, "closure")),
        error_messages={"required": "Choisissez un motif."},
    )
    outcomes = CodesField(
        Outcome,
        label="Qu’est-ce que la personne a obtenu ?",
        required=False,
        widget=forms.CheckboxSelectMultiple(IN_COLUMNS),
    )
    themes = CodesField(
        Theme,
        label="Sur quoi a porté l’accompagnement ?",
        help_text="Vérifiez les thématiques : deux ou plus font un accompagnement à 360°.",
        widget=RevealingCheckboxes(attrs=IN_COLUMNS, reveals={Theme.CARE: "care"}),
        error_messages={"required": "Cochez au moins une thématique."},
    )
    care_types = CodesField(
        CareType,
        label="Quels soins étaient concernés ?",
        required=False,
        widget=forms.CheckboxSelectMultiple(IN_COLUMNS),
    )
    publics = CodesField(
        Public,
        label="La personne est-elle dans une de ces situations ?",
        required=False,
        widget=forms.CheckboxSelectMultiple(IN_COLUMNS),
    )
    gp_declared_at_end = YesNoField("Un médecin traitant est-il déclaré ?", unknown=UNKNOWN)
    c2s_at_end = forms.ChoiceField(
        label="La personne a-t-elle la C2S ?",
        choices=[*C2sAtEnd.choices, ("", UNKNOWN)],
        required=False,
        widget=forms.RadioSelect(IN_COLUMNS),
    )
    ald_exemption_at_end = YesNoField("A-t-elle une exonération au titre d’une ALD ?", unknown=UNKNOWN)
    note = forms.CharField(label="Précisions", max_length=2000, required=False, widget=forms.Textarea({"rows": 4}))

    KEPT = ("themes", "care_types", "publics", "gp_declared_at_end", "c2s_at_end", "ald_exemption_at_end")

    def __init__(self, *args, file: Accompaniment, **options):
        kept = {name: getattr(file, name) for name in self.KEPT}
        done = [action for action in file.actions.all() if action.status == ActionStatus.DONE]
        known = obtained(file, done)
        super().__init__(*args, initial={**kept, **proposed(file, done), "outcomes": sorted(known)}, **options)
        self.fields["outcomes"].help_text = why(known)
        self.file = file
        self.attempts = workflow.attempts_without_success(file.referral)
        self.age = file.person.age_on(timezone.localdate(file.referral.received_at))
        if self.age is not None:
            # The birth date answers; nobody has to tick it.
            publics = self.fields["publics"]
            publics.choices = [choice for choice in Public.choices if choice[0] != Public.UNDER_25]
            publics.help_text = (
                f"« Moins de 25 ans » : {'oui' if self.is_young else 'non'}, d’après la date de naissance "
                f"({self.age} ans à la saisine)."
            )

    @property
    def is_young(self) -> bool:
        """Under 25 when the referral was received."""
        return self.age is not None and self.age < YOUNG

    def clean(self):
        given = super().clean()
        reason, themes = given.get("reason"), given.get("themes", [])
        hindered = why_not(reason, attempts=self.attempts, outcomes=given.get("outcomes", [])) if reason else {}
        for field, sentence in hindered.items():
            if field not in self.errors:
                self.add_error(field, sentence)
        if reason and reason not in SUCCESSES:
            given["outcomes"] = []
        if Theme.CARE not in themes:
            given["care_types"] = []
            if reason == ClosureReason.CARE_OBTAINED and themes:
                self.add_error("themes", "Des soins ont été réalisés : cochez la thématique « Soins ».")
        if self.is_young:
            given["publics"] = [Public.UNDER_25.value, *given.get("publics", [])]
        return given

    def what(self) -> dict:
        """What is written at the closure."""
        given = self.cleaned_data
        # Sorted as they were when the file was opened, so that the trail tells a change only where there is one.
        return {name: given[name] for name in ("reason", "outcomes", "note", *self.KEPT)} | {
            "themes": sorted(given["themes"])
        }


def proposed(file: Accompaniment, done: list[Action]) -> dict[str, list[str]]:
    """The themes and the care of actions that succeeded, ticked beforehand beside those of the file."""
    return {
        "themes": sorted({*file.themes, *(action.theme for action in done)}),
        "care_types": sorted({*file.care_types, *(action.care_type for action in done if action.care_type)}),
    }


@requires(Permission.ACCOMPANY, of=file_or_404, may=may_work_in)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, file: Accompaniment) -> HttpResponse:
    """End the accompaniment; the page of the person then offers to take the closure back."""
    if request.method == "GET" and not file.is_open:
        return not_possible_now(request, file.person, "Cet accompagnement est déjà clos.")
    form = ClosureForm(**posted(request), file=file)
    if _closed_just_so(file, form):
        return not_possible_now(request, file.person, "Cet accompagnement est déjà clos, avec ce motif.")

    def save(given: dict) -> str:
        closed = workflow.close(file, **form.what())
        return f"Clos. Effacement prévu le {day(erase_on(closed.closed_on))} (18 mois)."

    return form_page(
        request,
        form,
        file.person,
        title="Clore l’accompagnement",
        submit="Clore l’accompagnement",
        save=save,
        undo=reverse("casework:reopen", args=[file.pk]) if file.fund_id == request.user.organisation_id else "",
        template="casework/person_close.html",
        too_few=too_few(form.attempts),
    )


def _closed_just_so(file: Accompaniment, form: ClosureForm) -> bool:
    """The same closure was sent twice: the first one has written it."""
    return (
        file.closed_on == timezone.localdate()
        and form.is_valid()
        and form.cleaned_data["reason"] == file.closure_reason
        and set(form.cleaned_data["outcomes"]) == set(file.outcomes)
    )


@requires(Permission.ACCOMPANY, of=file_or_404, may=may_work_in)
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, file: Accompaniment) -> HttpResponse:
    """Take a closure back, and say why."""
    if file.is_open:
        return not_possible_now(request, file.person, "Cet accompagnement est en cours : rien à annuler.")
    if not may_reopen(request.user, file):
        return not_possible_now(
            request, file.person, "Seule la caisse de la personne peut annuler la clôture d’un accompagnement."
        )
    form = WhyForm(**posted(request))

    def save(given: dict) -> str:
        workflow.reopen(file, why=given["why"])
        return "La clôture est annulée : l’accompagnement est de nouveau en cours."

    return form_page(
        request,
        form,
        file.person,
        title="Annuler la clôture",
        submit="Annuler la clôture",
        save=save,
        lead="Le motif, les gains et les précisions de la clôture seront à saisir de nouveau. L’historique les garde.",
    )


@requires(Permission.ACCOMPANY, of=file_or_404, may=may_work_in)
@require_safe
def letter(request: HttpRequest, file: Accompaniment) -> HttpResponse:
    """The letter that tells the person that the accompaniment has ended; to print and to send, or to hand over."""
    if not may_print_closure(request.user, file):
        return not_possible_now(request, file.person, "Cet accompagnement n’est pas clos : il n’y a pas de courrier.")
    journal.note_reading(file.person, request.user, journal.CLOSURE_LETTER)
    return pdf_response(letters.closure(file, erase_on(file.closed_on)), "courrier-de-cloture.pdf", ours=True)
