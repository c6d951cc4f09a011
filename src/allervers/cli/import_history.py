"""``allervers import list`` and ``take-back``: what was brought in of casework histories, and out again."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from allervers.cli.files import fail

if TYPE_CHECKING:
    from allervers.domain.figures.history.trace import Listed


def listed(as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False) -> None:
    """Lister les reprises d'historique : qui, quand, combien, et ce qui en a été retiré."""
    from allervers.cli.database import database

    with database():
        from allervers.config.database import as_owner
        from allervers.domain.figures.history.trace import imports

        with as_owner():
            found = list(imports())
    if as_json:
        print(json.dumps([_as_json(each) for each in found], ensure_ascii=False))
    else:
        print("\n".join(line for each in found for line in _in_words(each)) or "Aucun import.")


def take_back(
    number: Annotated[int, typer.Argument(metavar="N", help="Numéro de l'import, que donne « import list ».")],
    why: Annotated[str, typer.Option(help="Pourquoi : gardé avec le retrait.")],
    line: Annotated[str, typer.Option(metavar="ID", help="Une seule ligne : son referral_id, avec --fund.")] = "",
    fund: Annotated[str, typer.Option(metavar="CODE", help="Caisse sous laquelle la ligne a été reprise.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tout contrôler, ne rien écrire.")] = False,
) -> None:
    """Retirer une reprise d'historique, ou une de ses lignes : ce qu'il y avait avant revient.

    Une saisine et son accompagnement vont ensemble. Refusé si un import plus récent a changé le même dossier.
    """
    if not why.strip() or not all(text.isprintable() for text in (why, line, fund)):
        fail("--why, --line, --fund : attendu une phrase qui dit pourquoi, et du texte lisible sur une ligne")
    if bool(line) != bool(fund):
        fail("--line et --fund vont ensemble : attendu le referral_id et le code de sa caisse")
    if number > 2**62:
        fail(f"import {number} : inconnu, attendu un numéro que donne « allervers import list »")
    from allervers.cli.database import database

    with database():
        from allervers.config.database import as_owner
        from allervers.domain.figures.counting import catch_up
        from allervers.domain.figures.history.trace import NotTakenBack
        from allervers.domain.figures.history.trace import take_back as taken

        try:
            with as_owner():
                undone = taken(number, why.strip(), line, fund, dry_run=dry_run)
        except NotTakenBack as error:
            fail(str(error))
        catch_up()
    if dry_run:
        print("Essai : rien n'est écrit.")
    gone, back = undone.deleted, undone.restored
    print(
        f"import {number} : {gone} fait{_s(gone)} retiré{_s(gone)}, {back} remis comme avant"
        + (f" (ligne {line}, caisse {fund})." if line else ".")
    )


def _s(number: int) -> str:
    return "s" if number > 1 else ""


def _in_words(each: "Listed") -> list[str]:
    funds = ", ".join(each.funds) or "aucune"
    first = (
        f"{each.number} : le {each.at.astimezone():%Y-%m-%d à %H:%M} par {each.by} ; caisses : {funds} ; "
        f"{each.new} fait{_s(each.new)} ajouté{_s(each.new)}, {each.changed} changé{_s(each.changed)}, "
        f"{each.taken_back} retiré{_s(each.taken_back)} depuis ; empreinte {each.folder[:12]}"
    )
    return [
        first,
        *(f"  retiré le {one.at.astimezone():%Y-%m-%d à %H:%M} par {one.by} : {one.why}" for one in each.times),
    ]


def _as_json(each: "Listed") -> dict[str, object]:
    return {
        "number": each.number,
        "at": each.at.isoformat(),
        "by": each.by,
        "folder": each.folder,
        "funds": each.funds,
        "new": each.new,
        "changed": each.changed,
        "taken_back": each.taken_back,
        "times": [{"at": one.at.isoformat(), "by": one.by, "why": one.why} for one in each.times],
    }
