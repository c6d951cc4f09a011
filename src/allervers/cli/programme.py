"""``allervers programme``: what a population is given in waves, answered, created, collected, withdrawn, counted."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allervers.cli.files import day_of, fail
from allervers.cli.progress import progress

if TYPE_CHECKING:
    from allervers.domain.imports.refusals import Refusals
    from allervers.domain.programmes.models import Programme

HELP = "Programmes d'une population : Mon espace santé sauf opposition, masques, bons de vaccination contre la grippe."
app = typer.Typer(help=HELP, no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NOM", help="Le nom du programme.")]
Day = Annotated[str, typer.Option("--date", metavar="AAAA-MM-JJ", help="Le jour pour lequel c'est fait.")]
AsJson = Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")]


@app.callback(help=HELP)
def programme() -> None:
    """Commands of programmes."""


@app.command("open")
def open_(
    name: Name,
    kind: Annotated[
        str,
        typer.Option("--kind", help="mes : Mon espace santé ; masks : masques aux foyers ; flu : bons de vaccination."),
    ],
    population: Annotated[Path, typer.Option("--population", metavar="DOSSIER", help="La population, en Parquet.")],
    phase: Annotated[
        str, typer.Option("--phase", help="national ou pilot : les délais de mes en dépendent ; sinon national.")
    ] = "",
    on: Annotated[str, typer.Option("--date", metavar="AAAA-MM-JJ", help="Ouvert ce jour ; sinon aujourd'hui.")] = "",
    as_json: AsJson = False,
) -> None:
    """Ouvrir un programme sur une population, contrôlée et comptée. La même commande deux fois ne change rien.

    flu : de la saison en cours au jour de --date, sinon de la suivante ; une saison a un seul programme.
    """
    given = day_of(on) if on else None
    with _ready(), progress("Parties") as told:
        from django.utils import timezone

        from allervers.domain.programmes import seasons
        from allervers.domain.programmes.workflow import open_programme

        day = given or timezone.localdate()
        made = open_programme(name, kind, phase, population, day, told)
        season = made.season and seasons.said(made.season)
    answer = {"name": made.name, "kind": made.kind, "phase": made.phase, "population": made.population}
    of_season = f" pour la saison {season}" if season else ""
    words = f"{made.name} : ouvert{of_season}, {made.population} personnes en {len(made.parts)} parties."
    _say(answer | {"season": season}, words, as_json)


@app.command()
def wave(
    name: Name,
    number: Annotated[int, typer.Option("--number", min=1, max=9999, help="Le numéro de la vague.")],
    on: Day,
    size: Annotated[
        int | None,
        typer.Option("--size", min=1, help="Pas plus de tant de personnes (masks : de foyers) ; sinon tout."),
    ] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="DOSSIER", help="Où vont les avis et leurs codes.")] = None,
    as_json: AsJson = False,
) -> None:
    """Faire partir une vague : avis et codes, colis ou bons, exclusions comptées. Arrêtée, la même commande reprend.

    Ce qui est à faire partir va, sans --to, dans le dossier « programmes » des données.
    """
    day = day_of(on)
    with _opened(name) as found, progress("Personnes") as told:
        from allervers.config.local import data_folder
        from allervers.domain.programmes import waves

        if to is not None and not to.is_dir():
            fail(f"--to {to} : ce dossier n'existe pas.")
        folder = (to or data_folder() / "programmes") / f"programme-{found.pk}"
        remarks, taken, portions = waves.remarks(found, day), 0, 0
        if not waves.is_closed(found, day):
            done = waves.run(found, number, day, folder, size=size, told=told)
            taken, portions = done.taken, done.portions
        figures = _figures(found)
    answer = {"wave": number, "persons": taken, "portions": portions, "folder": str(folder), "remarks": remarks}
    whom = "foyers" if found.kind == "masks" else "personnes"
    words = " ".join([*(f"{each}." for each in remarks), f"Vague {number} : {taken} {whom}, fichiers dans {folder}."])
    _say(answer | figures, f"{words} {_in_words(figures)}", as_json)


@app.command()
def answers(
    name: Name,
    file: Annotated[
        Path, typer.Argument(metavar="FICHIER.csv", help="person_id;kind;received_on;channel;code, en-tête compris.")
    ],
    as_json: AsJson = False,
) -> None:
    """Garder des réponses, à leur jour de réception. Le même fichier deux fois ne change rien."""
    if not file.is_file():
        fail(f"{file} : fichier introuvable, attendu un fichier CSV")
    with _opened(name, "mes") as found, progress("Lignes") as told:
        from django.utils import timezone

        from allervers.domain.programmes.answers import bring_in

        report = bring_in(found, file, timezone.localdate(), told)
    _fail_for(report.refusals)
    fates = ("lines", "kept", "unchanged", "unknown", "excluded", "codes_refused", "late")
    _say(
        {fate: getattr(report, fate) for fate in fates},
        f"{report.lines} lignes : {report.kept} gardées (dont {report.late} oppositions reçues après la création, qui "
        f"ferment l'espace), {report.unchanged} déjà là. Non gardées : {report.unknown} de personnes d'aucune vague, "
        f"{report.excluded} de personnes non informées, {report.codes_refused} dont le code n'ouvre rien.",
        as_json,
    )


@app.command()
def tick(name: Name, on: Day, as_json: AsJson = False) -> None:
    """Créer les espaces de qui n'a pas répondu dans le délai. Arrêtée, la même commande reprend."""
    day = day_of(on)
    with _opened(name, "mes") as found, progress("Personnes") as told:
        from allervers.domain.programmes import ticks

        done = ticks.tick(found, day, told)
    earlier = done.earlier_than and done.earlier_than.isoformat()
    words = f"{name} : {done.created} espaces créés au {day}."
    if earlier:
        words += f" Le programme était déjà à jour au {earlier} : rien n'a été repris."
    _say({"created": done.created, "waves": list(done.waves), "earlier_than": earlier}, words, as_json)


