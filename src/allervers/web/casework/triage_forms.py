"""What can become of a referral that waits: it is accepted, or closed. Contacts have their own form (`contacts.py`)."""

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from allervers.domain.accompaniment.closing import too_few, why_not
from allervers.domain.accompaniment.codes import (
    THEME_OF_REASON,
    ClosureReason,
    Theme,
)
from allervers.domain.referrals.models import Referral
from allervers.web.careful import Careful

from .comparison import Candidate

NEW_PERSON = "new"


class AcceptForm(Careful, forms.Form):
    """Who the person is, said by the adviser and never for them; what to learn about them; the themes.

    `shown` holds the known persons that the page showed: one that appeared since must be looked at first.
    """

    prefix = "accept"

    identity = forms.ChoiceField(
        label="Qui est cette personne ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une fiche connue ou une nouvelle personne."},
    )
    themes = forms.MultipleChoiceField(
        label="Thématiques de l’accompagnement",
        help_text="Cochées d’après la saisine ; corrigez si besoin.",
        choices=Theme.choices,
        widget=forms.CheckboxSelectMultiple({"class": "in-columns"}),
        error_messages={"required": "Cochez au moins une thématique."},
    )

    def __init__(
        self,
        data: QueryDict | None,
        files: MultiValueDict | None,
        *,
        referral: Referral,
        candidates: list[Candidate],
    ):
        self.candidates = candidates
        self.appeared = data is not None and not self._ids() <= set(data.getlist(f"{self.prefix}-shown"))
        if self.appeared:
            # The answer was given to another question.
            data = data.copy()
            data.pop(f"{self.prefix}-identity", None)
        themes = {THEME_OF_REASON[reason].value for reason in referral.reasons}
        super().__init__(data, files, initial={"themes": sorted(themes)})
        identity = self.fields["identity"]
        identity.choices = self._choices()
        if not candidates:
            identity.widget = forms.HiddenInput()
            identity.initial = NEW_PERSON
        identity.error_messages["invalid_choice"] = "Cette fiche ne ressemble plus à la saisine : choisissez à nouveau."
        if self.appeared:
            identity.error_messages["required"] = (
                "Une fiche qui ressemble à la saisine vient d’être ajoutée. Comparez-la, puis choisissez."
            )
        for candidate in candidates:
            if candidate.learnable:
                self.fields[self._learn(candidate)] = forms.MultipleChoiceField(
                    label="Si c’est cette personne, mettre sa fiche à jour avec",
                    choices=[(line.name, f"{line.label} : {line.left}") for line in candidate.learnable],
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                )

    def _ids(self) -> set[str]:
        return {str(candidate.person.pk) for candidate in self.candidates}

    def _choices(self) -> list[tuple[str, str]]:
        known = [
            (str(candidate.person.pk), f"C’est la même personne : {candidate.person.full_name}")
            for candidate in self.candidates
        ]
        return known if self.nir_is_known else [*known, (NEW_PERSON, "C’est une nouvelle personne")]

    def _learn(self, candidate: Candidate) -> str:
        return f"learn-{candidate.person.pk}"

    @property
    def nir_is_known(self) -> bool:
        """A known person carries the NIR of the referral: nobody new can carry it too."""
        return any(candidate.match.same_nir for candidate in self.candidates)

    @property
    def sheets(self) -> list[tuple]:
        """For the page: each candidate with its radio button and its boxes."""
        return [
            (candidate, radio, self[self._learn(candidate)] if candidate.learnable else None)
            for candidate, radio in zip(self.candidates, self["identity"], strict=False)
        ]

    @property
    def radio_for_new(self):
        """The last radio button, « C’est une nouvelle personne »; None where that is impossible."""
        return None if self.nir_is_known or not self.candidates else list(self["identity"])[-1]

    @property
    def chosen(self) -> Candidate | None:
        """The known person who was chosen; None for a new one."""
        wanted = self.cleaned_data["identity"]
        return next((one for one in self.candidates if str(one.person.pk) == wanted), None)

    @property
    def learned(self) -> list[str]:
        """What to copy onto the chosen person."""
        return self.cleaned_data.get(self._learn(self.chosen), []) if self.chosen else []


class CloseForm(Careful, forms.Form):
    """Close without opening: not relevant (say why), or unreachable (after attempts that are written down)."""

    prefix = "close"
    required_when_shown = {"note"}

    reason = forms.ChoiceField(
        label="Pourquoi ?",
        choices=[(code.value, code.label) for code in (ClosureReason.NOT_RELEVANT, ClosureReason.UNREACHABLE)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un motif."},
    )
    note = forms.CharField(
        label="Précisions",
        help_text="Nécessaires si la saisine n’est pas pertinente.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None, files: MultiValueDict | None, *, attempts: int):
        super().__init__(data, files)
        self.attempts = attempts
        if too_few(attempts):
            self.fields["reason"].help_text = f"{too_few(attempts)} Notez-les plus haut, dans « Contacts »."

    def clean(self):
        given = super().clean()
        reason = given.get("reason")
        if reason == ClosureReason.NOT_RELEVANT and not given.get("note") and "note" not in self.errors:
            self.add_error("note", "Dites pourquoi la saisine n’est pas pertinente.")
        for field, sentence in why_not(reason, attempts=self.attempts).items():
            self.add_error(field, sentence)
        return given
