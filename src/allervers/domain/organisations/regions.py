"""The regions of France, as sets of departments; a fund belongs to the region of its department."""

import unicodedata

from .models import Organisation

# Code of the region in the national nomenclature (2016) → name, departments.
REGIONS: dict[str, tuple[str, str]] = {
    "84": ("Auvergne-Rhône-Alpes", "01 03 07 15 26 38 42 43 63 69 73 74"),
    "27": ("Bourgogne-Franche-Comté", "21 25 39 58 70 71 89 90"),
    "53": ("Bretagne", "22 29 35 56"),
    "24": ("Centre-Val de Loire", "18 28 36 37 41 45"),
    "94": ("Corse", "2A 2B"),
    "44": ("Grand Est", "08 10 51 52 54 55 57 67 68 88"),
    "01": ("Guadeloupe", "971"),
    "03": ("Guyane", "973"),
    "32": ("Hauts-de-France", "02 59 60 62 80"),
    "11": ("Île-de-France", "75 77 78 91 92 93 94 95"),
    "04": ("La Réunion", "974"),
    "02": ("Martinique", "972"),
    "06": ("Mayotte", "976"),
    "28": ("Normandie", "14 27 50 61 76"),
    "75": ("Nouvelle-Aquitaine", "16 17 19 23 24 33 40 47 64 79 86 87"),
    "76": ("Occitanie", "09 11 12 30 31 32 34 46 48 65 66 81 82"),
    "52": ("Pays de la Loire", "44 49 53 72 85"),
    "93": ("Provence-Alpes-Côte d'Azur", "04 05 06 13 83 84"),
}


def name_of(region: str) -> str:
    return REGIONS[region][0]


def region_called(asked: str) -> str | None:
    """The code of a region asked for by its name, accents, case and hyphens apart, or by its code."""
    return next((code for code in REGIONS if asked == code or _comparable(asked) == _comparable(name_of(code))), None)


def _comparable(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def funds_by_region() -> dict[str, frozenset[int]]:
    """The identifiers of the active funds of every region, by its code; one query."""
    region_of = {department: code for code, (_, departments) in REGIONS.items() for department in departments.split()}
    found: dict[str, set[int]] = {code: set() for code in REGIONS}
    funds = Organisation.objects.filter(kind=Organisation.Kind.FUND, is_active=True)
    for pk, department in funds.values_list("pk", "department"):
        if region := region_of.get(department):
            found[region].add(pk)
    return {code: frozenset(those) for code, those in found.items()}


def funds_of(region: str) -> list[int]:
    """The identifiers of the active funds of a region, by its code."""
    departments = REGIONS[region][1].split()
    funds = Organisation.objects.filter(kind=Organisation.Kind.FUND, is_active=True, department__in=departments)
    return list(funds.order_by("code").values_list("pk", flat=True))
