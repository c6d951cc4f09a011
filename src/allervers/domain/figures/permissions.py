"""Who may read the figures of a fund. Those of the nation are asked for at the bottom of the house, where the database
is told who asks (`organisations/context.py`)."""

from ..organisations.roles import Role, declare

FUND_FIGURES = declare(
    "fund_figures", "Voir les chiffres de sa caisse", Role.ADVISER, Role.MANAGER, Role.PARTNERSHIP_OFFICER
)
