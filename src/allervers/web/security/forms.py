"""What is typed to prove who one is, and to add a means of proving it."""

from django import forms
from django.core.exceptions import ValidationError

from allervers.domain.credentials import passkeys, second_factor
from allervers.domain.pieces.refusals import Refused
from allervers.web.careful import Careful
from allervers.web.forms.sentences import TOO_MANY

CODE = forms.TextInput({"autocomplete": "one-time-code", "class": "width-medium", "autocapitalize": "none"})


class ProofForm(Careful, forms.Form):
    """A code, or the answer of a passkey, for this account; asked within its context (`acting_as`).

    `what` is what was given, once the form is valid.
    """

    code = forms.CharField(
        label="Code",
        help_text="Les six chiffres de votre application, ou un code de secours.",
        max_length=40,
        widget=CODE,
        error_messages={"required": "Donnez le code que montre votre application, ou un code de secours."},
    )
    passkey = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)

    def __init__(self, *args, account, site, challenge, **options):
        super().__init__(*args, **options)
        self.account, self.site, self.challenge = account, site, challenge
        self.what = None
        self.fields["code"].required = not self.data.get(self.add_prefix("passkey"))

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        if not second_factor.may_try(self.account):
            self.add_error("code", second_factor.TOO_MANY)
        else:
            self._prove(given)
        return given

    def _prove(self, given):
        try:
            if given["passkey"]:
                self.what = passkeys.check(
                    self.account, answer=given["passkey"], site=self.site, challenge=self.challenge
                )
            else:
                self.what = second_factor.check_code(self.account, given["code"])
        except Refused as error:
            second_factor.refused(self.account)
            self.add_error("code", str(error))


class _FirstFactorForm(Careful, forms.Form):
    """The first factor needs the password once more; a later one is asked for the factor that is there."""

    password = forms.CharField(
        label="Votre mot de passe",
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        strip=False,
        error_messages={"required": "Donnez votre mot de passe."},
    )

    def __init__(self, *args, request, first: bool, **options):
        super().__init__(*args, **options)
        self.request, self.account = request, request.user
        if not first or not self.account.has_usable_password():
            del self.fields["password"]

    def clean_password(self):
        """Tries are counted, as everywhere, before the page is asked (`web.public.gate`)."""
        password = self.cleaned_data["password"]
        if self.request.too_many_tries:
            raise ValidationError(TOO_MANY, "too_many")
        if not self.account.check_password(password):
            raise ValidationError("Ce n’est pas votre mot de passe. Vérifiez les majuscules, puis réessayez.")
        self.request.password_was_right = True
        return password


class ApplicationForm(_FirstFactorForm):
    code = forms.CharField(
        label="Code affiché par l’application",
        help_text="Six chiffres, qui changent toutes les trente secondes.",
        max_length=20,
        widget=CODE,
        error_messages={"required": "Donnez le code que montre l’application."},
    )


class PasskeyForm(_FirstFactorForm):
    name = forms.CharField(
        label="Nom de cette clé",
        help_text="Pour la reconnaître : « téléphone », « clé USB bleue »…",
        max_length=60,
        error_messages={"required": "Donnez un nom à cette clé."},
    )
    passkey = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    def clean(self):
        given = super().clean()
        if not self.errors and not given["passkey"]:
            self.add_error(
                None, "Le navigateur n’a pas créé la clé. Appuyez de nouveau sur le bouton et suivez ses indications."
            )
        return given
