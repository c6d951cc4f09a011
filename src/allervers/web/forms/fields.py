"""Fields whose errors say what to do, and in which nothing that was typed is lost."""

import re
import unicodedata
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


class AmountField(forms.DecimalField):
    """Euros, typed the French way or not: « 1 016,05 », « 1016.05 », « 1016 € »."""

    def __init__(self, **options):
        messages = {
            "invalid": "Écrivez un montant en euros, par exemple 812,40.",
            "min_value": "Un montant n'est pas négatif.",
            "max_value": "Ce montant est trop grand.",
        }
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        options = {"min_value": 0, "max_value": 9_999_999, "decimal_places": 2, "widget": widget, **options}
        super().__init__(error_messages=messages, **options)

    def to_python(self, value):
        if isinstance(value, str):
            value = (
                value.replace("€", "").replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
            )
        return super().to_python(value)


def written_in_latin_letters(name: str) -> None:
    """A name as French civil status writes it; letters of other scripts could be neither matched nor printed."""
    if any(unicodedata.category(c)[0] == "C" or unicodedata.category(c) == "So" for c in name):
        raise ValidationError(
            "Ce nom contient un caractère qui ne s’écrit pas. Tapez-le de nouveau au clavier.", "sign"
        )
    letters = [c for c in name if c.isalpha()]
    if not letters:
        raise ValidationError("Ce nom ne contient aucune lettre.", "no_letter")
    if not all(unicodedata.name(c, "").startswith(("LATIN", "FEMININE", "MASCULINE", "MODIFIER")) for c in letters):
        raise ValidationError("Écrivez ce nom en lettres latines, comme sur un document français.", "script")


def telephone(number: str) -> None:
    """8 to 15 digits (ITU E.164 allows no more), with the signs that people write between them."""
    digits = sum(c in "0123456789" for c in number)
    if re.search(r"[^0-9+().\s/-]", number) or not 8 <= digits <= 15:
        raise ValidationError(
            "Ce n’est pas un numéro de téléphone. Exemple : 06 39 98 12 34 ou +33 6 39 98 12 34.", "phone"
        )
