"""Where a person is reached: the address that a channel needs, and its keyed digest."""

import hashlib
import hmac

import phonenumbers
from django.conf import settings
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from ..people.models import Person
from .codes import Channel

# Their mobile numbers are written like those of the mainland and have another country code.
_OVERSEAS = ("GP", "MQ", "GF", "RE", "YT", "PM")
_MOBILE = ("6", "7")


def address_of(person: Person, channel: str) -> str:
    """The person's address now, as a carrier takes it; empty where there is none that this channel reaches."""
    return mobile(person.phone) if channel == Channel.SMS else person.email


def mobile(phone: str) -> str:
    """A mobile number in the international form (E.164); empty if it is none, or not known for one."""
    for region in _OVERSEAS:
        number = _parsed(phone, region)
        if number and phonenumbers.is_valid_number_for_region(number, region) and _is_mobile(number):
            return _written(number)
    number = _parsed(phone, "FR")
    if number is None or not phonenumbers.is_possible_number(number):
        return ""
    # Abroad, what is mobile is for the gateway to know.
    return _written(number) if number.country_code != 33 or _is_mobile(number) else ""


def _parsed(phone: str, region: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(phone, region)
    except NumberParseException:
        return None


def _is_mobile(number: PhoneNumber) -> bool:
    return str(number.national_number).startswith(_MOBILE)


def _written(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def digest(address: str) -> bytes:
    """A keyed hash (HMAC-SHA256): the same address is found again, and cannot be read."""
    key = f"address:{settings.NIR_HASH_KEY}".encode()
    return hmac.new(key, address.strip().lower().encode(), hashlib.sha256).digest()
