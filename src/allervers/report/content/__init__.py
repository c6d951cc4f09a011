"""The report's content, section by section, in the order of the report on 2024 (inventory #102–116).

Each function of these modules makes one page from the figures, or says why it is left out; a theme of the catalogue
that has none gets one (`others`).
"""

from collections.abc import Callable
from dataclasses import replace

from ..document import LeftOut, Page, Section
from ..reading import Years
from . import accompaniments, closures, ended, others, overview, partners, profiles, referrals, rights_files

SECTIONS: list[tuple[str, list[Callable[[Years], Page | LeftOut]]]] = [
    ("Les grands chiffres", [overview.key_figures]),
    (
        "Les détections",
        [
            *(referrals.volume, referrals.families, referrals.inside_and_outside),
            *(referrals.internal, referrals.partners, referrals.forgone, referrals.causes),
        ],
    ),
    ("Les clôtures", [closures.by_reason]),
    ("Les gains", [closures.gains]),
    (
        "Les accompagnements aux soins",
        [
            *(accompaniments.care, accompaniments.care_themes, accompaniments.care_types),
            *(accompaniments.help_given, accompaniments.specialties, accompaniments.general_practice),
        ],
    ),
    (
        "Les accompagnements hors soins",
        [accompaniments.non_care, accompaniments.non_care_themes, accompaniments.definition],
    ),
    ("Les profils des publics accompagnés", profiles.PAGES),
    ("Les ruptures de droits", [ended.by_age, ended.by_cause]),
    ("Les dossiers de droits", rights_files.PAGES),
    ("Le partenariat", partners.PAGES),
]
LAST: list[tuple[str, list[Callable[[Years], Page | LeftOut]]]] = [("Conclusion", [overview.conclusion])]

# What the report on 2024 told and nothing in this database counts.
NOT_COUNTED = [
    LeftOut("Les actions par événement de vie", "elles sont comptées selon leur public"),
]


def compose(years: Years) -> tuple[list[Section], list[LeftOut]]:
    """All pages that have something to say, and what is left out; a section without any page is left out as a whole."""
    sections, left_out = [], []
    for made, missing in (_written(SECTIONS, years), others.sections(years), _written(LAST, years)):
        left_out += missing
        for section in made:
            pages = [_readable(page) for page in section.pages]
            left_out += [page for page in pages if isinstance(page, LeftOut)]
            if there := [page for page in pages if isinstance(page, Page)]:
                sections.append(Section(section.title, there))
    return sections, [*left_out, *NOT_COUNTED]


def _written(wanted, years: Years) -> tuple[list[Section], list[LeftOut]]:
    """Pages that are written one by one, each with its sentences."""
    return [Section(heading, [make(years) for make in makers]) for heading, makers in wanted], []


def _readable(page: Page | LeftOut) -> Page | LeftOut:
    """Without the charts and tables in which everything is masked; left out when that is all there was."""
    if isinstance(page, LeftOut):
        return page
    visuals = [visual for visual in page.visuals if visual.says_something]
    if page.visuals and not visuals and not any(card.amount.is_known for card in page.cards):
        return LeftOut(page.title, "les effectifs sont trop petits pour être publiés")
    return replace(page, visuals=visuals)
