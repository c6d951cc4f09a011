"""``allervers import detection``: a list of detected persons goes to the advisers of their funds."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allervers.cli.files import day_of, fail, refusals
from allervers.cli.progress import progress

if TYPE_CHECKING:
    from allervers.domain.detections.lists import TakenIn
    from allervers.population.lists import DetectedList


def detection(
    file: Annotated[Path, typer.Argument(metavar="FILE.parquet", help="Liste de « allervers population detect ».")],
    day: Annotated[
        str,
        typer.Option(
            "--date",
            metavar="AAAA-MM-JJ",
            help="Jour de la liste, si le fichier ne le dit pas.",
        ),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tout contrôler, ne rien écrire.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Remettre une liste de personnes repérées aux conseillers de leurs caisses.

    Chaque personne n'apparaît qu'une fois, avec tous ses motifs. La liste remplace la précédente de la même cible, dans
    les caisses qu'elle nomme. Importer deux fois la même liste n'ajoute rien.
    """
    from allervers.population.lists import opened

    asked = day_of(day) if day else None
    # The file is checked before the database is even started.
    with refusals(), opened(file) as listed:
        on = asked or listed.day
        if on is None:
            fail(f"{file} : le jour de la liste n'est pas dans le fichier, attendu --date AAAA-MM-JJ")
        from allervers.cli.database import database

        with database(), progress("Lignes") as told:
            from allervers.domain.detections.lists import take_in

            taken = take_in(listed, on, dry_run=dry_run, told=told)
    report = _report(listed, on, taken, dry_run)
    print(json.dumps(report, ensure_ascii=False) if as_json else _in_words(report))


def _report(listed: "DetectedList", on: date, taken: "TakenIn", dry_run: bool) -> dict[str, object]:
    return {
        "date": on.isoformat(),
        "rows": listed.rows,
        "persons": listed.persons,
        "funds": len(listed.funds),
        "new_detections": taken.detections,
        "new_reasons": taken.reasons,
        "no_longer_listed": taken.left,
        "dry_run": dry_run,
    }


def _in_words(report: dict[str, object]) -> str:
    counted = ", ".join(
        f"{report[key]} {word}{'s' if report[key] != 1 else ''}"
        for key, word in (("rows", "ligne"), ("persons", "personne"), ("funds", "caisse"))
    )
    lines = ["Essai : rien n'est écrit."] if report["dry_run"] else []
    lines += [
        f"Liste du {report['date']} : {counted}.",
        f"Détections nouvelles : {report['new_detections']} ; motifs nouveaux : {report['new_reasons']} ; "
        f"personnes qui ne sont plus à examiner, absentes de cette liste : {report['no_longer_listed']}.",
    ]
    return "\n".join(lines)
