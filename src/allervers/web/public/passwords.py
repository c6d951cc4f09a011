"""One's own password: changed when one wants, and before anything else when somebody else made it."""

from django import forms
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm
from django.shortcuts import redirect

from allervers.domain.organisations.context import because
from allervers.domain.organisations.models import store_own_password
from allervers.domain.organisations.passwords import HELP
from allervers.domain.organisations.sessions import end_sessions
from allervers.web.careful import Careful
from allervers.web.forms.sentences import TOO_MANY

ALLOWED_BEFORE = {"password", "sign-out", "stay", "accessibility", "legal"}


class OwnPasswordForm(Careful, PasswordChangeForm):
    """Django's own in the words of the page."""

    holds_nir = frozenset({"old_password", "new_password1", "new_password2"})  # hashed

    error_messages = {
        "password_mismatch": "Les deux nouveaux mots de passe ne sont pas les mêmes.",
        "password_incorrect": "Ce n'est pas votre mot de passe actuel. Vérifiez les majuscules, puis réessayez.",
    }

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        old, new, again = (self.fields[name] for name in ("old_password", "new_password1", "new_password2"))
        old.label, new.label, again.label = "Mot de passe actuel", "Nouveau mot de passe", "Le même, une seconde fois"
        old.widget.attrs.pop("autofocus", None)
        new.help_text = HELP
        again.help_text = ""

    def clean_old_password(self):
        """Tries are counted, as everywhere, before the page is asked (`gate`)."""
        if self.request.too_many_tries:
            raise forms.ValidationError(TOO_MANY, "too_many")
        old = super().clean_old_password()
        self.request.password_was_right = True
        return old

    def clean_new_password1(self):
        new = self.cleaned_data.get("new_password1")
        if new and self.user.check_password(new):
            raise forms.ValidationError("C'est le mot de passe actuel : choisissez-en un autre.")
        return new

    def validate_password_for_user(self, user, password_field_name="new_password1"):
        """Why it is refused stands beside the password, not beside its repetition."""
        super().validate_password_for_user(user, "new_password1")

    def save(self, commit=True):
        self.user.set_password(self.cleaned_data["new_password1"])
        self.user.password_is_provisional = False
        because("mot de passe changé par son propriétaire")
        store_own_password(self.user, chosen=True)
        return self.user


class OwnPassword(auth.PasswordChangeView):
    """The session goes on; every other one of this account ends."""

    template_name = "public/password.html"
    form_class = OwnPasswordForm
    success_url = "/"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form):
        response = super().form_valid(form)
        end_sessions(self.request.user, but=self.request.session)
        messages.success(self.request, "Votre mot de passe est changé.")
        return response


class ProvisionalPasswordMiddleware:
    """Whoever signs in with a password that somebody else made chooses another before anything else: until then,
    that other person could work in their name."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated or not user.password_is_provisional:
            return None
        return None if request.resolver_match.view_name in ALLOWED_BEFORE else redirect("password")
