"""What jobs do for campaigns: what has messages left goes on, fund after fund; who the persons are is forgotten."""

import logging
import traceback
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from ..organisations.context import acting_for
from ..organisations.models import Organisation
from . import letters, sending
from .models import Campaign

logger = logging.getLogger(__name__)


def go_on() -> None:
    """Every campaign of every fund that may still write, but one that a command is letting leave."""
    for fund_id in _ask("select fund_id from funds_with_sendings()"):
        fund = Organisation.objects.get(pk=fund_id)
        with acting_for(fund, sending.WHY):
            launched = Campaign.objects.filter(fund=fund, launched_at__isnull=False, paused_at=None)
            campaigns = list(launched.select_related("fund"))
        for campaign in campaigns:
            with sending.alone(campaign, wait=False) as is_ours:
                if is_ours:
                    _let_leave(campaign)


def _let_leave(campaign: Campaign) -> None:
    """What is wrong with one campaign pauses that one, for somebody to look; the others go on. A database that does not
    answer is nobody's fault: the next job tries again."""
    try:
        sending.let_leave(campaign)
        _hand_letters_over(campaign)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        # The kind of fault and where it was: its own words may quote a person.
        where = traceback.extract_tb(fault.__traceback__)[-1]
        logger.error(
            "campaign %s paused: %s at %s:%s",
            *(campaign.pk, type(fault).__name__, Path(where.filename).name, where.lineno),
        )
        with acting_for(campaign.fund, sending.WHY):
            sending.pause(campaign, f"une erreur arrête l’envoi ({type(fault).__name__}) : prévenez l’informatique")


def _hand_letters_over(campaign: Campaign) -> None:
    """To the printer's folder, where one is set; else letters wait for the command that says where. A folder that
    cannot be written stops this campaign for somebody to look, and no other."""
    if not settings.LETTERS:
        return
    try:
        letters.hand_over_all(campaign, Path(settings.LETTERS))
    except OSError:
        with acting_for(campaign.fund, sending.WHY):
            sending.pause(campaign, "le dossier de l’imprimeur ne se laisse pas écrire")


def forget_identities() -> int:
    """Who the persons of measured campaigns are: how many were forgotten, over all funds."""
    return _ask("select forget_campaign_identities()")[0]


def _ask(query: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]
