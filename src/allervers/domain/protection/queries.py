"""What can be asked about protections."""

import unicodedata

from ..organisations.models import Organisation, User
from ..people.models import Person
from .models import Protection
from .permissions import MAY_BE_NAMED


def lasting(person: Person) -> Protection | None:
    """The protection of a person, for those who may know more of it than that there is one (row-level security)."""
    return Protection.objects.filter(person=person, ended_at=None).select_related("placed_by").first()


def may_be_named(fund: Organisation) -> list[User]:
    """The accounts of a fund that can be named, by name."""
    accounts = User.objects.filter(organisation=fund, is_active=True, role__in=MAY_BE_NAMED)
    return list(accounts.order_by("last_name", "first_name", "pk"))


def names_of_protected(fund_id: int) -> frozenset[str]:
    """The `name_of` every protected person of a fund: lists from elsewhere have no other key to them. Whoever has the
    same name is taken for one: better not to write to them than to write to somebody in danger."""
    found = Person.objects.filter(fund_id=fund_id, protected_since__isnull=False)
    return frozenset(
        name_of(name, first_name)
        for birth_name, usage_name, first_name in found.values_list("birth_name", "usage_name", "first_name")
        for name in (birth_name, usage_name)
        if name
    )


def name_of(name: str, first_name: str) -> str:
    """A name and a first name to compare: letters alone, without accents or case."""
    letters = unicodedata.normalize("NFKD", f"{name} {first_name}".casefold())
    return "".join(letter for letter in letters if letter.isalpha())
