"""By what the persons entitled to the C2S are counted: each dimension cuts them into groups, every person in one."""

from __future__ import annotations

from dataclasses import dataclass

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Dimension:
    """``sql``: the group, over `selection`'s columns and those of ``HOME``; null is the group `unknown`.

    ``by_class``: also counted apart for the free C2S and the C2S with a contribution.
    """

    name: str
    title: str
    sql: str
    groups: dict[str, str]
    by_class: bool = False
    article: str = ""
    """How the title is said: « selon l'âge »."""

    def label(self, group: str) -> str:
        return self.groups.get(group, "Inconnu")


# Columns of the household, from its persons.
HOME = {
    "partner": "bool_or(role IN ('spouse', 'partner'))",
    "dependants": "bool_or(role IN ('child', 'other_dependant'))",
}

AGE = Dimension(
    "age",
    "Âge",
    "CASE WHEN age < 18 THEN '0-17' WHEN age < 25 THEN '18-24' WHEN age < 40 THEN '25-39' WHEN age < 60 THEN '40-59'"
    " WHEN age < 75 THEN '60-74' WHEN age >= 75 THEN '75' END",
    {
        "0-17": "Moins de 18 ans",
        "18-24": "18 à 24 ans",
        "25-39": "25 à 39 ans",
        "40-59": "40 à 59 ans",
        "60-74": "60 à 74 ans",
        "75": "75 ans et plus",
    },
    by_class=True,
    article="l'âge",
)
SEX = Dimension("sex", "Sexe", "sex", {"F": "Femmes", "M": "Hommes"}, by_class=True, article="le sexe")
HOUSEHOLD = Dimension(
    "household",
    "Foyer",
    "CASE WHEN partner AND dependants THEN 'family' WHEN partner THEN 'couple' WHEN dependants THEN 'single_parent'"
    " ELSE 'alone' END",
    {
        "alone": "Personne seule",
        "single_parent": "Adulte seul avec enfant ou personne à charge",
        "couple": "Couple sans enfant",
        "family": "Couple avec enfant ou personne à charge",
    },
    by_class=True,
    article="le foyer",
)
ACTIVITY = Dimension(
    "activity",
    "Activité",
    "CASE WHEN age < majority THEN 'minor' ELSE activity END",
    {
        "employed": "En emploi",
        "unemployed": "Au chômage",
        "student": "En études (personnes majeures)",
        "retired": "À la retraite",
        "inactive": "Sans activité",
        "minor": "Personnes mineures",
    },
    by_class=True,
    article="l'activité",
)
YES = {"yes": "Oui", "no": "Non"}


def _whether(name: str, title: str, condition: str) -> Dimension:
    return Dimension(name, title, f"CASE WHEN {condition} THEN 'yes' WHEN NOT ({condition}) THEN 'no' END", YES)


PUBLICS = (
    _whether("rsa", "Foyers au RSA", "rsa"),
    _whether("aspa", "Bénéficiaires de l'ASPA", "receives_aspa"),
    _whether("asi", "Bénéficiaires de l'ASI", "receives_asi"),
    _whether("aah", "Bénéficiaires de l'AAH", "receives_aah"),
    _whether("ass", "Bénéficiaires de l'ASS (solidarité spécifique)", "receives_specific_solidarity"),
    _whether("ald", "Personnes en affection de longue durée", "ald"),
    _whether("pregnant", "Femmes enceintes", "pregnant"),
    _whether(
        "without_doctor",
        "Sans médecin traitant, à l'âge d'en déclarer un",
        "NOT gp_declared AND age >= doctor_declared_from",
    ),
    _whether("child_welfare", "Jeunes confiés à l'aide sociale à l'enfance", "in_child_welfare"),
)
COVER = Dimension(
    "cover",
    "Autre complémentaire",
    "CASE WHEN other_cover THEN 'yes' WHEN NOT other_cover THEN 'no' END",
    {"no": "Aucune complémentaire", "yes": "Une autre complémentaire"},
)
CONTACT = Dimension(
    "contact",
    "Moyen de contact",
    "CASE WHEN opposed_to_contact THEN 'opposed' WHEN opposed_to_contact IS NULL THEN 'unknown' ELSE contact END",
    {
        "email": "Courriel",
        "sms": "SMS",
        "letter": "Lettre",
        "none": "Aucun moyen connu",
        "opposed": "Opposées à être contactées",
    },
)
DEPARTMENT, COMMUNE = "department", "commune"
FIXED = (AGE, SEX, HOUSEHOLD, ACTIVITY, *PUBLICS, COVER, CONTACT)
