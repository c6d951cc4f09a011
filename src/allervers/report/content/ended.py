"""The rights that ended: why, and how many opened again. Of one fund: over several, `others` tells the indicators."""

from allervers.publishing.document import Table
from allervers.publishing.ended import BY_AGE, BY_CAUSE, DEFINITION, Told

from ..document import Definition, LeftOut, Page
from ..reading import Years

DEFINED = Definition("ended_rights", "Droits finis", DEFINITION)


def by_age(years: Years) -> Page | LeftOut:
    """How many rights ended, of children and of adults, and how many opened again."""
    title = "Les droits qui ont fini, selon l’âge"
    if not _is_told(years):
        return LeftOut(title, _why(years))
    told = Told(years.ended, masked=years.several_funds)
    table = Table("Droits finis, selon l'âge", BY_AGE, tuple(told.by_age()))
    return Page(title, told.sentences(), visuals=[table], definitions=[DEFINED])


def by_cause(years: Years) -> Page | LeftOut:
    """Why they ended."""
    title = "Les droits qui ont fini, selon la cause"
    if not _is_told(years):
        return LeftOut(title, _why(years))
    told = Told(years.ended, masked=years.several_funds)
    table = Table("Droits finis, selon la cause", BY_CAUSE, tuple(told.by_cause()))
    return Page(title, visuals=[table], definitions=[DEFINED])


def _is_told(years: Years) -> bool:
    return years.ended is not None and years.ended.of().ended > 0


def _why(years: Years) -> str:
    if years.ended is None:
        return "un bilan de plusieurs caisses les dit avec ses autres chiffres"
    return f"aucun droit connu n'a fini en {years.year}"
