"""Which passwords are accepted: the CNIL's recommendation (deliberation 2022-100 of 21 July 2022), first case.

A password alone must be as hard to guess as 80 bits drawn at random. The recommendation's own examples are twelve signs
of the four kinds, fourteen of three kinds, or a phrase of seven words; other mixes of kinds need as many more signs as
make up for it. What was not drawn at random at all does not count: what is repeated, what follows on the keyboard, the
person's own names, known passwords with figures around them.
"""

import math
import re
import unicodedata

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

SHORTEST = 12
LONGEST = 128  # signs; what is looked for in them takes time that grows with its square
BITS = 80
WORDS_OF_A_PHRASE = 7
HELP = (
    "12 caractères au moins avec des majuscules, des minuscules, des chiffres et des signes ; ou 14 sans signe ; "
    "ou une phrase d’au moins sept mots."
)

_KINDS = ((r"[a-zà-öø-ÿœ]", 26), (r"[A-ZÀ-ÖØ-ÞŒ]", 26), (r"[0-9]", 10), (r"[^a-zà-öø-ÿœA-ZÀ-ÖØ-ÞŒ0-9]", 33))
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl")
_LOOKS_LIKE = str.maketrans("013457@$!", "oieastasi")
# French words that passwords are made of; the list that Django keeps is mostly English.
_FRENCH = frozenset(
    """
    motdepasse monmotdepasse nouveaumotdepasse passe azerty azertyuiop azertyui bonjour bonsoir bienvenue merci
    soleil doudou chouchou loulou cheri cherie amour jetaime maison famille vacances printemps automne hiver
    liberte egalite fraternite france marseille toulouse bordeaux nantes strasbourg montpellier paris lyon lille
    rennes bretagne corse football olympique psg om papillon chocolat princesse caramel nounours secret
    connexion identifiant utilisateur administrateur administratrice assurance maladie assurancemaladie ameli
    cpam cnam caisse securitesociale carsat sante conseiller conseillere responsable accompagnement allervers
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi
    jeudi vendredi samedi dimanche
    """.split()  # noqa: SIM905
)


class Strength:
    """One validator, so that a refusal is one sentence: the first reason that holds."""

    def __init__(self):
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user=None) -> None:
        if sentence := refusal(password, user, self.common):
            raise ValidationError(sentence, code="password_too_weak")

    def get_help_text(self) -> str:
        return HELP


def refusal(password: str, user, common: frozenset[str] | set[str]) -> str | None:
    """A French sentence, or None when the password is accepted. `user` may be None."""
    if len(password) < SHORTEST:
        return f"Ce mot de passe a {len(password)} caractères : il en faut au moins {SHORTEST}."
    if len(password) > LONGEST:
        return f"Ce mot de passe a {len(password)} caractères : {LONGEST} au plus."
    if password.isdecimal():
        return "Ce mot de passe n’a que des chiffres : ajoutez des lettres."
    plain = _plain(password)
    bare = re.sub(r"[^a-z]+", "", plain)
    if plain in common or _core(plain) in common | _FRENCH or bare in _FRENCH:
        return "Ce mot de passe est trop connu, même avec des chiffres ou des signes autour : choisissez-en un autre."
    drawn = _without_patterns(password)
    if not _enough(drawn) and (_enough(password) or len(drawn) < len(password) / 2) and not _is_phrase(password):
        return "Ce mot de passe se répète ou suit l’ordre du clavier : mélangez davantage."
    left = _without_names(drawn, user)
    if left != drawn and not _enough(left):
        return "Ce mot de passe tient surtout à votre nom, à votre identifiant ou à votre organisme : changez-en."
    if not _enough(left) and not _is_phrase(password):
        return f"Ce mot de passe se devine trop vite. Il faut : {HELP[0].lower()}{HELP[1:]}"
    return None


def _enough(text: str) -> bool:
    """The signs of the kinds in it, drawn at random: twelve of all four kinds is what the recommendation accepts."""
    present = [size for kind, size in _KINDS if re.search(kind, text)]
    if len(present) == len(_KINDS) and len(text) >= SHORTEST:
        return True
    return bool(present) and len(text) * math.log2(sum(present)) >= BITS


def _is_phrase(password: str) -> bool:
    words = {word for word in re.split(r"[\W_]+", _plain(password)) if len(word) >= 2}
    return len(words) >= WORDS_OF_A_PHRASE


def _plain(text: str) -> str:
    """Lower case, without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))


def _core(plain: str) -> str:
    """Without figures and signs around, nor those that stand for letters."""
    return re.sub(r"^[^a-z]+|[^a-z]+$", "", re.sub(r"^[^a-z]+|[^a-z]+$", "", plain).translate(_LOOKS_LIKE))


def _without_patterns(text: str) -> str:
    """What repeats counts once, also further on; what follows in the alphabet or on the keyboard counts for its first
    two signs."""
    text = re.sub(r"(.{1,6}?)\1{2,}|(.{4,}?)\2+", lambda found: found[1] or found[2], text)
    text = re.sub(r"(.{3,})(?=.*\1)", "", text)
    return "".join(sign for place, sign in enumerate(text) if place < 2 or not _follows(text[place - 2 : place + 1]))


def _follows(three: str) -> bool:
    plain = _plain(three)
    return any(plain in row or plain in row[::-1] for row in _ROWS)


def _without_names(text: str, user) -> str:
    """Names of the person and of the organisation taken out."""
    if user is None:
        return text
    given = [user.first_name, user.last_name, user.username, user.email.split("@")[0]]
    if user.organisation_id:
        given.append(user.organisation.name)
    names = {word for name in given for word in re.split(r"[\W_]+", _plain(name)) if len(word) >= 3}
    names |= {_plain(name) for name in given} | {re.sub(r"[\W_]+", "", _plain(name)) for name in given}
    plain, kept, place = _plain(text), "", 0
    if len(plain) != len(text):
        text = plain  # an accent that is a sign of its own: places no longer agree
    longest_first = sorted((name for name in names if len(name) >= 3), key=len, reverse=True)
    while place < len(text):
        found = next((name for name in longest_first if plain.startswith(name, place)), None)
        kept += "" if found else text[place]
        place += len(found or "1")
    return kept
