"""Whether an address or a number of a structure may be one person's own."""

import re
import unicodedata

_OF_EVERYBODY = {
    "accueil", "contact", "info", "infos", "secretariat", "mairie", "ccas", "direction", "association", "asso",
    "bureau", "service", "social", "accompagnement", "orientation", "permanence", "pole", "maison", "centre", "equipe",
    "solidarite", "insertion", "mission", "locale", "france", "services", "antenne", "agence", "sante", "pass", "msap",
}  # fmt: skip
_PROVIDERS = re.compile(
    r"@(gmail|googlemail|orange|wanadoo|free|sfr|neuf|laposte|hotmail|outlook|live|yahoo|icloud|bbox|numericable)\."
)
_WORDS = re.compile(r"[a-z]+")


def is_personal_email(email: str) -> bool:
    """An address at a public provider, or one that reads as a first name and a name."""
    plain = unicodedata.normalize("NFKD", email.lower())
    if _PROVIDERS.search(plain):
        return True
    words = _WORDS.findall(plain.partition("@")[0])
    separated = re.search(r"[._]", plain.partition("@")[0]) is not None
    return separated and len(words) == 2 and not _OF_EVERYBODY & set(words)


def is_mobile(phone: str) -> bool:
    """A mobile telephone of France, which one person carries."""
    digits = re.sub(r"[^0-9+]", "", phone)
    return re.match(r"^(\+33|0033|0)[67]", digits) is not None
