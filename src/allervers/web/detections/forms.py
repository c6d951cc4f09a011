"""What an adviser says of a detection: which ones to show, why one is set aside, or who the person is."""

from django import forms
from django.db.models import QuerySet

from allervers.domain.detections.codes import SetAsideReason, Status
from allervers.domain.detections.identities import who_is
from allervers.domain.detections.models import Detection
from allervers.domain.detections.queries import decided, of_target, off_lists, target_labels, to_examine
from allervers.domain.organisations.models import User
from allervers.domain.referrals.codes import Reason
from allervers.domain.referrals.models import Referral
from allervers.web.careful import Careful
from allervers.web.forms.referral import ReferralForm

OFF_LISTS = "off_lists"
STATES = [
    (Status.WAITING.value, "À examiner"),
    (Status.SET_ASIDE.value, "Écartées"),
    (Status.REFERRED.value, "Devenues des saisines"),
    (OFF_LISTS, "Sorties des listes"),
]
LONGEST_NOTE = Referral._meta.get_field("note").max_length
# Beyond this, what the adviser has to say would find no room.
LONGEST_REASONS = 1_400
LARGEST_NUMBER = 2**63 - 1


class DetectionFilters(forms.Form):
    """Which detections. The filters stand in the address: none of them says anything about a person."""

    mark_optional = False

    target = forms.ChoiceField(label="Motif", required=False)
    state = forms.ChoiceField(label="État", choices=STATES, required=False)

    def __init__(self, asked):
        super().__init__({"target": asked.get("target", ""), "state": asked.get("state") or Status.WAITING.value})
        self.fields["target"].choices = [("", "Tous"), *target_labels()]

    @property
    def chosen_state(self) -> str:
        """The state that is shown; what waits, if the address makes no sense."""
        return (self.is_valid() and self.cleaned_data["state"]) or Status.WAITING.value

    @property
    def chosen_target(self) -> str:
        return self.cleaned_data["target"] if self.is_valid() else ""

    @property
    def narrows(self) -> bool:
        return bool(self.chosen_target) or self.chosen_state != Status.WAITING

    def detections(self, fund_id: int) -> QuerySet[Detection]:
        """Those of the fund that pass, in the order that suits their state."""
        if self.chosen_state == Status.WAITING:
            found = to_examine(fund_id)
        else:
            found = off_lists(fund_id) if self.chosen_state == OFF_LISTS else decided(fund_id, self.chosen_state)
        return of_target(found, self.chosen_target) if self.chosen_target else found


class NumberForm(Careful, forms.Form):
    """A person is found again by their number, which is posted: it never stands in an address."""

    number = forms.CharField(
        label="Numéro de la personne",
        help_text="Celui du système d’information de votre caisse.",
        max_length=30,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "width-medium"}),
        error_messages={"required": "Écrivez le numéro que vous cherchez."},
    )

    def clean_number(self) -> int:
        digits = "".join(self.cleaned_data["number"].split())
        if not (digits.isascii() and digits.isdecimal()) or int(digits) > LARGEST_NUMBER:
            raise forms.ValidationError("Écrivez un numéro fait de chiffres seulement.")
        return int(digits)


class SetAsideForm(Careful, forms.Form):
    """Why nothing will be done."""

    required_when_shown = {"note"}

    reason = forms.ChoiceField(
        label="Pourquoi l’écarter ?",
        choices=SetAsideReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un motif.", "invalid_choice": "Choisissez un motif de la liste."},
    )
    note = forms.CharField(
        label="Précisions",
        help_text="Nécessaires pour un autre motif. Pas de diagnostic.",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean(self):
        given = super().clean()
        if given.get("reason") == SetAsideReason.OTHER and not given.get("note") and "note" not in self.errors:
            self.add_error("note", "Précisez le motif.")
        return given


class DetectionReferralForm(ReferralForm):
    """The referral form, for somebody whom a list found: the fund is known, the sentences of the list go along."""

    asks_for_action = False

    def __init__(self, *args, sender: User, detection: Detection, **kwargs):
        super().__init__(*args, sender=sender, **kwargs)
        self.detection = detection
        self.said = sentences(detection)
        del self.fields["fund"]
        self.initial["reasons"] = [Reason.RIGHTS.value]
        if who := who_is(detection):
            self.initial |= who.initial()
        self.fields[
            "note"
        ].help_text = (
            "Les motifs de la liste sont joints d’eux-mêmes. Par exemple les heures où appeler ; pas de diagnostic."
        )

    def clean(self):
        given = super().clean()
        room = LONGEST_NOTE - len(self.said) - 1
        if len(given.get("note", "")) > room:
            self.add_error("note", f"{room} caractères au plus, avec les motifs de la liste qui sont joints.")
        return given

    def referral(self) -> Referral:
        made = super().referral()
        made.fund_id = self.detection.fund_id
        made.note = f"{self.said}\n{made.note}".strip()
        return made


def sentences(detection: Detection) -> str:
    """The reasons that still hold, the most urgent first, as they go along with the referral."""
    holding = [reason.sentence for reason in detection.reasons.all() if reason.is_current]
    kept: list[str] = []
    for sentence in holding:
        if len("\n".join([*kept, sentence])) > LONGEST_REASONS:
            return "\n".join([*kept, f"Et {len(holding) - len(kept)} autres motifs."])
        kept.append(sentence)
    return "\n".join(kept)
