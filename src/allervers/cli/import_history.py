"""``allervers import list`` and ``take-back``: what was brought in, and out again."""

import json
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated

import typer

from allervers.cli.files import fail

if TYPE_CHECKING:
    from allervers.domain.figures.history.trace import Listed
    from allervers.domain.imports.models import FileImport
    from allervers.domain.imports.trace import Undone


def listed(as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False) -> None:
    """Lister les imports : qui, quand, combien, et ce qui en a été retiré."""
    from allervers.cli.database import database

    with database():
        from allervers.config.database import as_owner
        from allervers.domain.figures.history.trace import imports as histories
        from allervers.domain.imports.trace import imports as files

        with as_owner():
            told = [(each.number, _as_json(each), _in_words(each)) for each in histories()]
            told += [(each.pk, _file_as_json(each), _file_in_words(each)) for each in files()]
    told.sort(key=itemgetter(0))
    if as_json:
        print(json.dumps([answer for _, answer, _ in told], ensure_ascii=False))
    else:
        print("\n".join(line for _, _, lines in told for line in lines) or "Aucun import.")


def take_back(
    number: Annotated[int, typer.Argument(metavar="N", help="Numéro de l'import, que donne « import list ».")],
    why: Annotated[str, typer.Option(help="Pourquoi : gardé avec le retrait.")],
    line: Annotated[str, typer.Option(metavar="ID", help="Une seule ligne : son referral_id, avec --fund.")] = "",
    fund: Annotated[str, typer.Option(metavar="CODE", help="Caisse sous laquelle la ligne a été reprise.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tout contrôler, ne rien écrire.")] = False,
) -> None:
    """Retirer un import, ou une ligne d'une reprise d'historique : ce qu'il y avait avant revient.

    Une saisine et son accompagnement vont ensemble. Refusé si un import plus récent a changé les mêmes lignes.
    """
    if not why.strip() or not all(text.isprintable() for text in (why, line, fund)):
        fail("--why, --line, --fund : attendu une phrase qui dit pourquoi, et du texte lisible sur une ligne")
    if bool(line) != bool(fund):
        fail("--line et --fund vont ensemble : attendu le referral_id et le code de sa caisse")
    if number > 2**62:
        fail(f"import {number} : inconnu, attendu un numéro que donne « allervers import list »")
    from allervers.cli.database import database

    with database():
        from allervers.domain.imports.trace import NotTakenBack

        try:
            what, undone = _taken_back(number, why.strip(), line, fund, dry_run)
        except NotTakenBack as error:
            fail(str(error))
    if dry_run:
        print("Essai : rien n'est écrit.")
    gone, back = undone.deleted, undone.restored
    print(
        f"import {number} : {gone} {what}{_s(gone)} retiré{'e' * (what == 'ligne')}{_s(gone)}, {back} "
        f"remis{'e' * (what == 'ligne')}{_s(back) if what == 'ligne' else ''} comme avant"
        + (f" (ligne {line}, caisse {fund})." if line else ".")
    )


def _taken_back(number: int, why: str, line: str, fund: str, dry_run: bool) -> "tuple[str, Undone]":
    """What was taken back, and how much of it. Raises `NotTakenBack`."""
    from allervers.config.database import as_owner
    from allervers.domain.coverage.taking_back import take_back as rows_taken_back
    from allervers.domain.figures.editions import bring_up_to_date
    from allervers.domain.figures.history.trace import take_back as facts_taken_back
    from allervers.domain.imports.models import FileImport

    with as_owner():
        if FileImport.objects.filter(pk=number).exists():
            if line:
                fail(f"import {number} : se retire en entier, sans --line ; une ligne se corrige par un autre import")
            return "ligne", rows_taken_back(number, why, dry_run=dry_run)
        undone = facts_taken_back(number, why, line, fund, dry_run=dry_run)
    bring_up_to_date()
    return "fait", undone


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


def _file_in_words(each: "FileImport") -> list[str]:
    first = (
        f"{each.pk} : le {each.at.astimezone():%Y-%m-%d à %H:%M} par {each.by} ; {each.kind} ; "
        f"{each.new} ligne{_s(each.new)} ajoutée{_s(each.new)}, {each.changed} changée{_s(each.changed)} ; "
        f"empreinte {each.file[:12]}"
    )
    return [
        first,
        *(f"  retiré le {one.at.astimezone():%Y-%m-%d à %H:%M} par {one.by} : {one.why}" for one in _times(each)),
    ]


def _times(each: "FileImport") -> list:
    return [each.taken_back] if hasattr(each, "taken_back") else []


def _file_as_json(each: "FileImport") -> dict[str, object]:
    return {
        "number": each.pk,
        "kind": each.kind,
        "at": each.at.isoformat(),
        "by": each.by,
        "file": each.file,
        "new": each.new,
        "changed": each.changed,
        "taken_back": (each.new + each.changed) * len(_times(each)),
        "times": [{"at": one.at.isoformat(), "by": one.by, "why": one.why} for one in _times(each)],
    }


def _as_json(each: "Listed") -> dict[str, object]:
    return {
        "number": each.number,
        "kind": "casework",
        "at": each.at.isoformat(),
        "by": each.by,
        "folder": each.folder,
        "funds": each.funds,
        "new": each.new,
        "changed": each.changed,
        "taken_back": each.taken_back,
        "times": [{"at": one.at.isoformat(), "by": one.by, "why": one.why} for one in each.times],
    }
