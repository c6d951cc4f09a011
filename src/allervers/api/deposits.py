"""What a program sends to deposit a rights file, checked field by field."""

import datetime

from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from allervers.domain.people import nir
from allervers.domain.people.models import Language
from allervers.domain.people.texts import TOO_MANY_ACCENTS, is_overloaded, tidied
from allervers.domain.referrals.permissions import may_transmit_nir
from allervers.domain.rights_files.codes import ARRIVALS, Basis, Channel, Right
from allervers.domain.rights_files.models import RightsFile
from allervers.domain.rights_files.workflow import fund_of
from allervers.law import Situation, SituationError

# The law library judges no earlier request.
FIRST_DAY = datetime.date(2019, 11, 1)


class Exact(serializers.Serializer):
    """An object without any other field: a misspelt name never passes for an absent one."""

    def to_internal_value(self, data):
        if isinstance(data, dict) and (unknown := sorted(map(str, data.keys() - self.fields.keys()))):
            raise ValidationError({name: ["Champ inconnu."] for name in unknown})
        return super().to_internal_value(data)


class Words(serializers.CharField):
    """A text that people wrote, kept as the screens keep it."""

    def to_internal_value(self, data):
        text = tidied(super().to_internal_value(data))
        if is_overloaded(text):
            raise ValidationError(TOO_MANY_ACCENTS)
        if nir.is_in(text):
            raise ValidationError("Ce texte contient un numéro de sécurité sociale : il n’y a pas sa place.")
        if not text and not self.allow_blank:
            self.fail("blank")
        return text


def possible_birth(day: datetime.date) -> None:
    """Of somebody who can be alive."""
    if not datetime.date(1880, 1, 1) <= day <= timezone.localdate():
        raise ValidationError("Cette date de naissance est impossible.")


class Applicant(Exact):
    """Who asks."""

    birth_name = Words(max_length=100)
    usage_name = Words(max_length=100, required=False)
    first_name = Words(max_length=100)
    birth_date = serializers.DateField(validators=[possible_birth])
    nir = serializers.CharField(max_length=30, required=False)
    postal_address = Words(max_length=300, required=False)
    phone = Words(max_length=30, required=False)
    email = serializers.EmailField(required=False)
    language = serializers.ChoiceField(Language.choices, required=False)

    def validate_nir(self, text: str) -> str:
        if not may_transmit_nir(self.context["request"].user):
            raise ValidationError("Votre organisme ne peut pas transmettre de numéro de sécurité sociale.")
        try:
            return nir.clean_nir(text)
        except DjangoValidationError as error:
            raise ValidationError(error.messages) from None

    def validate(self, given):
        if given.get("nir") and (said := nir.contradiction(given["nir"], birth_date=given["birth_date"], sex="")):
            raise ValidationError({"nir": [said]})
        return given


class Helper(Exact):
    """Who deposits for the person; copies only where the person agreed to them."""

    organisation = Words(max_length=200)
    name = Words(max_length=150)
    may_receive_copies = serializers.BooleanField(default=False)
    basis = serializers.ChoiceField(Basis.choices, required=False)


@extend_schema_field(OpenApiTypes.OBJECT)
class SituationField(serializers.Field):
    """The situation as the law library reads it (formats of `allervers law evaluate`), without a name."""

    def to_internal_value(self, data):
        if not isinstance(data, dict):
            raise ValidationError("Un objet est attendu.")
        return data

    def to_representation(self, value):
        return value


class Deposit(Exact):
    """A rights file, as it is deposited."""

    id = serializers.UUIDField()
    right = serializers.ChoiceField(Right.choices)
    fund_code = serializers.CharField(max_length=40)
    channel = serializers.ChoiceField([(channel, channel.label) for channel in ARRIVALS])
    received_on = serializers.DateField()
    applicant = Applicant()
    situation = SituationField()
    care_need_certified = serializers.BooleanField(default=False)
    helper = Helper(required=False, allow_null=True)
    first_request = serializers.BooleanField(required=False, allow_null=True)

    def validate_received_on(self, day: datetime.date) -> datetime.date:
        if not FIRST_DAY <= day <= timezone.localdate():
            raise ValidationError(f"Attendu : une date entre le {FIRST_DAY:%d/%m/%Y} et aujourd’hui.")
        return day

    def validate(self, given):
        fund = fund_of(given["fund_code"])
        if fund is None:
            raise ValidationError({"fund_code": ["Aucune caisse en activité n’a ce code."]})
        if given["applicant"]["birth_date"] > given["received_on"]:
            raise ValidationError({"applicant": {"birth_date": ["Cette personne naîtrait après sa demande."]}})
        given["fund"] = fund
        given["situation"], given["read_situation"] = read_situation(given)
        return given


def read_situation(given: dict) -> tuple[dict, Situation]:
    """The situation on the day of the request, with the applicant's birth date: said once, and never two things."""
    day, applicant = given["received_on"].isoformat(), given["applicant"]
    told = {"date": day, **given["situation"]}
    if told["date"] != day:
        raise ValidationError({"situation": {"date": [f"Attendu : {day}, le jour de la demande."]}})
    persons = told.get("persons")
    told["persons"] = (
        [_with_birth(person, applicant["birth_date"], place) for place, person in enumerate(persons)]
        if isinstance(persons, list)
        else persons
    )
    try:
        return told, Situation.from_dict(told)
    except SituationError as error:
        path = f"situation.{error.field}" if error.field else "situation"
        raise ValidationError({path: [error.problem]}) from None


def _with_birth(person: object, birth_date: datetime.date, place: int) -> object:
    """The applicant of the situation is who asks."""
    if not isinstance(person, dict) or person.get("role") != "applicant":
        return person
    if person.get("birth_date") not in (None, birth_date.isoformat()):
        path = f"situation.persons[{place}].birth_date"
        raise ValidationError({path: ["Cette date de naissance n’est pas celle du demandeur."]})
    return {**person, "birth_date": birth_date.isoformat()}


def file_of(given: dict, digest: str) -> RightsFile:
    """The file that this deposit makes, not yet written."""
    applicant, helper = given["applicant"], given.get("helper") or {}
    file = RightsFile(
        id=given["id"],
        fund=given["fund"],
        right=given["right"],
        channel=given["channel"],
        received_on=given["received_on"],
        situation=given["situation"],
        care_need_certified=given["care_need_certified"],
        first_request=given.get("first_request"),
        helper_organisation=helper.get("organisation", ""),
        helper_name=helper.get("name", ""),
        helper_may_receive_copies=helper.get("may_receive_copies", False),
        basis=helper.get("basis") or (Basis.HOSPITAL if given["channel"] == Channel.HOSPITAL and helper else ""),
        deposit_digest=digest,
        **{name: value for name, value in applicant.items() if name != "nir"},
    )
    file.set_nir(applicant.get("nir", ""))
    return file
