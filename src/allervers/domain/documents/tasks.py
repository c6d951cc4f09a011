"""Jobs of the papers: the antivirus, and the nightly comparison of rows with what is stored."""

import datetime
import logging

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from ..organisations.context import acting_for
from ..organisations.models import Organisation
from . import scanning, workflow
from .models import Document, DocumentCheck
from .sealing import Spoilt

logger = logging.getLogger(__name__)

# What was stored since then may belong to a deposit that is under way.
UNDER_WAY = datetime.timedelta(days=1)


@app.periodic(cron="* * * * *")
@app.task(name="documents.scan", queueing_lock="documents.scan", lock="documents.scan")
def scan_waiting(timestamp: int) -> None:
    """Show the antivirus what it has not judged; one that fails is shown again the next minute."""
    if not scanning.is_configured():
        return
    close_old_connections()
    try:
        for fund in _funds():
            with acting_for(fund, "antivirus"):
                waiting = workflow.waiting_for_a_scan()
            for document_id in waiting:
                _scan(fund, document_id)
    finally:
        close_old_connections()


def _scan(fund: Organisation, document_id) -> None:
    with acting_for(fund, "antivirus"):
        try:
            workflow.scan(Document.objects.get(pk=document_id))
        except (OSError, Spoilt):
            logger.exception("a document of fund %s cannot be read", fund.code)


@app.periodic(cron="50 1 * * *")
@app.task(name="documents.check", queueing_lock="documents.check", lock="documents.check")
def check_all(timestamp: int) -> None:
    """Compare every row with its blob, keep the numbers, and remove what a killed server left behind."""
    close_old_connections()
    try:
        for fund in _funds():
            check_fund(fund)
        workflow.sweep(timezone.now() - UNDER_WAY)
    finally:
        close_old_connections()


def check_fund(fund: Organisation) -> DocumentCheck:
    """The check of one fund, written down; what misses is told to whoever reads the journal, by its number alone."""
    with acting_for(fund, "contrôle des documents"):
        found = workflow.check(whole=True)
        for document_id in (*found.missing, *found.spoilt):
            logger.error("document %s of fund %s is missing or spoilt", document_id, fund.code)
        return DocumentCheck.objects.create(
            fund=fund, looked_at=found.looked_at, missing=len(found.missing), spoilt=len(found.spoilt)
        )


def _funds():
    return Organisation.objects.filter(kind=Organisation.Kind.FUND).order_by("pk")