@app.command()
def code(
    name: Name,
    person: Annotated[int, typer.Argument(metavar="PERSONNE", help="Son numéro dans la population.")],
    on: Day,
    as_json: AsJson = False,
) -> None:
    """Donner un nouveau code à une personne informée ; l'ancien n'ouvre plus rien."""
    day = day_of(on)
    with _opened(name, "mes") as found:
        from allervers.domain.programmes.provisional import shown
        from allervers.domain.programmes.workflow import renew_code

        given, until = renew_code(found, person, day)
    _say({"code": given, "valid_until": until.isoformat()}, f"{shown(given)}, valable jusqu'au {until}.", as_json)


@app.command()
def parcels(
    name: Name,
    file: Annotated[
        Path, typer.Argument(metavar="FICHIER.csv", help="household_id;kind;received_on;reason, en-tête compris.")
    ],
    as_json: AsJson = False,
) -> None:
    """Masques : garder ce que l'on apprend des colis : pas reçu, retiré, annulé. Deux fois ne change rien.

    kind : not_received, collected ou reversal ; reason, d'une annulation : no_right, duplicate, declined ou mistake.
    """
    if not file.is_file():
        fail(f"{file} : fichier introuvable, attendu un fichier CSV")
    with _opened(name, "masks") as found, progress("Lignes") as told:
        from django.utils import timezone

        from allervers.domain.programmes.parcels_file import bring_in

        report = bring_in(found, file, timezone.localdate(), told)
    _fail_for(report.refusals)
    fates = ("lines", "kept", "unchanged", "unknown", "excluded", "early")
    _say(
        {fate: getattr(report, fate) for fate in fates},
        f"{report.lines} lignes : {report.kept} gardées, {report.unchanged} déjà là. Non gardées : {report.unknown} de "
        f"foyers d'aucune vague, {report.excluded} de foyers pour qui aucun colis n'est parti, {report.early} d'avant "
        "le jour de la vague.",
        as_json,
    )


@app.command()
def collect(
    name: Name,
    to: Annotated[Path, typer.Option("--to", metavar="FICHIER.csv", help="Où écrire la liste, par commune.")],
    as_json: AsJson = False,
) -> None:
    """Masques : la liste de ce qui est à retirer au CCAS ou au CIAS, commune par commune, pour qui le remettra."""
    if not to.parent.is_dir() or to.is_dir():
        fail(f"--to {to} : attendu un fichier à écrire, dans un dossier qui existe.")
    with _opened(name, "masks") as found:
        from allervers.domain.programmes.parcels_file import write_to_collect

        count = write_to_collect(found, to)
    _say({"parcels": count, "file": str(to)}, f"{count} colis à retirer, liste dans {to}.", as_json)


@app.command()
def withdrawals(
    name: Name,
    file: Annotated[Path, typer.Argument(metavar="FICHIER.csv", help="code;withdrawn_on;pharmacy, en-tête compris.")],
    as_json: AsJson = False,
) -> None:
    """Grippe : garder les vaccins retirés avec un bon. Un bon sert une fois ; le même fichier deux fois ne change rien.

    pharmacy : un numéro de 12 signes au plus, qui ne désigne personne.
    """
    if not file.is_file():
        fail(f"{file} : fichier introuvable, attendu un fichier CSV")
    with _opened(name, "flu") as found, progress("Lignes") as told:
        from django.utils import timezone

        from allervers.domain.programmes.withdrawals import bring_in

        report = bring_in(found, file, timezone.localdate(), told)
    _fail_for(report.refusals)
    fates = ("lines", "kept", "unchanged", "unknown", "early", "late", "elsewhere", "told")
    words = (
        f"{report.lines} lignes : {report.kept} gardées, {report.unchanged} déjà là. Non gardées : {report.unknown} de "
        f"codes inconnus, {report.early} d'avant la lettre, {report.late} d'après la saison, {report.elsewhere} de "
        "bons déjà utilisés."
    )
    _say({fate: getattr(report, fate) for fate in fates}, "\n".join([words, *report.told]), as_json)


