"""French wording of values, persons and missing inputs, as screens and letters show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from allervers.law.codes import WORDS
from allervers.law.inputs import INPUTS, MissingKey
from allervers.law.situation import Situation

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
UNKNOWN = "inconnu"
CONFIDENCE = {
    "high": "texte de loi ou page officielle lus",
    "medium": "une source sérieuse, à confirmer",
    "low": "calcul ou source isolée, à faire confirmer avant de décider",
}
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


class Missing(NamedTuple):
    """An input to ask for: its name in the format, its French wording, and where it goes."""

    name: str
    text: str
    person_id: str | None
    field: str
    month: str | None


def euros(cents: int) -> str:
    """« 1 016,05 € », with the spaces that do not break."""
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    whole = f"{cents // 100:,}".replace(",", NARROW_SPACE)
    return f"{sign}{whole},{cents % 100:02}{NO_BREAK_SPACE}€"


def day(value: date) -> str:
    """« 1er avril 2024 »."""
    return f"{'1er' if value.day == 1 else value.day} {MONTHS[value.month - 1]} {value.year}"


def month_name(number: int) -> str:
    """« juillet 2023 » for a month counted from year 0."""
    return f"{MONTHS[number % 12]} {number // 12}"


def month_code(number: int) -> str:
    """``2023-07``."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def value_text(value: object, unit: str, words: dict[str, str] | None = None) -> str:
    """A known value in the words of its unit."""
    if value is None:
        return "non publié"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, str):
        return (words or {}).get(value) or WORDS.get(value, value)
    match unit:
        case "euros":
            return euros(value)
        case "percent":
            return f"{value}{NO_BREAK_SPACE}%"
        case "per_thousand":
            return f"{value / 10:g}".replace(".", ",") + f"{NO_BREAK_SPACE}%"
        case "persons":
            return f"{value}{NO_BREAK_SPACE}personne{'s' if value > 1 else ''}"
        case "years":
            return f"{value}{NO_BREAK_SPACE}an{'s' if value > 1 else ''}"
        case "days":
            return f"{value}{NO_BREAK_SPACE}jour{'s' if value > 1 else ''}"
        case "months":
            return f"{value}{NO_BREAK_SPACE}mois"
    return str(value)


def person_text(situation: Situation, place: int) -> str:
    """« demandeur (p1) »."""
    person = situation.persons[place]
    return f"{WORDS[person.role]} ({person.id})"


def missing_text(situation: Situation, key: MissingKey) -> Missing:
    """What to ask for, in French: « Ressources de juillet 2023 — demandeur (p1) »."""
    person_id = None if key.person is None else situation.persons[key.person].id
    parts = [part for part in (person_id, key.field) if part]
    label = _LABELS.get(key.field, key.field)
    month = None
    if key.month is not None:
        month = month_code(key.month)
        parts.append(month)
        label = f"{label} de {month_name(key.month)}".replace(" de a", " d'a").replace(" de o", " d'o")
    if key.person is not None:
        label = f"{label} — {person_text(situation, key.person)}"
    return Missing(".".join(parts), label, person_id, key.field, month)


def by_question(missing: Iterable[Missing]) -> list[Missing]:
    """The months of a resource as one: « Ressources de mai 2023 à juin 2024, 14 mois — demandeur (p1) »."""
    questions: dict[str, list[Missing]] = {}
    for each in missing:
        name = each.name if each.month is None else each.name.removesuffix(f".{each.month}")
        questions.setdefault(name, []).append(each)
    return [_one_question(name, months) for name, months in questions.items()]


def _one_question(name: str, asked: list[Missing]) -> Missing:
    first, last = asked[0], asked[-1]
    if len(asked) == 1:
        return first
    begins, ends = (month_name(int(each.month[:4]) * 12 + int(each.month[5:]) - 1) for each in (first, last))
    return first._replace(
        name=name, text=first.text.replace(begins, f"{begins} à {ends}, {len(asked)} mois"), month=None
    )


def _labels() -> dict[str, str]:
    # A field may have several readings: the one of its own name, else the last, says what to ask for.
    readings = sorted(INPUTS.values(), key=lambda given: given.name == given.field)
    labels = {given.field: given.label for given in readings}
    labels |= {
        "joins_insured": "Assuré rejoint",
        "persons": "Assuré rejoint, à ajouter parmi les personnes du foyer avec ses ressources",
        "previous_scheme": "Assurance maladie du pays d'origine (carte européenne, S1, fin de droits, réponse reçue)",
        "previous_scheme.portability_answer": "Réponse du pays d'origine sur les droits restants",
        "residence_title": "Titre de séjour",
        "last_tax_notice": "Dernier avis d'imposition (année, et montants qu'il porte)",
        "employment_start": "Travaille en France depuis le",
        "lawful_residence_since": "Séjour légal en France depuis le",
        "last_job": "Dernier travail, du … au …",
    }
    return {**labels, "resources": "Ressources", "family_benefits": "Prestations familiales"}


_LABELS = _labels()


def months_text(amounts: Sequence[tuple[int, int | None]]) -> str:
    """Amounts by month on one line, equal neighbours together: « mai à juillet 2023 : 800,00 € par mois »."""
    return " ; ".join(map(_group_text, month_groups(amounts)))


def month_groups(amounts: Sequence[tuple[int, int | None]]) -> list[tuple[int, int, int | None]]:
    """First month, last month and amount of each run of months that have the same."""
    groups: list[tuple[int, int, int | None]] = []
    for month, cents in amounts:
        if groups and groups[-1][1:] == (month - 1, cents):
            groups[-1] = (groups[-1][0], month, cents)
        else:
            groups.append((month, month, cents))
    return groups


def _group_text(group: tuple[int, int, int | None]) -> str:
    first, last, cents = group
    amount = UNKNOWN if cents is None else euros(cents)
    if first == last:
        return f"{month_name(first)} : {amount}"
    return f"{month_name(first)} à {month_name(last)} : {amount} par mois"
