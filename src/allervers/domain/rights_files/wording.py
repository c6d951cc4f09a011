"""The words of the letters of a file, in plain French. What the law asks to be said comes from the law library."""

import datetime
from collections.abc import Iterator
from decimal import Decimal as Amount

from allervers.law.administration import PAPERS_MISSING, Acknowledgement, PapersAsked, acknowledgement, appeal
from allervers.law.renewal import c2s_renewal
from allervers.publishing.numbers import grouped

from ..organisations.models import Organisation
from . import papers
from .codes import ELECTRONIC, LetterKind, Outcome, Right
from .dates import answer_due
from .models import Decision, RightsFile

Section = dict[str, object]


def contact_of(service: Organisation) -> dict[str, object]:
    """How the service in charge is reached, as the letter prints it."""
    return {"address": service.postal_address.splitlines(), "phone": service.phone, "email": service.email}


def lacking(service: Organisation) -> list[str]:
    """What the law asks an acknowledgement to say and nobody told us (R112-5 2° CRPA), in French."""
    asked = {"l’adresse postale du service": service.postal_address, "le téléphone du service": service.phone}
    return [what for what, told in asked.items() if not told]


def french(day: datetime.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _section(heading: str, *text: str, lines: list[str] | None = None) -> Section:
    return {"heading": heading, "text": [each for each in text if each], "lines": lines or []}


def _acknowledgement(file, request, decision):
    yield _section(
        "Votre demande est arrivée",
        f"Nous avons reçu le {french(file.received_on)} votre demande : {file.short_right}.",
        f"Votre référence est {file.reference}. Gardez ce courrier.",
    )
    listed = papers.lines(file)
    asked = []
    if file.missing_told_on:
        until = answer_due(file.right, file.missing_told_on)[0]
        asked.append(PapersAsked(file.missing_told_on, until))
        yield _section(
            "Ces documents manquent encore",
            f"Envoyez-les avant le {french(until)}.",
            "Si un document est impossible à obtenir, écrivez-nous pourquoi.",
            lines=[line.required.label for line in papers.missing(listed)],
        )
    if perhaps := [f"{line.required.label} : {line.required.condition}" for line in papers.perhaps_missing(listed)]:
        yield _section("Selon votre situation", "Envoyez aussi :", lines=perhaps)
    owed = acknowledgement(file.right, file.received_on, electronic=file.channel in ELECTRONIC, papers=asked)
    yield _section("Si vous n’avez pas de réponse", *_silence(owed))
    yield _service(file)


def _silence(owed: Acknowledgement) -> Iterator[str]:
    if owed.silence is None:
        yield "Cette déclaration ne demande pas de réponse."
        return
    # The first two mentions are the day and the service, which stand in their own places, as do the papers.
    yield from (mention for mention in owed.mentions[2:] if mention != PAPERS_MISSING)


def _service(file) -> Section:
    service = file.handled_by or file.fund
    ways = [f"Téléphone : {service.phone}" * bool(service.phone), service.email]
    address = ", ".join(service.postal_address.splitlines())
    return _section(
        "Qui s’occupe de votre dossier",
        f"{service}, service des droits.",
        f"Adresse : {address}." if address else "",
        f"{'. '.join(filter(None, ways))}." if any(ways) else "",
    )


def _papers_requested(file, request, decision):
    yield _section(
        "Il nous manque des documents",
        f"Pour votre demande ({file.short_right}) reçue le {french(file.received_on)}, envoyez-nous :",
        lines=[line.required.label for line in request.lines.all()],
    )
    yield _section(
        "Jusqu’à quand",
        f"Nous les attendons jusqu’au {french(request.answer_due_on)}.",
        f"Sans eux, votre dossier est classé sans suite le {french(request.closes_on)}." if request.closes_on else "",
        "Si un document est impossible à obtenir, écrivez-nous pourquoi : votre dossier ne sera pas bloqué pour cela.",
    )
    yield _service(file)


def _decision(file, request, decision):
    granted = decision.outcome == Outcome.ACCEPTED
    said = "Nous acceptons votre demande" if granted else "Nous ne pouvons pas accepter votre demande"
    yield _section("Notre décision", f"{said} : {file.short_right}.", _days(decision))
    yield _section("Pourquoi", decision.reason)
    if not granted:
        yield _section("Si vous n’êtes pas d’accord", *_ways(file, decision.on))
    if decision.answer is not None:
        yield _section("Comment la décision a été préparée", *_PREPARED)
    yield _service(file)


# What the code asks to be said of a decision that rests on a calculation (L311-3-1, R311-3-1-1 CRPA).
_PREPARED = (
    "Un calcul automatique a comparé votre situation aux règles de la loi, pour proposer une réponse. Une personne a "
    "pris la décision.",
    "Vous pouvez demander les règles de ce calcul et comment elles ont été appliquées à votre situation : écrivez à "
    "votre caisse avec votre référence.",
    "Sans réponse au bout d’un mois, vous pouvez saisir la commission d’accès aux documents administratifs (CADA).",
)


def _ways(file, told_on: datetime.date) -> Iterator[str]:
    """The appeals that are open, before whom and until when."""
    for step in appeal(file.right, told_on):
        first = ", avant tout procès" if step.compulsory else ""
        yield f"Vous pouvez saisir {step.before}{first}, jusqu’au {french(step.due_on)}."
    yield "Joignez une copie de cette lettre, et dites pourquoi vous n’êtes pas d’accord. C’est gratuit."


def _days(decision: Decision) -> str:
    if decision.starts_on is None:
        return ""
    until = f" jusqu’au {french(decision.ends_on)}" if decision.ends_on else ""
    return f"Votre droit commence le {french(decision.starts_on)}{until}."


def _adhesion(file, request, decision):
    monthly = (decision.answer or {}).get("monthly_contribution")
    yield _section(
        "Votre demande est acceptée",
        "Vous avez droit à la Complémentaire santé solidaire avec participation financière.",
        f"Votre foyer paiera {grouped(Amount(str(monthly)), 2)} € par mois." if monthly else "",
    )
    yield _section(
        "Ce que vous devez faire",
        "Renvoyez ces documents dans les trois mois. Le droit commence le premier jour du mois qui suit leur arrivée.",
        lines=[line.required.label for line in papers.lines(file) if line.required.code in papers.OF_ADHESION],
    )
    yield _section("Pourquoi", decision.reason)
    yield _service(file)


def _closed(file, request, decision):
    yield _section(
        "Votre dossier est classé sans suite",
        f"Nous avons attendu jusqu’au {french(request.closes_on)} les documents demandés "
        f"le {french(request.asked_on)}.",
        "Vous pouvez faire une nouvelle demande à tout moment.",
    )
    if file.right != Right.DEPARTURE:
        yield _section("Si vous n’êtes pas d’accord", *_ways(file, request.closes_on))
    yield _service(file)


def _renewal(file, request, decision):
    automatic = file.right == Right.C2S and c2s_renewal(decision.ends_on, _benefits(decision))
    yield _section("Votre droit va finir", f"Votre droit ({file.short_right}) finit le {french(decision.ends_on)}.")
    if automatic and automatic.status == "yes":
        yield _section("Ce qui se passe", automatic.reason, "Si votre situation a changé, dites-le-nous.")
    else:
        yield _section("Ce que vous devez faire", "Faites une nouvelle demande dès maintenant pour rester couvert.")
    yield _service(file)


ACCESS = "Suivez votre demande sur votre téléphone"


def access(file: RightsFile, code: str, address: str, until: datetime.date) -> Iterator[Section]:
    """How the person opens their own page."""
    yield _section(
        "Ce que vous pouvez faire",
        "Vous voyez où en est votre demande. Vous envoyez vos papiers en photo. Vous lisez vos courriers.",
    )
    yield _section(
        "Comment faire",
        lines=[f"Allez à l’adresse {address}", f"Écrivez ce code : {code}", "Écrivez votre date de naissance."],
    )
    yield _section(
        "À savoir",
        f"Le code sert une seule fois, jusqu’au {french(until)}. La page vous en donne un autre pour revenir.",
        "Ne donnez ce code à personne.",
    )
    yield _section(
        "In English",
        f"Go to {address}, write the code {code} and your date of birth: you see where your application stands and you "
        "send your papers as photos. The code works once.",
    )
    yield _service(file)


def _benefits(decision: Decision) -> list[str] | None:
    """What the file itself says of the benefits held; None where it says nothing."""
    held = decision.situation.get("rsa")
    return None if held is None else ["rsa"] * bool(held)


TITLES = {
    LetterKind.ACKNOWLEDGEMENT: "Accusé de réception de votre demande",
    LetterKind.PAPERS_REQUESTED: "Documents à envoyer",
    LetterKind.PAPERS_REMINDER: "Rappel : documents à envoyer",
    LetterKind.DECISION: "Décision sur votre demande",
    LetterKind.ADHESION: "Un dernier document pour ouvrir votre droit",
    LetterKind.CLOSED: "Votre dossier est classé sans suite",
    LetterKind.RENEWAL: "Pensez à renouveler votre droit",
}
SECTIONS = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.PAPERS_REQUESTED: _papers_requested,
    LetterKind.PAPERS_REMINDER: _papers_requested,
    LetterKind.DECISION: _decision,
    LetterKind.ADHESION: _adhesion,
    LetterKind.CLOSED: _closed,
    LetterKind.RENEWAL: _renewal,
}
