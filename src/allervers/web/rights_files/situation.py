"""The situation of a file, put right by who examines it: what was not known at the deposit, and what was wrong."""

import copy
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from allervers.domain.organisations.roles import Permission
from allervers.domain.rights_files import completing, workflow
from allervers.domain.rights_files.codes import Right
from allervers.domain.rights_files.digests import digest_of
from allervers.domain.rights_files.models import RightsFile
from allervers.domain.rights_files.permissions import may_examine
from allervers.law import Situation, SituationError
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.countries import nationalities
from allervers.web.forms.fields import AmountField, MintedIdField
from allervers.web.intent import intent_of, one_intent

from .examination import form_page
from .file import file_or_404
from .questions import asked_for

# Where an answer lies in the situation: in the household, in the applicant, in what the applicant had before.
_ELSEWHERE = {
    "no_resources": ("annual_resources",),
    "insured_elsewhere": ("previous_scheme", "s1"),
    "end_of_rights": ("previous_scheme", "end_of_rights_certificate"),
}
_WHOSE = {"applicant": "de la personne", "spouse": "du conjoint", "partner": "du partenaire", "child": "de l’enfant"}


class SituationForm(Careful, forms.Form):
    """The questions of this right with what is known, and for the C2S the resources of each member of the household.

    `seen`: digest of the situation that the page showed; somebody may change it in between.
    """

    id = MintedIdField()
    seen = forms.CharField(widget=forms.HiddenInput)
    nationality = forms.ChoiceField(label="Nationalité", choices=nationalities)

    def __init__(self, *args, file: RightsFile, intent: uuid.UUID | None = None, **options):
        self.file, self.asked = file, {n: q for n, q in asked_for(file.right).items() if q.place}
        known = {"seen": digest_of(file.situation), "nationality": _applicant(file.situation).get("nationality")}
        known |= {name: _known(file.situation, name) for name in self.asked}
        super().__init__(*args, initial=known | ({"id": intent} if intent else {}), **options)
        for name, question in self.asked.items():
            self.fields[name] = question.field()
        for person in self._with_resources():
            whose = f"{_WHOSE.get(person['role'], '')}{_born(person)}"
            self.fields[f"total_{person['id']}"] = AmountField(
                label=f"Ressources {whose} sur la période de référence, en euros",
                help_text="Abattements faits et forfait logement ajouté. Laissez vide si elles ne sont pas connues.",
                required=False,
                initial=person.get("annual_resources"),
            )
        if self._with_resources():
            self.fields["complete"] = forms.BooleanField(
                label="Les ressources mois par mois du dossier sont toutes celles du foyer",
                required=False,
                initial=all(person.get("resources_complete") for person in self._with_resources()),
            )
        self.fields["reason"] = forms.CharField(
            label="D’où viennent ces réponses ?",
            max_length=300,
            widget=forms.Textarea({"rows": 3}),
            error_messages={"required": "Dites d’où viennent ces réponses : un document, un appel, une erreur."},
        )

    def _with_resources(self) -> list[dict]:
        return self.file.situation["persons"] if self.file.right == Right.C2S else []

    def clean(self):
        given = super().clean()
        if not self.errors:
            self.situation = self._situation(given)
            try:
                Situation.from_dict(self.situation)
            except SituationError as error:
                raise ValidationError(str(error)) from None
        return given

    def _situation(self, given: dict) -> dict:
        """The situation with these answers; what is left empty is not known."""
        told = copy.deepcopy(self.file.situation)
        applicant = _applicant(told)
        applicant["nationality"] = given["nationality"]
        for name, question in self.asked.items():
            _forget(told, applicant, name)
            if given.get(name) not in (None, ""):
                question.place(told, applicant, given[name])
        for person in told["persons"] if self._with_resources() else ():
            total = given.get(f"total_{person['id']}")
            person.pop("annual_resources", None)
            person.pop("resources_complete", None)
            if total is not None:
                person["annual_resources"] = float(total)
            elif given.get("complete"):
                person["resources_complete"] = True
        return told


def _applicant(situation: dict) -> dict:
    return next(person for person in situation["persons"] if person.get("role", "applicant") == "applicant")


def _known(situation: dict, name: str) -> object:
    place = _applicant(situation) | {key: value for key, value in situation.items() if key != "persons"}
    for step in _ELSEWHERE.get(name, (name,)):
        place = place.get(step) if isinstance(place, dict) else None
    if name == "no_resources":
        return "" if place is None else "yes" if place == 0 else "no"
    return {True: "yes", False: "no"}.get(place, place) if isinstance(place, bool) else place


def _forget(household: dict, applicant: dict, name: str) -> None:
    *above, last = _ELSEWHERE.get(name, (name,))
    for place in (household, applicant):
        for step in above:
            place = place.get(step, {})
        place.pop(last, None)


def _born(person: dict) -> str:
    year = str(person.get("birth_date") or "")[:4]
    return f" (né en {year})" if year and person["role"] != "applicant" else ""


@requires(Permission.EXAMINE_FILE, of=file_or_404, may=may_examine)
@require_http_methods(["GET", "POST"])
@one_intent
def situation(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Put the situation right; the calculation and the list of papers follow."""
    form = SituationForm(**posted(request), file=file, intent=intent_of(request))

    def save(given: dict) -> str:
        why = f"Situation complétée : {given['reason']}"
        asked = workflow.Asked(request.user, given["id"], why=why)
        completing.put_right(file, form.situation, given["seen"], asked)
        return "La situation est à jour : le calcul et la liste des documents la suivent."

    return form_page(request, file, form, "Compléter la situation", "Enregistrer", save)
