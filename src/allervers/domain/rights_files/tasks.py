"""The nightly jobs of rights files: what the days do, then the letters that leave."""

import contextlib
import logging
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from ..organisations.models import Organisation
from .deadlines import run
from .replaying import replay
from .sending import Changed, make, send_all

logger = logging.getLogger(__name__)

# Universal time. At night; and at noon for machines that are switched off at night.
SCHEDULE = "20 2,11 * * *"


@app.periodic(cron=SCHEDULE)
@app.task(name="rights_files.deadlines", queueing_lock="rights_files.deadlines", lock="rights_files.deadlines")
def run_deadlines(timestamp: int) -> None:
    """Do what is due today; killed half way, the next run does the rest."""
    close_old_connections()
    try:
        run(timezone.localdate())
    finally:
        close_old_connections()


@app.periodic(cron="10 3 * * *")
@app.task(name="rights_files.replay", queueing_lock="rights_files.replay", lock="rights_files.replay")
def replay_decisions(timestamp: int) -> None:
    """Ask the law library again about the decisions made since the last night."""
    close_old_connections()
    try:
        for fund in Organisation.objects.filter(kind=Organisation.Kind.FUND).order_by("pk"):
            replay(fund)
    finally:
        close_old_connections()


@app.periodic(cron="40 3 * * *")
@app.task(name="rights_files.letters", queueing_lock="rights_files.letters", lock="rights_files.letters")
def send_letters(timestamp: int) -> None:
    """Hand over what waits, service after service, where the installation says where its printer takes it."""
    if not settings.LETTERS:
        return
    close_old_connections()
    try:
        kinds = [Organisation.Kind.FUND, Organisation.Kind.HANDLING_BODY]
        for sender in Organisation.objects.filter(kind__in=kinds, is_active=True).order_by("pk"):
            _send(sender)
    finally:
        close_old_connections()


@app.task(name="rights_files.letters_of", lock="rights_files.letters")
def send_letters_of(sender_id: int) -> None:
    """Make the batch of one service, asked for from its screen, and hand it over where there is a printer's folder."""
    close_old_connections()
    try:
        sender = Organisation.objects.get(pk=sender_id)
        if settings.LETTERS:
            _send(sender)
        else:
            make(sender, timezone.localdate())
    finally:
        close_old_connections()


def _send(sender: Organisation) -> None:
    """What fails is kept with its batch, and holds up no other service."""
    try:
        send_all(sender, Path(settings.LETTERS), timezone.localdate())
    except (OSError, Changed):
        logger.exception("the letters of %s could not be handed over", sender.code)


def ask_for_a_batch(sender: Organisation) -> None:
    """Have the batch of this service made soon; asked twice, it is made once."""
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        send_letters_of.configure(queueing_lock=f"rights_files.letters_of.{sender.pk}").defer(sender_id=sender.pk)
