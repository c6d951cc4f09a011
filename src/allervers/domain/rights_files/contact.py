"""Where to reach the person of a file: corrected at once, by the person from their page or by who examines.

A letter that waits leaves to the new address; what was sent keeps the one that was printed on it.
"""

from django.db import transaction
from django.utils.crypto import salted_hmac

from allervers.messaging import postal

from ..organisations.context import acting_for, because
from ..people.models import Person
from ..pieces.refusals import Refused
from .letters import printed_name
from .models import RightsFile
from .workflow import locked, settle

# What may be corrected at once. The rest decides of rights.
FIELDS = ("phone", "email", "postal_address")


def told(file: RightsFile) -> dict[str, str]:
    return {name: getattr(file, name) for name in FIELDS}


def digest(file: RightsFile) -> str:
    """Changes when one of them changes; tells nothing of what is in them."""
    return salted_hmac(__name__, repr(told(file)), algorithm="sha256").hexdigest()


@transaction.atomic
def correct(file: RightsFile, given: dict[str, str], *, seen: str = "") -> RightsFile:
    """Keep these; the former values stay in the trail. What the fund knows of the person follows where it said the
    same. Raises `Refused` where somebody changed them since the page whose `digest` was `seen`."""
    because("coordonnées corrigées")
    now = locked(file)
    if seen and seen != digest(now):
        raise Refused("Quelqu’un a changé ces coordonnées pendant que vous écriviez : rouvrez la page, et comparez.")
    former = told(now)
    for name in FIELDS:
        setattr(now, name, given[name])
    settle(now)
    if now.person_id:
        _teach(now, former)
    return now


def _teach(file: RightsFile, former: dict[str, str]) -> None:
    with acting_for(file.fund, "coordonnées corrigées dans un dossier de droits"):
        person = Person.objects.select_for_update().get(pk=file.person_id)
        same = [name for name in FIELDS if getattr(person, name) in ("", former[name])]
        stale = [name for name in same if getattr(person, name) != getattr(file, name)]
        for name in stale:
            setattr(person, name, getattr(file, name))
        if stale:
            person.save(update_fields=stale)


def check_postable(file: RightsFile, address: str) -> None:
    """Raises `Refused` where no envelope can bear this address; no address at all is told where letters wait."""
    try:
        if address.strip():
            postal.lines(printed_name(file), address)
    except postal.Unpostable as fault:
        raise Refused(str(fault), "postal_address") from None
