"""Who sees the file of a person: asked of the rules that open it, for each body and each role that has an account.

No list of its own: a role that a rule lets in appears here by itself, and one that it shuts out goes. Bodies and roles
are told, never who works in them: a person has a right to know when their data were looked at and for what, not the
names of those who did so for their fund (Court of Justice of the European Union, C-579/21, 22 June 2023, §§ 75 to 83).
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, TextChoices

from ..accompaniment.models import Accompaniment
from ..accompaniment.permissions import may_work_in
from ..organisations.models import Organisation, Service, User
from ..organisations.roles import Permission, Role
from ..organisations.services import ROLES_OF_SERVICE, serving
from ..people.models import Person
from ..rights_files.models import RightsFile
from ..rights_files.permissions import concerns, may_examine, may_read_letters
from ..social_service.models import SocialServiceContact
from .models import Reading


class Sees(TextChoices):
    """What a body sees, from the most to the least."""

    PERSON = "person", "La page de la personne, ses accompagnements et ses droits"
    ACCOMPANIMENT = "accompaniment", "L’accompagnement qui lui est confié"
    RIGHTS_FILE = "rights_file", "Un dossier de droits, avec ses documents"
    LETTERS = "letters", "Un dossier de droits et ses courriers"
    STATE = "state", "Où en est un dossier de droits, sans ses courriers"
    FOLLOW_UP = "follow_up", "Son propre signalement, et si la personne a été contactée"
    REFERRAL = "referral", "Son propre signalement, et rien de la suite"
    SERVICE = "service", "Ce que la personne a confié à ce service : ses membres seuls le lisent"


@dataclass(frozen=True)
class Viewer:
    """One body, what it sees, and the roles in it that do; `reads`: how many times a page was opened, when last."""

    body: str
    sees: Sees
    roles: tuple[Role, ...] = ()
    reads: int = 0
    last_read: datetime.datetime | None = None


def of_person(person: Person) -> list[Viewer]:
    """Everybody who sees something of this person, read in the context of their fund."""
    files = list(person.accompaniments.select_related("fund", "handled_by", "referral__reported_by__organisation"))
    rights = list(person.rights_files.select_related("fund", "handled_by", "deposited_by__organisation"))
    return _told(person.fund, person, files, rights)


def of_rights_file(file: RightsFile) -> list[Viewer]:
    """The same where nobody has recognised the person yet: those who see this one file."""
    return _told(file.fund, None, [], [file])


def _told(fund: Organisation, person: Person | None, files: list[Accompaniment], rights: list[RightsFile]):
    bodies = {fund, *(each.handled_by for each in (*files, *rights) if each.handled_by)}
    probes = list(_probes(bodies))
    found: dict[tuple[str, Sees], set[Role]] = {}
    for probe in probes:
        for sees in _of(probe, person, files, rights):
            found.setdefault((str(probe.organisation), sees), set()).add(Role(probe.role))
    for body, sees in (*_reporters(files), *_depositors(rights, bodies)):
        found.setdefault((body, sees), set())
    read = _readings(person)
    told = [_viewer(body, sees, roles, read) for (body, sees), roles in found.items()]
    return sorted([*told, *_services(fund, person)], key=lambda each: (Sees.values.index(each.sees), each.body))


def _probes(bodies: Iterable[Organisation]) -> Iterator[User]:
    """One account that is nobody's for each role that somebody has in these bodies: what the rules are asked of."""
    held = User.objects.filter(organisation__in=bodies, is_active=True).order_by()
    by_key = {body.pk: body for body in bodies}
    for body, role in held.values_list("organisation_id", "role").distinct():
        yield User(organisation=by_key[body], role=role)


def _of(probe: User, person: Person | None, files: list[Accompaniment], rights: list[RightsFile]) -> Iterator[Sees]:
    if person is not None and person.fund_id == probe.organisation_id and probe.may(Permission.SEE_PERSON):
        yield Sees.PERSON
    elif any(file.handled_by_id == probe.organisation_id and may_work_in(probe, file) for file in files):
        yield Sees.ACCOMPANIMENT
    mine = [file for file in rights if probe.organisation_id in (file.fund_id, file.handled_by_id)]
    if any(may_examine(probe, file) for file in mine):
        yield Sees.RIGHTS_FILE
    elif any(may_read_letters(probe, file) for file in mine):
        yield Sees.LETTERS
    elif probe.may(Permission.SEE_FILE) and any(concerns(probe, file) for file in mine):
        yield Sees.STATE


def _reporters(files: list[Accompaniment]) -> Iterator[tuple[str, Sees]]:
    """Who reported the person, from outside of their fund; the database asks the same flag (`referral_follow_up`)."""
    for file in files:
        reporter = file.referral.reported_by
        if reporter and reporter.organisation_id != file.fund_id:
            told = file.referral.feedback_consent
            yield str(reporter.organisation), Sees.FOLLOW_UP if told else Sees.REFERRAL


def _depositors(rights: list[RightsFile], bodies: set[Organisation]) -> Iterator[tuple[str, Sees]]:
    for file in rights:
        if file.deposited_by and file.deposited_by.organisation not in bodies:
            reads = may_read_letters(file.deposited_by, file)
            yield str(file.deposited_by.organisation), Sees.LETTERS if reads else Sees.STATE


def _services(fund: Organisation, person: Person | None) -> Iterator[Viewer]:
    """Services that are closed to the rest of the fund: the social service where it met the person; those of financial
    aid and of refusals of care wherever there is one, for the database tells nobody else whether something was asked of
    them."""
    if person is None:
        return
    met = SocialServiceContact.objects.filter(person=person).order_by().values_list("service", flat=True).distinct()
    services = set(Service.objects.filter(pk__in=met))
    silent = (serving(fund.pk, kind) for kind in (Service.Kind.FINANCIAL_AID, Service.Kind.MEDIATION))
    for service in services | set(filter(None, silent)):
        yield Viewer(service.name, Sees.SERVICE, ROLES_OF_SERVICE[Service.Kind(service.kind)])


def _readings(person: Person | None) -> dict[tuple[str, str], tuple[int, datetime.datetime]]:
    """Body and role → how many times their pages were opened, and when last: the journal of reads."""
    if person is None:
        return {}
    found = Reading.objects.filter(person_id=person.pk).order_by()
    grouped = found.values_list("account__organisation__name", "account__role").annotate(Count("pk"), Max("at"))
    return {(body, role): (count, last) for body, role, count, last in grouped}


def _viewer(body: str, sees: Sees, roles: set[Role], read: dict) -> Viewer:
    reads = [read[body, role] for role in roles if (body, role) in read] if sees in _OPENED else []
    return Viewer(
        body,
        sees,
        tuple(sorted(roles, key=Role.values.index)),
        sum(count for count, _ in reads),
        max((last for _, last in reads), default=None),
    )


# Whose openings the journal counts once: by whoever sees the person, else by whoever examines for them.
_OPENED = (Sees.PERSON, Sees.ACCOMPANIMENT)
