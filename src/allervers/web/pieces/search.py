"""The box in which a person is looked for, and the lines of those who were found."""

from dataclasses import dataclass

from django import forms
from django.urls import reverse

from allervers.domain.people.models import Identity
from allervers.domain.people.queries import Wanted, understand
from allervers.domain.referrals.models import Referral
from allervers.web.careful import Careful
from allervers.web.templatetags.design import day

SHOWN = 20


class SearchForm(Careful, forms.Form):
    """One box for everything that somebody may remember of a person."""

    typed = forms.CharField(
        label="Nom, date de naissance, téléphone ou numéro",
        help_text=(
            "Les fautes de frappe sont acceptées. Vous pouvez préciser l’année ou la date de naissance : "
            "« dupont 1984 », « dupont 12/03/1984 ». Pour un téléphone, ses quatre derniers chiffres suffisent. "
            "Un numéro : de sécurité sociale, de saisine (S-5B0C-9D2E) ou de dossier de droits (DR-7K4M-92QX)."
        ),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Écrivez ce que vous cherchez."},
    )

    def clean_typed(self) -> Wanted:
        return understand(self.cleaned_data["typed"])


@dataclass(frozen=True)
class Result:
    """One line of the list: who, where they are in the fund's work, and the page that leads there."""

    who: Identity
    phone_end: str
    where: list[tuple[str, str, str]]
    url: str

    @property
    def person(self) -> Identity:
        return self.who


def own_result(referral: Referral) -> Result:
    """What somebody reported, with what they may know of it: that it was received."""
    where = [("Votre signalement", "neutral", f"envoyé le {day(referral.received_at)}")]
    return Result(referral, phone_end(referral), where, reverse("detector:detail", args=[referral.pk]))


def phone_end(referral: Identity) -> str:
    """The last four digits, by which a reader tells two people apart."""
    return "".join(filter(str.isdigit, referral.phone))[-4:]
