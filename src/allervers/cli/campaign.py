"""``allervers campaign``: write to the persons of a file, leave some out by lot, and say what it changed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allervers.cli.files import fail
from allervers.cli.progress import progress

if TYPE_CHECKING:
    from allervers.domain.campaigns.models import Campaign
    from allervers.domain.imports.refusals import Refusals

app = typer.Typer(help="Campagnes : écrire, laisser des témoins, mesurer.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NOM", help="Le nom de la campagne.")]
Fund = Annotated[
    str, typer.Option("--fund", metavar="CODE", help="La caisse, si plusieurs ont une campagne de ce nom.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")]
_WHY = "campagne"


@app.callback()
def campaign() -> None:
    """Campagnes : écrire, laisser des témoins, mesurer."""


@app.command()
def create(
    name: Name,
    fund: Annotated[str, typer.Option("--fund", metavar="CODE", help="La caisse qui écrit.")],
    template: Annotated[
        Path, typer.Option("--template", metavar="FICHIER.md", help="Le texte : « # Objet », puis le corps.")
    ],
    channels: Annotated[str, typer.Option("--channels", help="email, sms, letter, du préféré au dernier recours.")],
    holdout: Annotated[str, typer.Option("--holdout", help="Part des foyers laissés témoins, par exemple 0.2.")] = "0",
    seed: Annotated[
        int | None, typer.Option("--seed", help="Graine du tirage ; tirée et gardée si elle manque.")
    ] = None,
    notice: Annotated[bool, typer.Option("--notice", help="Avis obligatoire : personne n'est témoin.")] = False,
    as_json: AsJson = False,
) -> None:
    """Écrire une campagne. La même commande deux fois ne change rien."""
    from allervers.cli.database import database

    with database(), _refusals():
        from allervers.domain.campaigns import texts, workflow
        from allervers.domain.imports.refusals import Unreadable
        from allervers.domain.organisations.context import acting_for
        from allervers.domain.organisations.queries import active_funds

        found = active_funds().filter(code=fund).first()
        if found is None:
            fail(f"--fund {fund} : caisse inconnue ou fermée, attendu le code d'une caisse en activité")
        try:
            said = texts.read(template)
        except Unreadable as fault:
            fail(f"{fault.problem} ; attendu {fault.expected}")
        with acting_for(found, _WHY):
            made = workflow.create(
                found,
                name,
                said,
                [channel.strip() for channel in channels.split(",")],
                holdout=_share(holdout),
                seed=seed,
                is_notice=notice,
            )
            _say(
                {"name": made.name, "fund": fund, "seed": made.seed, "languages": sorted(said)},
                f"{made.name} : campagne écrite, graine {made.seed}.",
                as_json,
            )


@app.command()
def audience(
    name: Name,
    file: Annotated[
        Path, typer.Argument(metavar="FICHIER.csv", help="Fichier CSV, séparateur « ; », en-tête compris.")
    ],
    target: Annotated[
        str, typer.Option("--target", metavar="MOTIF", help="Seulement qui les listes de la caisse donnent pour lui.")
    ] = "",
    fund: Fund = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tout contrôler, ne rien écrire.")] = False,
    as_json: AsJson = False,
) -> None:
    """Donner à la campagne les personnes d'un fichier, et voir qui serait contacté, témoin ou exclu."""
    if not file.is_file():
        fail(f"{file} : fichier introuvable, attendu un fichier CSV")
    with _opened(name, fund) as found, progress("Lignes") as told:
        from django.db import transaction

        from allervers.domain.campaigns import results, workflow

        with transaction.atomic():
            refusals = workflow.take_in(found, file, told, target=target)
            found.refresh_from_db()
            seen = results.preview(found)
            if dry_run:
                transaction.set_rollback(True)
    _refuse(refusals)
    _say({**seen, "dry_run": dry_run}, _preview_in_words(seen, dry_run), as_json)


@app.command()
def freeze(name: Name, fund: Fund = "", as_json: AsJson = False) -> None:
    """Figer le texte, l'audience et les groupes : c'est ce qui sera mesuré."""
    with _opened(name, fund) as found:
        from allervers.domain.campaigns import results, workflow

        found = workflow.freeze(found)
        seen = results.preview(found)
    _say(
        {**seen, "frozen_at": found.frozen_at.isoformat()},
        f"{name} : figée, {found.treated} à contacter, {found.left_out} témoins, empreinte {found.digest[:12]}.",
        as_json,
    )


