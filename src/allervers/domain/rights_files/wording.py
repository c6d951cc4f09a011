"""The words of the letters of a file, in plain French. What the law asks to be said comes from the law library."""

import datetime
from collections.abc import Iterator
from decimal import Decimal as Amount

from allervers.law.administration import (
    PAPERS_MISSING,
    Acknowledgement,
    PapersAsked,
    acknowledgement,
    after_appeal,
    appeal,
)
from allervers.law.renewal import c2s_renewal
from allervers.publishing.numbers import grouped

from ..organisations.models import Organisation
from . import papers
from .codes import ELECTRONIC, AppealAnswer, Condition, Contested, LetterKind, Outcome, Right
from .dates import answer_due
from .models import Appeal, Decision, RightsFile

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
    yield _section("Notre décision", f"{said} : {file.short_right}.", _days(decision), _replaced(decision))
    yield _section("Pourquoi", decision.reason)
    yield from _if_not_agreed(file, decision.on)
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


def _replaced(decision: Decision) -> str:
    """The decision that this one corrects, by its day: the person has its letter."""
    former = decision.corrects
    if former is None:
        return ""
    return f"Cette décision remplace celle du {french(former.on)} ({former.get_outcome_display()}), qui ne vaut plus."


def _if_not_agreed(file, told_on: datetime.date) -> Iterator[Section]:
    """Every decision tells how to contest it: delays that are not told do not run (R142-1-A III CSS)."""
    if ways := list(_ways(file, told_on)):
        yield _section("Si vous n’êtes pas d’accord", *ways)


def _ways(file, told_on: datetime.date) -> Iterator[str]:
    """The appeals that are open, before whom and until when."""
    steps = appeal(file.right, told_on)
    if not steps:
        return
    for step in steps:
        first = ", avant tout procès" if step.compulsory else ""
        yield f"Vous pouvez saisir {step.before}{first}, au moins jusqu’au {french(step.due_on)}."
    yield "Le délai part du jour où vous recevez cette lettre."
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
    yield from _if_not_agreed(file, decision.on)
    yield _service(file)


def _closed(file, request, decision):
    yield _section(
        "Votre dossier est classé sans suite",
        f"Nous avons attendu jusqu’au {french(request.closes_on)} les documents demandés "
        f"le {french(request.asked_on)}.",
        "Vous pouvez faire une nouvelle demande à tout moment.",
    )
    yield from _if_not_agreed(file, request.closes_on)
    yield _service(file)


def _renewal(file, request, decision):
    automatic = file.right == Right.C2S and c2s_renewal(decision.ends_on, _benefits(decision))
    yield _section("Votre droit va finir", f"Votre droit ({file.short_right}) finit le {french(decision.ends_on)}.")
    if automatic and automatic.status == "yes":
        yield _section("Ce qui se passe", automatic.reason, "Si votre situation a changé, dites-le-nous.")
    else:
        yield _section("Ce que vous devez faire", "Faites une nouvelle demande dès maintenant pour rester couvert.")
    yield _service(file)


# --- after the decision


def _control(file, control):
    yield _section(
        "Ce que nous vérifions",
        f"Vos droits de base à l’assurance maladie sont ouverts. Nous vérifions {control.get_condition_display()}.",
        control.asked,
    )
    asked = [line.required.label for line in papers.lines(file) if line.required.code in control.codes]
    yield _section("Envoyez-nous ces documents", lines=asked)
    yield _section(
        "Jusqu’à quand",
        f"Vous avez au moins jusqu’au {french(control.answer_due_on)} pour répondre. Le délai part du jour où vous "
        "recevez cette lettre.",
        "Vous pouvez aussi nous écrire ce que vous avez à dire.",
        "Si vous ne répondez pas, ou si les documents ne suffisent pas, nous devrons fermer ce droit et votre carte "
        "Vitale ne marchera plus. Une autre lettre vous le dira avant."
        if control.condition == Condition.REGULARITY
        else "Si vous ne répondez pas, ou si les documents ne suffisent pas, nous devrons fermer ce droit, au jour où "
        "vous n’habitiez plus en France. Votre carte Vitale ne marchera plus. Une autre lettre vous le dira.",
    )
    yield _service(file)


