"""The form of the line at the head of the timeline; what is sent is written by `writing.py`."""

from django import forms
from django.db.models import TextChoices

from allervers.domain.accompaniment.codes import Channel, ContactResult
from allervers.domain.accompaniment.models import Accompaniment
from allervers.web.careful import Careful
from allervers.web.forms.dates import ComingDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.forms.widgets import RevealingRadioSelect

from .actions import usual_choices

# The form is small: its words are those that people say.
SHORT_RESULTS = {
    ContactResult.REACHED.value: "Jointe",
    ContactResult.NO_ANSWER.value: "Pas de réponse",
    ContactResult.MESSAGE_LEFT.value: "Message laissé",
    ContactResult.WRONG_DETAILS.value: "Coordonnées fausses",
}


class What(TextChoices):
    CONTACT = "contact", "Contact"
    NOTE = "note", "Note"
    NEED = "need", "Besoin"
    GOAL = "goal", "Objectif"
    ACTION = "action", "Action"


class LineForm(Careful, forms.Form):
    """What is written most, with what is proposed already right most often: a call, now, that we made."""

    required_when_shown = {"result", "usual"}

    id = MintedIdField()
    file = forms.ChoiceField(label="Dans quel accompagnement ?")
    what = forms.ChoiceField(
        label="Noter",
        choices=What.choices,
        initial=What.CONTACT,
        widget=RevealingRadioSelect(
            attrs={"class": "in-columns"},
            reveals={What.CONTACT: "contact", What.ACTION: "action"},
        ),
    )
    result = forms.ChoiceField(
        label="Résultat",
        choices=SHORT_RESULTS.items(),
        required=False,
        widget=forms.RadioSelect({"class": "in-columns"}),
    )
    channel = forms.ChoiceField(label="Par", choices=Channel.choices, initial=Channel.PHONE, required=False)
    next_on = ComingDateField(label="Rappeler le", help_text="Demain, +7 j, 28/11…", required=False)
    usual = forms.ChoiceField(label="Quelle action ?", required=False)
    due_on = ComingDateField(label="À faire pour le", help_text="Demain, +15 j, 28/11…", required=False)
    text = forms.CharField(
        label="Texte",
        help_text="Pas de diagnostic. Un besoin, un objectif : avec les mots de la personne.",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args, files: list[Accompaniment], **options):
        super().__init__(*args, **options)
        self.files = {str(file.pk): file for file in files}
        self.fields["file"].choices = [(str(file.pk), f"Celui ouvert le {file.opened_on:%d/%m/%Y}") for file in files]
        self.fields["file"].initial = str(files[0].pk)
        if len(files) == 1:
            self.fields["file"].widget = forms.HiddenInput()
        self.fields["usual"].choices = [("", "Choisissez"), *usual_choices(files[0].themes)]

    def clean(self):
        given = super().clean()
        what = given.get("what")
        if what == What.CONTACT:
            if not given.get("result") and "result" not in self.errors:
                self.add_error("result", "Choisissez un résultat.")
            if not given.get("channel") and "channel" not in self.errors:
                self.add_error("channel", "Choisissez un moyen de contact.")
        elif what == What.ACTION:
            if not given.get("usual") and "usual" not in self.errors:
                self.add_error("usual", "Choisissez une action.")
        elif what and not given.get("text") and "text" not in self.errors:
            self.add_error("text", "Écrivez le texte.")
        return given

    @property
    def first(self) -> Accompaniment:
        """The one that is proposed."""
        return next(iter(self.files.values()))

    @property
    def chosen(self) -> Accompaniment:
        return self.files[self.cleaned_data["file"]]