@app.command()
def send(
    name: Name,
    until_done: Annotated[bool, typer.Option("--until-done", help="Jusqu'à ce que plus rien n'attende.")] = False,
    wave: Annotated[
        int | None, typer.Option("--wave", min=1, help="Pas plus de tant de nouvelles personnes cette fois.")
    ] = None,
    pace: Annotated[int | None, typer.Option("--pace", min=1, help="Pas plus de tant de messages par minute.")] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DOSSIER", help="Où l'imprimeur prend ses lots de lettres.")
    ] = None,
    fund: Fund = "",
    as_json: AsJson = False,
) -> None:
    """Envoyer une campagne figée. Arrêtée, la même commande reprend : personne deux fois, personne oublié.

    Les lots de lettres vont, sans --to, dans le dossier de ALLERVERS_LETTERS, ou « campagnes » des données.
    """
    with _opened(name, fund, at_once=True) as found:
        from django.conf import settings

        from allervers.config.local import data_folder
        from allervers.domain.campaigns import running

        folder = to or Path(settings.LETTERS or data_folder() / "campagnes")
        if to is None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        elif not folder.is_dir():
            fail(f"--to {to} : ce dossier n'existe pas.")
        done = running.run(found, folder, wave=wave, pace=pace, until_done=until_done)
    _say(done.to_json(), done.in_words(), as_json)
    if done.stopped:
        fail(f"{name} : {done.stopped}. {done.waiting} messages attendent : la même commande reprendra.")


@app.command()
def pause(name: Name, fund: Fund = "") -> None:
    """Arrêter l'envoi ; ce qui part à cet instant part."""
    with _opened(name, fund) as found:
        from allervers.domain.campaigns import sending

        sending.pause(found, "demandée")
    typer.echo(f"{name} : en pause.")


@app.command()
def resume(name: Name, fund: Fund = "") -> None:
    """Reprendre l'envoi."""
    with _opened(name, fund) as found:
        from allervers.domain.campaigns import sending

        sending.resume(found)
    typer.echo(f"{name} : l'envoi peut reprendre.")


@app.command()
def recall(name: Name, fund: Fund = "") -> None:
    """Retirer tout ce qui n'est pas encore parti, pour de bon."""
    with _opened(name, fund) as found:
        from allervers.domain.campaigns import sending

        number = sending.recall(found)
    typer.echo(f"{name} : {number} messages retirés avant l'envoi.")


@app.command()
def outcomes(
    name: Name,
    file: Annotated[Path, typer.Argument(metavar="FICHIER.csv", help="person_ref;on : le jour où le droit s'ouvre.")],
    fund: Fund = "",
    as_json: AsJson = False,
) -> None:
    """Dire à qui le droit a été ouvert, contactés et témoins. Le même fichier deux fois ne change rien."""
    if not file.is_file():
        fail(f"{file} : fichier introuvable, attendu un fichier CSV")
    with _opened(name, fund) as found, progress("Lignes") as told:
        from django.utils import timezone

        from allervers.domain.campaigns.outcomes_file import bring_in

        report = bring_in(found, file, timezone.localdate(), told)
    _refuse(report.refusals)
    _say(
        {"lines": report.lines, "kept": report.kept, "unchanged": report.unchanged, "unknown": report.unknown},
        f"{report.lines} lignes : {report.kept} gardées, {report.unchanged} déjà là, "
        f"{report.unknown} dans aucun groupe de la campagne (non gardées).",
        as_json,
    )


@app.command()
def reports(
    file: Annotated[
        Path, typer.Argument(metavar="FICHIER.csv", help="message_id;status;on : delivered ou bounced, et le jour.")
    ],
    fund: Annotated[str, typer.Option("--fund", metavar="CODE", help="La caisse qui a écrit.")],
    as_json: AsJson = False,
) -> None:
    """Dire quels messages ont été remis, lesquels sont revenus. Le même fichier deux fois ne change rien."""
    from allervers.cli.database import database

    if not file.is_file():
        fail(f"{file} : fichier introuvable, attendu un fichier CSV")
    with database(), progress("Lignes") as told:
        from django.utils import timezone

        from allervers.domain.campaigns.reports_file import bring_in
        from allervers.domain.organisations.context import acting_for
        from allervers.domain.organisations.queries import active_funds

        found = active_funds().filter(code=fund).first()
        if found is None:
            fail(f"--fund {fund} : caisse inconnue ou fermée, attendu le code d'une caisse en activité")
        with acting_for(found, _WHY):
            noted, refusals = bring_in(found, file, timezone.localdate(), told)
    _refuse(refusals)
    _say(
        noted.to_json(),
        f"{noted.noted} notés, {noted.known} déjà connus, {noted.unknown} d'aucune campagne de la caisse.",
        as_json,
    )