def _closing(file, control):
    yield _section(
        "Notre décision",
        f"Nous fermons vos droits de base à l’assurance maladie. Leur dernier jour est le {french(control.closes_on)}.",
        f"Votre carte Vitale ne marchera plus à partir du {french(control.card_invalid_from)}.",
    )
    since = french(control.established_on)
    yield _section(
        "Pourquoi",
        f"Nous avons vérifié {control.get_condition_display()} ({control.get_origin_display()}), par notre lettre du "
        f"{french(control.begun_on)}.",
        f"Cette condition n’est plus remplie depuis le {since}." if since else "",
        control.reason,
    )
    if control.condition == Condition.REGULARITY:
        yield _section(
            "Vous pouvez avoir d’autres droits",
            "Si vous n’avez plus de titre de séjour, vous pouvez demander l’aide médicale de l’État (AME).",
        )
    yield from _if_not_agreed(file, control.ended_on)
    yield _service(file)


def _appeal(file, appeal):
    after = after_appeal(file.right, appeal.received_on)
    yield _section(
        "Votre recours est arrivé",
        f"Nous avons reçu le {french(appeal.received_on)} votre recours contre {_contested(appeal)}.",
        f"Votre référence est {file.reference}.",
        "Il est arrivé après le dernier jour pour contester. Nous le lisons quand même ; la réponse dira ce qui suit."
        if appeal.late
        else "",
    )
    yield _section(
        "Si vous n’avez pas de réponse",
        f"Sans réponse le {french(after.silence_rejects_on)}, votre recours est rejeté.",
        f"Vous pourrez alors saisir {after.court.before}, jusqu’au {french(after.court.due_on)}.",
    )
    yield _service(file)


def _appeal_answer(file, appeal):
    upheld = appeal.answer == AppealAnswer.UPHELD
    yield _section(
        "Notre réponse",
        f"Votre recours du {french(appeal.received_on)} contre {_contested(appeal)} est "
        f"{'accepté' if upheld else 'rejeté'}.",
        _WHAT_NOW[appeal.against] if upheld else "",
    )
    yield _section("Pourquoi", appeal.reason)
    if not upheld:
        court = after_appeal(file.right, appeal.received_on, appeal.answered_on).court
        yield _section(
            "Si vous n’êtes toujours pas d’accord",
            f"Vous pouvez saisir {court.before}, au moins jusqu’au {french(court.due_on)}. Le délai part du jour où "
            "vous recevez cette lettre.",
        )
    yield _service(file)


_WHAT_NOW = {
    Contested.DECISION: "Une nouvelle décision remplacera l’ancienne. Vous la recevrez par une autre lettre.",
    Contested.CLOSED: "Nous reprenons l’examen de votre demande.",
    Contested.SILENCE: "Nous reprenons l’examen de votre demande.",
    Contested.CLOSING: "Votre droit est rétabli.",
}


def _contested(appeal: Appeal) -> str:
    act = appeal.decision.on if appeal.decision else appeal.control.ended_on if appeal.control else None
    return f"{appeal.get_against_display()}{f' du {french(act)}' if act else ''}"


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
    LetterKind.CONTROL: "Nous vérifions votre droit",
    LetterKind.CLOSING: "Nous fermons votre droit",
    LetterKind.APPEAL: "Votre recours est arrivé",
    LetterKind.APPEAL_ANSWER: "Réponse à votre recours",
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
# Of what comes after a decision: each is told of the control or of the appeal.
AFTERWARDS = {
    LetterKind.CONTROL: _control,
    LetterKind.CLOSING: _closing,
    LetterKind.APPEAL: _appeal,
    LetterKind.APPEAL_ANSWER: _appeal_answer,
}
