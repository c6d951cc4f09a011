"""What can happen to what a fund knows of a person."""

from collections.abc import Collection

from django.db import IntegrityError, transaction

from ..organisations.context import because
from ..pieces.refusals import Refused
from .models import Identity, Person

# What a referral can teach about a person who is already known. A language goes with its note, a NIR with its hash.
LEARNABLE = {
    "birth_name": ["birth_name"],
    "usage_name": ["usage_name"],
    "first_name": ["first_name"],
    "birth_date": ["birth_date"],
    "sex": ["sex"],
    "phone": ["phone"],
    "email": ["email"],
    "postal_address": ["postal_address"],
    "language": ["language", "language_note"],
    "interpreter_needed": ["interpreter_needed"],
    "nir": ["nir_encrypted", "nir_digest"],
}


@transaction.atomic
def learn_from(person: Person, reported: Identity, what: Collection[str]) -> Person:
    """Copy onto the person those of `LEARNABLE` that an adviser has chosen, one by one.

    A NIR is only given to a person who has none: a different one would be somebody else. Raises `Refused` when
    another person has it.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    names = [name for chosen in what for name in LEARNABLE[chosen] if chosen != "nir" or person.nir_digest is None]
    if not names:
        return person
    because("fiche mise à jour d’après une saisine")
    for name in names:
        setattr(person, name, getattr(reported, name))
    try:
        with transaction.atomic():
            person.save(update_fields=names)
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "person_nir_once_per_fund":
            raise
        raise Refused(
            "Une autre fiche de votre caisse porte déjà ce numéro de sécurité sociale : il n’a pas été copié."
        ) from None
    return person
