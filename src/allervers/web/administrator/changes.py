"""What was done to accounts: read by those who did not do it."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from allervers.domain.organisations.changes import TOLD, changes, mark_seen, unseen, watched
from allervers.domain.organisations.roles import Permission, Role
from allervers.web.access import requires

PER_PAGE = 50


@requires(Permission.SEE_ACCOUNT_CHANGES)
@require_http_methods(["GET", "HEAD", "POST"])
def show_all(request):
    """The list, what is new on top of it; by POST, those that were shown are seen."""
    is_told = request.user.role in TOLD
    if request.method == "POST":
        if is_told:
            mark_seen(request.user, [int(pk) for pk in request.POST.getlist("seen") if pk.isdecimal() and len(pk) < 19])
        return redirect("administrator:changes")
    page = Paginator(changes(), PER_PAGE).get_page(request.GET.get("page"))
    new = list(unseen(request.user).select_related("account__organisation", "by")[:PER_PAGE]) if is_told else []
    context = {"page": page, "lines": [_line(each) for each in page.object_list], "new": [_line(each) for each in new]}
    return render(request, "administrator/changes.html", context)


def _line(change) -> dict:
    before, after = (
        Role(role).label if role in Role.values else role for role in (change.role_before, change.role_after)
    )
    return {
        "change": change,
        "roles": f"{before} → {after}" if before and before != after else after,
        "watched": bool({change.role_before, change.role_after} & watched()),
        # « rôle changé : mobilité » after « Rôle changé » says it twice.
        "why": change.why.partition(" : ")[2],
        "by": change.by or "Commande d’installation",
    }
