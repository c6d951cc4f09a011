"""Who runs surveys and who answers them."""

from ..organisations.models import Organisation, User
from ..organisations.roles import Role, declare
from .models import FundAnswer, Survey

RUN = declare(
    "run_surveys",
    "Ouvrir une enquête auprès des caisses, suivre qui a répondu, lire les réponses",
    Role.NATIONAL_ANALYST,
)
ANSWER = declare(
    "answer_surveys",
    "Répondre aux enquêtes nationales pour sa caisse",
    *(Role.MANAGER, Role.PARTNERSHIP_OFFICER),
)


def may_run(user: User, survey: Survey) -> bool:
    """Any national analyst; surveys name nobody."""
    return user.may(RUN)


def may_answer(user: User, survey: Survey) -> bool:
    """The manager and the partnership officer of a fund, for their own fund; partners and handling bodies never."""
    return user.may(ANSWER) and user.organisation.kind == Organisation.Kind.FUND


def may_read(user: User, answer: FundAnswer) -> bool:
    """Those who answer for the fund, and national analysts; no other fund."""
    return user.may(RUN) or (user.may(ANSWER) and answer.fund_id == user.organisation_id)
