"""The rights files: in which state they arrive, what becomes of them and after how long."""

from allervers.publishing.amounts import WHOLE_DAYS, Amount
from allervers.publishing.document import Card, Table

from ..document import LeftOut, Page
from ..reading import Years, definitions, rest
from ..sentences import aside, brief, counted, written

IN_2019 = "plus de 80 % en 2019, pour les dossiers d'Européens inactifs"
BY_CENTRE = ("Organisme", "Dossiers répondus", "Délai moyen", "Délai médian")


def received(years: Years) -> Page | LeftOut:
    """How many came, by which way, and how many of them were whole."""
    title, number = "Les dossiers de droits reçus", years.amount("rights_files_received")
    if number.number == 0:
        return LeftOut(title, f"aucun dossier de droits reçu en {years.year}")
    complete, returned = years.amount("rights_files_complete_share"), years.amount("rights_files_returned_share")
    names = ["rights_files_received", "rights_files_complete_share", "rights_files_returned_share"]
    return Page(
        title,
        cards=[_card(years, "rights_files_received", "Dossiers reçus")],
        sentences=written(
            complete.is_known
            and f"**{rest(complete)}** sont arrivés incomplets ({IN_2019}), **{complete}** complets"
            f"{aside(years.change('rights_files_complete_share'))}.",
            returned.is_known
            and f"**{returned}** ont été renvoyés pour un document"
            f"{aside(years.change('rights_files_returned_share'))}.",
        ),
        visuals=[years.chart("rights_files_by_channel"), years.chart("rights_files_by_right")],
        definitions=definitions([*names, "rights_files_by_channel", "rights_files_by_right"]),
    )


def papers(years: Years) -> Page | LeftOut:
    """What binds, what was joined and what of it did not serve."""
    title, supplied = "Les documents des dossiers de droits", years.amount("papers_received")
    if supplied.number == 0:
        return LeftOut(title, f"aucun document reçu en {years.year}")
    opposable, returned = years.amount("rights_files_opposable_share"), years.amount("rights_files_opposable_returned")
    aside_share = years.amount("papers_set_aside_share")
    names = ["papers_received", "papers_set_aside_share", "papers_set_aside_by_reason"]
    return Page(
        title,
        cards=[_card(years, "papers_received", "Documents reçus")],
        sentences=written(
            aside_share.is_known
            and f"**{aside_share}** ont été écartés : illisibles, trop anciens ou rangés par erreur"
            f"{aside(years.change('papers_set_aside_share'))}.",
            opposable.is_known
            and f"**{opposable}** des dossiers reçus suivent la liste de première intention : ils sont opposables"
            f"{aside(years.change('rights_files_opposable_share'))}.",
            _returned_all_the_same(returned),
        ),
        visuals=[years.chart("papers_set_aside_by_reason")] if years.knows("papers_set_aside_by_reason") else [],
        definitions=definitions([*names, "rights_files_opposable_share", "rights_files_opposable_returned"]),
    )


def _returned_all_the_same(returned: Amount) -> str:
    if returned.number == 0:
        return "**Aucun** dossier opposable n'a été renvoyé."
    told = counted(returned, "dossier opposable renvoyé", "dossiers opposables renvoyés")
    return f"{told} : il ne doit y en avoir aucun."


def answers(years: Years) -> Page | LeftOut:
    """What was answered, by right, and whether the calculation says the same again."""
    title = "Les réponses aux dossiers de droits"
    if not years.knows("rights_files_by_outcome"):
        return LeftOut(title, _nothing_answered(years))
    replayed = years.amount("decisions_replayed_equal_share")
    names = ["rights_files_by_outcome", "rights_files_accepted_share_by_right", "decisions_replayed_equal_share"]
    return Page(
        title,
        cards=[_card(years, "rights_files_mean_days", "Délai moyen de réponse")],
        sentences=written(
            replayed.is_known
            and f"**{replayed}** des décisions rejouées par le calcul donnent la même réponse, explication comprise."
        ),
        visuals=[years.chart("rights_files_by_outcome"), years.chart("rights_files_accepted_share_by_right")],
        definitions=definitions([*names, "rights_files_mean_days"]),
    )


def delays(years: Years) -> Page | LeftOut:
    """How long an answer takes, by right and by who examines."""
    title = "Les délais de réponse"
    if not years.knows("rights_files_by_outcome"):
        return LeftOut(title, _nothing_answered(years))
    names = ["rights_files_mean_days_by_right", "rights_files_mean_days_by_examiner"]
    told = [years.chart(name) for name in names]
    if years.centres:
        told[1] = Table("Délais par organisme qui examine", BY_CENTRE, _rows(years))
        names = names[:1]
    return Page(title, visuals=told, definitions=definitions(names))


def _rows(years: Years) -> tuple[tuple[str | Amount, ...], ...]:
    return tuple(
        (each.name, Amount(each.answered), Amount(each.mean_days, WHOLE_DAYS), Amount(each.median_days, WHOLE_DAYS))
        for each in years.centres
    )


def _card(years: Years, name: str, label: str) -> Card:
    return Card(label, years.amount(name), brief(years.change(name), years.year))


def _nothing_answered(years: Years) -> str:
    return f"aucun dossier de droits répondu en {years.year}"


PAGES = [received, papers, answers, delays]
