"""What is asked about a line that is set aside, about what dates a right, and which lines to show."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from allervers.domain.coverage.codes import Circumstance, EndCause, GapKind, SetAside
from allervers.domain.coverage.gap_lines import in_state, to_do
from allervers.domain.coverage.models import GapLine
from allervers.domain.organisations.models import User
from allervers.law.countries import is_european
from allervers.web.careful import Careful, posted
from allervers.web.forms.countries import nationalities
from allervers.web.forms.dates import AnyDateField, TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of

MINE, NOBODY = "mine", "nobody"


class LinesFilter(forms.Form):
    """Which lines. The filters stand in the address: none of them says anything about a person."""

    mark_optional = False

    kind = forms.ChoiceField(label="Nature", choices=[("", "Toutes"), *GapKind.choices], required=False)
    whose = forms.ChoiceField(
        label="Confiées à",
        choices=[("", "Tout le monde"), (MINE, "Moi"), (NOBODY, "Personne encore")],
        required=False,
    )
    state = forms.ChoiceField(label="État", choices=GapLine.State.choices, required=False)

    def __init__(self, asked):
        super().__init__({name: asked.get(name, "") for name in ("kind", "whose", "state")})
        self.data["state"] = self.data["state"] or GapLine.State.OPEN.value
        self.said = (
            self.cleaned_data if self.is_valid() else {"kind": "", "whose": "", "state": GapLine.State.OPEN.value}
        )

    @property
    def narrows(self) -> bool:
        return bool(self.said["kind"] or self.said["whose"]) or self.said["state"] != GapLine.State.OPEN

    def lines(self, user: User) -> QuerySet[GapLine]:
        state = self.said["state"]
        fund = user.organisation_id
        found = to_do(fund) if state == GapLine.State.OPEN else in_state(fund, state)
        if self.said["kind"]:
            found = found.filter(kind=self.said["kind"])
        if self.said["whose"]:
            found = found.filter(assigned_to=user if self.said["whose"] == MINE else None)
        return found


class SetAsideForm(Careful, forms.Form):
    """Why nobody acts."""

    reason = forms.ChoiceField(
        label="Pourquoi écarter cette ligne ?",
        choices=SetAside.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un motif."},
    )
    note = forms.CharField(label="Précisions", max_length=500, required=False, widget=forms.Textarea({"rows": 3}))

    def clean(self):
        given = super().clean()
        if given.get("reason") == SetAside.OTHER and not given.get("note") and "note" not in self.errors:
            self.add_error("note", "Écrivez le motif en quelques mots.")
        return given


class TitleDayField(AnyDateField):
    """A title may end in ten years."""

    def check_range(self, date) -> None:
        if date.year > 2100:
            raise ValidationError("Cette date est trop loin. Vérifiez l’année.", "too_far")


class CircumstanceForm(Careful, forms.Form):
    """What happened, and its day. A letter or a renunciation is of a day that is over; only a title ends later."""

    id = MintedIdField()
    kind = forms.ChoiceField(
        label="Que savez-vous ?",
        choices=Circumstance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce que vous savez."},
    )
    on = TitleDayField(label="Le jour", error_messages={"required": "Indiquez le jour."})
    nationality = forms.ChoiceField(
        label="Pour un titre de séjour : la nationalité de la personne", choices=nationalities, required=False
    )
    removal_order = forms.ChoiceField(
        label="Pour un titre de séjour : une mesure d’éloignement est-elle devenue définitive ?",
        choices=[("", "Je ne sais pas"), ("no", "Non"), ("yes", "Oui")],
        required=False,
    )

    def __init__(self, request):
        super().__init__(initial={"id": intent_of(request)}, **posted(request))

    def clean(self):
        given = super().clean()
        if given.get("kind") == Circumstance.RESIDENCE_TITLE:
            self._check_nationality(given)
        elif given.get("kind") and given.get("on"):
            try:
                TypedDateField.check_range(self.fields["on"], given["on"])
            except ValidationError as error:
                self.add_error("on", error)
        return given

    def _check_nationality(self, given: dict) -> None:
        country = given.get("nationality")
        if not country and "nationality" not in self.errors:
            self.add_error("nationality", "Choisissez la nationalité : le maintien des droits en dépend.")
        elif country == "FR":
            self.add_error("nationality", "Une personne française n’a pas de titre de séjour : il n’y a rien à noter.")
        elif country and given.get("on") and is_european(country, given["on"]):
            told = "Le titre d’une personne européenne ne date pas ses droits : il n’y a rien à noter."
            self.add_error("nationality", told)

    def what(self) -> dict:
        given = self.cleaned_data
        if given["kind"] != Circumstance.RESIDENCE_TITLE:
            return {}
        order = {"yes": True, "no": False}.get(given["removal_order"])
        return {"nationality": given["nationality"], "removal_order": order}


class CareOverForm(Careful, forms.Form):
    """Since when a young person is in the care of child welfare no longer."""

    over_on = TypedDateField(
        label="La prise en charge a pris fin le", error_messages={"required": "Indiquez le jour de la fin."}
    )


class YearForm(forms.Form):
    """A calendar year, the present one first; whatever else is asked shows the present one."""

    mark_optional = False
    YEARS = 6

    annee = forms.ChoiceField(label="Année", required=False)

    def __init__(self, asked, today: datetime.date):
        super().__init__({"annee": asked.get("annee", "")})
        years = [str(today.year - back) for back in range(self.YEARS)]
        self.fields["annee"].choices = [(years[0], f"{years[0]} (en cours)"), *((year, year) for year in years[1:])]
        if self.data["annee"] not in years:
            self.data["annee"] = years[0]

    @property
    def year(self) -> int:
        return int(self.data["annee"])


class CauseForm(forms.Form):
    """Why a right ended."""

    cause = forms.ChoiceField(choices=[("", "Cause non connue"), *EndCause.choices], required=False)
