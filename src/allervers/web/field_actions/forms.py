"""What is asked of an action: one short page first, the rest folded."""

import datetime
from decimal import Decimal
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from allervers.domain.field_actions.codes import ActionPublic, LifeEvent, PlaceKind, Team
from allervers.domain.field_actions.models import BEST, FIRST_DAY, MOST, MOST_WORDS, FieldAction
from allervers.domain.field_actions.words import NO_NUMBER, SEPARATED, kept, shown, why_not
from allervers.domain.field_actions.workflow import version
from allervers.domain.imports.fields import holds_a_number
from allervers.domain.referrals.codes import PartnerCategory
from allervers.web.careful import Careful
from allervers.web.forms.dates import TypedDateField
from allervers.web.forms.fields import CountField, MintedIdField, YesNoField

CHIPS = {"class": "in-columns"}
SAID = {"yes": True, "no": False, "unknown": None}
MOST_PARTNERS, MOST_OTHER_TEAMS = 8, 4
"""How many are proposed to be ticked; the others are proposed while typing."""
FOLDED = (
    *("life_event", "place_kind", "remote", "territorial_diagnosis", "outgoing_contacts", "contacts_made", "targeted"),
    *("individual_appointments", "satisfaction"),
)
SHORT = {
    ActionPublic.YOUNG_FRAGILE: "Jeunes fragiles",
    ActionPublic.CHILD_WELFARE: "Aide sociale à l’enfance",
    ActionPublic.SELF_EMPLOYED: "Indépendants",
    ActionPublic.DISABILITY: "Handicap",
    ActionPublic.SINGLE_PARENTS: "Familles monoparentales",
    ActionPublic.PRISONERS: "Détention",
    ActionPublic.BEREAVED: "Deuil",
}
"""Shorter names, so that two stand side by side on a telephone."""
OPEN = {"partners": PartnerCategory, "services": Team}


class HeldOnField(TypedDateField):
    FIRST_YEAR = FIRST_DAY.year


