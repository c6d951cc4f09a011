"""Social-security numbers of a file: read, and never kept but as their keyed hash."""

from django.core.exceptions import ValidationError

from ..people import nir
from .refusals import Unreadable

_WRONG = {
    "no_key": "la clé manque (deux derniers chiffres)",
    "length": "le numéro n'a pas 15 caractères",
    "key": "la clé ne correspond pas au numéro",
}


def digest(cell: str) -> str:
    """A reader: the keyed hash of a social-security number, in hexadecimal. No message quotes the number."""
    try:
        return nir.digest(nir.clean_nir(cell)).hex()
    except ValidationError as error:
        mangled = "E+" in cell.upper()
        problem = "numéro abîmé par un tableur" if mangled else _WRONG.get(error.code, "numéro impossible")
        raise Unreadable(problem, "les 15 caractères du numéro de sécurité sociale, en texte") from None


def digests(cell: str) -> str:
    """A reader: several numbers separated by « | », or none."""
    return "|".join(digest(part) for part in cell.split("|")) if cell else ""
