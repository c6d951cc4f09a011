"""Fields whose errors say what to do, and in which nothing that was typed is lost."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError


class MintedIdField(forms.UUIDField):
    """The identifier of what the form will write: that of its address (`web.intent`), given as the initial value; a new
    one if what comes back is not one."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(initial=uuid4)

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return uuid4()


class CodesField(forms.MultipleChoiceField):
    """Some codes of a closed list, each once, in the order of the list."""

    def __init__(self, choices, **options):
        messages = {"invalid_choice": "Un des choix reçus n’existe pas. Choisissez dans la liste."}
        options["error_messages"] = messages | options.get("error_messages", {})
        super().__init__(choices=choices.choices, **options)
        self.codes = choices.values

    def clean(self, value):
        given = set(super().clean(value))
        return [code for code in self.codes if code in given]


YES_NO = (("yes", "Oui"), ("no", "Non"))


class YesNoField(forms.TypedChoiceField):
    """Oui, non, or unknown (None), which is what is proposed and may be said in the words of the question."""

    def __init__(self, label: str, *, unknown: str = "On ne sait pas", **options):
        super().__init__(
            label=label, choices=[*YES_NO, ("", unknown)], required=False, empty_value=None,
            coerce=lambda said: said == "yes", widget=forms.RadioSelect({"class": "in-columns"}), **options,
        )  # fmt: skip

    def prepare_value(self, value):
        return {True: "yes", False: "no", None: ""}.get(value, value)


class CountField(forms.IntegerField):
    """A number of persons or things, typed with or without spaces: « 1 200 »."""

    def __init__(self, *, most: int, **options):
        messages = {
            "invalid": "Écrivez un nombre entier, par exemple 35, ou laissez vide.",
            "min_value": "Un nombre de personnes n’est pas négatif.",
            "max_value": "Ce nombre est trop grand.",
        } | options.pop("error_messages", {})
        widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "width-short"})
        super().__init__(min_value=0, max_value=most, widget=widget, error_messages=messages, **options)

    def to_python(self, value):
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class AmountField(forms.DecimalField):
    """Euros, typed the French way or not: « 1 016,05 », « 1016.05 », « 1016 € »."""

    def __init__(self, **options):
        messages = {
            "invalid": "Écrivez un montant en euros, par exemple 812,40.",
            "min_value": "Un montant n'est pas négatif.",
            "max_value": "Ce montant est trop grand.",
        } | options.pop("error_messages", {})
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        options = {"min_value": 0, "max_value": 9_999_999, "decimal_places": 2, "widget": widget, **options}
        super().__init__(error_messages=messages, **options)

    def to_python(self, value):
        if isinstance(value, str):
            value = (
                value.replace("€", "").replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
            )
        return super().to_python(value)
