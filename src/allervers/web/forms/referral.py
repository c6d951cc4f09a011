"""The referral form (inventory #94–98): one form for partners, health professionals and internal detectors."""

from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from allervers.domain.field_actions.models import FieldAction
from allervers.domain.field_actions.origins import recent
from allervers.domain.field_actions.permissions import RECORD
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.queries import active_funds
from allervers.domain.people import nir
from allervers.domain.people.models import Language, Sex
from allervers.domain.people.texts import telephone, written_in_latin_letters
from allervers.domain.referrals.codes import (
    FORGONE_CARE_REASONS,
    ActionEngaged,
    ConsentMode,
    ForgoneCare,
    ForgoneCause,
    ForgoneSince,
    Reason,
)
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.permissions import may_transmit_nir
from allervers.web.careful import TOO_LONG, only_show_when_resumed, refuse_files, refuse_nir_in_texts, tidy_texts
from allervers.web.forms.dates import BirthDateField, TypedDateField
from allervers.web.forms.fields import CodesField, MintedIdField
from allervers.web.forms.widgets import (
    PhoneInput,
    RevealingCheckboxes,
    RevealingRadioSelect,
    RevealingSelect,
)

NO_SUCH_CHOICE = "Ce choix n’existe pas. Choisissez dans la liste."
INCOMPLETE_EMAIL = {"invalid": "Cette adresse électronique n’est pas complète. Exemple : zoe.exemple@courriel.fr."}
NIR_NOT_ALLOWED = (
    "Votre structure n’est pas autorisée à transmettre le numéro de sécurité sociale. Il n’a pas été enregistré ; "
    "la caisse le retrouvera avec le nom et la date de naissance."
)
NO_CONTACT = (
    "Indiquez au moins un moyen de joindre la personne : un téléphone, une adresse électronique ou une adresse "
    "postale (une domiciliation convient)."
)
OF_ANOTHER_FUND = "Ce signalement part à une autre caisse : une action de la vôtre ne peut pas y être notée."
FORM_ALREADY_USED = (
    "Ce formulaire a déjà été envoyé, avec d’autres réponses. Si vous signalez une autre personne, envoyez-le de "
    "nouveau. Si vous corrigez un signalement déjà envoyé, prévenez plutôt la Mission accompagnement santé."
)

# Choice → the code that asks for words, and the field in which they are written.
TO_SPECIFY = {
    "language": (Language.OTHER, "language_note", "« Autre langue »"),
    "forgone_care": (ForgoneCare.OTHER, "forgone_care_other", "« Autre soin »"),
    "forgone_causes": (ForgoneCause.OTHER, "forgone_causes_other", "« Autre cause »"),
    "actions_engaged": (ActionEngaged.OTHER, "actions_engaged_other", "« Autre action »"),
    "urgent": (True, "urgent_reason", "la case « urgence partenaire »"),
}
FORGONE_PART = ("forgone_care", "forgone_care_other", "forgone_since", "forgone_causes", "forgone_causes_other")


