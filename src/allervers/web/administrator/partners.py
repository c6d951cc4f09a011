"""Partner organisations and practices that report to the fund."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from allervers.domain.organisations import workflow
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import Refused
from allervers.web.access import requires

from .forms import PartnerForm


@requires(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    """A new partner; then its first account."""
    fund = request.user.organisation
    if fund.kind != Organisation.Kind.FUND:
        raise PermissionDenied
    form = PartnerForm(request.POST or None, initial=PartnerForm.minted())
    if request.method == "POST" and form.is_valid():
        kind, category = form.kind_and_category
        try:
            partner = workflow.create_partner(
                kind=kind, name=form.cleaned_data["name"], category=category, code=form.cleaned_data["code"]
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"« {partner} » est enregistré. Créez maintenant son premier compte.")
            return redirect(f"{reverse('administrator:create-account')}?organisme={partner.pk}")
    return render(request, "administrator/create_partner.html", {"form": form})
