"""What is asked about a line that is set aside, about what dates a right, and which lines to show."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from allervers.domain.coverage.codes import Circumstance, EndCause, GapKind, SetAside
from allervers.domain.coverage.gap_lines import in_state, to_do
from allervers.domain.coverage.models import GapLine
from allervers.domain.organisations.models import User
from allervers.web.careful import Careful
from allervers.web.forms.dates import AnyDateField, TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of

MINE, NOBODY = "mine", "nobody"
# The law reads a country: one stands for all those that are neither in the Union nor treated like it.
OTHER_COUNTRY = "ML"


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

    FIRST_YEAR = TypedDateField.FIRST_YEAR

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
    european = forms.ChoiceField(
        label="Pour un titre de séjour : la personne est-elle d’un pays de l’Union européenne, de l’EEE ou de Suisse ?",
        choices=[("", "—"), ("no", "Non"), ("yes", "Oui")],
        required=False,
    )
    removal_order = forms.ChoiceField(
        label="Pour un titre de séjour : une mesure d’éloignement est-elle devenue définitive ?",
        choices=[("", "Je ne sais pas"), ("no", "Non"), ("yes", "Oui")],
        required=False,
    )

    def __init__(self, request):
        posted = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
        super().__init__(initial={"id": intent_of(request)}, **posted)

    def clean(self):
        given = super().clean()
        if given.get("kind") == Circumstance.RESIDENCE_TITLE:
            if given.get("european") == "yes":
                told = "Le titre d’une personne européenne ne date pas ses droits : il n’y a rien à noter."
                self.add_error("european", told)
            elif not given.get("european") and "european" not in self.errors:
                self.add_error("european", "Répondez par oui ou par non : le maintien des droits en dépend.")
        elif given.get("kind") and given.get("on"):
            try:
                TypedDateField.check_range(self.fields["on"], given["on"])
            except ValidationError as error:
                self.add_error("on", error)
        return given

    def what(self) -> dict:
        given = self.cleaned_data
        if given["kind"] != Circumstance.RESIDENCE_TITLE:
            return {}
        return {"nationality": OTHER_COUNTRY, "removal_order": {"yes": True, "no": False}.get(given["removal_order"])}


class CauseForm(forms.Form):
    """Why a right ended."""

    cause = forms.ChoiceField(choices=[("", "Cause non connue"), *EndCause.choices], required=False)