class MarkField(forms.DecimalField):
    """A mark on ten, with a comma or a point."""

    def __init__(self, **options):
        said = f"Écrivez une note de 0 à {BEST}, par exemple 8,4."
        messages = dict.fromkeys(("invalid", "min_value", "max_value", "max_decimal_places", "max_digits"), said)
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "width-short"})
        super().__init__(
            min_value=0,
            max_value=BEST,
            max_digits=4,
            decimal_places=2,
            widget=widget,
            error_messages=messages,
            **options,
        )

    def to_python(self, value):
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value):
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class ActionForm(Careful, forms.Form):
    """One action. `used`: what the fund wrote before, column by column; `action`: the one that is corrected."""

    required_when_shown = {"other_partners", "other_services"}

    id = MintedIdField()
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)  # of the action that is corrected
    held_on = HeldOnField(
        label="Quand ?",
        help_text="Par exemple hier, 28/11 ou 28/11/2026.",
        error_messages={"required": "Indiquez le jour de l’action."},
    )
    public = forms.ChoiceField(
        label="Pour qui ?",
        choices=[(code.value, SHORT.get(code, code.label)) for code in ActionPublic],
        widget=forms.RadioSelect(CHIPS),
        error_messages={"required": "Choisissez le public."},
    )
    outside_premises = forms.TypedChoiceField(
        label="Hors les murs de la caisse ?",
        choices=[("yes", "Oui"), ("no", "Non"), ("unknown", "Je ne sais pas")],
        coerce=SAID.get,
        empty_value=None,
        widget=forms.RadioSelect(CHIPS),
        error_messages={"required": "Dites si l’action était hors les murs, ou que vous ne le savez pas."},
    )
    place = forms.CharField(label="Où ?", help_text="Nom du lieu, commune.", max_length=120, required=False)
    partners = forms.MultipleChoiceField(
        label="Avec quels partenaires ?", required=False, widget=forms.CheckboxSelectMultiple(CHIPS)
    )
    other_partners = forms.CharField(
        label="Un autre partenaire", help_text="Plusieurs : séparez-les par des virgules.", required=False
    )
    services = forms.MultipleChoiceField(
        label="Quels services de la caisse ?", required=False, widget=forms.CheckboxSelectMultiple(CHIPS)
    )
    other_services = forms.CharField(label="Un autre service", required=False)
    informed = CountField(
        label="Personnes informées", help_text="Vide si vous ne le savez pas.", most=MOST, required=False
    )
    helped = CountField(label="Personnes aidées", help_text="Vide si vous ne le savez pas.", most=MOST, required=False)

    life_event = forms.ChoiceField(label="Événement de vie", required=False)
    place_kind = forms.ChoiceField(label="Sorte de lieu", required=False)
    remote = YesNoField("À distance ?")
    territorial_diagnosis = YesNoField("Choisie d’après le diagnostic territorial ?")
    outgoing_contacts = YesNoField(
        "Par contacts sortants ?", help_text="Des lettres, des appels ou des messages à des personnes."
    )
    contacts_made = CountField(label="Contacts sortants", most=MOST, required=False)
    targeted = CountField(label="Personnes ciblées ou invitées", most=MOST, required=False)
    individual_appointments = CountField(label="Rendez-vous individuels qui ont suivi", most=MOST, required=False)
    satisfaction = MarkField(label="Satisfaction, sur 10", required=False)

    def __init__(self, *args, used: dict[str, list[str]], action: FieldAction | None = None, intent: UUID | None = None,
                 today: datetime.date | None = None, **options):  # fmt: skip
        initial = _written(action) if action else {"held_on": today, **({"id": intent} if intent else {})}
        super().__init__(*args, initial=initial, **options)
        self.used = used
        self.proposed = {name: _proposed(name, used[name], getattr(action, name, ())) for name in OPEN}
        for name, known in OPEN.items():
            self.fields[name].choices = [(word, shown(known, word)) for word in self.proposed[name]]
            self.fields[name].error_messages["invalid_choice"] = (
                "Écrivez ce qui n’est pas dans la liste juste en dessous."
            )
        for name, known in (("life_event", LifeEvent), ("place_kind", PlaceKind)):
            kept_word = getattr(action, name, "")
            foreign = [(kept_word, kept_word)] if kept_word and kept_word not in known.values else []
            self.fields[name].choices = [("", "Non précisé"), *known.choices, *foreign]
        for name in ("place", "other_partners", "other_services"):
            self.fields[name].widget.attrs |= {"list": f"connus-{name}", "autocomplete": "off"}

    @property
    def lists(self) -> dict[str, list[str]]:
        """What is proposed while typing: field → words, without those that stand there to be ticked."""
        typed = {"place": self.used["place"][:50]}
        for name, known in OPEN.items():
            words = dict.fromkeys([*self.used[name], *known.values])
            typed[f"other_{name}"] = [shown(known, word) for word in words if word not in self.proposed[name]][:50]
        return typed

    @property
    def unfolds(self) -> bool:
        """What is folded has an answer, or an error."""
        return any(self[name].value() not in (None, "") or name in self.errors for name in (*FOLDED, "other_services"))

    def clean(self):
        given = super().clean()
        for name, known in OPEN.items():
            self._add_typed(given, name, known)
        if (made := given.get("contacts_made")) is not None:
            if made and given.get("outgoing_contacts") is False:
                self.add_error("contacts_made", "Vous dites qu’il n’y a pas eu de contacts sortants : videz ce nombre.")
            else:
                given["outgoing_contacts"] = made > 0
        return given

    def _add_typed(self, given: dict, name: str, known) -> None:
        typed = given.pop(f"other_{name}", "")
        words = [kept(known, part, self.used[name]) for part in SEPARATED.split(typed) if part.strip()]
        if refusal := next(filter(None, map(why_not, words)), ""):
            self.add_error(f"other_{name}", refusal)
        elif name in given:
            given[name] = list(dict.fromkeys([*given[name], *words]))
            if len(given[name]) > MOST_WORDS:
                self.add_error(f"other_{name}", f"{MOST_WORDS} au plus.")

    def clean_place(self) -> str:
        place = self.cleaned_data["place"]
        if holds_a_number(place):
            raise ValidationError(NO_NUMBER)
        return place

    def show_again(self, seen: int) -> None:
        """What was typed stays, and is sent for this version of the action."""
        self.data = self.data.copy()
        self.data["seen"] = seen

    def what(self) -> dict:
        """Fields of the model."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("id", "seen")}


def _proposed(name: str, used: list[str], chosen: list[str]) -> list[str]:
    """What is ticked, what the fund writes most, then what everybody knows."""
    known = [code.value for code in OPEN[name] if code.value != "other"]
    if name == "services":
        words = [*known, *[word for word in used if word not in known][:MOST_OTHER_TEAMS]]
    else:
        words = list(dict.fromkeys([*used, *known]))[:MOST_PARTNERS]
    return list(dict.fromkeys([*words, *chosen]))


def _written(action: FieldAction) -> dict:
    """The action as the form asks for it."""
    plain = ("held_on", "public", "place", "partners", "services", "life_event", "place_kind", "contacts_made")
    plain += ("targeted", "informed", "helped", "individual_appointments", "satisfaction")
    plain += ("remote", "territorial_diagnosis", "outgoing_contacts")
    outside = {True: "yes", False: "no", None: "unknown"}[action.outside_premises]
    return {name: getattr(action, name) for name in plain} | {
        "outside_premises": outside,
        "id": action.pk,
        "seen": version(action),
    }
