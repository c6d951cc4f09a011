"""The letters of a file: their words are made once, kept as they are sent, and printed from what is kept.

Each is written in the transaction of its cause, and the database holds one of each kind for each cause. The layout
stands in `messaging/templates/rights_letter.typ`; what the law asks to be said comes from the law library.
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal as Amount
from uuid import UUID

from django.utils import timezone

from allervers.law.administration import acknowledgement, appeal
from allervers.law.renewal import c2s_renewal
from allervers.messaging.letters import render
from allervers.publishing.numbers import grouped

from . import grounds, papers
from .codes import ELECTRONIC, LetterKind, Outcome, Right
from .dates import silence_of
from .digests import digest_of
from .models import Decision, Letter, PapersRequest, RightsFile
from .queries import facts_of

Section = dict[str, object]
_TEMPLATE = "rights_letter.typ"


def write(
    file: RightsFile,
    kind: LetterKind,
    cause: UUID,
    *,
    request: PapersRequest | None = None,
    decision: Decision | None = None,
    on: datetime.date | None = None,
) -> bool:
    """Write the letter of this cause; False where it exists already."""
    day = on or timezone.localdate()
    content = {
        "title": _TITLES[kind],
        "fund": str(file.fund),
        "service": str(file.handled_by or file.fund),
        "date": day.isoformat(),
        "reference": file.reference,
        "right": file.short_right,
        "name": f"{file.first_name} {(file.usage_name or file.birth_name).upper()}",
        "address": file.postal_address.splitlines(),
        "copy_to": file.helper_organisation if file.helper_may_receive_copies else "",
        "sections": list(_SECTIONS[kind](file, request, decision)),
    }
    letter, written = Letter.objects.get_or_create(
        file=file,
        kind=kind,
        cause=cause,
        defaults={
            "fund_id": file.fund_id,
            "written_on": day,
            "content": content,
            "sha256": digest_of(content),
        },
    )
    if written:
        grounds.of_letter(letter, decision)
    return written


def pdf(letter: Letter) -> bytes:
    """The letter as it is printed: from the words that were kept, always the same."""
    return render(_TEMPLATE, letter.content)


def _section(heading: str, *text: str, lines: list[str] | None = None) -> Section:
    return {"heading": heading, "text": [each for each in text if each], "lines": lines or []}


def checklist(file: RightsFile) -> bytes:
    """The cover sheet of a file, with its list of papers and what does for each; to print and to tick."""
    listed = papers.lines(file)
    return render(
        "rights_checklist.typ",
        {
            "title": "Documents à joindre",
            "fund": str(file.fund),
            "reference": file.reference,
            "right": file.short_right,
            "name": f"{file.first_name} {(file.usage_name or file.birth_name).upper()}",
            "received_on": file.received_on.isoformat(),
            "lines": [
                {
                    "label": line.required.label,
                    "detail": line.required.detail,
                    "there": line.is_there,
                    "accepted": [each["text"] for each in line.required.accepted],
                }
                for line in listed
            ],
        },
    )


def french(day: datetime.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _acknowledgement(file, request, decision):
    facts = facts_of(file)
    owed = acknowledgement(file.right, file.received_on, electronic=file.channel in ELECTRONIC)
    yield _section(
        "Votre demande est arrivée",
        f"Nous avons reçu le {french(file.received_on)} votre demande : {file.short_right}.",
        f"Votre référence est {file.reference}. Gardez ce courrier.",
    )
    missing = [line.required.label for line in papers.lines(file) if not line.is_there]
    if missing:
        yield _section("Ces documents manquent encore", "Envoyez-les dès que possible.", lines=missing)
    yield _section("Si vous n’avez pas de réponse", *_silence(facts, owed))
    yield _service(file)


def _silence(facts, owed):
    said = silence_of(facts)
    if said is None:
        yield "Cette déclaration ne demande pas de réponse."
        return
    # The first two mentions are the day and the service, which stand in their own places.
    yield from owed.mentions[2:]


def _service(file) -> Section:
    return _section(
        "Qui s’occupe de votre dossier",
        f"{file.handled_by or file.fund}, service des droits. Son adresse et son téléphone figurent sur vos courriers "
        "et sur ameli.fr (téléphone : 36 46).",
    )


def _papers_requested(file, request, decision):
    yield _section(
        "Il nous manque des documents",
        f"Pour votre demande ({file.short_right}) reçue le {french(file.received_on)}, envoyez-nous :",
        lines=[line.required.label for line in request.lines.select_related("required")],
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


def _benefits(decision: Decision) -> list[str] | None:
    """What the file itself says of the benefits held; None where it says nothing."""
    held = decision.situation.get("rsa")
    return None if held is None else ["rsa"] * bool(held)


_TITLES = {
    LetterKind.ACKNOWLEDGEMENT: "Accusé de réception de votre demande",
    LetterKind.PAPERS_REQUESTED: "Documents à envoyer",
    LetterKind.PAPERS_REMINDER: "Rappel : documents à envoyer",
    LetterKind.DECISION: "Décision sur votre demande",
    LetterKind.ADHESION: "Un dernier document pour ouvrir votre droit",
    LetterKind.CLOSED: "Votre dossier est classé sans suite",
    LetterKind.RENEWAL: "Pensez à renouveler votre droit",
}
_SECTIONS = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.PAPERS_REQUESTED: _papers_requested,
    LetterKind.PAPERS_REMINDER: _papers_requested,
    LetterKind.DECISION: _decision,
    LetterKind.ADHESION: _adhesion,
    LetterKind.CLOSED: _closed,
    LetterKind.RENEWAL: _renewal,
}
