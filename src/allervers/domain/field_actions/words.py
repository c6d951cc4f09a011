"""Words of open columns: what screens show of them, and what is kept of what is typed.

A word is one of our codes, or stands as somebody wrote it. What is typed here can be read again from an exported file
(`actions_file`): the same limits, and no « | », which separates words there.
"""

import re
import unicodedata

from django.db.models import TextChoices

from ..imports.fields import holds_a_number
from .models import LONGEST_WORD

NO_NUMBER = "Pas de numéro ici : ni téléphone, ni numéro de sécurité sociale."
SEPARATED = re.compile(r"[,;\n]")


def shown(known: type[TextChoices], word: str) -> str:
    """« Mission locale » for `mission_locale`; any other word as it is."""
    return known(word).label if word in known.values else word


def all_shown(known: type[TextChoices], words: list[str]) -> str:
    return ", ".join(shown(known, word) for word in words)


def folded(text: str) -> str:
    """Without accents, case and doubled spaces: « France  travail » is « France Travail »."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(bare.replace("’", "'").casefold().split())


def kept(known: type[TextChoices], typed: str, used: list[str] = ()) -> str:
    """The code whose name or code was typed, else the word that the fund `used` before, else the word itself."""
    looked_for = folded(typed)
    for code in known:
        if looked_for in (folded(code.label), code.value):
            return code.value
    return next((word for word in used if folded(word) == looked_for), " ".join(typed.split()))


def why_not(word: str) -> str:
    """Empty where the word can be kept; else the French sentence that says what to do."""
    if len(word) > LONGEST_WORD:
        return f"{LONGEST_WORD} caractères au plus pour chacun. Séparez-les par des virgules."
    if "|" in word or not word.isprintable():
        return "Le signe « | » ne peut pas être écrit ici."
    if holds_a_number(word):
        return NO_NUMBER
    return ""


def meant_by(known: type[TextChoices], text: str) -> list[str]:
    """The codes whose French name holds this text, for a search."""
    return [code.value for code in known if folded(text) in folded(code.label)]
