from django.contrib.auth.forms import AuthenticationForm

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
