"""The letter of a decision: its words are made once, kept, and printed from what is kept, like every letter of ours
(`messaging/templates/rights_letter.typ`)."""

from contextlib import suppress

from django.utils import timezone

from allervers.law.wording import euros
from allervers.messaging import postal
from allervers.messaging.letters import render

from ..referrals.letters import printed_name
from ..rights_files.digests import digest_of
from ..rights_files.letters import TEMPLATE, as_sent
from ..rights_files.wording import contact_of
from .models import FinancialAidDecision, FinancialAidLetter


def write(decision: FinancialAidDecision) -> FinancialAidLetter:
    """In the transaction of the decision; the database holds one for each."""
    request, day = decision.request, timezone.localdate(decision.decided_at)
    content = {
        "title": "Votre demande d’aide financière",
        "fund": str(request.fund),
        "service": str(request.service),
        "contact": contact_of(request.fund),
        "date": day.isoformat(),
        "reference": request.reference,
        "right": request.get_category_display(),
        "name": printed_name(request.person),
        "address": [],  # that of the day on which it is printed: none is kept of somebody who is protected
        "copy_to": "",
        "sections": list(_sections(decision)),
    }
    return FinancialAidLetter.objects.create(
        request=request, service_id=decision.service_id, fund_id=decision.fund_id, decision=decision, written_on=day,
        content=content, sha256=digest_of(content),
    )  # fmt: skip


def _sections(decision: FinancialAidDecision):
    asked = f"Vous avez demandé {euros(decision.request.asked_cents)} le {decision.request.received_on:%d/%m/%Y}."
    if decision.corrects:
        before = timezone.localdate(decision.corrects.decided_at)
        asked += f" Cette décision remplace celle du {before:%d/%m/%Y}."
    if decision.granted:
        said = f"Une aide de {euros(decision.amount_cents)} vous est accordée."
    else:
        said = "Cette aide ne vous est pas accordée."
    yield {"heading": "La décision", "text": [asked, said], "lines": []}
    yield {"heading": "Pourquoi", "text": decision.reason.split("\n"), "lines": []}
    if decision.granted:
        text = "La somme est versée par virement. Si nous n’avons pas votre RIB, nous vous le demanderons."
    else:
        text = (
            "Cette aide n’est pas un droit : la caisse l’accorde selon ses moyens. Si votre situation change, vous "
            "pouvez faire une nouvelle demande. Pour toute question, écrivez ou téléphonez à votre caisse."
        )
    yield {"heading": "Et maintenant", "text": [text], "lines": []}


def pdf(letter: FinancialAidLetter) -> bytes:
    """The letter as it is printed: the words that were kept, and the address of today where it can be posted."""
    content = letter.content
    with suppress(postal.Unpostable):
        content = as_sent(content, postal.lines(content["name"], letter.request.person.postal_address))
    return render(TEMPLATE, {"title": content["title"], "letters": [content]}, letter.written_on)
