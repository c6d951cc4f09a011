"""The letters about a refusal of care: words made once, kept, and printed from what is kept, like every letter of ours
(`messaging/templates/rights_letter.typ`).

Nothing that somebody typed about the person goes into them: not what was told, no note. Without the name, the day
becomes a month, so that the professional does not know the patient again.
"""

from django.utils import timezone

from allervers.messaging.letters import render

from ..pieces.refusals import Refused
from ..referrals.letters import printed_name
from ..rights_files.digests import digest_of
from ..rights_files.letters import TEMPLATE
from ..rights_files.wording import contact_of
from .codes import Practice, Profession, Recipient
from .models import CareRefusal, CareRefusalSending
from .queries import who

__all__ = ["digest_of", "pdf", "words"]

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
ADDRESSED = {
    Recipient.ORDER: "Conseil de l’ordre professionnel",
    Recipient.FUND: "Direction de la caisse",
    Recipient.ASSOCIATION: "Association agréée",
}


def words(refusal: CareRefusal, recipient: str, *, named: bool) -> dict:
    """What the letter says. Raises `Refused` where it is not known who the professional is."""
    if not refusal.professional_name:
        raise Refused("Dites d’abord qui est le professionnel : ce courrier le nomme.", "recipient")
    to_professional = recipient == Recipient.PROFESSIONAL
    return {
        "title": "Un refus de soins nous est signalé",
        "fund": str(refusal.fund),
        "service": str(refusal.service),
        "contact": contact_of(refusal.fund),
        "date": timezone.localdate().isoformat(),
        "reference": refusal.reference,
        "right": "Médiation",
        "name": refusal.professional_name if to_professional else ADDRESSED[Recipient(recipient)],
        "address": [],
        "copy_to": "",
        "sections": list(_sections(refusal, to_professional=to_professional, named=named)),
    }


def _sections(refusal: CareRefusal, *, to_professional: bool, named: bool):
    person = printed_name(who(refusal)) if named else "Une personne"
    profession = Profession(refusal.profession).label.lower()
    whom = "vous" if to_professional else f"{refusal.professional_name} ({profession})"
    said = f"{person} nous a dit avoir été empêchée d’être soignée par {whom}, {_when(refusal, named)}."
    kinds = {refusal.practice, *refusal.carerefusalevidences.values_list("kind", flat=True)}
    yield {
        "heading": "Ce qui nous est dit",
        "text": [said],
        "lines": [Practice(code).label for code in Practice.values if code in kinds],
    }
    if not named:
        hidden = "Cette personne nous a demandé de ne pas donner son nom."
        yield {"heading": "Son nom", "text": [hidden], "lines": []}
    law = (
        "Aucune personne ne peut être écartée d’un soin à cause de sa Complémentaire santé solidaire, de son aide "
        "médicale de l’État ou d’une discrimination (articles L1110-3 et R1110-8 du code de la santé publique)."
    )
    yield {"heading": "Ce que dit la loi", "text": [law], "lines": []}
    if to_professional:
        asked = (
            "Nous vous demandons votre version : écrivez-la à notre service. Elle sera gardée à côté du signalement."
        )
    else:
        asked = "Nous vous transmettons ce signalement avec l’accord de la personne."
    if refusal.complaint_on:
        asked += f" Une plainte a été reçue le {refusal.complaint_on:%d/%m/%Y}."
    yield {"heading": "Et maintenant", "text": [asked], "lines": []}


def _when(refusal: CareRefusal, named: bool) -> str:
    day = refusal.happened_on or refusal.received_on
    return f"le {day:%d/%m/%Y}" if named else f"en {MONTHS[day.month - 1]} {day.year}"


def pdf(sending: CareRefusalSending) -> bytes:
    """The letter as it left."""
    content = sending.content
    return render(TEMPLATE, {"title": content["title"], "letters": [content]}, sending.sent_on)
