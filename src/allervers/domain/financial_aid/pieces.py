"""What financial aid brings to the page of a person: that it was asked, for whoever asked and for the aid service."""

from collections.abc import Iterator

from django.db.models import TextChoices

from ..people.models import Person
from ..pieces import Entry, Names, Pieces, register
from ..pieces.refusals import refuses
from .models import FinancialAidRequest
from .workflow import INVOICE_USED

CONFIRMED_BY_ANOTHER = "Un compte changé est confirmé par quelqu’un d’autre que la personne qui l’a saisi."

refuses(
    {
        "aid_request_asks_for_what_is_left": "Le montant demandé dépasse ce qui reste à payer, une fois déduites les "
        "parts de l’Assurance Maladie et de la complémentaire.",
        "aid_funder_answers_on_a_day": "La réponse a une date, et pas avant la demande.",
        "aid_funder_pays_when_it_grants": "Un organisme qui accorde paie quelque chose : écrivez le montant.",
        "aid_paper_invoice_is_told": "D’une facture, dites qui l’a émise, sa date et son montant.",
        "aid_invoice_once": INVOICE_USED,
        "aid_budget_never_below_zero": "Il ne reste pas assez sur le budget de cette nature d’aide pour cette année.",
        "aid_movement_once_for_a_cause": "C’est déjà fait pour cette décision.",
        "aid_session_once_a_day": "Une séance est déjà convoquée ce jour-là.",
        "aid_vote_of_who_sits": "Seuls les membres présents à une séance ouverte votent.",
        "aid_vote_not_on_ones_own": "Nul ne vote sur son propre dossier, ni sur celui d’un proche.",
        "aid_vote_before_the_decision": "La décision est déjà écrite : ce vote arrive trop tard.",
        "aid_decision_has_a_reason": "Une décision a un motif : écrivez-le.",
        "aid_decision_has_its_quorum": "Le quorum n’est pas atteint sur ce point : trop peu de membres ont voté.",
        "aid_decision_as_voted": "Les votes disent le contraire.",
        "aid_decision_within_the_cap": "C’est plus que le plafond donné par la dernière séance aux aides urgentes.",
        "aid_decision_not_paid": "Cette aide est déjà payée, ou partie pour la banque : elle ne se corrige plus.",
        "aid_payment_one_alive": "Une de ces aides vient d’être mise dans un autre lot. Recommencez.",
        "aid_payee_confirmed_by_another": CONFIRMED_BY_ANOTHER,
        "aid_invoice_number_once": "Une facture de cet émetteur avec ce numéro sert déjà à une autre demande d’aide.",
    }
)


class Kind(TextChoices):
    FINANCIAL_AID = "financial_aid", "Aide financière"


@register
class FinancialAidRequests(Pieces):
    """Requests and their state: the database shows them to their author and to the members of the service."""

    kinds = Kind

    def __init__(self, person: Person):
        super().__init__(person)
        self.requests = list(FinancialAidRequest.objects.filter(fund_id=person.fund_id, person=person))

    def users(self) -> set[int | None]:
        return {request.author_id for request in self.requests}

    def entries(self, names: Names) -> Iterator[Entry]:
        for request in self.requests:
            asked = f"{request.reference} : {request.get_category_display()}"
            yield Entry(
                kind=Kind.FINANCIAL_AID,
                date=request.received_on,
                title="Aide financière demandée",
                body=asked,
                author=names.user(request.author_id),
            )
            if request.ended_on:
                yield Entry(
                    kind=Kind.FINANCIAL_AID,
                    date=request.ended_on,
                    title=f"Aide financière {request.get_state_display().lower()}",
                    body=asked,
                )
