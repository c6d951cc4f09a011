"""Is the person of a referral already known? Said by one rule, and never decided without an adviser.

The NIR first; else at least three of birth date, telephone, birth name and first name; never across two different
NIRs, whatever else agrees. Names and telephones are compared by their keys (`name_key`, `phone_key`): accents, case,
hyphens and the way of writing a number do not count. What is missing agrees with nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from django.db import connection
from django.db.models import Q, QuerySet

from .models import Identity, Person

# The four elements and what they are called. Any three of them hold the birth date or the telephone, which are
# indexed. These two are also the cheapest to compare, hence first.
ELEMENTS = {
    "birth_date": "date de naissance",
    "phone_key": "téléphone",
    "birth_name_key": "nom de naissance",
    "first_name_key": "prénom",
}
ENOUGH = 3


@dataclass(frozen=True)
class Match:
    """A known person who may be the one reported, and why. The lists hold names of `ELEMENTS`.

    An element that is missing on one side is neither agreeing nor differing.
    """

    person: Person
    same_nir: bool
    agreeing: list[str]
    differing: list[str]


def keys(identity: Identity) -> dict[str, object]:
    """The four elements as they are compared; what is missing is empty."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select phone_key(%s), name_key(%s), name_key(%s)",
            [identity.phone, identity.birth_name, identity.first_name],
        )
        return dict(zip(ELEMENTS, (identity.birth_date, *cursor.fetchone()), strict=True))


def alike(known: QuerySet, identity: Identity, its: Mapping[str, object] | None = None) -> QuerySet:
    """Those of `known`, which has the fields named in `ELEMENTS`, who may be this person. `its` saves a query."""
    its = its or keys(identity)
    present = [Q(**{element: its[element]}) for element in ELEMENTS if its[element]]
    # An empty OR would let everybody through: without a NIR and three elements nobody can be recognised.
    either = Q(pk__in=[])
    for agreeing in combinations(present, ENOUGH):
        together = Q()
        for condition in agreeing:
            together &= condition
        either |= together
    if identity.nir_digest is None:
        return known.filter(either)
    same_nir = Q(nir_digest=bytes(identity.nir_digest))
    return known.filter(same_nir | Q(nir_digest=None) & either)


def hold_persons(fund_id: int) -> None:
    """Until the transaction ends, nobody else adds a person to this fund: two advisers who accept the same newcomer at
    the same moment would not see what the other writes, and there would be two of them."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('persons of a fund'), %s::int)", [fund_id])


def candidates(identity: Identity, fund_id: int) -> list[Match]:
    """The known persons of the fund who may be this one: the one with the same NIR first, then the most alike."""
    its = keys(identity)
    found = [_match(person, identity, its) for person in alike(Person.objects.filter(fund_id=fund_id), identity, its)]
    return sorted(found, key=lambda match: (not match.same_nir, -len(match.agreeing), match.person.created_at))


def _match(person: Person, identity: Identity, its: Mapping[str, object]) -> Match:
    comparable = [element for element in ELEMENTS if its[element] and getattr(person, element)]
    same = [element for element in comparable if its[element] == getattr(person, element)]
    return Match(
        person,
        same_nir=same_nir(person, identity),
        agreeing=same,
        differing=[element for element in comparable if element not in same],
    )


def same_nir(one: Identity, other: Identity) -> bool:
    """Both carry a NIR, and it is the same."""
    digests = (one.nir_digest, other.nir_digest)
    return None not in digests and bytes(digests[0]) == bytes(digests[1])
