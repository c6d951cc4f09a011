"""How a person is found again from what somebody remembers of them: a name, a number, a date."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import BooleanField, FloatField, Func, QuerySet, Value

from . import nir
from .models import NameKey, Person, PhoneKey

_NIR = re.compile(r"[1-9]\d{4}(\d\d|2[AB])\d{6}(\d\d)?", re.IGNORECASE | re.ASCII)
_PHONE = re.compile(r"(\+|00)?\d{9,13}", re.ASCII)
# A missed call, a colleague's note: its end. Eight digits may also be a day, four a year: these come first.
_PHONE_END = re.compile(r"\d{4,8}", re.ASCII)
_DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_DAY_IN_DIGITS = re.compile(r"\b(\d\d)(\d\d)((?:19|20)\d\d)\b")
_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
# As they are shown: « S-5B0C-9D2E », « DR-7K4M-92QX ».
_REFERRAL = re.compile(r"S[\s-]([\dA-F]{4})[\s-]([\dA-F]{4})", re.IGNORECASE | re.ASCII)
_RIGHTS_FILE = re.compile(r"DR[\s-]([\dA-Z]{4})[\s-]([\dA-Z]{4})", re.IGNORECASE | re.ASCII)
_USAGE = re.compile(r"\(usage\s*:([^()]*)\)", re.IGNORECASE)
_YEAR = re.compile(r"\b(19|20)\d\d\b")


class NameMatches(Func):
    """One typing error in every typed word, the beginning of a word, or alike on the whole (SQL `name_matches`)."""

    function = "name_matches"
    output_field = BooleanField()


class NameLikeness(Func):
    """From 0 to 1: how much the typed words are those of a name (SQL function `name_likeness`)."""

    function = "name_likeness"
    output_field = FloatField()


@dataclass(frozen=True)
class Wanted:
    """What was typed, understood: a NIR, a telephone or its last digits, the eight signs of a referral's number, the
    reference of a rights file, or a name and the first and last day of the birth."""

    nir: str = ""
    phone: str = ""
    phone_end: str = ""
    referral: str = ""
    reference: str = ""
    name: str = ""
    born_from: datetime.date | None = None
    born_to: datetime.date | None = None


def understand(typed: str) -> Wanted:
    """Tell what was typed; a ValidationError says what cannot be searched.

    Digits of full width or of another script are digits; a name copied from a page comes with « (usage : …) ».
    """
    typed = _USAGE.sub(r" \1 ", nir.plain(typed))
    if found := _REFERRAL.fullmatch(typed.strip()):
        return Wanted(referral=f"{found[1]}{found[2]}".lower())
    if found := _RIGHTS_FILE.fullmatch(typed.strip()):
        return Wanted(reference=f"DR-{found[1]}-{found[2]}".upper())
    compact = re.sub(r"[\s.-]", "", typed)
    if _NIR.fullmatch(compact):
        return Wanted(nir=nir.clean_nir(compact))
    if _PHONE.fullmatch(compact) and not _DAY.search(typed) and not _ISO_DAY.search(typed):
        return Wanted(phone=compact)
    if _PHONE_END.fullmatch(compact) and not _is_birth(typed):
        return Wanted(phone_end=compact)
    first, last, rest = _birth(typed)
    name = " ".join(rest.split())
    if not first and not any(character.isalpha() for character in name):
        raise ValidationError(
            "Écrivez un nom, une date de naissance (12/03/1984), un téléphone, ses quatre derniers chiffres au moins, "
            "un numéro de sécurité sociale de 15 caractères, ou celui d’une saisine ou d’un dossier.",
            "not_understood",
        )
    return Wanted(name=name, born_from=first, born_to=last)


def _is_birth(typed: str) -> bool:
    try:
        return _birth(typed)[0] is not None
    except ValidationError:
        return False


def _birth(typed: str) -> tuple[datetime.date | None, datetime.date | None, str]:
    """The days of birth that a date or a year allows, and the text without it."""
    for pattern, order in ((_ISO_DAY, (1, 2, 3)), (_DAY, (3, 2, 1)), (_DAY_IN_DIGITS, (3, 2, 1))):
        if found := pattern.search(typed):
            try:
                day = datetime.date(*(int(found[part]) for part in order))
            except ValueError:
                raise ValidationError(f"La date {found[0]} n’existe pas.", "no_such_day") from None
            return day, day, pattern.sub(" ", typed, count=1)
    if found := _YEAR.search(typed):
        year = int(found[0])
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31), _YEAR.sub(" ", typed, count=1)
    return None, None, typed


def search(wanted: Wanted, *, fund_id: int, entrusted: QuerySet[Person], how_many: int) -> list[Person]:
    """At most `how_many` persons, the most alike first: those of the fund, and those of the files `entrusted` to it.

    A name is searched among the persons of the fund by `search_persons`, whose index row-level security would not let
    us use; everything else is a plain query. What has a number of its own is found in its own domain.
    """
    if wanted.referral or wanted.reference:
        return []
    if wanted.name:
        found = _by_likeness(wanted, how_many)
    elif wanted.phone_end:
        found = _by_phone_end(wanted.phone_end, how_many)
    else:
        found = list(_plain(Person.objects.filter(fund_id=fund_id), wanted)[:how_many])
    known = {person.pk for person in found}
    found += [person for person in _plain(entrusted, wanted)[:how_many] if person.pk not in known]
    return sorted(found, key=lambda person: -person.likeness)[:how_many]


def nir_ends(persons: Iterable[UUID]) -> dict[UUID, str]:
    """The last two digits (the key) of the NIR of each of these persons who has one."""
    kept = Person.objects.filter(pk__in=set(persons), nir_encrypted__isnull=False)
    return {key: nir.decrypt(number)[-2:] for key, number in kept.values_list("pk", "nir_encrypted")}


def _by_likeness(wanted: Wanted, how_many: int) -> list[Person]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select person_id, likeness from search_persons(%s, %s, %s, %s)",
            [wanted.name, how_many, wanted.born_from, wanted.born_to],
        )
        likeness = dict(cursor.fetchall())
    persons = Person.objects.in_bulk(list(likeness))
    for key, person in persons.items():
        person.likeness = likeness[key]
    return [persons[key] for key in likeness]


def _by_phone_end(digits: str, how_many: int) -> list[Person]:
    with connection.cursor() as cursor:
        cursor.execute("select persons_by_phone_end(%s, %s)", [digits, how_many])
        found = [person_id for (person_id,) in cursor.fetchall()]
    persons = Person.objects.annotate(likeness=Value(1.0)).in_bulk(found)
    return [persons[key] for key in found]


def _plain(persons: QuerySet[Person], wanted: Wanted) -> QuerySet[Person]:
    if wanted.nir:
        persons = persons.filter(nir_digest=nir.digest(wanted.nir))
    if wanted.phone:
        persons = persons.filter(phone_key=PhoneKey(Value(wanted.phone)))
    if wanted.phone_end:
        persons = persons.filter(phone_key__endswith=wanted.phone_end)
    if wanted.born_from:
        persons = persons.filter(birth_date__range=(wanted.born_from, wanted.born_to))
    if not wanted.name:
        return persons.annotate(likeness=Value(1.0)).order_by("birth_name_key", "first_name_key", "pk")
    typed = NameKey(Value(wanted.name))
    persons = persons.filter(NameMatches(typed, "search_text")).annotate(likeness=NameLikeness(typed, "search_text"))
    return persons.order_by("-likeness", "birth_name_key", "first_name_key")
