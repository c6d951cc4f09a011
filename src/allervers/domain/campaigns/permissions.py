"""Who may work on the campaigns of a fund. They are entrusted to no other body: the rows are the fund's (row-level
security), whoever opens them."""

from ..organisations.roles import Role, declare

SEE_CAMPAIGNS = declare(
    "see_campaigns",
    "Préparer les campagnes de sa caisse, relire dix messages, lire les résultats",
    *(Role.MANAGER, Role.CAMPAIGN_SENDER),
    opens_files=True,
)
LAUNCH_CAMPAIGNS = declare(
    "launch_campaigns", "Lancer une campagne, la mettre en pause, la reprendre, la rappeler", Role.MANAGER
)
