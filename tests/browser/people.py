"""Persons who do not exist, never twice the same: names, telephone and NIR of none are those of another."""

import datetime
from dataclasses import dataclass
from itertools import count, permutations

from allervers.fictitious import names


@dataclass(frozen=True)
class Somebody:
    birth_name: str
    first_name: str
    birth_date: datetime.date
    phone: str
    nir: str
    sex: str = "Femme"
    postal_address: str = "12 rue de l'Exemple, 00000 Valfleury"

    @property
    def full_name(self) -> str:
        """As lists and titles write it."""
        return f"{self.birth_name.upper()} {self.first_name}"

    @property
    def born(self) -> str:
        """As somebody types it."""
        return f"{self.birth_date:%d/%m/%Y}"

    @property
    def words(self) -> list[str]:
        """What no address may hold."""
        return [self.birth_name, self.first_name, self.phone, self.nir, self.born, f"{self.birth_date:%Y-%m-%d}"]


def _people():
    """Not drawn at random: the seed that every test starts with would draw the same person again."""
    surnames = [name for name in names.SURNAMES if "-" not in name and "'" not in name and " " not in name]
    doubled = permutations(surnames, 2)
    first_names = ["Zoé", "Héloïse", "Anaïs", "Fatoumata", "Maëlys", "Chloé", "Océane"]
    for order, (one, other) in zip(count(), doubled, strict=False):
        born = datetime.date(1950 + order % 40, 1 + order % 12, 1 + order % 28)
        digits = f"063998{1000 + order:04}"
        yield {
            "birth_name": f"{one}-{other}",
            "first_name": first_names[order % len(first_names)],
            "birth_date": born,
            "phone": " ".join(digits[place : place + 2] for place in range(0, 10, 2)),
            "nir": names.nir("F", born, 500 + order),
        }


people = _people()
