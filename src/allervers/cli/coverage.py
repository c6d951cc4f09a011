"""``allervers coverage``: rights that are going to end, before they do."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from allervers.cli.files import day_of, fail

if TYPE_CHECKING:
    from allervers.domain.coverage.watch import OfPerson
    from allervers.domain.organisations.models import Organisation

app = typer.Typer(help="Droits ouverts, et ceux qui vont finir.", no_args_is_help=True)


@app.callback()
def coverage() -> None:
    """Droits ouverts, et ceux qui vont finir."""


@app.command()
def ahead(
    fund: Annotated[str, typer.Option(help="Code de la caisse.")],
    date: Annotated[str, typer.Option("--date", metavar="AAAA-MM-JJ", help="Jour regardé ; sinon ce jour.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Ce qui va finir, pour qui, jusqu'à quand agir et comment : le plus urgent d'abord."""
    asked = day_of(date) if date else None
    from allervers.cli.database import database

    with database():
        from django.utils import timezone

        from allervers.domain.coverage.watch import ahead_of_fund
        from allervers.domain.organisations.context import acting_for
        from allervers.domain.people.queries import nir_ends

        found = _fund(fund)
        with acting_for(found, "allervers coverage ahead"):
            listed = ahead_of_fund(found.pk, asked or timezone.localdate())
            ends = nir_ends(one.person_id for one in listed)
        rows = [_row(one, ends.get(one.person_id)) for one in listed]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        _print(rows)


@app.command()
def watch(
    date: Annotated[str, typer.Option("--date", metavar="AAAA-MM-JJ", help="Jour regardé ; sinon ce jour.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Mettre à jour les ruptures à éviter et les droits finis de toutes les caisses (fait aussi chaque nuit)."""
    asked = day_of(date) if date else None
    from allervers.cli.database import database

    with database():
        from django.utils import timezone

        from allervers.domain.coverage.nightly import run

        done = run(asked or timezone.localdate())
    if as_json:
        print(json.dumps(done))
    else:
        typer.echo(f"{done['ahead']} à éviter : {done['added']} nouvelles, {done['left']} parties d'elles-mêmes.")


@app.command()
def ended(
    fund: Annotated[str, typer.Option(help="Code de la caisse.")],
    year: Annotated[int, typer.Option(min=1900, max=2999, help="Année civile.")],
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule, que lit le diagnostic.")] = False,
) -> None:
    """Les droits finis d'une année, par âge et cause, et ceux qui se sont rouverts. Rien n'est masqué : à garder."""
    from allervers.cli.database import database

    with database():
        from django.utils import timezone

        from allervers.domain.coverage.ended import of_fund
        from allervers.domain.figures.periods import year as whole_year
        from allervers.domain.organisations.context import acting_for
        from allervers.publishing.ended import Told, written

        today, found = timezone.localdate(), _fund(fund)
        if year > today.year:
            fail(f"--year {year} : cette année n'a pas commencé")
        period = whole_year(year).until(today)
        with acting_for(found, "allervers coverage ended"):
            rights = of_fund(found, period.start, period.end, today)
    if as_json:
        print(json.dumps(written(rights), ensure_ascii=False))
        return
    told = Told(rights, masked=False)
    for sentence in told.sentences():
        typer.echo(sentence.replace("**", ""))
    for label, *values in (*told.by_age(), *told.by_cause()):
        typer.echo(f"{label} : {', '.join(map(str, values))}")


def _fund(code: str) -> "Organisation":
    from allervers.domain.organisations.models import Organisation

    found = Organisation.objects.filter(kind=Organisation.Kind.FUND, code=code).first()
    if found is None:
        fail(f"--fund : caisse inconnue « {code[:40]} », attendu le code d'une caisse")
    return found


def _row(one: "OfPerson", nir_end: str | None) -> dict[str, object]:
    from allervers.domain.coverage.remedies import REMEDIES

    what = one.ahead
    return {
        "person_id": str(one.person_id),
        "nir_ends_with": nir_end,
        "kind": what.kind,
        "right": what.right,
        "act_from": what.act_from.isoformat(),
        "act_before": what.act_before.isoformat(),
        "exposed_from": what.exposed_from.isoformat(),
        "automatic": what.automatic,
        "remedies": list(what.remedies),
        "who_acts": REMEDIES[what.remedies[0]].who.value,
        "sentence": what.sentence,
    }


def _print(rows: list[dict[str, object]]) -> None:
    for row in rows:
        typer.echo(f"{row['act_before']}  …{row['nir_ends_with'] or '??'}  {row['sentence']}")
    typer.echo("Rien ne finit bientôt." if not rows else f"{len(rows)} à éviter.")
