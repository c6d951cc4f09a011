"""How a person is reached, as a cell says it: empty where the file does not know. No refusal quotes what was typed."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ..people.models import Language
from ..people.texts import telephone
from .refusals import Unreadable


def phone(cell: str) -> str:
    text = " ".join(cell.split())
    if text:
        try:
            telephone(text)
        except ValidationError:
            raise Unreadable("téléphone non reconnu", "un numéro de téléphone, ou rien") from None
    return text


def email(cell: str) -> str:
    text = cell.strip()
    if text:
        try:
            validate_email(text)
        except ValidationError:
            raise Unreadable("adresse électronique non reconnue", "une adresse électronique, ou rien") from None
    return text


def language(cell: str) -> str:
    if cell and cell not in Language.values:
        raise Unreadable("langue non reconnue", "un code de langue (fr, ar, en…), ou rien")
    return cell
