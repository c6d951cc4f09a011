"""Changing one's mind: written where it is asked, and told in the trail, in one transaction.

| transition | who may                                   | needs                                       |
|------------|-------------------------------------------|---------------------------------------------|
| withdraw   | whoever accompanies; the person           | how the person said it, and on which day    |
| agree      | the same, where it can be taken up again  | the same                                    |
"""

import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ..organisations.context import acting_for, because
from ..organisations.models import User
from ..people.models import Person
from ..pieces.once import once, says, written
from ..pieces.refusals import Refused
from . import Consent, source_of
from .codes import How
from .models import ConsentChange

ALREADY = "C’est déjà noté ainsi : rien n’a changé."
BY_THE_PERSON = "par la personne, depuis sa page"


@transaction.atomic
def change(
    person: Person, consent: Consent, *, given: bool, key: UUID, how: str, on: datetime.date, by: User | None
) -> ConsentChange:
    """The person agrees, or not any more: whatever asks the row of its domain follows from now on.

    The same `key` again changes nothing. Raises `Refused` where it says so already, cannot be changed, or is told of a
    day to come; `AlreadyUsed` where the `key` wrote something else.
    """
    source = source_of(consent.purpose)
    because(f"{source.label} : {'accord' if given else 'retrait'}")
    said = {"person_id": person.pk, "purpose": consent.purpose, "about": consent.about, "given": given, "how": how}
    if before := written(ConsentChange, key, says(**said)):
        return before
    if on > timezone.localdate():
        raise Refused("La personne l’a dit aujourd’hui ou avant.", "on")
    if given not in consent.may_change:
        raise Refused("Cela ne se change pas ici.")
    row = ConsentChange(id=key, fund_id=person.fund_id, recipient=consent.recipient[:250], on=on, author=by, **said)
    kept, is_new = once(row, says(**said))
    if is_new and not source.put(person, consent.about, given=given, by=by):
        raise Refused(ALREADY)
    return kept


def change_by_the_person(person: Person, consent: Consent, *, given: bool, key: UUID) -> ConsentChange:
    """The same, from the person's own page, on behalf of their fund."""
    with acting_for(person.fund, BY_THE_PERSON):
        today = timezone.localdate()
        return change(person, consent, given=given, key=key, how=How.OWN_PAGE, on=today, by=None)
