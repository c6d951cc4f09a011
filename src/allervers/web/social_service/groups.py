"""Group work: the meetings of a service, who is expected, who came."""

import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.organisations.models import Service, User
from allervers.domain.organisations.services import services_of
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from allervers.domain.social_service import groups
from allervers.domain.social_service.models import SocialServiceFile, SocialServiceGroup, SocialServiceParticipant
from allervers.domain.social_service.permissions import WORK, may_lead, may_settle_participant
from allervers.domain.social_service.queries import under_way
from allervers.law.social_service import needs
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import ComingDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of, one_intent

PER_PAGE = 25


class GroupForm(Careful, forms.Form):
    """A meeting to come."""

    id = MintedIdField()
    service = forms.ModelChoiceField(Service.objects.none(), label="Service", empty_label=None)
    title = forms.CharField(
        label="Intitulé",
        max_length=100,
        help_text="Par exemple « Reprendre le travail après un long arrêt ».",
        error_messages={"required": "Donnez un intitulé."},
    )
    axis = forms.ChoiceField(label="Axe", widget=forms.RadioSelect, error_messages={"required": "Choisissez un axe."})
    place = forms.CharField(label="Lieu", max_length=200, error_messages={"required": "Dites où."})
    starts_on = ComingDateField(label="Quel jour ?", error_messages={"required": "Dites quel jour."})
    starts_at = forms.TimeField(
        label="À quelle heure ?",
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": "Dites à quelle heure.", "invalid": "Écrivez une heure : 09:00."},
    )
    capacity = forms.IntegerField(
        label="Nombre de places", min_value=2, max_value=40, initial=10, error_messages={"required": "Dites combien."}
    )

    def __init__(self, *args, user: User, intent: UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)
        own = services_of(user)
        self.fields["service"].queryset = Service.objects.filter(pk__in=[service.pk for service in own])
        if len(own) == 1:
            self.fields["service"].widget = forms.HiddenInput()
            self.fields["service"].initial = own[0].pk
        axes = {need.axis: need.axis_label for need in needs(timezone.localdate())}
        self.fields["axis"].choices = list(axes.items())

    def said(self) -> dict:
        """What the workflow is told."""
        given = self.cleaned_data
        moment = timezone.make_aware(datetime.datetime.combine(given["starts_on"], given["starts_at"]))
        told = {name: given[name] for name in ("service", "title", "axis", "place", "capacity")}
        return told | {"key": given["id"], "starts_at": moment}


def group_or_404(request: HttpRequest, group_id: UUID) -> SocialServiceGroup:
    """A meeting of the account's service."""
    return get_object_or_404(SocialServiceGroup.objects.select_related("service"), pk=group_id)


def participant_or_404(request: HttpRequest, participant_id: UUID) -> SocialServiceParticipant:
    """Somebody expected at one."""
    return get_object_or_404(SocialServiceParticipant.objects.select_related("group"), pk=participant_id)


@requires(WORK)
@never_cache
@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """The meetings of the service, the latest first."""
    page = Paginator(groups.of_services(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "is_member": bool(services_of(request.user)), "trail": _trail("Réunions de groupe")}
    return render(request, "social_service/groups.html", context)


@requires(WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def new(request: HttpRequest) -> HttpResponse:
    """A meeting to come."""
    form = GroupForm(**posted(request), user=request.user, intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = groups.meet(author=request.user, **form.said())
        except AlreadyUsed as refusal:
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "La réunion est prévue. Inscrivez-y des personnes.")
            return redirect("social_service:group", made.pk)
    context = {
        "form": form,
        "title": "Prévoir une réunion de groupe",
        "submit": "Prévoir la réunion",
        "back": reverse("social_service:groups"),
        "trail": _trail("Prévoir une réunion de groupe"),
    }
    return render(request, "social_service/form.html", context)


@requires(WORK, of=group_or_404, may=may_lead, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, group: SocialServiceGroup) -> HttpResponse:
    """Who is expected; by POST, somebody whom the service follows takes a place."""
    files = under_way(request.user).filter(service=group.service).exclude(groups__group=group)
    if request.method == "POST":
        return _join(request, group, files)
    context = {
        "group": group,
        "participants": group.participants.select_related("file__referral"),
        "files": files.order_by("referral__birth_name", "pk"),
        "now": timezone.now(),
        "trail": _trail(str(group)),
    }
    return render(request, "social_service/group.html", context)


def _join(request: HttpRequest, group: SocialServiceGroup, files) -> HttpResponse:
    try:
        found: SocialServiceFile | None = files.filter(pk=UUID(request.POST.get("file", ""))).first()
    except ValueError:
        found = None
    try:
        if found is None:
            raise Refused("Choisissez une personne que le service suit.")
        groups.join(group, found)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "La personne est inscrite.")
    return redirect("social_service:group", group.pk)


@requires(WORK, of=participant_or_404, may=may_settle_participant, refused=Http404)
@require_POST
def settle(request: HttpRequest, participant: SocialServiceParticipant) -> HttpResponse:
    """Who came, in one click."""
    try:
        groups.settle(participant, came=request.POST.get("came") == "yes")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("social_service:group", participant.group_id)


def _trail(here: str) -> list[dict]:
    above = [{"label": "Service social", "url": reverse("social_service:desk")}]
    if here != "Réunions de groupe":
        above.append({"label": "Réunions de groupe", "url": reverse("social_service:groups")})
    return [*above, {"label": here}]
