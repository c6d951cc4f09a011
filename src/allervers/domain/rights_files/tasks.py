"""The nightly jobs of rights files: what the days do, then the letters that leave."""

from pathlib import Path

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from ..organisations.models import Organisation
from .deadlines import run
from .replaying import replay
from .sending import send_all

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
            send_all(sender, Path(settings.LETTERS), timezone.localdate())
    finally:
        close_old_connections()
