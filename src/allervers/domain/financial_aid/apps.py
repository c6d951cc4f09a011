from django.apps import AppConfig

from ..organisations.privileges import APPEND, KEEP


class FinancialAidConfig(AppConfig):
    name = "allervers.domain.financial_aid"
    verbose_name = "Aide financière"
    application_may = KEEP
    # What was decided, voted and moved is never changed; the totals of a budget are written by a trigger.
    application_may_on = {
        **dict.fromkeys(("financialaidbudget", "financialaidmovement", "financialaiddecision"), APPEND),
        **dict.fromkeys(("financialaidratification", "financialaidletter", "financialaidvote"), APPEND),
        **dict.fromkeys(("financialaidseat", "financialaidagendaline", "financialaidlink"), APPEND),
    }