@app.command()
def remind(
    name: Name,
    on: Day,
    to: Annotated[Path, typer.Option("--to", metavar="FICHIER.csv", help="Où écrire les relances de ce jour.")],
    as_json: AsJson = False,
) -> None:
    """Grippe : relancer, une fois, qui n'a pas retiré son vaccin plus de 30 jours après la lettre.

    La même commande pour le même jour écrit le même fichier.
    """
    day = day_of(on)
    if not to.parent.is_dir() or to.is_dir():
        fail(f"--to {to} : attendu un fichier à écrire, dans un dossier qui existe.")
    with _opened(name, "flu") as found:
        from allervers.domain.programmes.withdrawals import remind

        count = remind(found, day, to)
    _say({"reminders": count, "file": str(to)}, f"{count} relances du {day}, liste dans {to}.", as_json)


@app.command()
def figures(
    name: Name,
    fund: Annotated[str, typer.Option("--fund", metavar="CODE", help="D'une caisse seule.")] = "",
    as_json: AsJson = False,
) -> None:
    """Les chiffres du programme, ou d'une caisse. Rien n'est masqué ici."""
    with _opened(name) as found:
        seen = _figures(found, _fund(fund) if fund else None)
    _say(seen, _in_words(seen), as_json)


# --- Around ----------------------------------------------------------------------------------------------------------


@contextmanager
def _ready() -> Iterator[None]:
    """The database is there; what must be mended first becomes one line and exit status 2."""
    from allervers.cli.database import database
    from allervers.cli.files import refusals

    with database(), refusals():
        from allervers.domain.pieces.refusals import Refused

        try:
            yield
        except Refused as fault:
            fail(str(fault))


@contextmanager
def _opened(name: str, *kinds: str) -> Iterator["Programme"]:
    with _ready():
        from allervers.domain.programmes.workflow import found

        yield found(name, *kinds)


def _fail_for(refusals: "Refusals") -> None:
    if refusals.total:
        others = f" (et {refusals.total - 1} autres anomalies)" if refusals.total > 1 else ""
        fail(refusals.sentences()[0] + others)


def _figures(found: "Programme", fund: int | None = None) -> dict:
    from allervers.domain.organisations.context import running_programmes
    from allervers.domain.programmes.figures import figures

    with running_programmes("programme figures"):
        found.refresh_from_db()
        return figures(found, fund)


def _fund(code: str) -> int:
    from allervers.domain.organisations.models import Organisation

    key = Organisation.objects.filter(kind=Organisation.Kind.FUND, is_active=True, code=code).values_list("pk").first()
    if key is None:
        fail(f"--fund {code[:40]} : caisse inconnue ou fermée, attendu le code d'une caisse en activité")
    return key[0]


def _say(answer: dict[str, object], words: str, as_json: bool) -> None:
    print(json.dumps(answer, ensure_ascii=False) if as_json else words)


def _in_words(seen: dict) -> str:
    excluded = ", ".join(f"{reason} {number}" for reason, number in seen["excluded"].items() if number) or "aucune"
    if seen["kind"] == "masks":
        parcels = seen["parcels"]
        return (
            f"{seen['notified']} colis, {parcels['masks']} masques pour {parcels['persons']} personnes ; sans envoi : "
            f"{sum(seen['excluded'].values())} foyers ({excluded}). {parcels['not_received']} dits pas reçus, "
            f"{parcels['to_collect']} à retirer, {parcels['collected']} retirés, "
            f"{sum(parcels['reversed'].values())} annulés."
        )
    if seen["kind"] == "flu":
        return _of_flu(seen["vouchers"], f"{sum(seen['excluded'].values())} personnes ({excluded})")
    population = f"{seen['population']} personnes" if seen["population"] is not None else "Cette caisse"
    return (
        f"{population} : {seen['notified']} informées, {sum(seen['excluded'].values())} exclues "
        f"({excluded}). {seen['activated']} activations, {seen['opposed']} oppositions, {seen['created']} espaces "
        f"créés sans opposition, {seen['closed']} fermés."
    )


def _of_flu(vouchers: dict, excluded: str) -> str:
    from allervers.domain.programmes.codes import Cohort

    targets = vouchers["by_cohort"].items()
    cohorts = " ; ".join(f"{Cohort(name).label} : {_share(of['coverage'])}" for name, of in targets)
    published = ", ".join(f"{each['season']} {_share(each['coverage'])}" for each in vouchers["published"])
    return (
        f"Saison {vouchers['season']} : {vouchers['sent']} bons, {vouchers['withdrawn']} vaccins retirés "
        f"({_share(vouchers['coverage'])} ; {cohorts}) ; sans envoi : {excluded}. {vouchers['reminded']} relances, "
        f"dont {vouchers['withdrawn_once_reminded']} suivies d'un retrait. Couverture vaccinale publiée des personnes "
        f"à risque, toutes cibles : {published} ; elle compte aussi les vaccins retirés sans ce bon."
    )


def _share(coverage: float | None) -> str:
    return "sans objet" if coverage is None else f"{100 * coverage:.1f} %".replace(".", ",")
