"""The accounts of one's organisation and of the partners that report to it."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.accompaniment.queries import under_way
from allervers.domain.credentials.identities import identity_of
from allervers.domain.credentials.second_factor import is_set_for
from allervers.domain.organisations import workflow
from allervers.domain.organisations.changes import nobody_is_told
from allervers.domain.organisations.models import Service, User
from allervers.domain.organisations.permissions import may_change, may_manage
from allervers.domain.organisations.queries import managed_accounts, search_accounts
from allervers.domain.organisations.roles import Permission
from allervers.domain.organisations.services import fitting, services_of
from allervers.domain.organisations.sessions import end_sessions, open_sessions
from allervers.domain.pieces.refusals import Refused
from allervers.web.access import requires
from allervers.web.security.proof import asked_again

from .forms import AccountForm, FilterForm, RoleForm, SearchForm, WhyForm
from .history import history

PER_PAGE = 50

HAS_FILES = (
    "Ce compte suit encore {} accompagnement(s) en cours. Réaffectez-les d’abord : la personne responsable le fait "
    "depuis « Accompagnements en cours »."
)


@requires(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def show_all(request):
    """The list, narrowed by state and organisation; or what a search finds, sent by POST because it holds names."""
    accounts = managed_accounts(request.user)
    search = SearchForm(request.POST if request.method == "POST" else None)
    asked = {name: request.GET[name] for name in ("etat", "organisme") if request.GET.get(name)}
    filters = FilterForm(asked or None, administrator=request.user)
    context = {"search": search, "filters": filters, "searched": False}
    if search.is_bound and search.is_valid():
        found = search_accounts(accounts, search.cleaned_data["q"])
        context |= {"accounts": found[:PER_PAGE], "searched": True, "more": found[PER_PAGE : PER_PAGE + 1].exists()}
    else:
        page = Paginator(filters.narrow(accounts), PER_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "accounts": page.object_list}
    return render(request, "administrator/accounts.html", context | {"form": search})


@requires(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
@asked_again
def create(request):
    """The account, and its first password shown this once."""
    asked = {"organisation": request.GET.get("organisme") or request.user.organisation_id}
    form = AccountForm(request.POST or None, administrator=request.user, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            account, password = workflow.create_account(**form.cleaned_data)
        except ValidationError as error:
            _add_errors(form, error)
        else:
            return _with_password(request, account, password, "Le compte est créé.")
    return render(request, "administrator/create_account.html", {"form": form, "alone": nobody_is_told(request.user)})


def _add_errors(form, error: ValidationError) -> None:
    for field, sentences in error.message_dict.items():
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, _clearer(field, sentence))


def _clearer(field: str, sentence: str) -> str:
    if field == "username" and ("existe déjà" in sentence or "déjà cet" in sentence):
        return (
            "Un compte porte déjà cet identifiant. Si vous venez de le créer, ouvrez-le dans la liste : vous pourrez "
            "lui donner un nouveau mot de passe. Sinon, choisissez un autre identifiant."
        )
    return sentence


def _with_password(request, account: User, password: str, done: str):
    return render(
        request, "administrator/first_password.html", {"account": account, "password": password, "done": done}
    )


def managed(request, account_id: int) -> User:
    """An account of another organisation does not exist here."""
    return get_object_or_404(managed_accounts(request.user), pk=account_id)


def written_by_post(view):
    """Reloading the address of a form that was refused leads back to the account."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request, account: User):
        return view(request, account) if request.method == "POST" else redirect("administrator:account", account.pk)

    return guarded


def _page(request, account: User, *, role_form=None, why_form=None):
    context = {
        "account": account,
        "may_change": may_change(request.user, account),
        "role_form": role_form or RoleForm(account=account),
        "why_form": why_form or WhyForm(),
        "forms": [form for form in (role_form, why_form) if form],
        "entries": history(account),
        "has_second_factor": is_set_for(account),
        "identity": identity_of(account),
        "sessions": open_sessions(account),
        "services": _memberships(account),
    }
    return render(request, "administrator/account.html", context)


def _memberships(account: User) -> list[tuple[Service, bool]]:
    """The services that its role fits, and whether the account is in."""
    own = services_of(account)
    return [(service, service in own) for service in fitting(account)]


@requires(Permission.MANAGE_ACCOUNTS, of=managed, may=may_manage)
@require_safe
def show(request, account: User):
    """What is known of the account, its history, and what can be done."""
    return _page(request, account)


@requires(Permission.MANAGE_ACCOUNTS, of=managed, may=may_change)
@written_by_post
@asked_again
def role(request, account: User):
    """Another role, with why."""
    form = RoleForm(request.POST, account=account)
    if not form.is_valid():
        return _page(request, account, role_form=form)
    try:
        workflow.change_role(account, **form.cleaned_data)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Le rôle est changé.")
    return redirect("administrator:account", account.pk)


@requires(Permission.MANAGE_ACCOUNTS, of=managed, may=may_change)
@written_by_post
@asked_again
def state(request, account: User):
    """Close an open account, reopen a closed one, with why."""
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, account, why_form=form)
    why = form.cleaned_data["why"]
    try:
        if request.POST.get("to") == "open":
            password = workflow.reopen_account(account, why=why)
            return _with_password(request, account, password, "Le compte est rouvert.")
        if left := under_way(account.organisation_id).filter(adviser=account).count():
            messages.error(request, HAS_FILES.format(left))
            return redirect("administrator:account", account.pk)
        workflow.close_account(account, why=why)
        messages.success(request, "Le compte est fermé : il ne peut plus servir.")
    except Refused as error:
        messages.error(request, str(error))
    return redirect("administrator:account", account.pk)


@requires(Permission.MANAGE_ACCOUNTS, of=managed, may=may_change)
@written_by_post
@asked_again
def new_password(request, account: User):
    """A new first password, shown this once."""
    try:
        password = workflow.give_new_password(account)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("administrator:account", account.pk)
    return _with_password(request, account, password, "Le mot de passe est remplacé.")


@requires(Permission.MANAGE_ACCOUNTS, of=managed, may=may_change)
@written_by_post
def sessions(request, account: User):
    """Every place where the account is signed in is signed out."""
    ended = end_sessions(account)
    sentence = "Ce compte n’était connecté nulle part." if not ended else "Le compte est déconnecté partout."
    messages.success(request, sentence)
    return redirect("administrator:account", account.pk)