@app.command()
def result(
    name: Name,
    days: Annotated[int, typer.Option("--days", min=1, max=730, help="Droits ouverts dans les tant de jours.")] = 90,
    fund: Fund = "",
    as_json: AsJson = False,
) -> None:
    """Ce que la campagne a changé : les deux groupes, l'écart, et à quel point on en est sûr."""
    with _opened(name, fund) as found:
        from django.utils import timezone

        from allervers.domain.campaigns import results

        said = results.to_json(found, days)
        is_early = str(timezone.localdate()) <= (said["final_on"] or "")
    _say(said, _result_in_words(said, found.channels, is_early), as_json)


# --- Around ----------------------------------------------------------------------------------------------------------


def _refuse(refusals: "Refusals") -> None:
    """One line on standard error: the first refusal, and how many others there are."""
    if refusals.total:
        others = f" (et {refusals.total - 1} autres anomalies)" if refusals.total > 1 else ""
        fail(refusals.sentences()[0] + others)


@contextmanager
def _opened(name: str, code: str, *, at_once: bool = False) -> Iterator["Campaign"]:
    """The campaign, in the context of its fund; with `at_once`, outside of it and of any transaction."""
    from allervers.cli.database import database

    with database(), _refusals():
        from allervers.domain.campaigns.models import Campaign
        from allervers.domain.campaigns.queries import funds_with_campaign
        from allervers.domain.organisations.context import acting_for

        funds = [fund for fund in funds_with_campaign(name) if code in ("", fund.code)]
        if not funds:
            fail(f"{name} : aucune campagne de ce nom" + f" dans la caisse {code}" * bool(code))
        if len(funds) > 1:
            fail(f"{name} : {len(funds)} caisses ont une campagne de ce nom, dites laquelle par --fund")
        with acting_for(funds[0], _WHY):
            found = Campaign.objects.select_related("fund").get(fund=funds[0], name=name)
            if not at_once:
                yield found
        if at_once:
            yield found


@contextmanager
def _refusals() -> Iterator[None]:
    """What must be mended first becomes one line and exit status 2."""
    from allervers.domain.pieces.refusals import Refused

    try:
        yield
    except Refused as fault:
        fail(str(fault))


def _share(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        fail(f"--holdout {text} : attendu une part de 0 à 1, par exemple 0.2")


def _say(answer: dict[str, object], words: str, as_json: bool) -> None:
    print(json.dumps(answer, ensure_ascii=False) if as_json else words)


def _preview_in_words(seen: dict, dry_run: bool) -> str:
    from allervers.domain.campaigns import words

    excluded = ", ".join(f"{reason} {number}" for reason, number in seen["excluded"].items() if number) or "aucune"
    lines = ["Essai : rien n'est écrit."] if dry_run else []
    lines.append(
        f"{seen['audience']} personnes : {seen['treated']} à contacter, {seen['holdout']} témoins, "
        f"{seen['audience'] - seen['treated'] - seen['holdout']} exclues ({excluded})."
    )
    least = {rate: share for rate, share in seen["smallest_detectable"].items() if share is not None}
    lines += [words.of_least(float(rate), share) for rate, share in least.items()]
    if not least:
        lines.append("Sans témoins, ou avec trop peu de personnes, cette campagne ne pourra rien prouver.")
    return "\n".join(lines)


def _result_in_words(said: dict, channels: list[str], is_early: bool) -> str:
    """As the screen: nothing of the difference before its day."""
    from allervers.domain.campaigns import words
    from allervers.domain.campaigns.impact import Effect

    lines = ["Envoyés {sent}, incertains {uncertain}, échoués {failed}, en attente {waiting}.".format(**said)]
    if said["wrong_ratio"]:
        lines.append("Les deux groupes n'ont pas les tailles d'un tirage : rien ne doit en être conclu.")
    elif said["difference"] is None:
        lines.append("Pas de résultat : il faut un envoi et des témoins.")
    elif is_early:
        lines.append(f"Le résultat se lira après le {said['final_on']}.")
    else:
        lines.append(
            words.of_effect(Effect(*(said[name] for name in ("difference", "low", "high", "method"))), channels)
        )
    return "\n".join(lines)
