"""Reporting a refusal of care from the page of a person: what happened, and three questions."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from allervers.domain.care_refusals import workflow
from allervers.domain.care_refusals.codes import Ground, Practice, Profession
from allervers.domain.care_refusals.models import CareRefusal
from allervers.domain.care_refusals.permissions import REPORT, may_mediate, may_report
from allervers.domain.people.models import Person
from allervers.law.care_refusals import QUESTIONS, grounds
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import TypedDateField
from allervers.web.forms.fields import MintedIdField, YesNoField
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent

ALREADY = "Ce signalement était déjà enregistré. Rien n’a été écrit une deuxième fois."


class AnswersForm(Careful, forms.Form):
    """Who the professional is, and the three questions that tell a refusal from another conflict."""

    profession = forms.ChoiceField(
        label="Quel professionnel ?",
        choices=[("", "Choisissez"), *Profession.choices],
        error_messages={"required": "Choisissez la profession."},
    )
    professional_name = forms.CharField(label="Son nom", max_length=200, required=False)
    professional_place = forms.CharField(label="Sa commune", max_length=200, required=False)
    rpps = forms.CharField(
        label="Son numéro RPPS", help_text="Onze chiffres ; vide si vous ne l’avez pas.", max_length=20, required=False
    )
    hindered = YesNoField(QUESTIONS["hindered"])
    ground = forms.ChoiceField(label=QUESTIONS["ground"], required=False, widget=forms.RadioSelect)
    same_for_all = YesNoField(
        QUESTIONS["same_for_all"],
        help_text="Une absence, un cabinet complet pour tout le monde, un soin qu’il ne fait pas.",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        named = grounds(timezone.localdate())
        self.fields["ground"].choices = [*named.items(), (Ground.NONE, Ground.NONE.label), ("", "On ne sait pas")]


class ReportForm(AnswersForm):
    """What happened, before who and why."""

    id = MintedIdField()
    practice = forms.ChoiceField(
        label="Que s’est-il passé ?",
        choices=Practice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce qui ressemble le plus."},
    )
    happened_on = TypedDateField(label="Quand ?", help_text="Vide si le jour n’est pas connu.", required=False)
    account_of_it = forms.CharField(
        label="Racontez",
        help_text="Le service de médiation et vous seuls le lirez. Pas de diagnostic ni de numéro de sécurité sociale.",
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Racontez en quelques mots ce qui s’est passé."},
    )
    asked = forms.BooleanField(label="C’est la personne qui demande ce signalement", required=False)

    field_order = ("id", "practice", "happened_on", "account_of_it")

    def __init__(self, *args, intent: UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)


def person_or_404(request: HttpRequest, person_id: UUID) -> Person:
    """A person whom the database shows to the account."""
    return get_object_or_404(Person.objects.select_related("fund"), pk=person_id)


@requires(REPORT, of=person_or_404, may=may_report)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def of_person(request: HttpRequest, person: Person) -> HttpResponse:
    """Who they are is known; nobody has to know what a refusal of care is."""
    back = reverse("casework:person", args=[person.pk])
    if request.method != "POST" and CareRefusal.objects.filter(pk=intent_of(request)).exists():
        messages.info(request, ALREADY)
        return redirect(back)
    form = ReportForm(**posted(request), intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        key, asked = given.pop("id"), given.pop("asked")
        given["origin"] = workflow.origin_of(request.user, asked_by_person=asked)
        with refusals_in(form):
            made, now = workflow.report(person.fund, key=key, author=request.user, person=person, **given)
        if not form.errors:
            messages.success(request, f"Le signalement {made.reference} est enregistré." if now else ALREADY)
            return redirect("care_refusals:file", made.pk) if may_mediate(request.user, made) else redirect(back)
    trail = [{"label": person.full_name, "url": back}, {"label": "Signaler un refus de soins"}]
    context = {"form": form, "person": person, "back": back, "trail": trail}
    return render(request, "care_refusals/report.html", context)
