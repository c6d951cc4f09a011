"""Who may keep figures as they were published."""

from ..organisations.roles import Role, declare

FREEZE_FIGURES = declare(
    "freeze_figures",
    "Figer des chiffres publiés, voir ce qui a changé depuis",
    *(Role.MANAGER, Role.PARTNERSHIP_OFFICER, Role.NATIONAL_ANALYST),
)
