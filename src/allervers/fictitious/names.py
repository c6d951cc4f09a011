"""Who does not exist: names, telephone numbers, addresses and NIRs that belong to nobody and are seen at once as such.

Telephone numbers come from the ranges that the regulator keeps for fiction, e-mail addresses from a domain that cannot
exist, and a NIR has a true key behind a birthplace that no commune has.
"""

import datetime
import unicodedata
from random import Random

from stdnum.fr import nir as stdnum_nir

SURNAMES = (
    *("Exemple", "Fictif", "Imaginaire", "Témoin", "Spécimen", "Modèle", "Inventé", "Chimère", "Hypothèse", "Légende"),
    *("Personnage", "Figurant", "Supposé", "Démonstration", "Brouillon", "Échantillon", "Maquette", "Rêvé", "Utopie"),
    *("D'Essai", "L'Imaginé", "De La Fable", "Factice", "Prétendu", "Mirage", "Hypothétique", "Exemple-Fictif"),
    *("Témoin-Rêvé", "Romanesque", "Anonyme", "Illusion", "Essai-Modèle", "Untel", "Unetelle", "Pseudonyme"),
)
FIRST_NAMES = {
    "F": (
        *("Zoé", "Héloïse", "Marie-Ange", "Anaïs", "Noémie", "Fatoumata", "Françoise", "Maëlys", "Inès", "Aïcha"),
        *("Jeanne", "Chloé", "Thérèse", "Anne-Sophie", "Lucía", "Élodie", "Solène", "Océane", "Ève", "Yasmine"),
        *("Marie-Thérèse", "Gaëlle", "Éléonore", "Cécile", "Agnès", "Mãe-Luz", "Oksana", "Mônica", "Nadège", "Zeynep"),
    ),
    "M": (
        *("Émile", "Jean-Noël", "Loïc", "Théo", "François", "Mamadou", "Jérôme", "Noël", "Raphaël", "Côme"),
        *("André", "Jean-René", "Gaël", "Étienne", "Joël", "Mehdi", "Benoît", "Maël", "José", "Şükrü"),
        *("Cédric", "Jean-Paul", "Grégoire", "Rémi", "Aurélien", "João", "Jean-François", "Kévin", "Élie", "Ignác"),
    ),
}
TOWN, OTHER_TOWN = "Valfleury", "Montclair"
STREETS = (
    *("rue de l'Exemple", "avenue Imaginaire", "impasse du Témoin", "place du Modèle", "chemin de la Fable"),
    *("boulevard Fictif", "allée du Brouillon", "quai de l'Utopie"),
)
# ARCEP keeps these first six digits for works of fiction.
PHONE_RANGES = ("019900", "026191", "035301", "046571", "053649", "063998")
MOBILE_RANGE = PHONE_RANGES[-1]
MAIL_DOMAIN = "exemple.invalid"
# Born abroad (99) in a country that has no code (999).
BIRTHPLACE = "99999"


def phone(rng: Random) -> str:
    """A number of the ranges of fiction, a mobile one time out of two, written in pairs."""
    start = MOBILE_RANGE if rng.random() < 0.5 else rng.choice(PHONE_RANGES)
    digits = f"{start}{rng.randrange(10_000):04}"
    return " ".join(digits[place : place + 2] for place in range(0, 10, 2))


def email(first_name: str, surname: str) -> str:
    """first.last@exemple.invalid, without accents."""
    return f"{_plain(first_name)}.{_plain(surname)}@{MAIL_DOMAIN}"


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower().replace("ı", "i"))
    return "".join(letter if letter.isalnum() else "-" for letter in letters if not unicodedata.combining(letter))


def nir(sex: str, birth_date: datetime.date, order: int) -> str:
    """A number that passes every check, born where nobody is; `order` (1 to 999) tells apart persons of one month."""
    number = f"{1 if sex == 'M' else 2}{birth_date:%y%m}{BIRTHPLACE}{order:03}"
    return number + stdnum_nir.calc_check_digits(number)


def postal_address(rng: Random, town: str = TOWN) -> str:
    return f"{rng.randint(1, 180)} {rng.choice(STREETS)}, 00000 {town}"


def birth_date(rng: Random, today: datetime.date) -> datetime.date:
    """Somebody between 16 and 95, most often around fifty."""
    return today - datetime.timedelta(days=int(rng.triangular(16, 95, 52) * 365.25))