class ReferralForm(forms.ModelForm):
    """What a detector says of a person; `sender` is the account that will send it.

    The database's constraints stand behind every rule of `clean`; here each of them has its sentence.
    """

    asks_for_action = True
    required_when_shown = {"forgone_care", *[words for _, words, _ in TO_SPECIFY.values()]}

    id = MintedIdField()
    reasons = CodesField(
        Reason,
        label="Dans quel cadre signalez-vous cette personne ?",
        help_text="Plusieurs réponses possibles.",
        error_messages={"required": "Cochez au moins un cadre."},
        widget=RevealingCheckboxes(reveals=dict.fromkeys(FORGONE_CARE_REASONS, "care")),
    )
    birth_date = BirthDateField(
        label="Date de naissance",
        help_text="Jour, mois, année : 09/03/1984. Laissez vide si vous ne la connaissez pas.",
        required=False,
    )
    forgone_care = CodesField(
        ForgoneCare,
        label="Quels soins ne sont pas réalisés ?",
        required=False,
        widget=RevealingCheckboxes(reveals={ForgoneCare.OTHER: "other-1"}),
    )
    forgone_since = forms.ChoiceField(
        label="Depuis quand ?",
        choices=[("", "Je ne sais pas"), *ForgoneSince.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    forgone_causes = CodesField(
        ForgoneCause,
        label="Quelles en sont les causes ?",
        required=False,
        widget=RevealingCheckboxes(reveals={ForgoneCause.OTHER: "other-2"}),
    )
    actions_engaged = CodesField(
        ActionEngaged,
        label="Qu’avez-vous déjà engagé ?",
        required=False,
        widget=RevealingCheckboxes(reveals={ActionEngaged.OTHER: "other-3"}),
    )
    consent_mode = forms.ChoiceField(
        label="Comment la personne a-t-elle donné son accord ?",
        choices=[
            (ConsentMode.SIGNED, "Elle a signé le formulaire d’accord"),
            (ConsentMode.REMOTE, "À distance : elle est informée et d’accord, un courrier le lui confirmera"),
        ],
        error_messages={
            "required": "Sans l’accord de la personne, vous ne pouvez pas la signaler. Dites comment elle l’a donné."
        },
        widget=RevealingRadioSelect(reveals={ConsentMode.SIGNED: "onsite", ConsentMode.REMOTE: "remote"}),
    )
    consent_on = TypedDateField(
        label="Date de l’accord",
        initial=timezone.localdate,
        error_messages={"required": "Indiquez le jour où la personne a donné son accord."},
    )

    class Meta:
        model = Referral
        fields = [
            *("birth_name", "usage_name", "first_name", "birth_date", "sex", "phone", "email", "postal_address"),
            *("language", "language_note", "interpreter_needed", "fund"),
            *("reasons", *FORGONE_PART, "urgent", "urgent_reason"),
            *("actions_engaged", "actions_engaged_other", "note"),
            *("detector_name", "detector_service", "detector_email", "detector_phone"),
            *("consent_mode", "consent_on", "feedback_consent", "studies_opposed"),
        ]
        labels = {
            "birth_name": "Nom de naissance",
            "usage_name": "Nom d’usage",
            "first_name": "Prénom",
            "sex": "Sexe",
            "phone": "Téléphone de la personne",
            "email": "Adresse électronique de la personne",
            "postal_address": "Adresse postale de la personne",
            "language": "Langue parlée",
            "language_note": "Quelle langue ?",
            "interpreter_needed": "Un interprète est nécessaire",
            "fund": "Caisse de la personne",
            "forgone_care_other": "Quel autre soin ?",
            "forgone_causes_other": "Quelle autre cause ?",
            "urgent": "Urgence partenaire",
            "urgent_reason": "Pourquoi est-ce urgent ?",
            "actions_engaged_other": "Quelle autre action ?",
            "note": "Ce qu’il est utile de savoir",
            "detector_name": "Votre nom et votre prénom",
            "detector_service": "Votre service ou votre structure",
            "detector_email": "Votre adresse électronique",
            "detector_phone": "Votre téléphone",
            "feedback_consent": "La personne accepte que je sois informé des suites",
            "studies_opposed": "La personne s’oppose à l’usage de ses données pour des études",
        }
        help_texts = {
            "usage_name": "S’il est différent, par exemple le nom d’épouse.",
            "postal_address": "Une domiciliation convient. Le courrier de confirmation y est adressé.",
            "fund": "Celle qui figure sur l’attestation de droits, sinon celle du lieu de vie.",
            "urgent": "Des soins sont imminents, et la situation s’aggraverait avec les délais habituels.",
            "urgent_reason": "Quels soins, et pour quelle date.",
            "note": "Par exemple les heures où appeler. Pas de diagnostic ni de numéro de sécurité sociale.",
            "feedback_consent": "Vous saurez si elle a été contactée, si le dossier est clos et si le signalement "
            "était pertinent. Rien d’autre.",
            "studies_opposed": "Son refus ne change rien à son accompagnement.",
        }
        error_messages = {
            "birth_name": {"required": "Indiquez le nom de naissance."},
            "first_name": {"required": "Indiquez le prénom."},
            "email": INCOMPLETE_EMAIL,
            "detector_email": INCOMPLETE_EMAIL,
            "fund": {
                "required": "Choisissez la caisse de la personne.",
                "invalid_choice": "Cette caisse n’existe pas ou n’existe plus. Choisissez-la dans la liste.",
            },
            "detector_name": {"required": "Indiquez votre nom : la caisse doit pouvoir vous poser une question."},
        }
        widgets = {
            "phone": PhoneInput,
            "email": forms.EmailInput({"autocomplete": "off"}),
            "postal_address": forms.Textarea({"rows": 3, "autocomplete": "off"}),
            "language": RevealingSelect(reveals={Language.OTHER: "language"}),
            "urgent": forms.CheckboxInput({"data-reveals": "urgent"}),
            "note": forms.Textarea({"rows": 4}),
            "detector_email": forms.EmailInput({"autocomplete": "email"}),
            "detector_phone": forms.TelInput({"autocomplete": "tel"}),
        }

    def __init__(self, *args, sender: User, intent: UUID | None = None, **kwargs):
        minted = {"id": intent} if intent else {}
        super().__init__(*args, initial=_known_of(sender) | minted, **kwargs)
        self.sender = sender
        if may_transmit_nir(sender):
            self.fields["nir"] = forms.CharField(
                label="Numéro de sécurité sociale",
                help_text="15 caractères avec la clé, sur la carte Vitale.",
                max_length=40,
                required=False,
                widget=forms.TextInput({"autocomplete": "off", "inputmode": "text", "class": "width-medium"}),
            )
        self.actions = self._proposed_actions()
        self.fields["fund"].queryset = active_funds()
        tidy_texts(self)
        self.fields["fund"].empty_label = "Choisissez la caisse"
        self.fields["sex"].choices = [("", "Non précisé"), *Sex.choices]
        for name in ("birth_name", "usage_name", "first_name"):
            self.fields[name].validators.append(written_in_latin_letters)
            self.fields[name].widget.attrs["autocomplete"] = "off"
        for name in ("phone", "detector_phone"):
            self.fields[name].validators.append(telephone)
        for field in self.fields.values():
            field.error_messages["max_length"] = TOO_LONG
            if type(field) in (forms.ChoiceField, forms.TypedChoiceField):
                field.error_messages["invalid_choice"] = NO_SUCH_CHOICE

    def _proposed_actions(self) -> dict[str, FieldAction]:
        """Those of the fund at which the person may have been met, for who may see them; none, and it is not asked."""
        if not (self.asks_for_action and self.sender.may(RECORD)):
            return {}
        found = {str(action.pk): action for action in recent(self.sender.organisation)}
        if found:
            told = [
                (key, f"{action}, {action.place}" if action.place else str(action)) for key, action in found.items()
            ]
            self.fields["action"] = forms.ChoiceField(
                label="Rencontrée lors d’une action d’aller-vers ?",
                choices=[("", "Non, ou pas dans cette liste"), *told],
                required=False,
            )
        return found

    # --- What is wrong, next to what is wrong ---------------------------------------------------------------

    def clean_nir(self) -> str:
        number = self.cleaned_data["nir"]
        return nir.clean_nir(number) if number else ""

    def clean(self):
        # Not Django's: the constraints would be asked of the database one by one, to say the same less clearly.
        for check in (
            self._refuse_nir_where_not_allowed,
            self._compare_nir_with_identity,
            self._ask_for_a_way_to_contact,
            self._ask_for_forgone_care_only_with_its_reason,
            self._ask_for_words_after_other,
            self._ask_for_an_action_of_the_same_fund,
        ):
            check()
        refuse_files(self)
        only_show_when_resumed(self)
        return self.cleaned_data

    def _refuse_nir_where_not_allowed(self):
        if "nir" not in self.fields and self.data.get("nir"):
            self.add_error(None, NIR_NOT_ALLOWED)
        refuse_nir_in_texts(self, holds_nir=frozenset({"nir"}))

    def _compare_nir_with_identity(self):
        given = self.cleaned_data
        if number := given.get("nir"):
            said = nir.contradiction(number, birth_date=given.get("birth_date"), sex=given.get("sex", ""))
            if said:
                self.add_error(
                    "nir", f"{said} Vérifiez l’un et l’autre ; si les deux sont exacts, laissez ce numéro vide."
                )

    def _ask_for_a_way_to_contact(self):
        ways = ("phone", "email", "postal_address")
        if not any(self.cleaned_data.get(way) or way in self.errors for way in ways):
            self.add_error("phone", NO_CONTACT)

    def _ask_for_forgone_care_only_with_its_reason(self):
        given = self.cleaned_data
        if "forgone_care" not in given:
            return
        # As they were sent: with no box ticked at all, this part must be shown too.
        ticked = set(self["reasons"].value() or []) & set(FORGONE_CARE_REASONS)
        if ticked and not given["forgone_care"]:
            self.add_error("forgone_care", "Cochez au moins un soin qui n’est pas réalisé.")
        elif not ticked and any(given.get(name) for name in FORGONE_PART):
            self.add_error(
                "forgone_care",
                "Vous décrivez un renoncement à des soins : cochez plus haut « Renoncement ou difficultés d’accès à "
                "des soins », ou videz cette partie.",
            )

    def _ask_for_words_after_other(self):
        for choice, (code, words, box) in TO_SPECIFY.items():
            if choice not in self.cleaned_data or words not in self.cleaned_data:
                continue
            value = self.cleaned_data[choice]
            chosen = code in value if isinstance(value, list) else value == code
            if chosen and not self.cleaned_data[words]:
                self.add_error(words, "Précisez.")
            elif self.cleaned_data[words] and not chosen:
                self.add_error(words, f"Choisissez {box}, ou videz cette réponse.")

    def _ask_for_an_action_of_the_same_fund(self):
        fund = self.cleaned_data.get("fund")
        if self.cleaned_data.get("action") and fund and fund.pk != self.sender.organisation_id:
            self.add_error("action", OF_ANOTHER_FUND)

    # --- What was said --------------------------------------------------------------------------------------

    def referral(self) -> Referral:
        """The referral as it was typed, not written yet."""
        made = self.save(commit=False)
        made.pk = self.cleaned_data["id"]
        made.set_nir(self.cleaned_data.get("nir", ""))
        return made

    @property
    def action(self) -> FieldAction | None:
        """The action at which the person was met."""
        return self.actions.get(self.cleaned_data.get("action", ""))

    def was_already_used(self):
        """Ask before a second referral is sent with a form that the browser showed again."""
        self.add_error(None, ValidationError(FORM_ALREADY_USED))
        self.data = self.data.copy()
        self.data["id"] = str(uuid4())


def _known_of(sender: User) -> dict:
    """What the account says of the detector, and the fund that most of their referrals go to."""
    at = sender.organisation
    return {
        "fund": at.pk if at.kind == Organisation.Kind.FUND else at.local_fund_id,
        "detector_name": str(sender),
        "detector_service": sender.service or at.name,
        "detector_email": sender.email,
        "detector_phone": sender.phone,
    }
