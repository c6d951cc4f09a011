"""Whether the person of a file is known to the fund already: somebody says so before the file is examined, so that two
files of one person stand on one page."""

from django.db import transaction

from ..organisations.context import because
from ..organisations.models import User
from ..people.matching import Match, candidates
from ..people.models import Person
from ..pieces.refusals import Refused
from .models import RightsFile
from .workflow import settle, under_way


def perhaps_known(file: RightsFile, account: User) -> list[Match]:
    """The persons of the fund who may be the applicant, the most alike first.

    Nobody where the file has its person, or a NIR that recognises them; nobody either for a body that examines in the
    place of the fund: it is not shown who else the fund knows.
    """
    if file.person_id or file.is_ended or account.organisation_id != file.fund_id:
        return []
    found = candidates(file, file.fund_id)
    return [] if found and found[0].same_nir else found


@transaction.atomic
def recognise(file: RightsFile, person: Person, account: User) -> RightsFile:
    """Say that the applicant is this person, one of those who may be."""
    because("personne reconnue")
    now = under_way(file, "sa personne ne change plus")
    if now.person_id not in (None, person.pk):
        raise Refused("Quelqu’un d’autre a déjà dit qui est la personne de ce dossier.")
    if now.person_id is None:
        if person not in [match.person for match in perhaps_known(now, account)]:
            raise Refused("Cette personne n’est plus parmi celles qui ressemblent : rouvrez la page.")
        now.person = person
        settle(now)
    return now
