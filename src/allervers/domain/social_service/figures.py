"""What a service did in a year, for its own members.

Counted from its files, not from facts: a fact is read by the fund, and one interview of a day would tell of the person
whose page says « contact » that day which axis they are met for (decision 0098). A file is kept 18 months after its
end, so the last year is whole and older ones may not be.
"""

from dataclasses import dataclass

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from ..organisations.models import User
from ..organisations.services import services_of
from .codes import Answer, Axis, Origin, State, Way
from .models import (
    SocialServiceAccess,
    SocialServiceFile,
    SocialServiceInterview,
    SocialServiceParticipant,
    SocialServiceReferral,
)


@dataclass(frozen=True)
class Line:
    """A number with its French name; `parts` are those that it is the sum of."""

    label: str
    number: int
    parts: tuple[tuple[str, int], ...] = ()


def of_year(account: User, year: int) -> list[Line]:
    """The services of this account in a year of the calendar of Paris. Eight queries."""
    own = {"service__in": services_of(account)}
    asked = SocialServiceReferral.objects.filter(received_at__year=year, **own)
    files = SocialServiceFile.objects.filter(answered_at__year=year, **own)
    interviews = SocialServiceInterview.objects.filter(starts_at__year=year, **own)
    held = interviews.filter(state=State.HELD)
    read = SocialServiceAccess.objects.filter(opened_at__year=year, **own)
    came = SocialServiceParticipant.objects.filter(group__starts_at__year=year, came=True, **own)
    person = Coalesce("file__referral__person_id", F("file__referral_id"))
    return [
        _told("Demandes reçues", asked, "origin", Origin),
        _told("Demandes reçues, par axe", asked, "axis", Axis),
        _told("Réponses du premier niveau", files, "answer", Answer),
        Line("Assurés reçus en entretien", held.annotate(who=person).values("who").distinct().count()),
        _told("Entretiens", held, "way", Way),
        Line("Absences sans prévenir", interviews.filter(state=State.NO_SHOW).count()),
        Line("Participations à une réunion de groupe", came.count()),
        Line("Accès exceptionnels à des notes", read.count()),
    ]


def _told(label: str, rows: QuerySet, by: str, codes) -> Line:
    found = dict(rows.order_by().values_list(by).annotate(number=Count("pk")))
    parts = tuple((code.label, found[code.value]) for code in codes if found.get(code.value))
    return Line(label, sum(found.values()), parts)
