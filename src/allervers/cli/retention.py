"""``allervers retention``: what will be erased and when, and the erasure itself without waiting for the job."""

import json
from typing import Annotated

import typer

from allervers.config.local import Unusable

app = typer.Typer(
    help="Effacement des dossiers 18 mois après leur clôture, des détections sans suite après 12 mois.",
    no_args_is_help=True,
)

Fund = Annotated[str, typer.Option(help="Code de la caisse ; sans cette option, toutes.")]
AsJson = Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")]


@app.command()
def run(fund: Fund = "", as_json: AsJson = False) -> None:
    """Effacer maintenant ce qui est arrivé à échéance."""
    from allervers.cli.database import database

    with database():
        from allervers.domain.privacy.retention import erase_due_files

        # The role that commands run under sees no fund's files: it works for one fund at a time.
        done = [erase_due_files(each) for each in _funds(fund)]
        rows = [
            {"fund": e.fund.code, "files": e.files, "persons": e.persons, "detections": e.detections}
            for e in done
            if e.files or e.detections
        ]
    line = "{fund} : dossiers effacés {files}, personnes effacées {persons}, détections effacées {detections}"
    _print(rows, as_json, line, "Rien à effacer.")


@app.command()
def show(fund: Fund = "", as_json: AsJson = False) -> None:
    """Compter ce qui sera effacé : maintenant, d'ici 30 jours, d'ici 90 jours."""
    from allervers.cli.database import database

    with database():
        rows = [row for each in _funds(fund) if (row := _forecast(each))["closed_files"] or row["detections"]]
    _print(
        rows,
        as_json,
        "{fund} : à effacer maintenant {due_now}, d'ici 30 jours {within_30_days}, d'ici 90 jours {within_90_days}, "
        "en tout {closed_files} ; détections à effacer maintenant {detections_due_now}, en tout {detections}",
        "Aucun dossier clos, aucune détection.",
    )


def _forecast(fund) -> dict[str, object]:
    from django.utils import timezone

    from allervers.domain.organisations.context import acting_for
    from allervers.domain.privacy.queries import forecast, forecast_of_detections

    with acting_for(fund, "allervers retention show"):
        coming = forecast(fund.pk, timezone.localdate())
        detections = forecast_of_detections(fund.pk, timezone.localdate())
    return {
        "fund": fund.code,
        "due_now": coming.due_now,
        "within_30_days": coming.within(30),
        "within_90_days": coming.within(90),
        "closed_files": sum(coming.by_day.values()),
        "detections_due_now": detections.due_now,
        "detections": sum(detections.by_day.values()),
    }


def _funds(code: str) -> list:
    """Every fund, or the one that is named; old codes too, since their files must go as well."""
    from allervers.domain.organisations.models import Organisation

    funds = Organisation.objects.filter(kind=Organisation.Kind.FUND).order_by("code")
    chosen = list(funds.filter(code=code) if code else funds)
    if not chosen:
        raise Unusable(f"--fund {code} : aucune caisse n'a ce code (trois chiffres attendus, par exemple 811).")
    return chosen


def _print(rows: list[dict], as_json: bool, line: str, nothing: str) -> None:
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    print("\n".join(line.format(**row) for row in rows) or nothing)
