"""The département, in place of the territory of the law and of who may be of the local scheme of Alsace-Moselle."""

from allervers.domain.accompaniment.checks import TERRITORY_OF_DEPARTMENT
from allervers.population.diagnosis.places import NAMES

# Saint-Barthélemy and Saint-Martin are of the Guadeloupe for the ceilings, as their fund is.
DEPARTMENTS = NAMES | {"977": "Saint-Barthélemy", "978": "Saint-Martin"}
TERRITORIES = TERRITORY_OF_DEPARTMENT | {"977": "guadeloupe", "978": "guadeloupe"}
# Code de la sécurité sociale, L325-1: the local scheme follows work in these three. Who lives elsewhere is taken not to
# belong to it, which the result says where it changes an amount; who lives there is asked.
LOCAL_SCHEME = ("57", "67", "68")


def territory_of(department: str) -> str:
    return TERRITORIES.get(department, "metropole")
