"""The search of a person. What is typed is personal: it is posted, answered at once, and never in an address."""

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.accompaniment.queries import persons_entrusted
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission
from allervers.domain.people.models import Person
from allervers.domain.people.queries import Wanted, search
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.queries import of_fund, of_reporter
from allervers.domain.rights_files.models import RightsFile
from allervers.web.access import requires
from allervers.web.pieces.search import SHOWN, Result, SearchForm, own_result, phone_end
from allervers.web.templatetags.design import day


def _of_persons(persons: list[Person]) -> list[Result]:
    prefetch_related_objects(persons, Prefetch("accompaniments", Accompaniment.objects.order_by("-opened_on")))
    return [
        Result(person, person.phone_key[-4:], _files(person), reverse("casework:person", args=[person.pk]))
        for person in persons
    ]


def _files(person: Person) -> list[tuple[str, str, str]]:
    """What is under way; else the latest closure. Tag, its kind, and words."""
    files = list(person.accompaniments.all())
    under_way = [("En cours", "success", f"depuis le {day(file.opened_on)}") for file in files if file.is_open]
    closed = max((file.closed_on for file in files if file.closed_on), default=None)
    if under_way or not closed:
        return under_way or [("Aucun accompagnement", "neutral", "")]
    return [("Clos", "neutral", f"le {day(closed)}")]


def _of_referrals(user: User, wanted: Wanted, known: set) -> list[Result]:
    """The referrals that nobody's page shows: those that wait or were closed at once, for who examines them; and one's
    own, whatever became of them."""
    found = []
    if user.may(Permission.TRIAGE):
        referrals = of_fund(wanted, fund_id=user.organisation_id, how_many=SHOWN + 1)
        prefetch_related_objects(referrals, "accompaniment")
        why = "de cette saisine" if wanted.referral else "sous un autre nom"
        found += [made for made in (_of_referral(each, why) for each in referrals) if made and made.url not in known]
    if user.may(Permission.REFER):
        shown = {result.who.pk for result in found}
        own = [each for each in of_reporter(wanted, user=user, how_many=SHOWN + 1) if each.pk not in shown]
        if user.may(Permission.TRIAGE):
            # Those of the fund are told above, or by the page of the person.
            own = [each for each in own if each.fund_id != user.organisation_id]
        found += [own_result(each) for each in own]
    return found


def _of_referral(referral: Referral, why: str) -> Result | None:
    """On its own page while it waits and where it was closed at once; otherwise on that of the person."""
    file = getattr(referral, "accompaniment", None)
    if file and file.person_id:
        where = [("Accompagnement", "neutral", why)]
        return Result(referral, phone_end(referral), where, reverse("casework:person", args=[file.person_id]))
    if file:
        where = [("Saisine close", "neutral", f"le {day(file.closed_on)}")]
    else:
        received = f"reçue le {day(referral.received_at)}"
        where = [("Saisine à examiner", "info", received)]
        if referral.urgent:
            where.insert(0, ("Urgent", "urgent", ""))
    return Result(referral, phone_end(referral), where, reverse("casework:triage", args=[referral.pk]))


def _of_rights_file(user: User, wanted: Wanted) -> list[Result]:
    """The file of this reference, on its person's page once it has one."""
    found = []
    for file in RightsFile.objects.filter(reference=wanted.reference):
        where = [("Dossier de droits", "info", file.short_right)]
        if file.person_id:
            found.append(Result(file, phone_end(file), where, reverse("casework:person", args=[file.person_id])))
        elif user.may(Permission.SEE_FILE):
            found.append(Result(file, phone_end(file), where, reverse("rights_files:file", args=[file.pk])))
    return found


def found_by(user: User, wanted: Wanted) -> list[Result]:
    """Everybody whom this account may see somewhere in the work of the fund, persons first."""
    if wanted.reference:
        return _of_rights_file(user, wanted)
    persons = search(
        wanted,
        fund_id=user.organisation_id,
        entrusted=persons_entrusted(user.organisation_id),
        how_many=SHOWN + 1,
    )
    results = _of_persons(persons)
    return results + _of_referrals(user, wanted, {result.url for result in results})


@requires(Permission.SEE_PERSON)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The box, and below it everybody found, persons first, then what waits or was only reported."""
    form = SearchForm(request.POST, request.FILES) if request.method == "POST" else SearchForm()
    context = {"form": form, "shown": SHOWN}
    if form.is_valid():
        found = found_by(request.user, form.cleaned_data["typed"])
        context |= {"searched": True, "results": found[:SHOWN], "has_more": len(found) > SHOWN}
    return render(request, "casework/search.html", context)
