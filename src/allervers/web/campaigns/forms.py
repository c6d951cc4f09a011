"""What is typed of a campaign: its name, its texts, its ways, its control group, its prices."""

from decimal import Decimal
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from allervers.domain.campaigns import texts
from allervers.domain.campaigns.codes import Channel
from allervers.domain.campaigns.models import Campaign
from allervers.domain.campaigns.workflow import LONGEST_NAME
from allervers.domain.imports.refusals import Unreadable
from allervers.domain.people.models import Language
from allervers.web.careful import Careful
from allervers.web.forms.fields import AmountField, MintedIdField

ORDERS = [
    ("email,sms,letter", "Courriel, sinon SMS, sinon lettre"),
    ("sms,email,letter", "SMS, sinon courriel, sinon lettre"),
    ("email,sms", "Courriel, sinon SMS"),
    ("sms,email", "SMS, sinon courriel"),
    ("email,letter", "Courriel, sinon lettre"),
    ("sms,letter", "SMS, sinon lettre"),
    ("email", "Courriel seulement"),
    ("sms", "SMS seulement"),
    ("letter", "Lettre seulement"),
]
ORDER_NAMES = {Channel.EMAIL.value: "courriel", Channel.SMS.value: "SMS", Channel.LETTER.value: "lettre"}
OTHER = "en"
LARGEST_SHARE = 90
BLANKS = "{{ first_name }}"
_PRICES = {
    Channel.EMAIL: "Prix de 1 000 courriels",
    Channel.SMS: "Prix de 1 000 SMS",
    Channel.LETTER: "Prix de 1 000 lettres",
}


class CampaignForm(Careful, forms.Form):
    """A campaign before it is frozen. Raises nothing: what the domain refuses becomes an error of its field."""

    id = MintedIdField()
    name = forms.CharField(
        label="Nom de la campagne",
        help_text="Pour vos collègues : les personnes ne le lisent pas. Par exemple « C2S, rentrée 2026 ».",
        max_length=LONGEST_NAME,
        error_messages={"required": "Donnez un nom : vous retrouverez la campagne par lui."},
    )
    subject = forms.CharField(
        label="Objet",
        help_text="L’objet du courriel, le titre de la lettre.",
        max_length=texts.LONGEST["subject"],
        required=False,
    )
    text = forms.CharField(
        label="Texte",
        help_text=f"En français facile. Écrivez {BLANKS} là où va le prénom ; de même pour toute colonne.",
        max_length=texts.LONGEST["text"],
        widget=forms.Textarea({"rows": 10}),
        error_messages={"required": "Écrivez le texte que les personnes recevront."},
    )
    other_subject = forms.CharField(label="Objet en anglais", max_length=texts.LONGEST["subject"], required=False)
    other_text = forms.CharField(
        label="Texte en anglais",
        help_text="Pour les personnes dont le fichier dit que c’est la langue. Sans lui, elles lisent le français.",
        max_length=texts.LONGEST["text"],
        widget=forms.Textarea({"rows": 6}),
        required=False,
    )
    channels = forms.ChoiceField(
        label="Par quel moyen ?",
        help_text="Chaque personne reçoit un seul message, par le premier moyen que le fichier permet.",
        choices=ORDERS,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    is_notice = forms.BooleanField(
        label="C’est un avis que la loi impose : tout le monde le reçoit, sans témoins", required=False
    )
    holdout = forms.IntegerField(
        label="Part de témoins, en %",
        help_text="Des foyers tirés au sort ne reçoivent rien : sans eux, nul ne saura ce que la campagne a changé.",
        validators=[
            MinValueValidator(0, "De 0 à 90."),
            MaxValueValidator(LARGEST_SHARE, "De 0 à 90 : il faut aussi des personnes à contacter."),
        ],
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "width-short"}),
        error_messages={
            "required": "Écrivez un nombre de 0 à 90, par exemple 20.",
            "invalid": "Écrivez un nombre entier de 0 à 90.",
        },
    )

    def __init__(self, *args, campaign: Campaign | None = None, **options):
        if campaign:
            options["initial"] = initial_of(campaign)
        super().__init__(*args, **options)
        self.campaign = campaign
        if campaign and (order := ",".join(campaign.channels)) not in dict(ORDERS):
            self.fields["channels"].choices = [*ORDERS, (order, _order_in_words(campaign.channels))]
        for channel, label in _PRICES.items():
            self.fields[f"price_{channel}"] = AmountField(label=f"{label}, en euros", required=False)
        self.order_fields([*self.fields])

    @property
    def kept(self) -> dict[str, dict[str, str]]:
        """The texts of languages that the form does not show: as they are."""
        said = self.campaign.texts if self.campaign else {}
        return {language: each for language, each in said.items() if language not in (texts.FRENCH, OTHER)}

    @property
    def kept_in_words(self) -> str:
        return ", ".join(Language(language).label.lower() for language in self.kept)

    def clean(self):
        given = super().clean()
        given["texts"] = dict(self.kept)
        for language, subject, text in ((texts.FRENCH, "subject", "text"), (OTHER, "other_subject", "other_text")):
            if text in given and (given[text] or given.get(subject)):
                self._read(language, subject, text)
        return given

    def _read(self, language: str, subject: str, text: str) -> None:
        given = self.cleaned_data
        try:
            said = texts.typed(given.get(subject, ""), given[text])
        except Unreadable as fault:
            problem = f"{fault.problem[:1].upper()}{fault.problem[1:]}"
            self.add_error(text, f"{problem}. Attendu : {fault.expected}.")
        else:
            given["texts"][language] = {"subject": said.subject, "text": said.text}

    def said(self) -> dict:
        """What the domain is given."""
        given = self.cleaned_data
        prices = {channel.value: given[f"price_{channel}"] for channel in _PRICES}
        return {
            "name": given["name"],
            "texts": given["texts"],
            "channels": given["channels"].split(","),
            "holdout": self._holdout(given["holdout"]),
            "is_notice": given["is_notice"],
            "prices": {channel: round(euros * 100) for channel, euros in prices.items() if euros is not None},
        }

    def _holdout(self, percent: int) -> Decimal:
        """A third is shown as 33 %: left as it was shown, it stays a third."""
        if self.campaign and percent == _percent(self.campaign.holdout):
            return self.campaign.holdout
        return Decimal(percent) / 100

    def refuse(self, message: str, field: str) -> None:
        """What the domain refused, beside the field that it is about."""
        beside = {"texts": "subject", "id": None}
        self.add_error(beside.get(field, field if field in self.fields else None), message)

    def renew(self) -> None:
        """Another identifier: sent once more, it is another campaign."""
        self.data = self.data.copy()
        self.data[self.add_prefix("id")] = str(uuid4())


def _percent(share: Decimal) -> int:
    return int(share * 100)


def _order_in_words(channels: list[str]) -> str:
    """« Lettre, sinon SMS », as `ORDERS` says its own."""
    first, *others = channels
    return ", sinon ".join([Channel(first).label, *(ORDER_NAMES[channel] for channel in others)])


def initial_of(campaign: Campaign) -> dict:
    """The form as the campaign is."""
    other = campaign.texts.get(OTHER, {"subject": "", "text": ""})
    return {
        "id": campaign.pk,
        "name": campaign.name,
        **campaign.texts[texts.FRENCH],
        "other_subject": other["subject"],
        "other_text": other["text"],
        "channels": ",".join(campaign.channels),
        "is_notice": campaign.is_notice,
        "holdout": _percent(campaign.holdout),
        **{f"price_{channel}": Decimal(cents) / 100 for channel, cents in campaign.prices.items()},
    }
