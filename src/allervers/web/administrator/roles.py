"""The table of who may do what, to read before giving a role."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from allervers.domain.organisations.roles import ALLOWED, Permission, Role, known
from allervers.web.access import requires


@requires(Permission.MANAGE_ACCOUNTS)
@require_safe
def show(request):
    """One line per role, in the words of the table itself."""
    rows = [
        {
            "role": role.label,
            "permissions": [permission.label for permission in known() if role in ALLOWED[permission]],
        }
        for role in Role
    ]
    return render(request, "administrator/roles.html", {"rows": rows})
