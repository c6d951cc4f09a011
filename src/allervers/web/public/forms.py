from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from allervers.web.forms.sentences import TOO_MANY

REFUSED = "L’identifiant ou le mot de passe n’est pas le bon. Vérifiez les majuscules, puis réessayez."


class SignInForm(AuthenticationForm):
    """Django's own in the words of the page; one message for every refusal, not to tell who has one."""

    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Identifiant"
        self.fields["password"].label = "Mot de passe"
        # The page opens on its heading, not in a field: a screen reader hears first where it is.
        self.fields["username"].widget.attrs.pop("autofocus", None)

    def clean(self):
        if not self.cleaned_data.get("username") or not self.cleaned_data.get("password"):
            return self.cleaned_data
        if self.request.too_many_tries:
            raise ValidationError(TOO_MANY, "too_many")
        given = super().clean()
        self.request.password_was_right = True
        return given
