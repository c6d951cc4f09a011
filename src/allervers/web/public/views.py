"""Pages open to everybody: signing in and out, accessibility, legal notice."""

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from allervers.domain.credentials.events import What
from allervers.fictitious.accounts import demo_accounts
from allervers.web.openid.views import sign_out_there, way_out
from allervers.web.security.session import come_in

from .forms import SignInForm
from .kept import hold, keep_for, sealed_in


class SignIn(auth.LoginView):
    """The name and the password of an account; in a demonstration, also one button per fictitious account."""

    template_name = "public/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        if "provider" in request.POST and settings.OPENID:
            hold(request)
            # A page and not a redirection: what answers a form may not lead to another site (`form-action`).
            return render(request, "openid/leave.html", {"on_sign_in_page": True})
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        then = keep_for(self.request) or self.get_success_url()
        return come_in(self.request, form.get_user(), way=What.PASSWORD, then=then)

    @classmethod
    def keeping(cls, request, sealed: str):
        """The page as it is first shown, with the sealed text of the form that was sent to another address."""
        view = cls()
        view.setup(request)
        form = cls.authentication_form(request)
        context = view.get_context_data(form=form, kept_text=sealed, next=request.get_full_path())
        return render(request, cls.template_name, context)

    def get_context_data(self, **kwargs):
        kwargs = {"kept_text": sealed_in(self.request)} | kwargs
        context = super().get_context_data(on_sign_in_page=True, **kwargs)
        if settings.DEMO:
            context |= {"demo_accounts": demo_accounts(), "demo_password": settings.DEMO_PASSWORD}
        return context


@method_decorator(login_not_required, name="dispatch")
class SignOut(auth.LogoutView):
    """Whoever signs out twice, or after the session has ended, is simply back at the sign-in page.

    Who came in by the identity provider signs out there too. Nothing of the pages stays on a shared desk; cookies do:
    the one that knows the device lets its owner in again.
    """

    def post(self, request, *args, **kwargs):
        id_token = way_out(request)
        response = super().post(request, *args, **kwargs)
        response = (id_token and sign_out_there(request, id_token)) or response
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "public/accessibility.html")


@login_not_required
@require_safe
def legal(request):
    return render(request, "public/legal.html")
